//! The forms, and what they may hold.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Answer, Answers, Ask, MAX_TEXT, Question, Sheet};
use crate::kit::form::chars;
use crate::kit::{Error, FieldErrors, Locale, Result};
use crate::tl;

/// Begins an entry.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct StartForm {
    /// Which template.
    #[serde(default)]
    pub template: String,
}

/// An entry by its id: deleting.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct EntryForm {
    /// Which entry.
    #[serde(default)]
    pub entry: String,
}

/// Brings an older version back as the newest.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RestoreForm {
    /// Which entry.
    #[serde(default)]
    pub entry: String,
    /// Which version.
    #[serde(default)]
    pub version: i64,
}

/// Takes a copy back from a coach.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct WithdrawForm {
    /// Which copy.
    #[serde(default)]
    pub share: String,
}

/// Sends a copy to a coach.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ShareForm {
    /// Which entry.
    #[serde(default)]
    pub entry: String,
    /// Which version of it was on the screen.
    #[serde(default)]
    pub version: i64,
    /// To whom.
    #[serde(default)]
    pub coach: String,
    /// The ticked steps.
    #[serde(default)]
    pub steps: Vec<String>,
    /// What the author would like to ask.
    #[serde(default)]
    pub ask: String,
}

/// The most characters of a question to a coach.
const MAX_ASK: usize = 1_000;

impl ShareForm {
    /// Somebody and something has to be chosen. `coach` may stay empty on a page that names just one.
    pub fn validate(&self, locale: Locale) -> Result<()> {
        let mut errors = FieldErrors::default();
        errors.check(!self.coach.is_empty(), "coach", tl!(locale, journal.share_choose_coach));
        errors.check(!self.steps.is_empty(), "steps", tl!(locale, journal.share_choose_steps));
        let long = tl!(locale, journal.share_ask_long, most = MAX_ASK, n = chars(&self.ask));
        errors.check(chars(&self.ask) <= MAX_ASK, "ask", long);
        errors.finish()
    }
}

/// Saves what stands in an entry. Each map is by the steps' names.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SaveForm {
    /// Which entry.
    #[serde(default)]
    pub entry: String,
    /// The version that this was written on.
    #[serde(default)]
    pub base: i64,
    /// Words.
    #[serde(default)]
    pub texts: BTreeMap<String, String>,
    /// Feelings.
    #[serde(default)]
    pub emotions: BTreeMap<String, Vec<String>>,
    /// Numbers.
    #[serde(default)]
    pub scales: BTreeMap<String, String>,
    /// Days.
    #[serde(default)]
    pub dues: BTreeMap<String, String>,
    /// `finish` when the person is done for now.
    #[serde(default)]
    pub then: String,
    /// The opened page that this comes from.
    #[serde(default)]
    pub writer: String,
    /// How often its words had changed by then.
    #[serde(default)]
    pub turn: i64,
}

impl SaveForm {
    /// The answers to the questions of `sheet`. Names that the sheet does not know come from no page of ours.
    pub fn answers(&self, sheet: &Sheet, locale: Locale) -> Result<Answers> {
        let names = self.texts.keys().chain(self.emotions.keys()).chain(self.scales.keys()).chain(self.dues.keys());
        for name in names {
            if !sheet.steps.iter().any(|step| step.id == *name) {
                return Err(Error::BadRequest);
            }
        }
        let mut answers = Answers::default();
        let mut errors = FieldErrors::default();
        for step in &sheet.steps {
            answers.put(&step.id, self.answer(step, locale, &mut errors)?);
        }
        errors.finish()?;
        Ok(answers)
    }

    /// The names of the steps that hold something.
    pub fn answered(&self) -> Vec<String> {
        let words = |map: &BTreeMap<String, String>| {
            map.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(step, _)| step.clone()).collect::<Vec<_>>()
        };
        let feelings = self.emotions.iter().filter(|(_, some)| !some.is_empty()).map(|(step, _)| step.clone());
        words(&self.texts).into_iter().chain(words(&self.scales)).chain(words(&self.dues)).chain(feelings).collect()
    }

    fn answer(&self, step: &Question, locale: Locale, errors: &mut FieldErrors) -> Result<Answer> {
        let mut answer = Answer::default();
        let takes_words = match &step.ask {
            Ask::Text => true,
            Ask::Action { due, .. } => {
                let day = self.dues.get(&step.id).map(String::as_str).unwrap_or_default().trim();
                errors.check(!*due || day.is_empty() || is_day(day), &step.id, tl!(locale, journal.due_wrong));
                answer.due = day.to_owned();
                true
            }
            Ask::Emotions { max, words, list } => {
                let chosen = self.emotions.get(&step.id).cloned().unwrap_or_default();
                if chosen.iter().any(|one| !list.iter().any(|choice| choice.value == *one)) {
                    return Err(Error::BadRequest);
                }
                answer.emotions = list.iter().map(|one| one.value.clone()).filter(|one| chosen.contains(one)).collect();
                let few = answer.emotions.len() <= usize::from(*max);
                errors.check(few, &step.id, tl!(locale, journal.emotions_many, max = *max));
                *words
            }
            Ask::Scale { lo, hi, .. } => {
                let number = self.scales.get(&step.id).map(String::as_str).unwrap_or_default().trim();
                if !number.is_empty() {
                    let value = number.parse::<i8>().ok().filter(|value| (*lo..=*hi).contains(value));
                    answer.scale = Some(value.ok_or(Error::BadRequest)?);
                }
                false
            }
        };
        if takes_words {
            // A form sent by the browser itself ends lines with CR LF, a script's with LF: one text, one form.
            let text = self.texts.get(&step.id).map(|text| text.replace("\r\n", "\n")).unwrap_or_default();
            let n = chars(&text);
            let long = tl!(locale, journal.text_long, label = step.plain_label(), n = n);
            errors.check(n <= MAX_TEXT, &step.id, long);
            if !text.trim().is_empty() {
                answer.text = text;
            }
        }
        Ok(answer)
    }
}

/// Whether `text` is a day as `<input type="date">` sends it.
fn is_day(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
    text.len() == 10
        && text.is_ascii()
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
        && number(0..4).is_some_and(|year| year >= 1900)
        && number(5..7).is_some_and(|month| (1..=12).contains(&month))
        && number(8..10).is_some_and(|day| (1..=31).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::super::{emotions, template};
    use super::*;

    fn sheet(id: &str) -> Sheet {
        template(id).expect("it is there").sheet(Locale::ja, emotions())
    }

    fn map<V>(key: &str, value: V) -> BTreeMap<String, V> {
        BTreeMap::from([(key.to_owned(), value)])
    }

    #[test]
    fn everything_may_be_passed() {
        for id in ["hitokoto", "ywt", "gibbs"] {
            let answers = SaveForm::default().answers(&sheet(id), Locale::ja).expect("nothing is needed");
            assert!(answers.is_empty());
        }
    }

    #[test]
    fn a_text_keeps_its_characters_and_one_kind_of_line_end() {
        let odd = "一行目\r\n👩‍👩‍👧 \u{202e}RTL</textarea><script>\u{0}";
        let form = SaveForm { texts: map("y", odd.to_owned()), ..SaveForm::default() };
        let answers = form.answers(&sheet("ywt"), Locale::ja).expect("any characters will do");
        assert_eq!(answers.of("y").text, odd.replace("\r\n", "\n"));
    }

    #[test]
    fn too_long_a_text_says_how_long_it_may_be() {
        let form = |n: usize| SaveForm { texts: map("y", "字".repeat(n)), ..SaveForm::default() };
        assert!(form(MAX_TEXT).answers(&sheet("ywt"), Locale::ja).is_ok());
        let error = form(MAX_TEXT + 1).answers(&sheet("ywt"), Locale::ja).expect_err("too long");
        let message = error.field_errors().and_then(|errors| errors.of("y")).expect("beside its field").to_owned();
        assert!(message.contains("20,000") && message.contains("20001"), "{message}");
    }

    #[test]
    fn feelings_come_from_the_list_and_are_not_too_many() {
        let form = |ids: &[&str]| SaveForm {
            emotions: map("feelings", ids.iter().map(|id| (*id).to_owned()).collect()),
            ..SaveForm::default()
        };
        let six = ["angry", "sad", "tired", "torn", "numb", "glad"];
        assert!(form(&six[..5]).answers(&sheet("gibbs"), Locale::ja).is_ok());
        assert!(matches!(form(&six).answers(&sheet("gibbs"), Locale::ja), Err(Error::Invalid(_))));
        assert!(matches!(form(&["bored"]).answers(&sheet("gibbs"), Locale::ja), Err(Error::BadRequest)));
    }

    #[test]
    fn numbers_days_and_names_are_the_pages_own() {
        let scale = |text: &str| SaveForm { scales: map("battery", text.to_owned()), ..SaveForm::default() };
        assert_eq!(scale("0").answers(&sheet("hitokoto"), Locale::ja).expect("in range").of("battery").scale, Some(0));
        for wrong in ["11", "-1", "x", "999999"] {
            assert!(scale(wrong).answers(&sheet("hitokoto"), Locale::ja).is_err(), "{wrong}");
        }
        let due = |text: &str| SaveForm { dues: map("t", text.to_owned()), ..SaveForm::default() };
        assert!(due("2026-12-01").answers(&sheet("ywt"), Locale::ja).is_ok());
        for wrong in ["tomorrow", "2026-13-01", "2026-1-1", "2026-12-0é"] {
            assert!(due(wrong).answers(&sheet("ywt"), Locale::ja).is_err(), "{wrong}");
        }
        let unknown = SaveForm { texts: map("secret", "x".to_owned()), ..SaveForm::default() };
        assert!(matches!(unknown.answers(&sheet("ywt"), Locale::ja), Err(Error::BadRequest)));
    }
}
