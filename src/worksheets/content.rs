//! The worksheets' definitions. They are content: data files that are part of the program, versioned, never
//! changed once published.

use std::sync::LazyLock;

use super::definition::{self, Card, Screens, Words, library};
use super::model::{CardText, Lines, OwnCard};
use crate::kit::{Error, Locale, Result};

/// The value cards, one version of them.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// Which version; answers keep it for ever.
    pub version: i64,
    /// The name.
    pub name: &'static Words,
    /// Whose work it rests on.
    pub credit: &'static Words,
    /// Under which terms it may be used.
    pub licence: &'static Words,
    /// About how long a round takes.
    pub minutes: i64,
    /// The names of the piles, 1 to 5.
    pub piles: &'static [Words; 5],
    /// The three questions.
    pub questions: &'static [Words; 3],
    /// All cards.
    pub cards: &'static [Card],
    screens: &'static Screens,
}

/// Every version of the value cards.
static VERSIONS: LazyLock<Vec<Definition>> = LazyLock::new(|| library::all().iter().filter_map(read).collect());

fn read(definition: &'static definition::Definition) -> Option<Definition> {
    let (about, deck) = (&definition.about, definition.cards()?);
    Some(Definition {
        version: about.version,
        name: &about.name,
        credit: &about.credit,
        licence: &about.licence,
        minutes: about.minutes,
        piles: &deck.piles,
        questions: &deck.questions,
        cards: &deck.cards,
        screens: &deck.screens,
    })
}

/// The present version of the value cards.
pub fn values() -> &'static Definition {
    VERSIONS.iter().max_by_key(|one| one.version).expect("a test reads this file")
}

/// The version of the value cards that an answer was given to.
pub fn values_of(version: i64) -> Result<&'static Definition> {
    VERSIONS.iter().find(|one| one.version == version).ok_or(Error::NotFound)
}

impl Definition {
    /// The ids of the cards to deal: the workplace deck, or all.
    pub fn deck(&self, private_cards: bool) -> Vec<String> {
        self.cards.iter().filter(|card| card.work || private_cards).map(|card| card.id.to_string()).collect()
    }

    /// The words of all cards of a deck.
    pub fn words(&self, deck: &[String], locale: Locale) -> Vec<CardText> {
        deck.iter().map(|id| self.card(id, &[], locale)).collect()
    }

    /// The words of a card, of the set or of one's own.
    pub fn card(&self, id: &str, own: &[OwnCard], locale: Locale) -> CardText {
        if let Some(card) = own.iter().find(|card| card.id == id) {
            return CardText { id: card.id.clone(), name: card.name.clone(), says: card.says.clone() };
        }
        let card = self.cards.iter().find(|card| &*card.id == id);
        card.map(|card| CardText { id: id.to_owned(), name: card.name.of(locale), says: card.says.of(locale) })
            .unwrap_or_default()
    }

    /// The sentences above the steps.
    pub fn lines(&self, locale: Locale) -> Lines {
        Lines {
            sort: self.screens.sort.of(locale),
            promote: self.screens.promote.of(locale),
            demote: self.screens.demote.of(locale),
            rank: self.screens.rank.of(locale),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_set_has_83_cards_and_73_for_work() {
        let values = values();
        assert_eq!(values.cards.len(), 83);
        assert_eq!(values.cards.iter().filter(|card| card.work).count(), 73);
        let off: Vec<i64> = values.cards.iter().filter(|card| !card.work).map(|card| card.number).collect();
        assert_eq!(off, [5, 33, 44, 48, 53, 67, 74, 77, 80, 81]);
        assert!(values.cards.iter().map(|card| card.number).eq(1..=83));
    }

    #[test]
    fn every_card_is_one_of_its_kind_and_speaks_both_languages() {
        let cards = values().cards;
        for read in
            [|card: &Card| card.id.to_string(), |card: &Card| card.name.ja.clone(), |card: &Card| card.name.en.clone()]
        {
            assert_eq!(cards.iter().map(read).collect::<BTreeSet<_>>().len(), 83);
        }
        for card in cards {
            assert!(card.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", card.id);
            assert!(!card.id.starts_with("own-"), "kept for cards that people write");
            assert!(![&card.says.ja, &card.says.en].iter().any(|says| says.trim().is_empty()), "{}", card.id);
        }
    }

    #[test]
    fn the_maker_is_named() {
        let values = values();
        for credit in [&values.credit.ja, &values.credit.en] {
            assert!(credit.contains("Personal Values Card Sort") && credit.contains("public domain"));
        }
        assert!(!values.licence.ja.is_empty() && !values.licence.en.is_empty());
    }
}
