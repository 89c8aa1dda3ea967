//! SQL and row mapping.

use crate::kit::Moment;
use crate::kit::id::{EntryId, UserId};
use crate::server::Result;
use crate::server::db::Conn;

/// An entry that was begun.
pub struct Unfinished {
    /// Which.
    pub entry: EntryId,
    /// Its template.
    pub template: String,
    /// When it was last touched.
    pub updated_at: Moment,
}

/// The entry last begun and not finished.
pub async fn unfinished(_conn: &mut Conn, _owner: &UserId) -> Result<Option<Unfinished>> {
    Ok(None)
}
