//! How a host shares out the seats.

use crate::kit::id::WorkshopId;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::model::seating::{Mode, Rule};

/// Replaces the rules of a workshop and how its seats are given. The workshop must be locked, or a draft; the caller
/// settles afterwards.
pub async fn share_out(conn: &mut Conn, id: &WorkshopId, mode: Mode, rules: &[Rule]) -> Result<()> {
    let (mode, draw_at) = match mode {
        Mode::First => ("first", None),
        Mode::Approval => ("approval", None),
        Mode::Lottery { draw_at, .. } => ("lottery", Some(draw_at.0)),
    };
    sqlx::query("update workshops set mode = $2, draw_at = $3 where id = $1")
        .bind(id.as_str())
        .bind(mode)
        .bind(draw_at)
        .execute(&mut *conn)
        .await?;
    sqlx::query("delete from seat_rules where workshop_id = $1").bind(id.as_str()).execute(&mut *conn).await?;
    for rule in rules {
        sqlx::query(
            "insert into seat_rules (workshop_id, profession, kept, most, target, released_at)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id.as_str())
        .bind(rule.profession.as_str())
        .bind(rule.kept)
        .bind(rule.most)
        .bind(rule.target)
        .bind(rule.released_at.map(|at| at.0))
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}
