//! Dates and times as people read them, in the viewer's zone and language. Made on the server only.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::kit::{Locale, Moment};

/// The zone of that IANA name; Asia/Tokyo when there is none of that name.
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).or_else(|_| TimeZone::get("Asia/Tokyo")).unwrap_or(TimeZone::UTC)
}

/// `moment` on the wall clock of `zone_name`.
pub fn at(moment: Moment, zone_name: &str) -> Zoned {
    Timestamp::from_microsecond(moment.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone(zone_name))
}

/// 11月24日（火） / Tue 24 November
pub fn day(moment: Moment, zone_name: &str, locale: Locale) -> String {
    let at = at(moment, zone_name);
    match locale {
        Locale::ja => format!("{}月{}日（{}）", at.month(), at.day(), weekday(&at, locale)),
        Locale::en => format!("{} {} {}", weekday(&at, locale), at.day(), at.strftime("%B")),
    }
}

/// The day with its year: 2026年11月24日（火） / Tue 24 November 2026
pub fn full_day(moment: Moment, zone_name: &str, locale: Locale) -> String {
    let year = at(moment, zone_name).year();
    match locale {
        Locale::ja => format!("{year}年{}", day(moment, zone_name, locale)),
        Locale::en => format!("{} {year}", day(moment, zone_name, locale)),
    }
}

/// 19:30
pub fn clock(moment: Moment, zone_name: &str) -> String {
    at(moment, zone_name).strftime("%H:%M").to_string()
}

/// 11月24日（火）19:30 / Tue 24 November, 19:30. The bracket carries its own white, a space would double it.
pub fn day_and_clock(moment: Moment, zone_name: &str, locale: Locale) -> String {
    let separator = if locale == Locale::ja { "" } else { ", " };
    format!("{}{separator}{}", day(moment, zone_name, locale), clock(moment, zone_name))
}

/// The weekday in one word: 火 / Tue
pub fn weekday(at: &Zoned, locale: Locale) -> &'static str {
    let number = match at.weekday() {
        Weekday::Monday => 0,
        Weekday::Tuesday => 1,
        Weekday::Wednesday => 2,
        Weekday::Thursday => 3,
        Weekday::Friday => 4,
        Weekday::Saturday => 5,
        Weekday::Sunday => 6,
    };
    match locale {
        Locale::ja => ["月", "火", "水", "木", "金", "土", "日"][number],
        Locale::en => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][number],
    }
}

/// For `<time datetime>`: RFC 3339 with the zone's offset.
pub fn rfc3339(moment: Moment, zone_name: &str) -> String {
    at(moment, zone_name).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The value of an `<input type="datetime-local">`.
pub fn to_local_input(moment: Moment, zone_name: &str) -> String {
    at(moment, zone_name).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// Reads an `<input type="datetime-local">` on the wall clock of `zone_name`. None when it is no date, and in
/// the hour that a change to summer time leaves out; in the hour that comes twice, the first one.
pub fn from_local_input(text: &str, zone_name: &str) -> Option<Moment> {
    let local: jiff::civil::DateTime = text.parse().ok()?;
    let ambiguous = zone(zone_name).to_ambiguous_zoned(local);
    if matches!(ambiguous.offset(), jiff::tz::AmbiguousOffset::Gap { .. }) {
        return None;
    }
    Some(Moment(ambiguous.earlier().ok()?.timestamp().as_microsecond()))
}

/// Whether `name` is an IANA time zone that we can reckon in.
pub fn is_zone(name: &str) -> bool {
    TimeZone::get(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TUESDAY: Moment = Moment(1_795_516_200_000_000); // 2026-11-24T19:30+09:00

    #[test]
    fn people_read_their_own_clock() {
        assert_eq!(day_and_clock(TUESDAY, "Asia/Tokyo", Locale::ja), "11月24日（火）19:30");
        assert_eq!(day_and_clock(TUESDAY, "America/New_York", Locale::en), "Tue 24 November, 05:30");
        assert_eq!(rfc3339(TUESDAY, "Asia/Tokyo"), "2026-11-24T19:30:00+09:00");
    }

    #[test]
    fn local_input_round_trips_and_knows_the_edges_of_summer_time() {
        assert_eq!(from_local_input("2026-11-24T19:30", "Asia/Tokyo"), Some(TUESDAY));
        assert_eq!(to_local_input(TUESDAY, "Asia/Tokyo"), "2026-11-24T19:30");
        // New York: 02:30 does not exist on 2026-03-08, and 01:30 comes twice on 2026-11-01.
        assert_eq!(from_local_input("2026-03-08T02:30", "America/New_York"), None);
        let first = from_local_input("2026-11-01T01:30", "America/New_York").expect("it exists");
        assert_eq!(rfc3339(first, "America/New_York"), "2026-11-01T01:30:00-04:00");
        assert_eq!(from_local_input("", "Asia/Tokyo"), None);
        assert_eq!(from_local_input("2026-02-30T10:00", "Asia/Tokyo"), None);
    }
}
