//! What server functions of the journal begin and end with.

use super::model::{SaveForm, Saved, sheet};
use super::store;
use crate::kit::id::{EntryId, RowId, is_uuid};
use crate::kit::{Result, Viewer};
use crate::server::{AppState, state, time, viewer};

/// A viewer who may write.
pub fn author() -> Result<(Viewer, AppState)> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    Ok((viewer, state()))
}

/// Keeps what was written as a new version.
pub async fn keep(form: SaveForm) -> Result<Saved> {
    let (viewer, state) = author()?;
    let id: EntryId = form.entry.parse()?;
    let entry = store::entry(&mut *state.db.read().await?, &viewer.id, &id).await?;
    let answers = form.answers(&sheet(&entry.template, viewer.locale), viewer.locale)?;
    let now = state.now();
    let revision = state.new_id::<RowId>();
    let page = if is_uuid(&form.writer) { form.writer.clone() } else { String::new() };
    let from = store::Writer { page, turn: form.turn };
    let save = store::Save { entry: id, revision, base: form.base, answers, finish: form.then == "finish", from };
    let outcome = state
        .db
        .write((state.vault.clone(), viewer.id, save, now), |tx, (vault, owner, save, now)| {
            Box::pin(store::save(tx, vault, owner, save, *now))
        })
        .await?;
    Ok(Saved { seq: outcome.seq, clock: time::clock(now, &viewer.zone), elsewhere: outcome.elsewhere })
}
