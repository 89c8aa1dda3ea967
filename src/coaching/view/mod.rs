//! Pages of the coach's desk. They come from the server as they are.

mod desk;
mod values;

pub use desk::{CoachDesk, Lines};
pub use values::CoachValues;
