//! The page shell and the map of the site. The pages of every day (`daily.rs`) and those of a running workshop
//! (`rooms.rs`) have a program each in the browser; those that need none stand in `server.rs`.

#[cfg(not(feature = "room"))]
mod daily;
#[cfg(any(feature = "ssr", feature = "room", feature = "whole"))]
mod rooms;
#[cfg(any(feature = "ssr", feature = "whole"))]
mod whole;

#[cfg_attr(feature = "ssr", path = "server.rs")]
#[cfg_attr(not(feature = "ssr"), path = "browser.rs")]
mod side;

use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};
use leptos_router::components::{FlatRoutes, Router};
use leptos_router::hooks::use_location;
use leptos_router::location::RequestUrl;

use crate::kit::{Error, Viewer, locale};
use crate::t;
use crate::ui::{Frame, Refused};

use side::{Pages, PlainPages, describes_itself, from_request, is_here, program_of};

/// The HTML document around the application.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let lang = locale::tag(locale::current());
    // The address comes with a host in front.
    let url = use_context::<RequestUrl>().and_then(|url| url.parse().ok());
    let program = match url.map(|url| Program::of(url.path())) {
        Some(program) => program_of(program, options.clone()),
        None => Some(options.clone()),
    };
    let plain = program.is_none();
    if plain && let Some(shared) = Owner::current_shared_context() {
        // Without a program nobody reads the values that resources brought: they are not written into the page again.
        shared.set_is_hydrating(false);
    }
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
                {program.map(|options| view! { <HydrationScripts options defer=true/> })}
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

/// What takes a page over in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// Nothing: a plain page.
    None,
    /// What members use every day.
    Daily,
    /// The screens of a running workshop.
    Room,
}

impl Program {
    /// That of a page's address.
    fn of(path: &str) -> Program {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            ["live", _] | ["live", _, "host" | "screen"] => Program::Room,
            _ if is_plain(path) => Program::None,
            _ => Program::Daily,
        }
    }
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
            | ["verify" | "forgot" | "reset"]
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
        if !is_here(Program::of(&path)) {
            let search = if search.is_empty() { search } else { format!("?{search}") };
            let _ = window().location().replace(&format!("{path}{search}"));
        }
    });
    is_here(Program::of(&location.pathname.get_untracked())).then(|| view! { <Refused error=Error::NotFound/> })
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
                    <Pages/>

                    // Last: in the browser it is nothing, and nothing matches everything.
                    <PlainPages/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
}
