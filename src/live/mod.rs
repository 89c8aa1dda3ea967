//! A running workshop. So far the groups: who sits with whom in which round.

pub mod groups;
