//! W1, the value cards. There is no score: the result is what was laid where. Two sittings can be compared.
//!
//! Answers: `{"deck": ["caring", …], "order_shown": […], "piles": {"caring": 5, …}, "custom": [{"id": "own-1", "name":
//! "…", "says": "…"}], "top": ["caring", …], "notes": {"caring": ["…", "…", "…"]}}`, as a finished sitting is kept.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::action::TEXT_MOST;
use super::error::{ScoreError, count, known, number, once, said, text};
use super::likeness::{Rbo, jaccard_at, overlap_at, rbo, tau_b, tau_of_common};
use crate::worksheets::definition::Cards;

/// The cards of the top list: at least so many, and at most.
const TOP: (usize, usize) = (5, 10);
/// How many cards a person may write, and how long their names and descriptions are.
const OWN: (usize, usize, usize) = (5, 20, 60);

/// A finished sitting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// The cards that were dealt.
    pub deck: Vec<String>,
    /// The same in the order in which they were dealt; may be left out.
    pub order_shown: Vec<String>,
    /// Where each card lies, 1 to 5.
    pub piles: BTreeMap<String, u8>,
    /// Cards of one's own.
    pub custom: Vec<Own>,
    /// The top list, most important first.
    pub top: Vec<String>,
    /// Three notes a card.
    pub notes: BTreeMap<String, [String; 3]>,
    /// The part that is under way, as a sitting keeps it; counts for nothing here.
    #[serde(skip_serializing)]
    pub stage: serde::de::IgnoredAny,
    /// What can be undone; counts for nothing here.
    #[serde(skip_serializing)]
    pub history: serde::de::IgnoredAny,
}

/// A card that the person wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Own {
    /// `own-1` … `own-5`.
    pub id: String,
    /// The value's name.
    pub name: String,
    /// One line about it.
    #[serde(default)]
    pub says: String,
}

/// What was laid where.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// The top list, most important first.
    pub top: Vec<String>,
    /// How many cards lie in each pile, 1 first.
    pub counts: [u32; 5],
    /// The cards of each pile, 1 first.
    pub piles: [Vec<String>; 5],
}

impl Answers {
    /// Whether this can be a finished sitting with these cards.
    pub fn check(&self, cards: &Cards) -> Result<(), ScoreError> {
        for card in &self.deck {
            known("deck", card, cards.cards.iter().any(|one| *one.id == **card))?;
        }
        count("deck", self.deck.len(), TOP.0, cards.cards.len())?;
        once("deck", self.deck.iter().map(String::as_str))?;
        count("custom", self.custom.len(), 0, OWN.0)?;
        once("custom", self.custom.iter().map(|own| own.id.as_str()))?;
        for own in &self.custom {
            known("custom", &own.id, (1..=OWN.0).any(|n| own.id == format!("own-{n}")))?;
            said("custom.name", &own.name, OWN.1)?;
            text("custom.says", &own.says, OWN.2)?;
        }
        let all: BTreeSet<&str> =
            self.deck.iter().map(String::as_str).chain(self.custom.iter().map(|own| own.id.as_str())).collect();
        if !self.order_shown.is_empty() {
            once("order_shown", self.order_shown.iter().map(String::as_str))?;
            count("order_shown", self.order_shown.len(), self.deck.len(), self.deck.len())?;
        }
        for (place, ids) in [
            ("order_shown", self.order_shown.iter().collect::<Vec<_>>()),
            ("piles", self.piles.keys().collect()),
            ("notes", self.notes.keys().collect()),
        ] {
            ids.into_iter().try_for_each(|id| known(place, id, all.contains(id.as_str())))?;
        }
        for (card, pile) in &self.piles {
            number(&format!("piles.{card}"), f64::from(*pile), 1.0, 5.0)?;
        }
        if let Some(unsorted) = all.iter().find(|card| !self.piles.contains_key(**card)) {
            return Err(ScoreError::Missing { place: "piles".into(), id: (*unsorted).to_owned() });
        }
        self.notes.values().flatten().try_for_each(|note| text("notes", note, TEXT_MOST))?;
        self.check_top()
    }

    fn check_top(&self) -> Result<(), ScoreError> {
        let chosen: BTreeSet<&str> =
            self.piles.iter().filter(|(_, pile)| **pile == 5).map(|(card, _)| card.as_str()).collect();
        count("piles.5", chosen.len(), TOP.0, TOP.1)?;
        once("top", self.top.iter().map(String::as_str))?;
        self.top.iter().try_for_each(|card| known("top", card, chosen.contains(card.as_str())))?;
        count("top", self.top.len(), chosen.len(), chosen.len())
    }
}

/// What was laid where.
pub fn score(cards: &Cards, answers: &Answers) -> Result<Scored, ScoreError> {
    answers.check(cards)?;
    let order = answers.deck.iter().chain(answers.custom.iter().map(|own| &own.id));
    let mut piles: [Vec<String>; 5] = Default::default();
    for card in order {
        if let Some(pile) = answers.piles.get(card) {
            piles[usize::from(*pile) - 1].push(card.clone());
        }
    }
    let counts = std::array::from_fn(|pile| piles[pile].len() as u32);
    Ok(Scored { top: answers.top.clone(), counts, piles })
}

/// Two sittings side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// How many of the first five are the same.
    pub overlap_at_5: u32,
    /// The same as a share of all that stand in either five.
    pub jaccard_at_5: f64,
    /// Kendall's τ of the order of the cards that stand in both top lists; null with fewer than two.
    pub tau: Option<f64>,
    /// Rank-biased overlap with p = 0.9.
    pub rbo: Rbo,
    /// Kendall's τ-b of the piles of all cards that were dealt both times.
    pub piles_tau: Option<f64>,
    /// Every card of either top list, with its places (1 is the first).
    pub places: Vec<Places>,
}

/// A card's place in two sittings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Places {
    /// The card; `own:` and its name for one of one's own.
    pub card: String,
    /// Its place before, if it stood in the list.
    pub before: Option<u32>,
    /// Its place now.
    pub now: Option<u32>,
}

/// How alike two sittings are. A card of one's own is the same in both when it has the same name.
pub fn compare(before: &Answers, now: &Answers) -> Change {
    let (a, b) = (before.keys(&before.top), now.keys(&now.top));
    let place = |list: &[String], card: &String| list.iter().position(|one| one == card).map(|at| at as u32 + 1);
    let gone = a.iter().filter(|card| !b.contains(card));
    let places =
        b.iter().chain(gone).map(|card| Places { card: card.clone(), before: place(&a, card), now: place(&b, card) });
    let piles = |sitting: &Answers| -> BTreeMap<String, u8> {
        sitting.piles.iter().map(|(card, pile)| (sitting.key(card), *pile)).collect()
    };
    let (old, new) = (piles(before), piles(now));
    let (x, y): (Vec<u8>, Vec<u8>) = old.iter().filter_map(|(card, pile)| Some((*pile, *new.get(card)?))).unzip();
    Change {
        overlap_at_5: overlap_at(&a, &b, 5) as u32,
        jaccard_at_5: jaccard_at(&a, &b, 5),
        tau: tau_of_common(&a, &b),
        rbo: rbo(&a, &b, 0.9),
        piles_tau: tau_b(&x, &y),
        places: places.collect(),
    }
}

impl Answers {
    /// What makes a card the same in two sittings: its id, or the name that the person gave it.
    fn key(&self, card: &str) -> String {
        let own = self.custom.iter().find(|own| own.id == card);
        own.map_or_else(|| card.to_owned(), |own| format!("own:{}", own.name))
    }

    fn keys(&self, cards: &[String]) -> Vec<String> {
        cards.iter().map(|card| self.key(card)).collect()
    }
}
