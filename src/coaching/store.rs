//! SQL and row mapping.

use super::model::UnreadAnswer;
use crate::kit::id::UserId;
use crate::server::Result;
use crate::server::db::Conn;

/// How many shares wait for this coach's answer.
pub async fn waiting_for(_conn: &mut Conn, _coach: &UserId) -> Result<i64> {
    Ok(0)
}

/// The newest answer that its receiver has not read yet.
pub async fn unread_answer(_conn: &mut Conn, _owner: &UserId) -> Result<Option<UnreadAnswer>> {
    Ok(None)
}
