//! W2: values compared two by two.

use super::parts::{Choice, Words, between};
use super::reader::{Reader, shape};

shape! {
    /// Paired comparison.
    pub struct Pairs {
        /// The question above each pair.
        question: Words,
        /// The answer between the two.
        tie: Words,
        /// What is said when the choices go round in circles.
        wavering: Words,
        /// What is said when they do not.
        steady: Words,
        /// Begin with the top list of the value cards.
        from_cards: Words,
        /// Begin with the values below.
        from_values: Words,
        /// What is compared by who has not done the value cards.
        values: Vec<Choice>,
    }
}

impl Pairs {
    /// Notes what is wrong.
    pub fn check(&self, reader: &mut Reader) {
        between(reader, "values", self.values.len() as i64, 4, 10);
        reader.unique("values", self.values.iter().map(|value| &*value.id));
        for (at, value) in self.values.iter().enumerate() {
            let place = format!("values[{at}].id");
            reader.must(value.id.starts_with("work-"), &place, "must begin with work-, to differ from the cards");
        }
    }
}
