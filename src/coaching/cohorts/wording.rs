//! Days, hours and professions in the words of whoever reads them.

use super::model::Life;
use crate::accounts::model::{HOME_ZONE, Profession, introduced};
use crate::journal::model::When;
use crate::kit::{Locale, Moment, Viewer};
use crate::server::time;
use crate::tl;
use crate::workshops::wording;

/// From when to when a cohort takes place; none when nobody said.
pub fn dates(life: &Life, locale: Locale) -> Option<String> {
    let day = |at: Moment| time::full_day(at, HOME_ZONE, locale);
    match (life.starts_at, life.ends_at.map(last_day)) {
        (Some(from), Some(to)) => Some(tl!(locale, cohorts.span_words, from = day(from), to = day(to))),
        (Some(from), None) => Some(tl!(locale, cohorts.from, from = day(from))),
        (None, Some(to)) => Some(tl!(locale, cohorts.until, to = day(to))),
        (None, None) => None,
    }
}

/// The last day of applications, if there is one.
pub fn until(life: &Life, locale: Locale) -> Option<String> {
    life.apply_until.map(|at| time::full_day(last_day(at), HOME_ZONE, locale))
}

/// A moment of the day that ends then.
pub fn last_day(end: Moment) -> Moment {
    end.plus_seconds(-1)
}

/// Day and hours on the clock of `zone`, which is said.
pub fn hours(starts_at: Moment, ends_at: Moment, zone: &str, locale: Locale) -> String {
    wording::when(starts_at, ends_at, zone, zone, locale).words
}

/// The same for a page.
pub fn span(viewer: &Viewer, starts_at: Moment, ends_at: Moment) -> When {
    When { words: hours(starts_at, ends_at, &viewer.zone, viewer.locale), iso: time::rfc3339(starts_at, &viewer.zone) }
}

/// A day for a page.
pub fn day(viewer: &Viewer, at: Moment) -> When {
    When { words: time::day(at, &viewer.zone, viewer.locale), iso: time::rfc3339(at, &viewer.zone) }
}

/// A day that was chosen, such as 2026-12-01, in words; none when it is no day.
pub fn due(text: &str, locale: Locale) -> Option<String> {
    let day = super::intake::day_start(text, HOME_ZONE)?;
    Some(time::day(day, HOME_ZONE, locale))
}

/// A profession in words; empty when nothing is known.
pub fn profession((name, own): &(String, String), locale: Locale) -> String {
    introduced(Profession::parse(name), own, locale).unwrap_or_default()
}
