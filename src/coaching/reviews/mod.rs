//! Reading at the desk. A coach takes a copy on, writes remarks beside its passages, and returns them with an answer as
//! one; until then nobody else sees them. Afterwards author and coach talk on beside the remarks. What a coach notes
//! for themselves stays theirs.

pub mod api;
pub mod model;

#[cfg(feature = "ssr")]
pub mod author;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod passage;
#[cfg(feature = "ssr")]
pub mod still;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod table;
#[cfg(feature = "ssr")]
mod talk;
#[cfg(feature = "ssr")]
pub mod view;
