//! Server functions: the organiser's page of all content, and the credits for everybody.

use leptos::prelude::*;
use leptos_axum::redirect;

use super::model::{ApproveForm, ContentRow, CreditRow, TakeBackForm};
use super::{pages, store};
use crate::admin::decision::{decide, organiser};
use crate::kit::Result;
use crate::server::context::{locale, state};

/// Everything there is, with its licence.
#[server(endpoint = "admin/content")]
pub async fn content() -> Result<Vec<ContentRow>> {
    let viewer = organiser()?;
    Ok(pages::content(&mut *state().db.read().await?, &viewer).await?)
}

/// Confirms a licence at its source; from then on members see what it is for.
#[server(endpoint = "admin/approve")]
pub async fn approve(form: ApproveForm) -> Result<()> {
    let viewer = organiser()?;
    let (source, note) = form.checked(viewer.locale)?;
    let input = (form.content, form.version, source, note);
    decide(viewer, input, |tx, by, (content, version, source, note)| {
        Box::pin(store::approve(tx, &by.actor, (content.as_str(), *version), (source.as_str(), note.as_str()), by.now))
    })
    .await?;
    redirect("/admin/content?done=approved");
    Ok(())
}

/// Takes a confirmation back; members see it no more. What they wrote stays theirs to read.
#[server(endpoint = "admin/take_back")]
pub async fn take_back(form: TakeBackForm) -> Result<()> {
    let input = (form.content, form.version);
    decide(organiser()?, input, |tx, by, (content, version)| {
        Box::pin(store::take_back(tx, &by.actor, (content.as_str(), *version), by.now))
    })
    .await?;
    redirect("/admin/content?done=back");
    Ok(())
}

/// Whose work stands behind what is shown here. Nobody needs an account for it.
#[server(endpoint = "about/credits")]
pub async fn credits() -> Result<Vec<CreditRow>> {
    Ok(pages::credits(&mut *state().db.read().await?, locale()).await?)
}
