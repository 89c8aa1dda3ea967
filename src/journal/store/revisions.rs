//! Saving. Every save is a new version; none is ever written over, so two screens cannot cost each other a word.

use sqlx::Row;

use super::{entry, parse, write};
use crate::journal::model::{Answers, Version};
use crate::kit::id::{EntryId, RowId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::{Conn, lock_row};

/// What to save.
#[derive(Clone, Debug)]
pub struct Save {
    /// In which entry.
    pub entry: EntryId,
    /// The id that a new version gets.
    pub revision: RowId,
    /// The version that this was written on.
    pub base: i64,
    /// The words.
    pub answers: Answers,
    /// Whether the person is done with it.
    pub finish: bool,
    /// Where it comes from.
    pub from: Writer,
}

/// An opened page, and how often its words had changed when it sent them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writer {
    /// Which page; empty when it is none that can send twice.
    pub page: String,
    /// Grows with every change.
    pub turn: i64,
}

/// What a save came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The version that holds the words now.
    pub seq: i64,
    /// The version that another screen had written meanwhile.
    pub elsewhere: Option<i64>,
}

/// Saves as a new version, and says so when the newest one was not the one that this was written on. The same
/// words again make no new version. Nor do words that the same page has followed up already: two requests of a page may
/// overtake each other, and the later words hold what the earlier ones held.
pub async fn save(conn: &mut Conn, vault: &Vault, owner: &UserId, save: &Save, now: Moment) -> Result<Outcome> {
    lock_row(conn, "select id from journal_entries where id = $1 for update", save.entry.as_str()).await?;
    let head = entry(conn, owner, &save.entry).await?.head;
    let overtaken = overtaken(conn, save).await?;
    let same = answers(conn, vault, owner, &save.entry, head).await? == save.answers;
    let outcome = if overtaken || same {
        if same {
            note_turn(conn, save, head).await?;
        }
        Outcome { seq: head, elsewhere: None }
    } else {
        append(conn, vault, owner, save, head + 1, now).await?;
        Outcome { seq: head + 1, elsewhere: (save.base != head).then_some(head) }
    };
    if save.finish && outcome.seq > 0 {
        sqlx::query("update journal_entries set finished_at = $2 where id = $1 and finished_at is null")
            .bind(save.entry.as_str())
            .bind(now.0)
            .execute(conn)
            .await?;
    }
    Ok(outcome)
}

/// Whether the page of this save has sent words that were written after these.
async fn overtaken(conn: &mut Conn, save: &Save) -> Result<bool> {
    let row = sqlx::query(
        "select count(*) from journal_revisions where entry_id = $1 and writer = $2 and writer <> '' and turn > $3",
    )
    .bind(save.entry.as_str())
    .bind(&save.from.page)
    .bind(save.from.turn)
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

/// Notes that a page came back to the words of the newest version, if that is its own.
async fn note_turn(conn: &mut Conn, save: &Save, head: i64) -> Result<()> {
    sqlx::query(
        "update journal_revisions set turn = $4
         where entry_id = $1 and seq = $2 and writer = $3 and writer <> '' and turn < $4",
    )
    .bind(save.entry.as_str())
    .bind(head)
    .bind(&save.from.page)
    .bind(save.from.turn)
    .execute(conn)
    .await?;
    Ok(())
}

/// Brings the words of an older version back, as a new one.
pub async fn restore(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &EntryId,
    version: i64,
    revision: &RowId,
    now: Moment,
) -> Result<Outcome> {
    lock_row(conn, "select id from journal_entries where id = $1 for update", id.as_str()).await?;
    let base = entry(conn, owner, id).await?.head;
    let answers = answers(conn, vault, owner, id, version).await?;
    let again =
        Save { entry: id.clone(), revision: revision.clone(), base, answers, finish: false, from: Writer::default() };
    save(conn, vault, owner, &again, now).await
}

/// The words of one version; version 0 is the empty sheet.
pub async fn answers(conn: &mut Conn, vault: &Vault, owner: &UserId, entry: &EntryId, version: i64) -> Result<Answers> {
    if version == 0 {
        return Ok(Answers::default());
    }
    let row = sqlx::query(
        "select r.id, r.body from journal_revisions r join journal_entries e on e.id = r.entry_id
         where r.entry_id = $1 and r.seq = $2 and e.owner_id = $3 and e.deleted_at is null",
    )
    .bind(entry.as_str())
    .bind(version)
    .bind(owner.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let revision: String = row.try_get(0)?;
    let key = vault.key_of(conn, owner).await?;
    let cell = Cell { table: "journal_revisions", column: "body", row: &revision };
    parse(&key.open(cell, &row.try_get::<Vec<u8>, _>(1)?)?)
}

/// Every version of an entry, in the order of saving.
pub async fn versions(conn: &mut Conn, owner: &UserId, entry: &EntryId) -> Result<Vec<Version>> {
    let rows = sqlx::query(
        "select seq, base_seq, saved_at from journal_revisions where entry_id = $1 and owner_id = $2 order by seq",
    )
    .bind(entry.as_str())
    .bind(owner.as_str())
    .fetch_all(conn)
    .await?;
    let read = |row: &sqlx::any::AnyRow| {
        Ok(Version { seq: row.try_get(0)?, base: row.try_get(1)?, saved_at: Moment(row.try_get(2)?) })
    };
    rows.iter().map(read).collect()
}

async fn append(conn: &mut Conn, vault: &Vault, owner: &UserId, save: &Save, seq: i64, now: Moment) -> Result<()> {
    let cell = Cell { table: "journal_revisions", column: "body", row: save.revision.as_str() };
    let body = vault.key_of(conn, owner).await?.seal(cell, &write(&save.answers)?)?;
    sqlx::query(
        "insert into journal_revisions (id, entry_id, owner_id, seq, base_seq, body, saved_at, writer, turn)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(save.revision.as_str())
    .bind(save.entry.as_str())
    .bind(owner.as_str())
    .bind(seq)
    .bind(save.base)
    .bind(body)
    .bind(now.0)
    .bind(&save.from.page)
    .bind(save.from.turn)
    .execute(&mut *conn)
    .await?;
    sqlx::query("update journal_entries set head_seq = $2, updated_at = $3 where id = $1")
        .bind(save.entry.as_str())
        .bind(seq)
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}
