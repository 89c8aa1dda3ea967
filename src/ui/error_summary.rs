use leptos::html::Div;
use leptos::prelude::*;

use super::FormState;
use super::refused::sentence;
use crate::t;

/// Above a refused form: what needs another look, each line a link to its field. Takes the focus when it appears.
#[component]
pub fn ErrorSummary(
    /// The form.
    state: FormState,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if state.error.with(Option::is_some)
            && let Some(node) = node.get()
        {
            let _ = node.focus();
        }
    });
    let errors = state.field_errors();
    // Without JavaScript the browser itself moves the focus here when the form comes back.
    let came_back = state.came_back();
    view! {
        <Show when=move || state.error.with(Option::is_some)>
            <div class="error-summary" role="alert" tabindex="-1" autofocus=came_back node_ref=node>
                <h2>{t!(common.form_error_title)}</h2>
                {move || {
                    let errors = errors.get().0;
                    if errors.is_empty() {
                        let error = state.error.get();
                        view! { <p>{error.map(|error| sentence(&error))}</p> }.into_any()
                    } else {
                        let lines = errors
                            .into_iter()
                            .map(|error| {
                                let target = format!("#{}", state.id(&error.field));
                                view! {
                                    <li>
                                        {if error.field.is_empty() {
                                            view! { <span>{error.message}</span> }.into_any()
                                        } else {
                                            view! { <a href=target rel="external">{error.message}</a> }.into_any()
                                        }}
                                    </li>
                                }
                            })
                            .collect_view();
                        view! { <ul role="list">{lines}</ul> }.into_any()
                    }
                }}
            </div>
        </Show>
    }
}
