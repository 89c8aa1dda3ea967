//! Copies: a draft like another workshop some weeks later, and courses of several dates made that way.

use sqlx::Row;

use super::history::note;
use super::{By, LOCK, Workshop, course, for_editor, host, plan, spread};
use crate::kit::id::{SeriesId, UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::live::plan::store as run_sheets;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::server::time;
use crate::workshops::model::{Editor, Stage};

/// SQL for the how many-th date of its course the workshop `w` is, of those that take place; null for what is none.
#[macro_export]
macro_rules! nth_of_course {
    () => {
        "case when w.series_id is not null and w.cancelled_at is null then (
             select count(*) from workshops n
             where n.series_id = w.series_id and n.cancelled_at is null
               and (n.starts_at < w.starts_at or (n.starts_at = w.starts_at and n.id <= w.id))) end"
    };
}

/// A course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Which.
    pub id: SeriesId,
    /// `whole`, `single` or `both`.
    pub joining: String,
    /// Its dates, the first one first.
    pub dates: Vec<Date>,
}

/// One date of a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// The workshop.
    pub id: WorkshopId,
    /// Its title.
    pub title: String,
    /// When it begins.
    pub starts_at: Moment,
    /// When it is over.
    pub ends_at: Moment,
    /// The zone in which it was planned.
    pub zone: String,
    /// The key in its address while it is shown by link; none for all others.
    pub key: Option<String>,
    /// For how many days afterwards answers to its questions are kept.
    pub purge_days: i64,
    /// Whether it was published.
    pub published: bool,
    /// Whether it was called off.
    pub cancelled: bool,
}

/// A course to be made of a draft.
#[derive(Clone, Debug)]
pub struct Course {
    /// Which.
    pub id: SeriesId,
    /// `whole`, `single` or `both`.
    pub joining: String,
    /// The drafts that follow.
    pub copies: Vec<WorkshopId>,
    /// How many weeks lie between two dates.
    pub weeks: i64,
}

/// A course with all its dates. Drafts are for those who host it: a page for others leaves them out.
pub async fn read(conn: &mut Conn, id: &SeriesId) -> Result<Series> {
    let row =
        sqlx::query("select joining from series where id = $1").bind(id.as_str()).fetch_optional(&mut *conn).await?;
    let joining = row.ok_or(Error::NotFound)?.try_get(0)?;
    let rows = sqlx::query(
        "select id, title, starts_at, ends_at, zone, published_at, cancelled_at,
                case when visibility = 'link' then coalesce(visible_key, '') end, purge_days
         from workshops where series_id = $1 order by starts_at, id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    let date = |row: &sqlx::any::AnyRow| -> Result<Date> {
        Ok(Date {
            id: row.try_get::<String, _>(0)?.parse()?,
            title: row.try_get(1)?,
            starts_at: Moment(row.try_get(2)?),
            ends_at: Moment(row.try_get(3)?),
            zone: row.try_get(4)?,
            key: row.try_get(7)?,
            purge_days: row.try_get(8)?,
            published: row.try_get::<Option<i64>, _>(5)?.is_some(),
            cancelled: row.try_get::<Option<i64>, _>(6)?.is_some(),
        })
    };
    Ok(Series { id: id.clone(), joining, dates: rows.iter().map(date).collect::<Result<_>>()? })
}

/// A draft like `id`, a week later, or as many weeks as it takes to lie ahead. The copy's id comes with the form.
pub async fn duplicate(
    conn: &mut Conn,
    editor: &Editor,
    actor: &UserId,
    id: &WorkshopId,
    copy: &WorkshopId,
    now: Moment,
) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = for_editor(conn, editor, id).await?;
    let mut weeks = 1;
    while weeks < 520 && later(workshop.details.starts_at, weeks, &workshop.details.zone) <= now {
        weeks += 1;
    }
    copy_to(conn, &workshop, copy, weeks, actor, now).await
}

/// Makes a draft the first date of a course: as many drafts follow, each some weeks after the one before. With the
/// same id of the course again nothing happens.
pub async fn make(conn: &mut Conn, by: By<'_>, id: &WorkshopId, course: &Course) -> Result<()> {
    let By { actor, now, .. } = by;
    let Course { id: series, joining, copies, weeks } = course;
    let workshop = by.locked(conn, id).await?;
    if workshop.series.as_ref() == Some(series) {
        return Ok(());
    }
    if workshop.series.is_some() || workshop.life.stage(now) != Stage::Draft {
        return Err(Error::Conflict.into());
    }
    sqlx::query(
        "insert into series (id, title, body, joining, host_id, created_at, updated_at)
         values ($1, $2, '', $3, $4, $5, $5)",
    )
    .bind(series.as_str())
    .bind(&workshop.details.title)
    .bind(joining)
    .bind(workshop.host.as_str())
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    for (step, copy) in (1..).zip(copies) {
        copy_to(conn, &workshop, copy, step * weeks, actor, now).await?;
        join(conn, copy, series).await?;
    }
    join(conn, id, series).await?;
    plan::rise(conn, id, now).await?;
    note(conn, id, None, Some(actor), "course", &(copies.len() + 1).to_string(), now).await
}

async fn join(conn: &mut Conn, id: &WorkshopId, series: &SeriesId) -> Result<()> {
    sqlx::query("update workshops set series_id = $2 where id = $1")
        .bind(id.as_str())
        .bind(series.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// How many drafts of its course lie ahead; none when it belongs to no course.
pub async fn drafts(conn: &mut Conn, workshop: &Workshop, now: Moment) -> Result<i64> {
    let Some(series) = &workshop.series else { return Ok(0) };
    let row = sqlx::query(
        "select count(*) from workshops
         where series_id = $1 and published_at is null and cancelled_at is null and starts_at > $2",
    )
    .bind(series.as_str())
    .bind(now.0)
    .fetch_one(conn)
    .await?;
    Ok(row.try_get(0)?)
}

/// Publishes every draft of the course that lies ahead; says how many. Whoever registers for all of it meanwhile gets
/// all of these or waits until they are there.
pub async fn publish(conn: &mut Conn, editor: &Editor, actor: &UserId, id: &WorkshopId, now: Moment) -> Result<usize> {
    let Some(series) = for_editor(conn, editor, id).await?.series else { return Err(Error::NotFound.into()) };
    course::lock_all(conn, &series).await?;
    let mut published = 0;
    for date in read(conn, &series).await?.dates {
        let draft = !date.published && !date.cancelled && now < date.starts_at;
        if draft && host::publish(conn, By { editor, actor, now }, &date.id).await? {
            published += 1;
        }
    }
    Ok(published)
}

/// The same time of day, weeks later.
fn later(at: Moment, weeks: i64, zone: &str) -> Moment {
    let local = time::at(at, zone);
    match local.checked_add(jiff::Span::new().weeks(weeks)) {
        Ok(later) => Moment(later.timestamp().as_microsecond()),
        Err(_) => at.plus_days(7 * weeks),
    }
}

/// A draft with the same details, plan, questions and hosts, `weeks` later. Everything that counts from the start
/// moves with it; the window of registration is left open, because its moments were meant for the other date.
async fn copy_to(
    conn: &mut Conn,
    from: &Workshop,
    copy: &WorkshopId,
    weeks: i64,
    actor: &UserId,
    now: Moment,
) -> Result<()> {
    let mut details = from.details.clone();
    details.starts_at = later(details.starts_at, weeks, &details.zone);
    details.ends_at = later(details.ends_at, weeks, &details.zone);
    if !host::insert(conn, copy, &from.host, &details, now).await? {
        return Ok(());
    }
    let by = details.starts_at.0 - from.details.starts_at.0;
    let mut settled = plan::read(conn, &from.id).await?;
    let moved = |at: &mut Option<Moment>| *at = at.map(|at| Moment(at.0 + by));
    settled.entry.publish_at = None;
    settled.entry.opens_at = None;
    settled.entry.closes_at = None;
    moved(&mut settled.entry.cancel_until);
    moved(&mut settled.entry.draw_at);
    settled.rules.iter_mut().for_each(|rule| moved(&mut rule.released_at));
    let key = from.visible_key.clone().unwrap_or_default();
    plan::save_entry(conn, copy, &settled.entry, &key, actor, now).await?;
    plan::save_rules(conn, copy, &settled.rules, actor, now).await?;
    plan::save_day(conn, copy, &settled.day, actor, now).await?;
    spread::align_questions(conn, &from.id, copy, now).await?;
    sqlx::query(
        "insert into workshop_hosts (workshop_id, user_id, added_at, added_by)
         select cast($2 as text), user_id, cast($3 as bigint), added_by from workshop_hosts where workshop_id = $1",
    )
    .bind(from.id.as_str())
    .bind(copy.as_str())
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    run_sheets::copy(conn, &from.id, copy, actor, now).await?;
    note(conn, copy, None, Some(actor), "copied", "", now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_later_is_the_same_time_of_day_across_summer_time() {
        let before = time::from_local_input("2026-03-04T20:00", "America/New_York").expect("a moment");
        assert_eq!(time::to_local_input(later(before, 1, "America/New_York"), "America/New_York"), "2026-03-11T20:00");
        assert_eq!(later(before, 1, "America/New_York").seconds_since(before), 7 * 86_400 - 3_600);
        assert_eq!(later(before, 2, "Asia/Tokyo").seconds_since(before), 14 * 86_400);
    }
}
