//! Supervision: a coach brings an excerpt to another coach, by name. The author is asked each time and sees exactly
//! what would be shown; they can say no, and take it back. The other coach sees the excerpt and nothing else.

pub mod api;
pub mod model;

#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod view;
