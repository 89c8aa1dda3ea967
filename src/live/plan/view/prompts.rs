use leptos::prelude::*;

use super::words;
use crate::kit::locale;
use crate::live::plan::api::{DropPrompt, SavePrompt};
use crate::live::plan::forms::{line_of, name_of};
use crate::live::tools::model::Asked;
use crate::t;
use crate::ui::{Button, CheckBox, Confirm, Form, Hidden, Select, Tag, TextAreaField, TextField, came_back};

/// The steps of a scale, where nothing was said.
const STEPS: u8 = 5;

/// What is asked during a block.
#[component]
pub fn Prompts(workshop: String, revision: i64, block: String, asked: Vec<Asked>) -> impl IntoView {
    let rows = asked
        .into_iter()
        .enumerate()
        .map(|(at, asked)| {
            let at = at.to_string();
            let label = asked.label.get(locale::current()).to_owned();
            let tags = [words::prompt(asked.kind), words::naming(asked.naming)];
            let open = came_back::<SavePrompt>(Some(&key(&block, &at)));
            let form = (workshop.clone(), revision, block.clone(), at);
            let (loss, remove) = (label.clone(), form.clone());
            view! {
                <li class="stack">
                    <p><strong dir="auto">{label}</strong></p>
                    <div class="tags">{tags.into_iter().map(|words| view! { <Tag words/> }).collect_view()}</div>
                    <Confirm words=t!(plan.drop_prompt) title=t!(plan.drop_question) loss=loss kind="text" small=true>
                        <Remove form=remove/>
                    </Confirm>
                    <details class="fold" open=open>
                        <summary><h3>{t!(plan.change_prompt)}</h3></summary>
                        <Fields form=form asked=asked/>
                    </details>
                </li>
            }
        })
        .collect_view();
    let open = came_back::<SavePrompt>(Some(&key(&block, "")));
    let fresh = (workshop, revision, block, String::new());
    view! {
        <section class="part" id="prompts" aria-labelledby="prompts-title">
            <h2 id="prompts-title">{t!(plan.prompts)}</h2>
            <p class="note">{t!(plan.prompts_words)}</p>
            <ol class="rows" role="list">{rows}</ol>
            <details class="fold" open=open>
                <summary><h3>{t!(plan.new_prompt)}</h3></summary>
                <Fields form=fresh asked=Asked::default()/>
            </details>
        </section>
    }
}

/// Workshop, revision, block, and the number of the prompt.
type Whose = (String, i64, String, String);

/// Tells the forms of a block's prompts apart.
fn key(block: &str, at: &str) -> String {
    if at.is_empty() { format!("{block}-new") } else { format!("{block}-{at}") }
}

/// The unseen fields; to be called inside of a form.
fn whose((workshop, revision, block, at): Whose) -> AnyView {
    view! {
        <Hidden name="workshop" value=workshop/>
        <Hidden name="revision" value=revision.to_string()/>
        <Hidden name="block" value=block/>
        <Hidden name="at" value=at/>
    }
    .into_any()
}

#[component]
fn Remove(form: Whose) -> impl IntoView {
    let remove = ServerAction::<DropPrompt>::new();
    let key = key(&form.2, &form.3);
    view! {
        <Form action=remove reload=true key=key>
            {whose(form)}
            <Button kind="leave" small=true>{t!(plan.drop_prompt)}</Button>
        </Form>
    }
}

#[component]
fn Fields(form: Whose, asked: Asked) -> impl IntoView {
    let save = ServerAction::<SavePrompt>::new();
    let key = key(&form.2, &form.3);
    let choices = asked.choices.iter().map(line_of).collect::<Vec<_>>().join("\n");
    let steps = if asked.steps == 0 { STEPS } else { asked.steps };
    let seconds = asked.seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
    view! {
        <Form action=save reload=true key=key>
            {whose(form)}
            <TextField name="label" label=t!(plan.label) hint=t!(plan.bar_hint) value=line_of(&asked.label) required=true/>
            <div class="fields-row">
                <Select name="kind" label=t!(plan.prompt_kind) options=words::prompts() value=name_of(&asked.kind) required=true/>
                <Select name="naming" label=t!(plan.naming) options=words::namings() value=name_of(&asked.naming) required=true/>
            </div>
            <p class="note">{t!(plan.naming_words)}</p>
            <TextAreaField name="choices" label=t!(plan.choices) hint=t!(plan.choices_hint) value=choices rows=4 optional=true/>
            <fieldset class="bare">
                <legend>{t!(plan.scale)}</legend>
                <div class="fields-row">
                    <TextField name="steps" label=t!(plan.steps) value=steps.to_string() inputmode="numeric" short=true/>
                    <TextField name="low" label=t!(plan.low) value=line_of(&asked.ends.0) optional=true/>
                    <TextField name="high" label=t!(plan.high) value=line_of(&asked.ends.1) optional=true/>
                </div>
            </fieldset>
            <div class="fields-row">
                <TextField name="unit" label=t!(plan.unit) value=line_of(&asked.unit) optional=true/>
                <TextField name="seconds" label=t!(plan.seconds) hint=t!(plan.seconds_hint) value=seconds inputmode="numeric" optional=true/>
            </div>
            <CheckBox name="moderated" label=t!(plan.moderated) hint=t!(plan.moderated_hint) checked=asked.moderated/>
            <Button kind="quiet">{t!(plan.save_prompt)}</Button>
        </Form>
    }
}
