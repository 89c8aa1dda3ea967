//! Those who came in: their number and name, a rest, a hand, a call.

use sqlx::Row;

use super::{locked, rise, rise_for};
use crate::kit::id::{CallId, UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::live::room::groups;
use crate::live::room::model::Run;
use crate::live::room::model::run::Standing;
use crate::live::room::model::wire::{Mine, Seat};
use crate::live::tools;
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};

/// Something of one's own that is on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// ひと休み
    Rest,
    /// One's hand.
    Hand,
}

/// Comes in under a name, or back in, or takes another name. One's number stays the same.
pub async fn enter(conn: &mut Conn, id: &WorkshopId, user: &UserId, name: &str, now: Moment) -> Result<Seat> {
    let room = locked(conn, id).await?;
    let row = sqlx::query("select cast(coalesce(max(seat), 0) as bigint) from live_people where workshop_id = $1")
        .bind(id.as_str())
        .fetch_one(&mut *conn)
        .await?;
    let next: i64 = row.try_get::<i64, _>(0)? + 1;
    let since = there_since(conn, id, user, &room.run, now).await?;
    sqlx::query(
        "insert into live_people (workshop_id, user_id, seat, name, entered_at) values ($1, $2, $3, $4, $5)
         on conflict (workshop_id, user_id) do update set name = excluded.name, entered_at = excluded.entered_at,
                     left_at = null",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(next)
    .bind(name)
    .bind(since.0)
    .execute(&mut *conn)
    .await?;
    groups::settle(conn, id, &room.sheet, &room.run, now).await?;
    rise_for(conn, id, user).await?;
    inside(conn, id, user).await
}

/// Since when somebody who comes in was there. Whoever was in before and went out counts as so much later as they were
/// gone while it ran: how much of it they were there for stays true.
async fn there_since(conn: &mut Conn, id: &WorkshopId, user: &UserId, run: &Run, now: Moment) -> Result<Moment> {
    let row = sqlx::query("select entered_at, left_at from live_people where workshop_id = $1 and user_id = $2")
        .bind(id.as_str())
        .bind(user.as_str())
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else { return Ok(now) };
    let (came, went): (i64, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
    let (Some(went), Some(begun)) = (went, run.started_ms.map(|at| at * 1000)) else { return Ok(Moment(came)) };
    let until = match run.standing {
        Standing::Ended { at_ms, .. } => now.0.min(at_ms * 1000),
        _ => now.0,
    };
    let gone = until - went.max(begun);
    Ok(Moment(if gone > 0 { came.max(begun) + gone } else { came }))
}

/// The number of somebody who is in an open room; for anybody else there is no such room: `NotFound`.
pub async fn inside(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<Seat> {
    let row = sqlx::query(
        "select p.seat from live_people p join live_rooms r on r.workshop_id = p.workshop_id
         where p.workshop_id = $1 and p.user_id = $2 and p.left_at is null and r.closed_at is null",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    seat(row.ok_or(Error::NotFound)?.try_get(0)?)
}

/// A number as screens know it.
pub(in crate::live) fn seat(number: i64) -> Result<Seat> {
    Seat::try_from(number).map_err(|error| Failure::other("reading a seat", error))
}

/// The way for somebody with a seat: into the room while it is open, and afterwards to what they keep of it.
pub async fn way_in(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<Option<String>> {
    let row = sqlx::query(
        "select r.closed_at, p.seat from live_rooms r
         left join live_people p on p.workshop_id = r.workshop_id and p.user_id = $2 where r.workshop_id = $1",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let is_open = row.try_get::<Option<i64>, _>(0)?.is_none();
    let was_there = row.try_get::<Option<i64>, _>(1)?.is_some();
    Ok(match (is_open, was_there) {
        (true, _) => Some(format!("/live/{id}")),
        (false, true) => Some(format!("/live/{id}/recap")),
        (false, false) => None,
    })
}

/// The name one had here before, if one came in before.
pub async fn name_before(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<Option<String>> {
    let row = sqlx::query("select name from live_people where workshop_id = $1 and user_id = $2")
        .bind(id.as_str())
        .bind(user.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// Locks the room in which somebody is: what a change of one's own begins with.
async fn mine_locked(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<Seat> {
    locked(conn, id).await?;
    inside(conn, id, user).await
}

/// Turns something of one's own on or off. Nobody counts as absent for a rest.
pub async fn switch(
    conn: &mut Conn,
    id: &WorkshopId,
    user: &UserId,
    (switch, on): (Switch, bool),
    now: Moment,
) -> Result<()> {
    mine_locked(conn, id, user).await?;
    let sql = match switch {
        Switch::Rest => {
            "update live_people set resting_at = $3 where workshop_id = $1 and user_id = $2
             and (case when resting_at is null then 0 else 1 end) <> $4"
        }
        Switch::Hand => {
            "update live_people set hand_at = $3 where workshop_id = $1 and user_id = $2
             and (case when hand_at is null then 0 else 1 end) <> $4"
        }
    };
    let done = sqlx::query(sql)
        .bind(id.as_str())
        .bind(user.as_str())
        .bind(on.then_some(now.0))
        .bind(i64::from(on))
        .execute(&mut *conn)
        .await?;
    if done.rows_affected() > 0 {
        rise_for(conn, id, user).await?;
    }
    Ok(())
}

/// Asks for a hand. While one's call stands open, calling again changes nothing.
pub async fn call(conn: &mut Conn, id: &WorkshopId, user: &UserId, call: &CallId, now: Moment) -> Result<()> {
    mine_locked(conn, id, user).await?;
    let made = sqlx::query(
        "insert into live_calls (id, workshop_id, user_id, called_at) values ($1, $2, $3, $4) on conflict do nothing",
    )
    .bind(call.as_str())
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    if made.rows_affected() > 0 {
        rise(conn, id).await?;
    }
    Ok(())
}

/// Goes out. One's number is kept for coming back; one's hand and one's call go down.
pub async fn leave(conn: &mut Conn, id: &WorkshopId, user: &UserId, now: Moment) -> Result<()> {
    let room = locked(conn, id).await?;
    inside(conn, id, user).await?;
    sqlx::query(
        "update live_people set left_at = $3, hand_at = null, resting_at = null
         where workshop_id = $1 and user_id = $2",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "update live_calls set answered_at = $3 where workshop_id = $1 and user_id = $2 and answered_at is null",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    groups::settle(conn, id, &room.sheet, &room.run, now).await?;
    rise_for(conn, id, user).await
}

/// What is one's own in the room.
pub async fn mine(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<Mine> {
    let number = inside(conn, id, user).await?;
    let row = sqlx::query("select name, resting_at, hand_at from live_people where workshop_id = $1 and user_id = $2")
        .bind(id.as_str())
        .bind(user.as_str())
        .fetch_one(&mut *conn)
        .await?;
    let own = tools::store::own(conn, id, user).await?;
    Ok(Mine {
        seat: number,
        name: row.try_get(0)?,
        resting: row.try_get::<Option<i64>, _>(1)?.is_some(),
        hand: row.try_get::<Option<i64>, _>(2)?.is_some(),
        answers: own.answers,
        voices: own.voices,
    })
}
