//! SQL of the sheets. The whole state of a sitting is one text, sealed with its owner's key, in the same table as the
//! value cards; copies for coaches too. What stands here never touches a sitting of the value cards, and their store
//! never one of these.

pub mod answers;
pub mod consents;
pub mod gifts;
pub mod shares;
pub mod tags;

pub use answers::{Answer, Round};

use serde::{Deserialize, Serialize};

use crate::server::Result;
use crate::server::failure::Failure;

/// A body as text to be sealed.
fn write<T: Serialize>(body: &T) -> Result<String> {
    serde_json::to_string(body).map_err(|error| Failure::other("writing a sheet", error))
}

/// A text that was sealed.
fn read<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T> {
    // The cause could quote private text, so it is not kept.
    serde_json::from_str(text).map_err(|_| Failure::refused("a sheet could not be read".to_owned()))
}
