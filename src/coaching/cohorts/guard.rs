//! What server functions of this room begin and end with.

use super::model::{LEAD_MINUTES, MOST_BOOKED};
use super::store::appointments::Outcome;
use crate::coaching::store::coaches_of;
use crate::coaching::traces;
use crate::kit::id::CohortId;
use crate::kit::{Error, Locale, Result, Role, Viewer};
use crate::server::db::Conn;
use crate::server::{self, AppState, state, viewer};
use crate::tl;

/// A viewer who may write and read private things.
pub fn member() -> Result<(Viewer, AppState)> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    Ok((viewer, state()))
}

/// A coach who gave the promise.
pub fn coach() -> Result<(Viewer, AppState)> {
    let viewer = viewer()?;
    viewer.must_be(Role::Coach)?;
    viewer.must_have_promised()?;
    Ok((viewer, state()))
}

/// An organiser who gave the promise.
pub fn organiser() -> Result<(Viewer, AppState)> {
    let viewer = viewer()?;
    viewer.must_be(Role::Admin)?;
    viewer.must_have_promised()?;
    Ok((viewer, state()))
}

/// What became of a wish for a time; a refusal in words.
pub fn told(outcome: Outcome, locale: Locale) -> Result<()> {
    let words = match outcome {
        Outcome::Done | Outcome::Already => return Ok(()),
        Outcome::Taken => tl!(locale, cohorts.slot_taken).to_owned(),
        Outcome::Enough => tl!(locale, cohorts.slot_enough, n = MOST_BOOKED),
        Outcome::Clash => tl!(locale, cohorts.slot_clash).to_owned(),
        Outcome::Late => tl!(locale, cohorts.slot_late, n = LEAD_MINUTES),
    };
    Err(Error::field("", words))
}

/// Refuses words that lead straight to a person, before one's coaches see them; the names of the coaches and one's own
/// are no trace. Words with the name of their field.
pub async fn clean_for_coaches(conn: &mut Conn, viewer: &Viewer, texts: &[(&str, &str)]) -> server::Result<()> {
    let coaches = coaches_of(conn, &viewer.id).await?;
    let known: Vec<&str> = coaches.iter().map(|one| one.name.as_str()).chain([viewer.name.as_str()]).collect();
    Ok(traces::refuse(texts, &known, viewer.locale)?)
}

/// Back to the goals of the cohort that the form came from.
pub fn to_goals(cohort: &str, done: &str) {
    let id = cohort.parse::<CohortId>().map(|id| id.to_string()).unwrap_or_default();
    leptos_axum::redirect(&format!("/cohort?id={id}&done={done}#goals"));
}
