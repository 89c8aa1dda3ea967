//! The rules of coaching, and what its pages show.

use serde::{Deserialize, Serialize};

use crate::journal::model::When;
use crate::kit::form::chars;
use crate::kit::id::{EntryId, ShareId, SupervisionId, UserId};
use crate::kit::{Error, Locale, Moment, Result, Turn};
use crate::tl;

/// The most characters of an answer.
pub const MAX_ANSWER: usize = 5_000;

/// A person as others in coaching see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: UserId,
    /// The name they want to be called.
    pub name: String,
    /// Their profession: its name in the database when it comes from the store, in words on a page.
    pub profession: String,
}

/// A coach's answer that its receiver has not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadAnswer {
    /// The entry that it answers.
    pub entry: EntryId,
    /// Who answered.
    pub coach_name: String,
    /// The entry's template.
    pub template: String,
    /// When the entry was begun.
    pub written_at: Moment,
}

/// A coach's answer to a copy.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct AnswerForm {
    /// Which copy.
    #[serde(default)]
    pub share: String,
    /// The answer.
    #[serde(default)]
    pub text: String,
    /// The open page that sends this, by a name that it made itself; empty without JavaScript.
    #[serde(default)]
    pub page: String,
    /// Grows with everything that page sends.
    #[serde(default)]
    pub turn: i64,
}

impl AnswerForm {
    /// The answer as it will be returned: with some words, and not too many.
    pub fn checked(&self, locale: Locale) -> Result<String> {
        let text = self.unfinished(locale)?.trim().to_owned();
        match text.is_empty() {
            true => Err(Error::field("text", tl!(locale, coaching.answer_empty))),
            false => Ok(text),
        }
    }

    /// Which page sends it, and when in its turn.
    pub fn sent(&self) -> Option<Turn> {
        Turn::of(&self.page, self.turn)
    }

    /// The answer as it is kept on the way: not too many words.
    pub fn unfinished(&self, locale: Locale) -> Result<String> {
        let text = self.text.replace("\r\n", "\n");
        match chars(text.trim()) {
            n if n > MAX_ANSWER => Err(Error::field("text", tl!(locale, coaching.answer_long, n = n))),
            _ => Ok(text),
        }
    }
}

/// The coach's desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskPage {
    /// Journals that wait for an answer, the longest waiting first.
    pub waiting: Vec<QueueLine>,
    /// Journals that were answered, the latest first.
    pub answered: Vec<QueueLine>,
    /// Worksheets that were shown, the unopened first.
    pub values: Vec<ValuesLine>,
    /// Excerpts that coaches bring to each other, the latest first.
    pub supervision: Vec<SupervisionLine>,
}

/// A copy of somebody's worksheet on the coach's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValuesLine {
    /// Where it opens.
    pub href: String,
    /// The worksheet's name.
    pub sheet: String,
    /// Whose.
    pub member: String,
    /// When it came.
    pub since: When,
    /// How long ago that is.
    pub ago: String,
    /// Whether the coach has opened it.
    pub opened: bool,
}

/// A copy on the coach's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueLine {
    /// Which.
    pub share: ShareId,
    /// Whose.
    pub member: String,
    /// Their profession in words.
    pub profession: String,
    /// The template's title.
    pub template: String,
    /// What the author would like, in words: it is shown first.
    pub want: Vec<String>,
    /// When it came.
    pub since: When,
    /// How long ago that is.
    pub ago: String,
    /// Whether the viewer holds it.
    pub mine: bool,
    /// Who else holds it.
    pub holder: Option<String>,
    /// Whether other coaches have it, too.
    pub several: bool,
    /// Whether its author replied.
    pub unread: bool,
}

/// An excerpt that one coach brings to another, on the desk of either.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupervisionLine {
    /// Which.
    pub id: SupervisionId,
    /// The other coach.
    pub who: String,
    /// How it stands, in words.
    pub state: String,
    /// When it was asked for.
    pub since: When,
    /// Whether it can be opened.
    pub open: bool,
}

/// How long ago something came, in whole days as people count them.
pub fn ago(locale: Locale, days: i64) -> String {
    match days {
        ..=0 => tl!(locale, coaching.today).to_owned(),
        1 => tl!(locale, coaching.yesterday).to_owned(),
        days => tl!(locale, coaching.days_ago, days = days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_words_and_an_end() {
        let checked = |text: &str| AnswerForm { text: text.to_owned(), ..AnswerForm::default() }.checked(Locale::ja);
        assert_eq!(checked(" 読みました\r\n。 ").expect("fine"), "読みました\n。");
        assert!(checked(" \n ").is_err());
        assert!(checked(&"字".repeat(MAX_ANSWER)).is_ok());
        assert!(checked(&"字".repeat(MAX_ANSWER + 1)).is_err());
    }

    #[test]
    fn days_are_said_in_words() {
        assert_eq!([0, 1, 2].map(|days| ago(Locale::ja, days)), ["今日", "昨日", "2日前"]);
    }
}
