//! Pages.

use leptos::prelude::*;

/// Journal.
#[component]
pub fn Journal() -> impl IntoView {
    view! { <h1>"Journal"</h1> }
}

/// JournalNew.
#[component]
pub fn JournalNew() -> impl IntoView {
    view! { <h1>"JournalNew"</h1> }
}

/// EntryPage.
#[component]
pub fn EntryPage() -> impl IntoView {
    view! { <h1>"EntryPage"</h1> }
}

/// ShareEntry.
#[component]
pub fn ShareEntry() -> impl IntoView {
    view! { <h1>"ShareEntry"</h1> }
}

/// Readers.
#[component]
pub fn Readers() -> impl IntoView {
    view! { <h1>"Readers"</h1> }
}
