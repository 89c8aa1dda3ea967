//! W3, the balance of work values: twenty statements in five columns of four.
//!
//! Answers: `{"placements": {"1": 5, "2": 4, …, "20": 1}, "met": {"achievement": 3, …}}`; a column for every statement,
//! each column full; `met` (1 to 5 a value) is the second pass and may be left out, in part or whole.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::{ScoreError, known, number};
use crate::worksheets::definition::Sort;

/// A sitting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// The column of every statement, 5 for what matters most.
    pub placements: BTreeMap<String, i64>,
    /// How far each value is met at the workplace, 1 to 5.
    pub met: BTreeMap<String, u8>,
}

/// The result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// The values, in the order of the definition.
    pub values: Vec<Row>,
    /// The values with the highest score.
    pub highest: Vec<String>,
    /// Where importance and what is met lie furthest apart; null without a second pass.
    pub biggest_gap: Option<String>,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The value.
    pub id: String,
    /// Its score, 6 to 30.
    pub score: f64,
    /// The mean column of its statements, 1 to 5.
    pub mean: f64,
    /// How far it is met, 1 to 5.
    pub met: Option<u8>,
    /// Mean column minus met, -4 to 4.
    pub gap: Option<f64>,
}

impl Answers {
    /// Whether every statement has its place and every column is full.
    pub fn check(&self, sort: &Sort) -> Result<(), ScoreError> {
        for (statement, column) in &self.placements {
            known("placements", statement, sort.statements().any(|(_, one)| *one.id == **statement))?;
            number(&format!("placements.{statement}"), *column as f64, 1.0, 5.0)?;
        }
        if let Some((_, one)) = sort.statements().find(|(_, one)| !self.placements.contains_key(&*one.id)) {
            return Err(ScoreError::Missing { place: "placements".into(), id: one.id.to_string() });
        }
        let found: Vec<u32> = sort
            .columns
            .iter()
            .map(|column| self.placements.values().filter(|points| **points == column.points).count() as u32)
            .collect();
        let wanted: Vec<u32> = sort.columns.iter().map(|column| column.cards as u32).collect();
        if found != wanted {
            return Err(ScoreError::Columns { wanted, found });
        }
        for (value, met) in &self.met {
            known("met", value, sort.values.iter().any(|one| *one.id == **value))?;
            number(&format!("met.{value}"), f64::from(*met), 1.0, 5.0)?;
        }
        Ok(())
    }
}

/// Six scores: the sum of a value's columns, stretched so that every value runs from 6 to 30.
pub fn score(sort: &Sort, answers: &Answers) -> Result<Scored, ScoreError> {
    answers.check(sort)?;
    let values: Vec<Row> = sort
        .values
        .iter()
        .map(|value| {
            let points: i64 = value.statements.iter().filter_map(|one| answers.placements.get(&*one.id)).sum();
            let many = value.statements.len() as f64;
            let mean = points as f64 / many;
            let met = answers.met.get(&*value.id).copied();
            let gap = met.map(|met| mean - f64::from(met));
            Row { id: value.id.to_string(), score: (points * 6) as f64 / many, mean, met, gap }
        })
        .collect();
    let top = values.iter().map(|row| row.score).fold(0.0, f64::max);
    let highest = values.iter().filter(|row| row.score == top).map(|row| row.id.clone()).collect();
    let wide = values.iter().filter_map(|row| Some((row.gap?.abs(), row))).fold(None, |best, (gap, row)| match best {
        Some((widest, _)) if widest >= gap => best,
        _ => Some((gap, row)),
    });
    let biggest_gap = wide.filter(|(gap, _)| *gap > 0.0).map(|(_, row)| row.id.clone());
    Ok(Scored { values, highest, biggest_gap })
}
