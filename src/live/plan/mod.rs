//! The run sheet that a host prepares.

pub mod model;

#[cfg(feature = "ssr")]
pub mod store;
