use leptos::prelude::*;

use super::{Art, Drawing};

/// Where nothing is yet: a drawing, one sentence, and one first step (the children, a link or a small form).
#[component]
pub fn Empty(
    /// The drawing.
    art: Art,
    /// What is not there yet.
    #[prop(into)]
    title: String,
    /// What one could do about it.
    #[prop(optional, into)]
    sentence: Option<String>,
    /// The first step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="empty">
            <Drawing art=art/>
            <h2>{title}</h2>
            {sentence.map(|sentence| view! { <p>{sentence}</p> })}
            {children.map(|children| children())}
        </section>
    }
}
