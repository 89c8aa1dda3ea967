use leptos::prelude::*;

use super::writing::{Writing, arrivals};
use crate::journal::api;
use crate::t;
use crate::ui::{Button, Form, came_back};

/// A line to one's own journal, at any moment. Nobody of the room sees it.
#[component]
pub fn Jot(
    /// Whether it is what stands beside the words now.
    open: Memo<bool>,
) -> impl IntoView {
    let jot = ServerAction::<api::Jot>::new();
    let arrived = arrivals(jot);
    let came_back = came_back::<api::Jot>(None);
    let words = move || (arrived.get() > 0).then(|| t!(live_view.jot_kept));
    view! {
        <details class="fold" open=move || open.get() || came_back>
            <summary>{t!(live_view.jot)}</summary>
            <Form action=jot>
                <Writing name="text" label=t!(live_view.jot_label) arrived=arrived/>
                <div class="line"><Button kind="quiet">{t!(live_view.jot_send)}</Button><span class="note">{words}</span></div>
            </Form>
        </details>
    }
}
