//! W1: cards that are laid on piles and put in order.

use super::parts::{Id, Words, between};
use super::reader::{Reader, shape};

shape! {
    /// The value cards.
    pub struct Cards {
        /// The names of the piles, 1 to 5.
        piles: [Words; 5],
        /// The three questions.
        questions: [Words; 3],
        /// The sentences above the steps.
        screens: Screens,
        /// All cards.
        cards: Vec<Card>,
    }

    /// A card of the deck.
    pub struct Card {
        /// A stable name that answers refer to.
        id: Id,
        /// The number in the original set.
        number: i64,
        /// Whether it belongs to the workplace deck, which is dealt by default.
        work: bool,
        /// The value's name.
        name: Words,
        /// One line about it.
        says: Words,
    }

    /// The sentences above the steps.
    pub struct Screens {
        /// While sorting.
        sort: Words,
        /// When the top pile is small.
        promote: Words,
        /// When it is large.
        demote: Words,
        /// While putting it in order.
        rank: Words,
    }
}

impl Cards {
    /// Notes what is wrong.
    pub fn check(&self, reader: &mut Reader) {
        between(reader, "cards", self.cards.len() as i64, 20, 200);
        reader.unique("cards", self.cards.iter().map(|card| &*card.id));
        for (at, card) in self.cards.iter().enumerate() {
            let place = format!("cards[{at}]");
            reader.must(card.number == at as i64 + 1, &format!("{place}.number"), format!("must be {}", at + 1));
            let own = card.id.starts_with("own-");
            reader.must(!own, &format!("{place}.id"), "must not begin with own-, which is for cards that people write");
        }
        for (language, name) in [("ja", (|card| &card.name.ja) as fn(&Card) -> &String), ("en", |card| &card.name.en)] {
            let mut seen = std::collections::BTreeSet::new();
            for (at, card) in self.cards.iter().enumerate() {
                let place = format!("cards[{at}].name.{language}");
                reader.must(seen.insert(name(card)), &place, format!("\"{}\" stands twice", name(card)));
            }
        }
    }
}
