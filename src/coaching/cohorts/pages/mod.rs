//! Turns what the store found into what the pages show: words in the viewer's language, days on their clock.

mod applying;
mod coaching;
mod meeting;
mod mine;
mod organising;

pub use applying::{application, programme, programmes};
pub use coaching::{member_goals, member_line, member_page};
pub use meeting::{booking, offers};
pub use mine::cohort;
pub use organising::{cohort_desk, programme_desk};
