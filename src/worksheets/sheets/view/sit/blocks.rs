use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::t;
use crate::ui::{Choices, Select, TextAreaField, TextField};
use crate::worksheets::definition::{self, Family, library};
use crate::worksheets::scoring::w9::{Answers, Contact, Relation, Task};
use crate::worksheets::sheets::model::SheetPage;
use crate::worksheets::sheets::moves::PEOPLE;
use crate::worksheets::sheets::refused::shown;
use crate::worksheets::sheets::view::parts::{At, KeepOrFinish, Keeping, Press, StepFields};
use crate::worksheets::sheets::view::words::{and_chosen, choices, grades, or_none, w};

/// How many empty blocks stand below those that were filled.
const SPARE: usize = 3;

/// W9: the week in blocks, as it is and as it might be.
#[component]
pub fn Blocks(page: SheetPage, answers: Answers, any: bool, blocks: &'static definition::Blocks) -> impl IntoView {
    let Answers { tasks, relations, meaning, step } = answers;
    let sum = |of: fn(&Task) -> Option<f64>| shown(tasks.iter().filter_map(of).sum());
    let sums =
        t!(sheets.shares_sum, before = sum(|task| Some(task.share_before)), after = sum(|task| task.share_after));
    let many = (tasks.len() + SPARE).min(blocks.most as usize);
    let step = step.unwrap_or_default();
    view! {
        <Keeping>
            <p>{w(&blocks.prompts[0])}</p>
            <p>{w(&blocks.prompts[1])}</p>
            <p class="note">{sums}</p>
            <Press at=At::of(&page) key="blocks">
                {(0..many)
                    .map(|at| view! { <Block at task=tasks.get(at).cloned() values=page.top.clone() names=page.names.clone() blocks/> })
                    .collect_view()}
                <p class="note">{t!(sheets.blocks_more, most = blocks.most)}</p>
                <fieldset class="field stack">
                    <legend>{w(&blocks.relations)}</legend>
                    <p class="hint">{t!(sheets.who_hint)}</p>
                    <People relations blocks/>
                </fieldset>
                <TextAreaField name="f.meaning" label=w(&blocks.meaning) value=meaning rows=2 optional=true/>
                <StepFields of="" label=w(&blocks.step) text=step.text due=step.due/>
                <KeepOrFinish undo=any/>
            </Press>
        </Keeping>
    }
}

/// Whom one would meet more, or less.
#[component]
fn People(relations: Vec<Relation>, blocks: &'static definition::Blocks) -> impl IntoView {
    let contacts = vec![("more".to_owned(), w(&blocks.more)), ("less".to_owned(), w(&blocks.less))];
    (0..(relations.len() + 2).min(PEOPLE))
        .map(|n| {
            let said = relations.get(n);
            let contact = if said.is_some_and(|one| one.contact == Contact::Less) { "less" } else { "more" };
            view! {
                <div class="line">
                    <TextField name=format!("f.who_{n}") label=t!(sheets.who, n = n + 1) value=said.map(|one| one.who.clone()).unwrap_or_default() autocomplete="off"/>
                    <Select name=format!("f.contact_{n}") label=t!(sheets.contact, n = n + 1) options=contacts.clone() value=contact/>
                </div>
            }
        })
        .collect_view()
}

#[component]
fn Block(
    at: usize,
    task: Option<Task>,
    values: Vec<(String, String)>,
    names: BTreeMap<String, String>,
    blocks: &'static definition::Blocks,
) -> impl IntoView {
    let filled = task.is_some();
    let task = task.unwrap_or_default();
    let values = and_chosen(values, &task.values, &names);
    let before = if filled { shown(task.share_before) } else { String::new() };
    let strengths: Vec<(String, String)> = match library::definition("W5").map(|one| &one.family) {
        Some(Family::Strengths(all)) => all.families.iter().flat_map(|kin| choices(&kin.strengths)).collect(),
        _ => Vec::new(),
    };
    view! {
        <fieldset class="sheet stack">
            <legend>{t!(sheets.block, n = at + 1)}</legend>
            <TextField name=format!("f.name_{at}") label=t!(sheets.block_name) hint=t!(sheets.letters_most, most = blocks.name_most) value=task.name/>
            <div class="line">
                <TextField name=format!("f.before_{at}") label=t!(sheets.share_before) value=before inputmode="decimal" short=true/>
                <TextField name=format!("f.after_{at}") label=t!(sheets.share_after) value=task.share_after.map(shown).unwrap_or_default() inputmode="decimal" short=true/>
            </div>
            <Select name=format!("f.energy_{at}") label=t!(sheets.energy) options=grades(&blocks.energy) value=task.energy.to_string()/>
            <Select name=format!("f.act_{at}") label=t!(sheets.what_move) options=or_none(choices(&blocks.moves)) value=task.act/>
            <details class="fold">
                <summary>{t!(sheets.block_tags)}</summary>
                <div class="stack">
                    {(!values.is_empty()).then(|| view! {
                        <Choices name=format!("many.values_{at}") legend=t!(sheets.block_values) options=values.clone() chosen=task.values many=true chips=true optional=true/>
                    })}
                    <Choices name=format!("many.strengths_{at}") legend=t!(sheets.block_strengths) options=strengths chosen=task.strengths many=true chips=true optional=true/>
                </div>
            </details>
        </fieldset>
    }
}
