//! Coming and going: by the host's hand, by a code, by the room's code; and how much of it people were there for.

use sqlx::Row;

use super::certificates::holds_one;
use super::my_seat;
use super::newcomers::is_member;
use crate::kit::id::{RegistrationId, RowId, UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::server::config::Config;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::workshops::day::codes::{self, SHORT};
use crate::workshops::day::model::{Presence, doors_are_open, read_code, room_is_open};
use crate::workshops::model::seating::Bar;
use crate::workshops::model::{Editor, Stage};
use crate::workshops::store::history::note;
use crate::workshops::store::{LOCK, Workshop, for_editor, seating};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// They are where they were to be.
    Done,
    /// They were there already.
    Already,
    /// It is too early.
    TooEarly,
    /// The room's code works only around the time of the workshop.
    RoomShut,
    /// It is a draft, or was called off.
    NotHeld,
    /// There is no such code here.
    UnknownCode,
    /// This person gave their place back.
    GaveBack,
    /// This person has no seat yet.
    Waiting,
    /// This person has a certificate, which says that they were there.
    Certified,
}

/// What became of somebody who came without being on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WalkedIn {
    /// They have a seat and are here.
    Here(RegistrationId),
    /// Nobody is let in now.
    Not(Marked),
    /// There is no seat for them.
    Barred(Bar),
}

struct Found {
    registration: RegistrationId,
    user: UserId,
    confirmed: bool,
    cancelled: bool,
    presence: Presence,
    checked_in_at: Option<Moment>,
    attended: Option<i64>,
}

/// Which of a workshop's registrations is meant.
enum Which<'a> {
    Registration(&'a RegistrationId),
    Code(&'a str),
}

/// Lets a member in who stands at the door and is not on the list: a seat and the check-in in one piece. Doing it
/// twice changes nothing; somebody who is no member, or hosts it, is `NotFound`.
pub async fn walk_in(
    conn: &mut Conn,
    config: &Config,
    (editor, actor): (&Editor, &UserId),
    id: &WorkshopId,
    user: &UserId,
    now: Moment,
) -> Result<WalkedIn> {
    seating::lock_both(conn, id, user).await?;
    let workshop = for_editor(conn, editor, id).await?;
    if let Some(shut) = shut(&workshop, now) {
        return Ok(WalkedIn::Not(shut));
    }
    if workshop.host == *user || !is_member(conn, user).await? {
        return Err(Error::NotFound.into());
    }
    let registration = match seating::at_the_door(conn, config, &workshop, user, actor, now).await? {
        Ok(registration) => registration,
        Err(bar) => return Ok(WalkedIn::Barred(bar)),
    };
    let found = find(conn, id, Which::Registration(&registration)).await?.ok_or(Error::NotFound)?;
    go(conn, id, actor, &found, Presence::Here, now).await?;
    Ok(WalkedIn::Here(registration))
}

/// Says where somebody is. Doing it twice changes nothing, whoever does it.
pub async fn mark(
    conn: &mut Conn,
    (editor, actor): (&Editor, &UserId),
    id: &WorkshopId,
    registration: &RegistrationId,
    to: Presence,
    now: Moment,
) -> Result<Marked> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = for_editor(conn, editor, id).await?;
    let found = find(conn, id, Which::Registration(registration)).await?.ok_or(Error::NotFound)?;
    by_host(conn, &workshop, actor, &found, to, now).await
}

/// Checks in whoever has this code; says who it is.
pub async fn mark_by_code(
    conn: &mut Conn,
    (editor, actor): (&Editor, &UserId),
    id: &WorkshopId,
    code: &str,
    now: Moment,
) -> Result<(Marked, Option<RegistrationId>)> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = for_editor(conn, editor, id).await?;
    super::give_codes(conn, id).await?;
    match find(conn, id, Which::Code(&read_code(code))).await? {
        Some(found) => {
            let marked = match by_host(conn, &workshop, actor, &found, Presence::Here, now).await? {
                Marked::Done if found.presence == Presence::Here => Marked::Already,
                marked => marked,
            };
            Ok((marked, Some(found.registration)))
        }
        None => Ok((Marked::UnknownCode, None)),
    }
}

/// Checks a member in who enters the code that the room shows.
pub async fn enter_room(conn: &mut Conn, id: &WorkshopId, user: &UserId, code: &str, now: Moment) -> Result<Marked> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let (workshop, seat) = my_seat(conn, id, user).await?;
    let details = &workshop.details;
    if workshop.life.cancelled_at.is_some() {
        return Ok(Marked::NotHeld);
    }
    if !room_is_open(details.starts_at, details.ends_at, now) {
        return Ok(Marked::RoomShut);
    }
    if room_code(conn, id).await?.is_none_or(|room| room != read_code(code)) {
        return Ok(Marked::UnknownCode);
    }
    let found = find(conn, id, Which::Registration(&seat.registration)).await?.ok_or(Error::NotFound)?;
    go(conn, id, user, &found, Presence::Here, now).await?;
    Ok(Marked::Done)
}

/// Shows a code to the room, or hides it. A new one each time, so that last week's does not open this week's door.
pub async fn set_room(
    conn: &mut Conn,
    (editor, actor): (&Editor, &UserId),
    id: &WorkshopId,
    fresh: Option<&RowId>,
    now: Moment,
) -> Result<Marked> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = for_editor(conn, editor, id).await?;
    if matches!(workshop.life.stage(now), Stage::Draft | Stage::Cancelled) {
        return Ok(Marked::NotHeld);
    }
    if fresh.is_some() == room_code(conn, id).await?.is_some() {
        return Ok(Marked::Done);
    }
    sqlx::query("update workshops set room_code = $2 where id = $1")
        .bind(id.as_str())
        .bind(fresh.map(|id| codes::of(id.as_str(), 0, SHORT)))
        .execute(&mut *conn)
        .await?;
    let action = if fresh.is_some() { "room_opened" } else { "room_closed" };
    note(conn, id, None, Some(actor), action, "", now).await?;
    Ok(Marked::Done)
}

/// The code that the room shows, while it does.
pub async fn room_code(conn: &mut Conn, id: &WorkshopId) -> Result<Option<String>> {
    let row = sqlx::query("select room_code from workshops where id = $1").bind(id.as_str()).fetch_one(conn).await?;
    Ok(row.try_get(0)?)
}

/// Says how much of it people were there for: one person, or everybody who came. Says how many it was said of.
pub async fn set_share(
    conn: &mut Conn,
    (editor, actor): (&Editor, &UserId),
    id: &WorkshopId,
    only: Option<&RegistrationId>,
    share: i64,
    now: Moment,
) -> Result<u64> {
    lock_row(conn, LOCK, id.as_str()).await?;
    for_editor(conn, editor, id).await?;
    let rows = sqlx::query(
        "select id, user_id from registrations
         where workshop_id = $1 and cancelled_at is null and checked_in_at is not null
               and coalesce(attended, -1) <> $2 order by seq, id",
    )
    .bind(id.as_str())
    .bind(share)
    .fetch_all(&mut *conn)
    .await?;
    let mut said = 0;
    for row in rows {
        let (registration, user): (RegistrationId, UserId) =
            (row.try_get::<String, _>(0)?.parse()?, row.try_get::<String, _>(1)?.parse()?);
        if only.is_some_and(|only| *only != registration) {
            continue;
        }
        sqlx::query("update registrations set attended = $2 where id = $1")
            .bind(registration.as_str())
            .bind(share)
            .execute(&mut *conn)
            .await?;
        note(conn, id, Some(&user), Some(actor), "attended", &format!("{share}%"), now).await?;
        said += 1;
    }
    Ok(said)
}

async fn find(conn: &mut Conn, id: &WorkshopId, which: Which<'_>) -> Result<Option<Found>> {
    let (condition, value) = match which {
        Which::Registration(registration) => ("id = $2", registration.as_str()),
        Which::Code(code) => ("check_code = $2", code),
    };
    let sql = format!(
        "select id, user_id, confirmed_at, cancelled_at, checked_in_at, checked_out_at, attended
         from registrations where workshop_id = $1 and {condition}"
    );
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id.as_str()).bind(value).fetch_optional(conn).await?;
    let Some(row) = row else { return Ok(None) };
    let moment = |name| -> Result<Option<Moment>> { Ok(row.try_get::<Option<i64>, _>(name)?.map(Moment)) };
    let checked_in_at = moment("checked_in_at")?;
    Ok(Some(Found {
        registration: row.try_get::<String, _>("id")?.parse()?,
        user: row.try_get::<String, _>("user_id")?.parse()?,
        confirmed: moment("confirmed_at")?.is_some(),
        cancelled: moment("cancelled_at")?.is_some(),
        presence: Presence::of(checked_in_at, moment("checked_out_at")?),
        checked_in_at,
        attended: row.try_get("attended")?,
    }))
}

/// Why nobody can be checked in now.
fn shut(workshop: &Workshop, now: Moment) -> Option<Marked> {
    match workshop.life.stage(now) {
        Stage::Draft | Stage::Cancelled => Some(Marked::NotHeld),
        _ if !doors_are_open(workshop.details.starts_at, now) => Some(Marked::TooEarly),
        _ => None,
    }
}

async fn by_host(
    conn: &mut Conn,
    workshop: &Workshop,
    actor: &UserId,
    found: &Found,
    to: Presence,
    now: Moment,
) -> Result<Marked> {
    let refused = match shut(workshop, now) {
        Some(shut) => Some(shut),
        _ if found.cancelled => Some(Marked::GaveBack),
        _ if !found.confirmed => Some(Marked::Waiting),
        _ if to == Presence::Expected && holds_one(conn, &workshop.id, &found.user).await? => Some(Marked::Certified),
        _ => None,
    };
    if let Some(refused) = refused {
        return Ok(refused);
    }
    go(conn, &workshop.id, actor, found, to, now).await?;
    Ok(Marked::Done)
}

/// Writes where somebody is now, unless they are there already; and nobody leaves who never came.
async fn go(conn: &mut Conn, id: &WorkshopId, actor: &UserId, found: &Found, to: Presence, now: Moment) -> Result<()> {
    let since = found.checked_in_at.unwrap_or(now);
    let (checked_in, checked_out, action) = match (found.presence, to) {
        (Presence::Expected, Presence::Here) => (Some(now), None, "checked_in"),
        (Presence::Left, Presence::Here) => (Some(since), None, "came_back"),
        (Presence::Here, Presence::Left) => (Some(since), Some(now), "checked_out"),
        (Presence::Here | Presence::Left, Presence::Expected) => (None, None, "check_in_undone"),
        _ => return Ok(()),
    };
    let attended = checked_in.map(|_| found.attended.unwrap_or(100));
    sqlx::query("update registrations set checked_in_at = $2, checked_out_at = $3, attended = $4 where id = $1")
        .bind(found.registration.as_str())
        .bind(checked_in.map(|at| at.0))
        .bind(checked_out.map(|at| at.0))
        .bind(attended)
        .execute(&mut *conn)
        .await?;
    note(conn, id, Some(&found.user), Some(actor), action, "", now).await
}
