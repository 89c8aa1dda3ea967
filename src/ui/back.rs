use leptos::prelude::*;

use super::Icon;

/// The way back to where one came from.
#[component]
pub fn Back(#[prop(into)] href: String, #[prop(into)] words: String) -> impl IntoView {
    view! { <a class="back" href=href><Icon name="back"/>{words}</a> }
}
