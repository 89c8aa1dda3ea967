use leptos::prelude::*;

use super::rows::RowsEditor;
use crate::journal::model::{Answer, Ask, Choice, Question};
use crate::t;
use crate::ui::{FormState, Icon, TextArea};

/// The name of a field inside the form: `form[texts][y]`.
pub(super) fn name(form: &FormState, map: &str, step: &str) -> String {
    form.full_name(&nested(map, step))
}

/// What stands between the outer brackets of such a name.
pub(super) fn nested(map: &str, step: &str) -> String {
    format!("{map}][{step}")
}

/// One question of a template and the place for its answer.
#[component]
pub fn Passage(question: Question, answer: Answer) -> impl IntoView {
    let anchor = format!("q-{}", question.id);
    let label = question.plain_label().to_owned();
    let Question { id, prompt, ask, .. } = question;
    let described_by = described_by(&id);
    match ask {
        Ask::Text => view! {
            <section class="passage" id=anchor>
                <Heading id=id.clone() label prompt/>
                <Words id text=answer.text/>
            </section>
        }
        .into_any(),
        Ask::Action { due, .. } => view! {
            <section class="passage" id=anchor>
                <Heading id=id.clone() label prompt/>
                <Words id=id.clone() text=answer.text/>
                {due.then(|| view! { <Day id day=answer.due/> })}
            </section>
        }
        .into_any(),
        Ask::Emotions { max, words, list } => {
            let few = usize::from(max) < list.len();
            view! {
                <fieldset class="passage" id=anchor aria-describedby=described_by>
                    <legend>{label.clone()}</legend>
                    <Prompt id=id.clone() prompt=if few { format!("{prompt}{}", t!(journal.at_most, max = max)) } else { prompt }/>
                    <Problem id=id.clone()/>
                    <Chips id=id.clone() map="emotions" list chosen=answer.emotions/>
                    {words.then(|| view! { <Beside id label text=answer.text/> })}
                </fieldset>
            }
            .into_any()
        }
        Ask::Scale { lo, hi, lo_words, hi_words } => view! {
            <fieldset class="passage" id=anchor aria-describedby=described_by>
                <legend>{label}</legend>
                <Prompt id=id.clone() prompt/>
                <Problem id=id.clone()/>
                <Numbers id lo hi lo_words hi_words chosen=answer.scale/>
            </fieldset>
        }
        .into_any(),
        Ask::Choice { list } => view! {
            <fieldset class="passage" id=anchor aria-describedby=described_by>
                <legend>{label}</legend>
                <Prompt id=id.clone() prompt/>
                <Problem id=id.clone()/>
                <Chips id map="choices" list chosen=answer.choices/>
            </fieldset>
        }
        .into_any(),
        Ask::Tags { groups } => view! {
            <fieldset class="passage" id=anchor aria-describedby=described_by>
                <legend>{label}</legend>
                <Prompt id=id.clone() prompt/>
                <Problem id=id.clone()/>
                {groups
                    .into_iter()
                    .enumerate()
                    .map(|(at, group)| {
                        let chosen = answer.choices.clone();
                        view! {
                            {(!group.title.is_empty()).then(|| view! { <p class="note">{group.title}</p> })}
                            <Chips id=id.clone() map="choices" list=group.list chosen first={at == 0}/>
                        }
                    })
                    .collect_view()}
            </fieldset>
        }
        .into_any(),
        Ask::Rows { cols } => view! {
            <section class="passage" id=anchor aria-describedby=described_by>
                <h2>{label}</h2>
                <Prompt id=id.clone() prompt/>
                <Problem id=id.clone()/>
                <RowsEditor id cols rows=answer.rows/>
            </section>
        }
        .into_any(),
    }
}

/// The ids of a question's prompt and error, for `aria-describedby`.
fn described_by(id: &str) -> String {
    let field = FormState::here().id(id);
    format!("{field}-hint {field}-error")
}

#[component]
fn Heading(id: String, label: String, prompt: String) -> impl IntoView {
    view! {
        <label for=FormState::here().id(&id)>{label}</label>
        <Prompt id=id.clone() prompt/>
        <Problem id/>
    }
}

#[component]
fn Prompt(id: String, prompt: String) -> impl IntoView {
    view! { <p class="prompt" id=format!("{}-hint", FormState::here().id(&id))>{prompt}</p> }
}

#[component]
fn Problem(id: String) -> impl IntoView {
    let message = FormState::here().message(&id);
    view! {
        <p class="field-error" id=format!("{}-error", FormState::here().id(&id)) hidden=move || message.with(Option::is_none)>
            <Icon name="alert"/>
            <span>{move || message.get().unwrap_or_default()}</span>
        </p>
    }
}

#[component]
fn Words(id: String, text: String) -> impl IntoView {
    let form = FormState::here();
    let message = form.message(&id);
    view! {
        <TextArea
            id=form.id(&id)
            name=name(&form, "texts", &id)
            class="page-paper"
            text=form.typed(&nested("texts", &id)).unwrap_or(text)
            placeholder=t!(journal.short_is_fine)
            described_by=described_by(&id)
            invalid=Signal::derive(move || message.with(Option::is_some))
        />
    }
}

/// Words beside the feelings: the field's id belongs to the first chip there.
#[component]
fn Beside(id: String, label: String, text: String) -> impl IntoView {
    let form = FormState::here();
    let words_id = format!("{}-words", form.id(&id));
    view! {
        <label class="visually-hidden" for=words_id.clone()>{t!(journal.in_words, label = label)}</label>
        <TextArea
            id=words_id
            name=name(&form, "texts", &id)
            class="page-paper"
            text=form.typed(&nested("texts", &id)).unwrap_or(text)
            placeholder=t!(journal.in_words_hint)
            described_by=described_by(&id)
        />
    }
}

#[component]
fn Day(id: String, day: String) -> impl IntoView {
    let form = FormState::here();
    let day_id = format!("{}-due", form.id(&id));
    view! {
        <div class="field">
            <label for=day_id.clone()>{t!(journal.due_label)} <span class="may">{t!(common.optional)}</span></label>
            <input
                class="input"
                type="date"
                data-width="short"
                id=day_id
                name=name(&form, "dues", &id)
                value=form.typed(&nested("dues", &id)).unwrap_or(day)
            />
        </div>
    }
}

#[component]
fn Chips(
    id: String,
    /// Which map of the form they belong to.
    map: &'static str,
    list: Vec<Choice>,
    chosen: Vec<String>,
    /// Whether the first chip carries the id of the field.
    #[prop(default = true)]
    first: bool,
) -> impl IntoView {
    let form = FormState::here();
    let chosen = if form.came_back() { form.chosen(&nested(map, &id)).unwrap_or_default() } else { chosen };
    let full_name = format!("{}[]", name(&form, map, &id));
    let chips = list
        .into_iter()
        .enumerate()
        .map(|(at, choice)| {
            let checked = chosen.contains(&choice.value);
            // The first control carries the field's id, so that the error summary leads to it.
            let id = (first && at == 0).then(|| form.id(&id));
            view! {
                <label class="chip">
                    <input type="checkbox" id=id name=full_name.clone() value=choice.value checked=checked/>
                    <span>{choice.words}</span>
                </label>
            }
        })
        .collect_view();
    view! { <div class="chips">{chips}</div> }
}

#[component]
fn Numbers(id: String, lo: i8, hi: i8, lo_words: String, hi_words: String, chosen: Option<i8>) -> impl IntoView {
    let form = FormState::here();
    let chosen = match form.typed(&nested("scales", &id)) {
        Some(typed) => typed,
        None => chosen.map(|number| number.to_string()).unwrap_or_default(),
    };
    let full_name = name(&form, "scales", &id);
    let numbers = (lo..=hi)
        .map(|number| {
            let value = number.to_string();
            let words = match number {
                number if number == lo => format!("{number} {lo_words}"),
                number if number == hi => format!("{number} {hi_words}"),
                number => number.to_string(),
            };
            let checked = value == chosen;
            let id = (number == lo).then(|| form.id(&id));
            view! {
                <label class="chip">
                    <input type="radio" id=id name=full_name.clone() value=value checked=checked/>
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <div class="chips">
            {numbers}
            <label class="chip">
                <input type="radio" name=full_name.clone() value="" checked=chosen.is_empty()/>
                <span>{t!(journal.scale_none)}</span>
            </label>
        </div>
    }
}
