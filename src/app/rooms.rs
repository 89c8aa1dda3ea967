//! The pages of a running workshop. They have a program of their own in the browser, so that nobody else downloads it.

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::live::room::view as room;

/// Their routes.
#[component(transparent)]
pub fn RoomPages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/live/:id") view=room::LivePage ssr=SsrMode::Async/>
        <Route path=path!("/live/:id/host") view=room::LiveHost ssr=SsrMode::Async/>
        <Route path=path!("/live/:id/screen") view=room::LiveScreen ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
