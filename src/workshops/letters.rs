//! The letters about a place at a workshop. None holds the online link: it stands on the page, for those with a seat.

pub mod dates;
pub mod places;

use super::model::seating::Wish;
use super::store::{Details, Workshop};
use super::wording;
use crate::accounts::store::Contact;
use crate::kit::id::UserId;
use crate::server::config::Config;
use crate::server::mail::Letter;
use crate::server::time;
use crate::tl;

/// Something about a workshop that those who come have to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The day or the hour.
    When,
    /// The place.
    Place,
    /// Where people meet online.
    Link,
}

impl Change {
    /// What differs between two states.
    pub fn between(before: &Details, after: &Details) -> Vec<Change> {
        let moved = (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at);
        [
            (moved, Change::When),
            (before.place != after.place, Change::Place),
            (before.online_url != after.online_url, Change::Link),
        ]
        .into_iter()
        .filter_map(|(differs, change)| differs.then_some(change))
        .collect()
    }
}

/// After time, place or link changed: what it was, and what it is. `workshop` is the new state.
pub fn changed(config: &Config, workshop: &Workshop, before: &Details, user: &UserId, to: &Contact) -> Letter {
    let locale = to.locale;
    let title = workshop.details.title.as_str();
    let mut letter = start("workshop_changed", user, to, tl!(locale, workshops.mail_changed_subject, title = title))
        .paragraph(tl!(locale, workshops.mail_changed, title = title));
    for change in Change::between(before, &workshop.details) {
        let (words, was, is) = match change {
            Change::When => {
                (tl!(locale, workshops.mail_changed_when), when_words(before, to), when_words(&workshop.details, to))
            }
            Change::Place => {
                let (was, is) = (before.place.clone(), workshop.details.place.clone());
                (tl!(locale, workshops.mail_changed_place), was, is)
            }
            // It stands on the page alone, for those with a seat.
            Change::Link => (tl!(locale, workshops.mail_changed_link), String::new(), String::new()),
        };
        let mut lines = vec![words.to_owned()];
        lines.extend((!was.is_empty()).then(|| tl!(locale, workshops.mail_was, what = was)));
        lines.extend((!is.is_empty()).then(|| tl!(locale, workshops.mail_is, what = is)));
        letter = letter.paragraph(lines.join("\n"));
    }
    facts(letter, config, workshop, to).note(back(workshop, to, tl!(locale, workshops.mail_may_cancel)))
}

/// After the whole workshop was called off.
pub fn called_off(config: &Config, workshop: &Workshop, user: &UserId, to: &Contact) -> Letter {
    let title = workshop.details.title.as_str();
    start("workshop_called_off", user, to, tl!(to.locale, workshops.mail_called_off_subject, title = title))
        .paragraph(tl!(to.locale, workshops.mail_called_off, title = title))
        .paragraph(when_line(workshop, to))
        .button(tl!(to.locale, workshops.mail_button_others), config.link("/workshops"))
}

/// Before it begins.
pub fn reminder(config: &Config, workshop: &Workshop, user: &UserId, to: &Contact) -> Letter {
    let title = workshop.details.title.as_str();
    let letter = start("workshop_reminder", user, to, tl!(to.locale, calendar.mail_reminder_subject, title = title))
        .paragraph(tl!(to.locale, calendar.mail_reminder, title = title));
    facts(letter, config, workshop, to).note(back(workshop, to, tl!(to.locale, calendar.mail_cannot_come)))
}

/// After it is over, with the way to the feedback.
pub fn thanks(config: &Config, workshop: &Workshop, user: &UserId, to: &Contact) -> Letter {
    let title = workshop.details.title.as_str();
    let page = config.link(&format!("/workshops/{}/feedback", workshop.id));
    start("workshop_thanks", user, to, tl!(to.locale, calendar.mail_thanks_subject, title = title))
        .paragraph(tl!(to.locale, calendar.mail_thanks, title = title))
        .paragraph(tl!(to.locale, calendar.mail_thanks_feedback))
        .button(tl!(to.locale, calendar.mail_thanks_button), page)
}

/// The way to end letters of this kind, for the reader and for the mail program.
pub fn with_stop(letter: Letter, to: &Contact, stop: String) -> Letter {
    letter.note(tl!(to.locale, calendar.mail_stop, url = stop.as_str())).unsubscribe(stop)
}

fn start(kind: &'static str, user: &UserId, to: &Contact, subject: String) -> Letter {
    Letter::new(Some(user.clone()), &to.address, kind, to.locale, subject).paragraph(tl!(
        to.locale,
        workshops.mail_hello,
        name = to.name.as_str()
    ))
}

/// What happens when a seat becomes free.
fn next(wish: Wish, to: &Contact) -> String {
    match wish {
        Wish::Auto => tl!(to.locale, seats.mail_next_auto).to_owned(),
        Wish::Ask => tl!(to.locale, seats.mail_next_ask).to_owned(),
        Wish::Until(hours) => tl!(to.locale, seats.mail_next_until, n = hours),
    }
}

/// Until when a seat can be given back on the reader's clock, or these words when that is until it begins.
fn back(workshop: &Workshop, to: &Contact, any_time: &str) -> String {
    match workshop.life.cancel_until {
        Some(until) => tl!(to.locale, seats.mail_back_until, at = time::day_and_clock(until, &to.zone, to.locale)),
        None => any_time.to_owned(),
    }
}

/// When, where, and the way to the page.
fn facts(letter: Letter, config: &Config, workshop: &Workshop, to: &Contact) -> Letter {
    let locale = to.locale;
    let details = &workshop.details;
    let mut letter = letter.paragraph(when_line(workshop, to));
    if !details.place.is_empty() {
        letter = letter.paragraph(tl!(locale, workshops.mail_place, place = details.place.as_str()));
    }
    if !details.online_url.is_empty() {
        letter = letter.paragraph(tl!(locale, workshops.mail_online));
    }
    letter.button(tl!(locale, workshops.mail_button), config.link(&workshop.page()))
}

fn when_line(workshop: &Workshop, to: &Contact) -> String {
    tl!(to.locale, workshops.mail_when, when = when_words(&workshop.details, to))
}

/// When it is, and below that the same on the reader's own clock, where it differs.
fn when_words(details: &Details, to: &Contact) -> String {
    let when = wording::when(details.starts_at, details.ends_at, &details.zone, &to.zone, to.locale);
    match when.yours {
        Some(yours) => format!("{}\n{yours}", when.words),
        None => when.words,
    }
}
