//! SQL and row mapping.

use crate::kit::id::{AnswerId, UserId};
use crate::server::Result;
use crate::server::db::Conn;

/// The sitting that was begun and not finished.
pub async fn unfinished(_conn: &mut Conn, _owner: &UserId) -> Result<Option<AnswerId>> {
    Ok(None)
}
