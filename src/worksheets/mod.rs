//! Worksheets on values and vocational identity. W1, the value cards, is the first; the other nine have a room of their
//! own (`sheets`).
//! A member sees and changes only their own sittings. A coach of theirs sees a sealed copy of the top list and
//! of the notes the member chose, nothing else, until the member takes it back; every look is logged.

pub mod api;
pub mod definition;
pub mod model;
pub mod scoring;
mod strict;
pub mod view;

#[cfg(feature = "ssr")]
pub mod added;
#[cfg(feature = "ssr")]
pub mod approval;
#[cfg(feature = "ssr")]
pub mod archive;
#[cfg(feature = "ssr")]
pub mod content;
#[cfg(feature = "ssr")]
mod guard;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod published;
#[cfg(feature = "ssr")]
pub mod results;
#[cfg(feature = "ssr")]
pub mod sheets;
#[cfg(feature = "ssr")]
pub mod statistics;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod tool;
