//! W8, the values target: how close to the centre, and importance against consistency.
//!
//! Answers: `{"domains": {"work": {"value": "…", "mark": {"x": 0.3, "y": 0.4}, "importance": 9, "consistency": 4,
//! "barrier": {"text": "…", "strength": 3}, "step": {"text": "…"}}, "growth": {…}, "relationships": {…}, "rest": {…}}}`.
//! A domain, and every field of it, may be left out or null. The centre is (0, 0), the edge is one away from it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::action::{Action, TEXT_MOST};
use super::error::{ScoreError, grade, known, number, text};
use crate::worksheets::definition::Target;

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// The areas of life.
    pub domains: BTreeMap<String, Domain>,
}

/// An area of life.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Domain {
    /// What one wants to care for.
    pub value: String,
    /// Where life stands now.
    pub mark: Option<Mark>,
    /// How important it is, 1 to 10.
    pub importance: Option<u8>,
    /// How far one acted in line with it, 1 to 10.
    pub consistency: Option<u8>,
    /// What gets in the way.
    pub barrier: Option<Barrier>,
    /// A next step.
    pub step: Option<Action>,
}

/// A mark on the target.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// From left to right, -1 to 1.
    pub x: f64,
    /// From below to above, -1 to 1.
    pub y: f64,
}

/// What gets in the way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Barrier {
    /// What it is.
    pub text: String,
    /// How strong it is, 1 to 7.
    pub strength: Option<u8>,
}

/// The result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// The areas, in the order of the definition.
    pub domains: Vec<Row>,
    /// The mean of the products; null when there is none.
    pub composite: Option<f64>,
}

/// An area.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The area.
    pub id: String,
    /// How far from the centre, 0 to 1.
    pub r: Option<f64>,
    /// How close to it, 0 to 100.
    pub closeness: Option<i64>,
    /// How important.
    pub importance: Option<u8>,
    /// How far one acted in line with it.
    pub consistency: Option<u8>,
    /// Importance minus consistency, -9 to 9.
    pub gap: Option<i8>,
    /// Importance times consistency, 1 to 100.
    pub product: Option<u32>,
}

impl Mark {
    /// How far from the centre, 1 at most.
    pub fn r(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt().min(1.0)
    }

    /// How close to the centre, 0 to 100.
    pub fn closeness(self) -> i64 {
        (100.0 * (1.0 - self.r())).round() as i64
    }
}

/// The products of importance and consistency, and their mean (Wilson et al. 2010).
pub fn products(pairs: &[(u8, u8)]) -> (Vec<u32>, Option<f64>) {
    let products: Vec<u32> = pairs.iter().map(|(importance, done)| u32::from(*importance) * u32::from(*done)).collect();
    let mean = (!products.is_empty()).then(|| products.iter().sum::<u32>() as f64 / products.len() as f64);
    (products, mean)
}

impl Answers {
    /// Whether this can be kept.
    pub fn check(&self, target: &Target) -> Result<(), ScoreError> {
        for (id, domain) in &self.domains {
            known("domains", id, target.domains.iter().any(|one| *one.id == **id))?;
            let place = |field: &str| format!("domains.{id}.{field}");
            text(&place("value"), &domain.value, TEXT_MOST)?;
            if let Some(mark) = domain.mark {
                number(&place("mark.x"), mark.x, -1.0, 1.0)?;
                number(&place("mark.y"), mark.y, -1.0, 1.0)?;
            }
            grade(&place("importance"), domain.importance, 1.0, target.scale as f64)?;
            grade(&place("consistency"), domain.consistency, 1.0, target.scale as f64)?;
            if let Some(barrier) = &domain.barrier {
                text(&place("barrier.text"), &barrier.text, TEXT_MOST)?;
                grade(&place("barrier.strength"), barrier.strength, 1.0, target.barrier_scale as f64)?;
            }
            domain.step.as_ref().map_or(Ok(()), |step| step.check(&place("step")))?;
        }
        Ok(())
    }
}

/// Closeness and products.
pub fn score(target: &Target, answers: &Answers) -> Result<Scored, ScoreError> {
    answers.check(target)?;
    let nothing = Domain::default();
    let domains: Vec<Row> = target
        .domains
        .iter()
        .map(|domain| {
            let said = answers.domains.get(&*domain.id).unwrap_or(&nothing);
            let both = said.importance.zip(said.consistency);
            Row {
                id: domain.id.to_string(),
                r: said.mark.map(Mark::r),
                closeness: said.mark.map(Mark::closeness),
                importance: said.importance,
                consistency: said.consistency,
                gap: both.map(|(importance, done)| importance as i8 - done as i8),
                product: both.map(|(importance, done)| u32::from(importance) * u32::from(done)),
            }
        })
        .collect();
    let both: Vec<(u8, u8)> = domains.iter().filter_map(|row| row.importance.zip(row.consistency)).collect();
    Ok(Scored { composite: products(&both).1, domains })
}
