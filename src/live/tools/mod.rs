//! What is asked of the people in a room: prompts and their answers, questions to the host, lines of a chat or a board,
//! and the map of what the room values.
//!
//! Whoever came into the room answers; whoever may change the workshop asks, closes, and reads what is held until it was
//! read. An answer to an anonymous prompt is kept under a name made with the prompt's salt: the database forbids a second
//! one by it, and once the salt is destroyed nobody can say whose it was. Results are shown from five answers on, and of
//! anonymous ones no cell of fewer than five.

pub mod api;
pub mod model;

#[cfg(feature = "ssr")]
mod guard;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod room;
#[cfg(feature = "ssr")]
pub mod rules;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod values;
#[cfg(feature = "ssr")]
mod wording;
