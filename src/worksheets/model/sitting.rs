//! One sitting with the value cards: what was dealt, and where the person stands.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{TOP_LEAST, TOP_MOST};

/// A card that the person wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCard {
    /// `own-1` … `own-5`.
    pub id: String,
    /// The value's name.
    pub name: String,
    /// One line about it; may be empty.
    pub says: String,
}

/// The part of the sitting that is under way, as it is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Cards go to piles.
    #[default]
    Sorting,
    /// The top pile is put in order.
    Ranking,
    /// The three questions.
    Noting,
    /// Finished; nothing moves any more.
    Done,
}

/// What the person is asked to do now. Follows from the stage and the piles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Sort the next card.
    Sort,
    /// The top pile holds too few cards.
    Promote,
    /// The top pile holds too many cards.
    Demote,
    /// The top pile is right; go on when ready.
    Ready,
    /// Put the top list in order.
    Rank,
    /// Answer the three questions.
    Notes,
    /// Look at the result.
    Done,
}

/// Something that can be undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Past {
    /// A card went to a pile.
    Placed {
        /// Which card.
        card: String,
        /// The pile it lay in before, if any.
        was: Option<u8>,
    },
    /// A card was put aside.
    Aside {
        /// Which card.
        card: String,
        /// Its place among those that lay aside already.
        at: Option<u32>,
    },
    /// A card was written.
    Wrote {
        /// Which card.
        card: String,
    },
    /// The top list was put in another order.
    Ordered {
        /// The order before.
        was: Vec<String>,
    },
}

/// The whole state; sealed as one text in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// The cards of this sitting, in the order of the definition.
    pub deck: Vec<String>,
    /// The same cards in the order in which they are dealt.
    pub order_shown: Vec<String>,
    /// Cards that were put aside, in that order: they are dealt again when no other is left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<String>,
    /// Where each sorted card lies: 1 (not important) to 5 (most important).
    pub piles: BTreeMap<String, u8>,
    /// Cards that the person wrote.
    pub custom: Vec<OwnCard>,
    /// The top list, most important first. Made when ranking begins.
    pub top: Vec<String>,
    /// Three notes a card.
    pub notes: BTreeMap<String, [String; 3]>,
    /// The part that is under way.
    pub stage: Stage,
    /// What can be undone, latest last.
    pub history: Vec<Past>,
}

impl Sitting {
    /// A new sitting with the cards of `deck`, dealt in the order that `seed` decides.
    pub fn new(deck: Vec<String>, seed: u64) -> Sitting {
        let order_shown = super::shuffled(&deck, seed);
        Sitting { deck, order_shown, ..Sitting::default() }
    }

    /// Every card, in the order of dealing; one's own cards come last.
    pub fn cards(&self) -> impl Iterator<Item = &str> {
        self.order_shown.iter().map(String::as_str).chain(self.custom.iter().map(|card| card.id.as_str()))
    }

    /// Whether this sitting has such a card.
    pub fn has(&self, card: &str) -> bool {
        self.cards().any(|one| one == card)
    }

    /// How many cards there are.
    pub fn total(&self) -> usize {
        self.order_shown.len() + self.custom.len()
    }

    /// The next card to sort: a card one has just written before those of the deck, and what was put aside at the end.
    pub fn next_card(&self) -> Option<&str> {
        let own = self.custom.iter().map(|card| card.id.as_str());
        let waits = |card: &&str| !self.piles.contains_key(*card);
        let mut dealt = own.chain(self.order_shown.iter().map(String::as_str)).filter(waits);
        let next = dealt.find(|card| !self.later.iter().any(|one| one == card));
        next.or_else(|| self.later.iter().map(String::as_str).find(waits))
    }

    /// The cards in a pile, in the order of dealing.
    pub fn in_pile(&self, pile: u8) -> Vec<&str> {
        self.cards().filter(|card| self.piles.get(*card) == Some(&pile)).collect()
    }

    /// What the person is asked to do now.
    pub fn step(&self) -> Step {
        match self.stage {
            Stage::Ranking => Step::Rank,
            Stage::Noting => Step::Notes,
            Stage::Done => Step::Done,
            Stage::Sorting if self.next_card().is_some() => Step::Sort,
            Stage::Sorting => match self.in_pile(5).len() {
                few if few < TOP_LEAST => Step::Promote,
                many if many > TOP_MOST => Step::Demote,
                _ => Step::Ready,
            },
        }
    }

    /// The piles from which the top pile may be filled up: the fourth, and lower ones only when it is needed.
    pub fn reserves(&self) -> Vec<u8> {
        let mut cards = self.in_pile(5).len();
        let mut piles = Vec::new();
        for pile in [4, 3, 2, 1] {
            if pile == 4 || cards < TOP_LEAST {
                piles.push(pile);
                cards += self.in_pile(pile).len();
            }
        }
        piles
    }

    /// The note on a card for a question (0 to 2); empty when there is none.
    pub fn note(&self, card: &str, question: usize) -> &str {
        self.notes.get(card).and_then(|notes| notes.get(question)).map(String::as_str).unwrap_or_default()
    }
}
