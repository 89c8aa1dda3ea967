//! A workshop while it runs: one persisted state that every screen shows. Whoever may change the workshop opens the room
//! and moves the run; whoever has a seat comes in under the name they want to be called, once they have read the
//! promises. Everything that is acknowledged stands in the database; memory holds sockets and what was rendered last.

pub mod api;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
pub mod bell;
#[cfg(feature = "ssr")]
pub mod groups;
#[cfg(feature = "ssr")]
pub mod guard;
#[cfg(feature = "ssr")]
pub mod hub;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod socket;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod wording;
