use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::press::hidden;
use super::{At, words};
use crate::kit::form::Carried;
use crate::live::room::view::words::naming as naming_words;
use crate::live::tools::api::Start;
use crate::live::tools::model::{Naming, PromptKind};
use crate::t;
use crate::ui::{TextArea, carried};

/// The kinds, their words in forms, and which of the fields below belong to them.
const KINDS: [(PromptKind, &str, &str); 11] = [
    (PromptKind::Choice, "choice", "1"),
    (PromptKind::Multiple, "multiple", "1"),
    (PromptKind::Scale, "scale", "2"),
    (PromptKind::Words, "words", "4"),
    (PromptKind::Open, "open", "4"),
    (PromptKind::Ranking, "ranking", "1"),
    (PromptKind::Estimate, "estimate", "3"),
    (PromptKind::TwoRounds, "two_rounds", "1"),
    (PromptKind::Questions, "questions", "4"),
    (PromptKind::Tempo, "tempo", ""),
    (PromptKind::Weather, "weather", ""),
];

/// What was typed into the form, if it came back.
#[derive(Clone)]
struct Typed(Option<Carried>);

impl Typed {
    fn of(&self, name: &str) -> String {
        let name = format!("form[{name}]");
        let values = self.0.iter().flat_map(|carried| &carried.values);
        values.filter(|(key, _)| *key == name).map(|(_, value)| value.clone()).next().unwrap_or_default()
    }
}

/// A prompt that is written during the event. Fields that the chosen kind has no use for are put away.
#[component]
pub fn Writing() -> impl IntoView {
    let at = At::here();
    let typed = Typed(carried().filter(|carried| carried.action == Start::url()));
    let is_back = typed.0.is_some();
    let kind = typed.of("kind");
    let kinds = KINDS.map(|(one, word, shows)| {
        let shows = (!shows.is_empty()).then_some(shows);
        let chosen = kind == word;
        view! { <option value=word selected=chosen data-shows=shows>{words::prompt(one)}</option> }
    });
    let naming = typed.of("naming");
    let namings = [(Naming::Anonymous, "anonymous"), (Naming::Named, "named")].map(|(one, word)| {
        let chosen = naming == word || (naming.is_empty() && one == Naming::Anonymous);
        view! {
            <label class="chip">
                <input type="radio" name="form[naming]" value=word checked=chosen/>
                <span>{naming_words(one)}</span>
            </label>
        }
    });
    let moderated = !typed.of("moderated").is_empty();
    view! {
        <details class="fold" open=is_back>
            <summary><h2>{t!(desk_view.write)}</h2></summary>
            <form method="post" action=Start::url() class="form">
                {hidden(vec![at.workshop()])}
                {line("label", t!(desk_view.write_label), &typed, "")}
                <div class="field">
                    <label for="write-kind">{t!(desk_view.write_kind)}</label>
                    <select class="input" id="write-kind" name="form[kind]">{kinds.into_iter().collect_view()}</select>
                </div>
                <fieldset class="field">
                    <legend>{t!(desk_view.write_naming)}</legend>
                    <div class="chips">{namings.into_iter().collect_view()}</div>
                    <p class="hint">{t!(desk_view.write_naming_hint)}</p>
                </fieldset>
                <div class="field" data-when="1">
                    <label for="write-choices">{t!(desk_view.write_choices)}</label>
                    <TextArea id="write-choices" name="form[choices]" text=typed.of("choices") rows=4/>
                </div>
                <div class="field" data-when="2">
                    {line("steps", t!(desk_view.write_steps), &typed, "numeric")}
                    {line("low", t!(desk_view.write_low), &typed, "")}
                    {line("high", t!(desk_view.write_high), &typed, "")}
                </div>
                <div class="field" data-when="3">{line("unit", t!(desk_view.write_unit), &typed, "")}</div>
                <label class="choice" data-plain="" data-when="4">
                    <input type="checkbox" name="form[moderated]" value="true" checked=moderated/>
                    <span>{t!(desk_view.write_moderated)}</span>
                </label>
                {line("seconds", t!(desk_view.write_seconds), &typed, "numeric")}
                <button class="btn" type="submit" data-kind="quiet">{t!(desk_view.open_prompt)}</button>
            </form>
        </details>
    }
}

/// A field of one line.
fn line(name: &'static str, label: &'static str, typed: &Typed, inputmode: &'static str) -> impl IntoView + use<> {
    let id = format!("write-{name}");
    let inputmode = (!inputmode.is_empty()).then_some(inputmode);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input class="input" id=id name=format!("form[{name}]") value=typed.of(name) autocomplete="off" inputmode=inputmode/>
        </div>
    }
}
