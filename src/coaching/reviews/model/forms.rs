//! The forms of reading at the desk.

use serde::{Deserialize, Serialize};

use crate::kit::form::chars;
use crate::kit::{Error, FieldErrors, Locale, Result};
use crate::tl;

/// The most characters of a remark, a reply or a note.
const MAX_WORDS: usize = 3_000;

/// Takes a copy on, or gives it back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ClaimForm {
    /// Which copy.
    #[serde(default)]
    pub share: String,
    /// How much had happened with it when the page was opened.
    #[serde(default)]
    pub turn: i64,
    /// `release` to give it back.
    #[serde(default)]
    pub then: String,
}

/// A remark on a passage.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CommentForm {
    /// Of which copy.
    #[serde(default)]
    pub share: String,
    /// In which of its texts.
    #[serde(default)]
    pub place: String,
    /// The passage: where it begins and ends, `12-30`, in characters.
    #[serde(default)]
    pub at: String,
    /// A passage that was marked with the pointer; it goes before `at`.
    #[serde(default)]
    pub marked: String,
    /// The words.
    #[serde(default)]
    pub text: String,
}

impl CommentForm {
    /// Where the passage begins and ends.
    pub fn passage(&self) -> Option<(usize, usize)> {
        let word = if self.marked.is_empty() { &self.at } else { &self.marked };
        let (start, end) = word.split_once('-')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        (start < end).then_some((start, end))
    }

    /// The passage and the words.
    pub fn checked(&self, locale: Locale) -> Result<((usize, usize), String)> {
        let mut errors = FieldErrors::default();
        errors.check(self.passage().is_some(), "at", tl!(locale, desk.comment_choose));
        let text = checked_words(&self.text, &mut errors, locale);
        errors.finish()?;
        Ok((self.passage().ok_or(Error::BadRequest)?, text))
    }
}

/// Takes a remark of one's own away that was not returned yet.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DropForm {
    /// Which remark.
    #[serde(default)]
    pub comment: String,
}

/// A coach's notes for themselves.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NoteForm {
    /// For which copy.
    #[serde(default)]
    pub share: String,
    /// The words; may be empty.
    #[serde(default)]
    pub text: String,
    /// The lens's name; may be empty.
    #[serde(default)]
    pub lens: String,
}

impl NoteForm {
    /// The words as they will be kept.
    pub fn checked(&self, locale: Locale) -> Result<String> {
        let text = clean(&self.text);
        let n = chars(&text);
        let mut errors = FieldErrors::default();
        errors.check(n <= MAX_WORDS, "text", tl!(locale, desk.words_long, most = MAX_WORDS, n = n));
        errors.finish()?;
        Ok(text)
    }
}

/// A reply of the author or the coach after a review was returned.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SayForm {
    /// To which copy.
    #[serde(default)]
    pub share: String,
    /// About which remark; empty: about the answer.
    #[serde(default)]
    pub comment: String,
    /// The words.
    #[serde(default)]
    pub text: String,
}

impl SayForm {
    /// The words as they will be kept.
    pub fn checked(&self, locale: Locale) -> Result<String> {
        let mut errors = FieldErrors::default();
        let text = checked_words(&self.text, &mut errors, locale);
        errors.finish()?;
        Ok(text)
    }
}

fn checked_words(text: &str, errors: &mut FieldErrors, locale: Locale) -> String {
    let text = clean(text);
    let n = chars(&text);
    errors.check(!text.is_empty(), "text", tl!(locale, desk.words_empty));
    errors.check(n <= MAX_WORDS, "text", tl!(locale, desk.words_long, most = MAX_WORDS, n = n));
    text
}

fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_marked_goes_before_what_was_chosen() {
        let form = |at: &str, marked: &str| CommentForm { at: at.into(), marked: marked.into(), ..Default::default() };
        assert_eq!(form("3-9", "").passage(), Some((3, 9)));
        assert_eq!(form("3-9", "4-6").passage(), Some((4, 6)));
        for wrong in ["", "9-3", "3-3", "x-9", "3", "-1-4"] {
            assert_eq!(form(wrong, "").passage(), None, "{wrong}");
        }
    }

    #[test]
    fn words_have_a_beginning_and_an_end() {
        let say = |text: &str| SayForm { text: text.to_owned(), ..SayForm::default() }.checked(Locale::ja);
        assert_eq!(say(" はい\r\n ").expect("fine"), "はい");
        assert!(say(" ").is_err() && say(&"字".repeat(MAX_WORDS + 1)).is_err());
        assert!(NoteForm::default().checked(Locale::ja).is_ok(), "a note may be empty");
    }
}
