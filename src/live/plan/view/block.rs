use leptos::prelude::*;

use super::prompts::Prompts;
use super::words;
use crate::kit::Error;
use crate::live::plan::api::SaveBlock;
use crate::live::plan::forms::name_of;
use crate::live::plan::model::{Block, BlockKind};
use crate::live::plan::pages::Plan;
use crate::t;
use crate::ui::{Button, CheckBox, Form, FormState, Hidden, Select, TextAreaField, TextField, came_back};

/// People in a group, where nothing was said.
const GROUP: u8 = 4;

/// One block with everything that is settled about it.
#[component]
pub fn OneBlock(workshop: String, plan: Plan, at: usize) -> impl IntoView {
    let Plan { revision, sheet, clocks, .. } = plan;
    let neighbour = |at: Option<usize>, words: &'static str| {
        let block = sheet.blocks.get(at?)?;
        let href = format!("/host/{workshop}/run?block={}", block.key);
        Some(
            view! { <a class="btn" data-kind="quiet" data-size="small" href=href>{words} ": " {words::title(block)}</a> },
        )
    };
    let before = neighbour(at.checked_sub(1), t!(plan.before));
    let after = neighbour(at.checked_add(1), t!(plan.after));
    let block = sheet.blocks[at].clone();
    let (key, asked) = (block.key.clone(), block.prompts.clone());
    let span = format!("{}〜{}", clocks[at], clocks[at + 1]);
    let title = words::title(&block);
    view! {
        <section class="part" aria-labelledby="block">
            <p class="eyebrow">{span}</p>
            <h2 id="block" dir="auto">{title}</h2>
            <Fields workshop=workshop.clone() revision=revision block=block/>
        </section>
        <Prompts workshop=workshop.clone() revision=revision block=key asked=asked/>
        <nav class="line" aria-label=t!(plan.neighbours)>{before} {after}</nav>
    }
}

#[component]
fn Fields(workshop: String, revision: i64, block: Block) -> impl IntoView {
    let save = ServerAction::<SaveBlock>::new();
    let (key, stored) = (block.key.clone(), block.clone());
    let came_back = came_back::<SaveBlock>(Some(&key));
    let group = block.group.filter(|_| block.kind == BlockKind::Breakout).unwrap_or(GROUP).to_string();
    let (turn, bell) = match block.turns {
        Some(turns) => (turns.per_person_s.to_string(), turns.bell_s.to_string()),
        None => Default::default(),
    };
    view! {
        <Form action=save reload=true key=key>
            <Hidden name="workshop" value=workshop/>
            <Hidden name="revision" value=revision.to_string()/>
            <Hidden name="block" value=block.key/>
            <Stored stored/>
            <TextField name="title" label=t!(plan.block_title) value=block.title.ja required=true/>
            <div class="fields-row">
                <TextField name="min" label=t!(plan.minutes) value=block.min.to_string() inputmode="numeric" short=true required=true/>
                <Select name="kind" label=t!(plan.kind) options=words::kinds() value=name_of(&block.kind) required=true/>
                <Select name="tool" label=t!(plan.tool) options=words::tools() value=name_of(&block.tool)/>
            </div>
            <TextAreaField name="says" label=t!(plan.says) value=block.host_says.ja rows=3 optional=true/>
            <TextAreaField name="screen" label=t!(plan.screen) hint=t!(plan.screen_hint) value=block.screen.ja rows=2 optional=true/>
            <fieldset class="bare">
                <legend>{t!(plan.groups)}</legend>
                <div class="fields-row">
                    <TextField name="group" label=t!(plan.group) value=group inputmode="numeric" short=true/>
                    <Select name="mix" label=t!(plan.mix) options=words::mixes() value=name_of(&block.mix)/>
                </div>
            </fieldset>
            <fieldset class="bare">
                <legend>{t!(plan.turns)}</legend>
                <div class="fields-row">
                    <TextField name="turn" label=t!(plan.turn) value=turn inputmode="numeric" short=true optional=true/>
                    <TextField name="bell" label=t!(plan.bell) value=bell inputmode="numeric" short=true optional=true/>
                </div>
            </fieldset>
            <Select name="overrun" label=t!(plan.overrun) options=words::overruns() value=name_of(&block.overrun)/>
            <CheckBox name="auto_advance" label=t!(plan.auto_advance) checked=block.auto_advance/>
            <CheckBox name="check_out" label=t!(plan.check_out) hint=t!(plan.check_out_hint) checked=block.check_out/>
            <details class="fold" open=came_back>
                <summary>{t!(plan.english)}</summary>
                <div class="stack">
                    <TextField name="title_en" label=t!(plan.title_en) value=block.title.en optional=true/>
                    <TextAreaField name="says_en" label=t!(plan.says_en) value=block.host_says.en rows=3 optional=true/>
                    <TextAreaField name="screen_en" label=t!(plan.screen_en) value=block.screen.en rows=2 optional=true/>
                </div>
            </details>
            <Button>{t!(plan.save_block)}</Button>
        </Form>
    }
}

/// After a conflict: what stands there now, beside what was typed.
#[component]
fn Stored(stored: Block) -> impl IntoView {
    let state = FormState::here();
    let conflict = state.error.with_untracked(|error| *error == Some(Error::Conflict));
    conflict.then(|| {
        view! {
            <section class="sheet" data-tone="plain">
                <h3>{t!(plan.conflict)}</h3>
                <p>{t!(plan.conflict_words)}</p>
                <dl class="facts">
                    <dt>{t!(plan.block_title)}</dt><dd dir="auto">{words::title(&stored)}</dd>
                    <dt>{t!(plan.minutes)}</dt><dd>{stored.min}</dd>
                    <dt>{t!(plan.kind)}</dt><dd>{words::line(&stored)}</dd>
                    <dt>{t!(plan.says)}</dt><dd dir="auto">{stored.host_says.ja}</dd>
                </dl>
            </section>
        }
    })
}
