//! The first page for visitors, and 今日 for members.

pub mod api;
pub mod view;
