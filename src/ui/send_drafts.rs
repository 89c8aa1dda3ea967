use leptos::prelude::*;

use super::drafts;
use crate::app::viewer;

/// Sends what another page of the viewer left behind on this device. Nothing to see.
#[component]
pub fn SendDrafts() -> impl IntoView {
    let me = viewer().map(|viewer| viewer.id.to_string()).unwrap_or_default();
    Effect::new(move |_| drafts::begin(&me, ""));
}
