//! The letter to a coach whom somebody showed their values. It says that something came, and nothing of it.

use crate::accounts::store::Contact;
use crate::kit::id::{UserId, WorksheetShareId};
use crate::server::config::Config;
use crate::server::mail::Letter;
use crate::tl;

/// 「価値観カードが届きました」
pub fn shown(coach: &UserId, contact: &Contact, share: &WorksheetShareId, config: &Config) -> Letter {
    let locale = contact.locale;
    let subject = tl!(locale, worksheets.mail_shown_subject);
    Letter::new(Some(coach.clone()), &contact.address, "values_shown", locale, subject)
        .paragraph(tl!(locale, worksheets.mail_shown_greeting, name = contact.name.clone()))
        .paragraph(tl!(locale, worksheets.mail_shown_body))
        .button(tl!(locale, worksheets.mail_shown_button), config.link(&format!("/coach/values/{share}")))
        .note(tl!(locale, worksheets.mail_shown_note))
}
