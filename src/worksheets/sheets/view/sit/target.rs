use leptos::prelude::*;

use super::pad::{Handle, Pad};
use crate::t;
use crate::ui::{Select, TextAreaField, TextField};
use crate::worksheets::definition;
use crate::worksheets::definition::Choice;
use crate::worksheets::scoring::w8::{Answers, Domain};
use crate::worksheets::sheets::model::SheetPage;
use crate::worksheets::sheets::moves::ring;
use crate::worksheets::sheets::view::parts::{At, KeepOrFinish, Keeping, Press, StepFields};
use crate::worksheets::sheets::view::words::{field, numbers, or_none, w};

/// W8: four areas, each with a value, a mark on a ring, two grades, a barrier and a step.
#[component]
pub fn Target(page: SheetPage, answers: Answers, any: bool, target: &'static definition::Target) -> impl IntoView {
    view! {
        <Keeping>
            <Press at=At::of(&page) key="target">
                <Moving answers=answers.clone() target/>
                {target
                    .domains
                    .iter()
                    .map(|domain| {
                        let said = answers.domains.get(&*domain.id).cloned().unwrap_or_default();
                        view! { <Area domain said target/> }
                    })
                    .collect_view()}
                <KeepOrFinish undo=any/>
            </Press>
        </Keeping>
    }
}

/// The middle of the picture, and how far from it a mark stands at the centre and at the edge: those of four areas do not
/// lie on each other.
const MIDDLE: f64 = 175.0;
const REACH: (f64, f64) = (24.0, 150.0);

/// The target: each mark is moved between the centre and the edge.
#[component]
fn Moving(answers: Answers, target: &'static definition::Target) -> impl IntoView {
    let rings = target.rings as f64;
    let handles = target.domains.iter().enumerate().map(|(at, domain)| {
        let mark = answers.domains.get(&*domain.id).and_then(|said| said.mark).map(|mark| ring(mark, target.rings));
        let said = mark.map_or_else(|| t!(sheets.unsaid).to_owned(), |mark| ring_words(target, mark));
        let (right, above) = (at.is_multiple_of(2), at < 2);
        let side = |far: f64| {
            let far = far * std::f64::consts::FRAC_1_SQRT_2;
            (MIDDLE + if right { far } else { -far }, MIDDLE + if above { -far } else { far })
        };
        Handle {
            field: format!("form[f][ring_{}]", domain.id),
            name: w(&domain.name),
            sign: (at + 1).to_string(),
            value: (mark.map(|mark| mark as f64), said),
            way: [side(REACH.0), side(REACH.1)],
            words: (if right { 346.0 } else { 4.0 }, if above { 16.0 } else { 326.0 }, right),
        }
    });
    let handles = handles.collect::<Vec<_>>();
    let circles = (1..=4)
        .rev()
        .map(|ring| view! { <circle class="c-ring" cx=MIDDLE.to_string() cy=MIDDLE.to_string() r=(REACH.1 * f64::from(ring) / 4.0).to_string()/> })
        .collect_view();
    view! {
        <Pad
            label=t!(sheets.move_target).to_owned()
            hint=t!(sheets.move_target_hint).to_owned()
            size=(350.0, 350.0)
            range=(0.0, rings)
            handles
        >
            {circles}
        </Pad>
    }
}

/// A ring, in words.
fn ring_words(target: &definition::Target, ring: i64) -> String {
    match ring {
        0 => format!("0 {}", w(&target.ends.centre)),
        ring if ring == target.rings => format!("{ring} {}", w(&target.ends.edge)),
        ring => ring.to_string(),
    }
}

#[component]
fn Area(domain: &'static Choice, said: Domain, target: &'static definition::Target) -> impl IntoView {
    let id = domain.id.to_string();
    let name = |field: &str| format!("f.{field}_{id}");
    let rings: Vec<(String, String)> =
        (0..=target.rings).map(|ring| (ring.to_string(), ring_words(target, ring))).collect();
    let scale = or_none(numbers(1..=target.scale));
    let barrier = said.barrier.unwrap_or_default();
    let step = said.step.unwrap_or_default();
    view! {
        <fieldset class="sheet stack">
            <legend class="voice">{w(&domain.name)}</legend>
            <TextAreaField name=name("value") label=w(&target.value) value=said.value rows=2 optional=true/>
            <Select name=name("ring") label=w(&target.mark) hint=t!(sheets.ring_hint) options=or_none(rings) value=field(said.mark.map(|mark| ring(mark, target.rings)))/>
            <Select name=name("importance") label=w(&target.importance) options=scale.clone() value=field(said.importance)/>
            <Select name=name("consistency") label=w(&target.consistency) options=scale value=field(said.consistency)/>
            <TextField name=name("barrier") label=w(&target.barrier) value=barrier.text optional=true/>
            <Select name=name("strength") label=w(&target.barrier_strength) options=or_none(numbers(1..=target.barrier_scale)) value=field(barrier.strength)/>
            <StepFields of=format!("_{id}") label=w(&target.step) text=step.text due=step.due/>
        </fieldset>
    }
}
