//! Pages.

use leptos::prelude::*;

/// Welcome.
#[component]
pub fn Welcome() -> impl IntoView {
    view! { <h1>"Welcome"</h1> }
}

/// Today.
#[component]
pub fn Today() -> impl IntoView {
    view! { <h1>"Today"</h1> }
}
