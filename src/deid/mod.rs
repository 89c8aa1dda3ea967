//! The de-identification check: finds what may lead to a person before a text is shown to someone else. It runs on our
//! own server, asks no other service, keeps nothing, and explains instead of scolding. It can miss things: the last
//! look is the author's.

pub mod model;

#[cfg(feature = "ssr")]
mod rules;
#[cfg(feature = "ssr")]
pub mod tool;
#[cfg(feature = "ssr")]
mod words;

pub use model::{Finding, Kind, Level, apply};

#[cfg(feature = "ssr")]
pub use words::{check, checklist, last_look, level_name, name, why};
