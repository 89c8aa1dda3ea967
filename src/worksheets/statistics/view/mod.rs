//! Pages.

mod desk;
mod switch;

pub use desk::AdminStatistics;
pub use switch::Counted;
