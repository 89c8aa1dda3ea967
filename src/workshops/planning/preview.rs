//! How a member will see it: the page and the form, with nothing that can be sent.

use leptos::prelude::*;

use super::Ask;
use super::dates::{self, Look};
use crate::server::failure::Result;
use crate::server::{markdown, time};
use crate::t;
use crate::ui::{Button, Form, Hours};
use crate::workshops::api::planning::PlanStep;
use crate::workshops::placing::{self, Reader};
use crate::workshops::store::{plan, questions, series};
use crate::workshops::view::QuestionFields;
use crate::workshops::wording;

/// The page.
pub async fn show(ask: &Ask<'_>) -> Result<AnyView> {
    let mut conn = ask.state.db.read().await?;
    let asked = questions::list(&mut conn, &ask.workshop.id).await?;
    let settled = plan::read(&mut conn, &ask.workshop.id).await?;
    let course = match &ask.workshop.series {
        Some(id) => {
            let course = series::read(&mut conn, id).await?;
            let (here, now) = (ask.workshop, ask.state.now());
            let look = Look { viewer: Some(ask.viewer), here, clashes: &[], drafts: true, now };
            Some((dates::show(&mut conn, &course, &look).await?, course.joining))
        }
        None => None,
    };
    let to = Reader { locale: ask.viewer.locale, zone: &ask.viewer.zone };
    let back = placing::back(ask.workshop, to, ask.state.now());
    let whole_only = course.as_ref().is_some_and(|(_, joining)| joining == "whole");
    let details = &ask.workshop.details;
    let kept = time::full_day(details.ends_at.plus_days(settled.day.purge_days), to.zone, to.locale);
    let when = wording::when(details.starts_at, details.ends_at, &details.zone, &ask.viewer.zone, ask.viewer.locale);
    let nothing = ServerAction::<PlanStep>::new();
    let fee = Some(settled.entry.fee).filter(|fee| !fee.is_empty());
    let place = Some(details.place.clone()).filter(|place| !place.is_empty());
    let online = !details.online_url.is_empty();
    let before = Some(settled.day.materials_before).filter(|text| !text.is_empty());
    Ok(view! {
        <p class="flash">{t!(planning.preview_note)}</p>
        <section class="part" aria-labelledby="shown">
            <p class="eyebrow">{details.kind.label(ask.viewer.locale)}</p>
            <h2 id="shown" dir="auto">{details.title.clone()}</h2>
            <dl class="facts">
                <dt>{t!(workshops.when)}</dt><dd><Hours words=when.words/></dd>
                {place.map(|place| view! { <dt>{t!(workshops.place)}</dt><dd dir="auto">{place}</dd> })}
                {online.then(|| view! { <dt>{t!(workshops.online)}</dt><dd>{t!(workshops.link_later)}</dd> })}
                {fee.map(|fee| view! { <dt>{t!(planning.fee)}</dt><dd dir="auto">{fee}</dd> })}
                <dt>{t!(workshops.host)}</dt><dd>{t!(workshops.san, name = ask.workshop.host_name.as_str())}</dd>
            </dl>
            <div class="prose voice" inner_html=markdown::to_html(&details.body)></div>
        </section>
        <section class="sheet" aria-labelledby="registering">
            <h2 id="registering">{t!(workshops.register_title)}</h2>
            {whole_only.then(|| view! { <p>{t!(workshops.only_whole)}</p> })}
            <Form action=nothing reload=true key="preview">
                <fieldset class="bare" disabled=true>
                    <QuestionFields questions=asked/>
                    <p class="note">{t!(workshops.kept, day = kept)}</p>
                    <Button wide=true>{t!(workshops.register_verb)}</Button>
                </fieldset>
            </Form>
            <p class="note">{back}</p>
        </section>
        {course.map(|(told, _)| view! {
            <section class="part" aria-labelledby="dates">
                <h2 id="dates">{t!(workshops.course_dates)}</h2>
                <div class="stack" inner_html=told.rows></div>
                <div inner_html=told.terms></div>
            </section>
        })}
        {before.map(|text| view! {
            <section class="part" aria-labelledby="materials">
                <h2 id="materials">{t!(planning.materials_before)}</h2>
                <p class="note">{t!(planning.materials_before_hint)}</p>
                <div class="prose" inner_html=markdown::to_html(&text)></div>
            </section>
        })}
    }
    .into_any())
}
