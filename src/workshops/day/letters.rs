//! The letters of afterwards: a certificate is there.

use crate::accounts::store::Contact;
use crate::kit::id::UserId;
use crate::server::config::Config;
use crate::server::mail::Letter;
use crate::tl;

/// After a certificate was given.
pub fn certified(config: &Config, title: &str, user: &UserId, to: &Contact) -> Letter {
    let locale = to.locale;
    let subject = tl!(locale, day.mail_certified_subject, title = title);
    Letter::new(Some(user.clone()), &to.address, "workshop_certified", locale, subject)
        .paragraph(tl!(locale, workshops.mail_hello, name = to.name.as_str()))
        .paragraph(tl!(locale, day.mail_certified, title = title))
        .button(tl!(locale, day.mail_certified_button), config.link("/me/certificates"))
}
