//! W5, pieces of strength: how much each is used, and how much one would like to use it.
//!
//! Answers: `{"strengths": [{"id": "waiting", "story": "…", "used_last_2w": 2, "want": 4}, …]}`; at most five, both
//! numbers 0 to 4 or null.

use serde::{Deserialize, Serialize};

use super::action::TEXT_MOST;
use super::error::{ScoreError, count, grade, known, once, said, text};
use crate::worksheets::definition::Strengths;

/// The most characters of the line of a gift.
const GIFT_MOST: usize = 120;

/// A sitting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// The strengths that were chosen, in order.
    pub strengths: Vec<Piece>,
}

/// A strength that was chosen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// The strength.
    pub id: String,
    /// A scene in which it was alive.
    #[serde(default)]
    pub story: String,
    /// How much it was used in the last two weeks, 0 to 4.
    #[serde(default)]
    pub used_last_2w: Option<u8>,
    /// How much one would like to use it, 0 to 4.
    #[serde(default)]
    pub want: Option<u8>,
}

/// A strength that somebody else has seen. It shows only after the author said yes to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gift {
    /// The strength.
    pub strength: String,
    /// One line about when it was seen.
    pub line: String,
}

impl Gift {
    /// Whether it can be offered.
    pub fn check(&self, strengths: &Strengths) -> Result<(), ScoreError> {
        known("strength", &self.strength, strengths.family_of(&self.strength).is_some())?;
        said("line", &self.line, GIFT_MOST)
    }
}

/// The result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// The strengths that were chosen, in order.
    pub strengths: Vec<Row>,
    /// How many were chosen of each family.
    pub families: Vec<Kin>,
}

/// A strength.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The strength.
    pub id: String,
    /// Its family.
    pub family: String,
    /// How much it was used.
    pub used: Option<u8>,
    /// How much one would like to use it.
    pub want: Option<u8>,
    /// Wanted minus used, -4 to 4.
    pub gap: Option<i8>,
}

/// A family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kin {
    /// The family.
    pub id: String,
    /// How many of its strengths were chosen.
    pub chosen: u32,
}

impl Answers {
    /// Whether these strengths can be chosen.
    pub fn check(&self, strengths: &Strengths) -> Result<(), ScoreError> {
        count("strengths", self.strengths.len(), 0, strengths.most as usize)?;
        once("strengths", self.strengths.iter().map(|piece| piece.id.as_str()))?;
        for piece in &self.strengths {
            known("strengths", &piece.id, strengths.family_of(&piece.id).is_some())?;
            text(&format!("{}.story", piece.id), &piece.story, TEXT_MOST)?;
            grade(&format!("{}.used_last_2w", piece.id), piece.used_last_2w, 0.0, 4.0)?;
            grade(&format!("{}.want", piece.id), piece.want, 0.0, 4.0)?;
        }
        Ok(())
    }
}

/// Wanted minus used.
pub fn score(strengths: &Strengths, answers: &Answers) -> Result<Scored, ScoreError> {
    answers.check(strengths)?;
    let rows: Vec<Row> = answers
        .strengths
        .iter()
        .filter_map(|piece| {
            let gap = piece.want.zip(piece.used_last_2w).map(|(want, used)| want as i8 - used as i8);
            let family = strengths.family_of(&piece.id)?.id.to_string();
            Some(Row { id: piece.id.clone(), family, used: piece.used_last_2w, want: piece.want, gap })
        })
        .collect();
    let chosen = |id: &str| rows.iter().filter(|row| row.family == id).count() as u32;
    let families =
        strengths.families.iter().map(|one| Kin { id: one.id.to_string(), chosen: chosen(&one.id) }).collect();
    Ok(Scored { strengths: rows, families })
}
