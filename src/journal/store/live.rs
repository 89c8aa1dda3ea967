//! Copies that follow their entry. What a coach gets to see is the end of a spell of writing, never a sentence that is
//! just being written, and only the steps that were chosen.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{answers, parse, write};
use crate::journal::model::SentCopy;
use crate::kit::Moment;
use crate::kit::id::{EntryId, ShareId, UserId};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::Conn;

/// A version that nobody wrote on for so many minutes is the end of a spell.
const SPELL: i64 = 10;

/// What a copy would follow to next: whose it is, the entry, the copy as it is sealed now, and the version. No row while
/// there is nothing new. Whoever is done on one screen is not done on another: what was put together of both, or saved on
/// the other alone, is the end of a spell only when nobody writes on.
async fn next(conn: &mut Conn, share: &ShareId, now: Moment) -> Result<Option<AnyRow>> {
    let row = sqlx::query(
        "select s.owner_id, s.entry_id, s.body, r.seq
         from journal_shares s
         join journal_entries e on e.id = s.entry_id and e.deleted_at is null
         join journal_revisions r on r.entry_id = e.id and r.seq = e.head_seq
         where s.id = $1 and s.live > 0 and s.revoked_at is null and s.returned_at is null
           and r.seq > coalesce(s.live_seq, s.revision_seq)
           and (r.saved_at <= $2 or (e.finished_at >= r.saved_at and r.kind in ('checkpoint', 'restored')))",
    )
    .bind(share.as_str())
    .bind(now.plus_minutes(-SPELL).0)
    .fetch_optional(conn)
    .await?;
    Ok(row)
}

/// A newer version of what a copy follows: its number, and the copy as it would be. The steps are those of the copy.
pub async fn newer(conn: &mut Conn, vault: &Vault, share: &ShareId, now: Moment) -> Result<Option<(i64, SentCopy)>> {
    let Some(row) = next(conn, share, now).await? else { return Ok(None) };
    let owner: UserId = row.try_get::<String, _>(0)?.parse()?;
    let entry: EntryId = row.try_get::<String, _>(1)?.parse()?;
    let cell = Cell { table: "journal_shares", column: "body", row: share.as_str() };
    let key = vault.key_of(conn, &owner).await?;
    let copy: SentCopy = parse(&key.open(cell, &row.try_get::<Vec<u8>, _>(2)?)?)?;
    let seq: i64 = row.try_get(3)?;
    let newest = answers(conn, vault, &owner, &entry, seq).await?.only(&copy.answers.steps());
    Ok((!newest.is_empty()).then_some((seq, SentCopy { answers: newest, ask: copy.ask })))
}

/// The number of the version that a copy would follow to next, without opening it; none when there is nothing new.
pub async fn ahead(conn: &mut Conn, share: &ShareId, now: Moment) -> Result<Option<i64>> {
    Ok(next(conn, share, now).await?.map(|row| row.try_get(3)).transpose()?)
}

/// Lets a copy follow to a newer version. Belongs into the write that opens it.
pub async fn follow(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    share: &ShareId,
    (seq, copy): &(i64, SentCopy),
) -> Result<()> {
    let cell = Cell { table: "journal_shares", column: "body", row: share.as_str() };
    let body = vault.key_of(conn, owner).await?.seal(cell, &write(copy)?)?;
    sqlx::query(
        "update journal_shares set body = $2, live_seq = $3
         where id = $1 and live > 0 and $3 > coalesce(live_seq, revision_seq)",
    )
    .bind(share.as_str())
    .bind(body)
    .bind(*seq)
    .execute(conn)
    .await?;
    Ok(())
}
