//! Pages of the coach's desk.

mod desk;
mod journal;
mod values;

pub use desk::CoachDesk;
pub use journal::CoachJournal;
pub use values::CoachValues;
