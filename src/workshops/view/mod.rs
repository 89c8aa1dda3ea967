//! Pages.

use leptos::prelude::*;

/// Workshops.
#[component]
pub fn Workshops() -> impl IntoView {
    view! { <h1>"Workshops"</h1> }
}

/// WorkshopPage.
#[component]
pub fn WorkshopPage() -> impl IntoView {
    view! { <h1>"WorkshopPage"</h1> }
}

/// HostDesk.
#[component]
pub fn HostDesk() -> impl IntoView {
    view! { <h1>"HostDesk"</h1> }
}

/// HostNew.
#[component]
pub fn HostNew() -> impl IntoView {
    view! { <h1>"HostNew"</h1> }
}

/// HostWorkshop.
#[component]
pub fn HostWorkshop() -> impl IntoView {
    view! { <h1>"HostWorkshop"</h1> }
}
