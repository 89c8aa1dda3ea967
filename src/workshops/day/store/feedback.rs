//! Feedback without names: that somebody gave it and what they said stand in two tables that nothing joins. Neither
//! knows a time, the ids are pure chance, and the history is silent about it.

use sqlx::Row;

use crate::kit::Moment;
use crate::kit::id::{RowId, UserId, WorkshopId};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::day::model::{FEEDBACK_FROM, Feedback, Opinion};
use crate::workshops::model::Stage;
use crate::workshops::store::Workshop;

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// It is kept.
    Kept,
    /// This person gave theirs before; that one stands.
    Before,
    /// It is not over yet, or was called off.
    NotOver,
}

/// Keeps somebody's feedback, once. Whoever has no seat here finds no such page. `id` must not know the time.
pub async fn give(
    conn: &mut Conn,
    workshop: &WorkshopId,
    user: &UserId,
    id: &RowId,
    opinion: &Opinion,
    now: Moment,
) -> Result<Given> {
    let (workshop, _) = super::my_seat(conn, workshop, user).await?;
    if workshop.life.stage(now) != Stage::Past {
        return Ok(Given::NotOver);
    }
    let first = sqlx::query(
        "insert into feedback_given (workshop_id, user_id) values ($1, $2) on conflict (workshop_id, user_id) do nothing",
    )
    .bind(workshop.id.as_str())
    .bind(user.as_str())
    .execute(&mut *conn)
    .await?;
    if first.rows_affected() == 0 {
        return Ok(Given::Before);
    }
    sqlx::query("insert into feedback (id, workshop_id, helpful, safe, kept, wished) values ($1, $2, $3, $4, $5, $6)")
        .bind(id.as_str())
        .bind(workshop.id.as_str())
        .bind(opinion.helpful)
        .bind(opinion.safe)
        .bind(&opinion.kept)
        .bind(&opinion.wished)
        .execute(conn)
        .await?;
    Ok(Given::Kept)
}

/// Whether this person gave theirs.
pub async fn is_given(conn: &mut Conn, workshop: &WorkshopId, user: &UserId) -> Result<bool> {
    let row = sqlx::query("select count(*) from feedback_given where workshop_id = $1 and user_id = $2")
        .bind(workshop.as_str())
        .bind(user.as_str())
        .fetch_one(conn)
        .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

/// The feedback of a workshop from `for_editor`: how many, and what they say once there are enough of them.
pub async fn read(conn: &mut Conn, workshop: &Workshop) -> Result<Feedback> {
    let rows =
        sqlx::query("select helpful, safe, kept, wished from feedback where workshop_id = $1 order by id limit 1000")
            .bind(workshop.id.as_str())
            .fetch_all(conn)
            .await?;
    let count = rows.len() as i64;
    let mut opinions = Vec::new();
    if count >= FEEDBACK_FROM {
        for row in rows {
            opinions.push(Opinion {
                helpful: row.try_get(0)?,
                safe: row.try_get(1)?,
                kept: row.try_get(2)?,
                wished: row.try_get(3)?,
            });
        }
    }
    Ok(Feedback { count, opinions })
}
