use leptos::prelude::*;

/// What someone wrote, or one thing to decide. Use few: space and type make the order, not boxes.
#[component]
pub fn Sheet(
    /// `wash` or `plain`.
    #[prop(optional, into)]
    tone: Option<String>,
    /// A heading inside.
    #[prop(optional, into)]
    title: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="sheet" data-tone=tone>
            {title.map(|title| view! { <h2>{title}</h2> })}
            {children()}
        </section>
    }
}
