//! The letters about one person's place. Each has a link that leads to it without signing in; the link changes
//! nothing by itself. A letter to somebody who left says how to come back.

use super::{back, facts, next, start};
use crate::accounts::store::Contact;
use crate::kit::Moment;
use crate::kit::id::UserId;
use crate::server::config::Config;
use crate::server::mail::Letter;
use crate::server::time;
use crate::tl;
use crate::workshops::model::Outcome;
use crate::workshops::model::seating::{Mode, Wish};
use crate::workshops::store::Workshop;
use crate::workshops::store::seating::Reason;

/// Why somebody got a seat later than they registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A seat became free.
    Freed,
    /// They said yes to an offer.
    Accepted,
    /// The host said yes.
    Approved,
    /// They were drawn.
    Drawn,
    /// Seats are given in another way now.
    Rule,
}

/// The kind of a letter, its subject and its words; both name the workshop.
macro_rules! told {
    ($locale:expr, $title:expr, $kind:literal, $of:ident.$subject:ident, $about:ident.$words:ident) => {
        ($kind, tl!($locale, $of.$subject, title = $title), tl!($locale, $about.$words, title = $title))
    };
}

/// The page that a letter's link opens.
pub fn link(config: &Config, token: &str) -> String {
    config.link(&format!("/place?token={token}"))
}

/// After registering: a seat, a position in the line, a question to the host, or a lot.
pub fn registered(
    config: &Config,
    workshop: &Workshop,
    user: &UserId,
    to: &Contact,
    (outcome, wish): (Outcome, Wish),
    token: &str,
) -> Letter {
    let locale = to.locale;
    let title = workshop.details.title.as_str();
    let letter = match outcome {
        Outcome::Waiting(position) => {
            let subject = tl!(locale, workshops.mail_waiting_subject, title = title);
            start("workshop_waiting", user, to, subject)
                .paragraph(tl!(locale, workshops.mail_waiting, title = title, position = position))
                .paragraph(next(wish, to))
        }
        Outcome::Applied => {
            let subject = tl!(locale, seats.mail_applied_subject, title = title);
            start("workshop_applied", user, to, subject).paragraph(tl!(locale, seats.mail_applied, title = title))
        }
        Outcome::Entered => {
            let at = match workshop.mode {
                Mode::Lottery { draw_at, .. } => time::day_and_clock(draw_at, &to.zone, locale),
                Mode::First | Mode::Approval => String::new(),
            };
            let subject = tl!(locale, seats.mail_entered_subject, title = title);
            start("workshop_entered", user, to, subject).paragraph(tl!(
                locale,
                seats.mail_entered,
                title = title,
                at = at
            ))
        }
        Outcome::Confirmed | Outcome::Offered | Outcome::Closed => {
            let subject = tl!(locale, workshops.mail_confirmed_subject, title = title);
            start("workshop_confirmed", user, to, subject).paragraph(tl!(
                locale,
                workshops.mail_confirmed,
                title = title
            ))
        }
    };
    with_way_out(facts(letter, config, workshop, to), config, workshop, to, token)
}

/// After getting a seat later.
pub fn seated(config: &Config, workshop: &Workshop, user: &UserId, to: &Contact, cause: Cause, token: &str) -> Letter {
    let locale = to.locale;
    let title = workshop.details.title.as_str();
    let (kind, subject, words) = match cause {
        Cause::Freed => {
            told!(locale, title, "workshop_moved_up", workshops.mail_moved_up_subject, workshops.mail_moved_up)
        }
        Cause::Accepted => told!(locale, title, "workshop_accepted", seats.mail_accepted_subject, seats.mail_accepted),
        Cause::Approved => told!(locale, title, "workshop_approved", seats.mail_approved_subject, seats.mail_approved),
        Cause::Rule => told!(locale, title, "workshop_moved_up", seats.mail_approved_subject, seats.mail_rule_seat),
        Cause::Drawn => told!(locale, title, "workshop_drawn", seats.mail_drawn_subject, seats.mail_drawn),
    };
    let letter = start(kind, user, to, subject).paragraph(words);
    let letter = with_way_out(facts(letter, config, workshop, to), config, workshop, to, token);
    if cause == Cause::Drawn { letter.note(tl!(locale, seats.mail_draw_check)) } else { letter }
}

/// Seats are given in another way now, and they wait on.
pub fn mode_changed(
    config: &Config,
    workshop: &Workshop,
    user: &UserId,
    to: &Contact,
    stands: Outcome,
    token: &str,
) -> Letter {
    let locale = to.locale;
    let title = workshop.details.title.as_str();
    let words = match (stands, workshop.mode) {
        (Outcome::Applied, _) => tl!(locale, seats.mail_rule_applied).to_owned(),
        (Outcome::Entered, Mode::Lottery { draw_at, .. }) => {
            tl!(locale, seats.mail_rule_entered, at = time::day_and_clock(draw_at, &to.zone, locale))
        }
        (Outcome::Waiting(position), _) => tl!(locale, seats.mail_position, n = position),
        _ => String::new(),
    };
    let letter = start("workshop_rule", user, to, tl!(locale, seats.mail_rule_subject, title = title))
        .paragraph(tl!(locale, seats.mail_rule, title = title))
        .paragraph(words);
    with_way_out(facts(letter, config, workshop, to), config, workshop, to, token)
}

/// A seat is held until they answer.
pub fn offered(
    config: &Config,
    workshop: &Workshop,
    user: &UserId,
    to: &Contact,
    until: Moment,
    token: &str,
) -> Letter {
    let locale = to.locale;
    let title = workshop.details.title.as_str();
    let at = time::day_and_clock(until, &to.zone, locale);
    start("workshop_offer", user, to, tl!(locale, seats.mail_offer_subject, title = title))
        .paragraph(tl!(locale, seats.mail_offer, title = title))
        .paragraph(super::when_line(workshop, to))
        .paragraph(tl!(locale, seats.mail_offer_until, at = at))
        .button(tl!(locale, seats.mail_offer_button), link(config, token))
        .note(tl!(locale, seats.mail_offer_silence))
}

/// The host said yes, and there is no seat yet.
pub fn approved_in_line(config: &Config, workshop: &Workshop, user: &UserId, to: &Contact, token: &str) -> Letter {
    let locale = to.locale;
    let title = workshop.details.title.as_str();
    let subject = tl!(locale, seats.mail_approved_line_subject, title = title);
    let letter =
        start("workshop_approved", user, to, subject).paragraph(tl!(locale, seats.mail_approved_line, title = title));
    with_way_out(facts(letter, config, workshop, to), config, workshop, to, token)
}

/// The draw gave them a position, and no seat yet.
pub fn not_drawn(
    config: &Config,
    workshop: &Workshop,
    user: &UserId,
    to: &Contact,
    position: i64,
    token: &str,
) -> Letter {
    let locale = to.locale;
    let title = workshop.details.title.as_str();
    let letter = start("workshop_not_drawn", user, to, tl!(locale, seats.mail_not_drawn_subject, title = title))
        .paragraph(tl!(locale, seats.mail_not_drawn, title = title))
        .paragraph(tl!(locale, seats.mail_position, n = position))
        .note(tl!(locale, seats.mail_draw_check));
    with_way_out(facts(letter, config, workshop, to), config, workshop, to, token)
}

/// After leaving, whoever wanted it.
pub fn left(
    config: &Config,
    workshop: &Workshop,
    user: &UserId,
    to: &Contact,
    reason: Reason,
    had_seat: bool,
) -> Letter {
    let locale = to.locale;
    let title = workshop.details.title.as_str();
    let (kind, subject, words) = match reason {
        Reason::Own if had_seat => {
            told!(locale, title, "workshop_given_back", workshops.mail_given_back_subject, workshops.mail_given_back)
        }
        Reason::Own => {
            told!(locale, title, "workshop_given_back", workshops.mail_given_back_subject, seats.mail_left_line)
        }
        Reason::Declined => told!(locale, title, "workshop_declined", seats.mail_declined_subject, seats.mail_declined),
        Reason::Expired => told!(locale, title, "workshop_expired", seats.mail_expired_subject, seats.mail_expired),
        Reason::Refused => told!(locale, title, "workshop_refused", seats.mail_refused_subject, seats.mail_refused),
        Reason::Host => told!(locale, title, "workshop_removed", seats.mail_removed_subject, seats.mail_removed),
    };
    let letter = start(kind, user, to, subject).paragraph(words);
    match reason {
        Reason::Refused | Reason::Host => {
            letter.button(tl!(locale, workshops.mail_button_others), config.link("/workshops"))
        }
        Reason::Own | Reason::Declined | Reason::Expired => {
            let page = config.link(&workshop.page());
            let letter = letter.paragraph(tl!(locale, seats.mail_come_back));
            let letter = match workshop.life.closes_at {
                Some(at) => {
                    letter.paragraph(tl!(locale, seats.mail_closes, at = time::day_and_clock(at, &to.zone, locale)))
                }
                None => letter,
            };
            letter.button(tl!(locale, seats.mail_see_page), page)
        }
    }
}

/// After what two accounts of one person were registered for became one account's. `here`: the reader's is that one.
pub fn merged(config: &Config, user: &UserId, to: &Contact, titles: &[String], here: bool) -> Letter {
    let locale = to.locale;
    let words = match here {
        true => tl!(locale, seats.mail_merged_here),
        false => tl!(locale, seats.mail_merged_away),
    };
    let list: Vec<String> = titles.iter().map(|title| format!("・{title}")).collect();
    start("workshop_merged", user, to, tl!(locale, seats.mail_merged_subject).to_owned())
        .paragraph(words)
        .paragraph(list.join("\n"))
        .note(tl!(locale, seats.mail_merged_note))
        .button(tl!(locale, workshops.mail_button_others), config.link("/workshops"))
}

/// The link to one's own place, by which it can be given back.
pub(super) fn with_way_out(letter: Letter, config: &Config, workshop: &Workshop, to: &Contact, token: &str) -> Letter {
    let letter = letter.note(tl!(to.locale, seats.mail_leave));
    let letter = match workshop.life.cancel_until {
        Some(_) => letter.note(back(workshop, to, "")),
        None => letter,
    };
    letter.button(tl!(to.locale, seats.mail_leave_button), link(config, token))
}
