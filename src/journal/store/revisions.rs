//! Versions: their words, sealed, and what is known of them without opening any.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Writer, parse, write};
use crate::journal::model::{Answers, Kind, Version, chars, cut};
use crate::kit::id::{EntryId, RowId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, UserKey, Vault};
use crate::server::db::Conn;

/// So many versions are opened at once.
const OPENED: i64 = 20;

/// A version to be, without its words.
pub(super) struct New<'a> {
    pub id: &'a RowId,
    pub seq: i64,
    pub base: i64,
    pub other: i64,
    pub kind: Kind,
    pub from: Option<&'a Writer>,
}

/// The words of one version; version 0 is the empty sheet.
pub async fn answers(conn: &mut Conn, vault: &Vault, owner: &UserId, entry: &EntryId, version: i64) -> Result<Answers> {
    if version == 0 {
        return Ok(Answers::default());
    }
    let row = sqlx::query(
        "select r.id, r.body from journal_revisions r join journal_entries e on e.id = r.entry_id
         where r.entry_id = $1 and r.seq = $2 and e.owner_id = $3 and e.deleted_at is null and length(r.body) > 0",
    )
    .bind(entry.as_str())
    .bind(version)
    .bind(owner.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let key = vault.key_of(conn, owner).await?;
    opened(&key, &row.try_get::<String, _>(0)?, &row.try_get::<Vec<u8>, _>(1)?)
}

/// Every version of an entry, in the order of saving.
pub async fn versions(conn: &mut Conn, owner: &UserId, entry: &EntryId) -> Result<Vec<Version>> {
    let rows = sqlx::query(
        "select seq, base_seq, other_seq, kind, saved_at, chars, cut, kept from journal_revisions
         where entry_id = $1 and owner_id = $2 and length(body) > 0 order by seq",
    )
    .bind(entry.as_str())
    .bind(owner.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(version).collect()
}

/// The next versions of an entry after number `after`, opened, in the order of saving: a few at a time, so that years of
/// writing never lie open at once.
pub async fn opened_after(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    entry: &EntryId,
    after: i64,
) -> Result<Vec<(Version, Answers)>> {
    let rows = sqlx::query(
        "select r.seq, r.base_seq, r.other_seq, r.kind, r.saved_at, r.chars, r.cut, r.kept, r.id, r.body
         from journal_revisions r join journal_entries e on e.id = r.entry_id
         where r.entry_id = $1 and e.owner_id = $2 and e.deleted_at is null and r.seq > $3 and length(r.body) > 0
         order by r.seq limit $4",
    )
    .bind(entry.as_str())
    .bind(owner.as_str())
    .bind(after)
    .bind(OPENED)
    .fetch_all(&mut *conn)
    .await?;
    let key = vault.key_of(conn, owner).await?;
    let open = |row: &AnyRow| {
        let words = opened(&key, &row.try_get::<String, _>(8)?, &row.try_get::<Vec<u8>, _>(9)?)?;
        Ok((version(row)?, words))
    };
    rows.iter().map(open).collect()
}

fn version(row: &AnyRow) -> Result<Version> {
    Ok(Version {
        seq: row.try_get(0)?,
        base: row.try_get(1)?,
        other: row.try_get(2)?,
        kind: Kind::parse(&row.try_get::<String, _>(3)?),
        saved_at: Moment(row.try_get(4)?),
        chars: row.try_get(5)?,
        cut: row.try_get(6)?,
        kept: row.try_get::<i64, _>(7)? != 0,
    })
}

/// The words of a version that a page was written on; those of the nearest earlier one that is still there, when that
/// page was away for so long that its own was cleared away.
pub(super) async fn at_or_before(conn: &mut Conn, key: &UserKey, entry: &EntryId, seq: i64) -> Result<Answers> {
    let row = sqlx::query(
        "select id, body from journal_revisions
         where entry_id = $1 and seq <= $2 and length(body) > 0 order by seq desc limit 1",
    )
    .bind(entry.as_str())
    .bind(seq)
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(Answers::default()) };
    opened(key, &row.try_get::<String, _>(0)?, &row.try_get::<Vec<u8>, _>(1)?)
}

/// The last version of a page that holds its words as they were at a turn, if it had saved by then.
pub(super) async fn of_turn(
    conn: &mut Conn,
    key: &UserKey,
    entry: &EntryId,
    from: &Writer,
) -> Result<Option<(i64, Answers)>> {
    let row = sqlx::query(
        "select id, body, seq from journal_revisions
         where entry_id = $1 and writer = $2 and turn <= $3 and length(body) > 0
         order by turn desc, seq desc limit 1",
    )
    .bind(entry.as_str())
    .bind(&from.page)
    .bind(from.turn)
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let words = opened(key, &row.try_get::<String, _>(0)?, &row.try_get::<Vec<u8>, _>(1)?)?;
    Ok(Some((row.try_get(2)?, words)))
}

/// Adds a version.
pub(super) async fn append(
    conn: &mut Conn,
    key: &UserKey,
    owner: &UserId,
    entry: &EntryId,
    new: &New<'_>,
    (before, words): (&Answers, &Answers),
    now: Moment,
) -> Result<()> {
    let body = key.seal(cell(new.id.as_str()), &write(words)?)?;
    let (page, turn) = new.from.map_or(("", 0), |from| (from.page.as_str(), from.turn));
    sqlx::query(
        "insert into journal_revisions (id, entry_id, owner_id, seq, base_seq, other_seq, kind, body, saved_at, writer,
                                        turn, chars, cut)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(new.id.as_str())
    .bind(entry.as_str())
    .bind(owner.as_str())
    .bind(new.seq)
    .bind(new.base)
    .bind(new.other)
    .bind(new.kind.as_str())
    .bind(body)
    .bind(now.0)
    .bind(page)
    .bind(turn)
    .bind(chars(words))
    .bind(cut(before, words))
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that the person pressed a button to keep a version.
pub(super) async fn mark_pressed(conn: &mut Conn, entry: &EntryId, seq: i64) -> Result<()> {
    sqlx::query(
        "update journal_revisions set kind = 'checkpoint' where entry_id = $1 and seq = $2 and kind = 'autosave'",
    )
    .bind(entry.as_str())
    .bind(seq)
    .execute(conn)
    .await?;
    Ok(())
}

fn cell(row: &str) -> Cell<'_> {
    Cell { table: "journal_revisions", column: "body", row }
}

fn opened(key: &UserKey, row: &str, sealed: &[u8]) -> Result<Answers> {
    parse(&key.open(cell(row), sealed)?)
}
