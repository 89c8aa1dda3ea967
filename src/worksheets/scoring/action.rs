//! A next step: what, and perhaps by which day.

use serde::{Deserialize, Serialize};

use super::error::{ScoreError, text};

/// The most characters of a note, a story or a step.
pub const TEXT_MOST: usize = 2000;

/// A next step: `{"text": "…", "due": "2026-11-24"}`; `due` may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Action {
    /// What.
    pub text: String,
    /// By which day, `YYYY-MM-DD`; empty when none is set.
    pub due: String,
}

impl Action {
    /// Whether it can be kept.
    pub fn check(&self, place: &str) -> Result<(), ScoreError> {
        text(&format!("{place}.text"), &self.text, TEXT_MOST)?;
        if self.due.is_empty() || day(&self.due).is_some() {
            return Ok(());
        }
        Err(ScoreError::Unknown { place: format!("{place}.due"), id: self.due.chars().take(20).collect() })
    }
}

/// The year, month and day of `YYYY-MM-DD`, when there is such a day.
fn day(text: &str) -> Option<(u32, u32, u32)> {
    let digits = |from: usize, to: usize| {
        let part = text.get(from..to)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?
    };
    let dashes = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (dashes && (1..=days).contains(&day)).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day() {
        for fine in ["", "2026-11-24", "2028-02-29"] {
            assert_eq!(Action { text: "x".into(), due: fine.into() }.check("step"), Ok(()), "{fine}");
        }
        for wrong in ["2026-02-29", "2026-13-01", "24-11-2026", "2026-1-2", "+026-01-01", "２０２６", "2026-11-241"]
        {
            let found = Action { text: "x".into(), due: wrong.into() }.check("step");
            assert!(matches!(found, Err(ScoreError::Unknown { .. })), "{wrong}");
        }
        let long = Action { text: "字".repeat(2001), due: String::new() };
        assert_eq!(long.check("step"), Err(ScoreError::Long { place: "step.text".into(), most: 2000 }));
    }
}
