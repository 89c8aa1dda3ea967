//! A running workshop. `plan` is the run sheet that a host prepares, `tools` what is asked of people in it, `groups` who
//! sits with whom in which round.

pub mod groups;
pub mod plan;
pub mod tools;
