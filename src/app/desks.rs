//! The desks of hosts and organisers on the map of the site: the server knows them, the browser asks for them.

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::{admin, workshops};

/// Their routes.
#[component(transparent)]
pub fn Desks() -> AnyNestedRoute {
    view! {
        <Route path=path!("/host") view=workshops::view::HostDesk ssr=SsrMode::Async/>
        <Route path=path!("/host/new") view=workshops::view::HostNew ssr=SsrMode::Async/>
        <Route path=path!("/host/:id") view=workshops::view::HostWorkshop ssr=SsrMode::Async/>
        <Route path=path!("/host/:id/plan/:part") view=workshops::view::HostPlan ssr=SsrMode::Async/>
        <Route path=path!("/host/:id/needs") view=workshops::view::HostNeeds ssr=SsrMode::Async/>
        <Route path=path!("/admin") view=admin::view::Admin ssr=SsrMode::Async/>
        <Route path=path!("/admin/people") view=admin::view::AdminPeople ssr=SsrMode::Async/>
        <Route path=path!("/admin/cohorts") view=admin::view::AdminCohorts ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
