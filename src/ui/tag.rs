use leptos::prelude::*;

/// A word that only tells something; nothing to press.
#[component]
pub fn Tag(
    /// The word.
    #[prop(into)]
    words: String,
    /// `accent` or `lamp`.
    #[prop(optional, into)]
    tone: Option<String>,
) -> impl IntoView {
    view! { <span class="tag" data-tone=tone>{words}</span> }
}
