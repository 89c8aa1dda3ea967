//! What a host asks those who register: kinds of question, when each is shown, and what counts as an answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::plan::number;
use crate::kit::form::{chars, one_line};
use crate::kit::{FieldErrors, Locale};
use crate::tl;

/// The most questions of a workshop.
pub const MAX_QUESTIONS: usize = 30;
/// The longest question.
pub const MAX_LABEL: usize = 200;
/// The longest help text.
pub const MAX_HELP: usize = 500;
/// The most choices.
pub const MAX_CHOICES: usize = 30;
/// The longest answer in one line.
pub const MAX_SHORT: usize = 200;
/// The longest answer.
pub const MAX_LONG: usize = 4_000;
/// The answer to a yes/no question or a consent that says yes.
pub const YES: &str = "yes";
/// The answer that says no.
pub const NO: &str = "no";

/// What kind of answer is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// A line.
    #[default]
    Short,
    /// Some lines.
    Long,
    /// One of the choices.
    One,
    /// Any of the choices.
    Many,
    /// A number.
    Number,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// A box that says yes to something.
    Consent,
}

impl QuestionKind {
    /// All, in the order in which they are offered.
    pub const ALL: [QuestionKind; 8] = [
        QuestionKind::Short,
        QuestionKind::Long,
        QuestionKind::One,
        QuestionKind::Many,
        QuestionKind::Number,
        QuestionKind::Date,
        QuestionKind::YesNo,
        QuestionKind::Consent,
    ];

    /// The name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            QuestionKind::Short => "short",
            QuestionKind::Long => "long",
            QuestionKind::One => "one",
            QuestionKind::Many => "many",
            QuestionKind::Number => "number",
            QuestionKind::Date => "date",
            QuestionKind::YesNo => "yes_no",
            QuestionKind::Consent => "consent",
        }
    }

    /// The kind of that name.
    pub fn parse(text: &str) -> Option<QuestionKind> {
        QuestionKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether it has choices of its host's.
    pub fn has_choices(self) -> bool {
        matches!(self, QuestionKind::One | QuestionKind::Many)
    }
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// What kind of answer.
    pub kind: QuestionKind,
    /// The question.
    pub label: String,
    /// A line below.
    pub help: String,
    /// What one chooses from.
    pub choices: Vec<String>,
    /// Whether it has to be answered where it is shown.
    pub required: bool,
    /// The question and the answer on which it is shown; none: always.
    pub shown_if: Option<(String, String)>,
}

/// A question as a host writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionForm {
    /// Which workshop.
    pub workshop: String,
    /// Which question; for a new one an id of its own.
    pub question: String,
    /// `QuestionKind::as_str`.
    pub kind: String,
    /// The question.
    pub label: String,
    /// A line below.
    pub help: String,
    /// One choice a line.
    pub choices: String,
    /// Whether it has to be answered.
    pub required: bool,
    /// `id=answer` of the question on which this one depends; empty: always shown.
    pub shown_if: String,
}

/// A button beside a question: `up`, `down` or `remove`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionAct {
    /// Which workshop.
    pub workshop: String,
    /// Which question.
    pub question: String,
    /// What to do.
    pub act: String,
}

/// Answers by `Question::field`. Of many choices each is a key of its own, with `_0` behind, as forms send them.
pub type Typed = BTreeMap<String, String>;

impl QuestionForm {
    /// The question that was written. `before` are the questions above it, on which it may depend.
    pub fn read(&self, before: &[Question], locale: Locale) -> crate::kit::Result<Question> {
        let mut errors = FieldErrors::default();
        let kind = QuestionKind::parse(&self.kind);
        let (label, help) = (one_line(&self.label), one_line(&self.help));
        let long = |most: usize, now: usize| tl!(locale, workshops.error_long, most = most, now = now);
        errors.check(kind.is_some(), "kind", tl!(locale, planning.error_kind));
        errors.check(!label.is_empty(), "label", tl!(locale, planning.error_label));
        errors.check(chars(&label) <= MAX_LABEL, "label", long(MAX_LABEL, chars(&label)));
        errors.check(chars(&help) <= MAX_HELP, "help", long(MAX_HELP, chars(&help)));
        let kind = kind.unwrap_or_default();
        let mut choices: Vec<String> = Vec::new();
        for choice in self.choices.lines().map(one_line).filter(|choice| !choice.is_empty()) {
            if kind.has_choices() && !choices.contains(&choice) {
                choices.push(choice);
            }
        }
        let fit = choices.len() <= MAX_CHOICES && choices.iter().all(|choice| chars(choice) <= MAX_SHORT);
        errors.check(!kind.has_choices() || choices.len() >= 2, "choices", tl!(locale, planning.error_few_choices));
        errors.check(fit, "choices", tl!(locale, planning.error_choices, most = MAX_CHOICES, long = MAX_SHORT));
        let shown_if = self.shown_if.split_once('=').map(|(id, answer)| (id.to_owned(), answer.to_owned()));
        let known = shown_if.as_ref().is_none_or(|(id, answer)| {
            before.iter().any(|one| one.id == *id && one.conditions().iter().any(|known| known == answer))
        });
        errors.check(
            known && (self.shown_if.is_empty() || shown_if.is_some()),
            "shown_if",
            tl!(locale, planning.error_condition),
        );
        errors.finish()?;
        let id = self.question.clone();
        Ok(Question { id, kind, label, help, choices, required: self.required, shown_if })
    }
}

impl Question {
    /// The answers on which other questions may depend.
    pub fn conditions(&self) -> Vec<String> {
        match self.kind {
            QuestionKind::One => self.choices.clone(),
            QuestionKind::YesNo => vec![YES.to_owned(), NO.to_owned()],
            _ => Vec::new(),
        }
    }

    /// An answer as people read it.
    pub fn words(&self, answer: &str, locale: Locale) -> String {
        match (self.kind, answer) {
            (QuestionKind::YesNo | QuestionKind::Consent, YES) => tl!(locale, workshops.yes).to_owned(),
            (QuestionKind::YesNo, NO) => tl!(locale, workshops.no).to_owned(),
            (QuestionKind::Many, answer) => answer.replace('\n', " / "),
            (_, answer) => answer.to_owned(),
        }
    }

    /// The name of its answer in a form. Not the bare id: a key that begins with a digit is read as a place in a list.
    pub fn field(&self) -> String {
        format!("q{}", self.id)
    }

    /// What was typed as its answer, ready to be kept; empty when nothing was.
    fn typed(&self, typed: &Typed) -> String {
        let one = |key: &str| typed.get(key).map(|text| text.trim().to_owned()).unwrap_or_default();
        match self.kind {
            QuestionKind::Many => {
                let chosen = self.choices.iter().enumerate();
                let chosen = chosen.filter(|(at, _)| typed.contains_key(&format!("{}_{at}", self.field())));
                chosen.map(|(_, choice)| choice.clone()).collect::<Vec<_>>().join("\n")
            }
            QuestionKind::Long => plain_lines(&one(&self.field())),
            // A box sends something only when it is ticked.
            QuestionKind::Consent if typed.contains_key(&self.field()) => YES.to_owned(),
            _ => one_line(&one(&self.field())),
        }
    }

    /// What is wrong with an answer, in words that name the question.
    fn refuses(&self, answer: &str, locale: Locale) -> Option<String> {
        let question = self.label.as_str();
        if answer.is_empty() {
            let words = if self.kind == QuestionKind::Consent {
                tl!(locale, planning.error_consent, question = question)
            } else {
                tl!(locale, planning.error_required, question = question)
            };
            return self.required.then_some(words);
        }
        let most = if self.kind == QuestionKind::Long { MAX_LONG } else { MAX_SHORT };
        let fine = match self.kind {
            QuestionKind::Short | QuestionKind::Long => {
                let now = chars(answer);
                return (now > most).then(|| tl!(locale, workshops.error_long, most = most, now = now));
            }
            QuestionKind::One => self.choices.iter().any(|choice| choice == answer),
            QuestionKind::Many => true,
            QuestionKind::Number => number(answer, -1_000_000_000, 1_000_000_000).is_ok(),
            QuestionKind::Date => is_date(answer),
            QuestionKind::YesNo => answer == YES || answer == NO,
            QuestionKind::Consent => true,
        };
        (!fine).then(|| match self.kind {
            QuestionKind::Number => tl!(locale, planning.error_answer_number, question = question),
            QuestionKind::Date => tl!(locale, planning.error_answer_date, question = question),
            _ => tl!(locale, planning.error_answer_choice, question = question),
        })
    }
}

/// On what each question depends, by its place in the list: its own place and those of the questions that lead to it,
/// as `data-when` has it; empty for one that is always shown.
pub fn conditions_of(questions: &[Question]) -> Vec<String> {
    let mut all: Vec<String> = Vec::with_capacity(questions.len());
    for (at, question) in questions.iter().enumerate() {
        let on = question.shown_if.as_ref().and_then(|(id, _)| questions[..at].iter().position(|one| one.id == *id));
        all.push(on.map(|on| format!("{} {at}", all[on]).trim().to_owned()).unwrap_or_default());
    }
    all
}

/// The places of the questions that are shown on this answer, as `data-shows` has it.
pub fn shown_on(questions: &[Question], id: &str, answer: &str) -> String {
    let depends = |one: &Question| one.shown_if.as_ref().is_some_and(|(on, wanted)| on == id && wanted == answer);
    let places = questions.iter().enumerate().filter(|(_, one)| depends(one)).map(|(at, _)| at.to_string());
    places.collect::<Vec<_>>().join(" ")
}

/// The answers to keep, by question; those to questions that are not shown are left out. An error's field is
/// `answers.` and `Question::field`.
pub fn judge(questions: &[Question], typed: &Typed, locale: Locale) -> crate::kit::Result<Vec<(String, String)>> {
    let mut errors = FieldErrors::default();
    let mut kept: Vec<(String, String)> = Vec::new();
    for question in questions {
        let shown = question
            .shown_if
            .as_ref()
            .is_none_or(|(id, answer)| kept.iter().any(|(other, given)| other == id && given == answer));
        if !shown {
            continue;
        }
        let answer = question.typed(typed);
        match question.refuses(&answer, locale) {
            Some(why) => errors.add(&format!("answers.{}", question.field()), why),
            None if answer.is_empty() => {}
            None => kept.push((question.id.clone(), answer)),
        }
    }
    errors.finish()?;
    Ok(kept)
}

/// `2026-11-27`, a day that exists.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let read = |text: &str, digits: usize| {
        (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    let (Some(year), Some(month), Some(day)) = (read(year, 4), read(month, 2), read(day, 2)) else { return false };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// `text` with plain line breaks and without other control characters.
fn plain_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests;
