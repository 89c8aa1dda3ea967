//! Why answers cannot be scored, and the small checks that find it out.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

/// Why answers cannot be scored. Nothing is changed or lost by it: the draft stays as it was.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum ScoreError {
    /// There is no such worksheet or self-check.
    Worksheet { id: String },
    /// The answers say that they belong to another worksheet.
    Other { found: String, wanted: String },
    /// This program does not know that version.
    Version { asked: i64, known: Vec<i64> },
    /// The answers are to another form of the instrument, with another range.
    Form { asked: String, known: String },
    /// Not JSON, or not of the shape that the worksheet has.
    Shape { reason: String },
    /// Results are computed here, never taken from outside.
    ResultSent,
    /// The worksheet has no such card, item or choice.
    Unknown { place: String, id: String },
    /// Something stands twice that may stand once.
    Twice { place: String, id: String },
    /// Something has no answer that needs one.
    Missing { place: String, id: String },
    /// The columns, piles or lists do not hold what they must.
    Columns { wanted: Vec<u32>, found: Vec<u32> },
    /// A number that is none, or outside its bounds.
    Number { place: String, least: f64, most: f64 },
    /// Too few or too many.
    Count { place: String, least: u32, most: u32, found: u32 },
    /// A text that is too long.
    Long { place: String, most: u32 },
    /// Shares that do not make the whole.
    Sum { place: String, wanted: f64, found: f64 },
}

impl fmt::Display for ScoreError {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        use ScoreError::*;
        match self {
            Worksheet { id } => write!(to, "there is no worksheet {id}"),
            Other { found, wanted } => write!(to, "these are answers to {found}, not to {wanted}"),
            Version { asked, known } => write!(to, "version {asked} is not known; known: {known:?}"),
            Form { asked, known } => write!(to, "the form is {asked}; this one is {known}, with another range"),
            Shape { reason } => write!(to, "the answers cannot be read: {reason}"),
            ResultSent => write!(to, "a result was sent; results are computed from the answers"),
            Unknown { place, id } => write!(to, "{place}: \"{id}\" is not known"),
            Twice { place, id } => write!(to, "{place}: \"{id}\" stands twice"),
            Missing { place, id } => write!(to, "{place}: \"{id}\" is missing"),
            Columns { wanted, found } => write!(to, "the columns must hold {wanted:?}, and hold {found:?}"),
            Number { place, least, most } => write!(to, "{place}: must be a number from {least} to {most}"),
            Count { place, least, most, found } => {
                write!(to, "{place}: must be {least} to {most}, and there are {found}")
            }
            Long { place, most } => write!(to, "{place}: has more than {most} characters"),
            Sum { place, wanted, found } => write!(to, "{place}: must make {wanted}, and makes {found}"),
        }
    }
}

impl std::error::Error for ScoreError {}

/// A number that is finite and within its bounds.
pub fn number(place: &str, number: f64, least: f64, most: f64) -> Result<(), ScoreError> {
    let fine = number.is_finite() && (least..=most).contains(&number);
    if fine { Ok(()) } else { Err(ScoreError::Number { place: place.to_owned(), least, most }) }
}

/// A grade that may be left out.
pub fn grade<T: Into<f64> + Copy>(place: &str, grade: Option<T>, least: f64, most: f64) -> Result<(), ScoreError> {
    grade.map_or(Ok(()), |grade| number(place, grade.into(), least, most))
}

/// As many as there may be.
pub fn count(place: &str, found: usize, least: usize, most: usize) -> Result<(), ScoreError> {
    if (least..=most).contains(&found) {
        return Ok(());
    }
    Err(ScoreError::Count { place: place.to_owned(), least: least as u32, most: most as u32, found: found as u32 })
}

/// A text that is not too long.
pub fn text(place: &str, text: &str, most: usize) -> Result<(), ScoreError> {
    if text.chars().count() <= most {
        Ok(())
    } else {
        Err(ScoreError::Long { place: place.to_owned(), most: most as u32 })
    }
}

/// A text that says something and is not too long.
pub fn said(place: &str, words: &str, most: usize) -> Result<(), ScoreError> {
    if words.trim().is_empty() {
        return Err(ScoreError::Missing { place: place.to_owned(), id: "text".to_owned() });
    }
    text(place, words, most)
}

/// Something that the worksheet knows.
pub fn known(place: &str, id: &str, fine: bool) -> Result<(), ScoreError> {
    if fine { Ok(()) } else { Err(ScoreError::Unknown { place: place.to_owned(), id: id.to_owned() }) }
}

/// Things that each stand once.
pub fn once<'a>(place: &str, ids: impl IntoIterator<Item = &'a str>) -> Result<(), ScoreError> {
    let mut seen = BTreeSet::new();
    match ids.into_iter().find(|id| !seen.insert(*id)) {
        Some(id) => Err(ScoreError::Twice { place: place.to_owned(), id: id.to_owned() }),
        None => Ok(()),
    }
}
