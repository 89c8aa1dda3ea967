//! The forms, and what may stand in them.

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::kit::form::{chars, half_width, lines, one_line};
use crate::kit::{FieldErrors, Locale, Moment};
use crate::tl;

/// The longest title, in characters.
pub const MAX_TITLE: usize = 80;
/// The longest text.
pub const MAX_BODY: usize = 20_000;
/// The longest place.
pub const MAX_PLACE: usize = 200;
/// The longest link.
pub const MAX_LINK: usize = 500;
/// The most seats.
pub const MAX_CAPACITY: i64 = 500;
/// The longest a single gathering lasts, in days. Lists count on it.
pub const MAX_DAYS: i64 = 7;

/// A workshop as its host writes it. Everything is text, so that nothing typed is lost when it is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkshopForm {
    /// The workshop's id; for a new one made with the empty form, so that sending it twice makes one.
    pub id: String,
    /// The version that the form was made from.
    pub version: i64,
    /// `Kind::as_str`.
    pub kind: String,
    /// The title.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// `2026-11-27T20:00`, on the clock of `zone`.
    pub starts: String,
    /// The same for the end.
    pub ends: String,
    /// An IANA time zone.
    pub zone: String,
    /// How many people fit.
    pub capacity: String,
    /// Where people come to.
    pub place: String,
    /// Where people meet online.
    pub online_url: String,
    /// `course` when the draft is to become the first date of one; else empty.
    pub then: String,
    /// How many people its page said would get a letter by the change; empty before it did.
    pub seen: String,
}

/// The fields in the order in which the form shows them.
const ORDER: [&str; 9] = ["kind", "title", "body", "starts", "ends", "zone", "capacity", "place", "online_url"];

/// Puts errors into the order of the fields.
pub fn in_order(errors: &mut FieldErrors) {
    errors.0.sort_by_key(|error| ORDER.iter().position(|field| *field == error.field));
}

/// Which workshop a button is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceForm {
    /// The workshop's id.
    pub workshop: String,
}

impl WorkshopForm {
    /// The form without hidden marks, stray spaces and foreign line breaks: what is validated and kept.
    pub fn tidy(&self) -> WorkshopForm {
        WorkshopForm {
            title: one_line(&self.title),
            place: one_line(&self.place),
            online_url: one_line(&self.online_url),
            zone: one_line(&self.zone),
            capacity: one_line(&self.capacity),
            body: lines(&self.body),
            ..self.clone()
        }
    }

    /// The number of seats, when it is one.
    pub fn seats(&self) -> Option<i64> {
        let seats: i64 = self.capacity.trim().chars().map(half_width).collect::<String>().parse().ok()?;
        (1..=MAX_CAPACITY).contains(&seats).then_some(seats)
    }

    /// What needs another look, apart from the times (`check_times`): those are read on the server.
    pub fn check(&self, locale: Locale) -> FieldErrors {
        let mut errors = FieldErrors::default();
        errors.check(Kind::parse(&self.kind).is_some(), "kind", tl!(locale, workshops.error_kind));
        errors.check(!self.title.is_empty(), "title", tl!(locale, workshops.error_title));
        errors.check(
            chars(&self.title) <= MAX_TITLE,
            "title",
            tl!(locale, workshops.error_long, most = MAX_TITLE, now = chars(&self.title)),
        );
        errors.check(
            chars(&self.body) <= MAX_BODY,
            "body",
            tl!(locale, workshops.error_long, most = MAX_BODY, now = chars(&self.body)),
        );
        errors.check(self.seats().is_some(), "capacity", tl!(locale, workshops.error_capacity, most = MAX_CAPACITY));
        errors.check(
            chars(&self.place) <= MAX_PLACE,
            "place",
            tl!(locale, workshops.error_long, most = MAX_PLACE, now = chars(&self.place)),
        );
        let nowhere = self.place.is_empty() && self.online_url.is_empty();
        errors.check(!nowhere, "place", tl!(locale, workshops.error_nowhere));
        errors.check(
            self.online_url.is_empty() || is_link(&self.online_url),
            "online_url",
            tl!(locale, workshops.error_link, most = MAX_LINK),
        );
        errors
    }

    /// Only whether everything but the times is fine.
    pub fn validate(&self, locale: Locale) -> crate::kit::Result<()> {
        self.check(locale).finish()
    }
}

/// Adds what is wrong between two times that could be read.
pub fn check_times(errors: &mut FieldErrors, starts: Moment, ends: Moment, locale: Locale) {
    errors.check(ends > starts, "ends", tl!(locale, workshops.error_ends));
    errors.check(ends <= starts.plus_days(MAX_DAYS), "ends", tl!(locale, workshops.error_lasts, days = MAX_DAYS));
}

/// An https address of printable ASCII with a host, not too long.
fn is_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !host.is_empty()
        && text.len() <= MAX_LINK
        && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'`'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> WorkshopForm {
        WorkshopForm {
            kind: "exchange".to_owned(),
            title: "はじめての多職種交流会".to_owned(),
            capacity: "１２".to_owned(),
            place: "神戸 元町".to_owned(),
            ..WorkshopForm::default()
        }
    }

    fn refused(change: impl FnOnce(&mut WorkshopForm)) -> Vec<String> {
        let mut form = good();
        change(&mut form);
        form.tidy().check(Locale::ja).0.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_good_form_passes() {
        assert!(good().tidy().validate(Locale::ja).is_ok());
        assert_eq!(good().seats(), Some(12));
    }

    #[test]
    fn each_field_says_what_is_wrong() {
        assert_eq!(refused(|form| form.kind = "party".to_owned()), ["kind"]);
        assert_eq!(refused(|form| form.title = " \u{202e}\n ".to_owned()), ["title"]);
        assert_eq!(refused(|form| form.title = "あ".repeat(81)), ["title"]);
        assert!(refused(|form| form.title = "🕯".repeat(80)).is_empty());
        assert_eq!(refused(|form| form.body = "あ".repeat(20_001)), ["body"]);
        for seats in ["", "0", "501", "-1", "many", "1.5"] {
            assert_eq!(refused(|form| form.capacity = seats.to_owned()), ["capacity"], "{seats}");
        }
        assert_eq!(refused(|form| form.place = "あ".repeat(201)), ["place"]);
        assert_eq!(refused(|form| form.place = String::new()), ["place"]);
        let long = format!("https://example.jp/{}", "a".repeat(500));
        for link in ["http://example.jp", "https://", "https:///x", "javascript:alert(1)", "https://a b", &long] {
            assert_eq!(refused(|form| form.online_url = link.to_owned()), ["online_url"], "{link}");
        }
        assert!(refused(|form| form.online_url = "https://meet.example.jp/abc?x=1#y".to_owned()).is_empty());
    }

    #[test]
    fn it_ends_after_it_begins_and_within_a_week() {
        let times = |ends: Moment| {
            let mut errors = FieldErrors::default();
            check_times(&mut errors, Moment(0), ends, Locale::en);
            errors.0.len()
        };
        assert_eq!(times(Moment(0)), 1);
        assert_eq!(times(Moment(1)), 0);
        assert_eq!(times(Moment(0).plus_days(7)), 0);
        assert_eq!(times(Moment(1).plus_days(7)), 1);
    }
}
