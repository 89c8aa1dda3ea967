//! What the browser has in place of the server's knowledge: it knows no plain pages and no request, and asks.

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};

use super::Program;
use crate::kit::Viewer;
use crate::kit::form::Carried;

#[cfg(not(any(feature = "room", feature = "whole")))]
pub use super::daily::DailyPages as Pages;
#[cfg(feature = "room")]
pub use super::rooms::RoomPages as Pages;
/// The pages of this program. Those of the other one are loaded anew, as plain ones are.
#[cfg(feature = "whole")]
pub use super::whole::WholePages as Pages;

/// Plain pages whose addresses another route of the map would take: loaded anew, like all of them.
#[cfg(not(feature = "room"))]
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

/// An address without a route may be a page that the server has, plain or with another program.
pub fn is_here(program: Program) -> bool {
    match program {
        Program::None => false,
        Program::Daily => cfg!(not(feature = "room")),
        Program::Room => cfg!(any(feature = "room", feature = "whole")),
    }
}

/// The head was written by the server.
pub fn program_of(_: Program, _: LeptosOptions) -> Option<LeptosOptions> {
    None
}

/// No routes: their pages are loaded anew.
#[component(transparent)]
pub fn PlainPages() -> AnyNestedRoute {
    ().into_any_nested_route()
}
