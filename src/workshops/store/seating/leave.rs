//! Leaving: by oneself, by the host, by saying no, by letting an offer run out.

use super::links;
use super::room::{Held, held_by};
use super::settle::settle;
use crate::accounts::store::contact_of;
use crate::kit::id::{UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::live::room::store::people;
use crate::server::config::Config;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::{Failure, Result};
use crate::workshops::invitation::send;
use crate::workshops::letters::places;
use crate::workshops::store::history::note;
use crate::workshops::store::{LOCK, Workshop, published};

/// Why somebody is no longer registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// They gave it back, or left the line.
    Own,
    /// A host took them off.
    Host,
    /// They said no to an offered seat.
    Declined,
    /// They did not answer to an offer.
    Expired,
    /// The host said no.
    Refused,
}

impl Reason {
    /// The name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Own => "self",
            Reason::Host => "host",
            Reason::Declined => "declined",
            Reason::Expired => "expired",
            Reason::Refused => "refused",
        }
    }
}

/// Ends a registration, with its letter. The workshop must be locked; the caller settles afterwards.
pub async fn leave(
    conn: &mut Conn,
    config: &Config,
    workshop: &Workshop,
    who: &Held,
    reason: Reason,
    actor: Option<&UserId>,
    now: Moment,
) -> Result<()> {
    end(conn, who, reason, actor, now).await?;
    let contact = contact_of(conn, &who.user).await?;
    let letter = places::left(config, workshop, &who.user, &contact, reason, who.confirmed_at.is_some());
    send(conn, config, &workshop.id, letter, now).await
}

/// The same without a letter: for those who hear of several places in one.
pub(in crate::workshops::store) async fn end(
    conn: &mut Conn,
    who: &Held,
    reason: Reason,
    actor: Option<&UserId>,
    now: Moment,
) -> Result<()> {
    close(conn, who, reason, now).await?;
    note(conn, &who.workshop, Some(&who.user), actor, "left", reason.as_str(), now).await
}

/// The same without a word in the history: for those who have one of their own there.
pub(in crate::workshops::store) async fn close(conn: &mut Conn, who: &Held, reason: Reason, now: Moment) -> Result<()> {
    sqlx::query(
        "update registrations set cancelled_at = $2, left_reason = $3, sequence = sequence + 1
         where id = $1 and cancelled_at is null",
    )
    .bind(who.id.as_str())
    .bind(now.0)
    .bind(reason.as_str())
    .execute(&mut *conn)
    .await?;
    links::forget(conn, &who.id).await?;
    // Nor do they sit in a group any more, which would wait for them.
    match people::leave(conn, &who.workshop, &who.user, now).await {
        // There is no open room, or they are not in it.
        Err(Failure::Known(Error::NotFound)) => Ok(()),
        left => left,
    }
}

/// Whether somebody may still give back what they have: a seat has a last day for it; whoever waits may leave until
/// it begins.
pub(in crate::workshops::store) fn in_time(workshop: &Workshop, who: &Held, now: Moment) -> bool {
    match who.confirmed_at {
        Some(_) => workshop.life.may_cancel(now),
        None => workshop.life.is_coming(now),
    }
}

/// Why somebody is gone who goes by themselves.
pub(in crate::workshops::store) fn own_reason(who: &Held) -> Reason {
    if who.is_offered() { Reason::Declined } else { Reason::Own }
}

/// Gives a person's place back whatever the time: they close their account.
pub async fn leave_for_good(
    conn: &mut Conn,
    config: &Config,
    id: &WorkshopId,
    user: &UserId,
    now: Moment,
) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = published(conn, id).await?;
    if let Some(who) = held_by(conn, id, user).await? {
        leave(conn, config, &workshop, &who, Reason::Own, Some(user), now).await?;
        settle(conn, config, id, now).await?;
    }
    Ok(())
}

/// Gives a person's own place back, or leaves the line; the seat goes on. False when it is too late. Who has no
/// place, or gave it back before, gets no letter.
pub async fn cancel(conn: &mut Conn, config: &Config, id: &WorkshopId, user: &UserId, now: Moment) -> Result<bool> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = published(conn, id).await?;
    let Some(who) = held_by(conn, id, user).await? else {
        return Ok(workshop.life.is_coming(now));
    };
    if !in_time(&workshop, &who, now) {
        return Ok(false);
    }
    leave(conn, config, &workshop, &who, own_reason(&who), Some(user), now).await?;
    settle(conn, config, id, now).await?;
    Ok(true)
}
