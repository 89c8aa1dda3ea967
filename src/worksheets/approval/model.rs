//! What an organiser sends and sees about the licence of content.

use serde::{Deserialize, Serialize};

use crate::kit::form::{chars, one_line};
use crate::kit::{FieldErrors, Locale, Result};
use crate::tl;

/// The longest words about where something was read, or beside it.
const WORDS: usize = 300;

/// A licence that was read at its source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApproveForm {
    /// Which worksheet or self-check.
    pub content: String,
    /// The version that the page showed.
    pub version: i64,
    /// Where it was read.
    pub source: String,
    /// What to remember beside it.
    pub note: String,
    /// Whether it was read there, and allows this use.
    pub sure: bool,
}

impl ApproveForm {
    /// Where it was read, and the note.
    pub fn checked(&self, locale: Locale) -> Result<(String, String)> {
        let (source, note) = (one_line(&self.source), one_line(&self.note));
        let mut errors = FieldErrors::default();
        errors.check((4..=WORDS).contains(&chars(&source)), "source", tl!(locale, selfchecks.source_wrong, n = WORDS));
        errors.check(chars(&note) <= WORDS, "note", tl!(locale, selfchecks.note_wrong, n = WORDS));
        errors.check(self.sure, "sure", tl!(locale, selfchecks.sure_needed));
        errors.finish()?;
        Ok((source, note))
    }
}

/// Takes a confirmation back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TakeBackForm {
    /// Which worksheet or self-check.
    pub content: String,
    /// Its version.
    pub version: i64,
}

/// What kind of content it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A worksheet.
    Worksheet,
    /// A self-check.
    Check,
    /// A template of the journal.
    Template,
}

/// A confirmation, present or past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// Of which version.
    pub version: i64,
    /// Where it was read.
    pub source: String,
    /// What to remember beside it; may be empty.
    pub note: String,
    /// By whom.
    pub by: String,
    /// When.
    pub day: String,
    /// Who took it back, and when.
    pub back: Option<(String, String)>,
}

/// One piece of content on the organiser's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentRow {
    /// Its name in the files.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: i64,
    /// Whose work it rests on.
    pub credit: String,
    /// Under which terms it may be used.
    pub licence: String,
    /// Whether the terms were confirmed before it was shipped.
    pub shipped: bool,
    /// What is to be confirmed at the source.
    pub to_confirm: Vec<String>,
    /// Whether members see it.
    pub enabled: bool,
    /// Confirmations, the latest first.
    pub history: Vec<Confirmed>,
}

/// A line of the page of credits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditRow {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Whose work it rests on.
    pub credit: String,
    /// Under which terms it may be used.
    pub licence: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_confirms_says_where_and_that_they_read_it() {
        let form = ApproveForm { source: "https://nfa.dk/ 2026-11-20".into(), sure: true, ..ApproveForm::default() };
        assert_eq!(form.checked(Locale::ja).expect("fine").0, "https://nfa.dk/ 2026-11-20");
        let wrong = |form: ApproveForm| form.checked(Locale::ja).expect_err("refused").field_errors().cloned();
        let unsure = wrong(ApproveForm { sure: false, ..form.clone() }).expect("errors");
        assert!(unsure.of("sure").is_some() && unsure.of("source").is_none());
        assert!(wrong(ApproveForm { source: " ".into(), ..form.clone() }).expect("errors").of("source").is_some());
        assert!(wrong(ApproveForm { note: "あ".repeat(301), ..form }).expect("errors").of("note").is_some());
    }
}
