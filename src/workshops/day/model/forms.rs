//! What forms of the day send, and what has to be right in them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::read_percent;
use crate::kit::form::chars;
use crate::kit::{Error, FieldErrors, Locale, Result};
use crate::tl;

/// The longest answer in words.
const MAX_WORDS: usize = 2000;
/// The longest reason for taking a certificate back, and the longest word for points.
const MAX_REASON: usize = 200;
const MAX_POINTS: usize = 40;
/// The longest length that a certificate may say, in minutes: a hundred hours.
const MAX_MINUTES: i64 = 6000;

/// One person of the list: where they are to be.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PresenceForm {
    /// The workshop.
    pub workshop: String,
    /// The person's registration.
    pub registration: String,
    /// A word of `Presence`.
    pub presence: String,
    /// What was searched for, to come back to the same list.
    pub q: String,
}

/// Somebody at the door who is not on the list.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WalkInForm {
    /// The workshop.
    pub workshop: String,
    /// Who.
    pub user: String,
}

/// A code: a person's, typed by a host; or the room's, typed by a member.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// The workshop.
    pub workshop: String,
    /// As typed.
    pub code: String,
}

/// Shows or hides the room's code.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RoomForm {
    /// The workshop.
    pub workshop: String,
    /// `open`, or anything else to close it.
    pub room: String,
}

/// How much of it people were there for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ShareForm {
    /// The workshop.
    pub workshop: String,
    /// One person's registration; empty for everybody who came.
    pub registration: String,
    /// In percent.
    pub share: String,
}

impl ShareForm {
    /// The share, or what to write instead.
    pub fn read(&self, locale: Locale) -> Result<i64> {
        read_percent(&self.share).ok_or_else(|| Error::field("share", tl!(locale, day.error_share)))
    }
}

/// What a certificate says and asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TermsForm {
    /// The workshop.
    pub workshop: String,
    /// Minutes that it says.
    pub minutes: String,
    /// Percent that one has to have been there for.
    pub share: String,
    /// Points by the name of a profession.
    pub points: BTreeMap<String, String>,
}

impl TermsForm {
    /// Minutes and share, or everything that needs another look.
    pub fn read(&self, locale: Locale) -> Result<(i64, i64)> {
        let mut errors = FieldErrors::default();
        let minutes = super::read_code(&self.minutes).parse().ok().filter(|n| (1..=MAX_MINUTES).contains(n));
        let share = read_percent(&self.share);
        errors.check(minutes.is_some(), "minutes", tl!(locale, day.error_minutes, most = MAX_MINUTES));
        errors.check(share.is_some(), "share", tl!(locale, day.error_share));
        for (profession, points) in &self.points {
            let field = format!("points][{profession}");
            errors.check(chars(points) <= MAX_POINTS, &field, tl!(locale, day.error_long, most = MAX_POINTS));
        }
        errors.finish()?;
        Ok((minutes.unwrap_or_default(), share.unwrap_or_default()))
    }
}

/// Gives certificates: to one person, or to all who may have one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CertifyForm {
    /// The workshop.
    pub workshop: String,
    /// One person's registration; empty for all.
    pub registration: String,
}

/// Takes a certificate back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RevokeForm {
    /// The workshop.
    pub workshop: String,
    /// The certificate's code.
    pub code: String,
    /// Why; stands on the public page.
    pub reason: String,
}

impl RevokeForm {
    /// The reason, or what to write instead.
    pub fn read(&self, locale: Locale) -> Result<String> {
        let reason = crate::kit::form::one_line(&self.reason);
        let mut errors = FieldErrors::default();
        errors.check(!reason.is_empty(), "reason", tl!(locale, day.error_reason));
        errors.check(chars(&reason) <= MAX_REASON, "reason", tl!(locale, day.error_long, most = MAX_REASON));
        errors.finish()?;
        Ok(reason)
    }
}

/// What somebody thinks of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedbackForm {
    /// The workshop.
    pub workshop: String,
    /// 1 to 5.
    pub helpful: String,
    /// 1 to 5.
    pub safe: String,
    /// 持ち帰るもの
    pub kept: String,
    /// 次に望むこと
    pub wished: String,
}

impl FeedbackForm {
    /// The two numbers, or everything that needs another look.
    pub fn read(&self, locale: Locale) -> Result<(i64, i64)> {
        let mut errors = FieldErrors::default();
        let number = |text: &str| text.parse().ok().filter(|n: &i64| (1..=5).contains(n));
        let (helpful, safe) = (number(&self.helpful), number(&self.safe));
        let questions = [("helpful", helpful, tl!(locale, day.helpful)), ("safe", safe, tl!(locale, day.safe))];
        for (field, chosen, question) in questions {
            errors.check(chosen.is_some(), field, tl!(locale, day.error_choose, question = question));
        }
        for (field, words) in [("kept", &self.kept), ("wished", &self.wished)] {
            errors.check(chars(words) <= MAX_WORDS, field, tl!(locale, day.error_long, most = MAX_WORDS));
        }
        errors.finish()?;
        Ok((helpful.unwrap_or_default(), safe.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feedback_needs_two_choices_and_no_words() {
        let form = |helpful: &str, safe: &str| FeedbackForm {
            helpful: helpful.to_owned(),
            safe: safe.to_owned(),
            ..FeedbackForm::default()
        };
        assert_eq!(form("5", "1").read(Locale::ja), Ok((5, 1)));
        for (helpful, safe) in [("", "1"), ("6", "1"), ("0", "1"), ("1", "x")] {
            assert!(form(helpful, safe).read(Locale::ja).is_err(), "{helpful} {safe}");
        }
        let long = FeedbackForm { kept: "あ".repeat(2001), ..form("3", "3") };
        assert!(long.read(Locale::ja).is_err());
    }

    #[test]
    fn terms_and_reasons_are_within_bounds() {
        let terms = TermsForm { minutes: "９０".to_owned(), share: "80".to_owned(), ..TermsForm::default() };
        assert_eq!(terms.read(Locale::ja), Ok((90, 80)));
        assert!(TermsForm { minutes: "0".to_owned(), ..terms.clone() }.read(Locale::ja).is_err());
        let points = [("nurse".to_owned(), "点".repeat(41))].into();
        assert!(TermsForm { points, ..terms }.read(Locale::ja).is_err());
        let reason = |text: &str| RevokeForm { reason: text.to_owned(), ..RevokeForm::default() }.read(Locale::ja);
        assert_eq!(reason(" お名前\r\nの訂正 "), Ok("お名前  の訂正".to_owned()));
        assert!(reason(" ").is_err());
    }
}
