use leptos::prelude::*;

use super::Icon;

/// Head, navigation and foot around a page.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    view! { <main id="main">{children()}</main> }
}

/// The way back to where one came from.
#[component]
pub fn Back(#[prop(into)] href: String, #[prop(into)] words: String) -> impl IntoView {
    view! { <a class="back" href=href><Icon name="back"/>{words}</a> }
}
