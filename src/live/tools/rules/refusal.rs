//! Why something is not taken.

/// Why a prompt, an answer or a line is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing was written.
    Empty,
    /// Nothing was chosen.
    Choose,
    /// More characters than that.
    Long(usize),
    /// More of them than that.
    Many(usize),
    /// Fewer or more choices than there may be.
    Choices,
    /// Two choices say the same.
    Twice,
    /// Fewer or more steps than there may be.
    Steps,
    /// Shorter or longer than it may be.
    Seconds,
    /// Each choice has a place of its own.
    Order,
    /// A number is wanted.
    Number,
    /// It was closed before.
    Late,
    /// Answers to the first round are still on their way.
    Early,
    /// The room is full of these.
    Full,
    /// Too few people share their cards.
    Few,
    /// Too few came or went since it was counted.
    Same,
    /// No page of ours sends this.
    Foreign,
}
