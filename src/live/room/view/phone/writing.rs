use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::kit::Error;
use crate::ui::{FormState, TextArea};

/// How many of an action's forms arrived: it changes when another one did, and not when one was refused.
pub fn arrivals<F>(action: ServerAction<F>) -> Signal<usize>
where
    F: ServerFn<Error = Error> + Clone + Send + Sync + 'static,
    F::Output: Send + Sync + 'static,
{
    let (value, version) = (action.value(), action.version());
    Signal::derive(move || {
        let arrived = value.with(|value| matches!(value, Some(Ok(_))));
        if arrived { version.get() } else { 0 }
    })
}

/// Some lines in the form around it. They are empty again once they arrived.
#[component]
pub fn Writing(
    /// The field's name inside the form.
    #[prop(into)]
    name: String,
    #[prop(into)] label: String,
    /// Counts what arrived.
    arrived: Signal<usize>,
) -> impl IntoView {
    let form = FormState::here();
    let id = form.id(&name);
    let area = NodeRef::<Textarea>::new();
    Effect::new(move |before: Option<usize>| {
        let now = arrived.get();
        if now > 0
            && before.is_some_and(|before| before != now)
            && let Some(area) = area.get_untracked()
        {
            area.set_value("");
        }
        now
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <TextArea id=id name=form.full_name(&name) text=form.typed(&name).unwrap_or_default() rows=2 node_ref=area/>
        </div>
    }
}
