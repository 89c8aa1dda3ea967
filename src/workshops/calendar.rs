//! Workshops as entries of a calendar: by themselves, and with somebody's place in them.

use super::model::Kind;
use super::store::Workshop;
use super::{address, wording};
use crate::kit::id::{RegistrationId, WorkshopId};
use crate::kit::{Locale, Moment};
use crate::server::config::Config;
use crate::server::ics::{self, Event, Lines};
use crate::server::markdown;
use crate::tl;

/// The longest text in an entry, in characters; the page has the rest.
const MAX_TEXT: usize = 1000;

/// Where somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nobody's entry: it takes place.
    Public,
    /// In the line, or with an offer.
    Tentative,
    /// There is a seat.
    Confirmed,
    /// Given back, or called off.
    Cancelled,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The workshop.
    pub workshop: WorkshopId,
    /// The key in the address of its page while it is shown by link; else empty.
    pub key: String,
    /// Whose place; none in an entry for everybody.
    pub registration: Option<RegistrationId>,
    /// The kind.
    pub kind: Kind,
    /// The title.
    pub title: String,
    /// The how many-th date of its course it is.
    pub nth: Option<i64>,
    /// Markdown.
    pub body: String,
    /// When it begins.
    pub starts_at: Moment,
    /// When it is over.
    pub ends_at: Moment,
    /// On which clock it was planned.
    pub zone: String,
    /// Where people come to; may be empty.
    pub place: String,
    /// Where people meet online; may be empty. Told only to those with a seat.
    pub online_url: String,
    /// The host's name.
    pub host: String,
    /// Where its person stands.
    pub status: Status,
    /// Rises with every change of the workshop, of another date of its course, or of the place.
    pub sequence: i64,
    /// When that was.
    pub changed_at: Moment,
}

/// How an entry reaches a calendar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way<'a> {
    /// The calendar fetches it.
    Fetched,
    /// A letter tells of it.
    Told,
    /// A letter to this address asks to take it in.
    Invited(&'a str),
}

impl Entry {
    /// The entry for everybody.
    pub fn public(workshop: &Workshop) -> Entry {
        let details = workshop.details.clone();
        Entry {
            workshop: workshop.id.clone(),
            key: workshop.key().to_owned(),
            registration: None,
            kind: details.kind,
            title: details.title,
            nth: workshop.nth,
            body: details.body,
            starts_at: details.starts_at,
            ends_at: details.ends_at,
            zone: details.zone,
            place: details.place,
            online_url: details.online_url,
            host: workshop.host_name.clone(),
            status: if workshop.life.cancelled_at.is_some() { Status::Cancelled } else { Status::Public },
            sequence: workshop.version,
            changed_at: workshop.updated_at,
        }
    }

    /// The same for every calendar that ever sees it.
    fn uid(&self, config: &Config) -> String {
        let id = self.registration.as_ref().map_or(self.workshop.as_str(), RegistrationId::as_str);
        ics::uid(id, &config.site_url())
    }

    fn event(&self, config: &Config, locale: Locale, way: Way<'_>) -> Event {
        let lines = self.lines(config, locale, way);
        Event { zone: self.zone.clone(), starts_at: self.starts_at, ends_at: self.ends_at, lines }
    }

    fn lines(&self, config: &Config, locale: Locale, way: Way<'_>) -> Lines {
        let page = config.link(&address::page(&self.workshop, &self.key));
        let mut lines = Lines::default();
        lines.line("BEGIN", "VEVENT");
        lines.line("UID", &self.uid(config));
        lines.utc("DTSTAMP", self.changed_at);
        lines.utc("LAST-MODIFIED", self.changed_at);
        lines.line("SEQUENCE", &self.sequence.to_string());
        lines.line(
            "STATUS",
            match self.status {
                Status::Public | Status::Confirmed => "CONFIRMED",
                Status::Tentative => "TENTATIVE",
                Status::Cancelled => "CANCELLED",
            },
        );
        lines.local("DTSTART", self.starts_at, &self.zone);
        lines.local("DTEND", self.ends_at, &self.zone);
        lines.text("SUMMARY", &self.summary(locale));
        lines.text("DESCRIPTION", &self.description(locale, &page));
        // The link opens a room, and letters go through many hands: there it stays away.
        lines.text("LOCATION", &self.location(locale, way == Way::Fetched));
        lines.text("CATEGORIES", self.kind.label(locale));
        lines.line("URL", &page);
        // Time is only taken by what one goes to.
        let taken = matches!(self.status, Status::Confirmed);
        lines.line("TRANSP", if taken { "OPAQUE" } else { "TRANSPARENT" });
        if way != Way::Fetched {
            let from = config.mail_from.rsplit('<').next().unwrap_or_default().trim_end_matches('>').trim();
            lines.line("ORGANIZER;CN=Assemble", &format!("mailto:{from}"));
        }
        if let Way::Invited(to) = way {
            let answer = match self.status {
                Status::Confirmed | Status::Public => "ACCEPTED",
                Status::Tentative => "TENTATIVE",
                Status::Cancelled => "DECLINED",
            };
            lines.line(&format!("ATTENDEE;PARTSTAT={answer};RSVP=FALSE"), &format!("mailto:{to}"));
        }
        lines.line("END", "VEVENT");
        lines
    }

    fn summary(&self, locale: Locale) -> String {
        let title = wording::named(&self.title, self.nth, locale);
        match self.status {
            Status::Tentative => tl!(locale, calendar.summary_waiting, title = title),
            _ => title,
        }
    }

    fn description(&self, locale: Locale, page: &str) -> String {
        let text = markdown::to_text(&self.body);
        let mut short: String = text.chars().take(MAX_TEXT).collect();
        if short.len() < text.len() {
            short.push('…');
        }
        let host = tl!(locale, calendar.entry_host, name = self.host.as_str());
        [host, short, page.to_owned()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    fn location(&self, locale: Locale, with_link: bool) -> String {
        let online = match (self.online_url.is_empty(), with_link && self.status == Status::Confirmed) {
            (true, _) => None,
            (false, true) => Some(self.online_url.as_str()),
            (false, false) => Some(tl!(locale, workshops.online)),
        };
        let place = Some(self.place.as_str()).filter(|place| !place.is_empty());
        [place, online].into_iter().flatten().collect::<Vec<_>>().join(" / ")
    }
}

/// A calendar of these entries, and of what other rooms have.
pub fn feed(config: &Config, locale: Locale, entries: &[Entry], others: &[Event]) -> String {
    let name = tl!(locale, calendar.feed_name);
    let mut events: Vec<Event> = entries.iter().map(|entry| entry.event(config, locale, Way::Fetched)).collect();
    events.extend_from_slice(others);
    ics::of_events(&[("NAME", name), ("X-WR-CALNAME", name), ("REFRESH-INTERVAL;VALUE=DURATION", "PT4H")], &events)
}

/// One entry by itself.
pub fn single(config: &Config, locale: Locale, entry: &Entry) -> String {
    whole(&[], config, locale, std::slice::from_ref(entry), Way::Fetched)
}

/// What a letter carries, so that the reader's calendar takes the entry in, changes it, or takes it out.
pub fn invitation(config: &Config, entry: &Entry, address: &str, locale: Locale) -> String {
    let method = if entry.status == Status::Cancelled { "CANCEL" } else { "REQUEST" };
    whole(&[("METHOD", method)], config, locale, std::slice::from_ref(entry), Way::Invited(address))
}

/// What a letter about several entries carries: a request and a cancellation are about one entry each, so these are
/// told as they stand.
pub fn told(config: &Config, entries: &[Entry], locale: Locale) -> String {
    whole(&[("METHOD", "PUBLISH")], config, locale, entries, Way::Told)
}

fn whole(head: &[(&str, &str)], config: &Config, locale: Locale, entries: &[Entry], way: Way<'_>) -> String {
    let events: Vec<Event> = entries.iter().map(|entry| entry.event(config, locale, way)).collect();
    ics::of_events(head, &events)
}
