//! Worksheets, value cards and self-checks as people of the demo filled them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::worksheets::sheets::PlayForm;

/// A worksheet as somebody filled it: its presses one after the other, or, where pairs are compared, the order that
/// their choices follow.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    pub owner: String,
    pub worksheet: String,
    pub days_ago: i64,
    pub at: String,
    #[serde(default)]
    pub presses: Vec<PlayForm>,
    #[serde(default)]
    pub order: Vec<String>,
    pub share: Option<ShareSheet>,
    pub gift: Option<Gift>,
}

/// What somebody said that is counted: W4, one digit a question, and the top list of their value cards if they laid any.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    pub owner: String,
    pub days_ago: i64,
    pub at: String,
    pub w4: String,
    #[serde(default)]
    pub top: Vec<String>,
}

/// To whom a worksheet was shown.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareSheet {
    pub coach: String,
    pub after_hours: f64,
}

/// A strength that somebody has seen in somebody else.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gift {
    pub giver: String,
    pub strength: String,
    pub line: String,
    pub after_hours: f64,
}

/// The self-checks that people took, and what the organiser did for them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checks {
    pub checks: Vec<Check>,
    pub approvals: Vec<String>,
    pub help: Vec<Looked>,
}

/// A self-check with its answers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    pub owner: String,
    pub sheet: String,
    pub days_ago: i64,
    pub at: String,
    pub items: BTreeMap<String, i64>,
    /// The coach to whom its numbers were shown.
    #[serde(default)]
    pub shown_to: Option<String>,
}

/// A line of help that was compared with its source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Looked {
    pub line: String,
    pub days_ago: i64,
}

/// A sitting with the value cards: the top list in order, the pile below it, the lowest pile; `sorted` cards only
/// when it was left unfinished.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sitting {
    pub owner: String,
    pub days_ago: i64,
    pub at: String,
    pub top: Vec<String>,
    pub high: Vec<String>,
    pub low: Vec<String>,
    pub notes: BTreeMap<String, [String; 3]>,
    pub share: Option<ShareValues>,
    pub sorted: Option<usize>,
}

/// The top list for a coach, with some of the notes (card and question).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareValues {
    pub coach: String,
    pub after_hours: f64,
    pub notes: Vec<(String, u8)>,
    pub opened_after_hours: Option<f64>,
}
