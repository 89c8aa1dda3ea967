use leptos::prelude::*;

use super::words::number;
use crate::kit::locale::current;
use crate::live::tools::model::{Asked, Line, Naming, SHOWN_FROM, STEP, ShownPrompt, Tally};
use crate::t;
use crate::ui::chart::{Bars, BarsRow};

/// What may be shown of the answers to a prompt, at every moment.
#[component]
pub fn Tallied(
    /// The prompt; None once it is gone.
    #[prop(into)]
    prompt: Signal<Option<ShownPrompt>>,
) -> impl IntoView {
    move || prompt.get().map(|prompt| view! { <Shown prompt=prompt/> })
}

#[component]
fn Shown(prompt: ShownPrompt) -> impl IntoView {
    let ShownPrompt { asked, answered, tally, round, open, .. } = prompt;
    let mut counted = t!(live_view.answered, n = answered);
    if open && asked.naming == Naming::Anonymous && tally != Tally::Hidden {
        counted = format!("{counted} {}", t!(live_view.in_steps, n = STEP));
    }
    match tally {
        Tally::Hidden => {
            let words = if answered < SHOWN_FROM { t!(live_view.hidden, n = SHOWN_FROM) } else { String::new() };
            view! { <p class="note">{counted}" "{words}</p> }.into_any()
        }
        Tally::Counts(counts) => {
            let rows = names(&asked).into_iter().zip(counts).map(|(name, count)| row(name, count, None)).collect();
            bars(counted, rows, answered)
        }
        Tally::Steps { counts, median } => {
            let caption = format!("{counted} {}", t!(live_view.median, n = number(median)));
            let rows = counts.into_iter().zip(1..).map(|(count, step): (_, u32)| row(step.to_string(), count, None));
            bars(caption, rows.collect(), answered)
        }
        Tally::Rounds(first, second) => {
            let both = names(&asked).into_iter().enumerate().map(|(n, name)| {
                let (before, now) = (first.get(n).copied().flatten(), second.get(n).copied().flatten());
                if round > 1 { row(name, now, Some(before)) } else { row(name, before, None) }
            });
            bars(counted, both.collect(), answered)
        }
        Tally::Words(words) => cloud(counted, words),
        Tally::Lines(lines) => view! { <p class="note">{counted}</p> <LineList lines=lines/> }.into_any(),
        Tally::Ranks(ranks) => {
            let names = names(&asked);
            let rows = ranks.into_iter().map(|(choice, mean)| {
                let name = names.get(usize::from(choice)).cloned().unwrap_or_default();
                view! { <li><b>{name}</b> <span class="note">{t!(live_view.mean_rank, n = number(mean))}</span></li> }
            });
            let rows = rows.collect_view();
            view! { <p class="note">{counted}</p> <ol class="live-ranks">{rows}</ol> }.into_any()
        }
        Tally::Spread(at) => {
            let unit = asked.unit.get(current()).to_owned();
            let words = [
                t!(live_view.spread_least),
                t!(live_view.spread_low),
                t!(live_view.spread_middle),
                t!(live_view.spread_high),
                t!(live_view.spread_most),
            ];
            // Of anonymous ones the quartiles alone.
            let ends = words.len().saturating_sub(at.len()) / 2;
            let rows = words.into_iter().skip(ends).zip(at).map(|(words, at)| {
                view! { <dt>{words}</dt><dd>{number(at)}" "{unit.clone()}</dd> }
            });
            let rows = rows.collect_view();
            view! { <p class="note">{counted}</p> <dl class="facts">{rows}</dl> }.into_any()
        }
    }
}

/// The choices in the language of the page.
fn names(asked: &Asked) -> Vec<String> {
    asked.choices.iter().map(|choice| choice.get(current()).to_owned()).collect()
}

/// A choice with its count. `before` is its count in the first round, where there was one: a tick stands there.
fn row(name: String, count: Option<u32>, before: Option<Option<u32>>) -> BarsRow {
    let words = |count: Option<u32>| match count {
        Some(n) => t!(live_view.people, n = n),
        None => t!(live_view.few).to_owned(),
    };
    let told = match before {
        Some(before) => t!(live_view.rounds, first = words(before), second = words(count)),
        None => words(count),
    };
    BarsRow {
        name,
        value: count.map_or(0, i64::from),
        marks: before.flatten().map(i64::from).into_iter().collect(),
        words: told,
    }
}

fn bars(caption: String, rows: Vec<BarsRow>, answered: u32) -> AnyView {
    view! { <Bars title=t!(live_view.result) caption=caption rows=rows whole=i64::from(answered)/> }.into_any()
}

/// Words, the more frequent ones larger: four sizes, and the number beside what was written more than once.
fn cloud(counted: String, words: Vec<(String, u32)>) -> AnyView {
    let most = words.iter().map(|(_, n)| *n).max().unwrap_or(1).max(1);
    let words = words.into_iter().map(|(word, n)| {
        let size = (1 + 3 * n.saturating_sub(1) / most.saturating_sub(1).max(1)).min(4);
        let times = (n > 1).then(|| view! { " "<span class="note">{n.to_string()}</span> });
        view! { <li data-size=size.to_string() dir="auto">{word}{times}</li> }
    });
    let words = words.collect_view();
    view! { <p class="note">{counted}</p> <ul class="live-cloud" role="list">{words}</ul> }.into_any()
}

/// Lines that people wrote, with names where they gave them.
#[component]
pub fn LineList(lines: Vec<Line>) -> impl IntoView {
    let lines = lines.into_iter().map(|line| {
        let name = line.name.map(|name| view! { <b dir="auto">{name}</b> });
        view! { <li>{name}<span dir="auto">{line.text}</span></li> }
    });
    let lines = lines.collect_view();
    view! { <ul class="live-lines" role="list">{lines}</ul> }
}
