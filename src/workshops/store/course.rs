//! A course as one: registering for all of its dates, and leaving them, each in one piece and with one letter.

use sqlx::Row;

use super::seating::{Held, LOCK_PERSON, end, held_by, in_time, make_link, own_reason, place, settle};
use super::series::{self, Date, Series};
use super::{Asking, LOCK, Workshop, audience, clashes, published, questions, seating};
use crate::accounts::store::contact_of;
use crate::kit::id::{SeriesId, UserId, WorkshopId};
use crate::kit::{Error, Locale, Moment};
use crate::server::config::Config;
use crate::server::crypto::Vault;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::workshops::invitation::send_all;
use crate::workshops::letters::dates::{self, Place};
use crate::workshops::model::Outcome;
use crate::workshops::model::questions::Typed;
use crate::workshops::model::seating::Wish;

/// Locks a course, so that its dates stand still while somebody takes a place at all of them, and so that two who do
/// never wait for each other.
const LOCK_COURSE: &str = "select id from series where id = $1 for update";

/// What somebody says who registers for a course: once for all of its dates.
pub struct Said {
    /// The answers to the questions of the date whose page it was.
    pub typed: Typed,
    /// The key of its address, where it is shown by link.
    pub key: String,
    /// Their language.
    pub locale: Locale,
    /// Their wish for the waiting list, and what they need.
    pub asking: Asking,
}

/// What became of registering for a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// What became of each date that takes people or has this person already.
    pub outcomes: Vec<Outcome>,
    /// How many of them are new.
    pub fresh: usize,
}

/// What became of leaving a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// How many dates were given back.
    pub gone: usize,
    /// Those for which it is too late.
    pub kept: Vec<WorkshopId>,
}

/// Locks a course: before its dates, always.
pub(super) async fn lock(conn: &mut Conn, id: &SeriesId) -> Result<()> {
    lock_row(conn, LOCK_COURSE, id.as_str()).await
}

/// Locks a course and then all of its dates.
pub(super) async fn lock_all(conn: &mut Conn, id: &SeriesId) -> Result<()> {
    lock(conn, id).await?;
    let course = series::read(conn, id).await?;
    lock_dates(conn, course.dates.iter().map(|date| &date.id).collect()).await
}

/// Locks dates in the order of their ids, as everybody does who locks several: so nobody waits for another for ever.
pub(super) async fn lock_dates(conn: &mut Conn, mut ids: Vec<&WorkshopId>) -> Result<()> {
    ids.sort();
    for id in ids {
        lock_row(conn, LOCK, id.as_str()).await?;
    }
    Ok(())
}

/// The course of a published date, locked after the person and before its dates that lie ahead.
async fn locked(conn: &mut Conn, id: &WorkshopId, user: &UserId, now: Moment) -> Result<(Series, Vec<Date>)> {
    let Some(series) = published(conn, id).await?.series else { return Err(Error::NotFound.into()) };
    lock_row(conn, LOCK_PERSON, user.as_str()).await?;
    lock(conn, &series).await?;
    let course = series::read(conn, &series).await?;
    let ahead: Vec<Date> = course.dates.iter().filter(|date| is_ahead(date, now)).cloned().collect();
    lock_dates(conn, ahead.iter().map(|date| &date.id).collect()).await?;
    Ok((course, ahead))
}

fn is_ahead(date: &Date, now: Moment) -> bool {
    date.published && !date.cancelled && now < date.starts_at
}

/// Registers a person for every date of the course that takes people, in one piece; says what became of each. What
/// they answered to the date they looked at goes along to the others. The rules of each date hold as always. Whoever
/// is registered for all of them already gets no second letter.
pub async fn register(
    conn: &mut Conn,
    config: &Config,
    vault: &Vault,
    id: &WorkshopId,
    user: &UserId,
    said: &Said,
    now: Moment,
) -> Result<Joined> {
    let (course, ahead) = locked(conn, id, user, now).await?;
    if course.joining == "single" {
        return Err(Error::NotFound.into());
    }
    let here = published(conn, id).await?;
    // Whoever may see the page that it was has its key, also when its address has lost it.
    let key = match audience::admits(conn, &here, Some(user), &said.key).await? {
        true if !here.key().is_empty() => here.key(),
        _ => said.key.as_str(),
    };
    let answers = questions::judged(conn, id, &said.typed, said.locale).await?;
    let (mut outcomes, mut places) = (Vec::new(), Vec::new());
    for date in &ahead {
        let workshop = published(conn, &date.id).await?;
        if !audience::admits(conn, &workshop, Some(user), key).await? {
            continue;
        }
        let (outcome, made) = place(conn, config, &date.id, (user, user), &said.asking, now).await?;
        if outcome == Outcome::Closed {
            continue;
        }
        questions::enter(conn, vault, &date.id, user, &answers, now).await?;
        outcomes.push(outcome);
        if let Some((workshop, registration)) = made {
            let token = make_link(conn, &registration, now).await?;
            places.push(Place { workshop, outcome, token });
        }
    }
    let fresh = places.len();
    if fresh > 0 {
        let contact = contact_of(conn, user).await?;
        let clashes = clashes(conn, &here, user).await?;
        let told = (places.as_slice(), clashes.as_slice());
        let letter = dates::joined(config, &here.details.title, user, &contact, told, said.asking.wish);
        let ids: Vec<WorkshopId> = places.into_iter().map(|place| place.workshop.id).collect();
        send_all(conn, config, &ids, letter, now).await?;
    }
    Ok(Joined { outcomes, fresh })
}

/// Gives back what a person has at the dates of the course that lie ahead, in one piece; each seat goes on. A second
/// time there is nothing left, and no second letter.
pub async fn leave(conn: &mut Conn, config: &Config, id: &WorkshopId, user: &UserId, now: Moment) -> Result<Left> {
    let (_, ahead) = locked(conn, id, user, now).await?;
    let (mut gone, mut kept) = (Vec::new(), Vec::new());
    for (workshop, held) in held(conn, &ahead, user).await? {
        if !in_time(&workshop, &held, now) {
            kept.push(workshop);
            continue;
        }
        end(conn, &held, own_reason(&held), Some(user), now).await?;
        settle(conn, config, &workshop.id, now).await?;
        gone.push(workshop);
    }
    if !gone.is_empty() {
        let contact = contact_of(conn, user).await?;
        let letter = dates::left(config, user, &contact, &gone, &kept);
        let ids: Vec<WorkshopId> = gone.iter().map(|workshop| workshop.id.clone()).collect();
        send_all(conn, config, &ids, letter, now).await?;
    }
    Ok(Left { gone: gone.len(), kept: kept.into_iter().map(|workshop| workshop.id).collect() })
}

/// Changes what a person wishes at every date of the course at which they wait. False when they wait at none.
pub async fn set_wish(
    conn: &mut Conn,
    config: &Config,
    id: &WorkshopId,
    user: &UserId,
    wish: Wish,
    now: Moment,
) -> Result<bool> {
    let (_, ahead) = locked(conn, id, user, now).await?;
    let mut changed = false;
    for date in &ahead {
        changed |= seating::set_wish(conn, config, &date.id, user, wish, now).await?;
    }
    Ok(changed)
}

/// The dates of a course that a person could give back now.
pub async fn to_leave(conn: &mut Conn, course: &Series, user: &UserId, now: Moment) -> Result<Vec<Workshop>> {
    let rows = sqlx::query(
        "select w.id from registrations r join workshops w on w.id = r.workshop_id
         where w.series_id = $1 and r.user_id = $2 and r.cancelled_at is null order by w.id",
    )
    .bind(course.id.as_str())
    .bind(user.as_str())
    .fetch_all(&mut *conn)
    .await?;
    let mut mine = Vec::new();
    for row in rows {
        mine.push(row.try_get::<String, _>(0)?.parse::<WorkshopId>()?);
    }
    let ahead = course.dates.iter().filter(|date| is_ahead(date, now) && mine.contains(&date.id));
    let ahead: Vec<Date> = ahead.cloned().collect();
    let places = held(conn, &ahead, user).await?;
    Ok(places.into_iter().filter(|(workshop, held)| in_time(workshop, held, now)).map(|(date, _)| date).collect())
}

/// The places that a person has at these dates.
async fn held(conn: &mut Conn, dates: &[Date], user: &UserId) -> Result<Vec<(Workshop, Held)>> {
    let mut all = Vec::new();
    for date in dates {
        if let Some(place) = held_by(conn, &date.id, user).await? {
            all.push((published(conn, &date.id).await?, place));
        }
    }
    Ok(all)
}
