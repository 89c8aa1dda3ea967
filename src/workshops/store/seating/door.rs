//! Somebody stands at the door who is not on the list, and the host lets them in.

use super::draw::{draw, is_due};
use super::register::insert;
use super::settle::{is_stale, settle};
use super::{LOCK_PERSON, class_of, held_by, links, room};
use crate::accounts::store::contact_of;
use crate::kit::Moment;
use crate::kit::id::{RegistrationId, UserId, WorkshopId};
use crate::server::config::Config;
use crate::server::crypto::new_token;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::workshops::invitation::send;
use crate::workshops::letters::places::{self, Cause};
use crate::workshops::model::Outcome;
use crate::workshops::model::seating::{Bar, Mode, Waiter, Wish};
use crate::workshops::store::history::note;
use crate::workshops::store::{Asking, LOCK, Workshop, find};

/// Locks the person and then the workshop, as everything does that gives somebody a seat.
pub async fn lock_both(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<()> {
    lock_row(conn, LOCK_PERSON, user.as_str()).await?;
    lock_row(conn, LOCK, id.as_str()).await
}

/// Gives somebody at the door a seat, or says why there is none: the same rules as for everybody, whatever the window
/// of registration says, and the host's word counts as asked for. Whoever has a seat keeps it. After `lock_both`.
pub async fn at_the_door(
    conn: &mut Conn,
    config: &Config,
    workshop: &Workshop,
    user: &UserId,
    actor: &UserId,
    now: Moment,
) -> Result<std::result::Result<RegistrationId, Bar>> {
    let id = &workshop.id;
    if is_due(workshop, now) {
        // Those who wait for a draw that no round has made yet come before whoever stands at the door.
        draw(conn, config, id, &new_token(), now).await?;
    }
    if is_stale(conn, workshop, now).await? {
        settle(conn, config, id, now).await?;
    }
    let workshop = &find(conn, id).await?;
    let held = held_by(conn, id, user).await?;
    let class = match &held {
        Some(held) if held.confirmed_at.is_some() => return Ok(Ok(held.id.clone())),
        Some(held) => held.class,
        None => class_of(conn, user).await?,
    };
    let asks = Waiter { class, wish: Wish::Auto, approved: true, asks_now: true };
    let theirs = held.as_ref().is_some_and(|held| held.is_offered());
    let mut room = room(conn, workshop).await?;
    if is_due(workshop, now) {
        // It has begun without its draw, and nobody makes that any more: whoever is there takes what is free.
        room.mode = Mode::First;
    }
    let bar = room.bar_of(&asks, workshop.never_before(now));
    if let Some(bar) = bar.filter(|_| !theirs) {
        return Ok(Err(bar));
    }
    let contact = contact_of(conn, user).await?;
    let (registration, letter) = match held {
        Some(held) => {
            sqlx::query(
                "update registrations set confirmed_at = $2, approved_at = coalesce(approved_at, $2),
                                          sequence = sequence + 1 where id = $1",
            )
            .bind(held.id.as_str())
            .bind(now.0)
            .execute(&mut *conn)
            .await?;
            note(conn, id, Some(user), Some(actor), "confirmed", "door", now).await?;
            let cause = if theirs { Cause::Accepted } else { Cause::Freed };
            let token = links::make(conn, &held.id, now).await?;
            (held.id, places::seated(config, workshop, user, &contact, cause, &token))
        }
        None => {
            let asking = Asking::default();
            let made = insert(conn, workshop, user, class, &asking, Outcome::Confirmed, now).await?;
            note(conn, id, Some(user), Some(actor), "registered", "door", now).await?;
            let token = links::make(conn, &made, now).await?;
            let told = (Outcome::Confirmed, asking.wish);
            (made, places::registered(config, workshop, user, &contact, told, &token))
        }
    };
    // Once it is over, the list is only put right: there is nothing to come to.
    if now < workshop.life.ends_at {
        send(conn, config, id, letter, now).await?;
    }
    Ok(Ok(registration))
}
