//! ほかの回にも反映する: what differs on the other dates of a course, and carrying it over.

use leptos::prelude::*;

use super::Ask;
use crate::server::failure::Result;
use crate::server::time;
use crate::t;
use crate::ui::{Button, Form, FormState, Hidden};
use crate::workshops::api::spread::PlanSpread;
use crate::workshops::model::Editor;
use crate::workshops::model::spread::Part;
use crate::workshops::store::spread::{self, Other};

/// The section; nothing where there is no other date to come.
pub async fn show(ask: &Ask<'_>) -> Result<AnyView> {
    let editor = Editor::of(ask.viewer)?;
    let chosen: Vec<Part> =
        ask.pairs.iter().filter(|(name, _)| name == "copy").filter_map(|(_, part)| Part::parse(part)).collect();
    let mut conn = ask.state.db.read().await?;
    let all = spread::others(&mut conn, &editor, ask.workshop, &Part::ALL, ask.state.now()).await?;
    let over = !ask.workshop.life.may_edit(ask.state.now());
    if all.is_empty() || over {
        return Ok(().into_any());
    }
    let summary = match chosen.is_empty() {
        true => ().into_any(),
        false => {
            let others = spread::others(&mut conn, &editor, ask.workshop, &chosen, ask.state.now()).await?;
            summary(ask, &chosen, &others)
        }
    };
    // At first whatever differs anywhere is ticked.
    let ticked = |part: Part| match chosen.is_empty() {
        true => all.iter().any(|other| other.changes.contains(&part)),
        false => chosen.contains(&part),
    };
    let boxes = Part::ALL.map(|part| {
        view! {
            <label class="choice" data-plain="">
                <input type="checkbox" name="copy" value=part.as_str() checked=ticked(part)/><span>{words(part)}</span>
            </label>
        }
    });
    let here = format!("/host/{}/plan/course#spread", ask.workshop.id);
    Ok(view! {
        <section class="part" aria-labelledby="spread">
            <h2 id="spread">{t!(planning.spread)}</h2>
            <p>{t!(planning.spread_words)}</p>
            <p class="note">{t!(planning.spread_not)}</p>
            <form method="get" action=here class="form">
                <fieldset class="field"><legend>{t!(planning.spread_what)}</legend><div class="choices">{boxes.collect_view()}</div></fieldset>
                <button class="btn" type="submit" data-kind="quiet">{t!(planning.spread_look)}</button>
            </form>
            {summary}
        </section>
    }
    .into_any())
}

fn summary(ask: &Ask<'_>, chosen: &[Part], others: &[Other]) -> AnyView {
    let count = others.iter().filter(|other| !other.changes.is_empty()).count();
    if count == 0 {
        return view! { <p class="note" role="status">{t!(planning.spread_same)}</p> }.into_any();
    }
    let rows = others.iter().filter(|other| !other.changes.is_empty()).map(|other| {
        let at = &other.workshop;
        let changes = other.changes.iter().map(|part| words(*part)).collect::<Vec<_>>().join(t!(planning.joint));
        let people = at.seats.confirmed + at.seats.waiting;
        let told = other.changes.contains(&Part::Place) && at.life.published_at.is_some() && people > 0;
        view! {
            <li class="row"><span class="row-body">
                <span class="row-title">{time::day_and_clock(at.details.starts_at, &at.details.zone, ask.viewer.locale)}</span>
                <span class="row-note">{changes}</span>
                {told.then(|| view! { <span class="row-note">{t!(planning.spread_letters, n = people)}</span> })}
            </span></li>
        }
    });
    let rows = rows.collect_view();
    let save = ServerAction::<PlanSpread>::new();
    let (id, version) = (ask.workshop.id.to_string(), ask.workshop.version.to_string());
    let (seen, chosen) = (spread::mark(others), chosen.to_vec());
    view! {
        <section class="sheet" aria-labelledby="summary">
            <h3 id="summary">{t!(planning.spread_summary)}</h3>
            <ul class="rows" role="list">{rows}</ul>
            <Form action=save reload=true key="spread">
                <Hidden name="workshop" value=id/>
                <Hidden name="version" value=version/>
                <Hidden name="seen" value=seen/>
                <Chosen parts=chosen/>
                <Button>{t!(planning.spread_verb, n = count)}</Button>
            </Form>
        </section>
    }
    .into_any()
}

/// The parts, inside of the form that sends them.
#[component]
fn Chosen(parts: Vec<Part>) -> impl IntoView {
    let name = format!("{}[]", FormState::here().full_name("parts"));
    parts.into_iter().map(|part| view! { <input type="hidden" name=name.clone() value=part.as_str()/> }).collect_view()
}

/// A part in words.
pub fn words(part: Part) -> &'static str {
    match part {
        Part::Title => t!(workshops.field_title),
        Part::Body => t!(workshops.field_body),
        Part::Place => t!(planning.spread_place),
        Part::Capacity => t!(workshops.field_capacity),
        Part::Rules => t!(planning.rules_title),
        Part::Questions => t!(planning.tab_questions),
        Part::Fee => t!(planning.fee),
        Part::Deadline => t!(planning.spread_deadline),
        Part::Materials => t!(planning.spread_materials),
    }
}
