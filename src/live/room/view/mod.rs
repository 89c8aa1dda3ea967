//! Pages of a room: the code that leads there, the door, and the screens inside. All of a page's screens hang on one
//! socket (`wire`) and one clock (`clock`).

mod bell;
pub mod clock;
mod code;
mod connected;
mod desk;
mod door;
mod phone;
mod screen;
pub mod tally;
pub mod wire;
pub mod words;

pub use code::LiveCode;
pub use connected::Connected;
pub use desk::LiveHost;
pub use door::LivePage;
pub use screen::LiveScreen;
