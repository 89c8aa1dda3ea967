//! Coaching: a coach reads what members of their cohorts sent, and answers.

pub mod api;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod guard;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod store;

#[cfg(feature = "ssr")]
pub use mail::{answer_came, journal_came};
