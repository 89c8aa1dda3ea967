//! SQL and row mapping: who coaches whom, and what waits.

use sqlx::Row;

use super::model::{Person, UnreadAnswer};
pub use super::reviews::store::{Answered, answer};
use crate::journal::store::{Waiting, queue_of};
use crate::kit::id::{EntryId, ShareId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::db::Conn;

/// Empties the copies of a person whose author and coach are in no cohort together.
macro_rules! apart {
    ($table:literal) => {
        concat!(
            "update ",
            $table,
            " set revoked_at = $2, body = $3
             where revoked_at is null and (owner_id = $1 or coach_id = $1)
               and not exists (
                   select 1 from cohort_people c join cohort_people m on m.cohort_id = c.cohort_id
                   where c.user_id = ",
            $table,
            ".coach_id and c.part = 'coach' and c.left_at is null
                     and m.user_id = ",
            $table,
            ".owner_id and m.part = 'member' and m.left_at is null)"
        )
    };
}

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

/// Takes back what nobody may read any more after `person` has left a cohort, as a member or as a coach: results of
/// worksheets and of self-checks, for which there is no cohort left that both are in. Their words are gone, so that
/// nothing opens again when the two meet in another cohort; for that they are shown anew.
pub async fn end_shown(conn: &mut Conn, person: &UserId, now: Moment) -> Result<()> {
    for ended in [apart!("worksheet_shares"), apart!("selfcheck_shares")] {
        sqlx::query(ended).bind(person.as_str()).bind(now.0).bind(Vec::<u8>::new()).execute(&mut *conn).await?;
    }
    Ok(())
}

/// How many journals wait for an answer of `coach` and are held by nobody else.
pub async fn waiting_for(conn: &mut Conn, coach: &UserId, now: Moment) -> Result<i64> {
    let queue = queue_of(conn, coach, now).await?;
    let free = |one: &&Waiting| !one.claim.as_ref().is_some_and(|claim| claim.bars(coach, now));
    Ok(queue.iter().filter(|one| one.returned_at.is_none()).filter(free).count() as i64)
}

/// The names of those whom a copy was sent to.
pub async fn named(conn: &mut Conn, share: &ShareId) -> Result<Vec<String>> {
    let rows = sqlx::query(
        "select u.name from share_coaches c join users u on u.id = c.coach_id where c.share_id = $1
         order by u.name, u.id",
    )
    .bind(share.as_str())
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}

/// The oldest answer that `owner` has not read yet.
pub async fn unread_answer(conn: &mut Conn, owner: &UserId) -> Result<Option<UnreadAnswer>> {
    let row = sqlx::query(
        "select e.id, u.name, e.template, e.created_at
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
        written_at: Moment(row.try_get(3)?),
    }))
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
