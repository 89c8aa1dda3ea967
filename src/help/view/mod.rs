//! Pages, and the box that stands beside every self-check.

mod desk;
mod edit;
mod lines;

pub use desk::AdminHelp;
pub use lines::{Help, HelpBox, ToHelp};
