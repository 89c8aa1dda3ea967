//! The journal as one's own shelf: what to write on next, and what was written before, read again, found again, seen
//! over months, taken along. Every page is the owner's alone and needs no program in the browser.

pub mod api;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
mod archive;
#[cfg(feature = "ssr")]
mod kept;
#[cfg(feature = "ssr")]
mod months;
#[cfg(feature = "ssr")]
mod pack;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod scan;
#[cfg(feature = "ssr")]
pub mod store;
