//! Seats: registering, giving back, offers, the host's word, the draw. Each path locks the workshop first and holds
//! its rows and its letters in one transaction; whatever may free a seat ends with `settle`.

mod change;
mod decide;
mod door;
mod draw;
mod leave;
mod links;
mod merge;
mod offers;
mod profession;
mod register;
mod room;
mod settle;
mod share;
mod sweep;

pub use change::mode_changed;
pub use decide::{Verdict, decide};
pub use door::{at_the_door, lock_both};
pub use draw::{Drawn, draw, result};
pub use leave::{Reason, cancel, leave, leave_for_good};
pub(super) use leave::{close, end, in_time, own_reason};
pub use links::{forget_old, make as make_link, owner as link_owner};
pub use merge::merge;
pub(super) use merge::move_words;
pub use offers::{Answered, accept, decline, expiry, set_wish};
pub use profession::follow as profession_changed;
pub use register::{Asking, class_of, join, register, register_with};
pub(super) use register::{needs_cell, place};
pub use room::{Counted, Held, held, held_by, left, room};
pub use settle::{movers, settle};
pub use share::share_out;
pub use sweep::{due, wake};

/// Locks the person, so that their profession stands still while a seat is given by it. Before the workshop, always.
pub(super) const LOCK_PERSON: &str = "select id from users where id = $1 for share";
