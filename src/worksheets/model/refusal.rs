//! Why a move is not possible, in words.

use super::{NAME_MOST, NOTE_MOST, OWN_MOST, SAYS_MOST, TOP_LEAST, TOP_MOST};
use crate::kit::{Error, Locale};
use crate::tl;

/// Why a move is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The card is not one of this sitting, or not in the list it would be moved in.
    Card,
    /// There are five piles.
    Pile,
    /// The part of the sitting that is under way knows no such move.
    Step,
    /// Cards are still to be sorted.
    Unsorted,
    /// Fewer than five cards in the top pile.
    TopSmall,
    /// More than ten cards in the top pile.
    TopLarge,
    /// An order that leaves out, doubles or adds a card.
    Order,
    /// No more than five cards of one's own.
    OwnFull,
    /// A card needs a name, of 20 characters at most.
    OwnName,
    /// Its description has 60 characters at most.
    OwnSays,
    /// There are three questions.
    Question,
    /// A note has 2,000 characters at most.
    NoteLong,
    /// Nothing to take back.
    NothingToUndo,
}

impl Refusal {
    /// The refusal as a sentence.
    pub fn words(self, locale: Locale) -> String {
        match self {
            Refusal::Card => tl!(locale, worksheets.refused_card).to_owned(),
            Refusal::Pile => tl!(locale, worksheets.refused_pile).to_owned(),
            Refusal::Step | Refusal::Question => tl!(locale, worksheets.refused_step).to_owned(),
            Refusal::Unsorted => tl!(locale, worksheets.refused_unsorted).to_owned(),
            Refusal::TopSmall => tl!(locale, worksheets.refused_top_small, least = TOP_LEAST),
            Refusal::TopLarge => tl!(locale, worksheets.refused_top_large, most = TOP_MOST),
            Refusal::Order => tl!(locale, worksheets.refused_order).to_owned(),
            Refusal::OwnFull => tl!(locale, worksheets.refused_own_full, most = OWN_MOST),
            Refusal::OwnName => tl!(locale, worksheets.refused_own_name, most = NAME_MOST),
            Refusal::OwnSays => tl!(locale, worksheets.refused_own_says, most = SAYS_MOST),
            Refusal::NoteLong => tl!(locale, worksheets.refused_note, most = NOTE_MOST),
            Refusal::NothingToUndo => tl!(locale, worksheets.refused_undo).to_owned(),
        }
    }

    /// The form field that the refusal belongs to; empty when it is the move as a whole.
    pub fn field(self) -> &'static str {
        match self {
            Refusal::OwnName => "name",
            Refusal::OwnSays => "says",
            _ => "",
        }
    }

    /// The refusal as an error for the person.
    pub fn error(self, locale: Locale) -> Error {
        Error::field(self.field(), self.words(locale))
    }
}
