//! Times that coaches offer.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{LOCK, cohorts};
use crate::coaching::cohorts::model::{LEAD_MINUTES, SlotId};
use crate::kit::id::{CohortId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::{Conn, lock_row};

/// A time that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Which.
    pub id: SlotId,
    /// In which cohort.
    pub cohort: CohortId,
    /// The cohort's name.
    pub cohort_name: String,
    /// By whom.
    pub coach: UserId,
    /// The name they want to be called.
    pub coach_name: String,
    /// When it begins.
    pub starts_at: Moment,
    /// When it ends.
    pub ends_at: Moment,
    /// Whether it takes place online.
    pub online: bool,
}

/// Times to be offered.
#[derive(Clone, Debug)]
pub struct Offer {
    /// In which cohort.
    pub cohort: CohortId,
    /// Ids, beginnings and ends.
    pub times: Vec<(SlotId, Moment, Moment)>,
    /// The coach's zone.
    pub zone: String,
    /// Where one meets online; may be empty.
    pub link: String,
}

macro_rules! slots {
    ($which:literal) => {
        concat!(
            "select s.id, s.cohort_id, o.name as cohort_name, s.coach_id, u.name, s.starts_at, s.ends_at,
                    case when s.link is null then 0 else 1 end as online
             from appointment_slots s join users u on u.id = s.coach_id join cohorts o on o.id = s.cohort_id
             where s.withdrawn_at is null and s.starts_at > $2
               and not exists (select 1 from appointments a where a.slot_id = s.id and a.cancelled_at is null) and ",
            $which,
            " order by s.starts_at, s.id limit 200"
        )
    };
}

pub(super) fn cell(id: &str) -> Cell<'_> {
    Cell { table: "appointment_slots", column: "link", row: id }
}

/// Offers times. False, and nothing is offered, when one of them overlaps with a time that the coach has offered.
pub async fn offer(conn: &mut Conn, vault: &Vault, coach: &UserId, offer: &Offer, now: Moment) -> Result<bool> {
    // The coach's times in all cohorts change one after the other.
    lock_row(conn, "select id from users where id = $1 for update", coach.as_str()).await?;
    cohorts::must_be(conn, &offer.cohort, coach, "coach").await?;
    if cohorts::read(conn, &offer.cohort).await?.life.closed_at.is_some() {
        return Err(Error::Conflict.into());
    }
    let key = vault.key_of(conn, coach).await?;
    for (id, starts_at, ends_at) in &offer.times {
        let taken = sqlx::query(
            "select id from appointment_slots
             where coach_id = $1 and withdrawn_at is null and starts_at < $3 and ends_at > $2 order by id limit 1",
        )
        .bind(coach.as_str())
        .bind(starts_at.0)
        .bind(ends_at.0)
        .fetch_optional(&mut *conn)
        .await?;
        if taken.is_some() {
            return Ok(false);
        }
        let link = match offer.link.is_empty() {
            true => None,
            false => Some(key.seal(cell(id.as_str()), &offer.link)?),
        };
        sqlx::query(
            "insert into appointment_slots (id, cohort_id, coach_id, starts_at, ends_at, zone, link, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id.as_str())
        .bind(offer.cohort.as_str())
        .bind(coach.as_str())
        .bind(starts_at.0)
        .bind(ends_at.0)
        .bind(&offer.zone)
        .bind(link)
        .bind(now.0)
        .execute(&mut *conn)
        .await?;
    }
    Ok(true)
}

/// Takes an offered time back; `Conflict` when somebody booked it, for then it is an appointment to be cancelled.
pub async fn withdraw(conn: &mut Conn, coach: &UserId, id: &SlotId, now: Moment) -> Result<()> {
    let row = sqlx::query("select cohort_id from appointment_slots where id = $1 and coach_id = $2")
        .bind(id.as_str())
        .bind(coach.as_str())
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(Error::NotFound)?;
    lock_row(conn, LOCK, &row.try_get::<String, _>(0)?).await?;
    let booked = sqlx::query("select id from appointments where slot_id = $1 and cancelled_at is null")
        .bind(id.as_str())
        .fetch_optional(&mut *conn)
        .await?;
    if booked.is_some() {
        return Err(Error::Conflict.into());
    }
    sqlx::query("update appointment_slots set withdrawn_at = coalesce(withdrawn_at, $2) where id = $1")
        .bind(id.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// The times that a member may book now: of coaches of their open cohorts, free, and not too soon.
pub async fn free_for(conn: &mut Conn, member: &UserId, now: Moment) -> Result<Vec<Slot>> {
    let rows = sqlx::query(slots!(
        "o.closed_at is null and u.closed_at is null and exists (
             select 1 from cohort_people m join cohort_people c on c.cohort_id = m.cohort_id
             where m.cohort_id = s.cohort_id and m.user_id = $1 and m.part = 'member' and m.left_at is null
               and c.user_id = s.coach_id and c.part = 'coach' and c.left_at is null)"
    ))
    .bind(member.as_str())
    .bind(now.plus_minutes(LEAD_MINUTES).0 - 1)
    .fetch_all(conn)
    .await?;
    rows.iter().map(slot).collect()
}

/// What a coach offers and nobody has booked.
pub async fn free_of(conn: &mut Conn, coach: &UserId, now: Moment) -> Result<Vec<Slot>> {
    let rows = sqlx::query(slots!("s.coach_id = $1")).bind(coach.as_str()).bind(now.0).fetch_all(conn).await?;
    rows.iter().map(slot).collect()
}

fn slot(row: &AnyRow) -> Result<Slot> {
    Ok(Slot {
        id: row.try_get::<String, _>("id")?.parse()?,
        cohort: row.try_get::<String, _>("cohort_id")?.parse()?,
        cohort_name: row.try_get("cohort_name")?,
        coach: row.try_get::<String, _>("coach_id")?.parse()?,
        coach_name: row.try_get("name")?,
        starts_at: Moment(row.try_get("starts_at")?),
        ends_at: Moment(row.try_get("ends_at")?),
        online: row.try_get::<i64, _>("online")? != 0,
    })
}
