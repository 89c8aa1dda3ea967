//! What pages show, in the viewer's language and with dates in words.

use serde::{Deserialize, Serialize};

use super::CheckId;
use crate::help::model::HelpShown;
use crate::selfchecks::showing::model::ShownTo;

/// A check that can be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckRow {
    /// Its name in addresses.
    pub sheet: String,
    /// Its name.
    pub name: String,
    /// What it looks at.
    pub opening: String,
    /// About how long it takes.
    pub minutes: i64,
    /// When one took it last.
    pub last: Option<String>,
}

/// A result in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastRow {
    /// Which.
    pub id: CheckId,
    /// The check's name.
    pub name: String,
    /// The day.
    pub day: String,
}

/// The home of the self-checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecksHome {
    /// What they are called.
    pub name: String,
    /// What can be taken.
    pub checks: Vec<CheckRow>,
    /// One's results, the latest first.
    pub past: Vec<PastRow>,
    /// Whether 今日 is not to ask.
    pub quiet: bool,
    /// Where help is to be had.
    pub help: HelpShown,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What answers call it.
    pub id: String,
    /// Number and words.
    pub text: String,
    /// Values and their words.
    pub options: Vec<(String, String)>,
}

/// A check to be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakePage {
    /// The id that the result will have.
    pub id: CheckId,
    /// Which check.
    pub sheet: String,
    /// Its version.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// What it looks at.
    pub opening: String,
    /// What stands on every page while the wording is on trial.
    pub trial: Option<String>,
    /// The language of the questions.
    pub language: String,
    /// Whether that is another one than the viewer's.
    pub foreign: bool,
    /// Whether every question is needed for the number.
    pub all: bool,
    /// The questions, in the order in which they are shown.
    pub questions: Vec<Question>,
    /// Ends it without a trace.
    pub not_today: String,
    /// Whose work it rests on.
    pub credit: String,
    /// Under which terms it may be used.
    pub licence: String,
    /// Where help is to be had.
    pub help: HelpShown,
}

impl TakePage {
    /// The order of the questions, as the form sends it.
    pub fn order(&self) -> String {
        self.questions.iter().map(|question| question.id.as_str()).collect::<Vec<_>>().join(",")
    }
}

/// A number of an earlier time, or of this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// The day.
    pub day: String,
    /// The number.
    pub value: i64,
    /// The same in words.
    pub words: String,
}

/// A scale of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleShown {
    /// Its name.
    pub name: String,
    /// The number; none when too few questions were answered.
    pub value: Option<i64>,
    /// The plain sentence.
    pub words: String,
    /// Beside the time before, if there was one.
    pub before: Option<String>,
    /// The lowest and the highest number there may be.
    pub range: (i64, i64),
    /// One's own numbers up to this one, the earliest first.
    pub past: Vec<Past>,
}

/// One small thing that one could do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Write a line.
    Write,
    /// Meet people.
    Meet,
}

/// A result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultPage {
    /// Which.
    pub id: CheckId,
    /// The check's name.
    pub name: String,
    /// The day.
    pub day: String,
    /// The same for machines.
    pub datetime: String,
    /// What stands first on every result.
    pub first: String,
    /// What stands on every page while the wording is on trial.
    pub trial: Option<String>,
    /// The numbers.
    pub scales: Vec<ScaleShown>,
    /// What a large number means, where no band says it.
    pub larger: Option<String>,
    /// A mark that helps to read them, and where it is.
    pub middle: Option<(i64, String)>,
    /// What others answered to the same question.
    pub survey: Option<String>,
    /// One small thing that one could do next.
    pub step: Step,
    /// That it is no diagnosis, and when to talk to somebody.
    pub footer: String,
    /// Whose work it rests on.
    pub credit: String,
    /// The coaches who can see this one, because its author showed it to them.
    pub shown: Vec<ShownTo>,
    /// Where help is to be had.
    pub help: HelpShown,
}
