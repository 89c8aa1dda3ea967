//! A running workshop. `plan` is the run sheet that a host prepares, `room` the workshop while it runs (one persisted
//! state that every screen shows), `tools` what is asked of people in it, `groups` who sits with whom in which round.

#[cfg(feature = "ssr")]
pub mod after;
pub mod groups;
pub mod plan;
pub mod room;
pub mod tools;
