use leptos::prelude::*;

use super::today_aside::how;
use crate::home::api::coming;
use crate::home::model::Gathering;
use crate::t;
use crate::ui::{Load, Row};
use crate::workshops::view::seats_told;

/// What one can do here, each with its drawing.
#[component]
pub fn RoomsHere() -> impl IntoView {
    let rooms = [
        (include_str!("art/gather.svg"), t!(home.room_gather), t!(home.room_gather_note)),
        (include_str!("art/write.svg"), t!(home.room_write), t!(home.room_write_note)),
        (include_str!("art/find.svg"), t!(home.room_find), t!(home.room_find_note)),
        (include_str!("art/open.svg"), t!(home.room_open), t!(home.room_open_note)),
    ];
    let rooms = rooms
        .into_iter()
        .map(|(art, title, note)| {
            view! {
                <li>
                    <svg class="art" viewBox="0 0 112 112" aria-hidden="true" inner_html=art></svg>
                    <div><h3>{title}</h3><p>{note}</p></div>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="band" id="about" aria-labelledby="rooms">
            <div class="stack">
                <h2 id="rooms">{t!(home.rooms)}</h2>
                <ul class="rooms" role="list">{rooms}</ul>
                <p>{t!(home.coach_first)} " " <a href="/programmes" rel="external">{t!(home.coach_programmes)}</a></p>
            </div>
        </section>
    }
}

/// What all keep.
#[component]
pub fn Promises() -> impl IntoView {
    view! {
        <section class="band" data-tone="sunk" aria-labelledby="promises">
            <div class="stack">
                <h2 id="promises">{t!(home.promises)}</h2>
                <ul class="promises" role="list">
                    <li>{t!(home.promise_1)}</li>
                    <li>{t!(home.promise_2)}</li>
                    <li>{t!(home.promise_3)}</li>
                    <li>{t!(home.promise_4)}</li>
                    <li>{t!(home.promise_5)}</li>
                    <li>{t!(home.promise_6)}</li>
                </ul>
            </div>
        </section>
    }
}

/// The next public workshops.
#[component]
pub fn Coming() -> impl IntoView {
    let what = Resource::new(|| (), |()| coming());
    view! {
        <div class="part">
            <h2>{t!(home.coming)}</h2>
            <Load what=what part=true let:workshops>
                {if workshops.is_empty() {
                    view! { <p class="note">{t!(home.coming_none)}</p> }.into_any()
                } else {
                    view! { <ul class="rows">{workshops.into_iter().map(row).collect_view()}</ul> }.into_any()
                }}
            </Load>
            <p><a href="/workshops">{t!(home.all_workshops)}</a></p>
        </div>
    }
}

fn row(one: Gathering) -> impl IntoView {
    let how = how(&one);
    let seats = one.seats.map(|(seats, stage, left)| seats_told(seats, stage, left).1).unwrap_or_default();
    let note = t!(home.coming_line, clock = one.clock.clone(), minutes = one.minutes, how = how, seats = seats);
    view! {
        <Row href=format!("/workshops/{}", one.id) title=one.title note=note voice=true>
            <span class="day"><b>{one.day}</b>{one.month}</span>
        </Row>
    }
}
