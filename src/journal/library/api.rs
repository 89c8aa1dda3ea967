//! Server functions of the shelf. Everything here is the viewer's own; what is not is `NotFound`.

use leptos::prelude::*;

use super::model::{AllPage, CalendarPage, ExportPage, ReadPage, SearchPage, Shelf};
use crate::kit::Result;
use crate::kit::id::EntryId;

#[cfg(feature = "ssr")]
use {
    super::model::SearchForm,
    super::{page, store},
    crate::coaching::cohorts,
    crate::journal::guard::author,
    crate::journal::model::{About, Time, Want},
    crate::server::context,
    crate::worksheets::archive,
};

/// The way to a template: what the three questions lead to, and all others.
#[server(endpoint = "journal/offer")]
pub async fn offer(time: String, about: String, want: String) -> Result<Shelf> {
    let (viewer, _) = author()?;
    Ok(page::shelf(&viewer, Time::parse(&time), About::parse(&about), Want::parse(&want)))
}

/// What was found of the words that came with this request's body; the empty page when it had none.
#[server(endpoint = "journal/search")]
pub async fn search() -> Result<SearchPage> {
    let (viewer, state) = author()?;
    let form = context::extension::<SearchForm>().unwrap_or_default();
    let all = store::all(&mut *state.db.read().await?, &state.vault, &viewer.id).await?;
    // Reading all of somebody's entries takes long enough to keep others waiting.
    let found = tokio::task::spawn_blocking(move || page::search(&viewer, form, &all)).await;
    found.map_err(|error| crate::server::Failure::other("searching", error).into())
}

/// A month of entries; the present one for nonsense.
#[server(endpoint = "journal/calendar")]
pub async fn calendar(month: String) -> Result<CalendarPage> {
    let (viewer, state) = author()?;
    Ok(page::calendar(&mut *state.db.read().await?, &state.vault, &viewer, &month, state.now()).await?)
}

/// An entry to read.
#[server(endpoint = "journal/read")]
pub async fn read(id: EntryId) -> Result<ReadPage> {
    let (viewer, state) = author()?;
    Ok(page::read(&mut *state.db.read().await?, &state.vault, &viewer, &id).await?)
}

/// What is there to take along.
#[server(endpoint = "journal/export")]
pub async fn export() -> Result<ExportPage> {
    let (viewer, state) = author()?;
    let mut conn = state.db.read().await?;
    let entries = store::count(&mut conn, &viewer.id).await?;
    let besides = archive::any(&mut conn, &viewer.id).await?;
    Ok(ExportPage { entries, besides, cohorts: cohorts::archive::any(&mut conn, &viewer.id).await? })
}

/// All entries to read, the oldest first.
#[server(endpoint = "journal/all")]
pub async fn all() -> Result<AllPage> {
    let (viewer, state) = author()?;
    Ok(page::all(&mut *state.db.read().await?, &state.vault, &viewer, state.now()).await?)
}
