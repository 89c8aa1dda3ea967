//! W9: a week in blocks of work, before and after.

use super::parts::{Choice, Grade, Words, between, graded};
use super::reader::{Reader, shape};

shape! {
    /// Blocks of work.
    pub struct Blocks {
        /// The most blocks.
        most: i64,
        /// The most characters of a name.
        name_most: i64,
        /// What to do, and what to think about.
        prompts: [Words; 2],
        /// What a block does to one's energy, -2 to 2.
        energy: Vec<Grade>,
        /// What could be done with a block.
        moves: Vec<Choice>,
        /// Asks about contact with people.
        relations: Words,
        /// A little more contact.
        more: Words,
        /// A little less contact.
        less: Words,
        /// Asks what the work is for.
        meaning: Words,
        /// Asks for the first step.
        step: Words,
    }
}

impl Blocks {
    /// Notes what is wrong.
    pub fn check(&self, reader: &mut Reader) {
        between(reader, "most", self.most, 2, 30);
        between(reader, "name_most", self.name_most, 5, 200);
        graded(reader, "energy", &self.energy, -2, 2);
        reader.unique("moves", self.moves.iter().map(|one| &*one.id));
        let keep = self.moves.iter().any(|one| &*one.id == "keep");
        reader.must(keep, "moves", "must offer keep, for a block that stays as it is");
    }
}
