//! The journal: the owner writes, and decides what a coach may see. Nobody else can read it.

pub mod api;
pub mod library;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
mod guard;
#[cfg(feature = "ssr")]
mod history;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
mod joining;
#[cfg(feature = "ssr")]
pub(crate) mod page;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod table;
