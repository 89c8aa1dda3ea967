//! What the pages of showing an entry hold: ready words, made on the server.

use serde::{Deserialize, Serialize};

use crate::coaching::model::Person;
use crate::deid::Level;
use crate::journal::model::{Answer, Answers, Question, SharedLine, Sheet, When};
use crate::kit::id::{DraftId, EntryId};
use crate::kit::page::Page;

/// What is needed to choose what goes to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoosePage {
    /// Which entry.
    pub id: EntryId,
    /// Its questions.
    pub sheet: Sheet,
    /// The version that would go; 0 when nothing was written yet.
    pub version: i64,
    /// What stands in it.
    pub answers: Answers,
    /// The day the entry was begun.
    pub day: When,
    /// To whom it may go; professions in words.
    pub coaches: Vec<Person>,
    /// What the entry itself says is wanted.
    pub want: Vec<String>,
    /// The copies of this entry that coaches have now.
    pub shares: Vec<SharedLine>,
    /// A copy that was begun and not sent.
    pub draft: Option<DraftId>,
}

/// A copy before it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyPage {
    /// Which copy.
    pub draft: DraftId,
    /// Of which entry.
    pub entry: EntryId,
    /// The entry's template.
    pub title: String,
    /// To whom.
    pub coaches: String,
    /// For what, until when, how: a line each.
    pub terms: Vec<String>,
    /// What goes along.
    pub parts: Vec<PartToSend>,
    /// What the author would like to ask.
    pub ask: PieceShown,
    /// How many direct and indirect traces there are.
    pub found: (i64, i64),
    /// The lines of the last look.
    pub checklist: Vec<String>,
    /// Which of them are ticked.
    pub checks: Vec<String>,
    /// That the check can miss things.
    pub last_look: String,
    /// Whether the duty to report has to be mentioned.
    pub may_hold_case: bool,
    /// Whether the words have to stay as they are.
    pub live: bool,
}

/// A step that goes along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartToSend {
    /// The question.
    pub step: Question,
    /// What is chosen in it, without the words.
    pub fixed: Answer,
    /// Its words.
    pub pieces: Vec<PieceShown>,
}

/// A text of a copy with what was found in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceShown {
    /// Its place.
    pub place: String,
    /// Its label.
    pub label: String,
    /// The words.
    pub text: String,
    /// What was found.
    pub found: Vec<FoundShown>,
}

/// A trace, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundShown {
    /// How it is called in the form.
    pub key: String,
    /// How much it weighs.
    pub level: Level,
    /// How much it weighs, in words.
    pub level_words: String,
    /// What it is, in words.
    pub kind: String,
    /// Why it matters.
    pub why: String,
    /// The words themselves.
    pub text: String,
    /// What the button says that follows the suggestion.
    pub suggestion: String,
    /// What the button sends.
    pub apply: String,
    /// The reason that was given for keeping it.
    pub reason: String,
    /// Whether it was looked at.
    pub seen: bool,
    /// Whether the same words were asked about above.
    pub again: bool,
}

/// What the check finds in one's own entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookPage {
    /// Which entry.
    pub entry: EntryId,
    /// Its template.
    pub title: String,
    /// Texts in which something was found.
    pub pieces: Vec<PieceShown>,
    /// That the check can miss things.
    pub last_look: String,
}

/// Consent receipts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentPage {
    /// Those that hold now; on the first page only.
    pub current: Vec<ConsentLine>,
    /// Those that are over.
    pub over: Page<ConsentLine>,
    /// Whether this is the first page.
    pub begins: bool,
}

/// What was consented to, and so how it is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsentKind {
    /// A copy of an entry.
    Journal,
    /// An excerpt for another coach.
    Supervision,
    /// A copy of a result.
    Worksheet,
    /// A copy of a result of a self-check.
    SelfCheck,
    /// A goal.
    Goal,
    /// A result that is counted, without a name.
    Counted,
}

/// A consent receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentLine {
    /// What kind of thing it is about.
    pub kind: ConsentKind,
    /// Which.
    pub id: String,
    /// What else is needed to take it back: the cohort of a goal, or what is counted for.
    pub also: String,
    /// To whom, or for what.
    pub title: String,
    /// Of what.
    pub what: String,
    /// Where to find it, if it is still there.
    pub href: Option<String>,
    /// For what.
    pub purpose: String,
    /// When the consent was given.
    pub given: When,
    /// Until when it holds.
    pub until: Option<When>,
    /// How it ended, in words; empty while it holds.
    pub ended: String,
    /// What taking it back means.
    pub loss: String,
}
