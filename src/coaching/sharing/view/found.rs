use leptos::prelude::*;

use crate::coaching::sharing::model::{FoundShown, PieceShown, Reason};
use crate::deid::Level;
use crate::t;
use crate::ui::{FormState, Icon, TextAreaField};

/// A text of a copy to change, and below it what was found in it. `apply` adds the buttons that follow a suggestion.
#[component]
pub fn PieceField(
    piece: PieceShown,
    #[prop(default = 6)] rows: u32,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] apply: bool,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let PieceShown { place, label, text, found } = piece;
    let name = format!("texts.{place}");
    let rows = rows.max((text.chars().count() / 28) as u32 + 1).min(16);
    view! {
        <div class="stack" data-gap="small">
            {match hint {
                Some(hint) => view! { <TextAreaField name=name label=label value=text hint=hint rows=rows optional=optional/> },
                None => view! { <TextAreaField name=name label=label value=text rows=rows optional=optional/> },
            }}
            {(!found.is_empty()).then(|| view! {
                <ul class="finds" role="list">
                    {found.into_iter().map(|one| view! { <Found one apply/> }).collect_view()}
                </ul>
            })}
        </div>
    }
}

/// One trace: what it is, why it matters, what could stand there, and what one decides.
#[component]
fn Found(one: FoundShown, apply: bool) -> impl IntoView {
    let form = FormState::here();
    let level = match one.level {
        Level::Block => "block",
        Level::Warn => "warn",
        Level::Info => "info",
    };
    let FoundShown { key, level_words, kind, why, text, suggestion, apply: word, reason, seen, again, .. } = one;
    let decide = match (one.level, again) {
        (Level::Info, _) => None,
        (_, true) => Some(view! { <p class="note">{t!(desk.found_again)}</p> }.into_any()),
        (Level::Warn, _) => {
            let name = format!("{}[]", form.full_name("seen"));
            Some(
                view! {
                    <label class="choice" data-plain="">
                        <input type="checkbox" name=name value=key checked=seen/>
                        <span>{t!(desk.found_seen)}</span>
                    </label>
                }
                .into_any(),
            )
        }
        (Level::Block, _) => {
            Some(view! { <Explain name=form.full_name(&format!("reasons.{key}")) reason/> }.into_any())
        }
    };
    view! {
        <li class="find" data-level=level>
            <p>
                <strong class="find-words">{text}</strong>
                <span class="tag">{level_words}</span>
                <span class="note">{kind}</span>
            </p>
            <p class="note">{why}</p>
            <div class="line">
                {match apply {
                    true => view! {
                        <button
                            class="btn"
                            data-kind="quiet"
                            data-size="small"
                            type="submit"
                            name=form.full_name("then")
                            value=word
                        >
                            {suggestion}
                        </button>
                    }
                    .into_any(),
                    false => view! { <p class="note">{suggestion}</p> }.into_any(),
                }}
            </div>
            {decide}
        </li>
    }
}

/// Why a direct trace may stay: one of a few reasons. Only the reason is kept.
#[component]
fn Explain(name: String, reason: String) -> impl IntoView {
    let locale = crate::kit::locale::current();
    let options = Reason::ALL
        .map(|one| {
            let selected = one.as_str() == reason;
            view! { <option value=one.as_str() selected=selected>{one.words(locale)}</option> }
        })
        .collect_view();
    view! {
        <label class="find-reason">
            <span class="note">{t!(desk.reason_label)}</span>
            <select class="input" name=name>
                <option value="">{t!(desk.reason_none)}</option>
                {options}
            </select>
        </label>
    }
}

/// The last look, which is a person's: five lines to tick.
#[component]
pub fn Checklist(lines: Vec<String>, checks: Vec<String>, last_look: String) -> impl IntoView {
    let form = FormState::here();
    let message = form.message("checks");
    let name = format!("{}[]", form.full_name("checks"));
    let id = form.id("checks");
    let (error_id, described) = (format!("{id}-error"), format!("{id}-error"));
    let rows = lines
        .into_iter()
        .enumerate()
        .map(|(at, line)| {
            let value = at.to_string();
            let checked = checks.contains(&value);
            let id = if at == 0 { id.clone() } else { format!("{id}-{at}") };
            view! {
                <label class="choice" data-plain="">
                    <input type="checkbox" id=id name=name.clone() value=value checked=checked/>
                    <span>{line}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" aria-describedby=described>
            <legend>{t!(journal.care_title)} <span class="must">{t!(common.required)}</span></legend>
            <p class="hint">{t!(desk.checks_hint)}</p>
            <p class="field-error" id=error_id hidden=move || message.with(Option::is_none)>
                <Icon name="alert"/>
                <span>{move || message.get().unwrap_or_default()}</span>
            </p>
            {rows}
            <p class="note">{last_look}</p>
        </fieldset>
    }
}
