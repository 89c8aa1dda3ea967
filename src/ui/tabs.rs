use leptos::prelude::*;

/// Views of one thing, as links; the present one is marked.
#[component]
pub fn Tabs(
    /// What they are views of, for the landmark's name.
    #[prop(into)]
    label: String,
    /// Addresses and words.
    tabs: Vec<(String, String)>,
    /// The address of the present one.
    #[prop(into)]
    current: Signal<String>,
) -> impl IntoView {
    let links = tabs
        .into_iter()
        .map(|(href, words)| {
            let here = href.clone();
            view! { <a href=href aria-current=move || current.with(|at| *at == here).then_some("page")>{words}</a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=label>{links}</nav> }
}
