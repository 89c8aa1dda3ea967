//! Cohorts and who is in them. Roles are in `store/roles.rs`, what the pages list in `store/lists.rs`.

pub mod lists;
pub mod roles;

use sqlx::Row;

use crate::kit::id::{CohortId, UserId};
use crate::kit::{Error, Moment};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;

/// Opens a cohort.
pub async fn create_cohort(conn: &mut Conn, id: &CohortId, name: &str, now: Moment) -> Result<()> {
    sqlx::query("insert into cohorts (id, name, created_at) values ($1, $2, $3)")
        .bind(id.as_str())
        .bind(name)
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Closes a cohort: nobody joins it any more, and nothing new is sent in it. What its coaches were sent stays theirs
/// to read. Closing it once more keeps the first moment.
pub async fn close_cohort(conn: &mut Conn, cohort: &CohortId, now: Moment) -> Result<()> {
    let closed = sqlx::query("update cohorts set closed_at = coalesce(closed_at, $2) where id = $1")
        .bind(cohort.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    if closed.rows_affected() == 0 { Err(Error::NotFound.into()) } else { Ok(()) }
}

/// Opens a closed cohort again, with the people who were in it.
pub async fn reopen_cohort(conn: &mut Conn, cohort: &CohortId) -> Result<()> {
    let opened =
        sqlx::query("update cohorts set closed_at = null where id = $1").bind(cohort.as_str()).execute(conn).await?;
    if opened.rows_affected() == 0 { Err(Error::NotFound.into()) } else { Ok(()) }
}

/// Puts a person into an open cohort as `coach` or `member`; a closed one is a `Conflict`. Who left may come back;
/// who is there already may change parts; the same again changes nothing. The cohort's name, when something changed.
pub async fn join_cohort(
    conn: &mut Conn,
    cohort: &CohortId,
    person: &UserId,
    part: &str,
    now: Moment,
) -> Result<Option<String>> {
    // A cohort that is being closed takes nobody in.
    lock_row(conn, "select id from cohorts where id = $1 for update", cohort.as_str()).await?;
    let known = sqlx::query(
        "select c.name, c.closed_at from cohorts c, users u
         where c.id = $1 and u.id = $2 and u.closed_at is null and u.verified_at is not null",
    )
    .bind(cohort.as_str())
    .bind(person.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    if known.try_get::<Option<i64>, _>(1)?.is_some() {
        return Err(Error::Conflict.into());
    }
    let joined = sqlx::query(
        "insert into cohort_people (cohort_id, user_id, part, joined_at) values ($1, $2, $3, $4)
         on conflict (cohort_id, user_id) do update set part = excluded.part, joined_at = excluded.joined_at, left_at = null
         where cohort_people.left_at is not null or cohort_people.part <> excluded.part",
    )
    .bind(cohort.as_str())
    .bind(person.as_str())
    .bind(part)
    .bind(now.0)
    .execute(conn)
    .await?;
    if joined.rows_affected() == 0 { Ok(None) } else { Ok(Some(known.try_get(0)?)) }
}

/// Takes a person out of a cohort; nothing they wrote is touched. `NotFound` when they are not in it.
pub async fn leave_cohort(conn: &mut Conn, cohort: &CohortId, person: &UserId, now: Moment) -> Result<()> {
    let left =
        sqlx::query("update cohort_people set left_at = $3 where cohort_id = $1 and user_id = $2 and left_at is null")
            .bind(cohort.as_str())
            .bind(person.as_str())
            .bind(now.0)
            .execute(conn)
            .await?;
    if left.rows_affected() == 0 { Err(Error::NotFound.into()) } else { Ok(()) }
}
