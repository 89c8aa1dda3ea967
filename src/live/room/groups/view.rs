//! The page of the groups.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::cards;
use crate::ui::{Load, PageTitle};
use crate::workshops::view::id_here;

/// The groups of a room: forms above, cards to print beneath.
#[component]
pub fn LiveCards() -> impl IntoView {
    let (id, query) = (id_here(), use_query_map());
    let ask = move || (id.get(), query.with(|query| query.get("done").unwrap_or_default()));
    let page = Resource::new(ask, |(id, done)| async move { cards(id.parse()?, done).await });
    view! {
        <Load what=page let:page>
            <PageTitle text=page.title/>
            <div class="room" data-shape="one" inner_html=page.html></div>
        </Load>
    }
}
