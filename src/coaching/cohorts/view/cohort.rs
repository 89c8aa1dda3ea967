use leptos::prelude::*;

use super::goals::Goals;
use super::meeting::Meeting;
use super::{asked, next_words, stage_words, standing_words};
use crate::coaching::cohorts::api::mine::{Leave, mine};
use crate::coaching::cohorts::model::{
    AppointmentLine, CohortPage, LetterShown, MyCohort, PathLine, PendingLine, Stage,
};
use crate::journal::view::{Lines, Time};
use crate::kit::id::CohortId;
use crate::t;
use crate::ui::{Art, Button, Confirm, Empty, Flash, Form, Hidden, Icon, Load, PageTitle, Person, Tabs};

/// わたしの期: the path, goals, appointments, closing letters.
#[component]
pub fn CohortHome() -> impl IntoView {
    let id = asked("id");
    let shown = Resource::new(move || id.get(), mine);
    view! {
        <PageTitle text=t!(cohorts.mine)/>
        <Load what=shown let:shown>
            <Shown page=shown/>
        </Load>
    }
}

#[component]
fn Shown(page: CohortPage) -> impl IntoView {
    let CohortPage { all, here, pending } = page;
    let waits = !pending.is_empty();
    let Some(cohort) = here else {
        return view! {
            <div class="room" data-shape="one">
                <header class="page-head"><h1>{t!(cohorts.mine)}</h1><Flash words=done/></header>
                <Pending pending/>
                {(!waits).then(|| view! {
                    <Empty art=Art::Seats title=t!(cohorts.none) sentence=t!(cohorts.none_words)>
                        <a class="btn" href="/programmes">{t!(cohorts.none_do)}</a>
                    </Empty>
                })}
            </div>
        }
        .into_any();
    };
    let current = Signal::stored(address(&cohort.id));
    let several = all.len() > 1;
    let tabs: Vec<(String, String)> = all.into_iter().map(|(id, name)| (address(&id), name)).collect();
    let MyCohort { id, name, stage, dates, programme, coaches, path, goals, may_set, appointments, free, letters } =
        cohort;
    view! {
        <div class="room" data-shape="two">
            <header class="page-head">
                {several.then(|| view! { <Tabs label=t!(cohorts.mine) tabs=tabs.clone() current/> })}
                <p class="eyebrow">{t!(cohorts.mine)}</p>
                <h1>{name}</h1>
                <p class="tags">
                    <span class="tag" data-tone="accent">{stage_words(stage)}</span>
                    {dates.map(|dates| view! { <span class="note">{dates}</span> })}
                </p>
                <Flash words=done/>
            </header>
            <div class="stack" data-gap="large">
                <Pending pending/>
                <Letters letters/>
                <Path path/>
                <Goals cohort=id.clone() goals may_set/>
            </div>
            <aside class="stack" data-gap="large">
                <Appointments appointments free open=stage != Stage::Closed/>
                <Coaches coaches/>
                {programme.map(|(id, name)| view! { <p><a href=format!("/programmes/{id}")>{t!(cohorts.about, name = name)}</a></p> })}
                <LeaveIt cohort=id/>
            </aside>
        </div>
    }
    .into_any()
}

/// Applications that wait: to what, since when, and what comes next.
#[component]
fn Pending(pending: Vec<PendingLine>) -> impl IntoView {
    pending
        .into_iter()
        .map(|one| {
            let PendingLine { programme, programme_name, cohort_name, standing, day } = one;
            let name = t!(cohorts.pending_name, programme = programme_name, cohort = cohort_name);
            let label = name.clone();
            view! {
                <section class="sheet" aria-label=label>
                    <h2>{name}</h2>
                    <p><strong>{standing_words(standing)}</strong>" "<span class="note">{t!(cohorts.applied_on, day = day)}</span></p>
                    <p>{next_words(standing)}</p>
                    <p><a href=format!("/programmes/{programme}")>{t!(cohorts.pending_open)}</a></p>
                </section>
            }
        })
        .collect_view()
}

fn address(id: &CohortId) -> String {
    format!("/cohort?id={id}")
}

fn done(word: &str) -> Option<&'static str> {
    (word == "left").then(|| t!(cohorts.done_left))
}

/// The path: what is done, what comes next, and what comes later.
#[component]
fn Path(path: Vec<PathLine>) -> impl IntoView {
    let rows = path
        .into_iter()
        .map(|place| {
            let PathLine { title, note, href, compare, done, next, .. } = place;
            let mark = match (&done, next) {
                (Some(day), _) => {
                    view! { <span class="tag"><Icon name="check"/>{t!(cohorts.path_done, day = day.clone())}</span> }
                        .into_any()
                }
                (None, true) => {
                    view! { <span class="tag" data-tone="accent">{t!(cohorts.path_next)}</span> }.into_any()
                }
                (None, false) => ().into_any(),
            };
            view! {
                <li>
                    <a class="row" href=href aria-current=next.then_some("step") rel="external">
                        <span class="row-body">
                            <span class="row-title">{title}</span>
                            <span class="row-note">{note}</span>
                            <span class="tags">{mark}</span>
                        </span>
                        <span class="row-end"><Icon name="forward"/></span>
                    </a>
                    {compare.map(|href| view! {
                        <p><a class="btn" data-kind="quiet" data-size="small" href=href>{t!(receipts.path_compare)}</a></p>
                    })}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="path">
            <h2 id="path">{t!(cohorts.path)}</h2>
            <p class="note">{t!(cohorts.path_words)}</p>
            <ol class="rows" role="list">{rows}</ol>
        </section>
    }
}

#[component]
fn Appointments(appointments: Vec<AppointmentLine>, free: i64, open: bool) -> impl IntoView {
    let none = appointments.is_empty();
    view! {
        <section class="part" aria-labelledby="appointments">
            <h2 id="appointments">{t!(cohorts.appointments)}</h2>
            {none.then(|| view! { <p class="note">{t!(cohorts.appointments_none)}</p> })}
            <ul class="rows" role="list">{appointments.into_iter().map(|one| view! { <Meeting one/> }).collect_view()}</ul>
            {open.then(|| view! {
                <p><a class="btn" data-kind="quiet" href="/cohort/appointments">{t!(cohorts.to_booking, n = free)}</a></p>
            })}
        </section>
    }
}

#[component]
fn Coaches(coaches: Vec<(String, String)>) -> impl IntoView {
    let rows = coaches
        .into_iter()
        .map(|(name, profession)| {
            view! {
                <li>
                    <div class="row">
                        <Person name=name.clone() role="coach" small=true/>
                        <span class="row-body">
                            <span class="row-title">{t!(cohorts.called, name = name)}</span>
                            <span class="row-note">{profession}</span>
                        </span>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="coaches">
            <h2 id="coaches">{t!(cohorts.coaches)}</h2>
            <ul class="rows" role="list">{rows}</ul>
        </section>
    }
}

/// Closing letters: a person's words, so the lamp.
#[component]
fn Letters(letters: Vec<LetterShown>) -> impl IntoView {
    let shown = !letters.is_empty();
    let letters = letters
        .into_iter()
        .map(|one| {
            view! {
                <article class="answer">
                    <div class="answer-from">
                        <Person name=one.who.clone() role="coach"/>
                        <p><strong>{t!(cohorts.letter_from, name = one.who)}</strong><span class="note"><Time at=one.at/></span></p>
                    </div>
                    <p class="voice"><Lines text=one.words/></p>
                </article>
            }
        })
        .collect_view();
    view! {
        <section class="part" id="letters" aria-label=t!(cohorts.letters) hidden=!shown>
            {shown.then(|| view! { <h2>{t!(cohorts.letters)}</h2> })}
            {letters}
        </section>
    }
}

#[component]
fn LeaveIt(cohort: CohortId) -> impl IntoView {
    let leave = ServerAction::<Leave>::new();
    view! {
        <Confirm words=t!(cohorts.leave) title=t!(cohorts.leave_question) loss=t!(cohorts.leave_loss) kind="text">
            <Form action=leave reload=true>
                <Hidden name="cohort" value=cohort.to_string()/>
                <Button kind="leave">{t!(cohorts.leave_do)}</Button>
            </Form>
        </Confirm>
    }
}
