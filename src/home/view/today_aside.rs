use leptos::prelude::*;

use crate::home::model::{Draft, Gathering, Meeting, Sorting, TodayPage};
use crate::t;

/// What comes, and what was begun.
#[component]
pub fn Aside(today: TodayPage) -> impl IntoView {
    let begun = today.draft.is_some() || today.sorting.is_some() || !today.sheets.is_empty();
    view! {
        <aside class="sticky" aria-label=t!(home.coming_up)>
            {today.hosting.map(|one| view! { <Hosting one=one/> })}
            {today.meeting.map(|one| view! { <Meets one=one/> })}
            <Next coming=today.coming/>
            {begun.then(|| {
                view! {
                    <section class="part" aria-labelledby="begun">
                        <h2 id="begun">{t!(home.begun)}</h2>
                        <div class="stack" data-gap="small">
                            {today.draft.into_iter().chain(today.sheets).map(|draft| view! { <Begun draft/> }).collect_view()}
                            {today.sorting.map(|sorting| view! { <Cards sorting/> })}
                        </div>
                    </section>
                }
            })}
            {(!today.knows_values).then(|| {
                view! {
                    <section class="part" aria-labelledby="values">
                        <h2 id="values">{t!(home.values_title)}</h2>
                        <div class="stack" data-gap="small">
                            <p class="note">{t!(home.values_note)}</p>
                            <p><a href="/worksheets/values">{t!(home.values_try)}</a></p>
                        </div>
                    </section>
                }
            })}
        </aside>
    }
}

/// What was begun, and when it was last touched.
#[component]
fn Begun(draft: Draft) -> impl IntoView {
    view! {
        <p>
            <a href=draft.href>{draft.template}</a>
            <span class="row-note">{t!(home.begun_on, day = draft.day)}</span>
        </p>
    }
}

/// The value cards that lie on the table, and how many of them are sorted.
#[component]
fn Cards(sorting: Sorting) -> impl IntoView {
    let Sorting { href, sorted, total } = sorting;
    let words = match sorted < total {
        true => t!(worksheets.progress, total = total, sorted = sorted),
        false => t!(home.values_sorted).to_owned(),
    };
    view! {
        <p>
            <a href=href>{t!(home.values)}</a>
            <span class="row-note">{words}</span>
        </p>
        {(sorted < total).then(|| view! {
            <progress max=total.to_string() value=sorted.to_string() aria-label=t!(worksheets.progress_label)></progress>
        })}
    }
}

/// How many of one's workshops stand there unfolded: the dates of a course are many.
const NEXT: usize = 3;

/// One's next workshops, or where to find one.
#[component]
fn Next(coming: Vec<Gathering>) -> impl IntoView {
    let (next, more) = coming.split_at(NEXT.min(coming.len()));
    let lines = |some: &[Gathering]| some.iter().map(|one| view! { <Place one=one.clone()/> }).collect_view();
    let none = coming.is_empty().then(|| view! { <p class="note">{t!(home.next_none)}</p> });
    let folded = (!more.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{t!(home.next_more, n = more.len())}</summary>
                <div class="stack">{lines(more)}</div>
            </details>
        }
    });
    view! {
        <section class="part" aria-labelledby="next">
            <h2 id="next">{t!(home.next)}</h2>
            <div class="stack">
                {lines(next)}
                {folded}
                {none}
                <p><a href="/workshops">{t!(home.all_workshops)}</a></p>
            </div>
        </section>
    }
}

/// A workshop that one is registered for, and how one stands there.
#[component]
fn Place(one: Gathering) -> impl IntoView {
    let what_comes = match (one.waiting_position, one.draw.as_deref()) {
        (Some(0), _) => t!(home.next_offered).to_owned(),
        (Some(_), _) if one.asked => t!(home.next_asked).to_owned(),
        (Some(_), Some(at)) => t!(home.next_draw, at = at),
        (Some(position), None) => t!(home.next_waiting, position = position),
        (None, _) => t!(home.next_way_in).to_owned(),
    };
    view! {
        <div class="stack" data-gap="small">
            <p><a class="voice" href=format!("/workshops/{}", one.id)>{one.title.clone()}</a></p>
            <p class="note"><time datetime=one.datetime.clone()>{line(&one)}</time></p>
            <p class="note">{what_comes}</p>
        </div>
    }
}

/// The next time with a coach or a member.
#[component]
fn Meets(one: Meeting) -> impl IntoView {
    view! {
        <section class="part" aria-labelledby="meeting">
            <h2 id="meeting">{t!(cohorts.home_next)}</h2>
            <div class="stack" data-gap="small">
                <p><a class="voice" href=one.href>{t!(cohorts.with, name = one.who)}</a></p>
                <p class="note"><time datetime=one.datetime>{one.when}</time></p>
            </div>
        </section>
    }
}

/// The next workshop that one holds oneself.
#[component]
fn Hosting(one: Gathering) -> impl IntoView {
    view! {
        <section class="part" aria-labelledby="hosting">
            <h2 id="hosting">{t!(home.hosting)}</h2>
            <div class="stack" data-gap="small">
                <p><a class="voice" href=format!("/host/{}", one.id)>{one.title.clone()}</a></p>
                <p class="note"><time datetime=one.datetime.clone()>{line(&one)}</time></p>
            </div>
        </section>
    }
}

fn line(one: &Gathering) -> String {
    t!(home.next_line, when = one.when.clone(), minutes = one.minutes, how = how(one))
}

/// By video, at a place, or both.
pub(super) fn how(one: &Gathering) -> &'static str {
    match (one.online, one.onsite) {
        (true, true) => t!(home.online_and_in_person),
        (true, false) => t!(home.online),
        (false, _) => t!(home.in_person),
    }
}
