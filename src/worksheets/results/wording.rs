//! Names, numbers and small lists, as results say them.

use leptos::prelude::*;

use super::Names;
use crate::kit::Locale;
use crate::tl;
use crate::worksheets::definition::{Choice, Family, library};
use crate::worksheets::scoring::action::Action;

/// The name of a value card: of the deck, or one that the person wrote.
pub fn card_name(id: &str, names: &Names, locale: Locale) -> String {
    if let Some(own) = names.get(id) {
        return own.clone();
    }
    let decks = library::all().iter().filter_map(|one| one.cards());
    let found = decks.flat_map(|deck| &deck.cards).find(|card| &*card.id == id);
    found.map_or_else(|| tl!(locale, charts.own_card).to_owned(), |card| card.name.of(locale))
}

/// The name of a strength.
pub fn strength_name(id: &str, locale: Locale) -> Option<String> {
    library::all().iter().find_map(|one| match &one.family {
        Family::Strengths(strengths) => {
            let all = strengths.families.iter().flat_map(|family| &family.strengths);
            all.clone().find(|one| &*one.id == id).map(|one| one.name.of(locale))
        }
        _ => None,
    })
}

/// The name of a value card or a strength.
pub fn thing_name(id: &str, names: &Names, locale: Locale) -> String {
    strength_name(id, locale).unwrap_or_else(|| card_name(id, names, locale))
}

/// The name of one of several choices; empty when it is none of them.
pub fn choice_name(choices: &[Choice], id: &str, locale: Locale) -> String {
    choices.iter().find(|one| &*one.id == id).map(|one| one.name.of(locale)).unwrap_or_default()
}

/// Names in quotation marks, joined.
pub fn quoted<T: AsRef<str>>(names: &[T], locale: Locale) -> String {
    let names: Vec<String> =
        names.iter().map(|name| tl!(locale, worksheets.quoted, name = name.as_ref().to_owned())).collect();
    names.join(tl!(locale, worksheets.quoted_and))
}

/// Names in a row.
pub fn listed<T: AsRef<str>>(names: &[T], locale: Locale) -> String {
    names.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(tl!(locale, worksheets.separator))
}

/// Sentences one after the other; Japanese has no space between them.
pub fn sentences<T: AsRef<str>>(all: &[T], locale: Locale) -> String {
    let gap = match locale {
        Locale::ja => "",
        Locale::en => " ",
    };
    all.iter().map(AsRef::as_ref).filter(|one| !one.is_empty()).collect::<Vec<&str>>().join(gap)
}

/// A number with at most two decimals and none too many.
pub fn figure(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.replace('-', "−") }
}

/// The same with a sign before what is more than nothing.
pub fn signed(number: f64) -> String {
    let text = figure(number);
    if number > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// A number that may be missing.
pub fn maybe(number: Option<f64>) -> String {
    number.map_or_else(|| "–".to_owned(), figure)
}

/// From one number to another: 3 → 4.
pub fn from_to(open: Option<f64>, filled: Option<f64>) -> String {
    format!("{} → {}", maybe(open), maybe(filled))
}

/// Questions with what the person wrote; nothing where they wrote nothing.
pub fn answers(rows: Vec<(String, String)>) -> AnyView {
    let rows: Vec<_> = rows.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows.into_iter().map(|(asked, text)| view! { <div><dt>{asked}</dt><dd dir="auto">{text}</dd></div> });
    view! { <dl class="told">{rows.collect_view()}</dl> }.into_any()
}

/// A next step in words, with its day.
pub fn step(step: Option<&Action>, locale: Locale) -> String {
    match step.filter(|step| !step.text.trim().is_empty()) {
        None => String::new(),
        Some(step) if step.due.is_empty() => step.text.clone(),
        Some(step) => tl!(locale, charts.step_by, text = step.text.clone(), day = step.due.clone()),
    }
}

/// A part of a result under its heading.
pub fn part(id: String, title: String, inside: AnyView) -> AnyView {
    let named = id.clone();
    view! {
        <section class="part" aria-labelledby=named>
            <h2 id=id>{title}</h2>
            {inside}
        </section>
    }
    .into_any()
}
