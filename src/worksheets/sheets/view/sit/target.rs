use leptos::prelude::*;

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

#[component]
fn Area(domain: &'static Choice, said: Domain, target: &'static definition::Target) -> impl IntoView {
    let id = domain.id.to_string();
    let name = |field: &str| format!("f.{field}_{id}");
    let rings: Vec<(String, String)> = (0..=target.rings)
        .map(|ring| {
            let words = match ring {
                0 => format!("0 {}", w(&target.ends.centre)),
                ring if ring == target.rings => format!("{ring} {}", w(&target.ends.edge)),
                ring => ring.to_string(),
            };
            (ring.to_string(), words)
        })
        .collect();
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
