use leptos::prelude::*;

use super::arrival::Arrival;

/// The title of the page. `leptos_meta::Title` does not escape its text in server rendering, so this does.
#[component]
pub fn PageTitle(
    /// The title, without the name of the site.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let full = format!("{text} — Assemble");
    #[cfg(feature = "ssr")]
    let full = crate::server::mail::escape(&full);
    let arrival = use_context::<Arrival>();
    Effect::new(move |_| {
        if let Some(arrival) = arrival {
            arrival.page(&text);
        }
    });
    view! { <leptos_meta::Title text=full/> }
}
