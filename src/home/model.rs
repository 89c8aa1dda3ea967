//! What stands on 今日 and on the first page. Texts with dates come ready from the server.

use serde::{Deserialize, Serialize};

use crate::kit::id::WorkshopId;
use crate::workshops::model::{Left, Seats, Stage};

/// The part of the day on the viewer's own clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayPart {
    /// Before work.
    Morning,
    /// While others work too.
    Day,
    /// After work.
    Evening,
    /// When one should be asleep.
    Night,
}

impl DayPart {
    /// The part that an hour (0–23) lies in.
    pub fn of(hour: i8) -> DayPart {
        match hour {
            5..=10 => DayPart::Morning,
            11..=16 => DayPart::Day,
            17..=22 => DayPart::Evening,
            _ => DayPart::Night,
        }
    }
}

/// A member's 今日.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayPage {
    /// For the greeting.
    pub part: DayPart,
    /// The day, in words.
    pub day: String,
    /// The day, for machines.
    pub date: String,
    /// A coach's answer that was not read yet.
    pub answer: Option<Answer>,
    /// What coaches ask before they show an excerpt to another one.
    pub asked: Vec<Asked>,
    /// The workshops one is registered for, the next one first.
    pub coming: Vec<Gathering>,
    /// When one meets a coach or a member next.
    pub meeting: Option<Meeting>,
    /// The next workshop one hosts.
    pub hosting: Option<Gathering>,
    /// How many wait for this coach; none for people who are no coach.
    pub waiting: Option<i64>,
    /// A journal entry that was begun.
    pub draft: Option<Draft>,
    /// A sitting with the value cards that was begun.
    pub sorting: Option<Sorting>,
    /// Other worksheets that were begun, the one touched last first.
    pub sheets: Vec<Draft>,
    /// Whether a strength that somebody has seen waits for an answer.
    pub gift: bool,
    /// Whether value cards were ever laid; until then they are the one suggestion.
    pub knows_values: bool,
    /// Whether it asks this time if one would like a self-check: once in a fortnight at most.
    pub asks_check: bool,
}

/// An appointment in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// With whom.
    pub who: String,
    /// Day and time, in words.
    pub when: String,
    /// The same for machines.
    pub datetime: String,
    /// Where one finds it.
    pub href: String,
}

/// A coach's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Where to read it.
    pub href: String,
    /// Who answered.
    pub coach: String,
    /// The name of the template that it answers.
    pub template: String,
    /// When, in words.
    pub day: String,
}

/// A coach's question about an excerpt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Where to read it and decide.
    pub href: String,
    /// Who asks.
    pub coach: String,
}

/// A workshop in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathering {
    /// Which.
    pub id: WorkshopId,
    /// Its public title.
    pub title: String,
    /// Day and time, in words.
    pub when: String,
    /// The same for machines.
    pub datetime: String,
    /// The day of the month.
    pub day: String,
    /// The month and the weekday.
    pub month: String,
    /// The time it starts, in words.
    pub clock: String,
    /// How long, in minutes.
    pub minutes: i64,
    /// Whether one can take part by video.
    pub online: bool,
    /// Whether people meet at a place.
    pub onsite: bool,
    /// The seats, and what of them a visitor would get at once, where that is told.
    pub seats: Option<(Seats, Stage, Left)>,
    /// One's place in the line, when it is full.
    pub waiting_position: Option<i64>,
    /// Until when a seat is held that one has not answered to yet.
    pub held_until: Option<String>,
    /// When the draw is that one waits for.
    pub draw: Option<String>,
    /// Whether one waits for the host's word.
    pub asked: bool,
}

/// A journal entry or a worksheet on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Where to go on.
    pub href: String,
    /// The name of its template, or of the worksheet.
    pub template: String,
    /// When it was last touched, in words.
    pub day: String,
}

/// Value cards on the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sorting {
    /// Where to go on.
    pub href: String,
    /// How many lie in a pile.
    pub sorted: u32,
    /// How many there are.
    pub total: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_has_four_parts() {
        let parts: Vec<DayPart> = [4, 5, 10, 11, 16, 17, 22, 23, 0].into_iter().map(DayPart::of).collect();
        use DayPart::*;
        assert_eq!(parts, [Night, Morning, Morning, Day, Day, Evening, Evening, Night, Night]);
    }
}
