//! Server functions of this room, by who uses them.

pub mod appointments;
pub mod coach;
pub mod goals;
pub mod mine;
pub mod organiser;
pub mod programmes;
