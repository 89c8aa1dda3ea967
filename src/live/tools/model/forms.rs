//! What forms of the tools send. Every field is as it was typed; `rules` reads it.

use serde::{Deserialize, Serialize};

/// An answer to a prompt. Only the field of the prompt's kind counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    /// The workshop.
    pub workshop: String,
    /// The prompt.
    pub prompt: String,
    /// The round that was on the screen.
    pub round: String,
    /// The choice, from 0; the step of a scale, from 1.
    pub one: String,
    /// Several choices, from 0.
    pub many: Vec<String>,
    /// Words of a cloud.
    pub words: Vec<String>,
    /// Lines of text.
    pub text: String,
    /// For each choice its place, from 1.
    pub ranks: Vec<String>,
    /// An estimate.
    pub number: String,
    /// Anything at all: 「パスします」.
    pub pass: String,
}

/// A question to the host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskForm {
    /// The workshop.
    pub workshop: String,
    /// The prompt that takes questions.
    pub prompt: String,
    /// The question.
    pub text: String,
    /// Anything at all: with one's name.
    pub named: String,
}

/// One's voice for a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VoiceForm {
    /// The workshop.
    pub workshop: String,
    /// The question.
    pub question: String,
    /// `on` or `off`.
    pub to: String,
}

/// A line of the chat or the board of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineForm {
    /// The workshop.
    pub workshop: String,
    /// The key of the block.
    pub block: String,
    /// The column of a board, from 0.
    pub column: String,
    /// What it says.
    pub text: String,
    /// Anything at all: with one's name.
    pub named: String,
}

/// Opens a prompt: one that was prepared in a block, or one that is written here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartForm {
    /// The workshop.
    pub workshop: String,
    /// The key of the block that runs; empty outside one.
    pub block: String,
    /// Which of the block's prompts, from 0; empty for one that is written here.
    pub nth: String,
    /// A word of `PromptKind`.
    pub kind: String,
    /// A word of `Naming`.
    pub naming: String,
    /// The question.
    pub label: String,
    /// The choices, one a line.
    pub choices: String,
    /// The highest step of a scale.
    pub steps: String,
    /// The words at the low end of a scale.
    pub low: String,
    /// The words at the high end of a scale.
    pub high: String,
    /// What an estimate counts in.
    pub unit: String,
    /// How long it is open; empty: until it is closed.
    pub seconds: String,
    /// Anything at all: what is written is read by a host first.
    pub moderated: String,
}

/// Moves a prompt on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PromptForm {
    /// The workshop.
    pub workshop: String,
    /// The prompt.
    pub prompt: String,
    /// `close`, or `second` for the second round.
    pub act: String,
}

/// Lets a line, words or a question through, or takes it from the screens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModerateForm {
    /// The workshop.
    pub workshop: String,
    /// What `Line::id` or `ShownQuestion::id` names.
    pub id: String,
    /// `show` or `hide`.
    pub act: String,
}

/// Takes a word of a cloud from the screens, whoever wrote it, or brings it back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WordForm {
    /// The workshop.
    pub workshop: String,
    /// The prompt.
    pub prompt: String,
    /// The word, as it is shown.
    pub word: String,
    /// `show` or `hide`.
    pub act: String,
}

/// Marks a question as answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MarkForm {
    /// The workshop.
    pub workshop: String,
    /// The question.
    pub question: String,
    /// `on` or `off`.
    pub to: String,
}

/// Shows the map of what the room values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ValuesForm {
    /// The workshop.
    pub workshop: String,
    /// The key of the block that runs; empty outside one.
    pub block: String,
}
