//! Server functions, by the part of the story that they belong to.

mod door;
mod joining;
mod me;

pub use door::*;
pub use joining::*;
pub use me::*;
