//! What can be asked of a room, what counts as an answer, and what may be shown of the answers.

mod forms;

use serde::{Deserialize, Serialize};

use crate::live::plan::model::Both;

pub use forms::{
    AnswerForm, AskForm, LineForm, MarkForm, ModerateForm, PromptForm, StartForm, ValuesForm, VoiceForm, WordForm,
};

/// Results stay hidden until that many people answered.
pub const SHOWN_FROM: u32 = 5;
/// Smaller cells of an anonymous result are not shown.
pub const CELL: u32 = 5;
/// By the answers of at least that many an anonymous result moves while answers are taken.
pub const STEP: u32 = 3;
/// Answers up to this much after the close count, in milliseconds: they were on their way.
pub const GRACE_MS: i64 = 2_000;

/// The longest question, in characters.
pub const MOST_LABEL: usize = 200;
/// The longest choice, the longest word at an end of a scale, and the longest unit.
pub const MOST_CHOICE: usize = 80;
/// The fewest and the most choices.
pub const CHOICES: (usize, usize) = (2, 12);
/// The fewest and the most steps of a scale.
pub const STEPS: (u8, u8) = (3, 10);
/// The fewest and the most seconds that a prompt is open by itself.
pub const SECONDS: (u32, u32) = (10, 3_600);
/// The most words of one answer, and the longest of them.
pub const MOST_WORDS: usize = 3;
/// The longest of the words of a cloud.
pub const MOST_WORD: usize = 20;
/// The longest open answer, question or line.
pub const MOST_TEXT: usize = 400;
/// The largest estimate either way of zero.
pub const MOST_NUMBER: f64 = 1e12;
/// How many columns a board has.
pub const COLUMNS: u8 = 4;

/// The kinds of prompt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromptKind {
    /// One of the choices.
    #[default]
    Choice,
    /// Any of the choices.
    Multiple,
    /// 1 to `steps`, with words at both ends.
    Scale,
    /// Up to three words, joined in a cloud.
    Words,
    /// Some lines.
    Open,
    /// The choices in an order.
    Ranking,
    /// A number.
    Estimate,
    /// One of the choices, asked twice, with talk in between.
    TwoRounds,
    /// Questions to the host, one voice a person for each.
    Questions,
    /// ちょうどよい / 速い / ゆっくり / 迷子.
    Tempo,
    /// The weather of the heart.
    Weather,
}

/// Whether an answer carries its author: enforced by what is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Naming {
    /// Nothing that is stored tells who answered once the prompt is closed.
    #[default]
    Anonymous,
    /// The name one wants to be called stands beside the answer.
    Named,
}

/// A prompt as it is prepared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Asked {
    /// What kind of answer.
    pub kind: PromptKind,
    /// Anonymous or named.
    pub naming: Naming,
    /// The question.
    pub label: Both,
    /// What can be chosen or ranked.
    #[serde(default)]
    pub choices: Vec<Both>,
    /// The highest step of a scale, 3 to 10.
    #[serde(default)]
    pub steps: u8,
    /// The words at the low and the high end of a scale.
    #[serde(default)]
    pub ends: (Both, Both),
    /// What an estimate counts in.
    #[serde(default)]
    pub unit: Both,
    /// Seconds it is open; None: until the host closes it.
    #[serde(default)]
    pub seconds: Option<u32>,
    /// Words and lines are read by a host before the room sees them.
    #[serde(default)]
    pub moderated: bool,
}

/// What somebody answers. Choices are numbers from 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Choice, two rounds, tempo, weather.
    One(u16),
    /// Multiple.
    Many(Vec<u16>),
    /// Scale.
    Step(u8),
    /// Words.
    Words(Vec<String>),
    /// Open.
    Text(String),
    /// Ranking: all choices, the first is the best.
    Order(Vec<u16>),
    /// Estimate.
    Number(f64),
    /// 「パスします」.
    Pass,
}

/// What may be shown of a prompt's answers at this moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tally {
    /// So many answered; what they answered is not shown yet (or not by five people).
    Hidden,
    /// A count a choice; None where a cell is too small.
    Counts(Vec<Option<u32>>),
    /// A count a step, and the median.
    Steps {
        /// From 1.
        counts: Vec<Option<u32>>,
        /// The middle answer.
        median: f64,
    },
    /// Words and how many wrote them, the most frequent first.
    Words(Vec<(String, u32)>),
    /// Lines that a host let through; with names where the prompt is named.
    Lines(Vec<Line>),
    /// Mean rank of each choice (1 is the best), the best first.
    Ranks(Vec<(u16, f64)>),
    /// Least, quartiles and most of the estimates; of anonymous ones the quartiles alone.
    Spread(Vec<f64>),
    /// The counts of the first and of the second round.
    Rounds(Vec<Option<u32>>, Vec<Option<u32>>),
}

/// A line of text that the room may read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Names it for moderating and marking.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Who wrote it, where the prompt is named.
    pub name: Option<String>,
    /// Column of a board (0 to 3); 0 elsewhere.
    pub column: u8,
}

/// A prompt as the room sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownPrompt {
    /// Its id.
    pub id: String,
    /// The key of the block that it was asked in.
    #[serde(default)]
    pub block: String,
    /// What is asked.
    pub asked: Asked,
    /// 1, or 2 in the second round of a two-round vote.
    pub round: u8,
    /// Milliseconds until it closes, counted at `Stage::at`; None: open until the host closes it.
    pub left_ms: Option<i64>,
    /// Whether answers are taken.
    pub open: bool,
    /// How many answered, in this round; passes are not counted.
    pub answered: u32,
    /// What they answered.
    pub tally: Tally,
}

/// A question to the host, as the room sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownQuestion {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// Who asks, where they gave their name.
    pub name: Option<String>,
    /// Voices, one a person.
    pub voices: u32,
    /// The host marked it as answered.
    pub answered: bool,
}
