//! Pages of a room. All of a page's screens hang on one socket (`wire`) and one clock (`clock`).

mod bell;
pub mod clock;
mod code;
mod connected;
mod door;
mod phone;
mod screen;
pub mod tally;
pub mod wire;
pub mod words;

pub use code::LiveCode;
pub use connected::Connected;
pub use door::LivePage;
pub use screen::LiveScreen;
