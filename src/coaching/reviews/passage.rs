//! Where a remark belongs in a text that may have changed. It is never put on the wrong passage: when in doubt it is
//! shown apart, with the old words.

use serde::{Deserialize, Serialize};

use super::model::pick;
use crate::coaching::anchor::{Anchor, Placed, reanchor};

/// A passage of a text, with the text as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchored {
    start: usize,
    end: usize,
    old: String,
}

impl Anchored {
    /// The passage between two places of a text; none when the text does not reach so far.
    pub fn new(text: &str, (start, end): (usize, usize)) -> Option<Anchored> {
        pick(text, (start, end))?;
        Some(Anchored { start, end, old: text.to_owned() })
    }

    /// The words of the passage as they were.
    pub fn quote(&self) -> String {
        pick(&self.old, (self.start, self.end)).unwrap_or_default()
    }

    /// The text as it was.
    pub fn old(&self) -> &str {
        &self.old
    }

    /// Where the passage stands now. None when it is gone, or when nobody could tell.
    pub fn find(&self, text: &str) -> Option<(usize, usize)> {
        match reanchor(&Anchor::new(&self.old, self.start, self.end), &self.old, text) {
            Placed::Exact { start, end } | Placed::Moved { start, end } | Placed::Fuzzy { start, end, .. } => {
                Some((start, end))
            }
            Placed::Lost => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "二度、声をかけた。\n隣で黙っていた。\n二度、声をかけた。\nまた来ていいですか、と言った。";

    fn anchored(words: &str) -> Anchored {
        let start = TEXT[..TEXT.find(words).expect("there")].chars().count();
        Anchored::new(TEXT, (start, start + words.chars().count())).expect("inside")
    }

    fn found(anchor: &Anchored, text: &str) -> Option<String> {
        anchor.find(text).and_then(|at| pick(text, at))
    }

    #[test]
    fn a_passage_is_found_where_it_went() {
        let anchor = anchored("また来ていいですか、と言った。");
        let later = format!("朝のこと。\n{TEXT}おわり。");
        assert_eq!(found(&anchor, &later).as_deref(), Some("また来ていいですか、と言った。"));
        assert_eq!(found(&anchored("隣で"), TEXT).as_deref(), Some("隣で"), "a short one among its neighbours");
    }

    #[test]
    fn when_in_doubt_it_is_lost() {
        assert_eq!(anchored("隣で黙っていた。").find("何もかも書きかえた。"), None);
        assert_eq!(anchored("隣で").find("駅の隣で会った。"), None, "the same words among others");
        // The first of two alike: while both stand in their order it is known, and its twin never takes its place.
        let first = Anchored::new(TEXT, (0, 9)).expect("inside");
        assert_eq!(found(&first, TEXT), Some("二度、声をかけた。".to_owned()));
        assert_eq!(first.find("前。\n二度、声をかけた。\n間。\n二度、声をかけた。\n後。"), Some((3, 12)));
        assert_eq!(first.find(&TEXT["二度、声をかけた。\n".len()..]), None);
        assert_eq!(first.find(""), None);
    }
}
