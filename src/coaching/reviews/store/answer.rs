//! Returning a review: the answer and every remark that waited, at once.

use sqlx::Row;

use super::notes::finish;
use super::take;
use crate::journal::store::held_by;
use crate::kit::id::{EntryId, RowId, ShareId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::Conn;

/// What became of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It was kept; its receiver and their entry.
    Sent(UserId, EntryId),
    /// The same words were sent before.
    Again,
    /// Other words were sent before; these were not kept.
    Already,
}

/// Returns a review, once. The text is sealed with the member's key; the remarks of this coach go along. `Conflict`
/// when another coach holds the copy.
pub async fn answer(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    share: &ShareId,
    id: &RowId,
    text: &str,
    now: Moment,
) -> Result<Answered> {
    let held = held_by(conn, coach, share, now).await?;
    let key = vault.key_of(conn, &held.owner).await?;
    if let Some((before, _)) = held.answer(&key)? {
        return Ok(if before == text { Answered::Again } else { Answered::Already });
    }
    take(conn, &held, coach, share, now).await?;
    let body = key.seal(cell(id.as_str()), text)?;
    sqlx::query(
        "insert into coach_answers (id, share_id, owner_id, coach_id, body, sent_at) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id.as_str())
    .bind(share.as_str())
    .bind(held.owner.as_str())
    .bind(coach.as_str())
    .bind(body)
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    sqlx::query("update journal_shares set returned_at = $2 where id = $1")
        .bind(share.as_str())
        .bind(now.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "update review_comments set returned_at = $3
         where share_id = $1 and coach_id = $2 and returned_at is null and deleted_at is null",
    )
    .bind(share.as_str())
    .bind(coach.as_str())
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    finish(conn, vault, coach, share, id, now).await?;
    Ok(Answered::Sent(held.owner, held.entry))
}

/// The answer to a copy for its author: who gave it, the words, when, and whether the copy is still open to talk on.
pub async fn returned(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    share: &ShareId,
    now: Moment,
) -> Result<(String, String, Moment, bool)> {
    let row = sqlx::query(
        "select a.id, a.body, u.name, a.sent_at, s.revoked_at, s.expires_at
         from coach_answers a
         join journal_shares s on s.id = a.share_id
         join journal_entries e on e.id = s.entry_id
         join users u on u.id = a.coach_id
         where a.share_id = $1 and a.owner_id = $2 and e.deleted_at is null",
    )
    .bind(share.as_str())
    .bind(owner.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let id: String = row.try_get(0)?;
    let key = vault.key_of(conn, owner).await?;
    let text = key.open(cell(&id), &row.try_get::<Vec<u8>, _>(1)?)?;
    let revoked = row.try_get::<Option<i64>, _>(4)?.is_some();
    let expired = row.try_get::<Option<i64>, _>(5)?.is_some_and(|at| at <= now.0);
    Ok((row.try_get(2)?, text, Moment(row.try_get(3)?), !revoked && !expired))
}

fn cell(row: &str) -> Cell<'_> {
    Cell { table: "coach_answers", column: "body", row }
}
