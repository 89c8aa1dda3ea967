//! SQL and row mapping: who coaches whom, and coaches' answers.

use sqlx::Row;

use super::model::{Person, UnreadAnswer};
use crate::journal::store::{held_by, queue_of};
use crate::kit::id::{EntryId, RowId, ShareId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::Conn;

/// The coaches of a member: of open cohorts that neither has left.
pub async fn coaches_of(conn: &mut Conn, member: &UserId) -> Result<Vec<Person>> {
    let rows = sqlx::query(
        "select u.id, u.name, u.profession from users u
         where u.closed_at is null and u.id in (
             select c.user_id from cohort_people m
             join cohort_people c on c.cohort_id = m.cohort_id
             join cohorts o on o.id = m.cohort_id
             where m.user_id = $1 and m.part = 'member' and m.left_at is null
               and c.part = 'coach' and c.left_at is null and o.closed_at is null)
         order by u.name, u.id",
    )
    .bind(member.as_str())
    .fetch_all(conn)
    .await?;
    let mut coaches = Vec::with_capacity(rows.len());
    for row in rows {
        coaches.push(Person {
            id: row.try_get::<String, _>(0)?.parse()?,
            name: row.try_get(1)?,
            profession: row.try_get(2)?,
        });
    }
    Ok(coaches)
}

/// Whether `coach` coaches `member` in an open cohort that neither has left.
pub async fn is_coach_of(conn: &mut Conn, coach: &UserId, member: &UserId) -> Result<bool> {
    Ok(coaches_of(conn, member).await?.iter().any(|person| person.id == *coach))
}

/// Refuses who is no coach of `member`, as if there were nothing.
pub async fn must_coach(conn: &mut Conn, coach: &UserId, member: &UserId) -> Result<()> {
    if is_coach_of(conn, coach, member).await? { Ok(()) } else { Err(Error::NotFound.into()) }
}

/// Whether `coach` may read and answer what `member` sent them: in a cohort that neither has left. When it is closed
/// nothing new comes, and what has come stays.
pub async fn may_read(conn: &mut Conn, coach: &UserId, member: &UserId) -> Result<bool> {
    let row = sqlx::query(
        "select count(*) from cohort_people c join cohort_people m on m.cohort_id = c.cohort_id
         where c.user_id = $1 and c.part = 'coach' and c.left_at is null
           and m.user_id = $2 and m.part = 'member' and m.left_at is null",
    )
    .bind(coach.as_str())
    .bind(member.as_str())
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

/// Refuses who may not read what `member` sent, as if there were nothing.
pub async fn must_read(conn: &mut Conn, coach: &UserId, member: &UserId) -> Result<()> {
    if may_read(conn, coach, member).await? { Ok(()) } else { Err(Error::NotFound.into()) }
}

/// How many journals wait for an answer of `coach`.
pub async fn waiting_for(conn: &mut Conn, coach: &UserId) -> Result<i64> {
    let queue = queue_of(conn, coach).await?;
    Ok(queue.iter().filter(|waiting| waiting.returned_at.is_none()).count() as i64)
}

/// The oldest answer that `owner` has not read yet.
pub async fn unread_answer(conn: &mut Conn, owner: &UserId) -> Result<Option<UnreadAnswer>> {
    let row = sqlx::query(
        "select e.id, u.name, e.template, a.sent_at
         from coach_answers a
         join journal_shares s on s.id = a.share_id
         join journal_entries e on e.id = s.entry_id
         join users u on u.id = a.coach_id
         where a.owner_id = $1 and a.read_at is null and e.deleted_at is null
         order by a.sent_at, a.id limit 1",
    )
    .bind(owner.as_str())
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(UnreadAnswer {
        entry: row.try_get::<String, _>(0)?.parse()?,
        coach_name: row.try_get(1)?,
        template: row.try_get(2)?,
        sent_at: Moment(row.try_get(3)?),
    }))
}

/// What became of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It was kept; its receiver and their entry.
    Sent(UserId, EntryId),
    /// The same words were sent before.
    Again,
    /// Other words were sent before; these were not kept.
    Already,
}

/// Answers a copy, once. The text is sealed with the member's key.
pub async fn answer(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    share: &ShareId,
    id: &RowId,
    text: &str,
    now: Moment,
) -> Result<Answered> {
    let held = held_by(conn, coach, share).await?;
    let key = vault.key_of(conn, &held.owner).await?;
    if let Some((before, _)) = held.answer(&key)? {
        return Ok(if before == text { Answered::Again } else { Answered::Already });
    }
    let cell = Cell { table: "coach_answers", column: "body", row: id.as_str() };
    let body = key.seal(cell, text)?;
    sqlx::query(
        "insert into coach_answers (id, share_id, owner_id, coach_id, body, sent_at) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id.as_str())
    .bind(share.as_str())
    .bind(held.owner.as_str())
    .bind(coach.as_str())
    .bind(body)
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    sqlx::query("update journal_shares set returned_at = $2 where id = $1")
        .bind(share.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(Answered::Sent(held.owner, held.entry))
}

/// Notes that `owner` has seen the answers to an entry.
pub async fn mark_read(conn: &mut Conn, owner: &UserId, entry: &EntryId, now: Moment) -> Result<()> {
    sqlx::query(
        "update coach_answers set read_at = $3
         where owner_id = $2 and read_at is null
           and share_id in (select id from journal_shares where entry_id = $1 and owner_id = $2)",
    )
    .bind(entry.as_str())
    .bind(owner.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}
