//! Both programs' pages at once: what the server renders, and the browser's one program under `make dev`.

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};

use super::daily::DailyPages;
use super::rooms::RoomPages;

/// The routes of all pages that a program takes over.
#[component(transparent)]
pub fn WholePages() -> AnyNestedRoute {
    view! {
        <DailyPages/>
        <RoomPages/>
    }
    .into_inner()
    .into_any_nested_route()
}
