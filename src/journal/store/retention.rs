//! Clearing away the saves that are a few words apart from others, a week after.

use sqlx::Row;

use super::{branches, versions};
use crate::journal::model::may_go;
use crate::kit::Moment;
use crate::kit::id::{EntryId, UserId};
use crate::server::Result;
use crate::server::db::{Conn, lock_row};

/// How many entries are looked at in one write.
const BATCH: usize = 20;

/// How long every save is kept, in days.
const DAYS: i64 = 7;

/// Looks at the entries with saves that are a week old and of which it is not decided whether they stay. True when
/// there may be more of them.
pub async fn forget_old(conn: &mut Conn, now: Moment) -> Result<bool> {
    let before = now.plus_days(-DAYS);
    let rows = sqlx::query(
        "select distinct e.id, e.owner_id from journal_revisions r join journal_entries e on e.id = r.entry_id
         where r.kept = 0 and r.saved_at < $1 order by e.id limit $2",
    )
    .bind(before.0)
    .bind(BATCH as i64)
    .fetch_all(&mut *conn)
    .await?;
    for row in &rows {
        let entry: EntryId = row.try_get::<String, _>(0)?.parse()?;
        let owner: UserId = row.try_get::<String, _>(1)?.parse()?;
        decide(conn, &owner, &entry, now, before).await?;
    }
    Ok(rows.len() == BATCH)
}

async fn decide(conn: &mut Conn, owner: &UserId, entry: &EntryId, now: Moment, before: Moment) -> Result<()> {
    lock_row(conn, "select id from journal_entries where id = $1 for update", entry.as_str()).await?;
    let all = versions(conn, owner, entry).await?;
    let (head, pinned) = pinned(conn, entry).await?;
    for seq in may_go(&all, &pinned, head, now) {
        sqlx::query("delete from journal_revisions where entry_id = $1 and seq = $2")
            .bind(entry.as_str())
            .bind(seq)
            .execute(&mut *conn)
            .await?;
    }
    sqlx::query("update journal_revisions set kept = 1 where entry_id = $1 and saved_at < $2 and kept = 0")
        .bind(entry.as_str())
        .bind(before.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// The head, and the versions that something else needs: copies with coaches, and branches that are still apart.
async fn pinned(conn: &mut Conn, entry: &EntryId) -> Result<(i64, Vec<i64>)> {
    let row = sqlx::query("select head_seq, trunk_seq from journal_entries where id = $1")
        .bind(entry.as_str())
        .fetch_one(&mut *conn)
        .await?;
    let (head, trunk): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    let mut pinned = vec![trunk];
    for branch in branches::on_trunk(conn, entry, trunk).await? {
        pinned.extend([branch.fork, branch.tip]);
    }
    // What was sent, and what a coach has opened of a copy that followed the entry.
    let shown = sqlx::query(
        "select s.revision_seq from journal_shares s where s.entry_id = $1
         union select l.object_version from access_log l join journal_shares s on s.id = l.object_id
             where s.entry_id = $1 and l.owner_id = s.owner_id and l.object_kind = 'journal'",
    )
    .bind(entry.as_str())
    .fetch_all(conn)
    .await?;
    for row in shown {
        pinned.push(row.try_get(0)?);
    }
    Ok((head, pinned))
}
