//! Why a move cannot be made.

use serde::{Deserialize, Serialize};

use crate::worksheets::scoring::ScoreError;

/// Why a move cannot be made; then nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The sheet has no such card, entry, point or person.
    Unknown,
    /// The sheet is finished.
    Finished,
    /// The page is behind: another pair is to be compared now.
    Behind,
    /// There is no more room: the column, the list or the sheet is full.
    Full,
    /// Something is still missing before the sheet can be finished.
    Unfinished,
    /// It is there already.
    Twice,
    /// There are no words, or too many.
    Words,
    /// A number is outside its bounds.
    Number,
    /// Nothing to take back.
    NothingToUndo,
}

impl From<ScoreError> for Refused {
    fn from(error: ScoreError) -> Refused {
        match error {
            ScoreError::Twice { .. } => Refused::Twice,
            ScoreError::Number { .. } => Refused::Number,
            ScoreError::Count { least, found, .. } if found < least => Refused::Unfinished,
            ScoreError::Count { .. } => Refused::Full,
            ScoreError::Long { .. } => Refused::Words,
            ScoreError::Missing { id, .. } if id == "text" => Refused::Words,
            ScoreError::Missing { .. } | ScoreError::Columns { .. } | ScoreError::Sum { .. } => Refused::Unfinished,
            _ => Refused::Unknown,
        }
    }
}
