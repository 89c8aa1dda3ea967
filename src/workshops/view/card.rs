use leptos::prelude::*;

use crate::kit::locale;
use crate::t;
use crate::ui::Icon;
use crate::workshops::model::{Card, Left, Seats, Stage};

/// A workshop as a row of the list.
#[component]
pub fn CardRow(card: Card) -> impl IntoView {
    let place = match (card.online, card.place.is_empty()) {
        (true, true) => t!(workshops.online).to_owned(),
        (true, false) => t!(workshops.online_and, place = card.place.as_str()),
        (false, _) => card.place.clone(),
    };
    view! {
        <li>
            <a class="row" data-voice="" href=format!("/workshops/{}", card.id)>
                <time class="day" datetime=card.starts><b>{card.day}</b>{card.month}</time>
                <span class="row-body">
                    <span class="row-title">{card.title}</span>
                    <span class="row-note">{t!(workshops.row_note, time = card.time, place = place, host = card.host)}</span>
                    <span class="tags">
                        <span class="tag">{card.kind.label(locale::current())}</span>
                        <NthTag nth=card.nth/>
                        <SeatsTag seats=card.seats stage=card.stage left=card.left/>
                    </span>
                </span>
                <span class="row-end"><Icon name="forward"/></span>
            </a>
        </li>
    }
}

/// Which date of a course it is.
#[component]
pub fn NthTag(nth: Option<i64>) -> impl IntoView {
    nth.map(|n| view! { <span class="tag">{t!(workshops.nth, n = n)}</span> })
}

/// How many seats are left, or how many people wait, in a word.
#[component]
pub fn SeatsTag(
    seats: Seats,
    stage: Stage,
    /// What of them the viewer would get at once.
    #[prop(optional)]
    left: Left,
) -> impl IntoView {
    let (tone, words) = told(seats, stage, left);
    view! { <span class="tag" data-tone=tone>{words}</span> }
}

/// The tone of the tag, and its words.
pub fn told(seats: Seats, stage: Stage, left: Left) -> (Option<&'static str>, String) {
    let counted = seats.free();
    match stage {
        Stage::Draft => (None, t!(workshops.stage_draft).to_owned()),
        Stage::Running => (Some("accent"), t!(workshops.stage_running).to_owned()),
        Stage::Past => (None, t!(workshops.people_came, n = seats.confirmed)),
        Stage::Cancelled => (None, t!(workshops.stage_cancelled).to_owned()),
        Stage::Closed => (None, t!(workshops.stage_closed).to_owned()),
        Stage::Open if seats.waiting > 0 && (seats.approval || seats.draw) => (None, waiting(seats)),
        Stage::Open => match left {
            Left::ForSome => (Some("accent"), t!(workshops.seats_for_some).to_owned()),
            Left::Exactly(n) if n > 0 => (Some("accent"), t!(workshops.seats_left, n = n)),
            _ if seats.waiting > 0 => (None, waiting(seats)),
            Left::Exactly(_) => (None, t!(workshops.seats_for_others).to_owned()),
            Left::Counted if counted == 0 => (None, t!(workshops.full).to_owned()),
            Left::Counted => (Some("accent"), t!(workshops.seats_left, n = counted)),
        },
    }
}

/// How many wait, and what for.
pub fn waiting(seats: Seats) -> String {
    match (seats.approval, seats.draw) {
        (true, _) => t!(workshops.people_ask, n = seats.waiting),
        (_, true) => t!(workshops.people_draw, n = seats.waiting),
        _ => t!(workshops.people_wait, n = seats.waiting),
    }
}
