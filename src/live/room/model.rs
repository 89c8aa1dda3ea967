//! The rules of a room: how the run moves, what goes over the wire, what forms send.

pub mod acts;
pub mod forms;
pub mod run;
pub mod shown;
pub mod wire;

pub use acts::{Act, Deed};
pub use forms::{CallForm, CodeForm, CommandForm, EnterForm, NoticeForm, RoomForm, SwitchForm};
pub use run::{Command, Refusal, Run};
pub use shown::{Console, Door, Inside};

/// How long somebody whose last tab closed still counts as here, in seconds: a page that is loaded anew is no leaving.
pub const LINGERS: i64 = 8;

/// How long presence lasts without another sign of life, in seconds.
pub const LASTS: i64 = 25;

/// How often each process says who is with it, in seconds.
pub const BEAT: u64 = 10;
