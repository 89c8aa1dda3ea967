//! How seats are given, and what people wish when one becomes free.

use serde::{Deserialize, Serialize};

use crate::kit::Moment;

/// The longest time before the start that a wish can name, in hours: four weeks.
pub const MAX_HOURS: i64 = 672;

/// What a form proposes for it.
pub const USUAL_HOURS: i64 = 24;

/// How seats are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// First come, first served.
    First,
    /// The host says yes or no to each.
    Approval,
    /// By a draw.
    Lottery {
        /// When it is due.
        draw_at: Moment,
        /// Whether it has taken place. From then on the drawn order is the line.
        drawn: bool,
    },
}

impl Mode {
    /// The name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::First => "first",
            Mode::Approval => "approval",
            Mode::Lottery { .. } => "lottery",
        }
    }

    /// When the draw is, while it is still to come.
    pub fn draw_ahead(self) -> Option<Moment> {
        match self {
            Mode::Lottery { draw_at, drawn: false } => Some(draw_at),
            _ => None,
        }
    }
}

/// What somebody wishes when a seat becomes free for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// 自動で参加
    #[default]
    Auto,
    /// まず聞いてほしい
    Ask,
    /// 開始N時間前までなら
    Until(i64),
}

impl Wish {
    /// The name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Wish::Auto => "auto",
            Wish::Ask => "ask",
            Wish::Until(_) => "until",
        }
    }

    /// The hours of `Until`.
    pub fn hours(self) -> Option<i64> {
        match self {
            Wish::Until(hours) => Some(hours),
            Wish::Auto | Wish::Ask => None,
        }
    }

    /// The wish of that name and those hours; none when they make no sense.
    pub fn parse(name: &str, hours: Option<i64>) -> Option<Wish> {
        match (name, hours) {
            ("auto", _) => Some(Wish::Auto),
            ("ask", _) => Some(Wish::Ask),
            ("until", Some(hours)) if (1..=MAX_HOURS).contains(&hours) => Some(Wish::Until(hours)),
            _ => None,
        }
    }
}
