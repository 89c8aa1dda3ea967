//! What a line of help is, when it is shown, and what an organiser may write.

use serde::{Deserialize, Serialize};

use crate::kit::form::{chars, half_width, one_line};
use crate::kit::{Error, FieldErrors, Locale, Moment, Result};
use crate::tl;

/// The longest name, in characters.
const NAME: usize = 60;
/// The longest note, in characters.
const NOTE: usize = 120;
/// The longest address of a page.
const URL: usize = 300;
/// How many numbers a line may have.
const NUMBERS: usize = 4;
/// The longest number.
const NUMBER: usize = 16;
/// A misprint that is in circulation, and what is meant.
const MISPRINT: (&str, &str) = ("0570046556", "0570-064-556");

/// A line of help as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its name in the table.
    pub id: String,
    /// Its name in Japanese.
    pub name_ja: String,
    /// Its name in English.
    pub name_en: String,
    /// The telephone numbers.
    pub numbers: Vec<String>,
    /// A few words in Japanese; may be empty.
    pub note_ja: String,
    /// The same in English.
    pub note_en: String,
    /// Its page; may be empty.
    pub url: String,
    /// Whether peers may be answering in the evening.
    pub evening: bool,
    /// Whether it is not shown before somebody has checked it.
    pub check_first: bool,
    /// Grows with every change.
    pub version: i64,
    /// When somebody last compared it with its source.
    pub checked_at: Option<Moment>,
    /// Since when it is not shown.
    pub hidden_at: Option<Moment>,
}

impl Line {
    /// Whether members see it.
    pub fn is_shown(&self) -> bool {
        self.hidden_at.is_none() && (!self.check_first || self.checked_at.is_some())
    }

    /// Whether somebody should compare it with its source again.
    pub fn is_stale(&self, stale_days: i64, now: Moment) -> bool {
        self.checked_at.is_none_or(|at| at.plus_days(stale_days) < now)
    }
}

/// What an organiser did to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Added it.
    Added,
    /// Changed its words or numbers.
    Changed,
    /// Compared it with its source.
    Checked,
    /// Took it from the page.
    Hidden,
    /// Put it back.
    Shown,
}

impl Act {
    const ALL: [(Act, &'static str); 5] = [
        (Act::Added, "added"),
        (Act::Changed, "changed"),
        (Act::Checked, "checked"),
        (Act::Hidden, "hidden"),
        (Act::Shown, "shown"),
    ];

    /// Its name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        Act::ALL.iter().find(|(act, _)| *act == self).map(|(_, name)| *name).unwrap_or_default()
    }

    /// The act of that name.
    pub fn parse(name: &str) -> Option<Act> {
        Act::ALL.iter().find(|(_, known)| *known == name).map(|(act, _)| *act)
    }
}

/// A line to be added or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineForm {
    /// Which; empty for a new one.
    pub line: String,
    /// The version that the page showed.
    pub version: i64,
    /// Its name in Japanese.
    pub name_ja: String,
    /// Its name in English.
    pub name_en: String,
    /// The numbers, with commas or line breaks.
    pub numbers: String,
    /// A few words in Japanese.
    pub note_ja: String,
    /// The same in English.
    pub note_en: String,
    /// Its page.
    pub url: String,
    /// Whether peers may be answering in the evening.
    pub evening: bool,
    /// Whether it was compared with its source just now.
    pub checked: bool,
}

impl LineForm {
    /// The line that the form describes: `checked_at` is now when it was compared with its source, else none, because
    /// nobody has seen these words there.
    pub fn line(&self, locale: Locale, now: Moment) -> Result<Line> {
        let mut errors = FieldErrors::default();
        let text = |text: &str| one_line(text);
        let numbers = self.numbers();
        for (field, name) in [("name_ja", &self.name_ja), ("name_en", &self.name_en)] {
            let fine = (1..=NAME).contains(&chars(&text(name)));
            errors.check(fine, field, tl!(locale, selfchecks.help_name_wrong, n = NAME));
        }
        match &numbers {
            Err(wrong) => errors.add("numbers", tl!(locale, selfchecks.help_number_wrong, number = wrong.clone())),
            Ok(numbers) => {
                let misprint = numbers.iter().any(|number| number.replace('-', "") == MISPRINT.0);
                errors.check(!misprint, "numbers", tl!(locale, selfchecks.help_misprint, number = MISPRINT.1));
                let says = !numbers.is_empty() || !text(&self.url).is_empty();
                errors.check(says, "numbers", tl!(locale, selfchecks.help_number_needed));
                let few = numbers.len() <= NUMBERS;
                errors.check(few, "numbers", tl!(locale, selfchecks.help_numbers_many, n = NUMBERS));
            }
        }
        for (field, note) in [("note_ja", &self.note_ja), ("note_en", &self.note_en)] {
            errors.check(chars(&text(note)) <= NOTE, field, tl!(locale, selfchecks.help_note_wrong, n = NOTE));
        }
        let url = text(&self.url);
        let fine = url.is_empty() || (url.starts_with("https://") && url.len() <= URL && !url.contains([' ', '"']));
        errors.check(fine, "url", tl!(locale, selfchecks.help_url_wrong));
        errors.finish()?;
        Ok(Line {
            id: self.line.clone(),
            name_ja: text(&self.name_ja),
            name_en: text(&self.name_en),
            numbers: numbers.unwrap_or_default(),
            note_ja: text(&self.note_ja),
            note_en: text(&self.note_en),
            url,
            evening: self.evening,
            check_first: false,
            version: self.version,
            checked_at: self.checked.then_some(now),
            hidden_at: None,
        })
    }

    /// The numbers in plain digits; the one that is none.
    fn numbers(&self) -> Result<Vec<String>, String> {
        let parts =
            self.numbers.split([',', '、', '，', '\n', '/', '／']).map(str::trim).filter(|part| !part.is_empty());
        parts
            .map(|part| {
                let plain: String = part.chars().map(plain).collect();
                let digits = plain.bytes().filter(u8::is_ascii_digit).count();
                let fine = plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
                if fine && digits >= 3 && plain.len() <= NUMBER { Ok(plain) } else { Err(one_line(part)) }
            })
            .collect()
    }
}

/// A digit or hyphen as people type it, in its plain form.
fn plain(c: char) -> char {
    match c {
        '‐' | '‑' | '–' | '−' | '－' | 'ー' => '-',
        _ => half_width(c),
    }
}

/// One line, and what is done with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActForm {
    /// Which.
    pub line: String,
    /// The version that the page showed.
    pub version: i64,
    /// `checked`, `hidden` or `shown`.
    pub act: String,
}

impl ActForm {
    /// What is done.
    pub fn act(&self) -> Result<Act> {
        let act = Act::parse(&self.act).filter(|act| matches!(act, Act::Checked | Act::Hidden | Act::Shown));
        act.ok_or(Error::BadRequest)
    }
}

/// A line as it is shown to somebody who looks for help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineShown {
    /// Its name.
    pub name: String,
    /// The numbers.
    pub numbers: Vec<String>,
    /// A few words; may be empty.
    pub note: String,
    /// Its page; may be empty.
    pub url: String,
    /// Whether peers may be answering in the evening.
    pub evening: bool,
    /// The day on which somebody last checked it; empty when nobody has.
    pub checked: String,
}

/// The box of help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpShown {
    /// That nobody reads along.
    pub nobody_reads: String,
    /// Who may be answering in the evening.
    pub evening: String,
    /// The lines.
    pub lines: Vec<LineShown>,
}

/// One line of a history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What was done.
    pub act: Act,
    /// By whom.
    pub by: String,
    /// The day, in words.
    pub day: String,
    /// The numbers before, where they are other ones now.
    pub was: String,
}

/// A line on the organiser's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSheet {
    /// The line.
    pub line: Line,
    /// The day on which it was last checked; none when nobody has.
    pub checked: Option<String>,
    /// Whether it should be checked again.
    pub stale: bool,
    /// What was done to it, the latest first.
    pub history: Vec<Change>,
}

/// The organiser's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpDesk {
    /// The lines.
    pub lines: Vec<LineSheet>,
    /// After how many days a line should be checked again.
    pub stale_days: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 3600 * 1_000_000;

    fn form(numbers: &str) -> LineForm {
        LineForm { name_ja: "窓口".into(), name_en: "Line".into(), numbers: numbers.into(), ..LineForm::default() }
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let read = |numbers: &str| form(numbers).line(Locale::ja, Moment(0)).map(|line| line.numbers);
        assert_eq!(read("０１２０－２７９－３３８").expect("a number"), ["0120-279-338"]);
        assert_eq!(read("0570-783-556, 0120-783-556\n119").expect("numbers").len(), 3);
        for wrong in ["call us", "0120-279-338 まで", "12", "0", "012345678901234567", "1111,2222,3333,4444,5555"] {
            assert_eq!(read(wrong).expect_err(wrong).status(), 422, "{wrong}");
        }
    }

    #[test]
    fn the_misprint_that_is_in_circulation_is_refused() {
        let error = form("0570-046-556").line(Locale::ja, Moment(0)).expect_err("a misprint");
        let message =
            error.field_errors().and_then(|errors| errors.of("numbers")).expect("beside the number").to_owned();
        assert!(message.contains("0570-064-556"), "{message}");
        assert!(form("0570-064-556").line(Locale::ja, Moment(0)).is_ok());
    }

    #[test]
    fn a_line_says_how_help_is_reached() {
        assert!(form("").line(Locale::ja, Moment(0)).is_err());
        let page = LineForm { url: "https://example.org/list".into(), ..form("") };
        assert!(page.line(Locale::ja, Moment(0)).is_ok());
        let script = LineForm { url: "javascript:alert(1)".into(), ..form("119") };
        assert!(script.line(Locale::ja, Moment(0)).is_err());
        let nameless = LineForm { name_en: " ".into(), ..form("119") };
        assert!(nameless.line(Locale::ja, Moment(0)).is_err());
    }

    #[test]
    fn what_must_be_checked_first_waits_for_it() {
        let line = Line { check_first: true, ..Line::default() };
        assert!(!line.is_shown() && line.is_stale(180, Moment(0)));
        let checked = Line { checked_at: Some(Moment(0)), ..line };
        assert!(checked.is_shown());
        assert!(!checked.is_stale(180, Moment(180 * DAY)) && checked.is_stale(180, Moment(180 * DAY + 1)));
        assert!(!Line { hidden_at: Some(Moment(1)), ..checked }.is_shown());
        let form = LineForm { checked: true, ..form("119") };
        assert_eq!(form.line(Locale::ja, Moment(7)).expect("fine").checked_at, Some(Moment(7)));
    }

    #[test]
    fn only_known_acts_are_done() {
        let act = |act: &str| ActForm { act: act.into(), ..ActForm::default() }.act();
        assert_eq!(act("checked"), Ok(Act::Checked));
        assert_eq!((act("added"), act("drop")), (Err(Error::BadRequest), Err(Error::BadRequest)));
        assert!(Act::ALL.iter().all(|(act, name)| Act::parse(name) == Some(*act) && act.as_str() == *name));
    }
}
