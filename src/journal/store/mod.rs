//! SQL and row mapping. Every function takes the owner, or the coach whom a copy was sent to; what belongs to
//! somebody else is `NotFound`, like what never was.

mod entries;
mod readers;
mod received;
mod revisions;
mod shares;

pub use entries::{Entry, ListedEntry, Unfinished, create_entry, delete_entry, entries, entry, unfinished};
pub use readers::{Reading, log_access, readings};
pub use received::{Held, SharedEntry, Waiting, held_by, open_share, queue_of};
pub use revisions::{Outcome, Save, Writer, answers, restore, save, versions};
pub use shares::{NewShare, SentReply, SentShare, Shared, replies, share, shares_of, withdraw};

use crate::server::{Failure, Result};

/// A sealed document, read.
fn parse<T: serde::de::DeserializeOwned>(json: &str) -> Result<T> {
    // The cause is not told: it could quote the text.
    serde_json::from_str(json).map_err(|_| Failure::refused("a sealed document cannot be read".to_owned()))
}

/// A document, ready to be sealed.
fn write<T: serde::Serialize>(document: &T) -> Result<String> {
    serde_json::to_string(document).map_err(|_| Failure::refused("a document cannot be written".to_owned()))
}
