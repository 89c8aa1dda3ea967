//! Copies that their author still looks over. One for an entry.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sqlx::Row;

use crate::coaching::sharing::model::{Span, Want};
use crate::journal::model::SentCopy;
use crate::journal::store::{self as journal, parse, write};
use crate::kit::id::{DraftId, EntryId, ShareId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::{Conn, lock_row};

/// A copy before it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Of which entry.
    pub entry: EntryId,
    /// Of which version.
    pub version: i64,
    /// To whom.
    pub coaches: Vec<UserId>,
    /// For what.
    pub want: Vec<Want>,
    /// For how long.
    pub span: Span,
    /// Whether it follows the entry.
    pub live: bool,
    /// The words as they would go.
    pub copy: SentCopy,
    /// Why direct traces may stay.
    pub reasons: BTreeMap<String, String>,
    /// Indirect traces that were looked at.
    pub seen: Vec<String>,
    /// The ticked lines of the last look.
    pub checks: Vec<String>,
}

/// Begins a copy; an older one of the same entry that was not sent goes.
pub async fn begin(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &DraftId,
    draft: &Draft,
    now: Moment,
) -> Result<()> {
    lock_row(conn, "select id from journal_entries where id = $1 for update", draft.entry.as_str()).await?;
    journal::entry(conn, owner, &draft.entry).await?;
    drop_drafts(conn, &draft.entry).await?;
    let body = vault.key_of(conn, owner).await?.seal(cell(id.as_str()), &write(draft)?)?;
    sqlx::query("insert into share_drafts (id, entry_id, owner_id, body, updated_at) values ($1, $2, $3, $4, $5)")
        .bind(id.as_str())
        .bind(draft.entry.as_str())
        .bind(owner.as_str())
        .bind(body)
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// A copy of `owner` before it is sent.
pub async fn draft(conn: &mut Conn, vault: &Vault, owner: &UserId, id: &DraftId) -> Result<Draft> {
    let row = sqlx::query(
        "select d.body from share_drafts d join journal_entries e on e.id = d.entry_id
         where d.id = $1 and d.owner_id = $2 and e.deleted_at is null",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let key = vault.key_of(conn, owner).await?;
    parse(&key.open(cell(id.as_str()), &row.try_get::<Vec<u8>, _>(0)?)?)
}

/// What was sent from a draft of that id and lies open to coaches: of which entry, and the words.
pub async fn sent(conn: &mut Conn, vault: &Vault, owner: &UserId, id: &DraftId) -> Result<(EntryId, SentCopy)> {
    let share: ShareId = id.as_str().parse()?;
    let row = sqlx::query("select entry_id from journal_shares where id = $1 and owner_id = $2 and revoked_at is null")
        .bind(share.as_str())
        .bind(owner.as_str())
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(Error::NotFound)?;
    let entry: EntryId = row.try_get::<String, _>(0)?.parse()?;
    let (copy, _) = journal::copy_of(conn, vault, owner, &entry, &share).await?;
    Ok((entry, copy))
}

/// The copy of an entry that was begun and not sent.
pub async fn draft_of(conn: &mut Conn, owner: &UserId, entry: &EntryId) -> Result<Option<DraftId>> {
    let row = sqlx::query("select id from share_drafts where entry_id = $1 and owner_id = $2 order by id desc limit 1")
        .bind(entry.as_str())
        .bind(owner.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| row.try_get::<String, _>(0)).transpose()?.map(|id| id.parse()).transpose()?)
}

/// Keeps a copy as it is by now.
pub async fn keep(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &DraftId,
    draft: &Draft,
    now: Moment,
) -> Result<()> {
    let body = vault.key_of(conn, owner).await?.seal(cell(id.as_str()), &write(draft)?)?;
    let kept = sqlx::query("update share_drafts set body = $3, updated_at = $4 where id = $1 and owner_id = $2")
        .bind(id.as_str())
        .bind(owner.as_str())
        .bind(body)
        .bind(now.0)
        .execute(conn)
        .await?;
    if kept.rows_affected() == 0 { Err(Error::NotFound.into()) } else { Ok(()) }
}

/// Nothing of an entry waits to be sent any more.
pub async fn drop_drafts(conn: &mut Conn, entry: &EntryId) -> Result<()> {
    sqlx::query("delete from share_drafts where entry_id = $1").bind(entry.as_str()).execute(conn).await?;
    Ok(())
}

fn cell(row: &str) -> Cell<'_> {
    Cell { table: "share_drafts", column: "body", row }
}
