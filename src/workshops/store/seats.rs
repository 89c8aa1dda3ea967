//! Seats: registering, giving a place back, moving up. Each holds its rows and its letters in one transaction,
//! and begins by locking the workshop.

use sqlx::Row;

use super::{LOCK, Workshop, find, my_place, published};
use crate::accounts::store::contact_of;
use crate::kit::Moment;
use crate::kit::id::{RegistrationId, UserId, WorkshopId};
use crate::server::config::Config;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::server::state::new_id;
use crate::workshops::invitation::send;
use crate::workshops::letters;
use crate::workshops::model::Outcome;

/// Registers a person: a seat while one is free and nobody waits, else a place at the end of the line.
/// Whoever is registered already keeps what they have, and gets no second letter.
pub async fn register(
    conn: &mut Conn,
    config: &Config,
    id: &WorkshopId,
    user: &UserId,
    now: Moment,
) -> Result<Outcome> {
    lock_row(conn, LOCK, id.as_str()).await?;
    join(conn, config, id, user, now).await
}

/// What `register` does once the workshop is locked. Without the lock two people can count the same free seat:
/// it is public only for the test that shows this.
pub async fn join(conn: &mut Conn, config: &Config, id: &WorkshopId, user: &UserId, now: Moment) -> Result<Outcome> {
    let workshop = published(conn, id).await?;
    if let Some(mine) = my_place(conn, id, user).await? {
        return Ok(mine.waiting_position.map_or(Outcome::Confirmed, Outcome::Waiting));
    }
    if !workshop.life.may_register(now) || workshop.host == *user {
        return Ok(Outcome::Closed);
    }
    let outcome = match workshop.seats.free() {
        0 => Outcome::Waiting(workshop.seats.waiting + 1),
        _ => Outcome::Confirmed,
    };
    let registration: RegistrationId = new_id(now);
    sqlx::query(
        "insert into registrations (id, workshop_id, user_id, seq, joined_at, confirmed_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(registration.as_str())
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(workshop.last_seq + 1)
    .bind(now.0)
    .bind((outcome == Outcome::Confirmed).then_some(now.0))
    .execute(&mut *conn)
    .await?;
    let contact = contact_of(conn, user).await?;
    send(conn, config, id, letters::registered(config, &workshop, user, &contact, outcome), now).await?;
    Ok(outcome)
}

/// Gives a person's place back; the first who waits moves up. False when it is too late. Who has no place, or
/// gave it back before, gets no letter.
pub async fn cancel(conn: &mut Conn, config: &Config, id: &WorkshopId, user: &UserId, now: Moment) -> Result<bool> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = published(conn, id).await?;
    if !workshop.life.may_cancel(now) {
        return Ok(false);
    }
    let given_back = sqlx::query(
        "update registrations set cancelled_at = $3, sequence = sequence + 1
         where workshop_id = $1 and user_id = $2 and cancelled_at is null",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    if given_back.rows_affected() == 1 {
        let contact = contact_of(conn, user).await?;
        send(conn, config, id, letters::given_back(config, &workshop, user, &contact), now).await?;
        move_up(conn, config, id, now).await?;
    }
    Ok(true)
}

/// Gives free seats to those who wait, in order, with a letter each; says who moved up.
/// The workshop must be locked.
pub(super) async fn move_up(conn: &mut Conn, config: &Config, id: &WorkshopId, now: Moment) -> Result<Vec<UserId>> {
    let workshop: Workshop = find(conn, id).await?;
    let seats = workshop.seats.to_move_up();
    if seats == 0 {
        return Ok(Vec::new());
    }
    let rows = sqlx::query(
        "select id, user_id from registrations
         where workshop_id = $1 and cancelled_at is null and confirmed_at is null order by seq, id limit $2",
    )
    .bind(id.as_str())
    .bind(seats)
    .fetch_all(&mut *conn)
    .await?;
    let mut moved = Vec::new();
    for row in rows {
        let user: UserId = row.try_get::<String, _>(1)?.parse()?;
        sqlx::query("update registrations set confirmed_at = $2, sequence = sequence + 1 where id = $1")
            .bind(row.try_get::<String, _>(0)?)
            .bind(now.0)
            .execute(&mut *conn)
            .await?;
        let contact = contact_of(conn, &user).await?;
        send(conn, config, id, letters::moved_up(config, &workshop, &user, &contact), now).await?;
        moved.push(user);
    }
    Ok(moved)
}
