//! The rules. They know no page and no database: a text goes in, hits come out.

mod ages;
mod births;
mod checksums;
mod decide;
mod facilities;
mod guards;
mod lists;
mod name_end;
mod name_start;
mod patterns;
mod people;
mod phones;
mod places;
mod sorts;
mod text;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod many;
#[cfg(test)]
mod tests;

use super::model::{Kind, Level};
pub use sorts::Sort;
use text::Text;

/// What a rule found, in characters of the normalised text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// How much it weighs.
    pub level: Level,
    /// Where it begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// What could stand there instead.
    pub instead: Instead,
}

/// What could stand in place of a hit. The words for it are chosen by language, elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instead {
    /// What the kind says.
    Usual,
    /// A letter for this person, with the honorific that was there.
    Letter(char, String),
    /// Words of the text itself, such as 「長男」.
    Said(String),
    /// An age by its decade; 0 is under ten.
    Decade(u32),
    /// A year of birth by its decade, and whether まれ must follow.
    BornIn(u32, bool),
    /// What the institution is, and whether the public runs it.
    Sort(Sort, bool),
}

/// A hit as the text was written.
pub struct Found {
    /// The hit, its offsets in Unicode scalars of the original.
    pub hit: Hit,
    /// The words themselves.
    pub text: String,
}

/// Everything the rules find in a text, in its order; nothing overlaps.
pub fn find(original: &str) -> Vec<Found> {
    let text = Text::new(original);
    let mut hits = Vec::new();
    patterns::find(&text, &mut hits);
    places::find(&text, &mut hits);
    facilities::find(&text, &mut hits);
    people::find(&text, &mut hits);
    for hit in &mut hits {
        (hit.start, hit.end) = text.origin(hit.start, hit.end);
    }
    let scalars: Vec<char> = original.chars().collect();
    let words = |hit: &Hit| -> String { scalars[hit.start..hit.end].iter().collect() };
    let mut found: Vec<Found> = decide::settle(hits).into_iter().map(|hit| Found { text: words(&hit), hit }).collect();
    people::hand_out(original, &mut found);
    found
}
