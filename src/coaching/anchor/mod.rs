//! Where a comment stands in a text, and where it stands once the text was changed. In doubt it stands nowhere: a
//! comment beside a sentence that it does not speak of would be worse than one without a place.

mod fuzzy;
mod map;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use fuzzy::Search;
use map::Map;

/// How many characters around the words are kept.
const AROUND: usize = 32;

/// The words that a comment speaks of. Places are in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The words.
    pub quote: String,
    /// What stood before them.
    #[serde(default)]
    pub before: String,
    /// What stood after them.
    #[serde(default)]
    pub after: String,
    /// Where they began.
    pub start: usize,
    /// Where they ended.
    pub end: usize,
}

impl Anchor {
    /// The words of `text` from `start` to `end`, as far as there are any.
    pub fn new(text: &str, start: usize, end: usize) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let end = end.min(chars.len());
        let start = start.min(end);
        let words = |from: usize, to: usize| chars[from..to].iter().collect();
        Anchor {
            quote: words(start, end),
            before: words(start.saturating_sub(AROUND), start),
            after: words(end, (end + AROUND).min(chars.len())),
            start,
            end,
        }
    }
}

/// Where the words of a comment stand in a changed text, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Placed {
    /// Where they were, unchanged.
    Exact {
        /// Where they begin.
        start: usize,
        /// Where they end.
        end: usize,
    },
    /// Unchanged, somewhere else.
    Moved {
        /// Where they begin.
        start: usize,
        /// Where they end.
        end: usize,
    },
    /// Edited, but certainly these.
    Fuzzy {
        /// Where they begin.
        start: usize,
        /// Where they end.
        end: usize,
        /// How alike they are, in percent.
        score: u8,
    },
    /// Nowhere, or nowhere for certain: the comment is shown with the words that it was written on.
    Lost,
}

/// Where an anchor made in `old_text` stands in `new_text`.
pub fn reanchor(anchor: &Anchor, old_text: &str, new_text: &str) -> Placed {
    Reanchoring::new(old_text, new_text).place(anchor)
}

/// Where each of the anchors made in `old_text` stands in `new_text`; the texts are compared once.
pub fn reanchor_all(anchors: &[Anchor], old_text: &str, new_text: &str) -> Vec<Placed> {
    let mut reanchoring = Reanchoring::new(old_text, new_text);
    anchors.iter().map(|anchor| reanchoring.place(anchor)).collect()
}

struct Reanchoring {
    old: Vec<char>,
    new: Vec<char>,
    map: Map,
    search: Option<Search>,
}

impl Reanchoring {
    fn new(old_text: &str, new_text: &str) -> Self {
        let (old, new): (Vec<char>, Vec<char>) = (old_text.chars().collect(), new_text.chars().collect());
        let map = Map::new(&old, &new);
        Reanchoring { old, new, map, search: None }
    }

    fn place(&mut self, anchor: &Anchor) -> Placed {
        let (start, end) = (anchor.start, anchor.end);
        let is_here = self.old.get(start..end).is_some_and(|words| words.iter().copied().eq(anchor.quote.chars()));
        if is_here && self.old == self.new {
            return Placed::Exact { start, end };
        }
        if !is_here || start == end {
            return Placed::Lost;
        }
        if let Some(to) = self.map.whole(start, end) {
            let end = to + end - start;
            return if to == start { Placed::Exact { start, end } } else { Placed::Moved { start: to, end } };
        }
        let search = self.search.get_or_insert_with(|| Search::new(&self.old, &self.new, &self.map));
        search.place(&self.old, &self.new, &self.map, (start, end))
    }
}
