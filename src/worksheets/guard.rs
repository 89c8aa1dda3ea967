//! What server functions of the worksheets begin and end with.

use leptos_axum::redirect;

use super::model::{Move, ShareDraft};
use super::store::{self, Played};
use crate::kit::id::{AnswerId, UserId};
use crate::kit::{Error, Locale, Result, Viewer};
use crate::server::{AppState, state, viewer};
use crate::tl;

/// Who is looking, if they may write and read private things.
pub fn member() -> Result<(AppState, Viewer)> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    Ok((state(), viewer))
}

/// Refuses a form that brings a result: what is shown is computed here. Nothing of the form is kept.
pub fn brings_no_result(result: &str, locale: Locale) -> Result<()> {
    if result.is_empty() { Ok(()) } else { Err(Error::field("", tl!(locale, sheets.refused_result))) }
}

/// Keeps moves that were made from that revision; the new one.
pub async fn save(state: &AppState, viewer: Viewer, id: &AnswerId, from: i64, moves: Vec<Move>) -> Result<i64> {
    let input = (state.vault.clone(), viewer, id.clone(), moves, state.now());
    let revision = state.db.write(input, move |tx, (vault, viewer, id, moves, now)| {
        Box::pin(store::save(tx, vault, &viewer.id, id, Played { from, moves }, viewer.locale, *now))
    });
    Ok(revision.await?)
}

/// Keeps what was picked for a coach, or forgets it, and leads back to it.
pub async fn draft(state: &AppState, owner: UserId, id: &str, draft: Option<ShareDraft>) -> Result<()> {
    let id: AnswerId = id.parse()?;
    let input = (state.vault.clone(), owner, id.clone(), draft, state.now());
    let kept = state.db.write(input, |tx, (vault, owner, id, draft, now)| {
        Box::pin(store::pick(tx, vault, owner, id, draft.as_ref(), *now))
    });
    kept.await?;
    redirect(&format!("/worksheets/values/{id}/result#share"));
    Ok(())
}
