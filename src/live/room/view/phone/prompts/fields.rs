use leptos::prelude::*;

use crate::kit::locale::current;
use crate::live::tools::model::{Answer, Asked, MOST_WORDS, PromptKind};
use crate::t;
use crate::ui::{Choices, FormState, TextAreaField, TextField};

/// What an answer of this kind is given with; `own` is the one that was given before.
#[component]
pub fn Fields(asked: Asked, own: Option<Answer>) -> impl IntoView {
    let locale = current();
    let names: Vec<String> = asked.choices.iter().map(|choice| choice.get(locale).to_owned()).collect();
    match asked.kind {
        PromptKind::Choice | PromptKind::TwoRounds => one_of(numbered(names), own, false, None),
        PromptKind::Tempo | PromptKind::Weather => one_of(numbered(names), own, true, None),
        PromptKind::Scale => {
            let steps = (1..=asked.steps).map(|step| (step.to_string(), step.to_string())).collect();
            let (low, high) = (asked.ends.0.get(locale).to_owned(), asked.ends.1.get(locale).to_owned());
            let ends = t!(live_view.ends, low = low, most = asked.steps, high = high);
            one_of(steps, own, true, Some(ends))
        }
        PromptKind::Multiple => {
            let chosen: Vec<String> = match own {
                Some(Answer::Many(many)) => many.iter().map(u16::to_string).collect(),
                _ => Vec::new(),
            };
            view! { <Choices name="many" legend=t!(live_view.choose_any) options=numbered(names) chosen=chosen many=true/> }
                .into_any()
        }
        PromptKind::Words => {
            let own = if let Some(Answer::Words(words)) = own { words } else { Vec::new() };
            let fields = (0..MOST_WORDS).map(|n| {
                let label = t!(live_view.word, n = n + 1);
                let value = own.get(n).cloned().unwrap_or_default();
                view! { <TextField name=format!("words.{n}") label=label value=value autocomplete="off"/> }
            });
            let fields = fields.collect_view();
            view! { <div class="live-words">{fields}</div> }.into_any()
        }
        PromptKind::Open => {
            let text = if let Some(Answer::Text(text)) = own { text } else { String::new() };
            view! { <TextAreaField name="text" label=t!(live_view.your_words) value=text rows=3/> }.into_any()
        }
        PromptKind::Ranking => {
            let order = if let Some(Answer::Order(order)) = own { order } else { Vec::new() };
            view! { <Ranks names=names order=order/> }.into_any()
        }
        PromptKind::Estimate => {
            let value = if let Some(Answer::Number(number)) = own { number.to_string() } else { String::new() };
            let unit = asked.unit.get(locale).to_owned();
            view! {
                <TextField name="number" label=t!(live_view.number) hint=unit value=value inputmode="decimal" autocomplete="off" short=true/>
            }
            .into_any()
        }
        PromptKind::Questions => ().into_any(),
    }
}

/// Choices as forms send them: numbers from 0.
fn numbered(names: Vec<String>) -> Vec<(String, String)> {
    names.into_iter().enumerate().map(|(n, name)| (n.to_string(), name)).collect()
}

fn one_of(options: Vec<(String, String)>, own: Option<Answer>, chips: bool, hint: Option<String>) -> AnyView {
    let chosen = match own {
        Some(Answer::One(n)) => vec![n.to_string()],
        Some(Answer::Step(step)) => vec![step.to_string()],
        _ => Vec::new(),
    };
    let legend = t!(live_view.choose);
    match hint {
        Some(hint) => {
            view! { <Choices name="one" legend=legend options=options chosen=chosen chips=chips hint=hint/> }.into_any()
        }
        None => view! { <Choices name="one" legend=legend options=options chosen=chosen chips=chips/> }.into_any(),
    }
}

/// A place for each choice: by lists to choose from, which every keyboard and every thumb can use.
#[component]
fn Ranks(names: Vec<String>, order: Vec<u16>) -> impl IntoView {
    let form = FormState::here();
    let (id, name) = (form.id("ranks"), format!("{}[]", form.full_name("ranks")));
    let typed = form.chosen("ranks");
    let count = names.len();
    let rows = names.into_iter().enumerate().map(|(n, words)| {
        let before = order.iter().position(|choice| usize::from(*choice) == n).map(|place| (place + 1).to_string());
        let place = typed.as_ref().map_or(before, |typed| typed.get(n).cloned()).unwrap_or_default();
        let places = (1..=count).map(|at| {
            let value = at.to_string();
            let selected = value == place;
            view! { <option value=value selected=selected>{t!(live_view.place_of, n = at)}</option> }
        });
        let places = places.collect_view();
        let id = if n == 0 { id.clone() } else { format!("{id}-{n}") };
        view! {
            <div class="live-rank">
                <label for=id.clone()>{words}</label>
                <select class="input" data-width="short" id=id name=name.clone()>
                    <option value="">{t!(live_view.place_none)}</option>
                    {places}
                </select>
            </div>
        }
    });
    let rows = rows.collect_view();
    view! {
        <fieldset class="field">
            <legend>{t!(live_view.rank)}</legend>
            {rows}
        </fieldset>
    }
}
