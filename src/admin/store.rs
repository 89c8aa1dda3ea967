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

/// Puts a person into an open cohort as `coach` or `member`. Who left may come back; who is there already may
/// change parts; the same again changes nothing.
pub async fn join_cohort(conn: &mut Conn, cohort: &CohortId, person: &UserId, part: &str, now: Moment) -> Result<()> {
    // A cohort that is being closed takes nobody in.
    lock_row(conn, "select id from cohorts where id = $1 for update", cohort.as_str()).await?;
    let known = sqlx::query(
        "select (select count(*) from cohorts where id = $1 and closed_at is null),
                (select count(*) from users where id = $2 and closed_at is null and verified_at is not null)",
    )
    .bind(cohort.as_str())
    .bind(person.as_str())
    .fetch_one(&mut *conn)
    .await?;
    if known.try_get::<i64, _>(0)? == 0 || known.try_get::<i64, _>(1)? == 0 {
        return Err(Error::NotFound.into());
    }
    sqlx::query(
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
    Ok(())
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
