//! Pages of programmes and cohorts. All of them come from the server as they are.

mod application;
mod booking;
mod cohort;
mod cohort_desk;
mod goals;
mod meeting;
mod member;
mod members;
mod offers;
mod programme;
mod programme_desk;
mod programmes;

pub use application::ApplicationOpened;
pub use booking::Booking;
pub use cohort::CohortHome;
pub use cohort_desk::AdminCohort;
pub use member::{CoachMember, CoachMemberGoals};
pub use members::CoachMembers;
pub use offers::Offers;
pub use programme::ProgrammeHome;
pub use programme_desk::{AdminProgramme, AdminProgrammes};
pub use programmes::Programmes;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::model::{Stage, Standing};
use crate::t;

/// The id in the page's address.
fn here() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()))
}

/// A field of the page's address; empty when it is not there.
fn asked(field: &'static str) -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get(field).unwrap_or_default()))
}

/// Where a cohort stands, in a word.
fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Planned => t!(cohorts.stage_planned),
        Stage::Applying => t!(cohorts.stage_applying),
        Stage::Running => t!(cohorts.stage_running),
        Stage::Over => t!(cohorts.stage_over),
        Stage::Closed => t!(cohorts.stage_closed),
    }
}

/// What comes next for who applied.
fn next_words(standing: Standing) -> &'static str {
    match standing {
        Standing::Waiting => t!(cohorts.applied_waiting),
        Standing::Declined => t!(cohorts.applied_declined),
        _ => t!(cohorts.applied_sent),
    }
}

/// Where an application stands, in a word.
fn standing_words(standing: Standing) -> &'static str {
    match standing {
        Standing::Sent => t!(cohorts.standing_sent),
        Standing::Waiting => t!(cohorts.standing_waiting),
        Standing::Accepted => t!(cohorts.standing_accepted),
        Standing::Declined => t!(cohorts.standing_declined),
        Standing::Withdrawn => t!(cohorts.standing_withdrawn),
    }
}
