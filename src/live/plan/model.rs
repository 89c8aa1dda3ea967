//! The run sheet: blocks with minutes, what the host says and what the screen shows, and how it gives way when time
//! runs short.

use serde::{Deserialize, Serialize};

use crate::kit::Locale;

/// A text of a template in both languages. What a host wrote stands in `ja` alone when they wrote one only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Both {
    /// Japanese, or what the host wrote.
    pub ja: String,
    /// English; empty when there is none.
    #[serde(default)]
    pub en: String,
}

impl Both {
    /// The text in that language, or in the one there is.
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::en if !self.en.is_empty() => &self.en,
            _ => &self.ja,
        }
    }
}

/// How people sit during a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Arriving.
    Lobby,
    /// All together.
    #[default]
    Plenary,
    /// Each alone.
    Solo,
    /// In twos.
    Pair,
    /// In groups.
    Breakout,
    /// A rest.
    Break,
}

/// Where the groups of a block come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mix {
    /// Mixed groups, the first of the event.
    #[default]
    New,
    /// New groups, in which as few people as possible meet again.
    Remix,
    /// Those of the block before.
    Same,
}

/// What stands beside the words of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tool {
    /// Nothing.
    #[default]
    None,
    /// The prompts of the block.
    Poll,
    /// The value cards (W1), and the anonymous map of what the room values.
    Cards,
    /// A private line to one's own journal.
    Journal,
    /// A line from each, read by all.
    Chat,
    /// Lines in the columns 事実 / 関係 / 資源 / 問い.
    Board,
}

/// What happens when a block runs over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overrun {
    /// The time comes from the block after it; it is never shortened itself.
    Next,
    /// It may be shortened, to half at most, when an earlier block ran over.
    #[default]
    Shrink,
}

/// Equal turns within a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Turns {
    /// Seconds a person.
    pub per_person_s: u32,
    /// A soft bell that many seconds before a turn ends.
    pub bell_s: u32,
}

/// One stretch of the event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Block {
    /// Names it for as long as the sheet lives, wherever it is moved: "b1", "b2", …
    pub key: String,
    /// Planned length.
    pub min: u32,
    /// How people sit.
    pub kind: BlockKind,
    /// People in a group; for breakouts only (2 for pairs).
    #[serde(default)]
    pub group: Option<u8>,
    /// Where the groups come from; for breakouts and pairs only.
    #[serde(default)]
    pub mix: Mix,
    /// Its name.
    pub title: Both,
    /// What the host says.
    #[serde(default)]
    pub host_says: Both,
    /// What participants see; the title when empty.
    #[serde(default)]
    pub screen: Both,
    /// What stands beside the words.
    #[serde(default)]
    pub tool: Tool,
    /// Equal turns.
    #[serde(default)]
    pub turns: Option<Turns>,
    /// Goes on by itself when the time is over.
    #[serde(default)]
    pub auto_advance: bool,
    /// How it gives way.
    #[serde(default)]
    pub overrun: Overrun,
    /// The check-out: never shortened, never left out.
    #[serde(default)]
    pub check_out: bool,
    /// What is asked during it, prepared beforehand.
    #[serde(default)]
    pub prompts: Vec<crate::live::tools::model::Asked>,
}

/// A plan of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RunSheet {
    /// Its name.
    pub title: Both,
    /// The fewest and most people it is made for.
    pub size: (u32, u32),
    /// From the lobby to the close.
    pub blocks: Vec<Block>,
}
