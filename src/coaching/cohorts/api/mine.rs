//! A member's own cohort.

use leptos::prelude::*;

use crate::coaching::cohorts::model::{CohortPage, WhichCohortForm};
use crate::kit::Result;

#[cfg(feature = "ssr")]
use {
    crate::coaching::cohorts::guard::member,
    crate::coaching::cohorts::store::cohorts::must_be,
    crate::coaching::cohorts::{leaving, pages},
    crate::kit::id::CohortId,
};

/// The cohorts that one is in, and the one with that id; without an id the latest.
#[server(endpoint = "cohorts/mine")]
pub async fn mine(id: String) -> Result<CohortPage> {
    let (viewer, state) = member()?;
    let asked: Option<CohortId> = if id.is_empty() { None } else { Some(id.parse()?) };
    let mut conn = state.db.read().await?;
    Ok(pages::cohort(&mut conn, &state.vault, &viewer, asked.as_ref(), state.now()).await?)
}

/// Leaves a cohort.
#[server(endpoint = "cohorts/leave")]
pub async fn leave(form: WhichCohortForm) -> Result<()> {
    let (viewer, state) = member()?;
    let cohort: CohortId = form.cohort.parse()?;
    let input = (state.config.clone(), viewer.id, cohort, state.now());
    let left = state.db.write(input, |tx, (config, me, cohort, now)| {
        Box::pin(async move {
            must_be(tx, cohort, me, "member").await?;
            leaving::leave(tx, config, cohort, me, *now).await
        })
    });
    left.await?;
    leptos_axum::redirect("/cohort?done=left");
    Ok(())
}
