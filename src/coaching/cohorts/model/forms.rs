//! The organiser's and the coaches' forms.

use serde::{Deserialize, Serialize};

use super::ProgrammeId;
use crate::kit::form::{chars, one_line};
use crate::kit::id::{CohortId, UserId};
use crate::kit::{FieldErrors, Locale, Result};
use crate::tl;

/// The longest name of a programme, in characters.
const MAX_NAME: usize = 60;
/// The longest description.
const MAX_BODY: usize = 8_000;
/// The longest closing letter.
const MAX_LETTER: usize = 5_000;
/// The most places of a cohort.
const MAX_PLACES: i64 = 500;

/// A programme, new or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProgrammeForm {
    /// Which; empty for a new one.
    pub programme: String,
    /// The version that stood on the page.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// What it is, in Markdown.
    pub body: String,
    /// What it asks of those who take part, in Markdown; may be empty.
    pub asks: String,
}

impl ProgrammeForm {
    /// Which programme, if there is one, with name and texts in order.
    pub fn checked(mut self, locale: Locale) -> Result<(Option<ProgrammeId>, ProgrammeForm)> {
        self.name = one_line(&self.name);
        self.body = self.body.replace("\r\n", "\n").trim().to_owned();
        self.asks = self.asks.replace("\r\n", "\n").trim().to_owned();
        let mut errors = FieldErrors::default();
        errors.check(!self.name.is_empty(), "name", tl!(locale, cohorts.name_needed));
        errors.check(chars(&self.name) <= MAX_NAME, "name", tl!(locale, cohorts.too_long, n = MAX_NAME));
        errors.check(!self.body.is_empty(), "body", tl!(locale, cohorts.body_needed));
        errors.check(chars(&self.body) <= MAX_BODY, "body", tl!(locale, cohorts.too_long, n = MAX_BODY));
        errors.check(chars(&self.asks) <= MAX_BODY, "asks", tl!(locale, cohorts.too_long, n = MAX_BODY));
        errors.finish()?;
        let id = if self.programme.is_empty() { None } else { Some(self.programme.parse()?) };
        Ok((id, self))
    }
}

/// Shows a programme to everybody, or takes it back: `publish` or `hide`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProgrammeActForm {
    /// Which.
    pub programme: String,
    /// What.
    pub act: String,
}

/// When a cohort takes place, of which programme it is, and how one gets in. Days; any may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CohortPlanForm {
    /// Which cohort.
    pub cohort: String,
    /// Of which programme.
    pub programme: String,
    /// How many members it has at most.
    pub places: String,
    /// The first day.
    pub starts: String,
    /// The last day.
    pub ends: String,
    /// The first day of applications.
    pub apply_from: String,
    /// The last day of applications.
    pub apply_until: String,
}

impl CohortPlanForm {
    /// How many places; none when there is no limit.
    pub fn places(&self, locale: Locale, errors: &mut FieldErrors) -> Option<i64> {
        let text = self.places.trim();
        let places = text.parse().ok().filter(|n| (1..=MAX_PLACES).contains(n));
        errors.check(text.is_empty() || places.is_some(), "places", tl!(locale, cohorts.places_wrong, n = MAX_PLACES));
        places
    }
}

/// Which cohort.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WhichCohortForm {
    /// Its id.
    pub cohort: String,
}

/// A closing letter.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LetterForm {
    /// In which cohort.
    pub cohort: String,
    /// To whom.
    pub member: String,
    /// The letter.
    pub words: String,
}

impl LetterForm {
    /// Where, to whom, and the words.
    pub fn checked(&self, locale: Locale) -> Result<(CohortId, UserId, String)> {
        let words = self.words.replace("\r\n", "\n").trim().to_owned();
        let mut errors = FieldErrors::default();
        errors.check(!words.is_empty(), "words", tl!(locale, cohorts.letter_needed));
        errors.check(chars(&words) <= MAX_LETTER, "words", tl!(locale, cohorts.too_long, n = MAX_LETTER));
        errors.finish()?;
        Ok((self.cohort.parse()?, self.member.parse()?, words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programme_has_a_name_and_says_what_it_is() {
        let form = |name: &str, body: &str| ProgrammeForm {
            name: name.to_owned(),
            body: body.to_owned(),
            ..ProgrammeForm::default()
        };
        let (id, fine) = form(" 伴走\n", "一緒に\r\n歩く ").checked(Locale::ja).expect("fine");
        assert_eq!((id, fine.name.as_str(), fine.body.as_str()), (None, "伴走", "一緒に\n歩く"));
        assert!(form("", "x").checked(Locale::ja).is_err() && form("x", "").checked(Locale::ja).is_err());
    }

    #[test]
    fn places_are_a_small_number_or_none() {
        let read = |text: &str| {
            let mut errors = FieldErrors::default();
            let form = CohortPlanForm { places: text.to_owned(), ..CohortPlanForm::default() };
            (form.places(Locale::ja, &mut errors), errors.0.len())
        };
        assert_eq!([read(""), read(" 8 "), read("500")], [(None, 0), (Some(8), 0), (Some(500), 0)]);
        assert!(["0", "-1", "501", "八"].iter().all(|text| read(text) == (None, 1)));
    }
}
