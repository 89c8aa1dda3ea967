//! What a host carries over from one date of a course to the others.

use serde::{Deserialize, Serialize};

/// Something that can be carried over. When a date takes place is not among it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title.
    Title,
    /// The text.
    Body,
    /// The place and the link.
    Place,
    /// The number of seats.
    Capacity,
    /// The seats by profession, each released as long before the start.
    Rules,
    /// The questions.
    Questions,
    /// The fee.
    Fee,
    /// Until when a place can be given back, as long before the start.
    Deadline,
    /// What is read before and afterwards.
    Materials,
}

impl Part {
    /// All, in the order of the page.
    pub const ALL: [Part; 9] = [
        Part::Title,
        Part::Body,
        Part::Place,
        Part::Capacity,
        Part::Rules,
        Part::Questions,
        Part::Fee,
        Part::Deadline,
        Part::Materials,
    ];

    /// The name in forms and in the history.
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Title => "title",
            Part::Body => "body",
            Part::Place => "place",
            Part::Capacity => "capacity",
            Part::Rules => "rules",
            Part::Questions => "questions",
            Part::Fee => "fee",
            Part::Deadline => "deadline",
            Part::Materials => "materials",
        }
    }

    /// The part of that name.
    pub fn parse(text: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.as_str() == text)
    }
}

/// Carries parts over, once the summary was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpreadForm {
    /// From which date.
    pub workshop: String,
    /// Its version when the summary was made.
    pub version: i64,
    /// `Part::as_str` of each.
    pub parts: Vec<String>,
    /// The versions of the other dates then, so that what was read is what happens.
    pub seen: String,
}
