//! What pages send.

use serde::{Deserialize, Serialize};

use super::{MOVES_MOST, Move};
use crate::kit::id::{AnswerId, UserId};
use crate::kit::{Error, Result};

/// Starts a round.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StartForm {
    /// Always `W1`: a form with no box ticked would send nothing at all.
    pub worksheet: String,
    /// Whether the ten cards of private life are dealt as well.
    pub private_cards: bool,
}

/// One move, from a page without JavaScript.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoveForm {
    /// The sitting.
    pub id: String,
    /// The revision that the page showed.
    pub revision: i64,
    /// `place`, `later`, `undo`, `own`, `discard`, `rank`, `up`, `down`, `write`, `note`, `finish` or `back`.
    pub act: String,
    /// The card, where one is meant.
    pub card: String,
    /// The pile, for `place`.
    pub pile: u8,
    /// The name of a card of one's own.
    pub name: String,
    /// Its description.
    pub says: String,
    /// The first note.
    pub note1: String,
    /// The second note.
    pub note2: String,
    /// The third note.
    pub note3: String,
    /// Where to go when it is done, for `note`: the number of a card in the top list, or `finish`.
    pub goto: String,
    /// Always empty: results are computed here.
    pub result: String,
}

impl MoveForm {
    /// The moves that the form means.
    pub fn moves(&self) -> Result<Vec<Move>> {
        let card = || self.card.clone();
        let one = match self.act.as_str() {
            "place" => Move::Place { card: card(), pile: self.pile },
            "later" => Move::Later { card: card() },
            "undo" => Move::Undo,
            "own" => Move::Own { name: self.name.clone(), says: self.says.clone() },
            "discard" => Move::Discard { card: card() },
            "rank" => Move::Rank,
            "up" => Move::Up { card: card() },
            "down" => Move::Down { card: card() },
            "write" => Move::Write,
            "finish" => Move::Finish,
            "back" => Move::Back,
            "note" => {
                let notes = [&self.note1, &self.note2, &self.note3];
                let notes =
                    (0..3).zip(notes).map(|(question, text)| Move::Note { card: card(), question, text: text.clone() });
                let finish = (self.goto == "finish").then_some(Move::Finish);
                return Ok(notes.chain(finish).collect());
            }
            _ => return Err(Error::BadRequest),
        };
        Ok(vec![one])
    }

    /// The page to show next.
    pub fn next_page(&self, id: &AnswerId) -> String {
        match (self.act.as_str(), self.goto.as_str()) {
            ("finish", _) | ("note", "finish") => format!("/worksheets/values/{id}/result?done=finished"),
            ("note", at) if at.parse::<u8>().is_ok() => format!("/worksheets/values/{id}?at={at}"),
            _ => format!("/worksheets/values/{id}"),
        }
    }
}

/// Moves that the browser has already shown, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveForm {
    /// The sitting.
    pub id: String,
    /// The revision before the first of these moves.
    pub revision: i64,
    /// The moves as JSON.
    pub moves: String,
    /// Always empty: results are computed here.
    pub result: String,
}

impl SaveForm {
    /// The moves; at least one, at most as many as a save may carry.
    pub fn moves(&self) -> Result<Vec<Move>> {
        let moves: Vec<Move> = serde_json::from_str(&self.moves).map_err(|_| Error::BadRequest)?;
        if moves.is_empty() || moves.len() > MOVES_MOST { Err(Error::BadRequest) } else { Ok(moves) }
    }
}

/// Deletes a sitting.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteForm {
    /// The sitting.
    pub id: String,
}

/// What to show to whom: kept with the sitting until it is confirmed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SharePick {
    /// The sitting.
    pub id: String,
    /// The coach.
    pub coach: String,
    /// The notes that go along, each `card/question`.
    pub notes: Vec<String>,
}

/// Confirms what was picked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ShareForm {
    /// The sitting.
    pub id: String,
    /// `send`, or `change` to pick anew.
    pub act: String,
}

/// Takes a shared copy back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WithdrawForm {
    /// The shared copy.
    pub id: String,
}

/// A choice of coach and notes that was not confirmed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareDraft {
    /// The coach.
    pub coach: UserId,
    /// Card and question (0 to 2) of each note that goes along.
    pub notes: Vec<(String, u8)>,
}

impl SharePick {
    /// The notes picked, as card and question; `BadRequest` when one is not of that shape.
    pub fn picked(&self) -> Result<Vec<(String, u8)>> {
        let read = |note: &String| {
            let (card, question) = note.split_once('/')?;
            Some((card.to_owned(), question.parse().ok().filter(|question| *question < 3)?))
        };
        self.notes.iter().map(|note| read(note).ok_or(Error::BadRequest)).collect()
    }
}
