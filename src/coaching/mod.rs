//! Coaching: members show what they wrote (`sharing`), a coach reads it at the desk and answers (`reviews`), and may
//! bring an excerpt to another coach when its author agrees (`supervision`).

pub mod anchor;
pub mod api;
pub mod cohorts;
pub mod model;
pub mod reviews;
pub mod sharing;
pub mod supervision;

#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod guard;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub(crate) mod traces;
#[cfg(feature = "ssr")]
pub mod view;

#[cfg(feature = "ssr")]
pub use mail::{About, answer_came, journal_came, supervision_asked};
