//! W2, values two by two: how much each is preferred, how sure that is, and whether the choices fit together.
//!
//! Answers: `{"items": ["caring", "growth", …], "pairs": [{"a": "caring", "b": "growth", "winner": "a", "ms": 1800}, …]}`;
//! 4 to 10 items (value cards, or `work-…` of the definition), `winner` is `"a"`, `"b"` or `"tie"`, `ms` may be left out.
//! Nobody is timed here: no page sends `ms`, and where a file has it, it is read and not kept.

use serde::{Deserialize, Serialize};

use super::error::{ScoreError, count, known, once};
use super::exact::exp;
use super::ids::is_card;
use super::pairs::{Consistency, Fit, Wins, consistency, fit_with_ghost, nothing, pairs_wanted};
use crate::worksheets::definition::Pairs;

/// How often each item has won and lost against the ghost.
pub const GHOST: f64 = 0.5;
/// Below this ζ the choices go round in circles so much that it is said.
pub const WAVERING: f64 = 0.4;
/// Fewest and most items.
pub const ITEMS: (usize, usize) = (4, 10);
/// How many comparisons one sheet may hold, repeated ones included.
const PAIRS_MOST: usize = 200;

/// A sitting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// What is compared.
    pub items: Vec<String>,
    /// What was answered, in order.
    pub pairs: Vec<Pair>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The item on the left.
    pub a: String,
    /// The item on the right.
    pub b: String,
    /// Which was chosen.
    pub winner: Winner,
    /// How long it took, in milliseconds: part of the format, and counts for nothing here.
    #[serde(default, skip_serializing)]
    pub ms: Option<u64>,
}

/// Which of the two was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Winner {
    /// The one on the left.
    A,
    /// The one on the right.
    B,
    /// About the same.
    Tie,
}

/// The result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// The items, the one that matters most first.
    pub items: Vec<Row>,
    /// How many comparisons were made.
    pub compared: u32,
    /// How many are asked for.
    pub wanted: u32,
    /// Whether the choices fit together; null unless every pair was compared once and none was a tie.
    pub consistency: Option<Wavering>,
}

/// How much an item is preferred.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The item.
    pub id: String,
    /// Its place, 1 first; equals share one.
    pub place: u32,
    /// Its log-ability.
    pub theta: f64,
    /// The standard error of it.
    pub se: f64,
    /// Its share of all, 0 to 1.
    pub share: f64,
    /// The share one standard error lower.
    pub low: f64,
    /// The share one standard error higher.
    pub high: f64,
}

/// How far the choices go round in circles.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Wavering {
    /// How many threes go round.
    pub circular_triads: u64,
    /// Kendall's ζ.
    pub zeta: f64,
    /// Whether it is below the mark at which it is said.
    pub wavering: bool,
}

impl Answers {
    /// Whether this can be a sitting.
    pub fn check(&self, pairs: &Pairs) -> Result<(), ScoreError> {
        count("items", self.items.len(), ITEMS.0, ITEMS.1)?;
        once("items", self.items.iter().map(String::as_str))?;
        for item in &self.items {
            known("items", item, is_card(item) || pairs.values.iter().any(|value| *value.id == **item))?;
        }
        count("pairs", self.pairs.len(), 0, PAIRS_MOST)?;
        for pair in &self.pairs {
            known("pairs", &pair.a, self.items.contains(&pair.a))?;
            known("pairs", &pair.b, self.items.contains(&pair.b))?;
            once("pairs", [pair.a.as_str(), pair.b.as_str()])?;
        }
        Ok(())
    }

    /// Who was chosen over whom, and how often each two met.
    pub fn wins(&self) -> (Wins, Vec<Vec<u32>>) {
        let n = self.items.len();
        let (mut wins, mut compared) = (nothing(n), vec![vec![0; n]; n]);
        let at = |id: &String| self.items.iter().position(|one| one == id);
        for pair in &self.pairs {
            let (Some(a), Some(b)) = (at(&pair.a), at(&pair.b)) else { continue };
            let (for_a, for_b) = match pair.winner {
                Winner::A => (1.0, 0.0),
                Winner::B => (0.0, 1.0),
                Winner::Tie => (0.5, 0.5),
            };
            wins[a][b] += for_a;
            wins[b][a] += for_b;
            compared[a][b] += 1;
            compared[b][a] += 1;
        }
        (wins, compared)
    }

    fn consistency(&self) -> Option<Consistency> {
        let n = self.items.len();
        let (wins, compared) = self.wins();
        let once = (0..n).all(|i| (0..n).all(|j| i == j || compared[i][j] == 1));
        let ties = self.pairs.iter().any(|pair| pair.winner == Winner::Tie);
        if !once || ties {
            return None;
        }
        let chosen: Vec<u64> = wins.iter().map(|row| row.iter().filter(|won| **won > 0.0).count() as u64).collect();
        consistency(&chosen)
    }
}

/// The result of a sitting, also of one that is not complete yet.
pub fn score(pairs: &Pairs, answers: &Answers) -> Result<Scored, ScoreError> {
    answers.check(pairs)?;
    let (wins, _) = answers.wins();
    let fit = fit_with_ghost(&wins, GHOST).ok_or_else(|| ScoreError::Shape { reason: "there is no fit".into() })?;
    let consistency = answers.consistency().map(|found| Wavering {
        circular_triads: found.circular,
        zeta: found.zeta,
        wavering: found.zeta < WAVERING,
    });
    let wanted = pairs_wanted(answers.items.len()) as u32;
    Ok(Scored { items: rows(&answers.items, &fit), compared: answers.pairs.len() as u32, wanted, consistency })
}

/// Abilities closer than this differ only by what the iteration leaves open.
const LEVEL: f64 = 1e-6;

fn rows(items: &[String], fit: &Fit) -> Vec<Row> {
    let all: f64 = fit.ability.iter().sum();
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|a, b| fit.theta[*b].total_cmp(&fit.theta[*a]));
    let mut place = vec![1; items.len()];
    for (before, two) in order.windows(2).enumerate() {
        let level = fit.theta[two[0]] - fit.theta[two[1]] < LEVEL;
        place[two[1]] = if level { place[two[0]] } else { before as u32 + 2 };
    }
    order.sort_by_key(|at| (place[*at], *at));
    let row = |at: &usize| {
        let others = all - fit.ability[*at];
        let moved = |by: f64| fit.ability[*at] * exp(by);
        let share = |own: f64| own / (others + own);
        Row {
            id: items[*at].clone(),
            place: place[*at],
            theta: fit.theta[*at],
            se: fit.se[*at],
            share: fit.ability[*at] / all,
            low: share(moved(-fit.se[*at])),
            high: share(moved(fit.se[*at])),
        }
    };
    order.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_an_answer_took_is_read_and_not_kept() {
        let text = r#"{"items": ["a"], "pairs": [{"a": "x", "b": "y", "winner": "tie", "ms": 1800}]}"#;
        let answers: Answers = serde_json::from_str(text).expect("answers");
        assert_eq!(answers.pairs[0].ms, Some(1800));
        assert!(!serde_json::to_string(&answers).expect("text").contains("\"ms\""));
    }
}
