//! Pages of a room: the code that leads there, and the door.

mod code;
mod door;

pub use code::LiveCode;
pub use door::LivePage;
