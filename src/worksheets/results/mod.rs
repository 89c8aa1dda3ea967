//! What a person sees of a finished worksheet: pictures with their tables, in calm words that never judge. [`ResultOf`]
//! is for the author, [`CoachResultOf`] draws exactly what `scoring::coach` lets a coach see and nothing else, and
//! [`CompareOf`] sets rounds side by side. The page around a result shows its author, and nobody else, where people meet.
//! All of it comes from the server as it is.

mod blocks;
mod cards;
mod circles;
mod coach;
mod compare;
mod line;
mod pairs;
mod questions;
mod rings;
mod seen;
mod sort;
mod strengths;
mod target;
#[cfg(test)]
mod tests;
mod wording;

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::definition::{Definition, Family};
use super::scoring::Outcome;
use crate::kit::Locale;

pub use coach::CoachResultOf;
pub use compare::{CompareOf, Round};
pub use wording::{card_name, strength_name};

/// The names of cards that a person wrote: `own-1` and what it is called.
pub type Names = BTreeMap<String, String>;

/// What every part of a result needs to know.
#[derive(Clone, Debug)]
struct Look {
    /// What the names of its pictures begin with.
    id: String,
    /// The language.
    locale: Locale,
    /// The cards that the person wrote.
    names: Names,
}

impl Look {
    fn id(&self, part: &str) -> String {
        format!("{}-{part}", self.id)
    }
}

/// The result of a worksheet, for the person who filled it in.
#[component]
pub fn ResultOf(
    /// The version that was answered.
    definition: &'static Definition,
    /// The answers with what was computed from them.
    outcome: Outcome,
    /// The cards that the person wrote.
    #[prop(optional)]
    names: Names,
    /// The language.
    locale: Locale,
) -> impl IntoView {
    let look = Look { id: definition.about.id.to_ascii_lowercase(), locale, names };
    view! {
        <div class="stack" data-gap="large">
            {lead(definition, locale)}
            {drawn(definition, &outcome, &look)}
            <p class="note">{definition.about.credit.of(locale)}</p>
        </div>
    }
}

/// What stands first on every result, and how far the questions can be trusted.
fn lead(definition: &Definition, locale: Locale) -> AnyView {
    let notice = definition.about.notice.as_ref().map(|notice| view! { <p class="note">{notice.of(locale)}</p> });
    view! {
        <div class="stack" data-gap="small">
            <p class="lead">{definition.about.result.of(locale)}</p>
            {notice}
        </div>
    }
    .into_any()
}

fn drawn(definition: &Definition, outcome: &Outcome, look: &Look) -> AnyView {
    match (&definition.family, outcome) {
        (Family::Cards(cards), Outcome::Cards(_, scored)) => cards::result(cards, scored, look),
        (Family::Pairs(pairs), Outcome::Pairs(_, scored)) => pairs::result(pairs, scored, look),
        (Family::Sort(sort), Outcome::Sort(_, scored)) => sort::result(sort, scored, look),
        (Family::Questionnaire(sheet), Outcome::Questionnaire(answers, scored)) => {
            questions::result(sheet, answers, scored, look)
        }
        (Family::Strengths(strengths), Outcome::Strengths(answers, scored)) => {
            strengths::result(strengths, answers, scored, look)
        }
        (Family::Line(line), Outcome::Line(answers, scored)) => line::result(line, answers, scored, look),
        (Family::Circles(circles), Outcome::Circles(answers, scored)) => {
            circles::result(circles, answers, scored, look)
        }
        (Family::Target(target), Outcome::Target(answers, scored)) => target::result(target, answers, scored, look),
        (Family::Blocks(blocks), Outcome::Blocks(answers, scored)) => blocks::result(blocks, answers, scored, look),
        (Family::Rings(rings), Outcome::Rings(answers, scored)) => rings::result(rings, answers, scored, look),
        // An outcome is only ever made from its own definition.
        _ => ().into_any(),
    }
}
