//! Copies for coaches, as their author has them: sent, taken back, answered.

use sqlx::Row;

use super::{answers, entry, parse, write};
use crate::coaching::store::must_coach;
use crate::journal::model::SentCopy;
use crate::kit::id::{EntryId, ShareId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, UserKey, Vault};
use crate::server::db::{Conn, lock_row};

/// What to send to whom.
#[derive(Clone, Debug)]
pub struct NewShare {
    /// The id that the copy gets.
    pub id: ShareId,
    /// Of which entry.
    pub entry: EntryId,
    /// Of which version.
    pub version: i64,
    /// To whom.
    pub coach: UserId,
    /// Which steps go along.
    pub steps: Vec<String>,
    /// What the author would like to ask.
    pub ask: String,
}

/// A copy, as its author sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentShare {
    /// Which.
    pub id: ShareId,
    /// Whom it was sent to.
    pub coach: String,
    /// Of which version.
    pub version: i64,
    /// When it was sent.
    pub shared_at: Moment,
    /// When it was taken back.
    pub revoked_at: Option<Moment>,
    /// When it was answered.
    pub returned_at: Option<Moment>,
}

/// A coach's answer, as its receiver sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentReply {
    /// From whom.
    pub coach: String,
    /// Their words.
    pub text: String,
    /// When.
    pub sent_at: Moment,
    /// To which version.
    pub version: i64,
    /// Whether it was read before.
    pub read: bool,
}

/// What became of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// It was sent.
    Sent,
    /// The coach has the same already.
    Again,
    /// The coach has other steps of that version, or another question; these were not sent.
    Already,
}

/// Copies the chosen steps of a version for a coach of the owner.
pub async fn share(conn: &mut Conn, vault: &Vault, owner: &UserId, new: &NewShare, now: Moment) -> Result<Shared> {
    lock_row(conn, "select id from journal_entries where id = $1 for update", new.entry.as_str()).await?;
    entry(conn, owner, &new.entry).await?;
    must_coach(conn, &new.coach, owner).await?;
    let chosen = answers(conn, vault, owner, &new.entry, new.version).await?.only(&new.steps);
    if chosen.is_empty() {
        return Err(Error::BadRequest.into());
    }
    let copy = SentCopy { answers: chosen, ask: new.ask.clone() };
    let key = vault.key_of(conn, owner).await?;
    if let Some(there) = copy_there(conn, &key, new).await? {
        return Ok(if there == copy { Shared::Again } else { Shared::Already });
    }
    let body = key.seal(cell(new.id.as_str()), &write(&copy)?)?;
    sqlx::query(
        "insert into journal_shares (id, entry_id, revision_seq, owner_id, coach_id, body, shared_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.id.as_str())
    .bind(new.entry.as_str())
    .bind(new.version)
    .bind(owner.as_str())
    .bind(new.coach.as_str())
    .bind(body)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(Shared::Sent)
}

/// What the coach has of that version, if they have it.
async fn copy_there(conn: &mut Conn, key: &UserKey, new: &NewShare) -> Result<Option<SentCopy>> {
    let row = sqlx::query(
        "select id, body from journal_shares
         where entry_id = $1 and coach_id = $2 and revision_seq = $3 and revoked_at is null",
    )
    .bind(new.entry.as_str())
    .bind(new.coach.as_str())
    .bind(new.version)
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let text = key.open(cell(&row.try_get::<String, _>(0)?), &row.try_get::<Vec<u8>, _>(1)?)?;
    parse(&text).map(Some)
}

fn cell(row: &str) -> Cell<'_> {
    Cell { table: "journal_shares", column: "body", row }
}

/// Takes a copy back; the coach's next request finds nothing. Gives the entry that it was of.
pub async fn withdraw(conn: &mut Conn, owner: &UserId, share: &ShareId, now: Moment) -> Result<EntryId> {
    let row = sqlx::query(
        "update journal_shares set revoked_at = $3
         where id = $1 and owner_id = $2 and revoked_at is null returning entry_id",
    )
    .bind(share.as_str())
    .bind(owner.as_str())
    .bind(now.0)
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(row.try_get::<String, _>(0)?.parse()?)
}

/// The copies of an entry, the latest first, with those that were taken back.
pub async fn shares_of(conn: &mut Conn, owner: &UserId, entry: &EntryId) -> Result<Vec<SentShare>> {
    let rows = sqlx::query(
        "select s.id, u.name, s.revision_seq, s.shared_at, s.revoked_at, s.returned_at
         from journal_shares s join users u on u.id = s.coach_id
         where s.entry_id = $1 and s.owner_id = $2 order by s.shared_at desc, s.id desc",
    )
    .bind(entry.as_str())
    .bind(owner.as_str())
    .fetch_all(conn)
    .await?;
    let mut shares = Vec::with_capacity(rows.len());
    for row in rows {
        shares.push(SentShare {
            id: row.try_get::<String, _>(0)?.parse()?,
            coach: row.try_get(1)?,
            version: row.try_get(2)?,
            shared_at: Moment(row.try_get(3)?),
            revoked_at: row.try_get::<Option<i64>, _>(4)?.map(Moment),
            returned_at: row.try_get::<Option<i64>, _>(5)?.map(Moment),
        });
    }
    Ok(shares)
}

/// The coaches' answers to an entry, the latest first.
pub async fn replies(conn: &mut Conn, vault: &Vault, owner: &UserId, entry: &EntryId) -> Result<Vec<SentReply>> {
    let rows = sqlx::query(
        "select a.id, a.body, u.name, a.sent_at, s.revision_seq, a.read_at
         from coach_answers a
         join journal_shares s on s.id = a.share_id
         join journal_entries e on e.id = s.entry_id
         join users u on u.id = a.coach_id
         where s.entry_id = $1 and e.owner_id = $2 and e.deleted_at is null order by a.sent_at desc, a.id desc",
    )
    .bind(entry.as_str())
    .bind(owner.as_str())
    .fetch_all(&mut *conn)
    .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = vault.key_of(conn, owner).await?;
    let mut replies = Vec::with_capacity(rows.len());
    for row in rows {
        let id: String = row.try_get(0)?;
        let cell = Cell { table: "coach_answers", column: "body", row: &id };
        replies.push(SentReply {
            text: key.open(cell, &row.try_get::<Vec<u8>, _>(1)?)?,
            coach: row.try_get(2)?,
            sent_at: Moment(row.try_get(3)?),
            version: row.try_get(4)?,
            read: row.try_get::<Option<i64>, _>(5)?.is_some(),
        });
    }
    Ok(replies)
}
