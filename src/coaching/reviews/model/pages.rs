//! What the pages of a review hold: ready words, made on the server.

use serde::{Deserialize, Serialize};

use crate::coaching::model::DeskPage;
use crate::journal::model::{Answer, Question, When};
use crate::kit::id::{CommentId, EntryId, ShareId};

/// A copy at the coach's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoachPage {
    /// Which.
    pub share: ShareId,
    /// Whose.
    pub member: String,
    /// The other copies that wait.
    pub queue: DeskPage,
    /// The words, or why they stay closed.
    pub text: Result<Box<Text>, Closed>,
}

/// A copy that another coach holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Who.
    pub by: String,
    /// When it is free again.
    pub until: When,
}

/// An opened copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The author's profession in words.
    pub profession: String,
    /// The template's title.
    pub title: String,
    /// For what.
    pub want: Vec<String>,
    /// What the author asks.
    pub ask: String,
    /// When it came.
    pub since: When,
    /// Until when it can be read.
    pub until: Option<When>,
    /// The version, when the copy follows its entry.
    pub live: Option<i64>,
    /// The steps.
    pub parts: Vec<Part>,
    /// Remarks whose passage changed.
    pub lost: Vec<Remark>,
    /// Until when the viewer holds it, if they do.
    pub mine: Option<When>,
    /// Whether other coaches have it, too.
    pub shared: bool,
    /// How much happened with it.
    pub turn: i64,
    /// The answer and what was said after it.
    pub dialogue: Option<Dialogue>,
    /// How many remarks wait to be returned.
    pub pending: i64,
    /// The viewer's own note.
    pub note: Note,
    /// The viewer's answer, as far as it was written.
    pub unfinished: String,
}

/// A step of a copy with its remarks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The question.
    pub step: Question,
    /// The answer, without the words that stand as passages.
    pub fixed: Answer,
    /// Its words.
    pub texts: Vec<Passage>,
    /// The remarks on them.
    pub remarks: Vec<Remark>,
}

/// A text in which passages are marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Its place in the copy.
    pub place: String,
    /// What it is called: its question, or the row and the column.
    pub label: String,
    /// The words, in pieces: their text, whether they are marked, the numbers that end here.
    pub pieces: Vec<(String, bool, Vec<i64>)>,
    /// The words with their headings, lists and quotes, where there are any. Marks and remarks count in the words as
    /// they were written.
    pub formed: Option<String>,
    /// Its sentences, to choose one without a pointer.
    pub sentences: Vec<PassageLine>,
}

/// A sentence to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageLine {
    /// What is sent.
    pub at: String,
    /// Its first words.
    pub words: String,
}

/// A remark on a passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Which.
    pub id: CommentId,
    /// Its number on the page.
    pub n: i64,
    /// The passage as it was.
    pub quote: String,
    /// The words.
    pub text: String,
    /// Whether it was not returned yet.
    pub pending: bool,
    /// What was said about it.
    pub said: Vec<Said>,
}

/// Something that was said after a review was returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// By whom.
    pub name: String,
    /// Whether by the coach.
    pub coach: bool,
    /// The words.
    pub text: String,
    /// When.
    pub at: When,
}

/// The answer and what was said after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialogue {
    /// Who answered.
    pub coach: String,
    /// The answer.
    pub text: String,
    /// When.
    pub at: When,
    /// What was said after it, not about a remark.
    pub said: Vec<Said>,
}

/// A coach's note for themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The words.
    pub text: String,
    /// The lens's name.
    pub lens: String,
}

/// A returned review for its author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorPage {
    /// Which copy.
    pub share: ShareId,
    /// Of which entry.
    pub entry: EntryId,
    /// The template's title.
    pub title: String,
    /// The answer and what was said after it.
    pub dialogue: Dialogue,
    /// The steps.
    pub parts: Vec<Part>,
    /// Remarks whose passage is not there any more.
    pub lost: Vec<Remark>,
    /// Whether the newest words are shown instead of the copy's.
    pub newest: bool,
    /// Whether there are newer words than the copy's.
    pub changed: bool,
    /// Whether the copy is still open, so that one can talk on.
    pub open: bool,
}
