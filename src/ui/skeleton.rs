use leptos::prelude::*;

use crate::t;

/// Holds the place of what is still on its way, and says so.
#[component]
pub fn Skeleton(
    /// How many lines to hint at.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{t!(common.loading)}</span>
            {(0..lines).map(|_| view! { <i></i> }).collect_view()}
        </div>
    }
}
