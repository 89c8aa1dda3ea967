//! Groups of choices: one of them, or any number.

use leptos::prelude::*;

use super::FormState;
use super::field::{HintAndError, described_by};
use crate::t;

/// The boxes of one field, in one group or several.
#[derive(Clone)]
struct Boxes {
    kind: &'static str,
    class: &'static str,
    name: String,
    id: String,
    chosen: Vec<String>,
}

impl Boxes {
    /// The controls of `options`; `before` of this field stand above them.
    fn view(&self, options: Vec<(String, String)>, before: usize) -> AnyView {
        let boxes = options.into_iter().zip(before..).map(|((value, words), at)| {
            let checked = self.chosen.contains(&value);
            // The first control carries the field's id, so that the error summary leads to it.
            let id = if at == 0 { self.id.clone() } else { format!("{}-{at}", self.id) };
            view! {
                <label class=self.class>
                    <input type=self.kind id=id name=self.name.clone() value=value checked=checked/>
                    <span>{words}</span>
                </label>
            }
        });
        boxes.collect_view().into_any()
    }
}

/// A group of choices: one of them (radio), or any number (`many`).
#[component]
pub fn Choices(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    /// Values and their words.
    options: Vec<(String, String)>,
    /// The chosen values when the form was not sent yet.
    #[prop(optional)]
    chosen: Vec<String>,
    #[prop(optional)] many: bool,
    /// As chips in a line instead of rows.
    #[prop(optional)]
    chips: bool,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let form = FormState::here();
    let id = form.id(&name);
    let message = form.message(&name);
    let (kind, full_name, chosen) = match many {
        true => ("checkbox", format!("{}[]", form.full_name(&name)), form.chosen(&name).unwrap_or(chosen)),
        false => ("radio", form.full_name(&name), form.typed(&name).map_or(chosen, |one| vec![one])),
    };
    let (class, group) = if chips { ("chip", "chips") } else { ("choice", "choices") };
    let boxes = Boxes { kind, class, name: full_name, id: id.clone(), chosen };
    view! {
        <fieldset class="field" aria-describedby=described_by(&id, hint.is_some())>
            <legend>
                {legend}
                {required.then(|| view! { <span class="must">{t!(common.required)}</span> })}
                {optional.then(|| view! { <span class="may">{t!(common.optional)}</span> })}
            </legend>
            <HintAndError id=id.clone() hint=hint.clone() message/>
            <div class=group>{boxes.view(options, 0)}</div>
        </fieldset>
    }
}

/// Any number of choices, or none, under headings of their own.
#[component]
pub fn GroupedChoices(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    /// Headings, and the values below each with their words.
    groups: Vec<(String, Vec<(String, String)>)>,
    /// The chosen values when the form was not sent yet.
    #[prop(optional)]
    chosen: Vec<String>,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    let form = FormState::here();
    let id = form.id(&name);
    let message = form.message(&name);
    let chosen = form.chosen(&name).unwrap_or(chosen);
    let name = format!("{}[]", form.full_name(&name));
    let boxes = Boxes { kind: "checkbox", class: "choice", name, id: id.clone(), chosen };
    let mut before = 0;
    let groups: Vec<_> = groups
        .into_iter()
        .map(|(heading, options)| {
            let first = before;
            before += options.len();
            view! {
                <fieldset class="choice-group">
                    <legend>{heading}</legend>
                    {boxes.view(options, first)}
                </fieldset>
            }
        })
        .collect();
    view! {
        <fieldset class="field" aria-describedby=described_by(&id, hint.is_some())>
            <legend>{legend}<span class="may">{t!(common.optional)}</span></legend>
            <HintAndError id=id.clone() hint=hint.clone() message/>
            {groups}
        </fieldset>
    }
}
