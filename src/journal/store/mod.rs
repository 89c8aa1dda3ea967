//! SQL and row mapping. Every function takes the owner, or the coach whom a copy was sent to; what belongs to
//! somebody else is `NotFound`, like what never was.

mod branches;
mod entries;
mod live;
mod readers;
mod received;
mod retention;
mod revisions;
mod saving;
mod shares;

pub use entries::{
    Entry, ListedEntry, Unfinished, create_entry, delete_entry, delete_entry_from, entries, entry, template_of,
    unfinished,
};
pub(crate) use entries::{read_cursor, write_cursor};
pub use live::{ahead, follow, newer};
pub use readers::{Reading, log_access, log_action, readings};
pub use received::{Claim, Held, SharedEntry, Waiting, held_by, is_open, open_share, queue_of};
pub use retention::forget_old;
pub use revisions::{answers, opened_after, versions};
pub use saving::{Outcome, Save, Writer, restore, save};
pub use shares::{NewShare, SentReply, SentShare, Shared, copy_of, replies, share, shares_of, withdraw};

use crate::server::{Failure, Result};

/// A sealed document, read.
pub fn parse<T: serde::de::DeserializeOwned>(json: &str) -> Result<T> {
    // The cause is not told: it could quote the text.
    serde_json::from_str(json).map_err(|_| Failure::refused("a sealed document cannot be read".to_owned()))
}

/// A document, ready to be sealed.
pub(crate) fn write<T: serde::Serialize>(document: &T) -> Result<String> {
    serde_json::to_string(document).map_err(|_| Failure::refused("a document cannot be written".to_owned()))
}
