//! Appointments as entries of a calendar: with the same id wherever they move to, and a sequence that rises.

use super::store::appointments::Appointment;
use crate::kit::Locale;
use crate::kit::id::UserId;
use crate::server::config::Config;
use crate::server::ics::{self, Event, Lines};
use crate::tl;

/// Through whose hands an entry goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way<'a> {
    /// The reader's own calendar; with the link where they meet online only in the file that they fetch signed in.
    Own(Option<&'a str>),
    /// A letter to this address. Letters go through many hands: the link stays away.
    Letter(&'a str),
}

/// An appointment as `reader`, one of the two, has it.
pub fn event(config: &Config, one: &Appointment, reader: &UserId, locale: Locale, way: Way<'_>) -> Event {
    let page = config.link(if one.coach.0 == *reader { "/coaching/appointments" } else { "/cohort/appointments" });
    let mut lines = Lines::default();
    lines.line("BEGIN", "VEVENT");
    lines.line("UID", &ics::uid(one.id.as_str(), &config.site_url()));
    lines.utc("DTSTAMP", one.changed_at);
    lines.utc("LAST-MODIFIED", one.changed_at);
    lines.line("SEQUENCE", &one.sequence.to_string());
    let cancelled = one.cancelled_at.is_some();
    lines.line("STATUS", if cancelled { "CANCELLED" } else { "CONFIRMED" });
    lines.local("DTSTART", one.starts_at, &one.zone);
    lines.local("DTEND", one.ends_at, &one.zone);
    lines.text("SUMMARY", &tl!(locale, cohorts.ics_summary, name = one.other(reader)));
    lines.text("DESCRIPTION", &page);
    if let Way::Own(Some(link)) = way {
        lines.text("LOCATION", link);
    }
    lines.line("URL", &page);
    lines.line("CLASS", "PRIVATE");
    lines.line("TRANSP", if cancelled { "TRANSPARENT" } else { "OPAQUE" });
    if let Way::Letter(to) = way {
        let from = config.mail_from.rsplit('<').next().unwrap_or_default().trim_end_matches('>').trim();
        lines.line("ORGANIZER;CN=Assemble", &format!("mailto:{from}"));
        let answer = if cancelled { "DECLINED" } else { "ACCEPTED" };
        lines.line(&format!("ATTENDEE;PARTSTAT={answer};RSVP=FALSE"), &format!("mailto:{to}"));
    }
    lines.line("END", "VEVENT");
    Event { zone: one.zone.clone(), starts_at: one.starts_at, ends_at: one.ends_at, lines }
}

/// What a letter carries, so that the reader's calendar takes the entry in, changes it, or takes it out.
pub fn invitation(config: &Config, one: &Appointment, reader: &UserId, address: &str, locale: Locale) -> String {
    let method = if one.cancelled_at.is_some() { "CANCEL" } else { "REQUEST" };
    ics::of_events(&[("METHOD", method)], &[event(config, one, reader, locale, Way::Letter(address))])
}
