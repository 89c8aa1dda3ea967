//! An appointment as it is read: for one of the two who meet, for their calendars, for reminders.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{moment, slots};
use crate::coaching::cohorts::model::{AppointmentId, SlotId, still_open};
use crate::kit::id::{CohortId, UserId};
use crate::kit::{Error, Moment};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::{Failure, Result};

/// An appointment with both who meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// Which.
    pub id: AppointmentId,
    /// At which offered time.
    pub slot: SlotId,
    /// In which cohort.
    pub cohort: CohortId,
    /// Who offered the time, and their name.
    pub coach: (UserId, String),
    /// Who booked it, and their name.
    pub member: (UserId, String),
    /// When it begins.
    pub starts_at: Moment,
    /// When it ends.
    pub ends_at: Moment,
    /// On which clock it was offered.
    pub zone: String,
    /// Rises with every change.
    pub sequence: i64,
    /// When that was.
    pub changed_at: Moment,
    /// When it was cancelled.
    pub cancelled_at: Option<Moment>,
    link: Option<Vec<u8>>,
}

impl Appointment {
    /// The other one's name.
    pub fn other(&self, me: &UserId) -> &str {
        if self.coach.0 == *me { &self.member.1 } else { &self.coach.1 }
    }

    /// Whether `who` may still cancel it: a coach until it begins.
    pub fn may_cancel(&self, who: &UserId, now: Moment) -> bool {
        if self.coach.0 == *who { now < self.starts_at } else { still_open(self.starts_at, now) }
    }
}

macro_rules! appointments {
    ($which:literal) => {
        concat!(
            "select a.id, a.slot_id, a.cohort_id, a.coach_id, c.name as coach_name, a.member_id, m.name as member_name,
                    s.starts_at, s.ends_at, s.zone, s.link, a.sequence, a.changed_at, a.cancelled_at
             from appointments a join appointment_slots s on s.id = a.slot_id
             join users c on c.id = a.coach_id join users m on m.id = a.member_id ",
            $which
        )
    };
}

/// An appointment, for one of the two.
pub async fn read(conn: &mut Conn, who: &UserId, id: &AppointmentId) -> Result<Appointment> {
    let row = sqlx::query(appointments!("where a.id = $1 and (a.member_id = $2 or a.coach_id = $2)"))
        .bind(id.as_str())
        .bind(who.as_str())
        .fetch_optional(conn)
        .await?;
    appointment(&row.ok_or(Error::NotFound)?)
}

/// What is ahead of somebody, as either of the two, the first to begin first.
pub async fn ahead_of(conn: &mut Conn, who: &UserId, now: Moment) -> Result<Vec<Appointment>> {
    let rows = sqlx::query(appointments!(
        "where (a.member_id = $1 or a.coach_id = $1) and a.cancelled_at is null and s.ends_at > $2
         order by s.starts_at, a.id limit 200"
    ))
    .bind(who.as_str())
    .bind(now.0)
    .fetch_all(conn)
    .await?;
    rows.iter().map(appointment).collect()
}

/// Every appointment that a member ever made, the first to begin first.
pub async fn all_of(conn: &mut Conn, member: &UserId) -> Result<Vec<Appointment>> {
    let rows = sqlx::query(appointments!("where a.member_id = $1 order by s.starts_at, a.id"))
        .bind(member.as_str())
        .fetch_all(conn)
        .await?;
    rows.iter().map(appointment).collect()
}

/// What stands in somebody's calendar: also what is over for a year, and what was cancelled for a month.
pub async fn calendar_of(conn: &mut Conn, who: &UserId, now: Moment) -> Result<Vec<Appointment>> {
    let rows = sqlx::query(appointments!(
        "where (a.member_id = $1 or a.coach_id = $1) and s.ends_at > $2 and (a.cancelled_at is null or a.cancelled_at > $3)
         order by s.starts_at, a.id limit 500"
    ))
    .bind(who.as_str())
    .bind(now.plus_days(-366).0)
    .bind(now.plus_days(-30).0)
    .fetch_all(conn)
    .await?;
    rows.iter().map(appointment).collect()
}

/// What begins until then and is not cancelled, both still being there: for reminders.
pub async fn begins_until(conn: &mut Conn, now: Moment, until: Moment) -> Result<Vec<Appointment>> {
    let rows = sqlx::query(appointments!(
        "where a.cancelled_at is null and s.starts_at > $1 and s.starts_at <= $2
         and c.closed_at is null and m.closed_at is null order by s.starts_at, a.id"
    ))
    .bind(now.0)
    .bind(until.0)
    .fetch_all(conn)
    .await?;
    rows.iter().map(appointment).collect()
}

/// Where the two meet online, which both may know while the appointment stands. Once the coach has closed their account
/// nobody knows it any more; everything else about the appointment is read as before.
pub async fn link(conn: &mut Conn, vault: &Vault, one: &Appointment) -> Result<Option<String>> {
    let Some(sealed) = one.link.as_ref().filter(|_| one.cancelled_at.is_none()) else { return Ok(None) };
    let key = match vault.key_of(conn, &one.coach.0).await {
        Err(Failure::Known(Error::NotFound)) => return Ok(None),
        key => key?,
    };
    key.open(slots::cell(one.slot.as_str()), sealed).map(Some)
}

fn appointment(row: &AnyRow) -> Result<Appointment> {
    Ok(Appointment {
        id: row.try_get::<String, _>("id")?.parse()?,
        slot: row.try_get::<String, _>("slot_id")?.parse()?,
        cohort: row.try_get::<String, _>("cohort_id")?.parse()?,
        coach: (row.try_get::<String, _>("coach_id")?.parse()?, row.try_get("coach_name")?),
        member: (row.try_get::<String, _>("member_id")?.parse()?, row.try_get("member_name")?),
        starts_at: Moment(row.try_get("starts_at")?),
        ends_at: Moment(row.try_get("ends_at")?),
        zone: row.try_get("zone")?,
        sequence: row.try_get("sequence")?,
        changed_at: Moment(row.try_get("changed_at")?),
        cancelled_at: moment(row, "cancelled_at")?,
        link: row.try_get("link")?,
    })
}
