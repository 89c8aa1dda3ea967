//! The one place where those who wait get a seat.

use sqlx::Row;

use super::leave::{Reason, leave};
use super::offers::{expiry, is_night};
use super::room::{Held, held, line};
use super::{links, room};
use crate::accounts::store::contact_of;
use crate::kit::Moment;
use crate::kit::id::{RegistrationId, UserId, WorkshopId};
use crate::server::config::Config;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::invitation::send;
use crate::workshops::letters::places::{self, Cause};
use crate::workshops::model::seating::{Mode, Step, Waiter};
use crate::workshops::store::history::note;
use crate::workshops::store::{Workshop, find};

/// Gives every seat that can be given to those who wait, with a letter each, after taking back the offers that have
/// run out; says who got one. The workshop must be locked. A second time changes nothing.
pub async fn settle(conn: &mut Conn, config: &Config, id: &WorkshopId, now: Moment) -> Result<Vec<UserId>> {
    settle_after(conn, config, id, Cause::Freed, now).await
}

/// The same, with what to say to those who get a seat without the host's word or a draw.
pub(super) async fn settle_after(
    conn: &mut Conn,
    config: &Config,
    id: &WorkshopId,
    cause: Cause,
    now: Moment,
) -> Result<Vec<UserId>> {
    expire(conn, config, id, now).await?;
    let workshop = find(conn, id).await?;
    let mut seated = Vec::new();
    for (who, step) in steps(conn, &workshop, now).await? {
        match step {
            Step::Confirm => confirm(conn, config, &workshop, &who, cause, now).await?,
            Step::Offer => offer(conn, config, &workshop, &who, now).await?,
        }
        seated.push(who.user);
    }
    Ok(seated)
}

/// How many of those who wait would get a seat if the workshop were this one. Nothing is written.
pub async fn movers(conn: &mut Conn, workshop: &Workshop, now: Moment) -> Result<i64> {
    Ok(steps(conn, workshop, now).await?.len() as i64)
}

/// Who of the line gets a seat, in order, and how.
async fn steps(conn: &mut Conn, workshop: &Workshop, now: Moment) -> Result<Vec<(Held, Step)>> {
    let drawn = !matches!(workshop.mode, Mode::Lottery { drawn: false, .. });
    if !workshop.life.is_coming(now) || workshop.seats.waiting == 0 || !drawn {
        return Ok(Vec::new());
    }
    let mut room = room(conn, workshop).await?;
    if room.free() == 0 {
        return Ok(Vec::new());
    }
    let line = line(conn, &workshop.id).await?;
    let waiters: Vec<Waiter> = line.iter().map(Held::waiter).collect();
    let steps = room.settle(&waiters, workshop.never_before(now));
    Ok(steps.into_iter().map(|(at, step)| (line[at].clone(), step)).collect())
}

/// Whether time alone has freed something since the seats were last gone through.
pub(super) async fn is_stale(conn: &mut Conn, workshop: &Workshop, now: Moment) -> Result<bool> {
    if workshop.seats.waiting == 0 && workshop.seats.confirmed == 0 {
        return Ok(false);
    }
    let row = sqlx::query(
        "select (select count(*) from seat_rules s join workshops w on w.id = s.workshop_id
                 where s.workshop_id = $1 and s.released_at <= $2 and s.released_at > coalesce(w.settled_at, 0)),
                (select count(*) from registrations
                 where workshop_id = $1 and offer_expires_at <= $2 and confirmed_at is null and cancelled_at is null)",
    )
    .bind(workshop.id.as_str())
    .bind(now.0)
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<i64, _>(0)? + row.try_get::<i64, _>(1)? > 0)
}

async fn confirm(
    conn: &mut Conn,
    config: &Config,
    workshop: &Workshop,
    who: &Held,
    cause: Cause,
    now: Moment,
) -> Result<()> {
    sqlx::query("update registrations set confirmed_at = $2, sequence = sequence + 1 where id = $1")
        .bind(who.id.as_str())
        .bind(now.0)
        .execute(&mut *conn)
        .await?;
    note(conn, &workshop.id, Some(&who.user), None, "confirmed", "", now).await?;
    let contact = contact_of(conn, &who.user).await?;
    let token = links::make(conn, &who.id, now).await?;
    let cause = match workshop.mode {
        Mode::Approval if who.approved_at == Some(now) => Cause::Approved,
        Mode::Lottery { .. } if workshop.drawn_at == Some(now) => Cause::Drawn,
        _ => cause,
    };
    send(conn, config, &workshop.id, places::seated(config, workshop, &who.user, &contact, cause, &token), now).await
}

async fn offer(conn: &mut Conn, config: &Config, workshop: &Workshop, who: &Held, now: Moment) -> Result<()> {
    let contact = contact_of(conn, &who.user).await?;
    let until = expiry(now, workshop.offer_hours, workshop.details.starts_at, &contact.zone);
    sqlx::query(
        "update registrations set offered_at = $2, offer_expires_at = $3, sequence = sequence + 1 where id = $1",
    )
    .bind(who.id.as_str())
    .bind(now.0)
    .bind(until.0)
    .execute(&mut *conn)
    .await?;
    note(conn, &workshop.id, Some(&who.user), None, "offered", "", now).await?;
    let token = links::make(conn, &who.id, now).await?;
    send(conn, config, &workshop.id, places::offered(config, workshop, &who.user, &contact, until, &token), now).await
}

/// Takes back the offers that have run out, except where it is night for the person.
async fn expire(conn: &mut Conn, config: &Config, id: &WorkshopId, now: Moment) -> Result<()> {
    let rows = sqlx::query(
        "select r.id, u.zone from registrations r join users u on u.id = r.user_id
         where r.workshop_id = $1 and r.offer_expires_at <= $2 and r.confirmed_at is null and r.cancelled_at is null
         order by r.seq, r.id",
    )
    .bind(id.as_str())
    .bind(now.0)
    .fetch_all(&mut *conn)
    .await?;
    for row in rows {
        if is_night(now, &row.try_get::<String, _>(1)?) {
            continue;
        }
        let registration: RegistrationId = row.try_get::<String, _>(0)?.parse()?;
        let who = held(conn, &registration).await?;
        let workshop = find(conn, id).await?;
        leave(conn, config, &workshop, &who, Reason::Expired, None, now).await?;
    }
    Ok(())
}
