//! Workshops: hosts draft and publish them, members register, and wait in order when they are full.

pub mod api;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
pub mod store;
