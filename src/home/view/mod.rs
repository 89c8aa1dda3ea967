//! The first page, and 今日.

mod today;
mod today_aside;
mod welcome;
mod welcome_parts;

pub use today::Today;
pub use welcome::Welcome;
