use std::collections::BTreeMap;

use leptos::prelude::*;

use super::At;
use super::press::{Look, press};
use crate::live::room::model::wire::{Seat, ShownGroup};
use crate::t;

/// Makes the groups of the round that comes. Its room is known to the server only, so that its address is written here.
const MAKE: &str = "/api/live/groups_make";

/// The groups that are out, who sits in which, and how well they mix; those of the coming round are one press away.
#[component]
pub fn Groups() -> impl IntoView {
    let at = At::here();
    let groups = at.part(|desk| {
        let known = desk.people.iter().map(|person| (person.seat, (person.profession.clone(), person.here)));
        (desk.stage.groups.clone(), known.collect::<BTreeMap<_, _>>())
    });
    let calling = at.part(|desk| desk.calls.iter().filter_map(|call| call.group).collect::<Vec<_>>());
    let mixing = at.part(|desk| desk.mixing.clone());
    let none = move || groups.with(|(groups, _)| groups.is_empty());
    view! {
        <section aria-labelledby="groups">
            <h2 id="groups">{t!(desk_view.groups)}</h2>
            {move || none().then(|| view! { <p class="note">{t!(desk_view.groups_none)}</p> })}
            {move || {
                let calling = calling.get();
                groups.with(|(groups, known)| {
                    groups.iter().map(|one| group(one, known, calling.contains(&one.number))).collect_view()
                })
            }}
            {move || mixing.get().map(|mixing| view! { <p class="note">{mixing}</p> })}
            <div class="line">
                {press(MAKE, vec![at.workshop()], Look::SMALL, t!(desk_view.groups_make))}
                <a class="btn" data-kind="text" data-size="small" href=format!("/live/{}/cards", at.id()) target="_blank" rel="noopener">
                    {t!(desk_view.groups_change)}
                </a>
            </div>
            <p class="note">{t!(desk_view.groups_late)}</p>
        </section>
    }
}

fn group(group: &ShownGroup, known: &BTreeMap<Seat, (String, bool)>, calls: bool) -> impl IntoView + use<> {
    let ShownGroup { number, people, link } = group;
    let people = people.iter().map(|(seat, name)| {
        let (profession, here) = known.get(seat).cloned().unwrap_or_default();
        let state = if here { "here" } else { "away" };
        view! {
            <li data-state=state>
                <span dir="auto">{name.clone()}</span>
                <small>{profession}</small>
                {(!here).then(|| view! { <small>{t!(desk_view.away)}</small> })}
            </li>
        }
    });
    let link = (!link.is_empty()).then(|| link.clone());
    view! {
        <article class="group" data-state=calls.then_some("calls")>
            <div class="group-head">
                <h3>{t!(desk_view.group, n = *number)}</h3>
                {link.map(|link| view! { <a href=link target="_blank" rel="noopener noreferrer">{t!(desk_view.go_there)}</a> })}
            </div>
            <ul role="list">{people.collect_view()}</ul>
        </article>
    }
}
