//! What a host settles beside the details: registration, seat rules, the day, certificates. Each part is saved by
//! itself and at a version, so that two hosts do not undo each other's work.

use sqlx::Row;

use super::history::note;
use super::{LOCK, Workshop, for_editor, reminders};
use crate::kit::id::{UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::workshops::model::{Editor, Stage, Visibility};

/// Everything that is settled about a workshop beside its details.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// When, who for, how.
    pub entry: Entry,
    /// The rules by profession.
    pub rules: Vec<SeatRule>,
    /// The day.
    pub day: Day,
}

/// How one registers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Who sees it.
    pub visibility: Visibility,
    /// The cohort it is for.
    pub cohort: Option<String>,
    /// When the draft publishes itself.
    pub publish_at: Option<Moment>,
    /// From when one registers.
    pub opens_at: Option<Moment>,
    /// Until when one registers.
    pub closes_at: Option<Moment>,
    /// Until when a place can be given back.
    pub cancel_until: Option<Moment>,
    /// How seats are given, by its name.
    pub mode: String,
    /// When the draw takes place.
    pub draw_at: Option<Moment>,
    /// How long an offer stands.
    pub offer_hours: i64,
    /// The fee in words.
    pub fee: String,
}

/// A rule for the seats of one profession.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatRule {
    /// Whose seats.
    pub profession: String,
    /// So many stay free for it.
    pub kept: i64,
    /// At most so many are given to it.
    pub most: Option<i64>,
    /// The mix wished for.
    pub target: Option<i64>,
    /// From here on it no longer binds.
    pub released_at: Option<Moment>,
}

/// The day and what follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// Markdown for those with a seat.
    pub materials_before: String,
    /// Markdown for those who had one, from the end on.
    pub materials_after: String,
    /// Minutes before the start, as stored: without any the usual ones go out.
    pub reminders: Vec<i64>,
    /// How many days answers are kept.
    pub purge_days: i64,
    /// What a certificate says.
    pub certificate_minutes: Option<i64>,
    /// How much one has to be there for.
    pub certificate_share: i64,
    /// Points by profession.
    pub points: Vec<(String, String)>,
}

/// The whole plan of a workshop. Call `for_editor` first.
pub async fn read(conn: &mut Conn, id: &WorkshopId) -> Result<Plan> {
    let row = sqlx::query(
        "select visibility, visible_cohort, publish_at, opens_at, closes_at, cancel_until, mode, draw_at, offer_hours,
                fee, materials_before, materials_after, purge_days, certificate_minutes, certificate_share
         from workshops where id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let moment = |name: &str| -> Result<Option<Moment>> { Ok(row.try_get::<Option<i64>, _>(name)?.map(Moment)) };
    let entry = Entry {
        visibility: Visibility::parse(&row.try_get::<String, _>("visibility")?).unwrap_or_default(),
        cohort: row.try_get("visible_cohort")?,
        publish_at: moment("publish_at")?,
        opens_at: moment("opens_at")?,
        closes_at: moment("closes_at")?,
        cancel_until: moment("cancel_until")?,
        mode: row.try_get("mode")?,
        draw_at: moment("draw_at")?,
        offer_hours: row.try_get("offer_hours")?,
        fee: row.try_get("fee")?,
    };
    let mut day = Day {
        materials_before: row.try_get("materials_before")?,
        materials_after: row.try_get("materials_after")?,
        purge_days: row.try_get("purge_days")?,
        certificate_minutes: row.try_get("certificate_minutes")?,
        certificate_share: row.try_get("certificate_share")?,
        ..Day::default()
    };
    let reminders =
        sqlx::query("select minutes_before from reminder_rules where workshop_id = $1 order by minutes_before desc");
    for row in reminders.bind(id.as_str()).fetch_all(&mut *conn).await? {
        day.reminders.push(row.try_get(0)?);
    }
    let points =
        sqlx::query("select profession, points from workshop_points where workshop_id = $1 order by profession");
    for row in points.bind(id.as_str()).fetch_all(&mut *conn).await? {
        day.points.push((row.try_get(0)?, row.try_get(1)?));
    }
    Ok(Plan { entry, rules: rules(conn, id).await?, day })
}

/// What its page tells of a workshop: the fee, the materials before and after, and how many days answers are kept.
pub async fn told(conn: &mut Conn, id: &WorkshopId) -> Result<(String, String, String, i64)> {
    let row = sqlx::query("select fee, materials_before, materials_after, purge_days from workshops where id = $1")
        .bind(id.as_str())
        .fetch_one(conn)
        .await?;
    Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?))
}

/// The rules for the seats of a workshop.
pub async fn rules(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<SeatRule>> {
    let rows = sqlx::query(
        "select profession, kept, most, target, released_at from seat_rules where workshop_id = $1 order by profession",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    let rule = |row: &sqlx::any::AnyRow| -> Result<SeatRule> {
        Ok(SeatRule {
            profession: row.try_get(0)?,
            kept: row.try_get(1)?,
            most: row.try_get(2)?,
            target: row.try_get(3)?,
            released_at: row.try_get::<Option<i64>, _>(4)?.map(Moment),
        })
    };
    rows.iter().map(rule).collect()
}

/// Locks a workshop that this editor may change and that still stands at `version`. What is over can only get
/// another day (`late`); what was called off, nothing.
pub async fn open(
    conn: &mut Conn,
    editor: &Editor,
    id: &WorkshopId,
    version: i64,
    late: bool,
    now: Moment,
) -> Result<Workshop> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = for_editor(conn, editor, id).await?;
    let fits = workshop.life.may_edit(now) || (late && workshop.life.stage(now) == Stage::Past);
    if workshop.version != version || !fits { Err(Error::Conflict.into()) } else { Ok(workshop) }
}

/// Saves how one registers. `key` is the key of the address, for a workshop that had none before.
pub async fn save_entry(
    conn: &mut Conn,
    id: &WorkshopId,
    entry: &Entry,
    key: &str,
    actor: &UserId,
    now: Moment,
) -> Result<()> {
    sqlx::query(
        "update workshops
         set visibility = $2, visible_cohort = $3, visible_key = coalesce(nullif(visible_key, ''), nullif(cast($4 as text), '')),
             publish_at = case when published_at is null then cast($5 as bigint) end, opens_at = $6, closes_at = $7, cancel_until = $8,
             mode = $9, draw_at = $10, offer_hours = $11, fee = $12, version = version + 1, updated_at = $13
         where id = $1",
    )
    .bind(id.as_str())
    .bind(entry.visibility.as_str())
    .bind(entry.cohort.clone())
    .bind(key)
    .bind(entry.publish_at.map(|at| at.0))
    .bind(entry.opens_at.map(|at| at.0))
    .bind(entry.closes_at.map(|at| at.0))
    .bind(entry.cancel_until.map(|at| at.0))
    .bind(&entry.mode)
    .bind(entry.draw_at.map(|at| at.0))
    .bind(entry.offer_hours)
    .bind(&entry.fee)
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    note(conn, id, None, Some(actor), "planned", "entry", now).await
}

/// Saves the seat rules. The caller settles afterwards: a rule that went may have freed a seat.
pub async fn save_rules(
    conn: &mut Conn,
    id: &WorkshopId,
    rules: &[SeatRule],
    actor: &UserId,
    now: Moment,
) -> Result<()> {
    replace_rules(conn, id, rules).await?;
    rise(conn, id, now).await?;
    note(conn, id, None, Some(actor), "planned", "seats", now).await
}

/// Puts these rules in the place of those that there were.
pub(in crate::workshops) async fn replace_rules(conn: &mut Conn, id: &WorkshopId, rules: &[SeatRule]) -> Result<()> {
    sqlx::query("delete from seat_rules where workshop_id = $1").bind(id.as_str()).execute(&mut *conn).await?;
    for rule in rules {
        sqlx::query(
            "insert into seat_rules (workshop_id, profession, kept, most, target, released_at)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id.as_str())
        .bind(&rule.profession)
        .bind(rule.kept)
        .bind(rule.most)
        .bind(rule.target)
        .bind(rule.released_at.map(|at| at.0))
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Saves the day.
pub async fn save_day(conn: &mut Conn, id: &WorkshopId, day: &Day, actor: &UserId, now: Moment) -> Result<()> {
    sqlx::query(
        "update workshops set materials_before = $2, materials_after = $3, purge_days = $4, certificate_minutes = $5,
                              certificate_share = $6 where id = $1",
    )
    .bind(id.as_str())
    .bind(&day.materials_before)
    .bind(&day.materials_after)
    .bind(day.purge_days)
    .bind(day.certificate_minutes)
    .bind(day.certificate_share)
    .execute(&mut *conn)
    .await?;
    reminders::set_rules(conn, id, &day.reminders).await?;
    sqlx::query("delete from workshop_points where workshop_id = $1").bind(id.as_str()).execute(&mut *conn).await?;
    for (profession, points) in &day.points {
        sqlx::query("insert into workshop_points (workshop_id, profession, points) values ($1, $2, $3)")
            .bind(id.as_str())
            .bind(profession)
            .bind(points)
            .execute(&mut *conn)
            .await?;
    }
    rise(conn, id, now).await?;
    note(conn, id, None, Some(actor), "planned", "day", now).await
}

/// Stops taking registrations, or takes them again; doing it twice changes nothing.
pub async fn close(
    conn: &mut Conn,
    editor: &Editor,
    id: &WorkshopId,
    closed: bool,
    actor: &UserId,
    now: Moment,
) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = for_editor(conn, editor, id).await?;
    if !workshop.life.is_coming(now) {
        return Err(Error::Conflict.into());
    }
    if workshop.life.closed_at.is_some() == closed {
        return Ok(());
    }
    sqlx::query("update workshops set closed_at = $2, version = version + 1, updated_at = $3 where id = $1")
        .bind(id.as_str())
        .bind(closed.then_some(now.0))
        .bind(now.0)
        .execute(&mut *conn)
        .await?;
    note(conn, id, None, Some(actor), if closed { "closed" } else { "reopened" }, "", now).await
}

/// Moves what counts from the start along with it: the last moment to give back, and the release of seats.
pub async fn follow_start(conn: &mut Conn, id: &WorkshopId, from: Moment, to: Moment) -> Result<()> {
    let by = to.0 - from.0;
    for moved in [
        "update workshops set cancel_until = cancel_until + $2 where id = $1",
        "update seat_rules set released_at = released_at + $2 where workshop_id = $1",
    ] {
        sqlx::query(moved).bind(id.as_str()).bind(by).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Notes that something about the workshop changed, for forms that were made before.
pub(super) async fn rise(conn: &mut Conn, id: &WorkshopId, now: Moment) -> Result<()> {
    sqlx::query("update workshops set version = version + 1, updated_at = $2 where id = $1")
        .bind(id.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// The cohorts that are not closed, for a workshop that is for one of them.
pub async fn cohorts(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query("select id, name from cohorts where closed_at is null order by created_at desc, id desc");
    let rows = rows.fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}
