//! Copies for coaches, as their author has them: sent, taken back, answered.

use sqlx::Row;

use super::{answers, entry, parse, write};
use crate::coaching::sharing::model::{Terms, Want};
use crate::coaching::store::{must_coach, named};
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
    /// To whom: one of them answers.
    pub coaches: Vec<UserId>,
    /// The words as they go. They were looked over before.
    pub copy: SentCopy,
    /// For what, and until when.
    pub terms: Terms,
}

/// A copy, as its author sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentShare {
    /// Which.
    pub id: ShareId,
    /// The names of those whom it was sent to.
    pub coaches: Vec<String>,
    /// Of which version.
    pub version: i64,
    /// When it was sent.
    pub shared_at: Moment,
    /// When it was taken back.
    pub revoked_at: Option<Moment>,
    /// When it was answered.
    pub returned_at: Option<Moment>,
    /// When it closes by itself.
    pub expires_at: Option<Moment>,
    /// Who holds it, if somebody does.
    pub claimed: Option<(String, Moment)>,
    /// How many remarks were returned.
    pub comments: i64,
}

impl SentShare {
    /// Whether coaches can read it now.
    pub fn is_open(&self, now: Moment) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| end > now)
    }
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
    /// To which copy.
    pub share: ShareId,
    /// How many remarks came with it.
    pub remarks: i64,
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

/// Sends a copy of some steps of a version to coaches of the owner. Its words may differ from the version's; its steps
/// are of it.
pub async fn share(conn: &mut Conn, vault: &Vault, owner: &UserId, new: &NewShare, now: Moment) -> Result<Shared> {
    lock_row(conn, "select id from journal_entries where id = $1 for update", new.entry.as_str()).await?;
    entry(conn, owner, &new.entry).await?;
    for coach in &new.coaches {
        must_coach(conn, coach, owner).await?;
    }
    close_what_ran_out(conn, &new.entry, now).await?;
    let original = answers(conn, vault, owner, &new.entry, new.version).await?;
    let steps = new.copy.answers.steps();
    let (Some(first), false) = (new.coaches.iter().min(), steps.is_empty()) else {
        return Err(Error::BadRequest.into());
    };
    if steps.iter().any(|step| !original.has(step)) {
        return Err(Error::BadRequest.into());
    }
    let key = vault.key_of(conn, owner).await?;
    if let Some(there) = copy_there(conn, &key, new).await? {
        return Ok(if there == new.copy { Shared::Again } else { Shared::Already });
    }
    let body = key.seal(cell(new.id.as_str()), &write(&new.copy)?)?;
    sqlx::query(
        "insert into journal_shares
             (id, entry_id, revision_seq, owner_id, coach_id, body, shared_at, want, expires_at, live)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(new.id.as_str())
    .bind(new.entry.as_str())
    .bind(new.version)
    .bind(owner.as_str())
    .bind(first.as_str())
    .bind(body)
    .bind(now.0)
    .bind(Want::join(&new.terms.want))
    .bind(new.terms.expires_at.map(|at| at.0))
    .bind(i64::from(new.terms.live))
    .execute(&mut *conn)
    .await?;
    for coach in &new.coaches {
        sqlx::query("insert into share_coaches (share_id, coach_id) values ($1, $2) on conflict do nothing")
            .bind(new.id.as_str())
            .bind(coach.as_str())
            .execute(&mut *conn)
            .await?;
    }
    Ok(Shared::Sent)
}

/// What ran out can be sent anew.
async fn close_what_ran_out(conn: &mut Conn, entry: &EntryId, now: Moment) -> Result<()> {
    sqlx::query(
        "update journal_shares set revoked_at = expires_at
         where entry_id = $1 and revoked_at is null and expires_at <= $2",
    )
    .bind(entry.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// What one of the coaches has of that version, if one has it.
async fn copy_there(conn: &mut Conn, key: &UserKey, new: &NewShare) -> Result<Option<SentCopy>> {
    for coach in &new.coaches {
        let row = sqlx::query(
            "select s.id, s.body from journal_shares s join share_coaches c on c.share_id = s.id
             where s.entry_id = $1 and c.coach_id = $2 and s.revision_seq = $3 and s.revoked_at is null",
        )
        .bind(new.entry.as_str())
        .bind(coach.as_str())
        .bind(new.version)
        .fetch_optional(&mut *conn)
        .await?;
        if let Some(row) = row {
            let text = key.open(cell(&row.try_get::<String, _>(0)?), &row.try_get::<Vec<u8>, _>(1)?)?;
            return parse(&text).map(Some);
        }
    }
    Ok(None)
}

/// The words of a copy for their author, and the version that they are of.
pub async fn copy_of(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    entry: &EntryId,
    share: &ShareId,
) -> Result<(SentCopy, i64)> {
    let row = sqlx::query(
        "select s.body, coalesce(s.live_seq, s.revision_seq) from journal_shares s
         join journal_entries e on e.id = s.entry_id
         where s.id = $1 and s.owner_id = $2 and s.entry_id = $3 and e.deleted_at is null",
    )
    .bind(share.as_str())
    .bind(owner.as_str())
    .bind(entry.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let key = vault.key_of(conn, owner).await?;
    Ok((parse(&key.open(cell(share.as_str()), &row.try_get::<Vec<u8>, _>(0)?)?)?, row.try_get(1)?))
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
        "select s.id, s.revision_seq, s.shared_at, s.revoked_at, s.returned_at, s.expires_at, h.name, s.claimed_at,
                (select count(*) from review_comments r
                 where r.share_id = s.id and r.returned_at is not null and r.deleted_at is null)
         from journal_shares s left join users h on h.id = s.claimed_by
         where s.entry_id = $1 and s.owner_id = $2 order by s.shared_at desc, s.id desc",
    )
    .bind(entry.as_str())
    .bind(owner.as_str())
    .fetch_all(&mut *conn)
    .await?;
    let mut shares = Vec::with_capacity(rows.len());
    for row in rows {
        let id: ShareId = row.try_get::<String, _>(0)?.parse()?;
        let claimed_at = row.try_get::<Option<i64>, _>(7)?.map(Moment);
        shares.push(SentShare {
            coaches: named(conn, &id).await?,
            id,
            version: row.try_get(1)?,
            shared_at: Moment(row.try_get(2)?),
            revoked_at: row.try_get::<Option<i64>, _>(3)?.map(Moment),
            returned_at: row.try_get::<Option<i64>, _>(4)?.map(Moment),
            expires_at: row.try_get::<Option<i64>, _>(5)?.map(Moment),
            claimed: row.try_get::<Option<String>, _>(6)?.zip(claimed_at),
            comments: row.try_get(8)?,
        });
    }
    Ok(shares)
}

/// The coaches' answers to an entry, the latest first.
pub async fn replies(conn: &mut Conn, vault: &Vault, owner: &UserId, entry: &EntryId) -> Result<Vec<SentReply>> {
    let rows = sqlx::query(
        "select a.id, a.body, u.name, a.sent_at, s.revision_seq, a.read_at, s.id,
                (select count(*) from review_comments r
                 where r.share_id = s.id and r.returned_at is not null and r.deleted_at is null)
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
            share: row.try_get::<String, _>(6)?.parse()?,
            remarks: row.try_get(7)?,
        });
    }
    Ok(replies)
}
