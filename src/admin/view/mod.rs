//! Pages.

use leptos::prelude::*;

/// Admin.
#[component]
pub fn Admin() -> impl IntoView {
    view! { <h1>"Admin"</h1> }
}

/// AdminPeople.
#[component]
pub fn AdminPeople() -> impl IntoView {
    view! { <h1>"AdminPeople"</h1> }
}

/// AdminCohorts.
#[component]
pub fn AdminCohorts() -> impl IntoView {
    view! { <h1>"AdminCohorts"</h1> }
}
