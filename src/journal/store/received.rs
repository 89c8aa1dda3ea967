//! Copies in the hands of coaches. `open_share` is the one door through which anybody but the author reads.

use sqlx::Row;

use super::{log_action, parse};
use crate::coaching::sharing::model::Want;
use crate::coaching::store::{may_read, must_read};
use crate::journal::model::SentCopy;
use crate::kit::id::{EntryId, ShareId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, UserKey, Vault};
use crate::server::db::{Conn, lock_row};

/// How long a coach holds a copy that nothing happens with, in hours.
const HOURS: i64 = 48;

/// Who holds a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub by: UserId,
    /// Their name.
    pub name: String,
    /// Since when, or when they last worked on it.
    pub at: Moment,
}

impl Claim {
    /// When it is free again.
    pub fn until(&self) -> Moment {
        self.at.plus_hours(HOURS)
    }

    /// What was claimed then or before is free now.
    pub fn over(now: Moment) -> Moment {
        now.plus_hours(-HOURS)
    }

    /// Whether it keeps `coach` from working on the copy.
    pub fn bars(&self, coach: &UserId, now: Moment) -> bool {
        self.by != *coach && now < self.until()
    }
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
    /// For what.
    pub want: Vec<Want>,
    /// When it came.
    pub since: Moment,
    /// When it was answered.
    pub returned_at: Option<Moment>,
    /// Who holds it.
    pub claim: Option<Claim>,
    /// How many coaches it was sent to.
    pub coaches: i64,
    /// How many words of its author came after the answer and were not read.
    pub unread: i64,
}

/// A copy, opened by a coach whom it was sent to.
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
    /// For what.
    pub want: Vec<Want>,
    /// Until when it can be read.
    pub expires_at: Option<Moment>,
    /// Whether it follows its entry.
    pub live: bool,
    /// Who holds it.
    pub claim: Option<Claim>,
    /// How much happened with it.
    pub turn: i64,
}

/// The copies on a coach's desk: of members with whom they are in a cohort, open or closed, not taken back and not
/// run out, the longest waiting first. What another coach answered is gone from it.
pub async fn queue_of(conn: &mut Conn, coach: &UserId, now: Moment) -> Result<Vec<Waiting>> {
    let rows = sqlx::query(
        "select s.id, u.name, u.profession, u.profession_other, e.template, s.shared_at, s.returned_at, s.want,
                s.claimed_by, h.name, s.claimed_at,
                (select count(*) from share_coaches o where o.share_id = s.id),
                (select count(*) from review_messages m
                 where m.share_id = s.id and m.writer_id = s.owner_id and m.read_at is null)
         from journal_shares s
         join share_coaches sc on sc.share_id = s.id and sc.coach_id = $1
         join users u on u.id = s.owner_id
         join journal_entries e on e.id = s.entry_id
         left join users h on h.id = s.claimed_by
         where s.revoked_at is null and e.deleted_at is null and (s.expires_at is null or s.expires_at > $2)
           and (s.returned_at is null
                or exists (select 1 from coach_answers a where a.share_id = s.id and a.coach_id = $1))
           and exists (select 1 from cohort_people c
                       join cohort_people m on m.cohort_id = c.cohort_id
                       where c.user_id = $1 and c.part = 'coach' and c.left_at is null
                         and m.user_id = s.owner_id and m.part = 'member' and m.left_at is null)
         order by s.shared_at, s.id",
    )
    .bind(coach.as_str())
    .bind(now.0)
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
            want: Want::split(&row.try_get::<String, _>(7)?),
            claim: claim(row.try_get(8)?, row.try_get(9)?, row.try_get(10)?)?,
            coaches: row.try_get(11)?,
            unread: row.try_get(12)?,
        });
    }
    Ok(queue)
}

fn claim(by: Option<String>, name: Option<String>, at: Option<i64>) -> Result<Option<Claim>> {
    let (Some(by), Some(name), Some(at)) = (by, name, at) else { return Ok(None) };
    Ok(Some(Claim { by: by.parse()?, name, at: Moment(at) }))
}

/// A copy in the hands of a coach whom it was sent to, still sealed.
#[derive(Debug)]
pub struct Held {
    /// Whose.
    pub owner: UserId,
    /// Of which entry.
    pub entry: EntryId,
    /// Who holds it.
    pub claim: Option<Claim>,
    /// How much happened with it.
    pub turn: i64,
    /// Whether it follows its entry.
    pub live: bool,
    /// Which version it shows.
    pub version: i64,
    /// The name of its author.
    pub member: String,
    profession: (String, String),
    template: String,
    body: Vec<u8>,
    since: Moment,
    answer: Option<(String, Vec<u8>, Moment)>,
    want: Vec<Want>,
    expires_at: Option<Moment>,
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

    /// Whether it was answered.
    pub fn is_answered(&self) -> bool {
        self.answer.is_some()
    }

    /// The words; `key` is their author's.
    pub fn copy(&self, share: &ShareId, key: &UserKey) -> Result<SentCopy> {
        parse(&key.open(Cell { table: "journal_shares", column: "body", row: share.as_str() }, &self.body)?)
    }
}

/// Columns of the copy $1, when it was sent to the coach $2 and lies open at $3: not taken back, not run out, its entry
/// not deleted, answered by nobody else. Whether the coach still coaches its author is asked apart.
macro_rules! open_copy {
    ($columns:literal) => {
        concat!(
            "select ",
            $columns,
            " from journal_shares s
             join share_coaches c on c.share_id = s.id and c.coach_id = $2
             join users u on u.id = s.owner_id
             join journal_entries e on e.id = s.entry_id
             left join coach_answers a on a.share_id = s.id
             left join users h on h.id = s.claimed_by
             where s.id = $1 and s.revoked_at is null and e.deleted_at is null
               and (s.expires_at is null or s.expires_at > $3) and (a.coach_id is null or a.coach_id = $2)"
        )
    };
}

/// A copy that was sent to `coach`, who must still be in a cohort with its author. What another coach answered is
/// theirs. It stays locked until the transaction ends: claiming it, opening it, answering it and taking it back come
/// wholly one after the other.
pub async fn held_by(conn: &mut Conn, coach: &UserId, share: &ShareId, now: Moment) -> Result<Held> {
    lock_row(conn, "select id from journal_shares where id = $1 for update", share.as_str()).await?;
    let row = sqlx::query(open_copy!(
        "s.owner_id, s.entry_id, u.name, u.profession, u.profession_other, e.template,
         coalesce(s.live_seq, s.revision_seq), s.body, s.shared_at, a.id, a.body, a.sent_at,
         s.want, s.expires_at, s.live, s.claimed_by, h.name, s.claimed_at, s.turn"
    ))
    .bind(share.as_str())
    .bind(coach.as_str())
    .bind(now.0)
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
        want: Want::split(&row.try_get::<String, _>(12)?),
        expires_at: row.try_get::<Option<i64>, _>(13)?.map(Moment),
        live: row.try_get::<i64, _>(14)? > 0,
        claim: claim(row.try_get(15)?, row.try_get(16)?, row.try_get(17)?)?,
        turn: row.try_get(18)?,
    })
}

/// Whether a copy lies open to `coach` at this moment, for a page that shows it: nobody else holds it, and they still
/// coach its author. Nothing is locked for that, and no words are loaded.
pub async fn is_open(conn: &mut Conn, coach: &UserId, share: &ShareId, now: Moment) -> Result<bool> {
    let row = sqlx::query(open_copy!("s.owner_id, s.claimed_by, h.name, s.claimed_at"))
        .bind(share.as_str())
        .bind(coach.as_str())
        .bind(now.0)
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(false) };
    let owner: UserId = row.try_get::<String, _>(0)?.parse()?;
    let claim = claim(row.try_get(1)?, row.try_get(2)?, row.try_get(3)?)?;
    Ok(!claim.is_some_and(|claim| claim.bars(coach, now)) && may_read(conn, coach, &owner).await?)
}

/// Opens a copy for a coach whom it was sent to, and writes that into the author's access log. Belongs into a
/// write: without the log there is no text. What another coach holds stays closed: `Conflict`.
pub async fn open_share(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    share: &ShareId,
    now: Moment,
) -> Result<SharedEntry> {
    let held = held_by(conn, coach, share, now).await?;
    if held.claim.as_ref().is_some_and(|claim| claim.bars(coach, now)) {
        return Err(Error::Conflict.into());
    }
    let action = if held.live { "live" } else { "open" };
    log_action(conn, &held.owner, coach, action, ("journal", share.as_str(), held.version), now).await?;
    let key = vault.key_of(conn, &held.owner).await?;
    Ok(SharedEntry {
        share: share.clone(),
        copy: held.copy(share, &key)?,
        answer: held.answer(&key)?,
        owner: held.owner,
        member: held.member,
        profession: held.profession,
        template: held.template,
        version: held.version,
        since: held.since,
        want: held.want,
        expires_at: held.expires_at,
        live: held.live,
        claim: held.claim,
        turn: held.turn,
    })
}
