//! What an open page sends again and again while somebody writes in it, and in which order it did so.

use serde::{Deserialize, Serialize};

/// The longest name of a page.
const LONGEST: usize = 64;

/// An open page, by a name that it made itself, and a number that grows with everything it sends. What is given up on its
/// way and sent again may arrive in another order; what comes late takes the place of nothing that came after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn(String, i64);

impl Turn {
    /// That of a form; none without a script, where nothing is sent again.
    pub fn of(page: &str, turn: i64) -> Option<Turn> {
        (1..=LONGEST).contains(&page.len()).then(|| Turn(page.to_owned(), turn))
    }

    /// Whether the same page sent both.
    pub fn is_beside(&self, other: &Turn) -> bool {
        self.0 == other.0
    }

    /// Whether the same page sent `latest` after this, or this itself before.
    pub fn is_late(&self, latest: &Turn) -> bool {
        self.is_beside(latest) && self.1 <= latest.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_same_page_sent_later_makes_late() {
        let turn = |page: &str, turn: i64| Turn::of(page, turn).expect("a turn");
        assert!(turn("a", 1).is_late(&turn("a", 2)) && turn("a", 2).is_late(&turn("a", 2)));
        assert!(!turn("a", 3).is_late(&turn("a", 2)) && !turn("b", 1).is_late(&turn("a", 2)));
        assert!(Turn::of("", 1).is_none() && Turn::of(&"x".repeat(65), 1).is_none());
    }
}
