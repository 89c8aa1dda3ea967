use leptos::prelude::*;

use crate::app::viewer;
use crate::kit::id::WorkshopId;
use crate::t;
use crate::ui::{Button, Confirm, Form, Hidden, Icon};
use crate::workshops::api::{Cancel, Register};
use crate::workshops::model::{MyPlace, Seats, Shown, Stage};

/// What the viewer can do here now: one thing.
#[component]
pub fn Place(shown: Shown, register: ServerAction<Register>, cancel: ServerAction<Cancel>) -> impl IntoView {
    let Shown { id, stage, mine, seats, hosting, may_edit, .. } = shown;
    let inside = match (stage, mine) {
        (Stage::Draft, _) => tell(t!(workshops.draft_title), t!(workshops.draft_words)),
        (Stage::Cancelled, _) => tell(t!(workshops.cancelled_title), t!(workshops.cancelled_words)),
        (Stage::Past, _) => tell(t!(workshops.past_title), t!(workshops.past_words)),
        (Stage::Running, Some(MyPlace { waiting_position: None })) => {
            tell(t!(workshops.running_title), t!(workshops.running_mine))
        }
        (Stage::Running, _) => tell(t!(workshops.running_title), t!(workshops.running_words)),
        (Stage::Open | Stage::Closed, Some(mine)) => {
            view! { <HaveOne id=id.clone() mine=mine seats=seats cancel=cancel/> }.into_any()
        }
        (Stage::Closed, None) => tell(t!(workshops.closed_title), t!(workshops.closed_words)),
        (Stage::Open, None) if hosting => tell(t!(workshops.hosting_title), t!(workshops.hosting_words)),
        (Stage::Open, None) => view! { <TakeOne id=id.clone() seats=seats register=register/> }.into_any(),
    };
    let desk = format!("/host/{id}");
    view! {
        <div class="sheet">
            {inside}
            {may_edit.then(|| view! { <p><a class="btn" data-kind="quiet" href=desk>{t!(workshops.to_desk_of_this)}</a></p> })}
        </div>
    }
}

fn tell(title: &'static str, words: &'static str) -> AnyView {
    view! { <h2 id="place">{title}</h2><p>{words}</p> }.into_any()
}

/// Registering, for those who have no place yet.
#[component]
fn TakeOne(id: WorkshopId, seats: Seats, register: ServerAction<Register>) -> impl IntoView {
    let (title, words, verb) = match seats.free() {
        0 => (t!(workshops.wait_title), t!(workshops.wait_words, n = seats.waiting + 1), t!(workshops.wait_verb)),
        n => (t!(workshops.register_title), t!(workshops.seats_left, n = n), t!(workshops.register_verb)),
    };
    let here = format!("/workshops/{id}");
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
                <Button wide=true>{verb}</Button>
            </Form>
            <p class="note">{t!(workshops.cancel_any_time)}</p>
        }
        .into_any(),
    };
    view! {
        <h2 id="place">{title}</h2>
        <p>{words}</p>
        {step}
    }
}

/// One's place, and giving it back.
#[component]
fn HaveOne(id: WorkshopId, mine: MyPlace, seats: Seats, cancel: ServerAction<Cancel>) -> impl IntoView {
    let (title, words, loss) = match mine.waiting_position {
        None => {
            let loss = match seats.waiting {
                0 => t!(workshops.loss_seat).to_owned(),
                n => t!(workshops.loss_seat_waited, n = n),
            };
            (t!(workshops.seat_title).to_owned(), t!(workshops.seat_words), loss)
        }
        Some(n) => {
            (t!(workshops.waiting_title, n = n), t!(workshops.waiting_words), t!(workshops.loss_position, n = n))
        }
    };
    view! {
        <h2 id="place" class="line"><Icon name=if mine.waiting_position.is_some() { "waiting" } else { "check" }/>{title}</h2>
        <p>{words}</p>
        <Confirm words=t!(workshops.cancel_open) title=t!(workshops.cancel_question) loss=loss kind="text">
            <Form action=cancel>
                <Hidden name="workshop" value=id.to_string()/>
                <Button kind="leave">{t!(workshops.cancel_verb)}</Button>
            </Form>
        </Confirm>
    }
}
