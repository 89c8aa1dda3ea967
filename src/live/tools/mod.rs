//! What is asked of a room.

pub mod model;

#[cfg(feature = "ssr")]
pub mod store;
