//! Times that coaches offer and members book.

use serde::{Deserialize, Serialize};

use crate::kit::form::chars;
use crate::kit::{FieldErrors, Locale, Moment};
use crate::tl;

/// A member books, moves and cancels until so many minutes before the beginning; a coach cancels until it begins.
pub const LEAD_MINUTES: i64 = 60;
/// How many appointments ahead a member may have in a cohort, so that there are times for everybody.
pub const MOST_BOOKED: i64 = 2;
/// How long an appointment may be, in minutes.
pub const LENGTHS: [i64; 4] = [30, 45, 60, 90];
/// For how many weeks the same times may be offered at once.
pub const WEEKS: [i64; 4] = [1, 2, 3, 4];
/// The longest link.
const MAX_LINK: usize = 500;

/// Whether two spans of time share a moment.
pub fn overlap(one: (Moment, Moment), other: (Moment, Moment)) -> bool {
    one.0 < other.1 && other.0 < one.1
}

/// Whether a member may still book, move or cancel what begins then.
pub fn still_open(starts_at: Moment, now: Moment) -> bool {
    now <= starts_at.plus_minutes(-LEAD_MINUTES)
}

/// Times to offer: up to four, each again in the weeks after.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OfferForm {
    /// In which cohort.
    pub cohort: String,
    /// On the coach's clock.
    pub first: String,
    /// Another one; may be empty.
    pub second: String,
    /// Another one; may be empty.
    pub third: String,
    /// Another one; may be empty.
    pub fourth: String,
    /// How long each is, in minutes.
    pub minutes: String,
    /// In how many weeks.
    pub weeks: String,
    /// Where one meets online; may be empty.
    pub link: String,
}

impl OfferForm {
    /// The times that were typed, with their fields.
    pub fn typed(&self) -> Vec<(&'static str, &str)> {
        let all = [("first", &self.first), ("second", &self.second), ("third", &self.third), ("fourth", &self.fourth)];
        all.into_iter().map(|(field, text)| (field, text.trim())).filter(|(_, text)| !text.is_empty()).collect()
    }

    /// What can be judged without a calendar: length, weeks, the link.
    pub fn checked(&self, locale: Locale, errors: &mut FieldErrors) -> (i64, i64, String) {
        let one_of = |text: &str, known: &[i64]| text.parse().ok().filter(|n| known.contains(n));
        let (minutes, weeks) = (one_of(&self.minutes, &LENGTHS), one_of(&self.weeks, &WEEKS));
        let link = self.link.trim().to_owned();
        let fine = link.is_empty()
            || (link.starts_with("https://") && link.chars().all(|c| !c.is_whitespace() && !c.is_control()));
        errors.check(!self.typed().is_empty(), "first", tl!(locale, cohorts.time_needed));
        errors.check(minutes.is_some(), "minutes", tl!(locale, cohorts.choose));
        errors.check(weeks.is_some(), "weeks", tl!(locale, cohorts.choose));
        errors.check(fine && chars(&link) <= MAX_LINK, "link", tl!(locale, cohorts.link_wrong));
        (minutes.unwrap_or(LENGTHS[0]), weeks.unwrap_or(1), link)
    }
}

/// A time to book.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BookForm {
    /// Which.
    pub slot: String,
}

/// An appointment to another time.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MoveForm {
    /// Which appointment.
    pub appointment: String,
    /// To which time.
    pub slot: String,
}

/// Which appointment.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WhichAppointmentForm {
    /// Its id.
    pub appointment: String,
}

/// Which offered time.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WhichSlotForm {
    /// Its id.
    pub slot: String,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn spans_overlap_where_they_share_a_moment(a in 0i64..20, n in 1i64..10, b in 0i64..20, m in 1i64..10) {
            let shared = (a..a + n).any(|at| (b..b + m).contains(&at));
            let (one, other) = ((Moment(a), Moment(a + n)), (Moment(b), Moment(b + m)));
            prop_assert_eq!(overlap(one, other), shared);
            prop_assert_eq!(overlap(other, one), shared);
        }
    }

    #[test]
    fn an_hour_before_it_is_too_late() {
        let start = Moment(0).plus_hours(10);
        assert!(still_open(start, start.plus_minutes(-60)) && !still_open(start, start.plus_minutes(-59)));
    }

    #[test]
    fn what_is_offered_has_a_time_a_length_and_a_safe_link() {
        let check = |form: &OfferForm| {
            let mut errors = FieldErrors::default();
            form.checked(Locale::ja, &mut errors);
            errors.0.into_iter().map(|error| error.field).collect::<Vec<_>>()
        };
        let fine = OfferForm {
            second: " 2026-12-01T19:00 ".to_owned(),
            minutes: "45".to_owned(),
            weeks: "2".to_owned(),
            link: "https://meet.example.jp/a".to_owned(),
            ..OfferForm::default()
        };
        assert_eq!(check(&fine), [""; 0]);
        assert_eq!(fine.typed(), [("second", "2026-12-01T19:00")]);
        assert_eq!(check(&OfferForm::default()), ["first", "minutes", "weeks"]);
        for link in ["http://x", "javascript:x", "https://a b"] {
            assert_eq!(check(&OfferForm { link: link.to_owned(), ..fine.clone() }), ["link"]);
        }
    }
}
