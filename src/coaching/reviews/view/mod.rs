//! Pages of reading at the desk, and of a returned review. They come from the server as they are.

mod author;
mod coach;
mod forms;
mod parts;
mod talk;
mod watch;

pub use author::ReviewPage;
pub use coach::CoachJournal;
pub use watch::Watched;
