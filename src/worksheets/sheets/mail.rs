//! The letter to a coach whom somebody showed a result. It says that something came, and nothing of it.

use crate::accounts::store::Contact;
use crate::kit::Moment;
use crate::kit::id::UserId;
use crate::server::config::Config;
use crate::server::mail::Letter;
use crate::tl;

/// 「ワークの結果が届きました」, of self-checks as well: not even the address says what it is. `about` is the id of the
/// result. Of one that is shown again and again a coach hears once an hour, so the link leads to the list at the desk:
/// there stands the copy that took the place of the first.
pub fn shown(coach: &UserId, contact: &Contact, about: &str, config: &Config, now: Moment) -> Letter {
    let locale = contact.locale;
    Letter::new(Some(coach.clone()), &contact.address, "sheet_shown", locale, tl!(locale, sheets.mail_subject))
        .paragraph(tl!(locale, worksheets.mail_shown_greeting, name = contact.name.clone()))
        .paragraph(tl!(locale, sheets.mail_body))
        .button(tl!(locale, sheets.mail_button), config.link("/coach#shown"))
        .note(tl!(locale, worksheets.mail_shown_note))
        .once_an_hour(&format!("sheet_shown {about} {coach}"), now)
}
