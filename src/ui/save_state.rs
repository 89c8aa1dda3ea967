use leptos::prelude::*;

use crate::t;

/// Where what one is writing is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// On its way.
    Saving,
    /// Safe on the server since that time on the clock, as text.
    Saved(String),
    /// Still only on this device: so many pieces.
    Unsent(u32),
}

/// Says in words, and truthfully, whether what was written is safe; nothing before the first change.
#[component]
pub fn SaveState(
    /// The state.
    #[prop(into)]
    state: Signal<Option<Saving>>,
) -> impl IntoView {
    let name = move || {
        state.with(|state| match state {
            None => None,
            Some(Saving::Saving) => Some("saving"),
            Some(Saving::Saved(_)) => Some("saved"),
            Some(Saving::Unsent(_)) => Some("unsent"),
        })
    };
    let words = move || match state.get() {
        None => String::new(),
        Some(Saving::Saving) => t!(common.saving).to_owned(),
        Some(Saving::Saved(at)) => t!(common.saved, at = at),
        Some(Saving::Unsent(count)) => t!(common.unsent, count = count),
    };
    view! {
        <span class="save-state" role="status" data-state=name hidden=move || state.with(Option::is_none)>{words}</span>
    }
}
