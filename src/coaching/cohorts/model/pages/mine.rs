//! A cohort as its member sees it.

use serde::{Deserialize, Serialize};

use super::AppointmentLine;
use crate::coaching::cohorts::model::{GoalId, Kind, ProgrammeId, Stage, Standing, StepId};
use crate::journal::model::When;
use crate::kit::id::CohortId;

/// A cohort that somebody is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CohortPage {
    /// The cohorts one is in, the latest first: id and name. The first is shown when none was asked for.
    pub all: Vec<(CohortId, String)>,
    /// The one that is shown.
    pub here: Option<MyCohort>,
    /// Applications that nobody has answered for good.
    pub pending: Vec<PendingLine>,
}

/// An application that waits for an answer or for a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingLine {
    /// The programme, where it can be read and taken back.
    pub programme: ProgrammeId,
    /// Its name.
    pub programme_name: String,
    /// The cohort's name.
    pub cohort_name: String,
    /// Where it stands.
    pub standing: Standing,
    /// The day.
    pub day: String,
}

/// One cohort as its member sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyCohort {
    /// Which.
    pub id: CohortId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub stage: Stage,
    /// From when to when.
    pub dates: Option<String>,
    /// The programme, to read what it is.
    pub programme: Option<(ProgrammeId, String)>,
    /// Its coaches: name and profession.
    pub coaches: Vec<(String, String)>,
    /// The path.
    pub path: Vec<PathLine>,
    /// One's goals, the open ones first.
    pub goals: Vec<GoalShown>,
    /// Whether another goal may be set.
    pub may_set: bool,
    /// One's next appointments.
    pub appointments: Vec<AppointmentLine>,
    /// How many times can be booked now.
    pub free: i64,
    /// Closing letters.
    pub letters: Vec<LetterShown>,
}

/// A place on the path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathLine {
    /// What one does there.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// A line about it.
    pub note: String,
    /// Where it is done.
    pub href: String,
    /// Where the first and the last time stand side by side.
    pub compare: Option<String>,
    /// The day on which it was done.
    pub done: Option<String>,
    /// Whether it comes next.
    pub next: bool,
}

/// A goal with its steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalShown {
    /// Which.
    pub id: GoalId,
    /// The goal.
    pub goal: String,
    /// Until when, in words.
    pub due: Option<String>,
    /// The day on which it was reached.
    pub done: Option<String>,
    /// Whether the coaches may see it.
    pub shared: bool,
    /// Its steps in the order in which they were written.
    pub steps: Vec<StepShown>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepShown {
    /// Which.
    pub id: StepId,
    /// The step.
    pub step: String,
    /// Whether it is done.
    pub done: bool,
}

/// A closing letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterShown {
    /// From whom, or to whom.
    pub who: String,
    /// The letter.
    pub words: String,
    /// When it was sent.
    pub at: When,
}
