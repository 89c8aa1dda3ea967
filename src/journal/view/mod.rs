//! Pages of the journal.

mod aside;
mod autosave;
mod entry;
mod foot;
mod guide;
mod history;
mod list;
mod passage;
mod readers;
mod reading;
mod rows;
mod saving;
mod writing;

pub use aside::Copies;
pub use entry::EntryPage;
pub use guide::Guides;
pub use history::{ComparedPage, HistoryPage};
pub use list::{CardRow, Journal};
pub use readers::Readers;
pub use reading::{Lines, OneAnswer, Reading};

use leptos::prelude::*;

use super::model::When;
use crate::kit::id::EntryId;
use crate::kit::{Error, Result};

/// The entry that the address names.
fn entry_id() -> Result<EntryId> {
    let params = leptos_router::hooks::use_params_map();
    params.with(|params| params.get_str("id").unwrap_or_default().parse()).map_err(|_: Error| Error::NotFound)
}

/// The version that the address asks for, if it does.
fn version() -> Option<i64> {
    let query = leptos_router::hooks::use_query_map();
    query.with(|query| query.get_str("version").and_then(|version| version.parse().ok()))
}

/// A word of the address's query, as it changes.
pub fn query(name: &'static str) -> Memo<String> {
    let query = leptos_router::hooks::use_query_map();
    Memo::new(move |_| query.with(|query| query.get_str(name).unwrap_or_default().to_owned()))
}

/// A moment as `<time>`.
#[component]
pub fn Time(at: When) -> impl IntoView {
    view! { <time datetime=at.iso>{at.words}</time> }
}
