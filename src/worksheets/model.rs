//! The rules of the value cards: what a sitting holds, which moves it allows, and what pages show of it.

mod forms;
mod moves;
mod pages;
pub mod play;
mod refusal;
mod shuffle;
mod sitting;

pub use forms::{DeleteForm, MoveForm, SaveForm, ShareDraft, ShareForm, SharePick, StartForm, WithdrawForm};
pub use moves::Move;
pub use pages::{
    CardText, Compared, Comparison, Given, GivenNote, Lines, Noted, PileCount, ResultPage, RoundRow, Saved, SharedCard,
    SharedRow, SharedValues, Sharing, SittingPage, SlopeRow, ValuesHome, coach_path,
};
pub use refusal::Refusal;
pub use shuffle::shuffled;
pub use sitting::{OwnCard, Past, Sitting, Stage, Step};

/// The cards of the top list: at least so many …
pub const TOP_LEAST: usize = 5;
/// … and at most so many.
pub const TOP_MOST: usize = 10;
/// How many cards a person may write.
pub const OWN_MOST: usize = 5;
/// Longest name of a card that a person writes, in characters.
pub const NAME_MOST: usize = 20;
/// Longest description of such a card, in characters.
pub const SAYS_MOST: usize = 60;
/// Longest note, in characters.
pub const NOTE_MOST: usize = 2000;
/// How many moves one save may carry.
pub const MOVES_MOST: usize = 200;
