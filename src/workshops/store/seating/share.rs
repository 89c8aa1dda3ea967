//! How a host shares out the seats.

use crate::kit::id::WorkshopId;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::model::seating::Mode;
use crate::workshops::store::plan::{SeatRule, replace_rules};

/// Replaces the rules of a workshop and how its seats are given. The workshop must be locked, or a draft; the caller
/// settles afterwards.
pub async fn share_out(conn: &mut Conn, id: &WorkshopId, mode: Mode, rules: &[SeatRule]) -> Result<()> {
    let draw_at = match mode {
        Mode::First | Mode::Approval => None,
        Mode::Lottery { draw_at, .. } => Some(draw_at.0),
    };
    sqlx::query("update workshops set mode = $2, draw_at = $3 where id = $1")
        .bind(id.as_str())
        .bind(mode.as_str())
        .bind(draw_at)
        .execute(&mut *conn)
        .await?;
    replace_rules(conn, id, rules).await
}
