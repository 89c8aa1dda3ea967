//! The organiser's desk of programmes and cohorts.

use serde::{Deserialize, Serialize};

use super::ApplicationLine;
use crate::coaching::cohorts::model::{CohortPlanForm, ProgrammeForm, ProgrammeId, Stage};
use crate::kit::id::CohortId;

/// What was shown and returned in a cohort: acts, never people, and nothing at all of a small cohort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Journals and worksheets that members showed.
    pub shared: i64,
    /// Journals that came back with an answer.
    pub returned: i64,
}

/// A cohort on the organiser's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CohortDesk {
    /// Which.
    pub id: CohortId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub stage: Stage,
    /// The plan as a form.
    pub form: CohortPlanForm,
    /// The programmes to choose from.
    pub programmes: Vec<(ProgrammeId, String)>,
    /// Members now, and how many places there are.
    pub places: (i64, Option<i64>),
    /// What was shown and returned; none in a cohort of few.
    pub counts: Option<Counts>,
    /// From how many members on that is told.
    pub least: i64,
    /// The applications, the undecided first.
    pub applications: Vec<ApplicationLine>,
}

/// A programme on the organiser's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeDesk {
    /// Which.
    pub id: ProgrammeId,
    /// The programme as a form.
    pub form: ProgrammeForm,
    /// Whether everybody sees it.
    pub published: bool,
    /// Its cohorts.
    pub cohorts: Vec<(CohortId, String)>,
}
