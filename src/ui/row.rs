use leptos::prelude::*;

use super::Icon;

/// A row of `<ul class="rows">`: the whole row is the link. The children stand in front (a day, minutes, a person).
#[component]
pub fn Row(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What it is.
    #[prop(into)]
    title: String,
    /// A line below.
    #[prop(optional, into)]
    note: Option<String>,
    /// The title in the voice that speaks to a person.
    #[prop(optional)]
    voice: bool,
    /// In front.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li>
            <a class="row" href=href data-voice=voice.then_some("")>
                {children.map(|children| children())}
                <span class="row-body">
                    <span class="row-title">{title}</span>
                    {note.map(|note| view! { <span class="row-note">{note}</span> })}
                </span>
                <span class="row-end"><Icon name="forward"/></span>
            </a>
        </li>
    }
}
