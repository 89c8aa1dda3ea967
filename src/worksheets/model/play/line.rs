//! W6: points that are added, moved by mouse, touch or keyboard, written about and taken away.

use serde::{Deserialize, Serialize};

use super::{Draft, Refused, must, remember};
use crate::worksheets::definition::Line;
use crate::worksheets::scoring::w6::{Answers, Point, When, placed};

/// A line under way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LinePlay {
    /// The points so far.
    pub answers: Answers,
    /// The name of each point, in the same order; names are never used again.
    pub names: Vec<u32>,
    /// The next free name.
    pub next: u32,
    /// What can be undone, latest last.
    pub history: Vec<Past>,
    /// The point that somebody writes about, as far as that is not on the line yet.
    #[serde(default)]
    pub draft: Option<Draft>,
    /// Whether it is finished.
    pub done: bool,
}

/// Something that can be undone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Past {
    /// A point was added.
    Added { name: u32 },
    /// A point was another.
    Was { name: u32, point: Point },
    /// A point was taken away from this place of the list.
    Removed { name: u32, at: u32, point: Point },
    /// A point stood at another place of the list.
    Stood { name: u32, at: u32 },
}

/// One thing that a person does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "snake_case")]
pub enum LineMove {
    /// Add a point.
    Add { point: Point },
    /// Write about a point anew, or move it anywhere.
    Put { name: u32, point: Point },
    /// Move a point up or down by so much, as far as the edge: one step of the arrow keys.
    Lift { name: u32, by: f64 },
    /// Move a point by one place in the list: earlier, or later.
    Shift { name: u32, later: bool },
    /// Say again when it was.
    Date { name: u32, when: When },
    /// Let the coach see a point, or not.
    Share { name: u32, share: bool },
    /// Take a point away.
    Remove { name: u32 },
    /// Take back the latest step.
    Undo,
    /// Finish.
    Finish,
}

impl LinePlay {
    /// The place of a point in the list.
    fn at(&self, name: u32) -> Result<usize, Refused> {
        self.names.iter().position(|one| *one == name).ok_or(Refused::Unknown)
    }

    /// A point.
    pub fn point(&self, name: u32) -> Option<&Point> {
        self.at(name).ok().map(|at| &self.answers.points[at])
    }

    /// The names of the points in the order of the line.
    pub fn in_order(&self) -> Vec<u32> {
        placed(&self.answers.points).0.into_iter().map(|at| self.names[at]).collect()
    }

    /// Makes a move, or says why it cannot be made; then nothing has changed.
    pub fn apply(&mut self, line: &Line, step: &LineMove) -> Result<(), Refused> {
        must(!self.done, Refused::Finished)?;
        match step {
            LineMove::Add { point } => {
                must(self.names.len() < line.most as usize, Refused::Full)?;
                fine(line, point)?;
                let name = self.next;
                self.next += 1;
                self.names.push(name);
                self.answers.points.push(point.clone());
                remember(&mut self.history, Past::Added { name });
                Ok(())
            }
            LineMove::Put { name, point } => self.put(line, *name, point.clone()),
            LineMove::Lift { name, by } => {
                must(by.is_finite(), Refused::Number)?;
                let mut point = self.answers.points[self.at(*name)?].clone();
                let edge = line.height as f64;
                point.y = (point.y + by).clamp(-edge, edge);
                self.put(line, *name, point)
            }
            LineMove::Date { name, when } => {
                let point = Point { when: *when, ..self.answers.points[self.at(*name)?].clone() };
                self.put(line, *name, point)
            }
            LineMove::Share { name, share } => {
                let point = Point { share: *share, ..self.answers.points[self.at(*name)?].clone() };
                self.put(line, *name, point)
            }
            LineMove::Shift { name, later } => {
                let at = self.at(*name)?;
                let to = if *later { Some(at + 1).filter(|to| *to < self.names.len()) } else { at.checked_sub(1) };
                self.stand(*name, to.ok_or(Refused::Unknown)?)?;
                remember(&mut self.history, Past::Stood { name: *name, at: at as u32 });
                Ok(())
            }
            LineMove::Remove { name } => {
                let at = self.at(*name)?;
                self.names.remove(at);
                let point = self.answers.points.remove(at);
                remember(&mut self.history, Past::Removed { name: *name, at: at as u32, point });
                Ok(())
            }
            LineMove::Undo => self.undo(),
            LineMove::Finish => {
                must(self.names.len() >= line.least as usize, Refused::Unfinished)?;
                self.done = true;
                Ok(())
            }
        }
    }

    fn put(&mut self, line: &Line, name: u32, point: Point) -> Result<(), Refused> {
        let at = self.at(name)?;
        fine(line, &point)?;
        if self.answers.points[at] != point {
            let was = std::mem::replace(&mut self.answers.points[at], point);
            remember(&mut self.history, Past::Was { name, point: was });
        }
        Ok(())
    }

    fn stand(&mut self, name: u32, to: usize) -> Result<(), Refused> {
        let at = self.at(name)?;
        let (name, point) = (self.names.remove(at), self.answers.points.remove(at));
        self.names.insert(to, name);
        self.answers.points.insert(to, point);
        Ok(())
    }

    fn undo(&mut self) -> Result<(), Refused> {
        match self.history.pop().ok_or(Refused::NothingToUndo)? {
            Past::Added { name } => {
                let at = self.at(name)?;
                self.names.remove(at);
                self.answers.points.remove(at);
            }
            Past::Was { name, point } => {
                let at = self.at(name)?;
                self.answers.points[at] = point;
            }
            Past::Removed { name, at, point } => {
                self.names.insert(at as usize, name);
                self.answers.points.insert(at as usize, point);
            }
            Past::Stood { name, at } => self.stand(name, at as usize)?,
        }
        Ok(())
    }
}

/// Whether a point could stand on the line.
fn fine(line: &Line, point: &Point) -> Result<(), Refused> {
    Ok(point.check(line, "point")?)
}
