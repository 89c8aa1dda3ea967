//! What is asked of the room: what the block has prepared, and what is open or was.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::press::{Field, Look, press};
use super::{At, words};
use crate::kit::locale::current;
use crate::live::plan::model::Tool;
use crate::live::room::model::wire::Desk;
use crate::live::room::view::tally::Tallied;
use crate::live::room::view::words::naming;
use crate::live::tools::api::{Moderate, Prompt, Start, TakeWord, ValuesMap};
use crate::live::tools::model::{Asked, Line, PromptKind, ShownPrompt, Tally};
use crate::t;

/// What the block that runs has prepared.
#[derive(Clone, Default, PartialEq)]
struct Prepared {
    block: String,
    /// Each, and whether it is open now.
    asked: Vec<(Asked, bool)>,
    /// The map of what the room values belongs to the block.
    map: bool,
}

fn prepared(desk: &Desk) -> Option<Prepared> {
    let block = &desk.blocks.get(desk.stage.now.as_ref()?.index as usize)?.block;
    let is_open = |asked: &Asked| {
        let same = |other: &Asked| (other.kind, &other.label) == (asked.kind, &asked.label);
        desk.stage.prompts.iter().any(|prompt| prompt.open && same(&prompt.asked))
    };
    Some(Prepared {
        block: block.key.clone(),
        asked: block.prompts.iter().map(|asked| (asked.clone(), is_open(asked))).collect(),
        map: block.tool == Tool::Cards,
    })
}

/// Prompts, those of the block and those that were asked.
#[component]
pub fn Prompts() -> impl IntoView {
    let at = At::here();
    let prepared = at.part(|desk| prepared(desk).unwrap_or_default());
    let ids = at.part(|desk| desk.stage.prompts.iter().map(|prompt| prompt.id.clone()).collect::<Vec<_>>());
    let none = move || ids.with(Vec::is_empty) && prepared.with(|one| one.asked.is_empty() && !one.map);
    view! {
        <section aria-labelledby="prompts" hidden=none>
            <h2 id="prompts">{t!(desk_view.prompts)}</h2>
            <ul class="asked" role="list">
                {move || prepared.with(|one| ready(at, one))}
                <For each=move || ids.get() key=String::clone let:id>
                    <Running id=id/>
                </For>
            </ul>
        </section>
    }
}

/// What can be opened by one press.
fn ready(at: At, one: &Prepared) -> impl IntoView + use<> {
    let locale = current();
    let block = |at: At| vec![at.workshop(), ("block", one.block.clone().into())];
    let rows = one.asked.iter().enumerate().filter(|(_, (_, is_open))| !is_open).map(|(nth, (asked, _))| {
        let mut fields = block(at);
        fields.push(("nth", nth.to_string().into()));
        view! {
            <li>
                <p class="row-title">{asked.label.get(locale).to_owned()}</p>
                <p class="note">{words::prompt(asked.kind)}" · "{naming(asked.naming)}</p>
                {press(Start::url(), fields, Look::SMALL, t!(desk_view.open_prompt))}
            </li>
        }
    });
    let map = one.map.then(|| {
        view! {
            <li>
                <p class="row-title">{t!(desk_view.values)}</p>
                <p class="note">{t!(desk_view.values_words)}</p>
                {press(ValuesMap::url(), block(at), Look::SMALL, t!(desk_view.values_verb))}
            </li>
        }
    });
    (rows.collect_view(), map)
}

/// A prompt that was opened: how many answered, what may be seen of it, and what comes next.
#[component]
fn Running(id: String) -> impl IntoView {
    let at = At::here();
    let locale = current();
    let (own, of) = (id.clone(), id.clone());
    let shown = at.part(move |desk| desk.stage.prompts.iter().find(|prompt| prompt.id == own).cloned());
    // What can be done stays while answers come in: a button does not go away under a finger.
    let acts = Memo::new(move |_| {
        shown.with(|shown| {
            let prompt = shown.as_ref()?;
            let again = prompt.asked.kind == PromptKind::TwoRounds && prompt.round == 1;
            Some((prompt.open, again))
        })
    });
    // Lines and words are listed with what takes them away; everything but lines also looks as the room sees it.
    let lines = Memo::new(move |_| shown.with(|shown| shown.as_ref().map(lines_of).unwrap_or_default()));
    let pictured = Signal::derive(move || shown.get().filter(|prompt| !matches!(prompt.tally, Tally::Lines(_))));
    let wrote = Memo::new(move |_| {
        shown.with(|shown| {
            let prompt = shown.as_ref().filter(|prompt| matches!(prompt.tally, Tally::Lines(_)))?;
            Some(t!(live_view.answered, n = prompt.answered))
        })
    });
    let workshop = at.workshop();
    let act =
        move |act: &'static str| -> Vec<Field> { vec![workshop, ("prompt", id.clone().into()), ("act", act.into())] };
    view! {
        <li>
            {move || shown.get().map(|prompt| {
                let state = if prompt.open { t!(desk_view.is_open) } else { t!(desk_view.is_closed) };
                view! {
                    <p class="row-title">{prompt.asked.label.get(locale).to_owned()}</p>
                    <p class="note">
                        <span class="tag" data-tone=prompt.open.then_some("accent")>{state}</span>
                        " "{words::prompt(prompt.asked.kind)}" · "{naming(prompt.asked.naming)}
                        {(prompt.round > 1).then(|| view! { " · "{t!(desk_view.round_two)} })}
                    </p>
                }
            })}
            <Tallied prompt=pictured/>
            {move || wrote.get().map(|words| view! { <p class="note">{words}</p> })}
            <ul class="asked" role="list" hidden=move || lines.with(Vec::is_empty)>
                <For each=move || lines.get() key=|line| (line.id.clone(), line.text.clone()) let:line>
                    <li>
                        <p dir="auto">{line.text.clone()}</p>
                        {line.name.clone().map(|name| view! { <p class="note" dir="auto">{name}</p> })}
                        {take_away(at, &of, line)}
                    </li>
                </For>
            </ul>
            <div class="line">
                {move || acts.get().map(|(open, again)| {
                    let close = open.then(|| press(Prompt::url(), act("close"), Look::SMALL, t!(desk_view.close_prompt)));
                    let second = again.then(|| press(Prompt::url(), act("second"), Look::SMALL, t!(desk_view.second)));
                    (close, second)
                })}
            </div>
        </li>
    }
}

/// A word has no id: it is taken away by what it says.
fn take_away(at: At, prompt: &str, line: Line) -> AnyView {
    if line.id.is_empty() {
        return press(TakeWord::url(), at.word(prompt, line.text, "hide"), Look::TEXT, t!(desk_view.take_away));
    }
    press(Moderate::url(), at.moderate(&line.id, "hide"), Look::TEXT, t!(desk_view.take_away))
}

fn lines_of(prompt: &ShownPrompt) -> Vec<Line> {
    let word = |text: &String| Line { id: String::new(), text: text.clone(), name: None, column: 0 };
    match &prompt.tally {
        Tally::Lines(lines) => lines.clone(),
        Tally::Words(words) => words.iter().map(|(text, _)| word(text)).collect(),
        _ => Vec::new(),
    }
}
