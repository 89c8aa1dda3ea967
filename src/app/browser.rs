//! What the browser has in place of the server's knowledge: it knows no plain pages and no request, and asks.

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};

use crate::kit::Viewer;
use crate::kit::form::Carried;

/// Plain pages whose addresses another route of the map would take: loaded anew, like all of them.
pub(super) use super::{
    Elsewhere as JournalCalendar, Elsewhere as JournalExport, Elsewhere as JournalNew, Elsewhere as JournalSearch,
};

/// The head was written by the server.
pub fn describes_itself() -> bool {
    false
}

/// There is no request: the values come with the page.
pub fn from_request() -> (Option<Viewer>, Option<Carried>) {
    (None, None)
}

/// An address without a route may be a plain page, which the server has.
pub fn may_be_elsewhere() -> bool {
    true
}

/// No routes: their pages are loaded anew.
#[component(transparent)]
pub fn PlainPages() -> AnyNestedRoute {
    ().into_any_nested_route()
}
