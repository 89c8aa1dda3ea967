//! The first page for visitors, and 今日 for members. Owns nothing: it asks the other rooms.

pub mod api;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
pub mod store;
