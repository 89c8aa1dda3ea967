//! Closing an account: the key is destroyed, and with it everything the person wrote.

mod forgetting;

use sqlx::Row;

use crate::coaching::cohorts::leaving;
use crate::kit::Moment;
use crate::kit::id::{CohortId, UserId, WorkshopId};
use crate::server::Result;
use crate::server::config::Config;
use crate::server::db::{Conn, lock_row};
use crate::workshops::store::seating;

/// Why an account cannot be closed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It is closed.
    Done,
    /// People count on their workshop.
    IsHost,
    /// There would be no organiser.
    IsLastAdmin,
}

/// Closes an account. Seats at what is to come go on to others, appointments are cancelled with a letter, copies with
/// coaches are taken back; the key is destroyed, and what it opened is deleted or emptied. What others need stays
/// without a name.
pub async fn close(conn: &mut Conn, config: &Config, user: &UserId, now: Moment) -> Result<Closed> {
    // First the organisers, as where their role is given and taken: of two who go at once the second sees that the
    // first has gone.
    lock_row(conn, "select user_id from user_roles where role = $1 order by user_id for update", "admin").await?;
    lock_row(conn, "select id from users where id = $1 for update", user.as_str()).await?;
    if is_last_admin(conn, user).await? {
        return Ok(Closed::IsLastAdmin);
    }
    if hosts_to_come(conn, user, now).await? {
        return Ok(Closed::IsHost);
    }
    for workshop in places_to_come(conn, user, now).await? {
        seating::leave_for_good(conn, config, &workshop, user, now).await?;
    }
    // While names and keys are there: the others hear who it was.
    for cohort in cohorts_of(conn, user).await? {
        leaving::leave_for_good(conn, config, &cohort, user, now).await?;
    }
    hand_back(conn, user, now).await?;
    sqlx::query("delete from user_keys where user_id = $1").bind(user.as_str()).execute(&mut *conn).await?;
    forgetting::forget(conn, user, now).await?;
    Ok(Closed::Done)
}

/// The copies on the desk of a coach who goes are there for the other coaches whom they were sent to. Those that only
/// this coach had or has answered are over, and keep the name that their author's receipt shows.
async fn hand_back(conn: &mut Conn, coach: &UserId, now: Moment) -> Result<()> {
    // Whoever works on one of them has done so before, or does after.
    lock_row(
        conn,
        "select s.id from journal_shares s join share_coaches c on c.share_id = s.id
         where c.coach_id = $1 order by s.id for update of s",
        coach.as_str(),
    )
    .await?;
    sqlx::query(
        "update journal_shares set revoked_at = $2
         where revoked_at is null and id in (select c.share_id from share_coaches c where c.coach_id = $1)
           and (exists (select 1 from coach_answers a where a.share_id = journal_shares.id and a.coach_id = $1)
                or not exists (select 1 from share_coaches o
                               where o.share_id = journal_shares.id and o.coach_id <> $1))",
    )
    .bind(coach.as_str())
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    for handed_back in [
        "update journal_shares set claimed_by = null, claimed_at = null, turn = turn + 1 where claimed_by = $1",
        "delete from share_coaches
         where coach_id = $1 and share_id in (select s.id from journal_shares s where s.revoked_at is null)",
        "delete from review_comments where coach_id = $1 and returned_at is null",
    ] {
        sqlx::query(handed_back).bind(coach.as_str()).execute(&mut *conn).await?;
    }
    Ok(())
}

async fn is_last_admin(conn: &mut Conn, user: &UserId) -> Result<bool> {
    let rows = sqlx::query(
        "select r.user_id from user_roles r join users u on u.id = r.user_id
         where r.role = 'admin' and u.closed_at is null and u.verified_at is not null order by r.user_id",
    )
    .fetch_all(conn)
    .await?;
    let admins: Vec<String> = rows.iter().map(|row| row.try_get(0)).collect::<sqlx::Result<_>>()?;
    Ok(admins == [user.as_str()])
}

async fn hosts_to_come(conn: &mut Conn, user: &UserId, now: Moment) -> Result<bool> {
    let row = sqlx::query(
        "select count(*) from workshops
         where host_id = $1 and cancelled_at is null and published_at is not null and ends_at > $2",
    )
    .bind(user.as_str())
    .bind(now.0)
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

/// The workshops to come that the person has a place at, or waits for one.
async fn places_to_come(conn: &mut Conn, user: &UserId, now: Moment) -> Result<Vec<WorkshopId>> {
    let rows = sqlx::query(
        "select w.id from registrations r join workshops w on w.id = r.workshop_id
         where r.user_id = $1 and r.cancelled_at is null and w.cancelled_at is null and w.published_at is not null
           and w.starts_at > $2
         order by w.id",
    )
    .bind(user.as_str())
    .bind(now.0)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(row.try_get::<String, _>(0)?.parse()?)).collect()
}

/// The cohorts that the person is in, has applied to, or has an appointment in that is not cancelled.
async fn cohorts_of(conn: &mut Conn, user: &UserId) -> Result<Vec<CohortId>> {
    let rows = sqlx::query(
        "select cohort_id from cohort_people where user_id = $1 and left_at is null
         union select cohort_id from cohort_applications where owner_id = $1 and withdrawn_at is null
         union select cohort_id from appointments where (member_id = $1 or coach_id = $1) and cancelled_at is null
         order by 1",
    )
    .bind(user.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(row.try_get::<String, _>(0)?.parse()?)).collect()
}
