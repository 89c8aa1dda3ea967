//! Programmes as everybody reads them, and applications.

use serde::{Deserialize, Serialize};

use crate::coaching::cohorts::model::{ApplicationId, ProgrammeId, Stage, Standing};
use crate::journal::model::When;
use crate::kit::id::CohortId;

/// A programme in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeLine {
    /// Which.
    pub id: ProgrammeId,
    /// Its name.
    pub name: String,
    /// The beginning of what it is.
    pub summary: String,
    /// Whether a cohort of it takes applications now.
    pub open: bool,
    /// Whether the viewer is in a cohort of it that is not over.
    pub inside: bool,
    /// Whether everybody sees it; organisers see the others too.
    pub published: bool,
}

/// The page of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammePage {
    /// Which.
    pub id: ProgrammeId,
    /// Its name.
    pub name: String,
    /// What it is, as safe HTML.
    pub body_html: String,
    /// What it asks, as safe HTML; may be empty.
    pub asks_html: String,
    /// Its cohorts, the last to begin first.
    pub cohorts: Vec<CohortCard>,
    /// Whether somebody is signed in.
    pub signed_in: bool,
}

/// A cohort on the page of its programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CohortCard {
    /// Which.
    pub id: CohortId,
    /// Such as 第一期生.
    pub name: String,
    /// Where it stands.
    pub stage: Stage,
    /// From when to when.
    pub dates: Option<String>,
    /// Until when one applies.
    pub until: Option<String>,
    /// How many places it has.
    pub places: Option<i64>,
    /// Whether all of them are given; one may still apply, and wait.
    pub full: bool,
    /// The names of its coaches.
    pub coaches: Vec<String>,
    /// What the viewer has to do with it.
    pub mine: Mine,
}

/// What somebody has to do with a cohort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mine {
    /// Nothing yet.
    Nothing,
    /// They are in it.
    Inside,
    /// They applied: the application, where it stands, the day, and what they wrote.
    Applied(ApplicationId, Standing, String, String),
}

/// An application, opened by somebody whom it was written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationPage {
    /// Which.
    pub id: ApplicationId,
    /// To which cohort.
    pub cohort: CohortId,
    /// Its name.
    pub cohort_name: String,
    /// Who applied.
    pub who: String,
    /// Their profession in words.
    pub profession: String,
    /// The day.
    pub at: When,
    /// Where it stands.
    pub standing: Standing,
    /// What they wrote.
    pub words: String,
    /// Whether the viewer decides.
    pub decides: bool,
    /// Places given, and how many there are.
    pub places: (i64, Option<i64>),
}

/// An application in the list, unopened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationLine {
    /// Which.
    pub id: ApplicationId,
    /// Who applied.
    pub who: String,
    /// Their profession in words.
    pub profession: String,
    /// The day.
    pub at: When,
    /// Where it stands.
    pub standing: Standing,
}
