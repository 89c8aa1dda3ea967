//! Members as their coach sees them.

use serde::{Deserialize, Serialize};

use super::{AppointmentLine, GoalShown, LetterShown};
use crate::journal::model::When;
use crate::kit::id::{CohortId, UserId};

/// A member as their coach sees them, unopened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberLine {
    /// Who.
    pub id: UserId,
    /// The name they want to be called.
    pub name: String,
    /// Their profession in words.
    pub profession: String,
    /// In which cohort.
    pub cohort: String,
    /// When one last had to do with the other.
    pub contact: Option<String>,
    /// How many journals wait for an answer.
    pub waiting: i64,
    /// How many results of worksheets one may open.
    pub results: i64,
    /// How many goals one may open.
    pub goals: i64,
    /// The next appointment.
    pub next: Option<String>,
}

/// A member opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberPage {
    /// As in the list.
    pub line: MemberLine,
    /// The cohort.
    pub cohort: CohortId,
    /// What waits for an answer: address, what it is, since when.
    pub waiting: Vec<(String, String, When)>,
    /// Results that may be opened: address, since when.
    pub results: Vec<(String, When)>,
    /// Appointments to come.
    pub appointments: Vec<AppointmentLine>,
    /// The closing letter, once it is sent.
    pub letter: Option<LetterShown>,
    /// Whether it is time to write one.
    pub goodbye: bool,
}

/// The goals that a member shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberGoals {
    /// Whose.
    pub member: String,
    /// Where an open page asks whether they are still shown.
    pub still: String,
    /// The goals.
    pub goals: Vec<GoalShown>,
}
