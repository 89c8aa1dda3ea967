use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::card::{NthTag, SeatsTag, waiting};
use crate::app::viewer;
use crate::kit::{Role, locale};
use crate::t;
use crate::ui::{Art, Empty, Hours, Icon, Load, PageTitle, Pager, url_encode};
use crate::workshops::api::host;
use crate::workshops::model::{Desk, DeskRow, Stage, by_course};

/// So many rows are found by looking: only above does the desk offer a search.
const FEW: usize = 8;

/// The host's desk: drafts, what is to come, what was.
#[component]
pub fn HostDesk() -> impl IntoView {
    let query = use_query_map();
    let ask = move || {
        let of = |name: &str| query.with(|query| query.get(name).unwrap_or_default());
        (of("q"), of("after"))
    };
    let desk = Resource::new(ask, |(q, after)| host::my_desk(q, after));
    view! {
        <Load what=desk let:desk>
            <PageTitle text=t!(workshops.desk_title)/>
            <div class="room" data-shape="one">
                <header class="page-head">
                    <h1>{t!(workshops.desk_title)}</h1>
                    <p class="lead">{t!(workshops.desk_lead)}</p>
                </header>
                <Lists desk=desk/>
            </div>
        </Load>
    }
}

#[component]
fn Lists(desk: Desk) -> impl IntoView {
    let opens = viewer().is_some_and(|viewer| viewer.is(Role::Host));
    let new = move || opens.then(|| view! { <p><a class="btn" href="/host/new">{t!(workshops.desk_new)}</a></p> });
    let Desk { words, later, drafts, coming, past } = desk;
    let shown = drafts.len() + coming.len() + past.rows.len();
    let narrowed = later || !words.is_empty();
    if shown == 0 && !narrowed {
        let sentence = if opens { t!(workshops.desk_empty) } else { t!(workshops.desk_empty_other) };
        return view! {
            <Empty art=Art::Seats title=t!(workshops.desk_empty_title) sentence=sentence>{new()}</Empty>
        }
        .into_any();
    }
    let path = match words.as_str() {
        "" => "/host".to_owned(),
        words => format!("/host?q={}", url_encode(words)),
    };
    view! {
        <div class="stack" data-gap="large">
            {new()}
            {(narrowed || shown > FEW).then(|| view! { <Search words=words/> })}
            {(shown == 0).then(|| view! {
                <p class="note">{t!(workshops.desk_none)} " " <a href="/host">{t!(workshops.show_all)}</a></p>
            })}
            <Rows title=t!(workshops.drafts) rows=drafts/>
            <Rows title=t!(workshops.coming) rows=coming/>
            <Rows title=t!(workshops.past) rows=past.rows/>
            <Pager path=path next=past.next later=later/>
        </div>
    }
    .into_any()
}

/// A form that only changes the address.
#[component]
fn Search(words: String) -> impl IntoView {
    view! {
        <form method="get" action="/host" class="form line" role="search">
            <label class="field"><span>{t!(workshops.field_title)}</span><input class="input" type="search" name="q" value=words/></label>
            <button class="btn" type="submit" data-kind="quiet">{t!(planning.find)}</button>
        </form>
    }
}

/// Rows below each other; of a course the first one, with the others folded below it.
#[component]
fn Rows(title: &'static str, rows: Vec<DeskRow>) -> impl IntoView {
    let shown = !rows.is_empty();
    let rows = by_course(rows).into_iter().map(|(first, others)| {
        let count = others.len();
        let others = others.into_iter().map(|row| view! { <li><OneRow row=row/></li> }).collect_view();
        view! {
            <li>
                <OneRow row=first/>
                {(count > 0).then(|| view! {
                    <details class="fold">
                        <summary>{t!(workshops.desk_course, n = count)}</summary>
                        <ul class="rows" role="list">{others}</ul>
                    </details>
                })}
            </li>
        }
    });
    let rows = rows.collect_view();
    shown.then(|| {
        view! { <section class="part"><h2>{title}</h2><ul class="rows" role="list">{rows}</ul></section> }
    })
}

#[component]
fn OneRow(row: DeskRow) -> impl IntoView {
    let DeskRow { id, kind, title, when, seats, stage, nth, .. } = row;
    view! {
        <a class="row" href=format!("/host/{id}")>
            <span class="row-body">
                <span class="row-title">{title}</span>
                <span class="row-note"><time datetime=when.starts><Hours words=when.words/></time></span>
                <span class="tags">
                    <span class="tag">{kind.label(locale::current())}</span>
                    <NthTag nth=nth/>
                    {(stage != Stage::Draft).then(|| view! {
                        <span class="tag">{t!(workshops.seats_ratio, taken = seats.confirmed, all = seats.capacity)}</span>
                    })}
                    // Of what is over, the ratio says it all.
                    {(!matches!(stage, Stage::Draft | Stage::Past)).then(|| view! {
                        <SeatsTag seats=seats stage=stage/>
                    })}
                    // Where nobody can register any more, some may still wait for the draw, or for an answer.
                    {(stage == Stage::Closed && seats.waiting > 0).then(|| view! { <span class="tag">{waiting(seats)}</span> })}
                </span>
            </span>
            <span class="row-end"><Icon name="forward"/></span>
        </a>
    }
}
