use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::Icon;

/// What just happened and what happens next. A redirect names it in the address (`?done=registered`); the page
/// says it when it knows the name, so that an address can never put words into our mouth.
#[component]
pub fn Flash(
    /// The sentence for a name, if it is one of this page's.
    words: fn(&str) -> Option<&'static str>,
    /// What the page has to say besides, once something was done.
    #[prop(optional)]
    more: String,
) -> impl IntoView {
    let query = use_query_map();
    move || {
        let sentence = query.with(|query| query.get_str("done").and_then(words));
        sentence.map(|sentence| {
            let sentence = match more.is_empty() {
                true => sentence.to_owned(),
                false => format!("{sentence} {more}"),
            };
            view! { <p class="flash" role="status"><Icon name="check"/><span>{sentence}</span></p> }
        })
    }
}
