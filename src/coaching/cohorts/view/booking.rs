use leptos::prelude::*;

use super::asked;
use super::meeting::Meeting;
use crate::coaching::cohorts::api::appointments::{Book, MoveAppointment, times};
use crate::coaching::cohorts::model::{AppointmentLine, BookingPage, LEAD_MINUTES, MOST_BOOKED, SlotLine};
use crate::t;
use crate::ui::{Art, Back, Button, Empty, Flash, Form, Hidden, Hours, Load, PageTitle};

/// One's appointments, and the times that can be booked. With `?move=` an appointment goes to another time.
#[component]
pub fn Booking() -> impl IntoView {
    let moving = asked("move");
    let shown = Resource::new(move || moving.get(), times);
    view! {
        <PageTitle text=t!(cohorts.appointments)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/cohort" words=t!(cohorts.mine)/>
                <h1>{t!(cohorts.appointments)}</h1>
                <p class="lead">{t!(cohorts.appointments_lead, n = LEAD_MINUTES)}</p>
                <Flash words=done/>
            </header>
            <Load what=shown part=true let:shown>
                <Shown page=shown/>
            </Load>
        </div>
    }
}

fn done(word: &str) -> Option<&'static str> {
    match word {
        "booked" => Some(t!(cohorts.done_booked)),
        "moved" => Some(t!(cohorts.done_moved)),
        "cancelled" => Some(t!(cohorts.done_cancelled)),
        _ => None,
    }
}

#[component]
fn Shown(page: BookingPage) -> impl IntoView {
    let BookingPage { mine, free, moving, may_book } = page;
    let booked = (!mine.is_empty()).then(|| {
        view! {
            <section class="part" aria-labelledby="mine">
                <h2 id="mine">{t!(cohorts.booked)}</h2>
                <ul class="rows" role="list">{mine.into_iter().map(|one| view! { <Meeting one/> }).collect_view()}</ul>
            </section>
        }
    });
    let note = match (&moving, may_book) {
        (Some(one), _) => Some(t!(cohorts.moving, name = one.who.clone(), when = one.when.words.clone())),
        (None, false) => Some(t!(cohorts.enough, n = MOST_BOOKED)),
        (None, true) => None,
    };
    view! {
        <div class="stack" data-gap="large">
            {booked}
            <section class="part" aria-labelledby="free">
                <h2 id="free">{if moving.is_some() { t!(cohorts.free_move) } else { t!(cohorts.free) }}</h2>
                {note.map(|words| view! { <p class="note">{words}</p> })}
                {moving.is_some().then(|| view! { <p><a href="/cohort/appointments">{t!(cohorts.move_not)}</a></p> })}
                {match free.is_empty() {
                    true if may_book => view! { <Empty art=Art::Seats title=t!(cohorts.free_none) sentence=t!(cohorts.free_none_words)/> }.into_any(),
                    true => ().into_any(),
                    false => view! { <Free free moving/> }.into_any(),
                }}
            </section>
        </div>
    }
}

#[component]
fn Free(free: Vec<SlotLine>, moving: Option<AppointmentLine>) -> impl IntoView {
    let book = ServerAction::<Book>::new();
    let shift = ServerAction::<MoveAppointment>::new();
    let moving = moving.map(|one| one.id.to_string());
    let rows = free
        .into_iter()
        .map(|slot| {
            let id = slot.id.to_string();
            let label = t!(cohorts.book_which, name = slot.who.clone(), when = slot.when.words.clone());
            let button = match moving.clone() {
                Some(moved) => view! {
                    <Form action=shift reload=true key=id.clone() label=label class="line">
                        <Hidden name="appointment" value=moved/>
                        <Hidden name="slot" value=id/>
                        <Button kind="quiet" small=true>{t!(cohorts.move_do)}</Button>
                    </Form>
                }
                .into_any(),
                None => view! {
                    <Form action=book reload=true key=id.clone() label=label class="line">
                        <Hidden name="slot" value=id/>
                        <Button kind="quiet" small=true>{t!(cohorts.book)}</Button>
                    </Form>
                }
                .into_any(),
            };
            view! {
                <li class="offer">
                    <span class="row-body">
                        <span class="row-title"><time datetime=slot.when.iso><Hours words=slot.when.words/></time></span>
                        <span class="row-note">
                            {t!(cohorts.with, name = slot.who)}
                            {slot.online.then(|| view! { {t!(coaching.dot)}{t!(cohorts.online)} })}
                        </span>
                    </span>
                    {button}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }
}
