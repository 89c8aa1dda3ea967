//! The numbers of the domain pages, what must be refused, and what must never change a result.

mod golden;
mod refused;
mod selfchecks;
mod together;
mod vectors;

use serde_json::Value;

use super::{ScoreError, score};
use crate::worksheets::definition::library;

/// The result of answers that are fine.
fn scored(worksheet: &str, answers: Value) -> Value {
    score(worksheet, &answers.to_string()).unwrap_or_else(|error| panic!("{worksheet}: {error}"))
}

/// Why answers are refused.
fn refused(worksheet: &str, answers: Value) -> ScoreError {
    score(worksheet, &answers.to_string()).expect_err(worksheet)
}

fn near(found: &Value, wanted: f64, within: f64) {
    let number = found.as_f64().unwrap_or(f64::NAN);
    assert!((number - wanted).abs() <= within, "{found} is not {wanted}");
}

/// The cards of the workplace deck.
fn deck() -> Vec<&'static str> {
    let cards = library::definition("W1").and_then(|one| one.cards()).expect("it is there");
    cards.cards.iter().filter(|card| card.work).map(|card| &*card.id).collect()
}
