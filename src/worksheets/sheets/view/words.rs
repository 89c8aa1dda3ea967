//! Words of definitions, in the language of the page.

use std::collections::BTreeMap;

use crate::kit::locale;
use crate::t;
use crate::worksheets::content::values;
use crate::worksheets::definition::{Choice, Family, Grade, Words, library};
use crate::worksheets::scoring::w6::{Age, When, Year};

/// A text of a definition.
pub fn w(words: &Words) -> String {
    words.of(locale::current())
}

/// The name of a value card, of a work value, of a strength, or of a card that the person wrote.
pub fn thing(id: &str, names: &BTreeMap<String, String>) -> String {
    if let Some(name) = names.get(id) {
        return name.clone();
    }
    let card = values().card(id, &[], locale::current());
    if !card.name.is_empty() {
        return card.name;
    }
    let found = library::all().iter().find_map(|one| match &one.family {
        Family::Pairs(pairs) => pairs.values.iter().find(|value| *value.id == *id).map(|value| w(&value.name)),
        Family::Strengths(strengths) => {
            strengths.family_of(id)?.strengths.iter().find(|one| *one.id == *id).map(|one| w(&one.name))
        }
        _ => None,
    });
    found.unwrap_or_else(|| t!(sheets.own_card).to_owned())
}

/// Choices by name, as a form offers them.
pub fn choices(list: &[Choice]) -> Vec<(String, String)> {
    list.iter().map(|one| (one.id.to_string(), w(&one.name))).collect()
}

/// Choices by number.
pub fn grades(list: &[Grade]) -> Vec<(String, String)> {
    list.iter().map(|one| (one.value.to_string(), w(&one.name))).collect()
}

/// Plain numbers to choose from.
pub fn numbers(range: impl Iterator<Item = i64>) -> Vec<(String, String)> {
    range.map(|number| (number.to_string(), number.to_string())).collect()
}

/// The same with a way to say nothing, first.
pub fn or_none(mut options: Vec<(String, String)>) -> Vec<(String, String)> {
    options.insert(0, (String::new(), t!(sheets.unsaid).to_owned()));
    options
}

/// Cards to choose from, with those that were chosen before and lead no more: without a box the next press would drop them.
pub fn and_chosen(
    mut options: Vec<(String, String)>,
    chosen: &[String],
    names: &BTreeMap<String, String>,
) -> Vec<(String, String)> {
    for id in chosen {
        if !options.iter().any(|(known, _)| known == id) {
            options.push((id.clone(), thing(id, names)));
        }
    }
    options
}

/// The name of a choice.
pub fn named(list: &[Choice], id: &str) -> String {
    list.iter().find(|one| *one.id == *id).map(|one| w(&one.name)).unwrap_or_default()
}

/// When something was.
pub fn when(when: When) -> String {
    match when {
        When::Year(Year { year, month: Some(month) }) => t!(sheets.when_month, year = year, month = month),
        When::Year(Year { year, month: None }) => t!(sheets.when_year, year = year),
        When::Age(Age { age }) => t!(sheets.when_age, age = age),
        When::Free(_) => String::new(),
    }
}

/// A value that may be left out, as a field has it.
pub fn field<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
