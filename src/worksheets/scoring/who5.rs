//! WHO-5, an optional plug-in: the scoring only. Its five questions are not part of the program, because their licence
//! allows no commercial use and asks to be passed on.
//!
//! Answers: `{"items": [4, 4, 3, 5, 5]}`, five numbers from 0 to 5, null for a blank.

use serde::{Deserialize, Serialize};

use super::error::{ScoreError, count, grade};

/// A sitting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// The five answers.
    pub items: Vec<Option<u8>>,
}

/// The result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Scored {
    /// The sum, 0 to 25; null when an answer is missing.
    pub raw: Option<u32>,
    /// Four times the sum, 0 to 100.
    pub score: Option<u32>,
    /// Whether talking to someone is suggested: a sum below 13, or any 0.
    pub talk: bool,
}

/// The sum times four.
pub fn score(answers: &Answers) -> Result<Scored, ScoreError> {
    count("items", answers.items.len(), 5, 5)?;
    answers.items.iter().try_for_each(|item| grade("items", *item, 0.0, 5.0))?;
    let raw = answers.items.iter().map(|item| item.map(u32::from)).sum::<Option<u32>>();
    let talk = raw.is_some_and(|raw| raw < 13) || answers.items.contains(&Some(0));
    Ok(Scored { raw, score: raw.map(|raw| raw * 4), talk })
}
