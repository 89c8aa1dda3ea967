//! SQL of the sheets. The whole state of a sitting is one text, sealed with its owner's key, in the same table as the
//! value cards; copies for coaches too. What stands here never touches a sitting of the value cards, and their store
//! never one of these.

pub mod answers;
pub mod consents;
pub mod forgetting;
pub mod gifts;
pub mod shares;
pub mod tags;

pub use answers::{Answer, Round};
