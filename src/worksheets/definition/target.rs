//! W8: a target with a mark in every area of life.

use super::parts::{Choice, Words, between};
use super::reader::{Reader, shape};

shape! {
    /// The target.
    pub struct Target {
        /// The areas.
        domains: [Choice; 4],
        /// How many steps a slider has between the centre and the edge.
        rings: i64,
        /// The highest importance and consistency.
        scale: i64,
        /// The greatest strength of a barrier.
        barrier_scale: i64,
        /// Asks for the value.
        value: Words,
        /// Asks for the mark.
        mark: Words,
        /// Asks how important it is.
        importance: Words,
        /// Asks how far one acted in line with it.
        consistency: Words,
        /// Asks what gets in the way.
        barrier: Words,
        /// Asks how strong that is.
        barrier_strength: Words,
        /// Asks for a step.
        step: Words,
        /// The words beside the target.
        ends: Ends,
    }

    /// The words beside the target.
    pub struct Ends {
        /// At the centre.
        centre: Words,
        /// At the edge.
        edge: Words,
    }
}

impl Target {
    /// Notes what is wrong.
    pub fn check(&self, reader: &mut Reader) {
        reader.unique("domains", self.domains.iter().map(|domain| &*domain.id));
        for (place, found, wanted) in
            [("rings", self.rings, 10), ("scale", self.scale, 10), ("barrier_scale", self.barrier_scale, 7)]
        {
            between(reader, place, found, wanted, wanted);
        }
    }
}
