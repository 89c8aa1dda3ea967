//! What the tools expect of the room that they are in. The only place that knows the room's tables.

use sqlx::Row;

use crate::kit::Error;
use crate::kit::id::{UserId, WorkshopId};
use crate::live::plan::model::{Block, RunSheet};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::{Failure, Result};
use crate::server::state::AppState;
use crate::workshops::model::Editor;
use crate::workshops::store::for_editor;

/// Locks a room until the transaction ends.
pub const LOCK: &str = "select workshop_id from live_rooms where workshop_id = $1 for update";

/// Somebody who came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their number in the room.
    pub seat: i64,
    /// The name they want to be called.
    pub name: String,
}

/// Locks the room, if it is open: what every change begins with.
pub async fn locked(conn: &mut Conn, id: &WorkshopId) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    sqlx::query("select workshop_id from live_rooms where workshop_id = $1 and closed_at is null")
        .bind(id.as_str())
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(())
}

/// The same for whoever may change the workshop.
pub async fn locked_by(conn: &mut Conn, editor: &Editor, id: &WorkshopId) -> Result<()> {
    for_editor(conn, editor, id).await?;
    locked(conn, id).await
}

/// Who came in and still has a seat; `NotFound` for everybody else.
pub async fn member_of(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<Member> {
    let row = sqlx::query(
        "select p.seat, p.name from live_people p
         join registrations r on r.workshop_id = p.workshop_id and r.user_id = p.user_id
         where p.workshop_id = $1 and p.user_id = $2 and p.left_at is null
           and r.confirmed_at is not null and r.cancelled_at is null",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Member { seat: row.try_get(0)?, name: row.try_get(1)? })
}

/// Says that something changed which screens show: what every change ends with. Answers the room's new `seq`.
pub async fn touched(conn: &mut Conn, id: &WorkshopId) -> Result<i64> {
    let row = sqlx::query("update live_rooms set seq = seq + 1 where workshop_id = $1 returning seq")
        .bind(id.as_str())
        .fetch_one(&mut *conn)
        .await?;
    let seq: i64 = row.try_get(0)?;
    if conn.backend_name() == "PostgreSQL" {
        // In the place of a table: what the function itself answers is of no type that can be read.
        sqlx::query("select 1 from pg_notify('live', $1)").bind(format!("{id}:{seq}")).execute(&mut *conn).await?;
    }
    Ok(seq)
}

/// A block of the sheet that the room runs by; `NotFound` when it has none of that key.
pub async fn block(conn: &mut Conn, id: &WorkshopId, key: &str) -> Result<Block> {
    let row = sqlx::query("select sheet from live_rooms where workshop_id = $1")
        .bind(id.as_str())
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)?;
    let sheet: RunSheet = serde_json::from_str(&row.try_get::<String, _>(0)?)
        .map_err(|error| Failure::other("reading the sheet of a room", error))?;
    Ok(sheet.blocks.into_iter().find(|block| block.key == key).ok_or(Error::NotFound)?)
}

/// Rings the screens of this process, after the commit.
pub fn ring(state: &AppState, id: &WorkshopId) {
    state.live.ring(id);
}
