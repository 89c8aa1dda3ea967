//! W7: three lists, and links between what belongs together.

use serde::{Deserialize, Serialize};

use super::{Draft, Refused, must, remember};
use crate::kit::form::one_line;
use crate::worksheets::definition::Circles;
use crate::worksheets::scoring::action::Action;
use crate::worksheets::scoring::w7::{Answers, Link};

/// A sheet under way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CirclesPlay {
    /// The lists, links and words so far.
    pub answers: Answers,
    /// What can be undone, latest last: the lists and links as they were. They are small.
    pub history: Vec<Lists>,
    /// Entries that somebody writes and that are not in their lists yet.
    #[serde(default)]
    pub draft: Option<Draft>,
    /// Whether it is finished.
    pub done: bool,
}

/// The lists and links.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lists {
    will: Vec<String>,
    can: Vec<String>,
    must: Vec<String>,
    links: Vec<Link>,
}

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Circle {
    /// What I would like.
    Will,
    /// What I can do.
    Can,
    /// What is asked of me.
    Must,
}

/// One thing that a person does. Entries are named by their place in the list, counted from 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "snake_case")]
pub enum CirclesMove {
    /// Add an entry.
    Add { circle: Circle, text: String },
    /// Write an entry anew.
    Rename { circle: Circle, at: u32, text: String },
    /// Take an entry away, with its links.
    Remove { circle: Circle, at: u32 },
    /// Link what belongs together.
    Link(Link),
    /// Take a link away.
    Unlink(Link),
    /// Words for the place where the three meet.
    Core { texts: Vec<String> },
    /// A next step.
    Step { step: Action },
    /// Take back the latest step with entries or links.
    Undo,
    /// Finish.
    Finish,
}

impl CirclesPlay {
    /// Makes a move, or says why it cannot be made; then nothing has changed.
    pub fn apply(&mut self, circles: &Circles, step: &CirclesMove) -> Result<(), Refused> {
        must(!self.done, Refused::Finished)?;
        let mut next = self.answers.clone();
        match step {
            CirclesMove::Add { circle, text } => list(&mut next, *circle).push(one_line(text)),
            CirclesMove::Rename { circle, at, text } => {
                *list(&mut next, *circle).get_mut(*at as usize).ok_or(Refused::Unknown)? = one_line(text);
            }
            CirclesMove::Remove { circle, at } => remove(&mut next, *circle, *at)?,
            CirclesMove::Link(link) => next.links.push(*link),
            CirclesMove::Unlink(link) => {
                let at = next.links.iter().position(|one| one == link).ok_or(Refused::Unknown)?;
                next.links.remove(at);
            }
            CirclesMove::Core { texts } => {
                next.core = texts.iter().filter(|text| !text.trim().is_empty()).cloned().collect();
            }
            CirclesMove::Step { step } => next.step = Some(step.clone()),
            CirclesMove::Undo => {
                let was = self.history.pop().ok_or(Refused::NothingToUndo)?;
                (self.answers.will, self.answers.can) = (was.will, was.can);
                (self.answers.must, self.answers.links) = (was.must, was.links);
                return Ok(());
            }
            CirclesMove::Finish => {
                let lists = [&next.will, &next.can, &next.must];
                must(lists.iter().any(|list| !list.is_empty()), Refused::Unfinished)?;
                self.done = true;
                return Ok(());
            }
        }
        next.check(circles)?;
        let was = std::mem::replace(&mut self.answers, next);
        if lists(&was) != lists(&self.answers) {
            remember(&mut self.history, lists(&was));
        }
        Ok(())
    }
}

fn lists(answers: &Answers) -> Lists {
    let Answers { will, can, must, links, .. } = answers.clone();
    Lists { will, can, must, links }
}

fn list(answers: &mut Answers, circle: Circle) -> &mut Vec<String> {
    match circle {
        Circle::Will => &mut answers.will,
        Circle::Can => &mut answers.can,
        Circle::Must => &mut answers.must,
    }
}

/// Takes an entry away: links without their Will or Can are gone, links without their Must link the other two.
fn remove(answers: &mut Answers, circle: Circle, at: u32) -> Result<(), Refused> {
    let entries = list(answers, circle);
    must((at as usize) < entries.len(), Refused::Unknown)?;
    entries.remove(at as usize);
    let moved = |entry: u32| if entry > at { entry - 1 } else { entry };
    let mut links: Vec<Link> = Vec::new();
    for mut link in std::mem::take(&mut answers.links) {
        match circle {
            Circle::Will if link.w == at => continue,
            Circle::Can if link.c == at => continue,
            Circle::Will => link.w = moved(link.w),
            Circle::Can => link.c = moved(link.c),
            Circle::Must => link.m = link.m.filter(|entry| *entry != at).map(moved),
        }
        if !links.contains(&link) {
            links.push(link);
        }
    }
    answers.links = links;
    Ok(())
}
