use leptos::prelude::*;

use super::At;
use crate::live::room::model::wire::DeskPerson;
use crate::t;

/// Who came in, with the names they want to be called: hands that are up first. Who rests is only a number, above.
#[component]
pub fn People() -> impl IntoView {
    let people = At::here().part(|desk| {
        let mut people = desk.people.clone();
        people.sort_by_key(|person| (!person.hand, person.seat));
        people
    });
    view! {
        <details class="fold" open>
            <summary><h2>{move || t!(desk_view.people, n = people.with(Vec::len))}</h2></summary>
            <div class="group">
                <ul role="list">{move || people.get().into_iter().map(row).collect_view()}</ul>
            </div>
        </details>
    }
}

fn row(person: DeskPerson) -> impl IntoView {
    let DeskPerson { name, profession, here, hand, group, host, .. } = person;
    let state = if here { "here" } else { "away" };
    view! {
        <li data-state=state>
            <span dir="auto">{name}</span>
            <small>{profession}</small>
            {host.then(|| view! { <small>{t!(desk_view.host)}</small> })}
            {group.map(|group| view! { <small>{t!(desk_view.group, n = group)}</small> })}
            {(!here).then(|| view! { <small>{t!(desk_view.away)}</small> })}
            {hand.then(|| view! { <span class="tag" data-tone="accent">{t!(desk_view.hand)}</span> })}
        </li>
    }
}
