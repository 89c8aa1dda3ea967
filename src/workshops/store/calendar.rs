//! What stands in calendars: a person's places, a workshop by itself, and the generation of a person's address.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Workshop, kind};
use crate::kit::Moment;
use crate::kit::id::{RegistrationId, UserId, WorkshopId};
use crate::nth_of_course;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::calendar::{Entry, Status};

/// What was called off or given back stays so many days, so that calendars take it out.
const GONE_DAYS: i64 = 30;
/// What is over stays so many days.
const PAST_DAYS: i64 = 366;

/// SQL for how often the dates of the course of `w` were changed in all, and when the last time: one that is called off
/// or moved changes the number in the name of the others.
macro_rules! changes_of_course {
    () => {
        "coalesce((select cast(sum(n.version) as bigint) from workshops n where n.series_id = w.series_id), w.version)
             as version,
         coalesce((select max(n.updated_at) from workshops n where n.series_id = w.series_id), w.updated_at)
             as updated_at"
    };
}

/// `$1` the person.
macro_rules! entries {
    ($which:literal) => {
        concat!(
            "select w.id, case when w.visibility = 'link' then w.visible_key end as page_key, w.kind, w.title, w.body, w.starts_at, w.ends_at, w.zone, w.place, w.online_url,
                    ",
            changes_of_course!(),
            ", w.cancelled_at as off_at, u.name as host,
                    r.id as registration, r.joined_at, r.confirmed_at, r.offered_at, r.cancelled_at, r.sequence, ",
            nth_of_course!(),
            " as nth
             from workshops w join users u on u.id = w.host_id
             join registrations r on r.workshop_id = w.id and r.user_id = $1
             where w.published_at is not null and ",
            $which
        )
    };
}

/// Everything in a person's calendar, the first to begin first. Of several places at one workshop only the last.
pub async fn entries(conn: &mut Conn, user: &UserId, now: Moment) -> Result<Vec<Entry>> {
    let rows = sqlx::query(entries!(
        "w.ends_at > $2 and (w.cancelled_at is null or w.cancelled_at > $3)
         and (r.cancelled_at is null or r.cancelled_at > $3)
         and not exists (select 1 from registrations x
                         where x.workshop_id = r.workshop_id and x.user_id = r.user_id and x.seq > r.seq)
         order by w.starts_at, w.id limit 1000"
    ))
    .bind(user.as_str())
    .bind(now.plus_days(-PAST_DAYS).0)
    .bind(now.plus_days(-GONE_DAYS).0)
    .fetch_all(conn)
    .await?;
    rows.iter().map(entry_of).collect()
}

/// A person's last place at a workshop, given back or not.
pub async fn entry(conn: &mut Conn, workshop: &WorkshopId, user: &UserId) -> Result<Option<Entry>> {
    let row = sqlx::query(entries!("w.id = $2 order by r.seq desc, r.id limit 1"))
        .bind(user.as_str())
        .bind(workshop.as_str())
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(entry_of).transpose()
}

/// The entry of a workshop for everybody.
pub async fn public(conn: &mut Conn, workshop: &Workshop) -> Result<Entry> {
    let row = sqlx::query(concat!("select ", changes_of_course!(), " from workshops w where w.id = $1"))
        .bind(workshop.id.as_str())
        .fetch_one(conn)
        .await?;
    let changed_at = Moment(row.try_get("updated_at")?);
    Ok(Entry { sequence: row.try_get("version")?, changed_at, ..Entry::public(workshop) })
}

fn entry_of(row: &AnyRow) -> Result<Entry> {
    let moment = |name: &str| -> Result<Option<Moment>> { Ok(row.try_get::<Option<i64>, _>(name)?.map(Moment)) };
    let gone = moment("off_at")?.or(moment("cancelled_at")?);
    let (confirmed, offered) = (moment("confirmed_at")?, moment("offered_at")?);
    let joined = Moment(row.try_get("joined_at")?);
    let updated = Moment(row.try_get("updated_at")?);
    Ok(Entry {
        workshop: row.try_get::<String, _>("id")?.parse()?,
        key: row.try_get::<Option<String>, _>("page_key")?.unwrap_or_default(),
        registration: Some(row.try_get::<String, _>("registration")?.parse::<RegistrationId>()?),
        kind: kind(&row.try_get::<String, _>("kind")?)?,
        title: row.try_get("title")?,
        nth: row.try_get("nth")?,
        body: row.try_get("body")?,
        starts_at: Moment(row.try_get("starts_at")?),
        ends_at: Moment(row.try_get("ends_at")?),
        zone: row.try_get("zone")?,
        place: row.try_get("place")?,
        online_url: row.try_get("online_url")?,
        host: row.try_get("host")?,
        status: match (gone, confirmed) {
            (Some(_), _) => Status::Cancelled,
            (None, Some(_)) => Status::Confirmed,
            (None, None) => Status::Tentative,
        },
        sequence: row.try_get::<i64, _>("version")? + row.try_get::<i64, _>("sequence")?,
        changed_at: [Some(updated), Some(joined), confirmed, offered, gone]
            .into_iter()
            .flatten()
            .max()
            .unwrap_or(updated),
    })
}

/// The generation of a person's address; 0 before there was one.
pub async fn generation(conn: &mut Conn, user: &UserId) -> Result<i64> {
    let row = sqlx::query("select generation from calendar_feeds where user_id = $1")
        .bind(user.as_str())
        .fetch_optional(conn)
        .await?;
    row.map_or(Ok(0), |row| Ok(row.try_get(0)?))
}

/// Makes a new address in place of the one of generation `old`; a second time changes nothing.
pub async fn renew(conn: &mut Conn, user: &UserId, old: i64, now: Moment) -> Result<()> {
    sqlx::query(
        "insert into calendar_feeds (user_id, generation, created_at) values ($1, 1, $2)
         on conflict (user_id) do update set generation = calendar_feeds.generation + 1, created_at = $2
         where calendar_feeds.generation = $3",
    )
    .bind(user.as_str())
    .bind(now.0)
    .bind(old)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether somebody still has an account.
pub async fn is_member(conn: &mut Conn, user: &UserId) -> Result<bool> {
    let row = sqlx::query("select id from users where id = $1 and closed_at is null").bind(user.as_str());
    Ok(row.fetch_optional(conn).await?.is_some())
}
