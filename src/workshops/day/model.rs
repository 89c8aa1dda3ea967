//! The rules of the day: who is there, how codes are read, when the room's code opens, who gets a certificate.

mod forms;
mod shown;

use serde::{Deserialize, Serialize};

pub use forms::{
    CertifyForm, CodeForm, FeedbackForm, PresenceForm, RevokeForm, RoomForm, ShareForm, TermsForm, WalkInForm,
};
pub use shown::{
    After, Candidate, Certificate, CheckIn, Feedback, FeedbackPage, Guest, Invited, MyCertificate, Newcomer, Opinion,
    Sheet, Terms, Ticket, Verified,
};

use crate::kit::Moment;

/// Answers are shown from so many on; before, one could tell whose they are.
pub const FEEDBACK_FROM: i64 = 5;

/// The room's code opens so many minutes before the beginning.
const ROOM_OPENS: i64 = 30;

/// Hosts check people in from so many hours before the beginning.
const DOORS_OPEN: i64 = 12;

/// Where a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Has a seat and has not come yet.
    Expected,
    /// Came and is here.
    Here,
    /// Came and left.
    Left,
}

impl Presence {
    /// What two moments of a registration say.
    pub fn of(checked_in: Option<Moment>, checked_out: Option<Moment>) -> Presence {
        match (checked_in, checked_out) {
            (None, _) => Presence::Expected,
            (Some(_), None) => Presence::Here,
            (Some(_), Some(_)) => Presence::Left,
        }
    }

    /// The word in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Presence::Expected => "expected",
            Presence::Here => "here",
            Presence::Left => "left",
        }
    }

    /// The presence of that word.
    pub fn parse(text: &str) -> Option<Presence> {
        [Presence::Expected, Presence::Here, Presence::Left].into_iter().find(|one| one.as_str() == text)
    }
}

/// The three numbers that are always shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Who have a seat.
    pub registered: i64,
    /// Who came.
    pub checked_in: i64,
    /// Who came and did not leave; once it is over nobody is, whether or not somebody tapped that they left.
    pub here: i64,
}

impl Counts {
    /// Counts people with a seat; `over` says whether it has ended.
    pub fn of(presences: impl Iterator<Item = Presence>, over: bool) -> Counts {
        let mut counts = Counts::default();
        for presence in presences {
            counts.registered += 1;
            counts.checked_in += i64::from(presence != Presence::Expected);
            counts.here += i64::from(presence == Presence::Here && !over);
        }
        counts
    }
}

/// Whether members may enter the room's code: from shortly before the beginning until the end.
pub fn room_is_open(starts_at: Moment, ends_at: Moment, now: Moment) -> bool {
    starts_at.plus_minutes(-ROOM_OPENS) <= now && now < ends_at
}

/// Whether hosts may check people in: from the same day on, and afterwards, to put right what was forgotten.
pub fn doors_are_open(starts_at: Moment, now: Moment) -> bool {
    starts_at.plus_hours(-DOORS_OPEN) <= now
}

/// Whether somebody was there for enough of it.
pub fn may_be_certified(presence: Presence, attended: i64, share: i64) -> bool {
    presence != Presence::Expected && attended >= share
}

/// A code as it is kept: capitals and digits of the narrow kind, whatever keyboard typed them. Blanks and hyphens
/// only help reading.
pub fn read_code(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    text.chars().map(narrow).filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).take(40).collect()
}

/// A long code in groups of four, for people.
pub fn grouped(code: &str) -> String {
    let characters: Vec<char> = code.chars().collect();
    characters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A share in percent, as a person writes it.
pub fn read_percent(text: &str) -> Option<i64> {
    let digits = read_code(text.trim().trim_end_matches(['%', '％']));
    let share: i64 = digits.parse().ok()?;
    (0..=100).contains(&share).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_forgive_what_keyboards_do() {
        for typed in ["a3c4e6", "Ａ３Ｃ４Ｅ６", " a3c-4e6 ", "ａ３ｃ４ｅ６\r\n", "A3C 4E6"] {
            assert_eq!(read_code(typed), "A3C4E6", "{typed}");
        }
        assert_eq!(read_code("あ🌱"), "");
        assert_eq!(grouped("ACDEFGHJKMNP"), "ACDE-FGHJ-KMNP");
        assert_eq!(read_code(&grouped("ACDEFGHJKMNP")), "ACDEFGHJKMNP");
    }

    #[test]
    fn percents_are_read_as_people_write_them() {
        assert_eq!(read_percent("８０"), Some(80));
        assert_eq!(read_percent("100%"), Some(100));
        for wrong in ["101", "", "たくさん", "8O"] {
            assert_eq!(read_percent(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn three_numbers_count_everybody_once() {
        use Presence::{Expected, Here, Left};
        let people = [Here, Left, Expected, Here];
        let counts = |over| Counts::of(people.into_iter(), over);
        assert_eq!(counts(false), Counts { registered: 4, checked_in: 3, here: 2 });
        assert_eq!(counts(true), Counts { registered: 4, checked_in: 3, here: 0 }, "nobody is there after the end");
        for presence in [Expected, Here, Left] {
            assert_eq!(Presence::parse(presence.as_str()), Some(presence));
        }
        assert_eq!(Presence::parse("gone"), None);
    }

    #[test]
    fn doors_and_the_rooms_code_have_their_hours() {
        let (starts, ends) = (Moment(0), Moment(0).plus_minutes(90));
        assert!(!room_is_open(starts, ends, starts.plus_minutes(-31)));
        assert!(room_is_open(starts, ends, starts.plus_minutes(-30)));
        assert!(room_is_open(starts, ends, ends.plus_seconds(-1)));
        assert!(!room_is_open(starts, ends, ends));
        assert!(!doors_are_open(starts, starts.plus_hours(-13)));
        assert!(doors_are_open(starts, starts.plus_hours(-12)) && doors_are_open(starts, ends.plus_days(9)));
    }

    #[test]
    fn a_certificate_is_for_those_who_were_there_long_enough() {
        assert!(may_be_certified(Presence::Left, 80, 80));
        assert!(!may_be_certified(Presence::Here, 79, 80));
        assert!(!may_be_certified(Presence::Expected, 100, 0));
    }
}
