//! Who sits with whom: groups for the rounds of an event in which as few people as possible meet twice, professions
//! are mixed, wishes are kept and first-timers sit beside the experienced.
//!
//! It is the social golfer problem with people in it. Rounds come from geometry where that helps, else from a search;
//! then people are put into them so that they mix well. Pure rules: no clock, no threads, the same in the browser.

mod anneal;
mod bound;
pub mod check;
mod dice;
mod fit;
mod hunt;
mod kirkman;
mod known;
mod lines;
mod model;
mod numbers;
#[cfg(feature = "ssr")]
mod roster;
mod running;
mod score;
mod setting;
mod sizes;
mod solver;
mod squares;
mod starters;
mod tables;
#[cfg(feature = "ssr")]
pub mod tool;
mod turning;
mod wishes;

#[cfg(test)]
mod tests;

pub use model::{Event, Group, Person, Round, Schedule};
pub use running::{join, leave};
pub use score::Score;
pub use sizes::{group_count, sizes};
pub use solver::{STEPS, Solver, solve};
