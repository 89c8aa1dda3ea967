//! SQL and row mapping.

use super::model::Mine;
use crate::kit::Moment;
use crate::kit::id::UserId;
use crate::server::Result;
use crate::server::db::Conn;

/// The next workshop that `user` is registered for.
pub async fn next_for(_conn: &mut Conn, _user: &UserId, _now: Moment) -> Result<Option<Mine>> {
    Ok(None)
}
