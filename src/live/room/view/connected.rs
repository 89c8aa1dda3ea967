use leptos::prelude::*;

use super::wire::{Connection, use_connection};
use crate::t;

/// A quiet line: whether what is shown here is what the room sees. It always has its place.
#[component]
pub fn Connected() -> impl IntoView {
    let connection = use_connection();
    let state = move || match connection.get() {
        Connection::Fine => "saved",
        Connection::Again => "saving",
        Connection::Gone => "unsent",
    };
    let words = move || match connection.get() {
        Connection::Fine => t!(live_view.connected),
        Connection::Again => t!(live_view.connecting),
        Connection::Gone => t!(live_view.gone),
    };
    view! { <span class="save-state" data-state=state>{words}</span> }
}
