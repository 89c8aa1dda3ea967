//! Cohorts with their dates and places, and who is in them.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{LOCK, moment};
use crate::coaching::cohorts::model::{Life, ProgrammeId};
use crate::kit::id::{CohortId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::db::{Conn, lock_row};

/// A cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// Which.
    pub id: CohortId,
    /// Such as 第一期生.
    pub name: String,
    /// Of which programme.
    pub programme: Option<ProgrammeId>,
    /// How many members it has at most.
    pub places: Option<i64>,
    /// Its moments.
    pub life: Life,
}

/// What an organiser plans of a cohort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Of which programme.
    pub programme: Option<ProgrammeId>,
    /// How many members it has at most.
    pub places: Option<i64>,
    /// When it begins and ends, and from when until when one applies. It is not closed by a plan.
    pub life: Life,
}

macro_rules! cohorts {
    ($which:literal) => {
        concat!(
            "select o.id, o.name, o.programme_id, o.places, o.starts_at, o.ends_at, o.apply_from, o.apply_until,
                    o.closed_at from cohorts o ",
            $which
        )
    };
}

/// One cohort.
pub async fn read(conn: &mut Conn, id: &CohortId) -> Result<Cohort> {
    let row = sqlx::query(cohorts!("where o.id = $1")).bind(id.as_str()).fetch_optional(conn).await?;
    cohort(&row.ok_or(Error::NotFound)?)
}

/// The cohorts of a programme, the last to begin first.
pub async fn of_programme(conn: &mut Conn, id: &ProgrammeId) -> Result<Vec<Cohort>> {
    let rows =
        sqlx::query(cohorts!("where o.programme_id = $1 order by coalesce(o.starts_at, o.created_at) desc, o.id"))
            .bind(id.as_str())
            .fetch_all(conn)
            .await?;
    rows.iter().map(cohort).collect()
}

/// The cohorts somebody is in as `part`, those that are not closed first, the latest first.
pub async fn of_person(conn: &mut Conn, person: &UserId, part: &str) -> Result<Vec<Cohort>> {
    let rows = sqlx::query(cohorts!(
        "join cohort_people p on p.cohort_id = o.id
         where p.user_id = $1 and p.part = $2 and p.left_at is null
         order by case when o.closed_at is null then 0 else 1 end, p.joined_at desc, o.id"
    ))
    .bind(person.as_str())
    .bind(part)
    .fetch_all(conn)
    .await?;
    rows.iter().map(cohort).collect()
}

/// The cohorts in which somebody is or was a member, the first that they joined first.
pub async fn ever_of(conn: &mut Conn, person: &UserId) -> Result<Vec<Cohort>> {
    let rows = sqlx::query(cohorts!(
        "join cohort_people p on p.cohort_id = o.id
         where p.user_id = $1 and p.part = 'member' order by p.joined_at, o.id"
    ))
    .bind(person.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(cohort).collect()
}

/// Sets dates, places and programme.
pub async fn plan(conn: &mut Conn, id: &CohortId, plan: &Plan) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let life = plan.life;
    let moment = |at: Option<Moment>| at.map(|at| at.0);
    let planned = sqlx::query(
        "update cohorts set programme_id = $2, places = $3, starts_at = $4, ends_at = $5, apply_from = $6,
                            apply_until = $7 where id = $1",
    )
    .bind(id.as_str())
    .bind(plan.programme.as_ref().map(|id| id.as_str().to_owned()))
    .bind(plan.places)
    .bind(moment(life.starts_at))
    .bind(moment(life.ends_at))
    .bind(moment(life.apply_from))
    .bind(moment(life.apply_until))
    .execute(conn)
    .await?;
    if planned.rows_affected() == 0 { Err(Error::NotFound.into()) } else { Ok(()) }
}

/// How many members it has now. Who counts in order to give a place holds the cohort's lock.
pub async fn members(conn: &mut Conn, id: &CohortId) -> Result<i64> {
    let row =
        sqlx::query("select count(*) from cohort_people where cohort_id = $1 and part = 'member' and left_at is null")
            .bind(id.as_str())
            .fetch_one(conn)
            .await?;
    Ok(row.try_get(0)?)
}

/// Whether there is a place for `person`, who may have it already. The cohort stays locked until the transaction ends,
/// so that nobody else is given the same.
pub async fn has_place(conn: &mut Conn, id: &CohortId, person: &UserId) -> Result<bool> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let Some(places) = read(conn, id).await?.places else { return Ok(true) };
    Ok(since(conn, id, person, "member").await?.is_some() || members(conn, id).await? < places)
}

/// Since when somebody is in a cohort as `part`; none when they are not.
pub async fn since(conn: &mut Conn, id: &CohortId, person: &UserId, part: &str) -> Result<Option<Moment>> {
    let row = sqlx::query(
        "select p.joined_at from cohort_people p join users u on u.id = p.user_id
         where p.cohort_id = $1 and p.user_id = $2 and p.part = $3 and p.left_at is null and u.closed_at is null",
    )
    .bind(id.as_str())
    .bind(person.as_str())
    .bind(part)
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok(Moment(row.try_get(0)?))).transpose()
}

/// Refuses who is not in the cohort as `part`, as if there were none.
pub async fn must_be(conn: &mut Conn, id: &CohortId, person: &UserId, part: &str) -> Result<Moment> {
    Ok(since(conn, id, person, part).await?.ok_or(Error::NotFound)?)
}

/// Its coaches: name, profession, and their own word for it.
pub async fn coaches(conn: &mut Conn, id: &CohortId) -> Result<Vec<(String, String, String)>> {
    let rows = sqlx::query(
        "select u.name, u.profession, u.profession_other from cohort_people p join users u on u.id = p.user_id
         where p.cohort_id = $1 and p.part = 'coach' and p.left_at is null and u.closed_at is null
         order by u.name, u.id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).collect()
}

fn cohort(row: &AnyRow) -> Result<Cohort> {
    let programme: Option<String> = row.try_get("programme_id")?;
    Ok(Cohort {
        id: row.try_get::<String, _>("id")?.parse()?,
        name: row.try_get("name")?,
        programme: programme.map(|id| id.parse()).transpose()?,
        places: row.try_get("places")?,
        life: Life {
            starts_at: moment(row, "starts_at")?,
            ends_at: moment(row, "ends_at")?,
            apply_from: moment(row, "apply_from")?,
            apply_until: moment(row, "apply_until")?,
            closed_at: moment(row, "closed_at")?,
        },
    })
}
