//! What a host does with a workshop: draft, publish, change, call off, and see who comes.

use std::collections::BTreeSet;

use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, Row};

use super::history::note;
use super::search;
use super::seating::{movers, settle};
use super::{By, Details, Workshop, active_people, course, find, for_editor, plan};
use crate::accounts::model::{Profession, introduced};
use crate::accounts::store::contact_of;
use crate::kit::id::{SeriesId, UserId, WorkshopId};
use crate::kit::{Error, Locale, Moment};
use crate::server::config::Config;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::time;
use crate::tl;
use crate::workshops::invitation::send;
use crate::workshops::letters::{self, Change};
use crate::workshops::model::{Life, Registrant, Stage};

/// Keeps a new draft of `host`. The id comes with the form, so that sending it twice makes one draft.
pub async fn create(conn: &mut Conn, id: &WorkshopId, host: &UserId, details: &Details, now: Moment) -> Result<()> {
    if insert(conn, id, host, details, now).await? {
        note(conn, id, None, Some(host), "drafted", "", now).await?;
    }
    Ok(())
}

/// Writes a draft; false when it was there already.
pub(super) async fn insert(
    conn: &mut Conn,
    id: &WorkshopId,
    host: &UserId,
    details: &Details,
    now: Moment,
) -> Result<bool> {
    let insert = sqlx::query(
        "insert into workshops (id, kind, title, body, starts_at, ends_at, zone, capacity, place, online_url,
                                host_id, version, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $12)
         on conflict (id) do nothing",
    );
    let made = with_details(insert, id, details).bind(host.as_str()).bind(now.0).execute(&mut *conn).await?;
    if made.rows_affected() == 0 && find(conn, id).await?.host != *host {
        return Err(Error::NotFound.into());
    }
    search::index(conn, id).await?;
    Ok(made.rows_affected() > 0)
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// It is stored.
    Saved,
    /// So many people have a seat already, and nobody's is taken away.
    TooFewSeats(i64),
    /// It is published, and its beginning cannot be moved into the past.
    InThePast,
}

/// Changes a workshop that stands at `version`; an older one is a `Conflict`. New seats go to those who wait, and
/// when time or place of a published one changed, everybody who registered hears it.
pub async fn edit(
    conn: &mut Conn,
    config: &Config,
    by: By<'_>,
    id: &WorkshopId,
    version: i64,
    details: &Details,
) -> Result<Edited> {
    let By { actor, now, .. } = by;
    let before = by.locked(conn, id).await?;
    if before.version != version || !before.life.may_edit(now) {
        return Err(Error::Conflict.into());
    }
    if let Some(refused) = refused(&before, details, now) {
        return Ok(refused);
    }
    write(conn, id, details, now).await?;
    note_changes(conn, id, &before.details, details, actor, now).await?;
    if (&before.details.title, &before.details.body, &before.details.place)
        != (&details.title, &details.body, &details.place)
    {
        search::index(conn, id).await?;
    }
    plan::follow_start(conn, id, before.details.starts_at, details.starts_at).await?;
    let moved = settle(conn, config, id, now).await?;
    if is_heard_of(&before, details) {
        let after = find(conn, id).await?;
        for user in active_people(conn, id).await? {
            // Who moved up reads the new time and place in that letter.
            if !moved.contains(&user) {
                let contact = contact_of(conn, &user).await?;
                send(conn, config, id, letters::changed(config, &after, &before.details, &user, &contact), now).await?;
            }
        }
    }
    Ok(Edited::Saved)
}

/// How many people would get a letter about this change; none when it would be refused. Who moves up by it reads the
/// new time and place in that letter instead.
pub async fn told(conn: &mut Conn, by: By<'_>, id: &WorkshopId, version: i64, details: &Details) -> Result<i64> {
    let before = for_editor(conn, by.editor, id).await?;
    let fits = before.version == version && before.life.may_edit(by.now) && refused(&before, details, by.now).is_none();
    if !fits || !is_heard_of(&before, details) {
        return Ok(0);
    }
    let people = before.seats.confirmed + before.seats.waiting;
    let life = Life { starts_at: details.starts_at, ends_at: details.ends_at, ..before.life };
    let after = Workshop { details: details.clone(), life, ..before };
    Ok(people - movers(conn, &after, by.now).await?)
}

/// What speaks against a change of what stands there, if anything does.
fn refused(before: &Workshop, details: &Details, now: Moment) -> Option<Edited> {
    if details.capacity < before.seats.confirmed {
        return Some(Edited::TooFewSeats(before.seats.confirmed));
    }
    let moved = details.starts_at != before.details.starts_at;
    let published = before.life.published_at.is_some();
    (published && moved && details.starts_at <= now).then_some(Edited::InThePast)
}

/// Whether those who registered have to know of a change.
fn is_heard_of(before: &Workshop, details: &Details) -> bool {
    before.life.published_at.is_some() && !Change::between(&before.details, details).is_empty()
}

/// Notes which details differ, and the number of seats by itself: it is what people ask about later.
async fn note_changes(
    conn: &mut Conn,
    id: &WorkshopId,
    before: &Details,
    after: &Details,
    actor: &UserId,
    now: Moment,
) -> Result<()> {
    let differ = [
        (before.kind != after.kind, "kind"),
        (before.title != after.title, "title"),
        (before.body != after.body, "body"),
        ((before.starts_at, before.ends_at, &before.zone) != (after.starts_at, after.ends_at, &after.zone), "when"),
        (before.place != after.place, "place"),
        (before.online_url != after.online_url, "link"),
    ];
    let words: Vec<&str> = differ.into_iter().filter_map(|(differs, word)| differs.then_some(word)).collect();
    if !words.is_empty() {
        note(conn, id, None, Some(actor), "edited", &words.join(" "), now).await?;
    }
    if before.capacity != after.capacity {
        let detail = format!("{} → {}", before.capacity, after.capacity);
        note(conn, id, None, Some(actor), "capacity", &detail, now).await?;
    }
    Ok(())
}

async fn write(conn: &mut Conn, id: &WorkshopId, details: &Details, now: Moment) -> Result<()> {
    let update = sqlx::query(
        "update workshops set kind = $2, title = $3, body = $4, starts_at = $5, ends_at = $6, zone = $7,
                              capacity = $8, place = $9, online_url = $10, version = version + 1, updated_at = $11
         where id = $1",
    );
    with_details(update, id, details).bind(now.0).execute(conn).await?;
    Ok(())
}

/// Binds `$1` to `$10`: the id and what a host decides.
fn with_details<'q>(
    query: Query<'q, Any, AnyArguments>,
    id: &WorkshopId,
    details: &Details,
) -> Query<'q, Any, AnyArguments> {
    query
        .bind(id.as_str())
        .bind(details.kind.as_str())
        .bind(&details.title)
        .bind(&details.body)
        .bind(details.starts_at.0)
        .bind(details.ends_at.0)
        .bind(&details.zone)
        .bind(details.capacity)
        .bind(&details.place)
        .bind(&details.online_url)
}

/// Publishes a draft. False when its beginning has passed; published before is fine. Whoever registers for the whole
/// of its course meanwhile gets this date too, or waits until it is there.
pub async fn publish(conn: &mut Conn, by: By<'_>, id: &WorkshopId) -> Result<bool> {
    let By { actor, now, .. } = by;
    let series = for_editor(conn, by.editor, id).await?.series;
    if let Some(series) = &series {
        course::lock(conn, series).await?;
    }
    let workshop = by.locked(conn, id).await?;
    if workshop.series != series {
        // It became the date of a course meanwhile, which is not locked.
        return Err(Error::Conflict.into());
    }
    match workshop.life.stage(now) {
        Stage::Cancelled => Err(Error::Conflict.into()),
        Stage::Draft if workshop.life.may_publish(now) => {
            sqlx::query("update workshops set published_at = $2, publish_at = null, version = version + 1, updated_at = $2 where id = $1")
                .bind(id.as_str())
                .bind(now.0)
                .execute(&mut *conn)
                .await?;
            note(conn, id, None, Some(actor), "published", "", now).await?;
            Ok(true)
        }
        Stage::Draft => Ok(false),
        Stage::Open | Stage::Closed | Stage::Running | Stage::Past => Ok(true),
    }
}

/// Publishes the drafts whose time has come, unless they have begun meanwhile; says which. Their courses are locked as
/// in `publish`: all of them before the first date, so that two never wait for each other.
pub async fn publish_due(conn: &mut Conn, now: Moment) -> Result<Vec<WorkshopId>> {
    let rows = sqlx::query(
        "select id, series_id from workshops
         where publish_at <= $1 and published_at is null and cancelled_at is null and starts_at > $1 order by id",
    )
    .bind(now.0)
    .fetch_all(&mut *conn)
    .await?;
    let (mut due, mut courses) = (Vec::<(WorkshopId, String)>::with_capacity(rows.len()), BTreeSet::<SeriesId>::new());
    for row in rows {
        let series: Option<String> = row.try_get(1)?;
        if let Some(series) = &series {
            courses.insert(series.parse()?);
        }
        due.push((row.try_get::<String, _>(0)?.parse()?, series.unwrap_or_default()));
    }
    for series in &courses {
        course::lock(conn, series).await?;
    }
    course::lock_dates(conn, due.iter().map(|(id, _)| id).collect()).await?;
    let mut published = Vec::with_capacity(due.len());
    for (id, series) in due {
        // Once more: a host may have published it, or put it off, while this waited for it. If it became the date of a
        // course, which is not locked, it is for the next time.
        let now_public = sqlx::query(
            "update workshops set published_at = $1, publish_at = null, version = version + 1, updated_at = $1
             where id = $2 and publish_at <= $1 and published_at is null and cancelled_at is null and starts_at > $1
               and coalesce(series_id, '') = $3",
        )
        .bind(now.0)
        .bind(id.as_str())
        .bind(series)
        .execute(&mut *conn)
        .await?;
        if now_public.rows_affected() > 0 {
            note(conn, &id, None, None, "published", "", now).await?;
            published.push(id);
        }
    }
    Ok(published)
}

/// Calls a workshop off, with a letter to everybody who registered. False when it has begun; a second time is fine
/// and sends nothing.
pub async fn call_off(conn: &mut Conn, config: &Config, by: By<'_>, id: &WorkshopId) -> Result<bool> {
    let By { actor, now, .. } = by;
    let workshop = by.locked(conn, id).await?;
    if workshop.life.cancelled_at.is_some() {
        return Ok(true);
    }
    if !workshop.life.may_call_off(now) {
        return Ok(false);
    }
    sqlx::query("update workshops set cancelled_at = $2, version = version + 1, updated_at = $2 where id = $1")
        .bind(id.as_str())
        .bind(now.0)
        .execute(&mut *conn)
        .await?;
    note(conn, id, None, Some(actor), "called_off", "", now).await?;
    for user in active_people(conn, id).await? {
        let contact = contact_of(conn, &user).await?;
        send(conn, config, id, letters::called_off(config, &workshop, &user, &contact), now).await?;
    }
    Ok(true)
}

/// Who has a seat, or one that is held for them, and who waits, each in the order of the line. Call `for_editor` first: names are for hosts.
pub async fn registrants(
    conn: &mut Conn,
    workshop: &Workshop,
    viewer_zone: &str,
    locale: Locale,
) -> Result<(Vec<Registrant>, Vec<Registrant>)> {
    let rows = sqlx::query(
        "select u.name, u.profession, u.profession_other, r.joined_at, coalesce(r.confirmed_at, r.offered_at),
                case when r.confirmed_at is null then r.offer_expires_at end
         from registrations r join users u on u.id = r.user_id
         where r.workshop_id = $1 and r.cancelled_at is null
         order by coalesce(r.draw_order, 1000000000), r.seq, r.id",
    )
    .bind(workshop.id.as_str())
    .fetch_all(conn)
    .await?;
    let (mut confirmed, mut waiting) = (Vec::new(), Vec::new());
    for row in rows {
        let (profession, own_words): (String, String) = (row.try_get(1)?, row.try_get(2)?);
        let person = Registrant {
            name: row.try_get(0)?,
            profession: introduced(Profession::parse(&profession), &own_words, locale).unwrap_or_default(),
            since: match row.try_get::<Option<i64>, _>(5)? {
                Some(until) => {
                    tl!(locale, seats.offered_note, at = time::day_and_clock(Moment(until), viewer_zone, locale))
                }
                None => time::day_and_clock(Moment(row.try_get(3)?), viewer_zone, locale),
            },
        };
        match row.try_get::<Option<i64>, _>(4)? {
            Some(_) => confirmed.push(person),
            None => waiting.push(person),
        }
    }
    Ok((confirmed, waiting))
}
