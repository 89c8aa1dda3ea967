//! Server functions: the box of help for everybody, and the organiser's page.

use leptos::prelude::*;
use leptos_axum::redirect;

use super::model::{ActForm, HelpDesk, HelpShown, LineForm};
use super::{pages, store};
use crate::admin::decision::{decide, organiser};
use crate::kit::Result;
use crate::kit::id::RowId;
use crate::server::context::{locale, state};

/// Where help is to be had. Nobody needs an account for it.
#[server(endpoint = "help/lines")]
pub async fn lines() -> Result<HelpShown> {
    Ok(pages::shown(&mut *state().db.read().await?, locale()).await?)
}

/// Every line with its history, for organisers.
#[server(endpoint = "admin/help")]
pub async fn desk() -> Result<HelpDesk> {
    let (viewer, state) = (organiser()?, state());
    Ok(pages::desk(&mut *state.db.read().await?, &viewer, state.now()).await?)
}

/// Adds or changes a line.
#[server(endpoint = "admin/help_save")]
pub async fn save_line(form: LineForm) -> Result<()> {
    let (viewer, state) = (organiser()?, state());
    let mut line = form.line(viewer.locale, state.now())?;
    let new = line.id.is_empty();
    if new {
        line.id = state.new_id::<RowId>().to_string();
    }
    decide(viewer, (line, new), |tx, by, (line, new)| {
        Box::pin(async move {
            match new {
                true => store::add(tx, &by.actor, line, by.now).await,
                false => store::change(tx, &by.actor, line, by.now).await,
            }
        })
    })
    .await?;
    redirect("/admin/help?done=saved");
    Ok(())
}

/// Notes that a line was checked, takes it from the page, or puts it back.
#[server(endpoint = "admin/help_mark")]
pub async fn mark_line(form: ActForm) -> Result<()> {
    let act = form.act()?;
    let input = (form.line, form.version, act);
    decide(organiser()?, input, |tx, by, (line, version, act)| {
        Box::pin(store::mark(tx, &by.actor, (line.as_str(), *version), *act, by.now))
    })
    .await?;
    redirect(&format!("/admin/help?done={}", act.as_str()));
    Ok(())
}
