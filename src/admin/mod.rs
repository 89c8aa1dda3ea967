//! The organiser's desk: people and their roles, cohorts. Organisers never read anyone's journal.

pub mod api;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
pub mod decision;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
pub mod store;
