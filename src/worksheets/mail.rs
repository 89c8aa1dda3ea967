//! The letter to a coach whom somebody showed their values. It says that something came, and nothing of it.

use crate::accounts::store::Contact;
use crate::kit::Moment;
use crate::kit::id::{AnswerId, UserId};
use crate::server::config::Config;
use crate::server::mail::Letter;
use crate::tl;

/// 「価値観カードが届きました」. Of the sitting `id` that is shown again and again a coach hears once an hour, so the link
/// leads to the list at the desk: there stands the copy that took the place of the first.
pub fn shown(coach: &UserId, contact: &Contact, id: &AnswerId, config: &Config, now: Moment) -> Letter {
    let locale = contact.locale;
    let subject = tl!(locale, worksheets.mail_shown_subject);
    Letter::new(Some(coach.clone()), &contact.address, "values_shown", locale, subject)
        .paragraph(tl!(locale, worksheets.mail_shown_greeting, name = contact.name.clone()))
        .paragraph(tl!(locale, worksheets.mail_shown_body))
        .button(tl!(locale, worksheets.mail_shown_button), config.link("/coach#shown"))
        .note(tl!(locale, worksheets.mail_shown_note))
        .once_an_hour(&format!("values_shown {id} {coach}"), now)
}
