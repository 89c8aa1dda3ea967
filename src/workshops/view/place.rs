use leptos::prelude::*;

use super::have::HaveOne;
use super::wish::{NeedsField, WishFields};
use super::{QuestionFields, key_here, keyed_here};
use crate::app::viewer;
use crate::kit::id::WorkshopId;
use crate::kit::path::encode;
use crate::t;
use crate::ui::{Button, Form, Hidden};
use crate::workshops::api::{Cancel, Register};
use crate::workshops::model::place::{Entry, Seating, Standing};
use crate::workshops::model::planned::Extras;
use crate::workshops::model::seating::Wish;
use crate::workshops::model::{Shown, Stage};

/// What the viewer can do here now: one thing.
#[component]
pub fn Place(shown: Shown, register: ServerAction<Register>, cancel: ServerAction<Cancel>) -> impl IntoView {
    let Shown { id, stage, opens, seating, seats, hosting, may_edit, extras, .. } = shown;
    let seated = seating.mine.as_ref().is_some_and(|mine| mine.standing == Standing::Seat);
    let clash = extras.clash.clone();
    let clash = (seating.mine.is_some() && !clash.is_empty()).then(|| view! { <p class="note">{clash}</p> });
    let room = Some(extras.room.clone()).filter(|room| !room.is_empty()).map(|room| {
        let words = if room.ends_with("/recap") { t!(after.recap_verb) } else { t!(live.door_link) };
        view! { <p><a class="btn" href=room rel="external">{words}</a></p> }
    });
    let inside = match (stage, seating.mine.clone()) {
        (Stage::Draft, _) => tell(t!(workshops.draft_title), t!(workshops.draft_words)),
        (Stage::Cancelled, _) => tell(t!(workshops.cancelled_title), t!(workshops.cancelled_words)),
        (Stage::Past, _) => tell(t!(workshops.past_title), t!(workshops.past_words)),
        (Stage::Running, _) if seated => tell(t!(workshops.running_title), t!(workshops.running_mine)),
        (Stage::Running, _) => tell(t!(workshops.running_title), t!(workshops.running_words)),
        (Stage::Open | Stage::Closed, Some(mine)) => {
            view! { <HaveOne id=id.clone() mine=mine seats=seats course=extras.waits cancel=cancel/> }.into_any()
        }
        (Stage::Closed, None) => match opens {
            Some(at) => tell(t!(workshops.closed_title), &t!(workshops.opens_words, at = at)),
            None => tell(t!(workshops.closed_title), t!(workshops.closed_words)),
        },
        (Stage::Open, None) if hosting => tell(t!(workshops.hosting_title), t!(workshops.hosting_words)),
        (Stage::Open, None) if extras.only_whole => tell(t!(workshops.register_title), t!(workshops.only_whole)),
        (Stage::Open, None) => {
            view! { <TakeOne id=id.clone() seating=seating extras=extras register=register/> }.into_any()
        }
    };
    let desk = format!("/host/{id}");
    let ticket = (seated && !matches!(stage, Stage::Draft | Stage::Cancelled)).then(|| {
        let (page, words) = match stage {
            Stage::Past => ("feedback", t!(day.feedback_link)),
            _ => ("ticket", t!(day.ticket_link)),
        };
        view! { <p><a class="btn" data-kind="quiet" href=format!("/workshops/{id}/{page}")>{words}</a></p> }
    });
    view! {
        <div class="sheet">
            {inside}
            {clash}
            {room}
            {ticket}
            {may_edit.then(|| view! { <p><a class="btn" data-kind="quiet" href=desk>{t!(workshops.to_desk_of_this)}</a></p> })}
        </div>
    }
}

fn tell(title: &'static str, words: &str) -> AnyView {
    view! { <h2 id="place">{title}</h2><p>{words.to_owned()}</p> }.into_any()
}

/// Registering, for those who have no place yet.
#[component]
fn TakeOne(id: WorkshopId, seating: Seating, extras: Extras, register: ServerAction<Register>) -> impl IntoView {
    let (title, words, verb) = match seating.entry {
        Entry::Seat => (t!(workshops.register_title), left(seating.free), t!(workshops.register_verb)),
        Entry::Wait(n) => (t!(workshops.wait_title), t!(seats.wait_position, n = n), t!(workshops.wait_verb)),
        Entry::Apply => (t!(seats.apply_title), String::new(), t!(seats.apply_verb)),
        Entry::Enter => (t!(seats.enter_title), String::new(), t!(seats.enter_verb)),
    };
    // Who asks for a place hears from the host first; what they wish of a line can be said then.
    let waits = !matches!(seating.entry, Entry::Seat | Entry::Apply);
    // Of a course there is another form below, for all dates.
    let verb = match extras.dates.is_empty() || seating.entry != Entry::Seat {
        true => verb,
        false => t!(workshops.register_this),
    };
    let clash = extras.clash;
    let here = encode(&keyed_here(format!("/workshops/{id}")));
    let step = match viewer() {
        None => view! {
            <a class="btn" data-wide="" href=format!("/sign-in?next={here}")>{t!(workshops.sign_in_first)}</a>
            <p class="note">{t!(workshops.new_here)} " " <a href="/sign-up">{t!(common.join)}</a></p>
        }
        .into_any(),
        Some(viewer) if !viewer.promised => view! {
            <p>{t!(workshops.promise_first)}</p>
            <a class="btn" data-wide="" href=format!("/promise?next={here}")>{t!(common.read_promise)}</a>
        }
        .into_any(),
        Some(_) => view! {
            <Form action=register>
                <Hidden name="workshop" value=id.to_string()/>
                <Hidden name="key" value=key_here()/>
                <QuestionFields questions=extras.questions/>
                {waits.then(|| view! { <WishFields wish=Wish::Auto/> })}
                <NeedsField/>
                <p class="note">{extras.kept}</p>
                <Button wide=true>{verb}</Button>
            </Form>
            <p class="note">{seating.back}</p>
        }
        .into_any(),
    };
    view! {
        <h2 id="place">{title}</h2>
        {seating.why.map(|why| view! { <p>{why}</p> })}
        {seating.mode.map(|mode| view! { <p>{mode}</p> })}
        {(!words.is_empty()).then(|| view! { <p>{words}</p> })}
        {(!clash.is_empty()).then(|| view! { <p>{clash}</p> })}
        {step}
    }
}

/// A visitor may find only seats that are kept for some: nobody knows whether for them.
fn left(free: i64) -> String {
    match free {
        0 => t!(workshops.seats_for_some).to_owned(),
        n => t!(workshops.seats_left, n = n),
    }
}
