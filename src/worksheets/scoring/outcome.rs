//! The result of any worksheet, and what of it can be followed over the years.

use serde::Deserialize;
use serde_json::Value;

use super::error::ScoreError;
use super::{questionnaire, w1, w2, w3, w5, w6, w7, w8, w9, w10};
use crate::worksheets::definition::{Definition, Family};

/// The answers to a worksheet, checked, with what was computed from them.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// W1.
    Cards(w1::Answers, w1::Scored),
    /// W2.
    Pairs(w2::Answers, w2::Scored),
    /// W3.
    Sort(w3::Answers, w3::Scored),
    /// W4, a self-check, or a questionnaire that a community added.
    Questionnaire(questionnaire::Answers, questionnaire::Scored),
    /// W5.
    Strengths(w5::Answers, w5::Scored),
    /// W6.
    Line(w6::Answers, w6::Scored),
    /// W7.
    Circles(w7::Answers, w7::Scored),
    /// W8.
    Target(w8::Answers, w8::Scored),
    /// W9.
    Blocks(w9::Answers, w9::Scored),
    /// W10.
    Rings(w10::Answers, w10::Scored),
}

/// A measure with its value for each thing that was measured.
pub type Measure = (&'static str, Vec<(String, Option<f64>)>);

fn answers<T: for<'de> Deserialize<'de>>(value: Value) -> Result<T, ScoreError> {
    serde_json::from_value(value).map_err(|error| ScoreError::Shape { reason: error.to_string() })
}

impl Outcome {
    /// Reads the answers to a worksheet, checks them, and computes the result.
    pub fn of(definition: &Definition, sent: Value) -> Result<Outcome, ScoreError> {
        macro_rules! scored {
            ($kind:ident, $room:ident, $family:expr) => {{
                let answers: $room::Answers = answers(sent)?;
                let scored = $room::score($family, &answers)?;
                Outcome::$kind(answers, scored)
            }};
        }
        Ok(match &definition.family {
            Family::Cards(family) => scored!(Cards, w1, family),
            Family::Pairs(family) => scored!(Pairs, w2, family),
            Family::Sort(family) => scored!(Sort, w3, family),
            Family::Questionnaire(family) => scored!(Questionnaire, questionnaire, family),
            Family::Strengths(family) => scored!(Strengths, w5, family),
            Family::Line(family) => scored!(Line, w6, family),
            Family::Circles(family) => scored!(Circles, w7, family),
            Family::Target(family) => scored!(Target, w8, family),
            Family::Blocks(family) => scored!(Blocks, w9, family),
            Family::Rings(family) => scored!(Rings, w10, family),
        })
    }

    /// The result as JSON.
    pub fn result(&self) -> Value {
        let value = match self {
            Outcome::Cards(_, scored) => serde_json::to_value(scored),
            Outcome::Pairs(_, scored) => serde_json::to_value(scored),
            Outcome::Sort(_, scored) => serde_json::to_value(scored),
            Outcome::Questionnaire(_, scored) => serde_json::to_value(scored),
            Outcome::Strengths(_, scored) => serde_json::to_value(scored),
            Outcome::Line(_, scored) => serde_json::to_value(scored),
            Outcome::Circles(_, scored) => serde_json::to_value(scored),
            Outcome::Target(_, scored) => serde_json::to_value(scored),
            Outcome::Blocks(_, scored) => serde_json::to_value(scored),
            Outcome::Rings(_, scored) => serde_json::to_value(scored),
        };
        value.expect("results are made of numbers, texts and lists")
    }

    /// What can be set beside an earlier or a later sitting.
    pub fn measures(&self) -> Vec<Measure> {
        let named = |id: &String, value: Option<f64>| (id.clone(), value);
        match self {
            // Two sittings of W1 are compared as lists, and a line of life is looked at, not measured.
            Outcome::Cards(..) | Outcome::Line(..) => Vec::new(),
            Outcome::Pairs(_, it) => {
                vec![("share", it.items.iter().map(|row| named(&row.id, Some(row.share))).collect())]
            }
            Outcome::Sort(_, it) => vec![
                ("score", it.values.iter().map(|row| named(&row.id, Some(row.score))).collect()),
                ("gap", it.values.iter().map(|row| named(&row.id, row.gap)).collect()),
            ],
            Outcome::Questionnaire(_, it) => {
                let mut all = vec![("value", it.scales.iter().map(|row| named(&row.id, row.value)).collect())];
                if let Some(point) = &it.map {
                    let end = |of: fn(&questionnaire::Point) -> f64| point.as_ref().map(of);
                    all.push(("map", vec![("x".into(), end(|p| p.x)), ("y".into(), end(|p| p.y))]));
                }
                all
            }
            Outcome::Strengths(_, it) => vec![
                ("used", it.strengths.iter().map(|row| named(&row.id, row.used.map(f64::from))).collect()),
                ("want", it.strengths.iter().map(|row| named(&row.id, row.want.map(f64::from))).collect()),
            ],
            Outcome::Circles(_, it) => {
                let circles = [("will", &it.will), ("can", &it.can), ("must", &it.must)];
                vec![("coverage", circles.map(|(id, circle)| (id.to_owned(), circle.coverage)).into())]
            }
            Outcome::Target(_, it) => vec![
                ("closeness", it.domains.iter().map(|row| named(&row.id, row.closeness.map(|n| n as f64))).collect()),
                ("gap", it.domains.iter().map(|row| named(&row.id, row.gap.map(f64::from))).collect()),
            ],
            Outcome::Blocks(_, it) => {
                vec![("balance", vec![("before".into(), Some(it.balance_before)), ("after".into(), it.balance_after)])]
            }
            Outcome::Rings(_, it) => vec![
                ("people", vec![("all".into(), Some(f64::from(it.people)))]),
                ("spread", vec![("diversity".into(), it.diversity), ("reciprocity".into(), it.reciprocity)]),
            ],
        }
    }
}
