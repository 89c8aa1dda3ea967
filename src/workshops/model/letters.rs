//! Letters that come by themselves, which a person may stop, and the calendar that a person subscribes to.

use serde::{Deserialize, Serialize};

use crate::kit::Locale;
use crate::tl;

/// The reminders of a workshop whose host said nothing: a day and an hour before, in minutes.
pub const REMINDERS: [i64; 2] = [24 * 60, 60];

/// Reminders that come at least so many minutes before the beginning wait for the morning.
pub const MAY_WAIT: i64 = 12 * 60;

/// A kind of letter that one can do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Before a workshop.
    Reminders,
    /// After it, with the way to the feedback.
    Thanks,
}

impl Topic {
    /// All of them.
    pub const ALL: [Topic; 2] = [Topic::Reminders, Topic::Thanks];

    /// The name in the database and in signed addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Topic::Reminders => "reminders",
            Topic::Thanks => "thanks",
        }
    }

    /// The topic of that name.
    pub fn parse(text: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|topic| topic.as_str() == text)
    }

    /// The topic in words.
    pub fn label(self, locale: Locale) -> &'static str {
        match self {
            Topic::Reminders => tl!(locale, calendar.topic_reminders),
            Topic::Thanks => tl!(locale, calendar.topic_thanks),
        }
    }
}

/// Which reminder of those that are due is sent: the nearest one; the others have been overtaken by it.
pub fn due_rule(rules: &[i64], minutes_left: i64) -> Option<i64> {
    rules.iter().copied().filter(|rule| minutes_left <= *rule && minutes_left > 0).min()
}

/// The personal address of a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyCalendar {
    /// The address; none before the first one was made.
    pub address: Option<String>,
    /// The same for programs that subscribe when they are handed such an address.
    pub webcal: String,
    /// How many were made before and with it.
    pub generation: i64,
}

/// Asks for a new address in place of the one of this generation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalendarForm {
    /// What the page showed, so that sending it twice makes one.
    pub generation: i64,
}

/// Which letters come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterChoices {
    /// Before a workshop.
    pub reminders: bool,
    /// After it.
    pub thanks: bool,
}

/// The same as a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LettersForm {
    /// Before a workshop.
    pub reminders: bool,
    /// After it.
    pub thanks: bool,
}

impl LettersForm {
    /// Whether letters on `topic` are wanted.
    pub fn wants(&self, topic: Topic) -> bool {
        match topic {
            Topic::Reminders => self.reminders,
            Topic::Thanks => self.thanks,
        }
    }
}

/// The page that ends letters of a kind, for whoever holds its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopping {
    /// Which letters.
    pub topic: Topic,
    /// Whether they have been ended.
    pub stopped: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_reminder_that_is_due_is_sent() {
        for (left, sent) in [
            (3 * 24 * 60, None),
            (24 * 60 + 1, None),
            (24 * 60, Some(24 * 60)),
            (61, Some(24 * 60)),
            (60, Some(60)),
            (1, Some(60)),
            (0, None),
            (-5, None),
        ] {
            assert_eq!(due_rule(&REMINDERS, left), sent, "{left} minutes before");
        }
        assert_eq!(due_rule(&[], 10), None);
    }
}
