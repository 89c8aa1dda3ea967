use leptos::prelude::*;

use super::FormState;

/// The button that sends the form around it. While the form is on its way it says so and does nothing more.
#[component]
pub fn Button(
    /// `quiet`, `text`, or `leave` for a loss; without it the one filled button of a view.
    #[prop(optional, into)]
    kind: Option<String>,
    /// As wide as the form.
    #[prop(optional)]
    wide: bool,
    /// For rows and heads.
    #[prop(optional)]
    small: bool,
    /// Sent along when there is more than one button: a field's full name.
    #[prop(optional, into)]
    name: Option<String>,
    /// The value sent along with `name`.
    #[prop(optional, into)]
    value: Option<String>,
    /// Its words: a verb.
    children: Children,
) -> impl IntoView {
    let pending = use_context::<FormState>().map(|form| form.pending);
    let waits = move || pending.is_some_and(|pending| pending.get());
    view! {
        <button
            class="btn"
            type="submit"
            name=name
            value=value
            data-kind=kind
            data-size=small.then_some("small")
            data-wide=wide.then_some("")
            aria-disabled=move || waits().then_some("true")
            on:click=move |event| {
                // A second press while the first is on its way would send the form twice.
                if waits() {
                    event.prevent_default();
                }
            }
        >
            {children()}
        </button>
    }
}
