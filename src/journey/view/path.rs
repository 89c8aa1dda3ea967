use leptos::prelude::*;

use crate::journey::api;
use crate::journey::model::{Day, Kind, PathPage};
use crate::t;
use crate::ui::chart::{Figures, Lane, Lanes, Told};
use crate::ui::{Art, Back, Empty, Load, PageTitle, Row};

/// わたしの歩み, for oneself.
#[component]
pub fn MyPath() -> impl IntoView {
    let page = Resource::new(|| (), |()| api::my_path());
    view! {
        <PageTitle text=t!(charts.path_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/me" words=t!(common.nav_me)/>
                <h1>{t!(charts.path_title)}</h1>
                <p class="lead">{t!(charts.path_lead)}</p>
            </header>
            <Load what=page part=true let:page>
                <Way page/>
            </Load>
        </div>
    }
}

#[component]
fn Way(page: PathPage) -> impl IntoView {
    if page.days.is_empty() {
        return view! {
            <Empty art=Art::Seats title=t!(charts.path_empty_title) sentence=t!(charts.path_empty)>
                <a class="btn" href="/worksheets">{t!(charts.path_empty_step)}</a>
            </Empty>
        }
        .into_any();
    }
    let more = page.more.then(|| view! { <p class="note">{t!(charts.path_older)}</p> });
    let picture = view! { <Glance page=page.clone()/> };
    let days = page.days.into_iter().map(|day| view! { <OneDay day/> }).collect_view();
    view! {
        <div class="stack" data-gap="large">
            {picture}
            <section class="part" aria-labelledby="days">
                <h2 id="days">{t!(charts.path_days)}</h2>
                <ol class="way" role="list">{days}</ol>
                {more}
            </section>
        </div>
    }
    .into_any()
}

fn lane_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Values => t!(charts.path_values),
        Kind::Strengths => t!(charts.path_strengths),
        Kind::Identity => t!(charts.path_identity),
        Kind::Others => t!(charts.path_others),
        Kind::Gathering => t!(charts.path_gatherings),
    }
}

#[component]
fn Glance(page: PathPage) -> impl IntoView {
    let lanes: Vec<(Kind, Vec<u32>)> =
        Kind::ALL.into_iter().map(|kind| (kind, page.lane(kind))).filter(|(_, lane)| !lane.is_empty()).collect();
    let count = |gathering: bool| -> usize {
        lanes.iter().filter(|(kind, _)| (*kind == Kind::Gathering) == gathering).map(|(_, lane)| lane.len()).sum()
    };
    let ends = (page.days.last().map(|day| day.day.clone()), page.days.first().map(|day| day.day.clone()));
    let caption = t!(
        charts.path_caption,
        first = ends.0.unwrap_or_default(),
        last = ends.1.unwrap_or_default(),
        sheets = count(false),
        gatherings = count(true)
    );
    let rows = lanes.iter().map(|(kind, lane)| vec![lane_name(*kind).to_owned(), lane.len().to_string()]).collect();
    let heads = vec![t!(charts.path_lane).to_owned(), t!(charts.path_times).to_owned()];
    let share = |at: u32| f64::from(at) / 1000.0;
    let drawn = lanes
        .iter()
        .map(|(kind, lane)| Lane { name: lane_name(*kind).to_owned(), at: lane.iter().map(|at| share(*at)).collect() });
    view! {
        <Lanes
            told=Told::new("way", t!(charts.path_picture), caption)
            days=page.marks.iter().map(|(at, name)| (share(*at), name.clone())).collect()
            lanes=drawn.collect()
            figures=Figures { heads, rows, words: false }
        />
    }
}

#[component]
fn OneDay(day: Day) -> impl IntoView {
    let events = day.events.into_iter().map(|event| {
        let notes = event.notes.into_iter().map(|note| view! { <span class="row-note">{note}</span> });
        view! {
            <li>
                <a class="row" href=event.href>
                    <span class="row-body"><span class="row-title" dir="auto">{event.title}</span>{notes.collect_view()}</span>
                </a>
            </li>
        }
    });
    let events = events.collect_view();
    let entries = day.entries.into_iter().map(|entry| {
        view! { <Row href=entry.href title=entry.title note=t!(charts.path_journal).to_owned()/> }
    });
    let entries = entries.collect_view();
    view! {
        <li>
            <h3><time datetime=day.date>{day.day}</time></h3>
            <ul class="rows" role="list">{events}{entries}</ul>
        </li>
    }
}
