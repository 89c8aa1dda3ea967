//! Who hosts a workshop together with its host.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::history::note;
use super::{By, like};
use crate::kit::Error;
use crate::kit::id::{UserId, WorkshopId};
use crate::server::db::Conn;
use crate::server::failure::Result;

/// How many people a search shows.
const FOUND: i64 = 10;

/// Those who host it too, in the order in which they were asked.
pub async fn list(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<(UserId, String)>> {
    let rows = sqlx::query(
        "select u.id, u.name from workshop_hosts h join users u on u.id = h.user_id
         where h.workshop_id = $1 order by h.added_at, u.id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(named).collect()
}

fn named(row: &AnyRow) -> Result<(UserId, String)> {
    Ok((row.try_get::<String, _>(0)?.parse()?, row.try_get(1)?))
}

/// People with the role of a host whose name holds `part`, save those who host it already. Call `for_editor` first.
pub async fn search(conn: &mut Conn, id: &WorkshopId, part: &str) -> Result<Vec<(UserId, String)>> {
    let rows = sqlx::query(
        "select u.id, u.name from users u join user_roles o on o.user_id = u.id and o.role = 'host'
         where u.closed_at is null and lower(u.name) like $2 escape '!'
           and u.id not in (select host_id from workshops where id = $1)
           and u.id not in (select user_id from workshop_hosts where workshop_id = $1)
         order by u.name, u.id limit $3",
    )
    .bind(id.as_str())
    .bind(like(part))
    .bind(FOUND)
    .fetch_all(conn)
    .await?;
    rows.iter().map(named).collect()
}

/// Lets somebody with the role of a host change it too. Twice changes nothing; anybody else is `NotFound`.
pub async fn add(conn: &mut Conn, by: By<'_>, id: &WorkshopId, user: &UserId) -> Result<()> {
    let By { actor, now, .. } = by;
    if by.locked(conn, id).await?.host == *user {
        return Ok(());
    }
    let host = sqlx::query(
        "select 1 from users u join user_roles o on o.user_id = u.id and o.role = 'host'
         where u.id = $1 and u.closed_at is null",
    );
    if host.bind(user.as_str()).fetch_optional(&mut *conn).await?.is_none() {
        return Err(Error::NotFound.into());
    }
    let added = sqlx::query(
        "insert into workshop_hosts (workshop_id, user_id, added_at, added_by) values ($1, $2, $3, $4)
         on conflict (workshop_id, user_id) do nothing",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(now.0)
    .bind(actor.as_str())
    .execute(&mut *conn)
    .await?;
    if added.rows_affected() == 0 {
        return Ok(());
    }
    note(conn, id, Some(user), Some(actor), "host_added", "", now).await
}

/// Takes that away again.
pub async fn remove(conn: &mut Conn, by: By<'_>, id: &WorkshopId, user: &UserId) -> Result<()> {
    by.locked(conn, id).await?;
    let removed = sqlx::query("delete from workshop_hosts where workshop_id = $1 and user_id = $2")
        .bind(id.as_str())
        .bind(user.as_str())
        .execute(&mut *conn)
        .await?;
    if removed.rows_affected() == 0 {
        return Ok(());
    }
    note(conn, id, Some(user), Some(by.actor), "host_removed", "", by.now).await
}
