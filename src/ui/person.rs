use leptos::prelude::*;

/// A circle is always a person: the first character of their name. The name itself stands beside it in words.
#[component]
pub fn Person(
    /// The name they want to be called.
    #[prop(into)]
    name: String,
    /// `coach` draws the circle in the lamp's colour.
    #[prop(optional, into)]
    role: Option<String>,
    /// A small circle.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <span class="person" data-role=role data-size=small.then_some("small") aria-hidden="true">{initial(&name)}</span>
    }
}

/// The first character of a name.
pub fn initial(name: &str) -> String {
    name.trim().chars().next().map(String::from).unwrap_or_default()
}
