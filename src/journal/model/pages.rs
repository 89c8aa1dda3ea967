//! What the pages show: ready words and days, made on the server in the viewer's language and zone.

use serde::{Deserialize, Serialize};

use super::{Answers, Sheet};
use crate::kit::id::{EntryId, ShareId};

/// A moment in words, with the machine's form for `<time>`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// For people.
    pub words: String,
    /// For `datetime`.
    pub iso: String,
}

/// The list of one's entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryList {
    /// Newest first.
    pub rows: Vec<EntryLine>,
    /// What to ask for to get older ones.
    pub next: Option<String>,
    /// What one can begin with right away.
    pub cards: Vec<Card>,
}

/// A template in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its name.
    pub id: String,
    /// The title.
    pub title: String,
    /// When to take it.
    pub when: String,
    /// How many minutes: `5`, or `20–30`.
    pub span: String,
}

/// An entry in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryLine {
    /// Which.
    pub id: EntryId,
    /// The first line; none when nothing has words.
    pub title: Option<String>,
    /// The template's title.
    pub template: String,
    /// The day it was begun.
    pub day: When,
    /// Whether it still is being written.
    pub unfinished: bool,
    /// Whether a coach has a copy.
    pub sent: bool,
    /// Whether a coach's answer has not been read yet.
    pub answered: bool,
}

/// One entry with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryPage {
    /// Which.
    pub id: EntryId,
    /// Its questions.
    pub sheet: Sheet,
    /// The day it was begun.
    pub day: When,
    /// The newest version's number; 0 before the first save.
    pub head: i64,
    /// The older version that is shown, if one was asked for.
    pub old: Option<VersionLine>,
    /// What stands there.
    pub answers: Answers,
    /// When the newest version was saved.
    pub saved: Option<String>,
    /// Whether the person was done with it.
    pub finished: bool,
    /// How many of its versions stay for ever.
    pub versions: i64,
    /// The copies that coaches have or had.
    pub shares: Vec<SharedLine>,
    /// The coaches' answers.
    pub replies: Vec<Reply>,
    /// Whether there is a coach to send it to.
    pub has_coach: bool,
    /// How many words the check found that may lead to a person; none for sheets that hold no case.
    pub traces: Option<i64>,
    /// What this page is called when it saves; every time it is opened another name.
    pub writer: String,
    /// Whose entry it is: what is kept on this device is sealed for them.
    pub owner: String,
}

/// A version in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionLine {
    /// Its number.
    pub seq: i64,
    /// When it was saved.
    pub at: When,
    /// Whether a coach has a copy of it.
    pub sent: bool,
}

/// A copy that a coach has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedLine {
    /// Which.
    pub id: ShareId,
    /// To whom.
    pub coach: String,
    /// Of which version.
    pub version: i64,
    /// When it was sent.
    pub at: When,
    /// How it stands, in words: its place in the line, who reads it, or that it was answered.
    pub state: String,
    /// Until when it can be read, in words.
    pub until: Option<String>,
}

/// A coach's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// From whom.
    pub coach: String,
    /// Their words.
    pub text: String,
    /// When.
    pub at: When,
    /// To which version.
    pub version: i64,
    /// To which copy.
    pub share: ShareId,
    /// How many remarks came with it.
    pub remarks: i64,
}

/// What a save answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The version that it became.
    pub seq: i64,
    /// When, on the person's clock.
    pub clock: String,
    /// The version that holds these words and those of other screens, where those wrote as well.
    pub elsewhere: Option<i64>,
    /// How many of these words may lead to a person, for their author alone; none where this save was not looked at.
    pub traces: Option<i64>,
}

/// A line of 閲覧履歴: somebody opened something of mine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderLine {
    /// Who.
    pub who: String,
    /// As what.
    pub role: String,
    /// What, in words.
    pub what: String,
    /// Where to find it, if it is still there.
    pub entry: Option<EntryId>,
    /// Which version; 0 when there are none.
    pub version: i64,
    /// When.
    pub at: When,
}
