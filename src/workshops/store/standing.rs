//! Where a person stands: with a seat, with one that is held for them, or how they wait.

use std::collections::BTreeMap;

use sqlx::Row;
use sqlx::any::AnyRow;

use super::mode;
use crate::kit::Moment;
use crate::kit::id::{SeriesId, UserId, WorkshopId};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::model::MyPlace;
use crate::workshops::model::place::Standing;

/// SQL for how many stand before `r` in the line, and `r`: as drawn, then as joined. 0 when a seat is held for them.
macro_rules! position {
    () => {
        "case when r.offered_at is not null then 0 else
            (select count(*) from registrations x
             where x.workshop_id = r.workshop_id and x.cancelled_at is null and x.confirmed_at is null
               and x.offered_at is null
               and (coalesce(x.draw_order, 1000000000), x.seq) <= (coalesce(r.draw_order, 1000000000), r.seq)) end"
    };
}
pub(super) use position;

/// `$1` the person.
macro_rules! standings {
    ($which:literal) => {
        concat!(
            "select w.id, w.mode, w.starts_at, w.draw_at, w.closes_at, w.drawn_at, r.confirmed_at, r.approved_at, cast(",
            position!(),
            " as bigint) as position
             from registrations r join workshops w on w.id = r.workshop_id
             where r.user_id = $1 and r.cancelled_at is null and ",
            $which
        )
    };
}

/// A person's registration for a workshop, if there is one.
pub async fn my_place(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<Option<MyPlace>> {
    let row = sqlx::query(concat!(
        "select r.confirmed_at, cast(",
        position!(),
        " as bigint) from registrations r where r.workshop_id = $1 and r.user_id = $2 and r.cancelled_at is null"
    ))
    .bind(id.as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let waits = row.try_get::<Option<i64>, _>(0)?.is_none();
    Ok(Some(MyPlace { waiting_position: if waits { Some(row.try_get(1)?) } else { None } }))
}

/// Where a person stands with a workshop; none when they are not registered.
pub async fn standing(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<Option<Standing>> {
    let row = sqlx::query(standings!("w.id = $2")).bind(user.as_str()).bind(id.as_str()).fetch_optional(conn).await?;
    row.as_ref().map(of).transpose()
}

/// Where a person stands with each date of a course that they are registered for.
pub async fn standings(conn: &mut Conn, course: &SeriesId, user: &UserId) -> Result<BTreeMap<WorkshopId, Standing>> {
    let rows = sqlx::query(standings!("w.series_id = $2 order by w.id"))
        .bind(user.as_str())
        .bind(course.as_str())
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok((row.try_get::<String, _>("id")?.parse::<WorkshopId>()?, of(row)?))).collect()
}

fn of(row: &AnyRow) -> Result<Standing> {
    let given = |name: &str| -> Result<bool> { Ok(row.try_get::<Option<i64>, _>(name)?.is_some()) };
    if given("confirmed_at")? {
        return Ok(Standing::Seat);
    }
    let mode = mode(row, Moment(row.try_get("starts_at")?))?;
    Ok(Standing::waiting(mode, given("approved_at")?, row.try_get("position")?))
}
