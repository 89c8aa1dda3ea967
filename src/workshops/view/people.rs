use leptos::prelude::*;

use crate::t;
use crate::workshops::model::Registrant;

/// Those who come and those who wait, each in the order in which they registered.
#[component]
pub fn People(
    confirmed: Vec<Registrant>,
    waiting: Vec<Registrant>,
    /// Whether those who wait do so for the host's word.
    approval: bool,
) -> impl IntoView {
    let title = if approval { t!(workshops.line_asked) } else { t!(workshops.line_title) };
    let nobody = confirmed.is_empty() && waiting.is_empty();
    view! {
        <section class="part" aria-labelledby="people">
            <h2 id="people">{t!(workshops.people_title)}</h2>
            {nobody.then(|| view! { <p class="note">{t!(workshops.people_none)}</p> })}
            <Names people=confirmed/>
        </section>
        {(!waiting.is_empty()).then(|| view! {
            <section class="part" aria-labelledby="line">
                <h2 id="line">{title}</h2>
                {(!approval).then(|| view! { <p class="note">{t!(workshops.line_words)}</p> })}
                <Names people=waiting/>
            </section>
        })}
    }
}

#[component]
fn Names(people: Vec<Registrant>) -> impl IntoView {
    let shown = !people.is_empty();
    let rows = people
        .into_iter()
        .enumerate()
        .map(|(at, person)| {
            view! {
                <li class="row">
                    <span class="row-lead">{at + 1}</span>
                    <span class="row-body">
                        <span class="row-title" dir="auto">{t!(workshops.san, name = person.name)}</span>
                        <span class="row-note">{person.profession}</span>
                    </span>
                    <span class="row-end" data-moment="">{t!(workshops.since, at = person.since)}</span>
                </li>
            }
        })
        .collect_view();
    shown.then(|| view! { <ol class="rows" role="list">{rows}</ol> })
}
