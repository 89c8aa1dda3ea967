//! 講座と仲間: the dates of a course, copies, and who hosts it too.

use leptos::prelude::*;

use super::{Ask, spread, team};
use crate::kit::id::{SeriesId, WorkshopId};
use crate::server::failure::Result;
use crate::server::time;
use crate::t;
use crate::ui::{Button, Form, Hidden, Select, TextField};
use crate::workshops::api::planning::PlanStep;
use crate::workshops::api::planning::course::{CourseMake, Duplicate};
use crate::workshops::model::Stage;
use crate::workshops::store::series::{self, Series};

/// The part.
pub async fn show(ask: &Ask<'_>) -> Result<AnyView> {
    let course = {
        let mut conn = ask.state.db.read().await?;
        match &ask.workshop.series {
            Some(id) => Some(series::read(&mut conn, id).await?),
            None => None,
        }
    };
    let hosts = team::show(ask).await?;
    let spread = spread::show(ask).await?;
    let id = ask.workshop.id.to_string();
    let draft = ask.workshop.life.stage(ask.state.now()) == Stage::Draft;
    let course = match course {
        Some(course) => dates(ask, course),
        None if draft => make(&id, ask.state.new_id::<SeriesId>().to_string()),
        None => ().into_any(),
    };
    let duplicate = ServerAction::<Duplicate>::new();
    let copy: WorkshopId = ask.state.new_id();
    Ok(view! {
        {course}
        {spread}
        <section class="part" aria-labelledby="copy">
            <h2 id="copy">{t!(planning.copy_title)}</h2>
            <p>{t!(planning.copy_words)}</p>
            <Form action=duplicate reload=true>
                <Hidden name="workshop" value=id/>
                <Hidden name="copy" value=String::from(copy)/>
                <Button kind="quiet">{t!(planning.copy)}</Button>
            </Form>
        </section>
        {hosts}
    }
    .into_any())
}

fn dates(ask: &Ask<'_>, course: Series) -> AnyView {
    let publish = ServerAction::<PlanStep>::new();
    let drafts = course.dates.iter().any(|date| !date.published && !date.cancelled);
    let rows = course.dates.into_iter().map(|date| {
        let state = match (date.cancelled, date.published) {
            (true, _) => t!(workshops.stage_cancelled),
            (false, true) => t!(planning.is_published),
            (false, false) => t!(workshops.stage_draft),
        };
        view! {
            <li><a class="row" href=format!("/host/{}", date.id)>
                <span class="row-body"><span class="row-title" dir="auto">{date.title}</span>
                    <span class="row-note">{time::day_and_clock(date.starts_at, &date.zone, ask.viewer.locale)}</span></span>
                <span class="row-end">{state}</span>
            </a></li>
        }
    });
    let rows = rows.collect_view();
    let id = ask.workshop.id.to_string();
    let write = format!("/host/{id}/plan/letter?to=course");
    view! {
        <section class="part" aria-labelledby="dates">
            <h2 id="dates">{t!(planning.dates)}</h2>
            <p>{joining_words(&course.joining)}</p>
            <ol class="rows" role="list">{rows}</ol>
            <p><a href=write>{t!(planning.write_course)}</a></p>
            {drafts.then(|| view! {
                <Form action=publish reload=true key="course">
                    <Hidden name="workshop" value=id/>
                    <Hidden name="act" value="publish_course".to_owned()/>
                    <Button>{t!(planning.publish_course)}</Button>
                </Form>
            })}
        </section>
    }
    .into_any()
}

fn make(id: &str, fresh: String) -> AnyView {
    let make = ServerAction::<CourseMake>::new();
    let weeks =
        vec![("1".to_owned(), t!(planning.weekly).to_owned()), ("2".to_owned(), t!(planning.fortnightly).to_owned())];
    let joining = ["both", "whole", "single"].map(|word| (word.to_owned(), joining_words(word).to_owned())).to_vec();
    let id = id.to_owned();
    view! {
        <section class="part" aria-labelledby="course">
            <h2 id="course">{t!(planning.course_title)}</h2>
            <p>{t!(planning.course_words)}</p>
            <Form action=make reload=true>
                <Hidden name="workshop" value=id/>
                <Hidden name="copy" value=fresh/>
                <TextField name="dates" inputmode="numeric" label=t!(planning.how_many) hint=t!(planning.how_many_hint) short=true required=true/>
                <Select name="weeks" label=t!(planning.how_often) options=weeks required=true/>
                <Select name="joining" label=t!(planning.joining) options=joining required=true/>
                <Button kind="quiet">{t!(planning.make_course)}</Button>
            </Form>
        </section>
    }
    .into_any()
}

fn joining_words(joining: &str) -> &'static str {
    match joining {
        "whole" => t!(planning.joining_whole),
        "single" => t!(planning.joining_single),
        _ => t!(planning.joining_both),
    }
}
