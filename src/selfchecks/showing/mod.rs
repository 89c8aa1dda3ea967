//! A single result of a self-check that its author shows to a coach, deliberately and one by one: a sealed copy of its
//! numbers, without the answers and without any earlier number. The author can take it back at any time, and it goes
//! with the result when that is deleted; every look of the coach is logged.

pub mod api;
pub mod model;
pub mod pages;
pub mod store;
pub mod view;
