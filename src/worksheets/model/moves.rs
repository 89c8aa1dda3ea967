//! The moves of a sitting. The browser applies them at once; the server applies them again and decides.

use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use super::sitting::{OwnCard, Past, Sitting, Stage, Step};
use super::{NAME_MOST, NOTE_MOST, OWN_MOST, SAYS_MOST};
use crate::kit::form::{chars, one_line};

/// How many steps back are remembered.
const HISTORY_MOST: usize = 200;

/// One thing that a person does with the cards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "snake_case")]
pub enum Move {
    /// Lay a card on a pile, 1 to 5.
    Place {
        /// Which card.
        card: String,
        /// Which pile.
        pile: u8,
    },
    /// Put a card aside that is not sorted yet: it comes again after the others.
    Later {
        /// Which card.
        card: String,
    },
    /// Take back the latest step of this part.
    Undo,
    /// Write a card of one's own.
    Own {
        /// Its name.
        name: String,
        /// One line about it.
        says: String,
    },
    /// Throw away a card of one's own.
    Discard {
        /// Which card.
        card: String,
    },
    /// Begin to put the top pile in order.
    Rank,
    /// Move a card of the top list one place up.
    Up {
        /// Which card.
        card: String,
    },
    /// Move a card of the top list one place down.
    Down {
        /// Which card.
        card: String,
    },
    /// Put the top list in this order.
    Order {
        /// Every card of the list, most important first.
        top: Vec<String>,
    },
    /// Go on to the three questions.
    Write,
    /// Answer a question (0 to 2) on a card of the top list.
    Note {
        /// Which card.
        card: String,
        /// Which question.
        question: u8,
        /// The answer; empty to take it away.
        text: String,
    },
    /// Go back to the part before.
    Back,
    /// Finish the sitting.
    Finish,
}

fn must(fine: bool, otherwise: Refusal) -> Result<(), Refusal> {
    if fine { Ok(()) } else { Err(otherwise) }
}

impl Sitting {
    /// Makes a move, or says why it cannot be made; then nothing has changed.
    pub fn apply(&mut self, step: &Move) -> Result<(), Refusal> {
        let stage = self.stage;
        let during = |wanted: Stage| must(stage == wanted, Refusal::Step);
        match step {
            Move::Place { card, pile } => {
                during(Stage::Sorting)?;
                self.place(card, *pile)
            }
            Move::Later { card } => {
                during(Stage::Sorting)?;
                self.put_aside(card)
            }
            Move::Own { name, says } => {
                during(Stage::Sorting)?;
                self.write_own(name, says)
            }
            Move::Discard { card } => {
                during(Stage::Sorting)?;
                self.discard(card)
            }
            Move::Rank => {
                during(Stage::Sorting)?;
                self.start_ranking()
            }
            Move::Up { card } => {
                during(Stage::Ranking)?;
                self.shift(card, true)
            }
            Move::Down { card } => {
                during(Stage::Ranking)?;
                self.shift(card, false)
            }
            Move::Order { top } => {
                during(Stage::Ranking)?;
                self.order(top.clone())
            }
            Move::Write => {
                during(Stage::Ranking)?;
                self.enter(Stage::Noting)
            }
            Move::Note { card, question, text } => {
                during(Stage::Noting)?;
                self.write_note(card, *question, text)
            }
            Move::Finish => {
                during(Stage::Noting)?;
                self.enter(Stage::Done)
            }
            Move::Back => match stage {
                Stage::Ranking => self.enter(Stage::Sorting),
                Stage::Noting => self.enter(Stage::Ranking),
                Stage::Sorting | Stage::Done => Err(Refusal::Step),
            },
            Move::Undo => self.undo(),
        }
    }

    fn place(&mut self, card: &str, pile: u8) -> Result<(), Refusal> {
        must((1..=5).contains(&pile), Refusal::Pile)?;
        must(self.has(card), Refusal::Card)?;
        let was = self.piles.insert(card.to_owned(), pile);
        if was != Some(pile) {
            self.remember(Past::Placed { card: card.to_owned(), was });
        }
        Ok(())
    }

    fn put_aside(&mut self, card: &str) -> Result<(), Refusal> {
        must(self.has(card) && !self.piles.contains_key(card), Refusal::Card)?;
        let at = self.later.iter().position(|one| one == card).map(|at| at as u32);
        self.later.retain(|one| one != card);
        self.later.push(card.to_owned());
        self.remember(Past::Aside { card: card.to_owned(), at });
        Ok(())
    }

    fn write_own(&mut self, name: &str, says: &str) -> Result<(), Refusal> {
        let (name, says) = (one_line(name), one_line(says));
        must(self.custom.len() < OWN_MOST, Refusal::OwnFull)?;
        must((1..=NAME_MOST).contains(&chars(&name)), Refusal::OwnName)?;
        must(chars(&says) <= SAYS_MOST, Refusal::OwnSays)?;
        let free = (1..=OWN_MOST).map(|n| format!("own-{n}")).find(|id| !self.has(id)).ok_or(Refusal::OwnFull)?;
        self.custom.push(OwnCard { id: free.clone(), name, says });
        self.remember(Past::Wrote { card: free });
        Ok(())
    }

    fn discard(&mut self, card: &str) -> Result<(), Refusal> {
        let at = self.custom.iter().position(|own| own.id == card).ok_or(Refusal::Card)?;
        self.custom.remove(at);
        self.piles.remove(card);
        self.notes.remove(card);
        self.top.retain(|one| one != card);
        self.later.retain(|one| one != card);
        self.history.retain(|past| match past {
            Past::Placed { card: one, .. } | Past::Aside { card: one, .. } | Past::Wrote { card: one } => one != card,
            Past::Ordered { .. } => true,
        });
        Ok(())
    }

    fn start_ranking(&mut self) -> Result<(), Refusal> {
        match self.step() {
            Step::Ready => {}
            Step::Promote => return Err(Refusal::TopSmall),
            Step::Demote => return Err(Refusal::TopLarge),
            _ => return Err(Refusal::Unsorted),
        }
        // Who comes back from ranking finds the order as it was; new cards stand at the end.
        let chosen: Vec<String> = self.in_pile(5).into_iter().map(str::to_owned).collect();
        self.top.retain(|card| chosen.contains(card));
        for card in chosen {
            if !self.top.contains(&card) {
                self.top.push(card);
            }
        }
        self.enter(Stage::Ranking)
    }

    fn shift(&mut self, card: &str, up: bool) -> Result<(), Refusal> {
        let at = self.top.iter().position(|one| one == card).ok_or(Refusal::Card)?;
        let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < self.top.len()) };
        let mut top = self.top.clone();
        top.swap(at, to.ok_or(Refusal::Order)?);
        self.order(top)
    }

    fn order(&mut self, top: Vec<String>) -> Result<(), Refusal> {
        must(top.iter().all(|card| self.has(card)), Refusal::Card)?;
        let sorted = |cards: &[String]| {
            let mut cards = cards.to_vec();
            cards.sort();
            cards
        };
        must(sorted(&top) == sorted(&self.top), Refusal::Order)?;
        let was = std::mem::replace(&mut self.top, top);
        if was != self.top {
            self.remember(Past::Ordered { was });
        }
        Ok(())
    }

    fn write_note(&mut self, card: &str, question: u8, text: &str) -> Result<(), Refusal> {
        must(self.top.iter().any(|one| one == card), Refusal::Card)?;
        // Browsers send line breaks of forms as CRLF; they count, and are kept, as one character.
        let text = text.replace("\r\n", "\n").replace(['\r', '\0'], "");
        must(chars(&text) <= NOTE_MOST, Refusal::NoteLong)?;
        must(question < 3, Refusal::Question)?;
        let notes = self.notes.entry(card.to_owned()).or_default();
        notes[usize::from(question)] = if text.trim().is_empty() { String::new() } else { text };
        if notes.iter().all(String::is_empty) {
            self.notes.remove(card);
        }
        Ok(())
    }

    fn enter(&mut self, stage: Stage) -> Result<(), Refusal> {
        self.stage = stage;
        self.history.clear();
        self.later.clear();
        Ok(())
    }

    fn undo(&mut self) -> Result<(), Refusal> {
        match self.history.pop().ok_or(Refusal::NothingToUndo)? {
            Past::Placed { card, was: Some(pile) } => {
                self.piles.insert(card, pile);
            }
            Past::Placed { card, was: None } => {
                self.piles.remove(&card);
            }
            Past::Aside { card, at } => {
                self.later.retain(|one| *one != card);
                if let Some(at) = at {
                    self.later.insert((at as usize).min(self.later.len()), card);
                }
            }
            Past::Wrote { card } => self.custom.retain(|own| own.id != card),
            Past::Ordered { was } => self.top = was,
        }
        Ok(())
    }

    fn remember(&mut self, past: Past) {
        if self.history.len() == HISTORY_MOST {
            self.history.remove(0);
        }
        self.history.push(past);
    }
}

#[cfg(test)]
#[path = "moves_tests.rs"]
mod tests;
