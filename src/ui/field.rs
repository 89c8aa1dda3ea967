//! Fields: label, hint, error, then the control. Each asks the form around it for its name, its error and
//! what had been typed.

use leptos::prelude::*;

use super::{FormState, Icon, TextArea};
use crate::t;

/// The ids of a field's hint and error, for `aria-describedby`.
pub(super) fn described_by(id: &str, hint: bool) -> String {
    if hint { format!("{id}-hint {id}-error") } else { format!("{id}-error") }
}

#[component]
fn Label(id: String, label: String, required: bool, optional: bool) -> impl IntoView {
    view! {
        <label for=id>
            {label}
            {required.then(|| view! { <span class="must">{t!(common.required)}</span> })}
            {optional.then(|| view! { <span class="may">{t!(common.optional)}</span> })}
        </label>
    }
}

#[component]
pub(super) fn HintAndError(id: String, hint: Option<String>, message: Signal<Option<String>>) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    view! {
        {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
        <p class="field-error" id=error_id hidden=move || message.with(Option::is_none)>
            <Icon name="alert"/>
            <span>{move || message.get().unwrap_or_default()}</span>
        </p>
    }
}

/// A field of one line.
#[component]
pub fn TextField(
    /// The field's name inside the form.
    #[prop(into)]
    name: String,
    #[prop(into)] label: String,
    /// What stands in it when the form was not sent yet.
    #[prop(optional, into)]
    value: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    /// `text`, `email`, `password`, `number`, `datetime-local`, `url` …
    #[prop(optional, into)]
    kind: Option<String>,
    #[prop(optional, into)] autocomplete: Option<String>,
    #[prop(optional, into)] inputmode: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] optional: bool,
    #[prop(optional)] short: bool,
    /// Takes the keyboard when its page is opened: only where nothing else is done first.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let form = FormState::here();
    let id = form.id(&name);
    let message = form.message(&name);
    let typed = form.typed(&name).or(value);
    view! {
        <div class="field">
            <Label id=id.clone() label required optional/>
            <HintAndError id=id.clone() hint=hint.clone() message/>
            <input
                class="input"
                id=id.clone()
                name=form.full_name(&name)
                type=kind.unwrap_or_else(|| "text".to_owned())
                value=typed
                autocomplete=autocomplete
                inputmode=inputmode
                autofocus=autofocus
                data-width=short.then_some("short")
                aria-required=required.then_some("true")
                aria-describedby=described_by(&id, hint.is_some())
                aria-invalid=move || message.with(Option::is_some).then_some("true")
            />
        </div>
    }
}

/// A field of many lines.
#[component]
pub fn TextAreaField(
    /// The field's name inside the form.
    #[prop(into)]
    name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] optional: bool,
    #[prop(default = 5)] rows: u32,
) -> impl IntoView {
    let form = FormState::here();
    let id = form.id(&name);
    let message = form.message(&name);
    let typed = form.typed(&name).or(value).unwrap_or_default();
    view! {
        <div class="field">
            <Label id=id.clone() label required optional/>
            <HintAndError id=id.clone() hint=hint.clone() message/>
            <TextArea
                id=id.clone()
                name=form.full_name(&name)
                text=typed
                rows=rows
                placeholder=placeholder.unwrap_or_default()
                described_by=described_by(&id, hint.is_some())
                invalid=Signal::derive(move || message.with(Option::is_some))
            />
        </div>
    }
}

/// A list to choose one of.
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// Values and their words.
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] optional: bool,
    /// What each option brings to sight while it is chosen, as `data-shows` has it; empty: nothing.
    #[prop(optional)]
    shows: Vec<String>,
) -> impl IntoView {
    let form = FormState::here();
    let id = form.id(&name);
    let message = form.message(&name);
    let chosen = form.typed(&name).or(value).unwrap_or_default();
    let options = options
        .into_iter()
        .enumerate()
        .map(|(at, (value, words))| {
            let selected = value == chosen;
            let shows = shows.get(at).filter(|shows| !shows.is_empty()).cloned();
            view! { <option value=value selected=selected data-shows=shows>{words}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <Label id=id.clone() label required optional/>
            <HintAndError id=id.clone() hint=hint.clone() message/>
            <select
                class="input"
                id=id.clone()
                name=form.full_name(&name)
                aria-required=required.then_some("true")
                aria-describedby=described_by(&id, hint.is_some())
                aria-invalid=move || message.with(Option::is_some).then_some("true")
            >
                {options}
            </select>
        </div>
    }
}

/// One box to tick; sends `true` when ticked and nothing otherwise (`#[serde(default)]` in the form).
#[component]
pub fn CheckBox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] checked: bool,
) -> impl IntoView {
    let form = FormState::here();
    let id = form.id(&name);
    let message = form.message(&name);
    let checked = if form.came_back() { form.typed(&name).is_some() } else { checked };
    view! {
        <div class="field">
            <HintAndError id=id.clone() hint=None message/>
            <label class="choice" data-plain="">
                <input
                    type="checkbox"
                    id=id.clone()
                    name=form.full_name(&name)
                    value="true"
                    checked=checked
                    aria-describedby=format!("{id}-error")
                    aria-invalid=move || message.with(Option::is_some).then_some("true")
                />
                <span>{label} {hint.map(|hint| view! { <span class="note">{hint}</span> })}</span>
            </label>
        </div>
    }
}

/// A value that goes along unseen.
#[component]
pub fn Hidden(#[prop(into)] name: String, #[prop(into)] value: Signal<String>) -> impl IntoView {
    let form = FormState::here();
    view! { <input type="hidden" name=form.full_name(&name) value=move || value.get()/> }
}
