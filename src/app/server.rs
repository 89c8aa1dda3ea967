//! What only the server knows of the site: the plain pages, and the request that it answers.

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::kit::Viewer;
use crate::kit::form::Carried;
use crate::server::context;
use crate::{admin, workshops};

/// Whether the page brings a description of its own (`ui::PageMeta`): those of single workshops.
pub fn describes_itself() -> bool {
    context::path().starts_with("/workshops/")
}

/// What the server knows of a request and the browser has to know as well.
pub fn from_request() -> (Option<Viewer>, Option<Carried>) {
    (context::maybe_viewer(), context::extension::<Carried>())
}

/// The routes of the plain pages.
#[component(transparent)]
pub fn PlainPages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/me/calendar") view=workshops::view::MyCalendarPage ssr=SsrMode::Async/>
        <Route path=path!("/me/letters") view=workshops::view::MyLetters ssr=SsrMode::Async/>
        <Route path=path!("/letters/stop/:token") view=workshops::view::StopLetters ssr=SsrMode::Async/>
        <Route path=path!("/place") view=workshops::view::PlaceByLink ssr=SsrMode::Async/>
        <Route path=path!("/workshops/:id/ticket") view=workshops::day::view::TicketPage ssr=SsrMode::Async/>
        <Route path=path!("/workshops/:id/feedback") view=workshops::day::view::FeedbackGiving ssr=SsrMode::Async/>
        <Route path=path!("/certificates/:code") view=workshops::day::view::CertificatePage ssr=SsrMode::Async/>
        <Route path=path!("/me/certificates") view=workshops::day::view::MyCertificates ssr=SsrMode::Async/>

        <Route path=path!("/host") view=workshops::view::HostDesk ssr=SsrMode::Async/>
        <Route path=path!("/host/new") view=workshops::view::HostNew ssr=SsrMode::Async/>
        <Route path=path!("/host/:id") view=workshops::view::HostWorkshop ssr=SsrMode::Async/>
        <Route path=path!("/host/:id/plan/:part") view=workshops::view::HostPlan ssr=SsrMode::Async/>
        <Route path=path!("/host/:id/check-in") view=workshops::day::view::HostCheckIn ssr=SsrMode::Async/>
        <Route path=path!("/host/:id/after") view=workshops::day::view::HostAfter ssr=SsrMode::Async/>
        <Route path=path!("/host/:id/sheet") view=workshops::day::view::HostSheet ssr=SsrMode::Async/>
        <Route path=path!("/admin") view=admin::view::Admin ssr=SsrMode::Async/>
        <Route path=path!("/admin/people") view=admin::view::AdminPeople ssr=SsrMode::Async/>
        <Route path=path!("/admin/cohorts") view=admin::view::AdminCohorts ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
