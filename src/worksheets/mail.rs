//! The letter to a coach whom somebody showed their values. It says that something came, and nothing of it.

use crate::accounts::store::Contact;
use crate::kit::Moment;
use crate::kit::id::{AnswerId, UserId, WorksheetShareId};
use crate::server::config::Config;
use crate::server::mail::Letter;
use crate::tl;

/// 「価値観カードが届きました」: `share`, a copy of the sitting `id`. Of a sitting that is shown again and again a coach
/// hears once an hour.
pub fn shown(
    coach: &UserId,
    contact: &Contact,
    (id, share): (&AnswerId, &WorksheetShareId),
    config: &Config,
    now: Moment,
) -> Letter {
    let locale = contact.locale;
    let subject = tl!(locale, worksheets.mail_shown_subject);
    Letter::new(Some(coach.clone()), &contact.address, "values_shown", locale, subject)
        .paragraph(tl!(locale, worksheets.mail_shown_greeting, name = contact.name.clone()))
        .paragraph(tl!(locale, worksheets.mail_shown_body))
        .button(tl!(locale, worksheets.mail_shown_button), config.link(&format!("/coach/values/{share}")))
        .note(tl!(locale, worksheets.mail_shown_note))
        .once_an_hour(&format!("values_shown {id} {coach}"), now)
}
