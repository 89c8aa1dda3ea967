//! Entries: begun, listed, deleted.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::parse;
use crate::coaching::sharing::store::drop_drafts;
use crate::journal::model::Answers;
use crate::kit::id::{EntryId, UserId};
use crate::kit::page::Page;
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::{Conn, lock_row};

/// How many entries stand on one page of the list.
const PAGE: usize = 20;

/// An entry without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: EntryId,
    /// Its template's name.
    pub template: String,
    /// When it was begun.
    pub created_at: Moment,
    /// When the person was done with it.
    pub finished_at: Option<Moment>,
    /// The newest version; 0 before the first save.
    pub head: i64,
}

/// An entry in the list.
#[derive(Clone, Debug)]
pub struct ListedEntry {
    /// The entry.
    pub entry: Entry,
    /// Its newest words.
    pub answers: Answers,
    /// Whether a coach has a copy.
    pub sent: bool,
    /// Whether an answer has not been read yet.
    pub answered: bool,
}

/// The entry that waits to be written on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Which.
    pub entry: EntryId,
    /// Its template's name.
    pub template: String,
    /// When it was last saved.
    pub updated_at: Moment,
}

/// How long an empty sheet is taken for the one that is wanted, in minutes.
const FRESH: i64 = 60;

/// How long an empty sheet is kept: a page may be open on it, and its words on their way.
const EMPTY_DAYS: i64 = 90;

/// Begins an entry. A fresh sheet of the same template that nobody wrote on is taken instead of another one, so
/// that a doubled request changes nothing; old empty sheets go.
pub async fn create_entry(
    conn: &mut Conn,
    owner: &UserId,
    id: &EntryId,
    template: &str,
    template_version: i64,
    now: Moment,
) -> Result<EntryId> {
    lock_row(conn, "select id from users where id = $1 for update", owner.as_str()).await?;
    for old in [
        "delete from journal_branches where entry_id in
            (select id from journal_entries where owner_id = $1 and last_seq = 0 and created_at < $2)",
        "delete from journal_entries where owner_id = $1 and last_seq = 0 and created_at < $2",
    ] {
        let before = now.plus_days(-EMPTY_DAYS);
        sqlx::query(old).bind(owner.as_str()).bind(before.0).execute(&mut *conn).await?;
    }
    let empty = sqlx::query(
        "select id from journal_entries
         where owner_id = $1 and template = $2 and template_version = $3 and head_seq = 0 and deleted_at is null
           and created_at >= $4
         order by id limit 1",
    )
    .bind(owner.as_str())
    .bind(template)
    .bind(template_version)
    .bind(now.plus_minutes(-FRESH).0)
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(row) = empty {
        return Ok(row.try_get::<String, _>(0)?.parse()?);
    }
    sqlx::query(
        "insert into journal_entries (id, owner_id, template, template_version, head_seq, created_at, updated_at)
         values ($1, $2, $3, $4, 0, $5, $5)",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .bind(template)
    .bind(template_version)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(id.clone())
}

/// One entry of `owner`.
pub async fn entry(conn: &mut Conn, owner: &UserId, id: &EntryId) -> Result<Entry> {
    let row = sqlx::query(
        "select id, template, created_at, finished_at, head_seq from journal_entries
         where id = $1 and owner_id = $2 and deleted_at is null",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    from_row(&row)
}

/// The template of an entry of `owner`, deleted or not: what is saved into it is read by it.
pub async fn template_of(conn: &mut Conn, owner: &UserId, id: &EntryId) -> Result<String> {
    let row = sqlx::query("select template from journal_entries where id = $1 and owner_id = $2")
        .bind(id.as_str())
        .bind(owner.as_str())
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(row.try_get(0)?)
}

/// The entries of `owner` that hold words, newest first, after the cursor of the page before.
pub async fn entries(conn: &mut Conn, vault: &Vault, owner: &UserId, after: &str) -> Result<Page<ListedEntry>> {
    let (before, before_id) = read_cursor(after);
    let rows = sqlx::query(
        "select e.id, e.template, e.created_at, e.finished_at, e.head_seq, r.id, r.body,
                (select count(*) from journal_shares s where s.entry_id = e.id and s.revoked_at is null),
                (select count(*) from coach_answers a join journal_shares s on s.id = a.share_id
                 where s.entry_id = e.id and a.read_at is null)
         from journal_entries e join journal_revisions r on r.entry_id = e.id and r.seq = e.head_seq
         where e.owner_id = $1 and e.deleted_at is null
           and (e.created_at < $2 or (e.created_at = $2 and e.id < $3))
         order by e.created_at desc, e.id desc limit $4",
    )
    .bind(owner.as_str())
    .bind(before.0)
    .bind(before_id)
    .bind(PAGE as i64 + 1)
    .fetch_all(&mut *conn)
    .await?;
    let key = vault.key_of(conn, owner).await?;
    let mut listed = Vec::with_capacity(rows.len());
    for row in rows {
        let revision: String = row.try_get(5)?;
        let cell = Cell { table: "journal_revisions", column: "body", row: &revision };
        listed.push(ListedEntry {
            entry: from_row(&row)?,
            answers: parse(&key.open(cell, &row.try_get::<Vec<u8>, _>(6)?)?)?,
            sent: row.try_get::<i64, _>(7)? > 0,
            answered: row.try_get::<i64, _>(8)? > 0,
        });
    }
    Ok(Page::from_rows(listed, PAGE, |one| write_cursor(one.entry.created_at, one.entry.id.as_str())))
}

/// The entry that was written on last and is not finished.
pub async fn unfinished(conn: &mut Conn, owner: &UserId) -> Result<Option<Unfinished>> {
    let row = sqlx::query(
        "select id, template, updated_at from journal_entries
         where owner_id = $1 and deleted_at is null and finished_at is null and head_seq > 0
         order by updated_at desc, id desc limit 1",
    )
    .bind(owner.as_str())
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Unfinished {
        entry: row.try_get::<String, _>(0)?.parse()?,
        template: row.try_get(1)?,
        updated_at: Moment(row.try_get(2)?),
    }))
}

/// Deletes an entry: its words, the copies that coaches have, and what was said about them are emptied. The copies come
/// before the rest: a coach who is answering holds the copy, so that their words are there when the answers are
/// emptied, and whoever comes later finds no copy to answer.
pub async fn delete_entry(conn: &mut Conn, owner: &UserId, id: &EntryId, now: Moment) -> Result<()> {
    let done = sqlx::query(
        "update journal_entries set deleted_at = $3 where id = $1 and owner_id = $2 and deleted_at is null",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::NotFound.into());
    }
    for emptied in [
        "update journal_shares set body = $2 where entry_id = $1",
        "update coach_answers set body = $2 where share_id in (select id from journal_shares where entry_id = $1)",
        "update review_comments set body = $2 where share_id in (select id from journal_shares where entry_id = $1)",
        "update review_messages set body = $2 where share_id in (select id from journal_shares where entry_id = $1)",
        "update coach_notes set body = $2 where share_id in (select id from journal_shares where entry_id = $1)",
        "update supervisions set body = $2 where share_id in (select id from journal_shares where entry_id = $1)",
        "update supervision_words set body = $2 where supervision_id in (
             select q.id from supervisions q join journal_shares s on s.id = q.share_id where s.entry_id = $1)",
        "update journal_revisions set body = $2 where entry_id = $1",
    ] {
        sqlx::query(emptied).bind(id.as_str()).bind(Vec::<u8>::new()).execute(&mut *conn).await?;
    }
    drop_drafts(conn, id).await?;
    sqlx::query("update journal_shares set revoked_at = $2 where entry_id = $1 and revoked_at is null")
        .bind(id.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Deletes an entry from an opened page: what that page still has on its way does not bring the entry back, while what
/// another one saves does.
pub async fn delete_entry_from(conn: &mut Conn, owner: &UserId, id: &EntryId, page: &str, now: Moment) -> Result<()> {
    lock_row(conn, "select id from journal_entries where id = $1 for update", id.as_str()).await?;
    delete_entry(conn, owner, id, now).await?;
    sqlx::query("update journal_entries set deleted_by = $2 where id = $1")
        .bind(id.as_str())
        .bind(page)
        .execute(conn)
        .await?;
    Ok(())
}

fn from_row(row: &AnyRow) -> Result<Entry> {
    Ok(Entry {
        id: row.try_get::<String, _>(0)?.parse()?,
        template: row.try_get(1)?,
        created_at: Moment(row.try_get(2)?),
        finished_at: row.try_get::<Option<i64>, _>(3)?.map(Moment),
        head: row.try_get(4)?,
    })
}

/// The cursor of a row: its moment and its id.
pub(crate) fn write_cursor(at: Moment, id: &str) -> String {
    format!("{}_{id}", at.0)
}

/// The moment and id of a cursor; anything that is none stands before the newest row.
pub(crate) fn read_cursor(cursor: &str) -> (Moment, String) {
    let parts = cursor.split_once('_').and_then(|(at, id)| Some((Moment(at.parse().ok()?), id.to_owned())));
    parts.filter(|(_, id)| crate::kit::id::is_uuid(id)).unwrap_or((Moment(i64::MAX), String::new()))
}
