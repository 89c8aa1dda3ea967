//! What hosts learn of those who register: whom they have to answer, and what people told them alone.

use sqlx::Row;

use super::seating::needs_cell;
use super::{Workshop, for_editor};
use crate::accounts::model::{Profession, introduced};
use crate::kit::id::{RowId, UserId, WorkshopId};
use crate::kit::{Locale, Moment};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::state::new_id;
use crate::workshops::model::Editor;
use crate::workshops::model::place::{Asker, Need};
use crate::workshops::model::seating::Mode;

/// Those who wait for the host's yes or no, in the order of joining. Call `for_editor` first: names are for hosts.
pub async fn askers(conn: &mut Conn, workshop: &Workshop, locale: Locale) -> Result<Vec<Asker>> {
    if workshop.mode != Mode::Approval {
        return Ok(Vec::new());
    }
    let rows = sqlx::query(
        "select r.id, u.name, u.profession, u.profession_other
         from registrations r join users u on u.id = r.user_id
         where r.workshop_id = $1 and r.cancelled_at is null and r.confirmed_at is null and r.offered_at is null
           and r.approved_at is null
         order by r.seq, r.id",
    )
    .bind(workshop.id.as_str())
    .fetch_all(conn)
    .await?;
    let asker = |row: &sqlx::any::AnyRow| -> Result<Asker> {
        let (profession, other): (String, String) = (row.try_get(2)?, row.try_get(3)?);
        Ok(Asker {
            id: row.try_get::<String, _>(0)?.parse()?,
            name: row.try_get(1)?,
            profession: introduced(Profession::parse(&profession), &other, locale).unwrap_or_default(),
        })
    };
    rows.iter().map(asker).collect()
}

/// Opens 配慮してほしいこと of everybody who is registered, for a host, and notes each reading for its author.
pub async fn open(
    conn: &mut Conn,
    vault: &Vault,
    editor: &Editor,
    reader: &UserId,
    id: &WorkshopId,
    now: Moment,
) -> Result<Vec<Need>> {
    for_editor(conn, editor, id).await?;
    let rows = sqlx::query(
        "select r.id, r.user_id, u.name, r.needs from registrations r join users u on u.id = r.user_id
         where r.workshop_id = $1 and r.cancelled_at is null and r.needs is not null order by r.seq, r.id",
    )
    .bind(id.as_str())
    .fetch_all(&mut *conn)
    .await?;
    let mut needs = Vec::with_capacity(rows.len());
    for row in rows {
        let registration: String = row.try_get(0)?;
        let owner: UserId = row.try_get::<String, _>(1)?.parse()?;
        let key = vault.key_of(conn, &owner).await?;
        let text = key.open(needs_cell(&registration), &row.try_get::<Vec<u8>, _>(3)?)?;
        log(conn, &owner, reader, &registration, now).await?;
        needs.push(Need { name: row.try_get(2)?, text });
    }
    Ok(needs)
}

async fn log(conn: &mut Conn, owner: &UserId, reader: &UserId, registration: &str, now: Moment) -> Result<()> {
    let id: RowId = new_id(now);
    sqlx::query(
        "insert into access_log
         (id, owner_id, actor_id, actor_role, action, object_kind, object_id, object_version, at)
         values ($1, $2, $3, 'host', 'open', 'needs', $4, 0, $5)",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .bind(reader.as_str())
    .bind(registration)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}
