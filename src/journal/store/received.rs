//! Copies in the hands of coaches. `open_share` is the one door through which anybody but the author reads.

use sqlx::Row;

use super::{log_access, parse};
use crate::coaching::store::must_read;
use crate::journal::model::SentCopy;
use crate::kit::id::{EntryId, ShareId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, UserKey, Vault};
use crate::server::db::{Conn, lock_row};

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

/// The copies on a coach's desk: of members with whom they are in a cohort, open or closed, not taken back, the
/// longest waiting first.
pub async fn queue_of(conn: &mut Conn, coach: &UserId) -> Result<Vec<Waiting>> {
    let rows = sqlx::query(
        "select s.id, u.name, u.profession, u.profession_other, e.template, s.shared_at, s.returned_at
         from journal_shares s
         join users u on u.id = s.owner_id
         join journal_entries e on e.id = s.entry_id
         where s.coach_id = $1 and s.revoked_at is null and e.deleted_at is null
           and exists (select 1 from cohort_people c
                       join cohort_people m on m.cohort_id = c.cohort_id
                       where c.user_id = s.coach_id and c.part = 'coach' and c.left_at is null
                         and m.user_id = s.owner_id and m.part = 'member' and m.left_at is null)
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

/// A copy in the hands of the coach whom it was sent to, still sealed.
#[derive(Debug)]
pub struct Held {
    /// Whose.
    pub owner: UserId,
    /// Of which entry.
    pub entry: EntryId,
    member: String,
    profession: (String, String),
    template: String,
    version: i64,
    body: Vec<u8>,
    since: Moment,
    answer: Option<(String, Vec<u8>, Moment)>,
}

impl Held {
    /// The answer and when it was given, if it was; `key` is its receiver's.
    pub fn answer(&self, key: &UserKey) -> Result<Option<(String, Moment)>> {
        let open = |(id, body, at): &(String, Vec<u8>, Moment)| {
            let cell = Cell { table: "coach_answers", column: "body", row: id };
            Ok((key.open(cell, body)?, *at))
        };
        self.answer.as_ref().map(open).transpose()
    }
}

/// A copy that was sent to `coach`, who must still be in a cohort with its author. It stays locked until the transaction
/// ends: opening it, answering it and taking it back come wholly one after the other.
pub async fn held_by(conn: &mut Conn, coach: &UserId, share: &ShareId) -> Result<Held> {
    lock_row(conn, "select id from journal_shares where id = $1 for update", share.as_str()).await?;
    let row = sqlx::query(
        "select s.owner_id, s.entry_id, u.name, u.profession, u.profession_other, e.template, s.revision_seq, s.body,
                s.shared_at, a.id, a.body, a.sent_at
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
    must_read(conn, coach, &owner).await?;
    let answer = match row.try_get::<Option<String>, _>(9)? {
        Some(id) => Some((id, row.try_get(10)?, Moment(row.try_get(11)?))),
        None => None,
    };
    Ok(Held {
        owner,
        entry: row.try_get::<String, _>(1)?.parse()?,
        member: row.try_get(2)?,
        profession: (row.try_get(3)?, row.try_get(4)?),
        template: row.try_get(5)?,
        version: row.try_get(6)?,
        body: row.try_get(7)?,
        since: Moment(row.try_get(8)?),
        answer,
    })
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
    let held = held_by(conn, coach, share).await?;
    log_access(conn, &held.owner, coach, ("journal", share.as_str(), held.version), now).await?;
    let key = vault.key_of(conn, &held.owner).await?;
    let cell = Cell { table: "journal_shares", column: "body", row: share.as_str() };
    Ok(SharedEntry {
        share: share.clone(),
        copy: parse(&key.open(cell, &held.body)?)?,
        answer: held.answer(&key)?,
        owner: held.owner,
        member: held.member,
        profession: held.profession,
        template: held.template,
        version: held.version,
        since: held.since,
    })
}
