//! W10: the people around a person, on three rings.

use super::parts::{Choice, Grade, Id, Words, between, graded};
use super::reader::{Reader, shape};

shape! {
    /// The map of mutual support.
    pub struct Rings {
        /// The most people.
        most: i64,
        /// The most characters of an alias.
        alias_most: i64,
        /// What to write instead of a name.
        alias: Words,
        /// The rings, 1 the closest.
        rings: Vec<Grade>,
        /// What kind of contact it is.
        kinds: Vec<Choice>,
        /// Asks what this person gives.
        gives: Words,
        /// Asks what this person receives.
        takes: Words,
        /// What people give one another.
        supports: Vec<Support>,
        /// Asks about the last contact.
        last: Words,
        /// When that was.
        contacts: Vec<Choice>,
        /// Next steps.
        next: Vec<Choice>,
    }

    /// What people give one another.
    pub struct Support {
        /// What answers call it.
        id: Id,
        /// Its name.
        name: Words,
        /// What is said when nobody gives it.
        missing: Words,
    }
}

impl Rings {
    /// Notes what is wrong.
    pub fn check(&self, reader: &mut Reader) {
        between(reader, "most", self.most, 1, 50);
        between(reader, "alias_most", self.alias_most, 1, 40);
        graded(reader, "rings", &self.rings, 1, 3);
        for (place, list) in [("kinds", &self.kinds), ("contacts", &self.contacts), ("next", &self.next)] {
            reader.must(!list.is_empty(), place, "is empty");
            reader.unique(place, list.iter().map(|one| &*one.id));
        }
        reader.must(!self.supports.is_empty(), "supports", "is empty");
        reader.unique("supports", self.supports.iter().map(|one| &*one.id));
    }
}
