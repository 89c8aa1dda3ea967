//! W5: strengths with stories.

use super::parts::{Choice, Grade, Id, Words, between, graded};
use super::reader::{Reader, shape};

shape! {
    /// Strengths in families.
    pub struct Strengths {
        /// How many may be chosen.
        most: i64,
        /// The families.
        families: Vec<Kin>,
        /// Asks for a scene.
        story: Words,
        /// Asks how much it was used.
        used: Words,
        /// Asks how much one would like to use it.
        want: Words,
        /// The answers to both, 0 to 4.
        scale: Vec<Grade>,
        /// What another person may offer.
        gift: Gift,
    }

    /// Strengths that belong together.
    pub struct Kin {
        /// What results call it.
        id: Id,
        /// Its name.
        name: Words,
        /// Its strengths.
        strengths: Vec<Choice>,
    }

    /// A strength that somebody else has seen.
    pub struct Gift {
        /// What stands above it.
        title: Words,
        /// Asks for one line.
        line: Words,
    }
}

impl Strengths {
    /// The family of a strength.
    pub fn family_of(&self, strength: &str) -> Option<&Kin> {
        self.families.iter().find(|family| family.strengths.iter().any(|one| &*one.id == strength))
    }

    /// Notes what is wrong.
    pub fn check(&self, reader: &mut Reader) {
        between(reader, "most", self.most, 1, 10);
        reader.must(!self.families.is_empty(), "families", "is empty");
        reader.unique("families", self.families.iter().map(|family| &*family.id));
        let mut seen = std::collections::BTreeSet::new();
        for (at, family) in self.families.iter().enumerate() {
            reader.must(!family.strengths.is_empty(), &format!("families[{at}].strengths"), "is empty");
            for (n, strength) in family.strengths.iter().enumerate() {
                let place = format!("families[{at}].strengths[{n}].id");
                reader.must(seen.insert(&*strength.id), &place, format!("\"{}\" stands twice", strength.id));
            }
        }
        graded(reader, "scale", &self.scale, 0, 4);
    }
}
