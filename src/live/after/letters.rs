//! The letters of two who both wished to talk again.

use crate::accounts::store::Contact;
use crate::kit::id::{UserId, WorkshopId};
use crate::server::config::Config;
use crate::server::mail::Letter;
use crate::tl;

/// Whom one met.
pub struct Met<'a> {
    /// Where.
    pub id: &'a WorkshopId,
    /// Its title.
    pub title: &'a str,
    /// The name they wanted to be called there.
    pub name: &'a str,
    /// Their address, where they said that it may be told.
    pub address: Option<&'a str>,
}

/// Both wished it.
pub fn met(config: &Config, met: &Met<'_>, user: &UserId, to: &Contact) -> Letter {
    let locale = to.locale;
    let letter = Letter::new(Some(user.clone()), &to.address, "live_met", locale, tl!(locale, after.mail_met_subject))
        .paragraph(tl!(locale, workshops.mail_hello, name = to.name.as_str()))
        .paragraph(tl!(locale, after.mail_met, title = met.title, name = met.name));
    let letter = match met.address {
        Some(address) => letter.paragraph(tl!(locale, after.mail_write, name = met.name, address = address)),
        None => letter.paragraph(tl!(locale, after.mail_no_address, name = met.name)),
    };
    letter
        .paragraph(tl!(locale, after.mail_yours, name = met.name))
        .button(tl!(locale, after.mail_button), config.link(&format!("/live/{}/recap", met.id)))
}

/// The other one said later that their address may be told.
pub fn address(config: &Config, met: &Met<'_>, user: &UserId, to: &Contact) -> Letter {
    let locale = to.locale;
    let subject = tl!(locale, after.mail_address_subject);
    Letter::new(Some(user.clone()), &to.address, "live_address", locale, subject)
        .paragraph(tl!(locale, workshops.mail_hello, name = to.name.as_str()))
        .paragraph(tl!(locale, after.mail_write, name = met.name, address = met.address.unwrap_or_default()))
        .button(tl!(locale, after.mail_button), config.link(&format!("/live/{}/recap", met.id)))
}
