//! What the engine needs to know, read from the database; and one person's registration.

use std::collections::BTreeMap;

use sqlx::Row;
use sqlx::any::AnyRow;

use super::register::class_of;
use crate::accounts::model::Profession;
use crate::kit::id::{RegistrationId, UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};
use crate::workshops::model::seating::{Class, Room, Rule, Waiter, Wish};
use crate::workshops::model::{Left, Seats};
use crate::workshops::store::Workshop;

/// The order of the line: as drawn, then as joined.
pub(super) const LINE: &str = "coalesce(draw_order, 1000000000), seq, id";

/// A registration that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub id: RegistrationId,
    /// Of what.
    pub workshop: WorkshopId,
    /// Whose.
    pub user: UserId,
    /// What its seat counts for.
    pub class: Class,
    /// What they wish when a seat becomes free.
    pub wish: Wish,
    /// When they got the seat.
    pub confirmed_at: Option<Moment>,
    /// Until when an offered seat is held.
    pub offered_until: Option<Moment>,
    /// When the host said yes, where that is asked.
    pub approved_at: Option<Moment>,
}

impl Held {
    /// Whether they wait, and nothing is held for them.
    pub fn waits(&self) -> bool {
        self.confirmed_at.is_none() && self.offered_until.is_none()
    }

    /// Whether a seat is held until they answer.
    pub fn is_offered(&self) -> bool {
        self.confirmed_at.is_none() && self.offered_until.is_some()
    }

    /// The person as the engine sees them.
    pub fn waiter(&self) -> Waiter {
        Waiter { class: self.class, wish: self.wish, approved: self.approved_at.is_some(), asks_now: false }
    }

    fn from_row(row: &AnyRow) -> Result<Held> {
        let moment = |name: &str| -> Result<Option<Moment>> { Ok(row.try_get::<Option<i64>, _>(name)?.map(Moment)) };
        let (wish, hours): (String, Option<i64>) = (row.try_get("wish")?, row.try_get("wish_hours")?);
        Ok(Held {
            id: row.try_get::<String, _>("id")?.parse()?,
            workshop: row.try_get::<String, _>("workshop_id")?.parse()?,
            user: row.try_get::<String, _>("user_id")?.parse()?,
            class: Profession::parse(&row.try_get::<String, _>("profession")?),
            wish: Wish::parse(&wish, hours)
                .ok_or_else(|| Failure::refused(format!("there is no wish called {wish:?}")))?,
            confirmed_at: moment("confirmed_at")?,
            offered_until: moment("offer_expires_at")?,
            approved_at: moment("approved_at")?,
        })
    }
}

/// A person's standing registration for a workshop, if there is one.
pub async fn held_by(conn: &mut Conn, workshop: &WorkshopId, user: &UserId) -> Result<Option<Held>> {
    let row = sqlx::query(
        "select id, workshop_id, user_id, profession, wish, wish_hours, confirmed_at, offer_expires_at, approved_at
         from registrations where workshop_id = $1 and user_id = $2 and cancelled_at is null",
    )
    .bind(workshop.as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(Held::from_row).transpose()
}

/// A standing registration by its id; `NotFound` when it was left, or never was.
pub async fn held(conn: &mut Conn, id: &RegistrationId) -> Result<Held> {
    let row = sqlx::query(
        "select id, workshop_id, user_id, profession, wish, wish_hours, confirmed_at, offer_expires_at, approved_at
         from registrations where id = $1 and cancelled_at is null",
    )
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?;
    Held::from_row(&row.ok_or(Error::NotFound)?)
}

/// Everybody who waits, in the order of the line.
pub(super) async fn line(conn: &mut Conn, workshop: &WorkshopId) -> Result<Vec<Held>> {
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
        "select id, workshop_id, user_id, profession, wish, wish_hours, confirmed_at, offer_expires_at, approved_at
         from registrations
         where workshop_id = $1 and cancelled_at is null and confirmed_at is null and offered_at is null
         order by {LINE}"
    )))
    .bind(workshop.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(Held::from_row).collect()
}

/// The seats of a workshop. Without rules nobody's class matters, and nothing more is counted.
pub async fn room(conn: &mut Conn, workshop: &Workshop) -> Result<Room> {
    let rules = rules(conn, &workshop.id).await?;
    let taken = match rules.is_empty() {
        true => BTreeMap::from([(None, workshop.seats.confirmed)]),
        false => taken(conn, &workshop.id).await?,
    };
    Ok(Room {
        capacity: workshop.details.capacity,
        rules,
        taken,
        mode: workshop.mode,
        starts_at: workshop.details.starts_at,
    })
}

/// What of the seats somebody (or a visitor) would get at once who registers now. Who waits may wait for seats that are
/// kept for others, so that the count alone does not tell.
pub async fn left(conn: &mut Conn, workshop: &Workshop, user: Option<&UserId>, now: Moment) -> Result<Left> {
    let Seats { capacity, confirmed, approval, draw, .. } = workshop.seats;
    if approval || draw || confirmed >= capacity {
        return Ok(Left::Counted);
    }
    let class = match user {
        Some(user) => class_of(conn, user).await?,
        None => None,
    };
    Ok(match (user, room(conn, workshop).await?.left(class, now)) {
        (None, 0) => Left::ForSome,
        (_, seats) => Left::Exactly(seats),
    })
}

async fn rules(conn: &mut Conn, workshop: &WorkshopId) -> Result<Vec<Rule>> {
    let rows = sqlx::query(
        "select profession, kept, most, target, released_at from seat_rules where workshop_id = $1 order by profession",
    )
    .bind(workshop.as_str())
    .fetch_all(conn)
    .await?;
    let rule = |row: &AnyRow| -> Result<Rule> {
        let name: String = row.try_get(0)?;
        Ok(Rule {
            profession: Profession::parse(&name)
                .ok_or_else(|| Failure::refused(format!("there is no profession called {name:?}")))?,
            kept: row.try_get(1)?,
            most: row.try_get(2)?,
            target: row.try_get(3)?,
            released_at: row.try_get::<Option<i64>, _>(4)?.map(Moment),
        })
    };
    rows.iter().map(rule).collect()
}

async fn taken(conn: &mut Conn, workshop: &WorkshopId) -> Result<BTreeMap<Class, i64>> {
    let rows = sqlx::query(
        "select profession, count(*) from registrations
         where workshop_id = $1 and cancelled_at is null and (confirmed_at is not null or offered_at is not null)
         group by profession order by profession",
    )
    .bind(workshop.as_str())
    .fetch_all(conn)
    .await?;
    let mut taken = BTreeMap::new();
    for row in rows {
        *taken.entry(Profession::parse(&row.try_get::<String, _>(0)?)).or_default() += row.try_get::<i64, _>(1)?;
    }
    Ok(taken)
}
