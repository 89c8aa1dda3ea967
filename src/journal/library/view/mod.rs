//! Pages of the shelf: all of them plain.

mod calendar;
mod export;
mod new;
mod read;
mod search;

pub use calendar::JournalCalendar;
pub use export::{JournalAll, JournalExport};
pub use new::JournalNew;
pub use read::ReadEntry;
pub use search::JournalSearch;
