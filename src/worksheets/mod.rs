//! Worksheets on values and vocational identity. W1, the value cards, is the first.
//! A member sees and changes only their own sittings. A coach of theirs sees a sealed copy of the top list and
//! of the notes the member chose, nothing else, until the member takes it back; every look is logged.

pub mod api;
pub mod model;
pub mod scoring;
pub mod view;

#[cfg(feature = "ssr")]
pub mod content;
#[cfg(feature = "ssr")]
mod guard;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
