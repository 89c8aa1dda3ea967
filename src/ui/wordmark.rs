use leptos::prelude::*;

use crate::app::viewer;

/// The name of the site with its mark, five people and an open seat; leads to one's first page.
#[component]
pub fn Wordmark() -> impl IntoView {
    let home = if viewer().is_some() { "/today" } else { "/" };
    view! {
        <a class="wordmark" href=home>
            <svg class="icon" viewBox="0 0 28 28" aria-hidden="true">
                <circle cx="18.1" cy="6.8" r="4.6" class="open"></circle>
                <circle cx="22.3" cy="14" r="4.6"></circle>
                <circle cx="18.2" cy="21.2" r="4.6"></circle>
                <circle cx="9.9" cy="21.2" r="4.6"></circle>
                <circle cx="5.7" cy="14" r="4.6"></circle>
                <circle cx="9.8" cy="6.8" r="4.6"></circle>
            </svg>
            "Assemble"
        </a>
    }
}
