//! Worksheets on values and vocational identity. W1, the value cards, is the first.

pub mod api;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
pub mod store;
