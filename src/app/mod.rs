//! The page shell and the map of the site. Pages that need no program in the browser stand in `server.rs`.

#[cfg_attr(feature = "ssr", path = "server.rs")]
#[cfg_attr(not(feature = "ssr"), path = "browser.rs")]
mod side;

use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::location::RequestUrl;
use leptos_router::{SsrMode, path};

use crate::kit::{Error, Viewer, locale};
use crate::live::room::view as room;
use crate::t;
use crate::ui::{Frame, Refused};
use crate::{accounts, home, journal, worksheets, workshops};

use side::{PlainPages, describes_itself, from_request, may_be_elsewhere};

/// The HTML document around the application.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let lang = locale::tag(locale::current());
    // The address comes with a host in front.
    let url = use_context::<RequestUrl>().and_then(|url| url.parse().ok());
    let plain = url.is_some_and(|url| is_plain(url.path()));
    view! {
        <!DOCTYPE html>
        // A plain page answers as soon as it is there: there is no program to wait for.
        <html lang=lang dir="ltr" data-live=plain.then_some("")>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f9f6ee"/>
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#131b1d"/>
                {(!describes_itself()).then(|| view! { <meta name="description" content=t!(common.description)/> })}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <link rel="alternate" type="application/atom+xml" title="Assemble" href="/workshops/feed.atom"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <HashedStylesheet options=options.clone() id="style"/>
                <AutoReload options=options.clone()/>
                {(!plain).then(|| view! { <HydrationScripts options defer=true/> })}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Who is looking at this page, if anybody is signed in.
pub fn viewer() -> Option<Viewer> {
    use_context::<StoredValue<Option<Viewer>>>().and_then(|viewer| viewer.get_value())
}

/// Whether a path leads to a page of forms and tables that comes from the server as it is, without the program in the
/// browser: the desks of coaches, hosts and organisers, and what members use once in a while. So nobody downloads them
/// with the pages of every day.
fn is_plain(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    matches!(
        parts.as_slice(),
        ["host" | "admin" | "certificates" | "letters" | "place" | "coach" | "supervision", ..]
            | ["programmes" | "cohort" | "coaching", ..]
            | ["me", "calendar" | "letters" | "certificates" | "close" | "consents" | "path" | "readers"]
            | ["me", "email", ..]
            | ["journal", "new" | "search" | "calendar" | "export", ..]
            | ["journal", _, "read" | "share" | "reviews" | "look", ..]
            | ["workshops", _, "ticket" | "feedback"]
            | ["journal", _, "history", ..]
            | ["worksheets" | "setup"]
            | ["sign-up", "sent"]
            | ["checks", ..]
            | ["live"]
            | ["live", _, "recap" | "report" | "cards", ..]
            | ["help"]
            | ["about", "credits"]
    ) || matches!(parts.as_slice(), ["worksheets", sheet, ..] if *sheet != "values")
}

/// Where no route leads: a plain page is loaded as one of its own, and everything else is not found.
#[component]
fn Elsewhere() -> impl IntoView {
    let location = use_location();
    Effect::new(move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        if is_plain(&path) {
            let search = if search.is_empty() { search } else { format!("?{search}") };
            let _ = window().location().replace(&format!("{path}{search}"));
        }
    });
    let plain = may_be_elsewhere() && is_plain(&location.pathname.get_untracked());
    (!plain).then(|| view! { <Refused error=Error::NotFound/> })
}

/// The application: reads like a site map. Every route renders completely on the server before it is sent,
/// so that its status, redirects and content are right without JavaScript.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let (viewer, carried) = SharedValue::new(from_request).into_inner();
    provide_context(StoredValue::new(viewer));
    provide_context(StoredValue::new(carried));
    view! {
        <Router>
            <Frame>
                <FlatRoutes fallback=Elsewhere>
                    <Route path=path!("/") view=home::view::Welcome ssr=SsrMode::Async/>
                    <Route path=path!("/today") view=home::view::Today ssr=SsrMode::Async/>

                    <Route path=path!("/sign-in") view=accounts::view::SignIn ssr=SsrMode::Async/>
                    <Route path=path!("/sign-up") view=accounts::view::SignUp ssr=SsrMode::Async/>
                    <Route path=path!("/verify") view=accounts::view::Verify ssr=SsrMode::Async/>
                    <Route path=path!("/forgot") view=accounts::view::Forgot ssr=SsrMode::Async/>
                    <Route path=path!("/reset") view=accounts::view::Reset ssr=SsrMode::Async/>
                    <Route path=path!("/promise") view=accounts::view::PromisePage ssr=SsrMode::Async/>
                    <Route path=path!("/me") view=accounts::view::Me ssr=SsrMode::Async/>
                    <Route path=path!("/me/profile") view=accounts::view::ProfilePage ssr=SsrMode::Async/>
                    <Route path=path!("/me/password") view=accounts::view::PasswordPage ssr=SsrMode::Async/>
                    <Route path=path!("/me/devices") view=accounts::view::Devices ssr=SsrMode::Async/>

                    <Route path=path!("/workshops") view=workshops::view::Workshops ssr=SsrMode::Async/>
                    <Route path=path!("/workshops/:id") view=workshops::view::WorkshopPage ssr=SsrMode::Async/>
                    <Route path=path!("/live/:id/host") view=room::LiveHost ssr=SsrMode::Async/>

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

                    <Route path=path!("/live/:id") view=room::LivePage ssr=SsrMode::Async/>
                    <Route path=path!("/live/:id/screen") view=room::LiveScreen ssr=SsrMode::Async/>

                    // Last: in the browser it is nothing, and nothing matches everything.
                    <PlainPages/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
}
