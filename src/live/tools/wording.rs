//! Why something is not taken, in words.

use super::model::{CHOICES, SECONDS, STEPS};
use super::rules::Refusal;
use crate::kit::{Error, Locale};
use crate::tl;

/// What to write instead, or why there is nothing to write.
pub fn refused(field: &str, why: Refusal, locale: Locale) -> Error {
    let words = match why {
        Refusal::Foreign => return Error::BadRequest,
        Refusal::Empty => tl!(locale, tools.error_empty).to_owned(),
        Refusal::Choose => tl!(locale, tools.error_choose).to_owned(),
        Refusal::Long(most) => tl!(locale, tools.error_long, most = most),
        Refusal::Many(most) => tl!(locale, tools.error_many, most = most),
        Refusal::Choices => tl!(locale, tools.error_choices, least = CHOICES.0, most = CHOICES.1),
        Refusal::Twice => tl!(locale, tools.error_twice).to_owned(),
        Refusal::Steps => tl!(locale, tools.error_steps, least = STEPS.0, most = STEPS.1),
        Refusal::Seconds => tl!(locale, tools.error_seconds, least = SECONDS.0, most = SECONDS.1),
        Refusal::Order => tl!(locale, tools.error_order).to_owned(),
        Refusal::Number => tl!(locale, tools.error_number).to_owned(),
        Refusal::Late => tl!(locale, tools.error_late).to_owned(),
        Refusal::Early => tl!(locale, tools.error_early).to_owned(),
        Refusal::Full => tl!(locale, tools.error_full).to_owned(),
        Refusal::Few => tl!(locale, tools.error_few).to_owned(),
        Refusal::Same => tl!(locale, tools.error_same).to_owned(),
    };
    Error::field(field, words)
}
