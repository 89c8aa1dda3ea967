//! Copies for coaches: sent, taken back, opened. `open_share` is the one door through which anybody but the
//! author reads.

use sqlx::Row;

use super::{answers, entry, log_access, parse, write};
use crate::coaching::store::is_coach_of;
use crate::journal::model::SentCopy;
use crate::kit::id::{EntryId, ShareId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
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

/// A copy on a coach's desk, unopened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub share: ShareId,
    /// Whose.
    pub member: String,
    /// Their profession's name, and their own word for it.
    pub profession: (String, String),
    /// The entry's template.
    pub template: String,
    /// When it came.
    pub since: Moment,
    /// When it was answered.
    pub returned_at: Option<Moment>,
}

/// A copy, opened by the coach whom it was sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedEntry {
    /// Which.
    pub share: ShareId,
    /// Whose.
    pub owner: UserId,
    /// The name they want to be called.
    pub member: String,
    /// Their profession's name, and their own word for it.
    pub profession: (String, String),
    /// The entry's template.
    pub template: String,
    /// Of which version.
    pub version: i64,
    /// What was sent.
    pub copy: SentCopy,
    /// When it came.
    pub since: Moment,
    /// The answer and when it was given, if it was.
    pub answer: Option<(String, Moment)>,
}

/// Copies the chosen steps of a version for a coach of the owner. False when that coach has that version already.
pub async fn share(conn: &mut Conn, vault: &Vault, owner: &UserId, new: &NewShare, now: Moment) -> Result<bool> {
    lock_row(conn, "select id from journal_entries where id = $1 for update", new.entry.as_str()).await?;
    entry(conn, owner, &new.entry).await?;
    if !is_coach_of(conn, &new.coach, owner).await? {
        return Err(Error::NotFound.into());
    }
    let chosen = answers(conn, vault, owner, &new.entry, new.version).await?.only(&new.steps);
    if chosen.is_empty() {
        return Err(Error::BadRequest.into());
    }
    let copy = write(&SentCopy { answers: chosen, ask: new.ask.clone() })?;
    let cell = Cell { table: "journal_shares", column: "body", row: new.id.as_str() };
    let body = vault.key_of(conn, owner).await?.seal(cell, &copy)?;
    let done = sqlx::query(
        "insert into journal_shares (id, entry_id, revision_seq, owner_id, coach_id, body, shared_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (entry_id, coach_id, revision_seq) where revoked_at is null do nothing",
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
    Ok(done.rows_affected() > 0)
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

/// The copies on a coach's desk: of members whom they coach now, not taken back, the longest waiting first.
pub async fn queue_of(conn: &mut Conn, coach: &UserId) -> Result<Vec<Waiting>> {
    let rows = sqlx::query(
        "select s.id, u.name, u.profession, u.profession_other, e.template, s.shared_at, s.returned_at
         from journal_shares s
         join users u on u.id = s.owner_id
         join journal_entries e on e.id = s.entry_id
         where s.coach_id = $1 and s.revoked_at is null and e.deleted_at is null
           and exists (select 1 from cohort_people c
                       join cohort_people m on m.cohort_id = c.cohort_id
                       join cohorts o on o.id = c.cohort_id
                       where c.user_id = s.coach_id and c.part = 'coach' and c.left_at is null
                         and m.user_id = s.owner_id and m.part = 'member' and m.left_at is null
                         and o.closed_at is null)
         order by s.shared_at, s.id",
    )
    .bind(coach.as_str())
    .fetch_all(conn)
    .await?;
    let mut queue = Vec::with_capacity(rows.len());
    for row in rows {
        queue.push(Waiting {
            share: row.try_get::<String, _>(0)?.parse()?,
            member: row.try_get(1)?,
            profession: (row.try_get(2)?, row.try_get(3)?),
            template: row.try_get(4)?,
            since: Moment(row.try_get(5)?),
            returned_at: row.try_get::<Option<i64>, _>(6)?.map(Moment),
        });
    }
    Ok(queue)
}

/// Opens a copy for the coach whom it was sent to, and writes that into the author's access log. Belongs into a
/// write: without the log there is no text.
pub async fn open_share(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    share: &ShareId,
    now: Moment,
) -> Result<SharedEntry> {
    // Locked, so that taking it back comes wholly before or wholly after.
    lock_row(conn, "select id from journal_shares where id = $1 for update", share.as_str()).await?;
    let row = sqlx::query(
        "select s.owner_id, u.name, u.profession, u.profession_other, e.template, s.revision_seq, s.body, s.shared_at,
                a.id, a.body, a.sent_at
         from journal_shares s
         join users u on u.id = s.owner_id
         join journal_entries e on e.id = s.entry_id
         left join coach_answers a on a.share_id = s.id
         where s.id = $1 and s.coach_id = $2 and s.revoked_at is null and e.deleted_at is null",
    )
    .bind(share.as_str())
    .bind(coach.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let owner: UserId = row.try_get::<String, _>(0)?.parse()?;
    if !is_coach_of(conn, coach, &owner).await? {
        return Err(Error::NotFound.into());
    }
    let version: i64 = row.try_get(5)?;
    log_access(conn, &owner, coach, ("journal", share.as_str(), version), now).await?;
    let key = vault.key_of(conn, &owner).await?;
    let cell = Cell { table: "journal_shares", column: "body", row: share.as_str() };
    let copy = parse(&key.open(cell, &row.try_get::<Vec<u8>, _>(6)?)?)?;
    let answer = match row.try_get::<Option<String>, _>(8)? {
        Some(id) => {
            let cell = Cell { table: "coach_answers", column: "body", row: &id };
            Some((key.open(cell, &row.try_get::<Vec<u8>, _>(9)?)?, Moment(row.try_get(10)?)))
        }
        None => None,
    };
    Ok(SharedEntry {
        share: share.clone(),
        owner,
        member: row.try_get(1)?,
        profession: (row.try_get(2)?, row.try_get(3)?),
        template: row.try_get(4)?,
        version,
        copy,
        since: Moment(row.try_get(7)?),
        answer,
    })
}
