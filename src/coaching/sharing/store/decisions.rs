//! The log of what authors and coaches decided about findings. It holds kinds and reasons, never the words.

use crate::coaching::sharing::model::Decision;
use crate::kit::Moment;
use crate::kit::id::{RowId, UserId};
use crate::server::Result;
use crate::server::db::Conn;
use crate::server::state::new_id;

/// Writes the decisions of `actor` about something of `owner`: its kind and id.
pub async fn log_decisions(
    conn: &mut Conn,
    owner: &UserId,
    actor: &UserId,
    object: (&'static str, &str),
    decisions: &[Decision],
    now: Moment,
) -> Result<()> {
    for decision in decisions {
        let id: RowId = new_id(now);
        sqlx::query(
            "insert into deid_decisions
                 (id, object_kind, object_id, owner_id, actor_id, place, kind, level, decision, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(id.as_str())
        .bind(object.0)
        .bind(object.1)
        .bind(owner.as_str())
        .bind(actor.as_str())
        .bind(&decision.place)
        .bind(&decision.kind)
        .bind(decision.level)
        .bind(decision.decision)
        .bind(now.0)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}
