//! iCalendar (RFC 5545) as calendars really read it: lines folded at 75 octets without splitting a character, text
//! that can neither end its line nor begin another property, and time zones with the changes of the clock that an
//! event needs, reckoned from the same data as everything else. Written here, because the crate for it knows
//! nothing of zones that change their clock, and keeps a bare carriage return.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use super::time;
use crate::kit::Moment;

/// The longest line, in octets, without its end.
const WIDTH: usize = 75;

/// How far after the last event the changes of the clock are told, in days.
const AHEAD: i64 = 400;

/// One component after the other, as lines.
#[derive(Clone, Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// A property whose value is safe as it stands.
    pub fn line(&mut self, name: &str, value: &str) {
        fold(&format!("{name}:{}", one_line(value)), &mut self.0);
    }

    /// A property that holds text.
    pub fn text(&mut self, name: &str, text: &str) {
        fold(&format!("{name}:{}", escape(text)), &mut self.0);
    }

    /// A moment in UTC.
    pub fn utc(&mut self, name: &str, at: Moment) {
        self.line(name, &utc(at));
    }

    /// A moment on the wall clock of `zone`; in UTC when that clock shows the same time twice: some calendars take it
    /// for the first, as they should, and some for the second.
    pub fn local(&mut self, name: &str, at: Moment, zone: &str) {
        let here = time::at(at, zone);
        if here.time_zone().to_ambiguous_timestamp(here.datetime()).is_ambiguous() {
            self.utc(name, at);
        } else {
            self.line(&format!("{name};TZID={zone}"), &here.strftime("%Y%m%dT%H%M%S").to_string());
        }
    }

    /// Adds what another part says.
    pub fn add(&mut self, other: &Lines) {
        self.0.push_str(&other.0);
    }
}

/// An event among others: when it takes place, on which clock, and what is said of it.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its zone.
    pub zone: String,
    /// When it begins.
    pub starts_at: Moment,
    /// When it ends.
    pub ends_at: Moment,
    /// Its lines.
    pub lines: Lines,
}

/// A whole calendar of these events, with the zones that they stand in.
pub fn of_events(head: &[(&str, &str)], events: &[Event]) -> String {
    let mut zones: BTreeMap<String, (Moment, Moment)> = BTreeMap::new();
    let mut lines = Lines::default();
    for event in events {
        let span = zones.entry(event.zone.clone()).or_insert((event.starts_at, event.ends_at));
        *span = (span.0.min(event.starts_at), span.1.max(event.ends_at));
        lines.add(&event.lines);
    }
    calendar(head, &zones, &lines)
}

/// The name of an event, the same for every calendar that ever sees it: the id of its row at the host of our site.
pub fn uid(id: &str, site: &str) -> String {
    let url = url::Url::parse(site).ok();
    let host = url.as_ref().and_then(|url| url.host_str()).unwrap_or("localhost");
    format!("{id}@{host}")
}

/// A whole calendar around `events`, with every zone that they stand in: from its first to its last moment there.
fn calendar(head: &[(&str, &str)], zones: &BTreeMap<String, (Moment, Moment)>, events: &Lines) -> String {
    let mut all = Lines::default();
    all.line("BEGIN", "VCALENDAR");
    all.line("VERSION", "2.0");
    all.line("PRODID", "-//Assemble//Workshops//JA");
    all.line("CALSCALE", "GREGORIAN");
    for (name, text) in head {
        all.text(name, text);
    }
    for (zone, (first, last)) in zones {
        all.add(&vtimezone(zone, *first, *last));
    }
    all.add(events);
    all.line("END", "VCALENDAR");
    all.0
}

/// Text as a value: no character of it can end the value, the line, or mean something else.
pub fn escape(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Appends `line` with its end, folded: a line that goes on begins with a space, which counts.
fn fold(line: &str, out: &mut String) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > WIDTH {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn utc(at: Moment) -> String {
    time::at(at, "UTC").strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A zone with the change of the clock before `first` and all until some time after `last`, each by itself: that is
/// right for these events whatever rule there is behind the changes.
fn vtimezone(zone: &str, first: Moment, last: Moment) -> Lines {
    let tz = time::zone(zone);
    let (from, until) = (timestamp(first), timestamp(last.plus_days(AHEAD)));
    let epoch = Timestamp::UNIX_EPOCH;
    let mut lines = Lines::default();
    lines.line("BEGIN", "VTIMEZONE");
    lines.line("TZID", zone);
    // The clock that holds when the first event begins: since its change, or since ever.
    match tz.preceding(from).next().filter(|change| change.timestamp() > epoch) {
        Some(change) => observance(&mut lines, &tz, change.timestamp()),
        None => {
            let since = tz.preceding(from).next().map_or(epoch, |change| change.timestamp().max(epoch));
            let info = tz.to_offset_info(from);
            part(&mut lines, &since_local(since), info.dst().is_dst(), [info.offset(); 2], info.abbreviation());
        }
    }
    // A change at the very moment of the first event is not "before" it.
    let at_start = from.checked_sub(jiff::SignedDuration::from_nanos(1)).unwrap_or(from);
    for change in tz.following(at_start).take_while(|change| change.timestamp() <= until).take(64) {
        observance(&mut lines, &tz, change.timestamp());
    }
    lines.line("END", "VTIMEZONE");
    lines
}

/// One change of the clock; its beginning stands on the clock from before.
fn observance(lines: &mut Lines, tz: &TimeZone, at: Timestamp) {
    let before = at.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(at);
    let old = tz.to_offset(before);
    let info = tz.to_offset_info(at);
    let starts = old.to_datetime(at).strftime("%Y%m%dT%H%M%S").to_string();
    part(lines, &starts, info.dst().is_dst(), [old, info.offset()], info.abbreviation());
}

fn part(lines: &mut Lines, starts: &str, summer: bool, [from, to]: [Offset; 2], name: &str) {
    let kind = if summer { "DAYLIGHT" } else { "STANDARD" };
    lines.line("BEGIN", kind);
    lines.line("DTSTART", starts);
    lines.line("TZOFFSETFROM", &offset(from));
    lines.line("TZOFFSETTO", &offset(to));
    lines.text("TZNAME", name);
    lines.line("END", kind);
}

fn since_local(at: Timestamp) -> String {
    Offset::UTC.to_datetime(at).strftime("%Y%m%dT%H%M%S").to_string()
}

/// +0900, -0330; seconds only where there are some.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, rest) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let (hours, minutes, seconds) = (rest / 3600, rest / 60 % 60, rest % 60);
    match seconds {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        some => format!("{sign}{hours:02}{minutes:02}{some:02}"),
    }
}

fn timestamp(at: Moment) -> Timestamp {
    Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a reader makes of the lines: unfolded, and the text of one value.
    fn read(lines: &str) -> String {
        let unfolded = lines.replace("\r\n ", "");
        let value = unfolded.trim_end_matches("\r\n").split_once(':').expect("a value").1.to_owned();
        let (mut out, mut escaped) = (String::new(), false);
        for c in value.chars() {
            match (escaped, c) {
                (false, '\\') => escaped = true,
                (true, 'n') => (out, escaped) = (out + "\n", false),
                (_, c) => {
                    out.push(c);
                    escaped = false;
                }
            }
        }
        out
    }

    proptest! {
        #[test]
        fn any_text_survives_in_lines_that_are_short_enough(text in "(?s).{0,300}") {
            let mut lines = Lines::default();
            lines.text("SUMMARY", &text);
            prop_assert!(lines.0.ends_with("\r\n"));
            for line in lines.0.trim_end_matches("\r\n").split("\r\n") {
                prop_assert!(line.len() <= WIDTH, "{} octets", line.len());
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let plain = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n");
            let plain: String = plain.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
            prop_assert_eq!(read(&lines.0), plain);
        }

        #[test]
        fn long_japanese_lines_are_filled_and_no_character_is_split(count in 1usize..400) {
            let mut lines = Lines::default();
            lines.text("SUMMARY", &"内省🕯、".repeat(count));
            let all: Vec<&str> = lines.0.trim_end_matches("\r\n").split("\r\n").collect();
            for line in &all[..all.len() - 1] {
                prop_assert!((WIDTH - 3..=WIDTH).contains(&line.len()), "{}", line.len());
            }
        }
    }

    #[test]
    fn nothing_begins_a_property_of_its_own() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "a\rATTENDEE:mailto:x\r\nEND:VEVENT\n;b,c\\");
        lines.line("URL", "https://x/\r\nATTENDEE:y");
        assert_eq!(
            lines.0,
            "SUMMARY:a\\nATTENDEE:mailto:x\\nEND:VEVENT\\n\\;b\\,c\\\\\r\nURL:https://x/ATTENDEE:y\r\n"
        );
    }

    fn at(text: &str) -> Moment {
        Moment(text.parse::<Timestamp>().expect("a time").as_microsecond())
    }

    #[test]
    fn a_zone_tells_the_changes_of_its_clock() {
        let Lines(zone) = vtimezone("America/New_York", at("2026-10-20T00:00:00Z"), at("2026-12-01T00:00:00Z"));
        let summer = "BEGIN:DAYLIGHT\r\nDTSTART:20260308T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nTZNAME:EDT\r\nEND:DAYLIGHT\r\n";
        let winter = "BEGIN:STANDARD\r\nDTSTART:20261101T020000\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nTZNAME:EST\r\nEND:STANDARD\r\n";
        assert!(zone.contains(&format!("{summer}{winter}")), "{zone}");
        assert!(zone.contains("DTSTART:20271107T020000"), "{zone}");
    }

    #[test]
    fn a_zone_without_changes_has_one_part() {
        for (name, offset) in [("Asia/Tokyo", "+0900"), ("Asia/Kolkata", "+0530"), ("UTC", "+0000")] {
            let Lines(zone) = vtimezone(name, at("2026-11-27T11:00:00Z"), at("2026-11-27T11:00:00Z"));
            assert_eq!(zone.matches("BEGIN:STANDARD").count(), 1, "{zone}");
            assert!(zone.contains(&format!("TZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}")), "{zone}");
        }
    }

    #[test]
    fn the_hour_that_comes_twice_is_written_in_utc() {
        let mut lines = Lines::default();
        lines.local("DTSTART", at("2026-11-01T05:30:00Z"), "America/New_York");
        lines.local("DTEND", at("2026-11-01T06:30:00Z"), "America/New_York");
        assert_eq!(lines.0, "DTSTART:20261101T053000Z\r\nDTEND:20261101T063000Z\r\n");
    }
}
