//! W7: three circles and where they meet.

use super::parts::{Id, Words, between};
use super::reader::{Reader, shape};

shape! {
    /// Three lists and their links.
    pub struct Circles {
        /// The most entries of a list.
        most: i64,
        /// The most characters of an entry.
        item_most: i64,
        /// The most texts for the place where the three meet.
        core_most: i64,
        /// `will`, `can` and `must`.
        circles: [Circle; 3],
        /// What to do with the lists.
        link: Words,
        /// What to think about.
        footer: Words,
        /// Asks for words for the place where the three meet.
        core: Words,
        /// Asks for a next step.
        step: Words,
    }

    /// A circle.
    pub struct Circle {
        /// What answers call it.
        id: Id,
        /// Its name.
        name: Words,
        /// What belongs in it.
        ask: Words,
    }
}

impl Circles {
    /// Notes what is wrong.
    pub fn check(&self, reader: &mut Reader) {
        between(reader, "most", self.most, 1, 20);
        between(reader, "item_most", self.item_most, 5, 200);
        between(reader, "core_most", self.core_most, 1, 10);
        let three = self.circles.iter().map(|circle| &*circle.id).eq(["will", "can", "must"]);
        reader.must(three, "circles", "must be will, can and must");
    }
}
