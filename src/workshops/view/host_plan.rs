use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::id_here;
use crate::ui::{Load, PageTitle};
use crate::workshops::api::planning;

/// A part of the plan of a workshop: forms and links, ready from the server.
#[component]
pub fn HostPlan() -> impl IntoView {
    let id = id_here();
    let params = use_params_map();
    let query = use_query_map();
    let ask = move || {
        (
            id.get(),
            params.with(|params| params.get("part").unwrap_or_default()),
            query.with(|query| query.to_query_string()),
        )
    };
    let page =
        Resource::new(ask, |(id, part, query)| async move { planning::plan_page(id.parse()?, part, query).await });
    view! {
        <Load what=page let:page>
            <PageTitle text=page.title/>
            <div class="room" data-shape="one" inner_html=page.html></div>
        </Load>
    }
}
