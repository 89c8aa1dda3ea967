//! The pages of afterwards.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::{recap_page, report_page};
use crate::kit::Result;
use crate::ui::{Load, PageTitle};
use crate::workshops::model::planned::Planned;
use crate::workshops::view::id_here;

/// What is asked for: the id of the address, and what was done.
fn asked() -> impl Fn() -> (String, String) + Send + Sync + 'static {
    let (id, query) = (id_here(), use_query_map());
    move || (id.get(), query.with(|query| query.get("done").unwrap_or_default()))
}

/// What somebody keeps of a workshop that they took part in.
#[component]
pub fn LiveRecap() -> impl IntoView {
    let page = Resource::new(asked(), |(id, done)| async move { recap_page(id.parse()?, done).await });
    view! { <Made page/> }
}

/// How a workshop went, for hosts.
#[component]
pub fn LiveReport() -> impl IntoView {
    let page = Resource::new(asked(), |(id, done)| async move { report_page(id.parse()?, done).await });
    view! { <Made page/> }
}

/// A page that the server made.
#[component]
fn Made(page: Resource<Result<Planned>>) -> impl IntoView {
    view! {
        <Load what=page let:page>
            <PageTitle text=page.title/>
            <div class="room" data-shape="one" inner_html=page.html></div>
        </Load>
    }
}
