//! Server functions of the journal. Everything here is the viewer's own; what is not is `NotFound`.

use leptos::prelude::*;

use super::model::{
    Compared, EntryForm, EntryList, EntryPage, History, JotForm, ReaderLine, RestoreForm, SaveForm, Saved, Sheet,
    StartForm, WithdrawForm,
};
use crate::kit::Result;
use crate::kit::id::EntryId;
use crate::kit::page::Page;

#[cfg(feature = "ssr")]
use {
    super::guard::{author, jotted, keep, page_name},
    super::model::{sheet, template},
    super::{history, page, store, table},
    crate::coaching,
    crate::kit::Error,
    crate::kit::id::{RowId, ShareId},
    crate::server::state::chance_id,
    leptos_axum::redirect,
};

/// One's entries, newest first, and the templates to begin with.
#[server(endpoint = "journal/entries")]
pub async fn entries(after: String) -> Result<EntryList> {
    let (viewer, state) = author()?;
    let found = store::entries(&mut *state.db.read().await?, &state.vault, &viewer.id, &after).await?;
    Ok(page::list(&viewer, found))
}

/// A template, before anything is begun.
#[server(endpoint = "journal/sheet")]
pub async fn sheet_of(template: String) -> Result<Sheet> {
    let (viewer, _) = author()?;
    let found = super::model::template(&template).ok_or(Error::NotFound)?;
    Ok(sheet(&found.id, viewer.locale))
}

/// Begins an entry and goes there.
#[server(endpoint = "journal/start")]
pub async fn start(form: StartForm) -> Result<()> {
    let (viewer, state) = author()?;
    let found = template(&form.template).ok_or(Error::NotFound)?;
    let input = (viewer.id, state.new_id::<EntryId>(), found, state.now());
    let id = state
        .db
        .write(input, |tx, (owner, id, found, now)| {
            Box::pin(store::create_entry(tx, owner, id, &found.id, found.version, *now))
        })
        .await?;
    redirect(&format!("/journal/{id}"));
    Ok(())
}

/// Keeps a line as an entry of its own, from wherever one is.
#[server(endpoint = "journal/jot")]
pub async fn jot(form: JotForm) -> Result<()> {
    jotted(form).await
}

/// One entry with all that belongs to it. Answers of coaches count as read from now on.
#[server(endpoint = "journal/entry")]
pub async fn entry(id: EntryId, version: Option<i64>) -> Result<EntryPage> {
    let (viewer, state) = author()?;
    let mut shown = page::entry(&mut *state.db.read().await?, &state.vault, &viewer, &id, version, state.now()).await?;
    shown.writer = chance_id::<RowId>().to_string();
    if !shown.replies.is_empty() {
        let input = (viewer.id, id, state.now());
        state.db.write(input, |tx, (owner, id, now)| Box::pin(coaching::store::mark_read(tx, owner, id, *now))).await?;
    }
    Ok(shown)
}

/// Saves while the person writes on.
#[server(endpoint = "journal/autosave")]
pub async fn autosave(form: SaveForm) -> Result<Saved> {
    keep(form).await
}

/// Saves, and goes back to the entry, or to the list when nothing more is to be written: the buttons 「保存」 and
/// 「保存して終える」. The list also clears away what this device had kept of the words.
#[server(endpoint = "journal/save")]
pub async fn save(form: SaveForm) -> Result<()> {
    if let Some(change) = form.row_change() {
        return table::change(form, &change).await;
    }
    let (entry, finish) = (form.entry.clone(), form.then == "finish");
    let saved = keep(form).await?;
    redirect(&match (saved.elsewhere, finish) {
        (Some(_), _) => format!("/journal/{entry}?done=elsewhere"),
        (None, true) => "/journal?done=finished".to_owned(),
        (None, false) => format!("/journal/{entry}?done=saved"),
    });
    Ok(())
}

/// Brings an older version back as the newest.
#[server(endpoint = "journal/restore")]
pub async fn restore(form: RestoreForm) -> Result<()> {
    let (viewer, state) = author()?;
    let id: EntryId = form.entry.parse()?;
    let path = format!("/journal/{id}?done=restored");
    let input = (state.vault.clone(), viewer.id, id, form.version, state.new_id::<RowId>(), state.now());
    state
        .db
        .write(input, |tx, (vault, owner, id, version, revision, now)| {
            Box::pin(store::restore(tx, vault, owner, id, *version, revision, *now))
        })
        .await?;
    redirect(&path);
    Ok(())
}

/// The versions of an entry that stay, newest first; those before number `before`, when it is above 0.
#[server(endpoint = "journal/versions")]
pub async fn versions(id: EntryId, before: i64) -> Result<History> {
    let (viewer, state) = author()?;
    Ok(history::list(&mut *state.db.read().await?, &viewer, &id, before).await?)
}

/// An earlier version beside what the entry holds now.
#[server(endpoint = "journal/compare")]
pub async fn compare(id: EntryId, version: i64) -> Result<Compared> {
    let (viewer, state) = author()?;
    Ok(history::compare(&mut *state.db.read().await?, &state.vault, &viewer, &id, version).await?)
}

/// Deletes an entry with its words, its copies and the answers to it.
#[server(endpoint = "journal/delete")]
pub async fn delete(form: EntryForm) -> Result<()> {
    let (viewer, state) = author()?;
    let id: EntryId = form.entry.parse()?;
    state
        .db
        .write((viewer.id, id, page_name(&form.writer), state.now()), |tx, (owner, id, page, now)| {
            Box::pin(store::delete_entry_from(tx, owner, id, page, *now))
        })
        .await?;
    redirect("/journal?done=deleted");
    Ok(())
}

/// Takes a copy back from a coach.
#[server(endpoint = "journal/withdraw")]
pub async fn withdraw(form: WithdrawForm) -> Result<()> {
    let (viewer, state) = author()?;
    let share: ShareId = form.share.parse()?;
    let from = form.from;
    let entry = state
        .db
        .write((viewer.id, share, state.now()), |tx, (owner, share, now)| {
            Box::pin(store::withdraw(tx, owner, share, *now))
        })
        .await?;
    let path = match from.as_str() {
        "consents" => "/me/consents?done=revoked".to_owned(),
        _ => format!("/journal/{entry}?done=withdrawn"),
    };
    redirect(&path);
    Ok(())
}

/// 閲覧履歴: who opened what of mine, the latest first.
#[server(endpoint = "journal/readers")]
pub async fn readers(after: String) -> Result<Page<ReaderLine>> {
    let (viewer, state) = author()?;
    let found = store::readings(&mut *state.db.read().await?, &viewer.id, &after).await?;
    Ok(page::readers(&viewer, found))
}
