//! Pages.

use leptos::prelude::*;

/// CoachDesk.
#[component]
pub fn CoachDesk() -> impl IntoView {
    view! { <h1>"CoachDesk"</h1> }
}

/// CoachJournal.
#[component]
pub fn CoachJournal() -> impl IntoView {
    view! { <h1>"CoachJournal"</h1> }
}

/// CoachValues.
#[component]
pub fn CoachValues() -> impl IntoView {
    view! { <h1>"CoachValues"</h1> }
}
