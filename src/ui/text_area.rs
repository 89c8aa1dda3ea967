use leptos::prelude::*;

/// A `<textarea>` with its text. Leptos does not escape a textarea's child in server rendering, so this does;
/// a first line break, which HTML would drop, is kept.
#[component]
pub fn TextArea(
    /// The text that stands in it at first.
    #[prop(into)]
    text: String,
    /// Called with the text as the person types, and with what was typed before the program arrived.
    #[prop(optional, into)]
    on_text: Option<Callback<String>>,
    #[prop(into)] name: Signal<String>,
    #[prop(into)] id: String,
    #[prop(optional, into)] class: Option<String>,
    #[prop(optional, into)] described_by: Option<String>,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional)] rows: Option<u32>,
    #[prop(optional)] node_ref: NodeRef<leptos::html::Textarea>,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    let text = {
        let escaped = crate::server::mail::escape(&text);
        if escaped.starts_with('\n') { format!("\n{escaped}") } else { escaped }
    };
    if let Some(on_text) = on_text {
        Effect::new(move |_| {
            let Some(area) = node_ref.get() else { return };
            let (came, now) = (area.default_value(), area.value());
            if came.is_ok_and(|came| came != now) {
                on_text.run(now);
            }
        });
    }
    view! {
        <textarea
            node_ref=node_ref
            id=id
            name=move || name.get()
            class=class.unwrap_or_else(|| "input".to_owned())
            placeholder=placeholder
            rows=rows.map(|rows| rows.to_string())
            aria-describedby=described_by
            aria-invalid=move || invalid.get().then_some("true")
            on:input=move |event| {
                if let Some(on_text) = on_text {
                    on_text.run(event_target_value(&event));
                }
            }
        >
            {text}
        </textarea>
    }
}
