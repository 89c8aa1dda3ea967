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
use crate::workshops::model::seating::{Class, Mode, Room, Rule, Waiter, Wish};
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
    let mut rooms = rooms(conn, &[&Counted::of(workshop)]).await?;
    Ok(rooms.remove(0))
}

/// The seats of a workshop as its row counts them.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Which.
    pub id: WorkshopId,
    /// How many there are.
    pub seats: Seats,
    /// How they are given.
    pub mode: Mode,
    /// When it begins.
    pub starts_at: Moment,
}

impl Counted {
    /// Those of this workshop.
    pub fn of(workshop: &Workshop) -> Counted {
        let seats = Seats { capacity: workshop.details.capacity, ..workshop.seats };
        Counted { id: workshop.id.clone(), seats, mode: workshop.mode, starts_at: workshop.details.starts_at }
    }
}

/// What of the seats of each workshop somebody (or a visitor) would get at once who registers now; where a workshop is
/// missing, what is counted says it all. Who waits may wait for seats that are kept for others, so that the count alone
/// does not tell. However many they are, they are read in one go.
pub async fn left(
    conn: &mut Conn,
    workshops: &[Counted],
    user: Option<&UserId>,
    now: Moment,
) -> Result<BTreeMap<WorkshopId, Left>> {
    let free = |one: &&Counted| {
        let Seats { capacity, confirmed, approval, draw, .. } = one.seats;
        !(approval || draw || confirmed >= capacity)
    };
    let workshops: Vec<&Counted> = workshops.iter().filter(free).collect();
    if workshops.is_empty() {
        return Ok(BTreeMap::new());
    }
    let class = match user {
        Some(user) => class_of(conn, user).await?,
        None => None,
    };
    let rooms = rooms(conn, &workshops).await?;
    let left = |(one, room): (&Counted, Room)| {
        let left = match (user, room.left(class, now)) {
            (None, 0) => Left::ForSome,
            (_, seats) => Left::Exactly(seats),
        };
        (one.id.clone(), left)
    };
    Ok(workshops.into_iter().zip(rooms).map(left).collect())
}

/// The seats of each, in the same order.
async fn rooms(conn: &mut Conn, workshops: &[&Counted]) -> Result<Vec<Room>> {
    let mut rules = rules(conn, workshops).await?;
    let ruled: Vec<&Counted> = workshops.iter().copied().filter(|one| rules.contains_key(&one.id)).collect();
    let mut taken = taken(conn, &ruled).await?;
    let room = |one: &&Counted| {
        let rules = rules.remove(&one.id).unwrap_or_default();
        let taken = match rules.is_empty() {
            true => BTreeMap::from([(None, one.seats.confirmed)]),
            false => taken.remove(&one.id).unwrap_or_default(),
        };
        Room { capacity: one.seats.capacity, rules, taken, mode: one.mode, starts_at: one.starts_at }
    };
    Ok(workshops.iter().map(room).collect())
}

/// The rows that `sql` finds for these workshops: `IDS` in it becomes theirs.
async fn rows_of(conn: &mut Conn, sql: &str, workshops: &[&Counted]) -> Result<Vec<AnyRow>> {
    if workshops.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=workshops.len()).map(|n| format!("${n}")).collect();
    let sql = sql.replace("IDS", &places.join(", "));
    // Only placeholders are put together here.
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for one in workshops {
        query = query.bind(one.id.as_str());
    }
    Ok(query.fetch_all(conn).await?)
}

async fn rules(conn: &mut Conn, workshops: &[&Counted]) -> Result<BTreeMap<WorkshopId, Vec<Rule>>> {
    let sql = "select workshop_id, profession, kept, most, target, released_at from seat_rules
               where workshop_id in (IDS) order by workshop_id, profession";
    let mut rules: BTreeMap<WorkshopId, Vec<Rule>> = BTreeMap::new();
    for row in rows_of(conn, sql, workshops).await? {
        let name: String = row.try_get(1)?;
        let rule = Rule {
            profession: Profession::parse(&name)
                .ok_or_else(|| Failure::refused(format!("there is no profession called {name:?}")))?,
            kept: row.try_get(2)?,
            most: row.try_get(3)?,
            target: row.try_get(4)?,
            released_at: row.try_get::<Option<i64>, _>(5)?.map(Moment),
        };
        rules.entry(row.try_get::<String, _>(0)?.parse()?).or_default().push(rule);
    }
    Ok(rules)
}

async fn taken(conn: &mut Conn, workshops: &[&Counted]) -> Result<BTreeMap<WorkshopId, BTreeMap<Class, i64>>> {
    let sql = "select workshop_id, profession, count(*) from registrations
               where workshop_id in (IDS) and cancelled_at is null
                 and (confirmed_at is not null or offered_at is not null)
               group by workshop_id, profession order by workshop_id, profession";
    let mut taken: BTreeMap<WorkshopId, BTreeMap<Class, i64>> = BTreeMap::new();
    for row in rows_of(conn, sql, workshops).await? {
        let class = Profession::parse(&row.try_get::<String, _>(1)?);
        let of = taken.entry(row.try_get::<String, _>(0)?.parse()?).or_default();
        *of.entry(class).or_default() += row.try_get::<i64, _>(2)?;
    }
    Ok(taken)
}
