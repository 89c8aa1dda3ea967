//! Showing an entry to coaches: to named people, for a purpose, until a day, after the check. What goes is a copy with
//! words of its own; the private original stays as it is. Everything can be taken back, and every consent can be read
//! again in one place.

pub mod api;
pub mod model;

#[cfg(feature = "ssr")]
pub mod check;
#[cfg(feature = "ssr")]
mod guard;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod pieces;
#[cfg(feature = "ssr")]
pub mod receipts;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod view;
