//! What the pages show. Names of cards are in the viewer's language, dates are ready to read.

use serde::{Deserialize, Serialize};

use super::{ShareDraft, Sitting};
use crate::kit::id::{AnswerId, UserId, WorksheetShareId};

/// A card as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardText {
    /// The card.
    pub id: String,
    /// The value's name.
    pub name: String,
    /// One line about it.
    pub says: String,
}

/// A round in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundRow {
    /// The sitting.
    pub id: AnswerId,
    /// The day it was finished, or last worked on.
    pub day: String,
    /// The same for `<time datetime>`.
    pub datetime: String,
}

/// The home of the value cards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValuesHome {
    /// The worksheet's name.
    pub name: String,
    /// Whose work it rests on.
    pub credit: String,
    /// Under which terms.
    pub licence: String,
    /// About how long a round takes.
    pub minutes: i64,
    /// How many cards a round has.
    pub cards: u32,
    /// How many more with those of private life.
    pub private_cards: u32,
    /// The names of those cards, so that a person can see what they would be dealt.
    pub private_names: Vec<String>,
    /// A round that was begun.
    pub unfinished: Option<RoundRow>,
    /// Finished rounds, latest first.
    pub finished: Vec<RoundRow>,
}

/// The sentences above the steps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// Sorting.
    pub sort: String,
    /// Too few cards in the top pile.
    pub promote: String,
    /// Too many.
    pub demote: String,
    /// Ranking.
    pub rank: String,
}

/// A sitting under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SittingPage {
    /// The sitting.
    pub id: AnswerId,
    /// Its revision, which the next move names.
    pub revision: i64,
    /// The worksheet's name.
    pub name: String,
    /// When it was last saved.
    pub saved_at: String,
    /// The state.
    pub sitting: Sitting,
    /// The cards of the deck.
    pub cards: Vec<CardText>,
    /// The names of the piles, from 1 to 5.
    pub piles: Vec<String>,
    /// The three questions.
    pub questions: Vec<String>,
    /// The sentences above the steps.
    pub lines: Lines,
}

impl SittingPage {
    /// The words of a card, of the deck or of one's own.
    pub fn card(&self, sitting: &Sitting, id: &str) -> CardText {
        let own = sitting.custom.iter().find(|card| card.id == id);
        let own = own.map(|card| CardText { id: card.id.clone(), name: card.name.clone(), says: card.says.clone() });
        own.or_else(|| self.cards.iter().find(|card| card.id == id).cloned()).unwrap_or_default()
    }
}

/// What the browser learns when its moves were saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The revision after them.
    pub revision: i64,
    /// When, by the clock on the viewer's wall.
    pub at: String,
}

/// A note that may be shown to a coach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenNote {
    /// Which question, 0 to 2.
    pub question: u8,
    /// The question in words.
    pub asked: String,
    /// The answer.
    pub text: String,
}

/// A card of the top list with its notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// The card.
    pub card: CardText,
    /// The questions that were answered.
    pub notes: Vec<GivenNote>,
}

/// A pile in the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PileCount {
    /// 1 to 5.
    pub pile: u8,
    /// Its name.
    pub name: String,
    /// The names of its cards.
    pub cards: Vec<String>,
}

/// A copy that a coach can see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The copy.
    pub id: WorksheetShareId,
    /// Whose it is to read.
    pub coach: String,
    /// Since when.
    pub day: String,
    /// The same for `<time datetime>`.
    pub datetime: String,
}

/// Everything about showing a result to a coach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    /// One's coaches: id and name.
    pub coaches: Vec<(UserId, String)>,
    /// Copies that coaches can see now.
    pub given: Vec<Given>,
    /// What was picked and not confirmed yet.
    pub draft: Option<ShareDraft>,
    /// Exactly what the coach would see.
    pub preview: Option<SharedValues>,
}

/// The result of a finished sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultPage {
    /// The sitting.
    pub id: AnswerId,
    /// The worksheet's name.
    pub name: String,
    /// The day it was finished.
    pub day: String,
    /// The same for `<time datetime>`.
    pub datetime: String,
    /// The top list.
    pub top: Vec<Noted>,
    /// The piles, 5 first.
    pub piles: Vec<PileCount>,
    /// Beside the round before, when there is one and this is the latest.
    pub before: Option<Comparison>,
    /// Showing it to a coach.
    pub sharing: Sharing,
    /// Whose work the worksheet rests on.
    pub credit: String,
}

/// A value in two rounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlopeRow {
    /// The value's name.
    pub name: String,
    /// Its place before, if it was in the top list.
    pub before: Option<u32>,
    /// Its place now.
    pub now: Option<u32>,
}

/// Two rounds side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The earlier round.
    pub before: RoundRow,
    /// The later round.
    pub now: RoundRow,
    /// Every value of either top list.
    pub rows: Vec<SlopeRow>,
    /// How many of the first five are the same.
    pub overlap: u32,
    /// The same as a share of all that stand in either five.
    pub jaccard: f64,
    /// How many values stand in both top lists.
    pub common: u32,
    /// Kendall's τ of their order; none with fewer than two.
    pub tau: Option<f64>,
    /// Rank-biased overlap, p = 0.9, extrapolated.
    pub rbo: f64,
    /// The part of it that was seen (truncated).
    pub rbo_seen: f64,
    /// Kendall's τ-b of the piles of all cards that both rounds have.
    pub piles_tau: Option<f64>,
}

impl Eq for Comparison {}

/// What the page that compares shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Compared {
    /// Two rounds.
    Both(Box<Comparison>),
    /// Nothing was chosen: the address of what makes sense instead.
    Elsewhere(String),
}

/// A card of the copy that a coach sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedCard {
    /// The card.
    pub card: CardText,
    /// The notes that the author chose to show.
    pub notes: Vec<GivenNote>,
}

/// What a coach sees: the top list and the chosen notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedValues {
    /// The name of the worksheet.
    pub name: String,
    /// Whose result it is.
    pub member: String,
    /// The day it was finished.
    pub day: String,
    /// The same for `<time datetime>`.
    pub datetime: String,
    /// The top list, most important first.
    pub top: Vec<SharedCard>,
}

/// A copy in a coach's list, without its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedRow {
    /// The copy.
    pub id: WorksheetShareId,
    /// Who showed it.
    pub member: UserId,
    /// Their name.
    pub name: String,
    /// When, in microseconds.
    pub shared_at: crate::kit::Moment,
    /// Whether the coach has opened it.
    pub opened: bool,
    /// The worksheet.
    pub worksheet: String,
}

/// Where a coach opens a copy of a worksheet.
pub fn coach_path(worksheet: &str, share: &WorksheetShareId) -> String {
    let room = if worksheet == "W1" { "values" } else { "sheets" };
    format!("/coach/{room}/{share}")
}
