//! What may be asked, what counts as an answer, and what may be shown of the answers. Pure: no clock, no database.

mod answer;
mod asked;
mod cells;
mod reading;
mod refusal;
mod steps;
mod tally;
mod text;

#[cfg(test)]
mod tests;

pub use answer::{answer, text};
pub use asked::{asked, fixed};
pub use cells::{marks, publish};
pub use reading::{read, start};
pub use refusal::Refusal;
pub use steps::is_step;
pub use tally::{Given, answered, tally};
pub use text::{line, lines};
