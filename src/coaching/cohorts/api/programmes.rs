//! Programmes for everybody, and applying.

use leptos::prelude::*;

use crate::coaching::cohorts::model::{ApplyForm, ProgrammeId, ProgrammeLine, ProgrammePage, WhichApplicationForm};
use crate::kit::Result;

#[cfg(feature = "ssr")]
use {
    crate::coaching::cohorts::guard::member,
    crate::coaching::cohorts::model::ApplicationId,
    crate::coaching::cohorts::store::applications::{self, Applied},
    crate::coaching::cohorts::store::cohorts,
    crate::coaching::cohorts::{mail, pages},
    crate::coaching::traces,
    crate::server::context::{locale, maybe_viewer, state},
    crate::server::limits::Deed,
};

/// The programmes that everybody may read.
#[server(endpoint = "cohorts/programmes")]
pub async fn programmes() -> Result<Vec<ProgrammeLine>> {
    let (state, viewer) = (state(), maybe_viewer());
    let mut conn = state.db.read().await?;
    Ok(pages::programmes(&mut conn, viewer.as_ref(), false, state.now()).await?)
}

/// One programme with its cohorts, and where the viewer stands with them.
#[server(endpoint = "cohorts/programme")]
pub async fn programme(id: ProgrammeId) -> Result<ProgrammePage> {
    let (state, viewer) = (state(), maybe_viewer());
    let mut conn = state.db.read().await?;
    Ok(pages::programme(&mut conn, &state, viewer.as_ref(), &id, locale()).await?)
}

/// Applies to a cohort, in words that lead to nobody else. The organisers hear that somebody did.
#[server(endpoint = "cohorts/apply")]
pub async fn apply(form: ApplyForm) -> Result<()> {
    let (viewer, state) = member()?;
    let (cohort, words) = form.checked(viewer.locale)?;
    traces::refuse(&[("words", words.as_str())], &[viewer.name.as_str()], viewer.locale)?;
    state.limits.take(Deed::Apply, viewer.id.as_str())?;
    let id: ApplicationId = state.new_id();
    let input = (state.clone(), viewer.id, cohort, id, words, state.now());
    let applying = state.db.write(input, |tx, (state, me, cohort, id, words, now)| {
        Box::pin(async move {
            let found = cohorts::read(tx, cohort).await?;
            let applied = applications::apply(tx, &state.vault, me, (cohort, id), words, *now).await?;
            if applied == Applied::Now {
                let organisers = applications::organisers(tx).await?;
                mail::applied(tx, &state.config, &organisers, (id, me), (cohort, &found.name), *now).await?;
            }
            Ok((found.programme, applied))
        })
    });
    let (programme, applied) = applying.await?;
    let programme = programme.map(|id| id.to_string()).unwrap_or_default();
    let done = if applied == Applied::Already { "applied_before" } else { "applied" };
    leptos_axum::redirect(&format!("/programmes/{programme}?done={done}"));
    Ok(())
}

/// Takes one's application back.
#[server(endpoint = "cohorts/withdraw_application")]
pub async fn withdraw_application(form: WhichApplicationForm) -> Result<()> {
    let (viewer, state) = member()?;
    let id: ApplicationId = form.application.parse()?;
    let input = (viewer.id, id, state.now());
    let back = state.db.write(input, |tx, (me, id, now)| {
        Box::pin(async move {
            let cohort = applications::withdraw(tx, me, id, *now).await?;
            Ok(cohorts::read(tx, &cohort).await?.programme)
        })
    });
    let programme = back.await?.map(|id| id.to_string()).unwrap_or_default();
    leptos_axum::redirect(&format!("/programmes/{programme}?done=withdrawn"));
    Ok(())
}
