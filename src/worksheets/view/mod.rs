//! Pages.

use leptos::prelude::*;

/// Worksheets.
#[component]
pub fn Worksheets() -> impl IntoView {
    view! { <h1>"Worksheets"</h1> }
}

/// Values.
#[component]
pub fn Values() -> impl IntoView {
    view! { <h1>"Values"</h1> }
}

/// ValuesSort.
#[component]
pub fn ValuesSort() -> impl IntoView {
    view! { <h1>"ValuesSort"</h1> }
}

/// ValuesResult.
#[component]
pub fn ValuesResult() -> impl IntoView {
    view! { <h1>"ValuesResult"</h1> }
}

/// ValuesCompare.
#[component]
pub fn ValuesCompare() -> impl IntoView {
    view! { <h1>"ValuesCompare"</h1> }
}
