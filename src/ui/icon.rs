use leptos::prelude::*;

/// A small line drawing beside words; hidden from screen readers.
#[component]
pub fn Icon(
    /// The symbol's name in `public/icons.svg`.
    name: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <use href=format!("/icons.svg#{name}")></use>
        </svg>
    }
}
