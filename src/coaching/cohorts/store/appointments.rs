//! Appointments. Whoever books, moves or cancels holds the cohort's lock, so that a time is given to one person only
//! and everybody hears what became of their wish.

use sqlx::Row;

use super::{LOCK, moment};
use crate::coaching::cohorts::model::{AppointmentId, MOST_BOOKED, SlotId, overlap, still_open};
use crate::kit::id::{CohortId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::db::{Conn, lock_row};

pub use super::appointment::{Appointment, ahead_of, all_of, begins_until, calendar_of, link, read};

/// What became of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is so now.
    Done,
    /// It was so before.
    Already,
    /// Somebody else has the time, or it is offered no more.
    Taken,
    /// So many are booked already.
    Enough,
    /// At that time one has another appointment.
    Clash,
    /// It begins too soon.
    Late,
}

/// Books a time. The appointment is the one that was made, or was there before.
pub async fn book(
    conn: &mut Conn,
    member: &UserId,
    slot: &SlotId,
    id: &AppointmentId,
    now: Moment,
) -> Result<(Outcome, Option<Appointment>)> {
    let cohort = cohort_of(conn, slot).await?;
    lock_row(conn, LOCK, cohort.as_str()).await?;
    let time = bookable(conn, member, slot).await?;
    let ahead = ahead_of(conn, member, now).await?;
    if let Some(mine) = ahead.iter().find(|one| one.slot == *slot) {
        return Ok((Outcome::Already, Some(mine.clone())));
    }
    let in_cohort = ahead.iter().filter(|one| one.cohort == cohort && one.member.0 == *member).count() as i64;
    let refusal = match () {
        () if time.taken => Some(Outcome::Taken),
        () if !still_open(time.starts_at, now) => Some(Outcome::Late),
        () if in_cohort >= MOST_BOOKED => Some(Outcome::Enough),
        () if ahead.iter().any(|one| time.clashes(one)) => Some(Outcome::Clash),
        () => None,
    };
    if let Some(refusal) = refusal {
        return Ok((refusal, None));
    }
    sqlx::query(
        "insert into appointments (id, slot_id, cohort_id, coach_id, member_id, sequence, booked_at, changed_at)
         values ($1, $2, $3, $4, $5, 0, $6, $6)",
    )
    .bind(id.as_str())
    .bind(slot.as_str())
    .bind(cohort.as_str())
    .bind(time.coach.as_str())
    .bind(member.as_str())
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    Ok((Outcome::Done, Some(read(conn, member, id).await?)))
}

/// Moves one's own appointment to another time of the same coach; the time that it had is free again.
pub async fn move_to(
    conn: &mut Conn,
    member: &UserId,
    id: &AppointmentId,
    slot: &SlotId,
    now: Moment,
) -> Result<(Outcome, Option<Appointment>)> {
    let before = read(conn, member, id).await?;
    lock_row(conn, LOCK, before.cohort.as_str()).await?;
    let before = read(conn, member, id).await?;
    if before.member.0 != *member || cohort_of(conn, slot).await? != before.cohort {
        return Err(Error::NotFound.into());
    }
    let time = bookable(conn, member, slot).await?;
    if time.coach != before.coach.0 {
        return Err(Error::NotFound.into());
    }
    let ahead = ahead_of(conn, member, now).await?;
    let refusal = match () {
        () if before.cancelled_at.is_some() => Some(Outcome::Taken),
        () if before.slot == *slot => Some(Outcome::Already),
        () if time.taken => Some(Outcome::Taken),
        () if !still_open(before.starts_at, now) || !still_open(time.starts_at, now) => Some(Outcome::Late),
        () if ahead.iter().any(|one| one.id != *id && time.clashes(one)) => Some(Outcome::Clash),
        () => None,
    };
    if let Some(refusal) = refusal {
        return Ok((refusal, None));
    }
    sqlx::query("update appointments set slot_id = $2, sequence = sequence + 1, changed_at = $3 where id = $1")
        .bind(id.as_str())
        .bind(slot.as_str())
        .bind(now.0)
        .execute(&mut *conn)
        .await?;
    Ok((Outcome::Done, Some(read(conn, member, id).await?)))
}

/// Cancels an appointment of one's own, as either of the two. The time is free again when the member cancels; when the
/// coach does it is offered no more.
pub async fn cancel(conn: &mut Conn, who: &UserId, id: &AppointmentId, now: Moment) -> Result<(Outcome, Appointment)> {
    let found = read(conn, who, id).await?;
    lock_row(conn, LOCK, found.cohort.as_str()).await?;
    let found = read(conn, who, id).await?;
    if found.cancelled_at.is_some() {
        return Ok((Outcome::Already, found));
    }
    if !found.may_cancel(who, now) {
        return Ok((Outcome::Late, found));
    }
    call_off(conn, who, &found, now).await?;
    Ok((Outcome::Done, read(conn, who, id).await?))
}

/// Cancels what is ahead of somebody who leaves a cohort, as either of the two; what was cancelled. The caller holds
/// the cohort's lock.
pub async fn cancel_all(conn: &mut Conn, cohort: &CohortId, who: &UserId, now: Moment) -> Result<Vec<Appointment>> {
    let mut cancelled = Vec::new();
    for one in ahead_of(conn, who, now).await?.into_iter().filter(|one| one.cohort == *cohort) {
        call_off(conn, who, &one, now).await?;
        cancelled.push(read(conn, who, &one.id).await?);
    }
    sqlx::query(
        "update appointment_slots set withdrawn_at = $3
         where cohort_id = $1 and coach_id = $2 and withdrawn_at is null and starts_at > $3",
    )
    .bind(cohort.as_str())
    .bind(who.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(cancelled)
}

async fn call_off(conn: &mut Conn, who: &UserId, one: &Appointment, now: Moment) -> Result<()> {
    sqlx::query(
        "update appointments set cancelled_at = $2, cancelled_by = $3, sequence = sequence + 1, changed_at = $2
         where id = $1 and cancelled_at is null",
    )
    .bind(one.id.as_str())
    .bind(now.0)
    .bind(who.as_str())
    .execute(&mut *conn)
    .await?;
    if one.coach.0 == *who {
        sqlx::query("update appointment_slots set withdrawn_at = $2 where id = $1")
            .bind(one.slot.as_str())
            .bind(now.0)
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// A time that somebody wants.
struct Time {
    coach: UserId,
    starts_at: Moment,
    ends_at: Moment,
    taken: bool,
}

impl Time {
    fn clashes(&self, one: &Appointment) -> bool {
        overlap((self.starts_at, self.ends_at), (one.starts_at, one.ends_at))
    }
}

async fn cohort_of(conn: &mut Conn, slot: &SlotId) -> Result<CohortId> {
    let row = sqlx::query("select cohort_id from appointment_slots where id = $1").bind(slot.as_str());
    Ok(row.fetch_optional(conn).await?.ok_or(Error::NotFound)?.try_get::<String, _>(0)?.parse()?)
}

/// A time of an open cohort that both are in; `NotFound` for everybody else.
async fn bookable(conn: &mut Conn, member: &UserId, slot: &SlotId) -> Result<Time> {
    let row = sqlx::query(
        "select s.coach_id, s.starts_at, s.ends_at, s.withdrawn_at,
                (select count(*) from appointments a where a.slot_id = s.id and a.cancelled_at is null) as booked
         from appointment_slots s join cohorts o on o.id = s.cohort_id
         join cohort_people m on m.cohort_id = s.cohort_id and m.user_id = $2
         join cohort_people c on c.cohort_id = s.cohort_id and c.user_id = s.coach_id
         where s.id = $1 and o.closed_at is null and m.part = 'member' and m.left_at is null
           and c.part = 'coach' and c.left_at is null",
    )
    .bind(slot.as_str())
    .bind(member.as_str())
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Time {
        coach: row.try_get::<String, _>("coach_id")?.parse()?,
        starts_at: Moment(row.try_get("starts_at")?),
        ends_at: Moment(row.try_get("ends_at")?),
        taken: moment(&row, "withdrawn_at")?.is_some() || row.try_get::<i64, _>("booked")? > 0,
    })
}
