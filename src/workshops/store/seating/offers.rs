//! Offers, and the answers to them; and what somebody wishes when a seat becomes free.

use jiff::civil::time as clock;
use jiff::{ToSpan, Zoned};

use super::leave::{Reason, leave};
use super::links;
use super::room::held_by;
use super::settle::settle;
use crate::accounts::store::contact_of;
use crate::kit::Moment;
use crate::kit::id::{UserId, WorkshopId};
use crate::server::config::Config;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::server::time;
use crate::workshops::invitation::send;
use crate::workshops::letters::places::{self, Cause};
use crate::workshops::model::seating::Wish;
use crate::workshops::store::history::note;
use crate::workshops::store::{LOCK, published};

/// From this hour of the evening on nothing runs out.
const EVENING: i8 = 21;
/// Until this hour of the morning.
const MORNING: i8 = 7;

/// What became of an answer to an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It is kept.
    Done,
    /// There is no offer to answer: it ran out, or was answered before.
    Gone,
}

/// Whether it is night on somebody's clock, when no offer of theirs runs out.
pub fn is_night(at: Moment, zone: &str) -> bool {
    let hour = time::at(at, zone).hour();
    !(MORNING..EVENING).contains(&hour)
}

/// When an offer made at `now` runs out: after so many hours, or when it begins; never at night on the person's own
/// clock, but in the morning after.
pub fn expiry(now: Moment, hours: i64, starts_at: Moment, zone: &str) -> Moment {
    let at = now.plus_hours(hours).min(starts_at);
    if is_night(at, zone) { morning_after(at, zone) } else { at }
}

fn morning_after(at: Moment, zone: &str) -> Moment {
    let here = time::at(at, zone);
    let day = if here.hour() >= EVENING { here.date().checked_add(1.day()) } else { Ok(here.date()) };
    let morning = day.and_then(|day| day.to_datetime(clock(MORNING, 0, 0, 0)).to_zoned(time::zone(zone)));
    morning.map_or_else(|_| at.plus_hours(10), |morning: Zoned| Moment(morning.timestamp().as_microsecond()))
}

/// Takes an offered seat.
pub async fn accept(conn: &mut Conn, config: &Config, id: &WorkshopId, user: &UserId, now: Moment) -> Result<Answered> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = published(conn, id).await?;
    // While it is held it can be taken, even a moment after its time: nobody else was asked yet.
    let who = held_by(conn, id, user).await?.filter(|who| who.is_offered() && workshop.life.is_coming(now));
    let Some(who) = who else { return Ok(Answered::Gone) };
    sqlx::query("update registrations set confirmed_at = $2, sequence = sequence + 1 where id = $1")
        .bind(who.id.as_str())
        .bind(now.0)
        .execute(&mut *conn)
        .await?;
    note(conn, id, Some(user), Some(user), "accepted", "", now).await?;
    let contact = contact_of(conn, user).await?;
    let token = links::make(conn, &who.id, now).await?;
    send(conn, config, &workshop.id, places::seated(config, &workshop, user, &contact, Cause::Accepted, &token), now)
        .await?;
    settle(conn, config, id, now).await?;
    Ok(Answered::Done)
}

/// Says no to an offered seat, which goes on to the next.
pub async fn decline(
    conn: &mut Conn,
    config: &Config,
    id: &WorkshopId,
    user: &UserId,
    now: Moment,
) -> Result<Answered> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = published(conn, id).await?;
    let Some(who) = held_by(conn, id, user).await?.filter(|who| who.is_offered()) else {
        return Ok(Answered::Gone);
    };
    leave(conn, config, &workshop, &who, Reason::Declined, Some(user), now).await?;
    settle(conn, config, id, now).await?;
    Ok(Answered::Done)
}

/// Changes what somebody who waits wishes. False when they do not wait.
pub async fn set_wish(
    conn: &mut Conn,
    config: &Config,
    id: &WorkshopId,
    user: &UserId,
    wish: Wish,
    now: Moment,
) -> Result<bool> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let Some(who) = held_by(conn, id, user).await?.filter(|who| who.waits()) else { return Ok(false) };
    if who.wish != wish {
        sqlx::query("update registrations set wish = $2, wish_hours = $3 where id = $1")
            .bind(who.id.as_str())
            .bind(wish.as_str())
            .bind(wish.hours())
            .execute(&mut *conn)
            .await?;
        note(conn, id, Some(user), Some(user), "wish", wish.as_str(), now).await?;
        settle(conn, config, id, now).await?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TUESDAY: Moment = Moment(1_795_516_200_000_000); // 2026-11-24T19:30+09:00

    #[test]
    fn no_offer_runs_out_at_night() {
        let far = TUESDAY.plus_days(9);
        let until = |from: Moment, hours, zone| time::to_local_input(expiry(from, hours, far, zone), zone);
        assert_eq!(until(TUESDAY, 1, "Asia/Tokyo"), "2026-11-24T20:30");
        assert_eq!(until(TUESDAY, 2, "Asia/Tokyo"), "2026-11-25T07:00");
        assert_eq!(until(TUESDAY, 10, "Asia/Tokyo"), "2026-11-25T07:00");
        assert_eq!(until(TUESDAY, 24, "Asia/Tokyo"), "2026-11-25T19:30");
        // 10:30 in London: eleven hours later it is evening there, and morning in Tokyo.
        assert_eq!(until(TUESDAY, 11, "Europe/London"), "2026-11-25T07:00");
        assert_eq!(until(TUESDAY, 10, "Europe/London"), "2026-11-24T20:30");
        assert_eq!(expiry(TUESDAY, 24, TUESDAY.plus_hours(1), "Asia/Tokyo"), TUESDAY.plus_hours(1));
        for minutes in 0..3_000 {
            for zone in ["Asia/Tokyo", "America/Los_Angeles", "Europe/Paris"] {
                let at = expiry(TUESDAY.plus_minutes(minutes), 3, far, zone);
                assert!(!is_night(at, zone) && at >= TUESDAY.plus_minutes(minutes + 180));
            }
        }
    }
}
