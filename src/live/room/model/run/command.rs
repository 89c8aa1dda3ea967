//! What hosts can tell the run to do, and how forms say it.

use serde::{Deserialize, Serialize};

/// The most minutes that one press adds.
pub const MOST_MINUTES: u32 = 60;

/// What a host tells the run to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Begin with the first block.
    Start,
    /// Go on to the next block; after the last it is over.
    Next,
    /// Return to the block before, or into the last one after the end.
    Back,
    /// Leave this block out and go on. The check-out is never left out.
    Skip,
    /// Stop the clock.
    Pause,
    /// Let it run again.
    Resume,
    /// So many minutes more for this block.
    Extend(u32),
    /// So many minutes less for it, as far as it may be shortened.
    Shorten(u32),
    /// End it.
    End,
}

impl Command {
    /// The command of a form.
    pub fn parse(act: &str, minutes: &str) -> Option<Command> {
        Some(match act {
            "start" => Command::Start,
            "next" => Command::Next,
            "back" => Command::Back,
            "skip" => Command::Skip,
            "pause" => Command::Pause,
            "resume" => Command::Resume,
            "extend" => Command::Extend(some_minutes(minutes)?),
            "shorten" => Command::Shorten(some_minutes(minutes)?),
            "end" => Command::End,
            _ => return None,
        })
    }

    /// Its word in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Command::Start => "start",
            Command::Next => "next",
            Command::Back => "back",
            Command::Skip => "skip",
            Command::Pause => "pause",
            Command::Resume => "resume",
            Command::Extend(_) => "extend",
            Command::Shorten(_) => "shorten",
            Command::End => "end",
        }
    }
}

/// As many minutes as one press may move.
fn some_minutes(text: &str) -> Option<u32> {
    text.parse().ok().filter(|n| (1..=MOST_MINUTES).contains(n))
}
