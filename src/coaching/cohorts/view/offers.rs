use leptos::prelude::*;

use super::meeting::Meeting;
use crate::coaching::cohorts::api::appointments::{OfferTimes, WithdrawSlot, offers};
use crate::coaching::cohorts::model::{LENGTHS, OfferPage, SlotLine, WEEKS};
use crate::kit::Role;
use crate::kit::id::CohortId;
use crate::t;
use crate::ui::{Back, Button, Flash, Form, Hidden, Hours, Load, Only, PageTitle, Select, TextField};

/// Where a coach offers times: what is booked, what is free, and a form for more.
#[component]
pub fn Offers() -> impl IntoView {
    view! { <Only role=Role::Coach><Page/></Only> }
}

#[component]
fn Page() -> impl IntoView {
    let shown = Resource::new(|| (), |()| offers());
    view! {
        <PageTitle text=t!(cohorts.offers)/>
        <div class="room" data-shape="form">
            <header class="page-head">
                <Back href="/coaching/members" words=t!(cohorts.members)/>
                <h1>{t!(cohorts.offers)}</h1>
                <p class="lead">{t!(cohorts.offers_lead)}</p>
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
        "offered" => Some(t!(cohorts.done_offered)),
        "slot_withdrawn" => Some(t!(cohorts.done_slot_withdrawn)),
        "cancelled" => Some(t!(cohorts.done_cancelled)),
        _ => None,
    }
}

#[component]
fn Shown(page: OfferPage) -> impl IntoView {
    let OfferPage { cohorts, booked, free, zone } = page;
    let none = booked.is_empty();
    view! {
        <div class="stack" data-gap="large">
            <section class="part" aria-labelledby="booked">
                <h2 id="booked">{t!(cohorts.booked)}</h2>
                {none.then(|| view! { <p class="note">{t!(cohorts.booked_none)}</p> })}
                <ul class="rows" role="list">{booked.into_iter().map(|one| view! { <Meeting one/> }).collect_view()}</ul>
            </section>
            <Free free/>
        </div>
        <section class="sheet" aria-labelledby="offer">
            <h2 id="offer">{t!(cohorts.offer)}</h2>
            {if cohorts.is_empty() {
                view! { <p class="note">{t!(cohorts.offer_no_cohort)}</p> }.into_any()
            } else {
                view! { <OfferForm cohorts zone/> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Free(free: Vec<SlotLine>) -> impl IntoView {
    let back = ServerAction::<WithdrawSlot>::new();
    let none = free.is_empty();
    let rows = free
        .into_iter()
        .map(|slot| {
            let id = slot.id.to_string();
            let label = t!(cohorts.withdraw_slot_which, when = slot.when.words.clone());
            view! {
                <li class="offer">
                    <span class="row-body">
                        <span class="row-title"><time datetime=slot.when.iso><Hours words=slot.when.words/></time></span>
                        <span class="row-note">
                            {slot.who}
                            {slot.online.then(|| view! { {t!(coaching.dot)}{t!(cohorts.online)} })}
                        </span>
                    </span>
                    <Form action=back reload=true key=id.clone() label=label class="line">
                        <Hidden name="slot" value=id/>
                        <Button kind="text" small=true>{t!(cohorts.withdraw_slot)}</Button>
                    </Form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="free">
            <h2 id="free">{t!(cohorts.offered)}</h2>
            {none.then(|| view! { <p class="note">{t!(cohorts.offered_none)}</p> })}
            <ul class="rows" role="list">{rows}</ul>
        </section>
    }
}

#[component]
fn OfferForm(cohorts: Vec<(CohortId, String)>, zone: String) -> impl IntoView {
    let offer = ServerAction::<OfferTimes>::new();
    let options = cohorts.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let lengths = LENGTHS.map(|n| (n.to_string(), t!(cohorts.minutes, n = n))).to_vec();
    let weeks = WEEKS
        .map(|n| (n.to_string(), if n == 1 { t!(cohorts.week_once).to_owned() } else { t!(cohorts.weeks, n = n) }))
        .to_vec();
    view! {
        <Form action=offer reload=true>
            <Select name="cohort" label=t!(cohorts.which_cohort) options=options/>
            <TextField name="first" kind="datetime-local" label=t!(cohorts.time, n = 1) hint=t!(cohorts.time_hint, zone = zone) required=true/>
            <TextField name="second" kind="datetime-local" label=t!(cohorts.time, n = 2) optional=true/>
            <TextField name="third" kind="datetime-local" label=t!(cohorts.time, n = 3) optional=true/>
            <TextField name="fourth" kind="datetime-local" label=t!(cohorts.time, n = 4) optional=true/>
            <Select name="minutes" label=t!(cohorts.length) options=lengths value="45"/>
            <Select name="weeks" label=t!(cohorts.repeat) options=weeks value="1"/>
            <TextField name="link" kind="url" label=t!(cohorts.link) hint=t!(cohorts.link_hint) autocomplete="off" optional=true/>
            <Button>{t!(cohorts.offer_do)}</Button>
        </Form>
    }
}
