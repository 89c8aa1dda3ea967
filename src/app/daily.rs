//! The pages of every day, which one program takes over in the browser.

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use super::side;
use crate::{accounts, home, journal, worksheets, workshops};

/// Their routes.
#[component(transparent)]
pub fn DailyPages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/") view=home::view::Welcome ssr=SsrMode::Async/>
        <Route path=path!("/today") view=home::view::Today ssr=SsrMode::Async/>

        <Route path=path!("/sign-in") view=accounts::view::SignIn ssr=SsrMode::Async/>
        <Route path=path!("/sign-up") view=accounts::view::SignUp ssr=SsrMode::Async/>
        <Route path=path!("/promise") view=accounts::view::PromisePage ssr=SsrMode::Async/>
        <Route path=path!("/me") view=accounts::view::Me ssr=SsrMode::Async/>
        <Route path=path!("/me/profile") view=accounts::view::ProfilePage ssr=SsrMode::Async/>
        <Route path=path!("/me/password") view=accounts::view::PasswordPage ssr=SsrMode::Async/>
        <Route path=path!("/me/devices") view=accounts::view::Devices ssr=SsrMode::Async/>

        <Route path=path!("/workshops") view=workshops::view::Workshops ssr=SsrMode::Async/>
        <Route path=path!("/workshops/:id") view=workshops::view::WorkshopPage ssr=SsrMode::Async/>

        <Route path=path!("/journal") view=journal::view::Journal ssr=SsrMode::Async/>
        <Route path=path!("/journal/new") view=side::JournalNew ssr=SsrMode::Async/>
        // These come before the entries, whose ids would take their names.
        <Route path=path!("/journal/search") view=side::JournalSearch ssr=SsrMode::Async/>
        <Route path=path!("/journal/calendar") view=side::JournalCalendar ssr=SsrMode::Async/>
        <Route path=path!("/journal/export") view=side::JournalExport ssr=SsrMode::Async/>
        <Route path=path!("/journal/:id") view=journal::view::EntryPage ssr=SsrMode::Async/>

        <Route path=path!("/worksheets/values") view=worksheets::view::Values ssr=SsrMode::Async/>
        <Route path=path!("/worksheets/values/compare") view=worksheets::view::ValuesCompare ssr=SsrMode::Async/>
        <Route path=path!("/worksheets/values/:id") view=worksheets::view::ValuesSort ssr=SsrMode::Async/>
        <Route path=path!("/worksheets/values/:id/result") view=worksheets::view::ValuesResult ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
