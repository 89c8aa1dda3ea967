//! What each keeps of a workshop that ran. Who took part sees their own: the blocks, whom they sat with, what they
//! answered under their name. Who may change the workshop sees how it went against the plan, what the room was shown of
//! the answers, and how much of it each was there for. Two who both wish to meet again are told of each other, and of a
//! wish that is not shared nobody ever hears.

pub mod api;
pub mod attendance;
pub mod downloads;
mod letters;
mod pages;
pub mod recap;
pub mod report;
mod said;
pub mod view;
pub mod wishes;
mod words;
