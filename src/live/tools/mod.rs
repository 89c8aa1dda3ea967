//! What is asked of a room.

pub mod model;
