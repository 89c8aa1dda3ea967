//! W2: one pair after the other, the closest ones first.

use serde::{Deserialize, Serialize};

use super::{Refused, must};
use crate::worksheets::scoring::pairs::{fit_with_ghost, next_pair};
use crate::worksheets::scoring::w2::{Answers, GHOST, ITEMS, Pair, Winner};

/// A sitting under way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PairsPlay {
    /// What was answered so far.
    pub answers: Answers,
    /// Pairs that the person would rather not compare.
    pub skipped: Vec<Skip>,
    /// Decides on which side an item stands when nothing else does.
    pub seed: u64,
    /// Whether it is finished.
    pub done: bool,
}

/// A pair that was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// One item.
    pub a: String,
    /// The other.
    pub b: String,
    /// How many answers had been given before.
    pub after: u32,
}

/// The pair to compare now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// On the left.
    pub a: String,
    /// On the right.
    pub b: String,
}

/// One thing that a person does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "snake_case")]
pub enum PairsMove {
    /// Answer the pair that was shown.
    Choose(Pair),
    /// Leave the pair that was shown.
    Skip { a: String, b: String },
    /// Take back the latest answer or skip.
    Undo,
    /// Finish.
    Finish,
}

impl PairsPlay {
    /// A new sitting with these items.
    pub fn new(items: Vec<String>, seed: u64) -> Result<PairsPlay, Refused> {
        must(items.len() >= ITEMS.0, Refused::Unfinished)?;
        must(items.len() <= ITEMS.1, Refused::Full)?;
        let twice = items.iter().enumerate().any(|(at, item)| items[..at].contains(item));
        must(!twice, Refused::Twice)?;
        Ok(PairsPlay { answers: Answers { items, pairs: Vec::new() }, seed, ..PairsPlay::default() })
    }

    /// The pair to compare now; `None` when enough was compared.
    pub fn question(&self) -> Option<Question> {
        let items = &self.answers.items;
        let (wins, mut compared) = self.answers.wins();
        for skip in &self.skipped {
            let at = |id: &String| items.iter().position(|one| one == id);
            if let (Some(a), Some(b)) = (at(&skip.a), at(&skip.b)) {
                compared[a][b] += 1;
                compared[b][a] += 1;
            }
        }
        let theta = fit_with_ghost(&wins, GHOST)?.theta;
        let (i, j) = next_pair(&compared, &theta)?;
        let (first, second) = (&items[i], &items[j]);
        // Each item stands on the left about as often as on the right.
        let lead = |id: &String| {
            let left = self.answers.pairs.iter().filter(|pair| pair.a == *id).count() as i64;
            left - self.answers.pairs.iter().filter(|pair| pair.b == *id).count() as i64
        };
        let turn = match lead(first).cmp(&lead(second)) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => (self.seed >> ((i * 7 + j) % 64)) & 1 == 1,
        };
        let (a, b) = if turn { (second, first) } else { (first, second) };
        Some(Question { a: a.clone(), b: b.clone() })
    }

    /// How many pairs are answered or skipped.
    pub fn passed(&self) -> usize {
        self.answers.pairs.len() + self.skipped.len()
    }

    /// Makes a move, or says why it cannot be made; then nothing has changed.
    pub fn apply(&mut self, step: &PairsMove) -> Result<(), Refused> {
        must(!self.done, Refused::Finished)?;
        match step {
            PairsMove::Choose(pair) => {
                self.shown(&pair.a, &pair.b)?;
                self.answers.pairs.push(pair.clone());
            }
            PairsMove::Skip { a, b } => {
                self.shown(a, b)?;
                let after = self.answers.pairs.len() as u32;
                self.skipped.push(Skip { a: a.clone(), b: b.clone(), after });
            }
            PairsMove::Undo => {
                let answered = self.answers.pairs.len() as u32;
                if self.skipped.last().is_some_and(|skip| skip.after == answered) {
                    self.skipped.pop();
                } else {
                    self.answers.pairs.pop().ok_or(Refused::NothingToUndo)?;
                }
            }
            PairsMove::Finish => {
                must(!self.answers.pairs.is_empty(), Refused::Unfinished)?;
                must(self.question().is_none(), Refused::Unfinished)?;
                self.done = true;
            }
        }
        Ok(())
    }

    /// Whether that is the pair to compare now, on these sides.
    fn shown(&self, a: &str, b: &str) -> Result<(), Refused> {
        let known = |id: &str| self.answers.items.iter().any(|item| item == id);
        must(known(a) && known(b), Refused::Unknown)?;
        let now = self.question();
        must(now.is_some_and(|now| now.a == a && now.b == b), Refused::Behind)
    }

    /// The words for an answer: `a`, `b` or `tie`.
    pub fn winner(word: &str) -> Option<Winner> {
        match word {
            "a" => Some(Winner::A),
            "b" => Some(Winner::B),
            "tie" => Some(Winner::Tie),
            _ => None,
        }
    }
}
