//! One person's place: the forms about it, and what pages show of it in ready words.

use serde::{Deserialize, Serialize};

use super::questions::Typed;
use super::seating::wish::MAX_HOURS;
use super::seating::{Mode, Wish};
use super::{Outcome, When};
use crate::kit::form::{chars, half_width, lines};
use crate::kit::id::RegistrationId;
use crate::kit::{FieldErrors, Locale, Result};
use crate::tl;

/// The longest 配慮してほしいこと, in characters.
pub const MAX_NEEDS: usize = 1_000;

/// Registering. Where a seat is free at once, nothing but the workshop is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterForm {
    /// The workshop's id.
    pub workshop: String,
    /// `Wish::as_str`; empty where nobody asked.
    pub wish: String,
    /// The hours of `until`.
    pub hours: String,
    /// 配慮してほしいこと
    pub needs: String,
    /// The key of its address, where it is shown by link.
    pub key: String,
    /// Answers to its questions.
    pub answers: Typed,
}

impl RegisterForm {
    /// The wish and the needs, if any, or what needs another look.
    pub fn read(&self, locale: Locale) -> Result<(Wish, Option<String>)> {
        let mut errors = FieldErrors::default();
        let wish = read_wish(&mut errors, &self.wish, &self.hours, locale);
        let needs = lines(&self.needs);
        let now = chars(&needs);
        errors.check(now <= MAX_NEEDS, "needs", tl!(locale, seats.error_needs, most = MAX_NEEDS, now = now));
        errors.finish()?;
        Ok((wish, (!needs.is_empty()).then_some(needs)))
    }
}

/// Another wish.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WishForm {
    /// The workshop's id.
    pub workshop: String,
    /// `Wish::as_str`.
    pub wish: String,
    /// The hours of `until`.
    pub hours: String,
    /// For every date of the course at which they wait.
    pub course: bool,
}

impl WishForm {
    /// The wish, or what needs another look.
    pub fn read(&self, locale: Locale) -> Result<Wish> {
        let mut errors = FieldErrors::default();
        errors.check(!self.wish.is_empty(), "wish", tl!(locale, seats.error_wish));
        let wish = read_wish(&mut errors, &self.wish, &self.hours, locale);
        errors.finish()?;
        Ok(wish)
    }
}

fn read_wish(errors: &mut FieldErrors, wish: &str, hours: &str, locale: Locale) -> Wish {
    let hours = hours.trim().chars().map(half_width).collect::<String>().parse().ok();
    match (wish, Wish::parse(wish, hours)) {
        (_, Some(wish)) => wish,
        ("", None) => Wish::Auto,
        ("until", None) => {
            errors.add("hours", tl!(locale, seats.error_hours, most = MAX_HOURS));
            Wish::Auto
        }
        _ => {
            errors.add("wish", tl!(locale, seats.error_wish));
            Wish::Auto
        }
    }
}

/// What somebody does with their place: `accept`, `decline` or `leave`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    /// The workshop's id, from somebody who is signed in.
    pub workshop: String,
    /// The token of a letter's link, from somebody who is not.
    pub token: String,
    /// What.
    pub act: String,
}

/// The host's word about a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecideForm {
    /// The workshop's id.
    pub workshop: String,
    /// The registration's id.
    pub registration: String,
    /// `approve`, `refuse` or `remove`.
    pub verdict: String,
}

/// Where somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// There is a seat.
    Seat,
    /// One is held until they answer.
    Offered,
    /// The host has not answered yet.
    Applied,
    /// In a draw to come.
    Entered,
    /// In the line, at this position from 1.
    Waiting(i64),
}

impl Standing {
    /// Of somebody without a seat, at this position in the line; 0 while one is held for them.
    pub fn waiting(mode: Mode, approved: bool, position: i64) -> Standing {
        match mode {
            _ if position == 0 => Standing::Offered,
            Mode::Approval if !approved => Standing::Applied,
            Mode::Lottery { drawn: false, .. } => Standing::Entered,
            _ => Standing::Waiting(position),
        }
    }
}

/// What somebody hears who is registered already.
impl From<Standing> for Outcome {
    fn from(standing: Standing) -> Outcome {
        match standing {
            Standing::Seat => Outcome::Confirmed,
            Standing::Offered => Outcome::Offered,
            Standing::Applied => Outcome::Applied,
            Standing::Entered => Outcome::Entered,
            Standing::Waiting(position) => Outcome::Waiting(position),
        }
    }
}

/// The viewer's place in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceShown {
    /// Where they stand.
    pub standing: Standing,
    /// Why they wait.
    pub why: Option<String>,
    /// Until when a seat is held.
    pub until: Option<String>,
    /// The wish, for its form.
    pub wish: Wish,
    /// Until when a seat can be given back, in words; empty for those who have none.
    pub back: String,
    /// Whether they can give it back now, or leave the line.
    pub may_leave: bool,
}

/// What registering would bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// A seat.
    Seat,
    /// A place in the line, at this position.
    Wait(i64),
    /// A question to the host.
    Apply,
    /// A lot.
    Enter,
}

/// A draw that has taken place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawShown {
    /// When it was and how many took part, in words.
    pub words: String,
    /// The viewer's own position, from 1.
    pub mine: Option<i64>,
    /// The seed.
    pub seed: String,
    /// The registrations' numbers in the drawn order.
    pub order: Vec<String>,
}

/// A part of the seats, for the picture of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatsPart {
    /// The profession that they are kept for, in words; none for those that are for everybody.
    pub kept_for: Option<String>,
    /// How many of them somebody has.
    pub taken: i64,
    /// How many of them nobody has.
    pub open: i64,
}

/// What a workshop's page shows of seats and of the viewer's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seating {
    /// All seats, in the parts in which they are given.
    pub parts: Vec<SeatsPart>,
    /// What registering would bring the viewer.
    pub entry: Entry,
    /// How many seats are free for their profession.
    pub free: i64,
    /// Until when a seat can be given back, in words.
    pub back: String,
    /// Why they would wait, when they would.
    pub why: Option<String>,
    /// How seats are given, when it is not first come.
    pub mode: Option<String>,
    /// The rules, each in a sentence.
    pub rules: Vec<String>,
    /// The viewer's place.
    pub mine: Option<PlaceShown>,
    /// The draw, once it has taken place.
    pub draw: Option<DrawShown>,
}

/// What the link of a letter leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkShown {
    /// The path of the workshop's page.
    pub page: String,
    /// Its title.
    pub title: String,
    /// When.
    pub when: When,
    /// The place.
    pub mine: PlaceShown,
}

/// Somebody whom a host has to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asker {
    /// The registration.
    pub id: RegistrationId,
    /// Their name.
    pub name: String,
    /// Their profession in words.
    pub profession: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Error;

    fn form(wish: &str, hours: &str) -> RegisterForm {
        RegisterForm { wish: wish.to_owned(), hours: hours.to_owned(), ..RegisterForm::default() }
    }

    fn refused(form: &RegisterForm) -> String {
        match form.read(Locale::ja) {
            Err(Error::Invalid(errors)) => errors.0[0].field.clone(),
            other => panic!("not refused: {other:?}"),
        }
    }

    #[test]
    fn wishes_are_read_and_nonsense_is_named() {
        assert_eq!(form("", "").read(Locale::ja), Ok((Wish::Auto, None)));
        assert_eq!(form("until", "１２").read(Locale::ja), Ok((Wish::Until(12), None)));
        assert_eq!(refused(&form("until", "")), "hours");
        assert_eq!(refused(&form("until", "673")), "hours");
        assert_eq!(refused(&form("always", "3")), "wish");
        let long = RegisterForm { needs: "あ".repeat(MAX_NEEDS + 1), ..form("auto", "") };
        assert_eq!(refused(&long), "needs");
        assert!(WishForm::default().read(Locale::ja).is_err());
    }
}
