//! Pages of a room. All of a page's screens hang on one socket (`wire`) and one clock (`clock`).

mod bell;
pub mod clock;
mod connected;
pub mod wire;

pub use connected::Connected;
