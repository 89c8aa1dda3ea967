use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::At;
use super::press::{Look, press};
use crate::kit::Locale;
use crate::live::tools::api::Moderate;
use crate::live::tools::model::{Asked, CELL, Line, SHOWN_FROM, ShownPrompt, Tally};
use crate::t;

/// What may be seen of the answers, in words: the pictures are for the room.
pub fn tally(at: At, prompt: &ShownPrompt, locale: Locale) -> AnyView {
    let asked = &prompt.asked;
    match &prompt.tally {
        Tally::Hidden => view! { <p class="note">{t!(desk_view.hidden, n = SHOWN_FROM)}</p> }.into_any(),
        Tally::Counts(counts) => list(choices(asked, locale).zip(counts.iter().copied().map(count))),
        Tally::Steps { counts, median } => {
            let steps = (1..).map(|step: u32| step.to_string()).zip(counts.iter().copied().map(count));
            view! { <p class="note">{t!(desk_view.median, n = *median)}</p> {list(steps)} }.into_any()
        }
        Tally::Words(words) => list(words.iter().map(|(word, n)| (word.clone(), count(Some(*n))))),
        Tally::Lines(lines) => {
            let lines = lines.iter().cloned().map(|line| said(at, line)).collect_view();
            view! { <ul class="asked" role="list">{lines}</ul> }.into_any()
        }
        Tally::Ranks(ranks) => list(ranks.iter().map(|(choice, mean)| {
            let label = asked.choices.get(usize::from(*choice)).map(|label| label.get(locale).to_owned());
            (label.unwrap_or_default(), t!(desk_view.mean_rank, n = format!("{mean:.1}")))
        })),
        Tally::Spread([least, low, middle, high, most]) => {
            let words = t!(desk_view.spread, least = *least, low = *low, middle = *middle, high = *high, most = *most);
            view! { <p>{words}" "{asked.unit.get(locale).to_owned()}</p> }.into_any()
        }
        Tally::Rounds(first, second) => {
            let both =
                first.iter().zip(second).map(|(first, second)| format!("{} → {}", count(*first), count(*second)));
            list(choices(asked, locale).zip(both))
        }
    }
}

fn choices(asked: &Asked, locale: Locale) -> impl Iterator<Item = String> {
    asked.choices.iter().map(move |label| label.get(locale).to_owned())
}

/// How many; what is too small to be shown says so.
fn count(n: Option<u32>) -> String {
    n.map_or_else(|| t!(desk_view.fewer, n = CELL), |n| t!(desk_view.people_n, n = n))
}

fn list(rows: impl Iterator<Item = (String, String)>) -> AnyView {
    let rows = rows.map(|(words, n)| view! { <li><span dir="auto">{words}</span><span>{n}</span></li> }).collect_view();
    view! { <ul class="counts" role="list">{rows}</ul> }.into_any()
}

/// A line that the room sees.
fn said(at: At, line: Line) -> impl IntoView {
    let Line { id, text, name, .. } = line;
    view! {
        <li>
            <p dir="auto">{text}</p>
            {name.map(|name| view! { <p class="note" dir="auto">{name}</p> })}
            {press(Moderate::url(), at.moderate(&id, "hide"), Look::TEXT, t!(desk_view.take_away))}
        </li>
    }
}
