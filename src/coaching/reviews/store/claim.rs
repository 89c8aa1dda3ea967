//! Holding a copy. One coach at a time; after 48 hours in which nothing happened it is free for the others.

use crate::journal::store::{Held, held_by};
use crate::kit::id::{ShareId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::db::Conn;

/// Takes a copy on. `Conflict` when another coach holds it, or when something happened that the page did not show.
pub async fn claim(conn: &mut Conn, coach: &UserId, share: &ShareId, turn: i64, now: Moment) -> Result<()> {
    let held = held_by(conn, coach, share, now).await?;
    let mine = held.claim.as_ref().is_some_and(|claim| claim.by == *coach);
    if held.turn != turn && !mine {
        return Err(Error::Conflict.into());
    }
    take(conn, &held, coach, share, now).await
}

/// Holds a copy that lies open: whoever works on it has it. `held` is locked.
pub async fn take(conn: &mut Conn, held: &Held, coach: &UserId, share: &ShareId, now: Moment) -> Result<()> {
    if held.claim.as_ref().is_some_and(|claim| claim.bars(coach, now)) {
        return Err(Error::Conflict.into());
    }
    sqlx::query("update journal_shares set claimed_by = $2, claimed_at = $3, turn = turn + 1 where id = $1")
        .bind(share.as_str())
        .bind(coach.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Gives a copy back to the others. What was not returned stays with the coach who wrote it.
pub async fn release(conn: &mut Conn, coach: &UserId, share: &ShareId, now: Moment) -> Result<()> {
    held_by(conn, coach, share, now).await?;
    sqlx::query(
        "update journal_shares set claimed_by = null, claimed_at = null, turn = turn + 1
         where id = $1 and claimed_by = $2 and returned_at is null",
    )
    .bind(share.as_str())
    .bind(coach.as_str())
    .execute(conn)
    .await?;
    Ok(())
}
