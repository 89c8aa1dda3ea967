//! What an author allows a finished sheet to be counted for. No row: not allowed.

use sqlx::Row;

use super::answers::finished;
use crate::kit::id::{AnswerId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::{Conn, lock_row};
use crate::worksheets::definition::Definition;
use crate::worksheets::sheets::model::Allowed;
use crate::worksheets::statistics::model::is_counted;

/// What a sheet is allowed for.
pub async fn allowed(conn: &mut Conn, owner: &UserId, id: &AnswerId) -> Result<Allowed> {
    let rows = sqlx::query("select kind from worksheet_consents where answer_id = $1 and owner_id = $2 order by kind")
        .bind(id.as_str())
        .bind(owner.as_str())
        .fetch_all(conn)
        .await?;
    let kinds: Vec<String> = rows.iter().map(|row| row.try_get(0)).collect::<sqlx::Result<_>>()?;
    let has = |kind: &str| kinds.iter().any(|one| one == kind);
    Ok(Allowed { live: has("live"), statistics: has("statistics") })
}

/// Allows one's own finished sheet to be counted, or allows it no more; its worksheet.
pub async fn decide(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &AnswerId,
    (kind, on): (&str, bool),
    now: Moment,
) -> Result<String> {
    hold(conn, owner, id).await?;
    let (answer, _) = finished(conn, vault, owner, id).await?;
    must_be_counted(answer.definition()?, (kind, on))?;
    switch(conn, owner, id, (kind, on), now).await?;
    Ok(answer.worksheet)
}

/// Refuses to allow what is never done: a worksheet of which nothing is counted, and the people around somebody in a room.
pub fn must_be_counted(definition: &Definition, (kind, on): (&str, bool)) -> Result<()> {
    let never = match kind {
        "live" => definition.about.id.as_str() == "W10",
        "statistics" => !is_counted(definition),
        _ => false,
    };
    if on && never { Err(Error::BadRequest.into()) } else { Ok(()) }
}

/// Waits for whoever closes this account or deletes this sheet at the same moment, so that nothing is allowed for what
/// is gone then.
pub async fn hold(conn: &mut Conn, owner: &UserId, id: &AnswerId) -> Result<()> {
    lock_row(conn, "select id from users where id = $1 for update", owner.as_str()).await?;
    lock_row(conn, "select id from worksheet_answers where id = $1 for update", id.as_str()).await
}

/// Allows it, or allows it no more.
pub async fn switch(
    conn: &mut Conn,
    owner: &UserId,
    id: &AnswerId,
    (kind, on): (&str, bool),
    now: Moment,
) -> Result<()> {
    if kind != "live" && kind != "statistics" {
        return Err(Error::BadRequest.into());
    }
    if !on {
        sqlx::query("delete from worksheet_consents where answer_id = $1 and owner_id = $2 and kind = $3")
            .bind(id.as_str())
            .bind(owner.as_str())
            .bind(kind)
            .execute(conn)
            .await?;
        return Ok(());
    }
    sqlx::query(
        "insert into worksheet_consents (answer_id, kind, owner_id, given_at) values ($1, $2, $3, $4)
         on conflict (answer_id, kind) do nothing",
    )
    .bind(id.as_str())
    .bind(kind)
    .bind(owner.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Allows one's own result to be counted no more, whichever worksheet it is of.
pub async fn take_back(conn: &mut Conn, owner: &UserId, id: &AnswerId, kind: &str, now: Moment) -> Result<()> {
    sqlx::query("select id from worksheet_answers where id = $1 and owner_id = $2 and deleted_at is null")
        .bind(id.as_str())
        .bind(owner.as_str())
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(Error::NotFound)?;
    switch(conn, owner, id, (kind, false), now).await
}

/// Takes back everything that a sheet was allowed for.
pub async fn forget(conn: &mut Conn, owner: &UserId, id: &AnswerId) -> Result<()> {
    sqlx::query("delete from worksheet_consents where answer_id = $1 and owner_id = $2")
        .bind(id.as_str())
        .bind(owner.as_str())
        .execute(conn)
        .await?;
    Ok(())
}
