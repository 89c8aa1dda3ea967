//! Questionnaires: W4, the self-checks, and those that a community adds. The definition says how they are scored.
//!
//! Answers: `{"items": {"a1": 4, "a2": null, …}, "talk": "…", "form": "jp4", "order": ["a2", "a1", …]}`. An item that is
//! left out or null is a blank; `talk` belongs to W4; `form` is needed where an instrument has several; `order` is the
//! order in which the items were shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::action::TEXT_MOST;
use super::error::{ScoreError, known, number, once, text};
use crate::worksheets::definition::{Item, Questionnaire, Scale};

/// A sitting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// Which form of the instrument was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The answers; null for a blank.
    pub items: BTreeMap<String, Option<i64>>,
    /// What the person would most like to talk about.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub talk: String,
    /// The order in which the items were shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<String>,
}

/// The result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// Which form of the instrument it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The scales, in the order of the definition.
    pub scales: Vec<Score>,
    /// The point on the map; null when a scale it needs has no score, left out when there is no map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<Option<Point>>,
    /// Whether the author, and nobody else, is shown where people meet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reach_out: Option<bool>,
}

/// The score of a scale.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// The scale.
    pub id: String,
    /// Its mean or sum; null when too few items are answered.
    pub value: Option<f64>,
    /// The mean on a way from 0 to 100, where the definition asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hundred: Option<Option<f64>>,
    /// What the sum is called, where it has bands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<String>,
    /// How many items were answered.
    pub answered: u32,
    /// How many there are.
    pub of: u32,
}

/// A point on the map of two axes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// From left to right.
    pub x: f64,
    /// From below to above.
    pub y: f64,
    /// `deepening`, `rooting`, `searching` or `resting`.
    pub part: &'static str,
}

impl Answers {
    /// Whether these are answers to this questionnaire.
    pub fn check(&self, sheet: &Questionnaire) -> Result<(), ScoreError> {
        if let (Some(known), asked) = (&sheet.form, &self.form)
            && asked.as_deref() != Some(&**known)
        {
            let asked = asked.clone().unwrap_or_else(|| "none".to_owned());
            return Err(ScoreError::Form { asked, known: known.to_string() });
        }
        if let (None, Some(asked)) = (&sheet.form, &self.form) {
            return Err(ScoreError::Form { asked: asked.clone(), known: "none".to_owned() });
        }
        let item = |id: &String| sheet.items.iter().find(|item| *item.id == **id);
        for (id, answer) in &self.items {
            let Some(item) = item(id) else { return known("items", id, false) };
            let values = sheet.values_of(item);
            if let Some(answer) = answer.filter(|answer| !values.contains(answer)) {
                let ends = (values.iter().min().copied().unwrap_or(0), values.iter().max().copied().unwrap_or(0));
                number(&format!("items.{id}"), answer as f64, ends.0 as f64, ends.1 as f64)?;
                return Err(ScoreError::Unknown { place: format!("items.{id}"), id: answer.to_string() });
            }
        }
        known("talk", "talk", self.talk.is_empty() || sheet.talk.is_some())?;
        text("talk", &self.talk, TEXT_MOST)?;
        self.order.iter().try_for_each(|id| known("order", id, item(id).is_some()))?;
        once("order", self.order.iter().map(String::as_str))
    }
}

/// The mean of the answers; `None` when fewer than `least` were given.
pub fn mean(answers: &[Option<i64>], least: usize) -> Option<f64> {
    let given: Vec<i64> = answers.iter().flatten().copied().collect();
    let enough = !given.is_empty() && given.len() >= least;
    enough.then(|| given.iter().sum::<i64>() as f64 / given.len() as f64)
}

/// The sum of the answers; `None` when one is missing.
pub fn sum(answers: &[Option<i64>]) -> Option<i64> {
    answers.iter().copied().sum()
}

/// An answer counted the other way round, between the lowest and the highest there is.
pub fn reversed(answer: i64, lowest: i64, highest: i64) -> i64 {
    lowest + highest - answer
}

fn counted(sheet: &Questionnaire, item: &Item, answers: &Answers) -> Option<i64> {
    let answer = answers.items.get(&*item.id).copied().flatten()?;
    if item.reverse != Some(true) {
        return Some(answer);
    }
    let values = sheet.values_of(item);
    Some(reversed(answer, *values.iter().min()?, *values.iter().max()?))
}

fn scale(sheet: &Questionnaire, scale: &Scale, answers: &Answers) -> Score {
    let given: Vec<Option<i64>> = sheet.items_of(&scale.id).map(|item| counted(sheet, item, answers)).collect();
    let total = sum(&given).filter(|_| &*scale.method == "sum");
    let value = if &*scale.method == "sum" { total.map(|sum| sum as f64) } else { mean(&given, scale.least as usize) };
    let values = sheet.items_of(&scale.id).next().map(|item| sheet.values_of(item)).unwrap_or_default();
    let ends = values.iter().min().zip(values.iter().max());
    let hundred = (scale.hundred == Some(true)).then(|| {
        let (value, (least, most)) = value.zip(ends)?;
        Some((value - *least as f64) * (100.0 / (most - least) as f64))
    });
    let band = scale.bands.iter().flatten().find(|band| total.is_some_and(|sum| (band.from..=band.to).contains(&sum)));
    let answered = given.iter().flatten().count() as u32;
    let band = band.map(|band| band.id.to_string());
    Score { id: scale.id.to_string(), value, hundred, band, answered, of: given.len() as u32 }
}

/// The scales, the point on the map, and whether the author is shown where people meet.
pub fn score(sheet: &Questionnaire, answers: &Answers) -> Result<Scored, ScoreError> {
    answers.check(sheet)?;
    let scales: Vec<Score> = sheet.scales.iter().map(|one| scale(sheet, one, answers)).collect();
    let value = |id: &str| scales.iter().find(|score| score.id == id).and_then(|score| score.value);
    let axis = |ids: &[crate::worksheets::definition::Id]| {
        let values: Option<Vec<f64>> = ids.iter().map(|id| value(id)).collect();
        values.map(|values| values.iter().sum::<f64>() / values.len() as f64)
    };
    let map = sheet.map.as_ref().map(|map| {
        let (x, y) = axis(&map.across).zip(axis(&map.up))?;
        let part = match (x >= map.from, y >= map.from) {
            (true, true) => "deepening",
            (true, false) => "rooting",
            (false, true) => "searching",
            (false, false) => "resting",
        };
        Some(Point { x, y, part })
    });
    let reach_out = sheet.reach_out.as_ref().map(|hook| value(&hook.scale).is_some_and(|mean| mean <= hook.at_most));
    Ok(Scored { form: answers.form.clone(), scales, map, reach_out })
}
