//! Members who are not on the list, looked for at the door.

use sqlx::Row;
use sqlx::any::AnyRow;

use crate::accounts::model::{Profession, introduced};
use crate::kit::Locale;
use crate::kit::id::UserId;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::session::PROMISE_VERSION;
use crate::workshops::day::codes::SHORT;
use crate::workshops::day::model::{Newcomer, read_code};
use crate::workshops::day::roll::matches;
use crate::workshops::store::Workshop;

/// How many people a search shows.
const FOUND: usize = 10;
/// One character would show half of the community to whoever types it.
const LEAST: usize = 2;

/// Those who may be let in: their account stands, and they gave the promise that registering asks for.
macro_rules! members {
    () => {
        "u.closed_at is null and u.verified_at is not null
         and exists (select 1 from promises p where p.user_id = u.id and p.version = $1)"
    };
}

/// Whether this is somebody who could register.
pub async fn is_member(conn: &mut Conn, user: &UserId) -> Result<bool> {
    let row = sqlx::query(concat!("select 1 from users u where u.id = $2 and ", members!()))
        .bind(PROMISE_VERSION)
        .bind(user.as_str());
    Ok(row.fetch_optional(conn).await?.is_some())
}

/// Members without a seat at a workshop from `for_editor` whom `q` finds: by a part of their name in any kana, or by
/// the code of a place that they had here or have at another date of the course.
pub async fn newcomers(conn: &mut Conn, workshop: &Workshop, q: &str, locale: Locale) -> Result<Vec<Newcomer>> {
    let code = read_code(q);
    let by_code = code.len() == SHORT;
    if q.chars().filter(|c| !c.is_whitespace()).count() < LEAST {
        return Ok(Vec::new());
    }
    let rows = sqlx::query(concat!(
        "select u.id, u.name, u.profession, u.profession_other,
                (select count(*) from registrations r
                 where r.workshop_id = $2 and r.user_id = u.id and r.cancelled_at is null) as waits,
                (select count(*) from registrations r join workshops w on w.id = r.workshop_id
                 where r.user_id = u.id and r.check_code = $4 and (w.id = $2 or w.series_id = $5)) as known
         from users u
         where u.id <> $3 and ",
        members!(),
        " and not exists (select 1 from registrations r where r.workshop_id = $2 and r.user_id = u.id
                          and r.cancelled_at is null and r.confirmed_at is not null)
         order by u.name, u.id"
    ))
    .bind(PROMISE_VERSION)
    .bind(workshop.id.as_str())
    .bind(workshop.host.as_str())
    .bind(code)
    .bind(workshop.series.as_ref().map(|id| id.as_str().to_owned()))
    .fetch_all(conn)
    .await?;
    let wanted = |row: &&AnyRow| {
        let known = by_code && row.try_get::<i64, _>("known").is_ok_and(|n| n > 0);
        known || row.try_get::<String, _>("name").is_ok_and(|name| matches(&name, q))
    };
    rows.iter().filter(wanted).take(FOUND).map(|row| newcomer(row, locale)).collect()
}

fn newcomer(row: &AnyRow, locale: Locale) -> Result<Newcomer> {
    let (profession, other): (String, String) = (row.try_get("profession")?, row.try_get("profession_other")?);
    Ok(Newcomer {
        user: row.try_get::<String, _>("id")?.parse()?,
        name: row.try_get("name")?,
        profession: introduced(Profession::parse(&profession), &other, locale).unwrap_or_default(),
        waits: row.try_get::<i64, _>("waits")? > 0,
    })
}
