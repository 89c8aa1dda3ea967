//! Letters that tell of several dates at once: of a course that was joined or left as one, and of a move from one date
//! to another. Each date has its own line and its own link, so that none ends with the first date.

use super::places::{link, with_way_out};
use super::{facts, next, start, when_line};
use crate::accounts::store::Contact;
use crate::kit::id::UserId;
use crate::server::config::Config;
use crate::server::mail::Letter;
use crate::tl;
use crate::workshops::model::Outcome;
use crate::workshops::model::seating::Wish;
use crate::workshops::store::{Clash, Workshop};
use crate::workshops::wording::{clash, stands};

/// Where somebody stands at one date.
pub struct Place {
    /// The date.
    pub workshop: Workshop,
    /// What became of their registration.
    pub outcome: Outcome,
    /// The token of the link that leads there.
    pub token: String,
}

/// After registering for a whole course. `title` is that of the date whose page it was.
pub fn joined(
    config: &Config,
    title: &str,
    user: &UserId,
    to: &Contact,
    (places, clashes): (&[Place], &[Clash]),
    wish: Wish,
) -> Letter {
    let locale = to.locale;
    let subject = tl!(locale, seats.mail_course_subject, title = title);
    let words = tl!(locale, seats.mail_course, title = title, n = places.len());
    let mut letter = start("workshop_course", user, to, subject).paragraph(words);
    for (nth, place) in (1..).zip(places) {
        let mut line = format!("{}\n{}", dated(&place.workshop, to, title), stands(place.outcome, locale));
        if let Some(words) = clash(clashes, &place.workshop.id, &to.zone, locale) {
            line.push('\n');
            line.push_str(&words);
        }
        let label = tl!(locale, seats.mail_course_link, n = nth);
        letter = letter.paragraph(line).button(label, link(config, &place.token));
    }
    if places.iter().any(|place| matches!(place.outcome, Outcome::Waiting(_))) {
        letter = letter.paragraph(next(wish, to));
    }
    letter.note(tl!(locale, seats.mail_course_note))
}

/// After leaving a course: the dates that were given back, and those for which it was too late.
pub fn left(config: &Config, user: &UserId, to: &Contact, gone: &[Workshop], kept: &[Workshop]) -> Letter {
    let locale = to.locale;
    let title = gone.first().map_or("", |workshop| workshop.details.title.as_str());
    let lines = |dates: &[Workshop]| {
        let lines: Vec<String> = dates.iter().map(|workshop| format!("・{}", dated(workshop, to, title))).collect();
        lines.join("\n")
    };
    let mut letter =
        start("workshop_course_left", user, to, tl!(locale, seats.mail_course_left_subject, title = title))
            .paragraph(tl!(locale, seats.mail_course_left, title = title, n = gone.len()))
            .paragraph(lines(gone));
    if !kept.is_empty() {
        letter = letter.paragraph(tl!(locale, seats.mail_course_kept)).paragraph(lines(kept));
    }
    letter
        .paragraph(tl!(locale, seats.mail_come_back))
        .button(tl!(locale, workshops.mail_button_others), config.link("/workshops"))
}

/// After a host moved somebody from one date to another.
pub fn moved(
    config: &Config,
    (from, workshop): (&Workshop, &Workshop),
    user: &UserId,
    to: &Contact,
    (outcome, wish): (Outcome, Wish),
    token: &str,
) -> Letter {
    let locale = to.locale;
    let title = workshop.details.title.as_str();
    let mut letter = start("workshop_moved", user, to, tl!(locale, seats.mail_shifted_subject, title = title))
        .paragraph(tl!(locale, seats.mail_shifted, title = title))
        .paragraph(format!("{}\n{}", tl!(locale, seats.mail_shifted_old), when_line(from, to)))
        .paragraph(stands(outcome, locale));
    if matches!(outcome, Outcome::Waiting(_)) {
        letter = letter.paragraph(next(wish, to));
    }
    let letter = facts(letter, config, workshop, to).note(tl!(locale, seats.mail_shifted_words));
    with_way_out(letter, config, workshop, to, token)
}

/// When a date is; its title only where it has one of its own.
fn dated(workshop: &Workshop, to: &Contact, title: &str) -> String {
    let when = when_line(workshop, to);
    match workshop.details.title.as_str() {
        own if own != title => format!("{own}\n{when}"),
        _ => when,
    }
}
