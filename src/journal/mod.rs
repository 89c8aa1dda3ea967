//! The journal: the owner writes, and decides what a coach may see. Nobody else can read it.

pub mod api;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
mod guard;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
pub mod store;
