//! The forms of showing an entry, and what they may hold.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Span, Want};
use crate::kit::form::chars;
use crate::kit::{FieldErrors, Locale, Result};
use crate::tl;

/// How many lines of the last look there are to tick.
pub const CHECKS: usize = 5;

/// The most characters of a question to a coach.
const MAX_ASK: usize = 1_000;

/// Chooses what goes to whom; nothing is sent yet.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct BeginForm {
    /// Which entry.
    #[serde(default)]
    pub entry: String,
    /// Which version of it was on the screen.
    #[serde(default)]
    pub version: i64,
    /// To whom.
    #[serde(default)]
    pub coaches: Vec<String>,
    /// For what.
    #[serde(default)]
    pub want: Vec<String>,
    /// For how many days.
    #[serde(default)]
    pub days: String,
    /// `live` when the copy is to follow the entry.
    #[serde(default)]
    pub follow: String,
    /// The ticked steps.
    #[serde(default)]
    pub steps: Vec<String>,
}

impl BeginForm {
    /// Somebody and something has to be chosen.
    pub fn validate(&self, locale: Locale) -> Result<()> {
        let mut errors = FieldErrors::default();
        errors.check(!self.coaches.is_empty(), "coaches", tl!(locale, journal.share_choose_coach));
        errors.check(!self.steps.is_empty(), "steps", tl!(locale, journal.share_choose_steps));
        errors.finish()
    }

    /// For what.
    pub fn wants(&self) -> Vec<Want> {
        Want::ALL.into_iter().filter(|want| self.want.iter().any(|name| name == want.as_str())).collect()
    }

    /// For how long; a season unless something else was chosen.
    pub fn span(&self) -> Span {
        Span::parse(&self.days).unwrap_or_default()
    }

    /// Whether the copy follows the entry.
    pub fn live(&self) -> bool {
        self.follow == "live"
    }
}

/// What a button of the copy's page does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Looks again.
    Check,
    /// Follows one suggestion: in this place, from here to there.
    Apply(String, usize, usize),
    /// Sends it.
    Send,
}

/// The copy as its author has it on the screen.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CopyForm {
    /// Which copy.
    #[serde(default)]
    pub draft: String,
    /// Its texts by their places; `ask` is what the author would like to ask.
    #[serde(default)]
    pub texts: BTreeMap<String, String>,
    /// Why direct traces may stay, by their keys.
    #[serde(default)]
    pub reasons: BTreeMap<String, String>,
    /// The keys of indirect traces that were looked at.
    #[serde(default)]
    pub seen: Vec<String>,
    /// The ticked lines of the last look.
    #[serde(default)]
    pub checks: Vec<String>,
    /// Which button.
    #[serde(default)]
    pub then: String,
}

impl CopyForm {
    /// What the pressed button does; without one the copy is sent.
    pub fn then(&self) -> Then {
        if self.then == "check" {
            return Then::Check;
        }
        let mut parts = self.then.splitn(4, '|');
        let apply = parts.next() == Some("apply");
        match (apply, parts.next(), parts.next().map(str::parse), parts.next().map(str::parse)) {
            (true, Some(place), Some(Ok(start)), Some(Ok(end))) => Then::Apply(place.to_owned(), start, end),
            (true, ..) => Then::Check,
            _ => Then::Send,
        }
    }

    /// The question's length.
    pub fn asks_briefly(&self, locale: Locale) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let ask = self.texts.get("ask").map(|ask| chars(ask)).unwrap_or_default();
        errors.check(ask <= MAX_ASK, "texts.ask", tl!(locale, journal.share_ask_long, most = MAX_ASK, n = ask));
        errors
    }

    /// What does not depend on the words: the question's length, and the last look.
    pub fn validate(&self, locale: Locale) -> FieldErrors {
        let mut errors = self.asks_briefly(locale);
        let ticked = (0..CHECKS).filter(|n| self.checks.contains(&n.to_string())).count();
        errors.check(ticked == CHECKS, "checks", tl!(locale, desk.checks_missing));
        errors
    }
}

/// Looks for traces in an entry of one's own, while nobody else sees it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct LookForm {
    /// Which entry.
    #[serde(default)]
    pub entry: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn then(word: &str) -> Then {
        CopyForm { then: word.to_owned(), ..CopyForm::default() }.then()
    }

    #[test]
    fn a_button_says_what_it_does() {
        assert_eq!(then("check"), Then::Check);
        assert_eq!(then("apply|y/text|3|8"), Then::Apply("y/text".to_owned(), 3, 8));
        assert_eq!(then("apply|y/text|x|8"), Then::Check, "nothing is sent by a broken button");
        assert_eq!((then("send"), then("")), (Then::Send, Then::Send));
    }

    #[test]
    fn the_last_look_is_whole() {
        let form = |checks: &[&str]| CopyForm {
            checks: checks.iter().map(|one| (*one).to_owned()).collect(),
            ..CopyForm::default()
        };
        assert!(form(&["0", "1", "2", "3", "4"]).validate(Locale::ja).0.is_empty());
        assert!(form(&["0", "0", "1", "2", "9"]).validate(Locale::ja).of("checks").is_some());
        let long = CopyForm { texts: BTreeMap::from([("ask".to_owned(), "字".repeat(1_001))]), ..form(&[]) };
        assert!(long.validate(Locale::ja).of("texts.ask").is_some());
    }

    #[test]
    fn somebody_and_something_is_chosen() {
        let errors = BeginForm::default().validate(Locale::ja).expect_err("nothing is chosen");
        let errors = errors.field_errors().expect("beside the fields");
        assert!(errors.of("coaches").is_some() && errors.of("steps").is_some());
        let form = BeginForm { want: vec!["push".into(), "listen".into(), "x".into()], ..BeginForm::default() };
        assert_eq!((form.wants(), form.span()), (vec![Want::Listen, Want::Push], Span::Season));
    }
}
