use leptos::prelude::*;

use crate::t;
use crate::worksheets::model;

/// What a coach sees of a member's value cards, and the member before sending: the top list and the chosen notes.
#[component]
pub fn SharedValues(
    /// The copy.
    values: model::SharedValues,
) -> impl IntoView {
    let top = values
        .top
        .into_iter()
        .map(|shared| {
            let notes = shared
                .notes
                .into_iter()
                .map(|note| {
                    view! { <div><p class="note">{note.asked}</p><blockquote class="prewrap">{note.text}</blockquote></div> }
                })
                .collect_view();
            view! { <li><div><b>{shared.card.name}</b><p>{shared.card.says}</p>{notes}</div></li> }
        })
        .collect_view();
    let label = values.name.clone();
    view! {
        <section class="part" aria-label=label>
            <p class="note">{t!(worksheets.shared_of, name = values.member, worksheet = values.name)} " " <time datetime=values.datetime>{values.day}</time></p>
            <p class="note">{t!(worksheets.no_right_answer)}</p>
            <ol class="ranking" role="list">{top}</ol>
        </section>
    }
}
