//! W3: twenty statements go to five columns that hold four each.

use serde::{Deserialize, Serialize};

use super::{Refused, must, remember};
use crate::worksheets::definition::Sort;
use crate::worksheets::model::shuffled;
use crate::worksheets::scoring::w3::Answers;

/// A sitting under way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SortPlay {
    /// What was placed so far.
    pub answers: Answers,
    /// The statements in the order in which they are shown.
    pub order_shown: Vec<String>,
    /// What can be undone, latest last: where statements lay before.
    pub history: Vec<Vec<(String, Option<i64>)>>,
    /// Whether it is finished.
    pub done: bool,
}

/// One thing that a person does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "snake_case")]
pub enum SortMove {
    /// Lay a statement in a column, 1 to 5; 0 takes it back to the hand.
    Place { statement: String, column: i64 },
    /// Let two statements change places: the way to move one into a full column.
    Swap { a: String, b: String },
    /// Say how far a value is met, 1 to 5; 0 for no answer.
    Met { value: String, grade: u8 },
    /// Take back the latest step.
    Undo,
    /// Finish.
    Finish,
}

impl SortPlay {
    /// A new sitting, shown in the order that `seed` decides.
    pub fn new(sort: &Sort, seed: u64) -> SortPlay {
        let ids: Vec<String> = sort.statements().map(|(_, one)| one.id.to_string()).collect();
        SortPlay { order_shown: shuffled(&ids, seed), ..SortPlay::default() }
    }

    /// The next statement to place.
    pub fn next_statement(&self) -> Option<&str> {
        self.order_shown.iter().map(String::as_str).find(|id| !self.answers.placements.contains_key(*id))
    }

    /// The statements in a column, in the order in which they were shown.
    pub fn in_column(&self, column: i64) -> Vec<&str> {
        let here = |id: &&String| self.answers.placements.get(*id) == Some(&column);
        self.order_shown.iter().filter(here).map(String::as_str).collect()
    }

    /// How many more statements a column takes.
    pub fn room(&self, sort: &Sort, column: i64) -> usize {
        let holds = sort.columns.iter().find(|one| one.points == column).map_or(0, |one| one.cards as usize);
        holds.saturating_sub(self.in_column(column).len())
    }

    /// Makes a move, or says why it cannot be made; then nothing has changed.
    pub fn apply(&mut self, sort: &Sort, step: &SortMove) -> Result<(), Refused> {
        must(!self.done, Refused::Finished)?;
        match step {
            SortMove::Place { statement, column } => self.place(sort, statement, *column),
            SortMove::Swap { a, b } => self.swap(a, b),
            SortMove::Met { value, grade } => {
                must(sort.values.iter().any(|one| *one.id == **value), Refused::Unknown)?;
                must(*grade <= 5, Refused::Number)?;
                if *grade == 0 {
                    self.answers.met.remove(value);
                } else {
                    self.answers.met.insert(value.clone(), *grade);
                }
                Ok(())
            }
            SortMove::Undo => {
                for (statement, was) in self.history.pop().ok_or(Refused::NothingToUndo)? {
                    self.lay(&statement, was);
                }
                Ok(())
            }
            SortMove::Finish => {
                self.answers.check(sort)?;
                self.done = true;
                Ok(())
            }
        }
    }

    fn place(&mut self, sort: &Sort, statement: &str, column: i64) -> Result<(), Refused> {
        must(self.order_shown.iter().any(|id| id == statement), Refused::Unknown)?;
        must((0..=5).contains(&column), Refused::Number)?;
        let was = self.answers.placements.get(statement).copied();
        let to = Some(column).filter(|column| *column > 0);
        if was == to {
            return Ok(());
        }
        must(to.is_none_or(|column| self.room(sort, column) > 0), Refused::Full)?;
        self.lay(statement, to);
        remember(&mut self.history, vec![(statement.to_owned(), was)]);
        Ok(())
    }

    fn swap(&mut self, a: &str, b: &str) -> Result<(), Refused> {
        let known = |id: &str| self.order_shown.iter().any(|one| one == id);
        must(known(a) && known(b), Refused::Unknown)?;
        let at = |id: &str| self.answers.placements.get(id).copied();
        let (x, y) = (at(a), at(b));
        if x != y {
            self.lay(a, y);
            self.lay(b, x);
            remember(&mut self.history, vec![(a.to_owned(), x), (b.to_owned(), y)]);
        }
        Ok(())
    }

    fn lay(&mut self, statement: &str, column: Option<i64>) {
        match column {
            Some(column) => self.answers.placements.insert(statement.to_owned(), column),
            None => self.answers.placements.remove(statement),
        };
    }
}
