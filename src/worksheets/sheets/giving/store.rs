//! SQL of the links.

use sqlx::Row;

use super::GiftLinkId;
use crate::kit::id::UserId;
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::db::{Conn, lock_row};

/// The open link of `owner`.
pub async fn link_of(conn: &mut Conn, owner: &UserId) -> Result<Option<GiftLinkId>> {
    let row = sqlx::query("select id from gift_links where owner_id = $1 and closed_at is null")
        .bind(owner.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| row.try_get::<String, _>(0)).transpose()?.map(|id| id.parse()).transpose()?)
}

/// Makes a link; when there is one already, that stays.
pub async fn make(conn: &mut Conn, owner: &UserId, id: &GiftLinkId, now: Moment) -> Result<()> {
    sqlx::query("insert into gift_links (id, owner_id, made_at) values ($1, $2, $3) on conflict do nothing")
        .bind(id.as_str())
        .bind(owner.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Closes the link of `owner`, if there is one.
pub async fn close(conn: &mut Conn, owner: &UserId, now: Moment) -> Result<()> {
    sqlx::query("update gift_links set closed_at = $1 where owner_id = $2 and closed_at is null")
        .bind(now.0)
        .bind(owner.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Whose link it is, and their name; `NotFound` when it was closed or never was.
pub async fn whose(conn: &mut Conn, link: &GiftLinkId) -> Result<(UserId, String)> {
    let row = sqlx::query(
        "select l.owner_id, u.name from gift_links l join users u on u.id = l.owner_id
         where l.id = $1 and l.closed_at is null and u.closed_at is null",
    )
    .bind(link.as_str())
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    Ok((row.try_get::<String, _>(0)?.parse()?, row.try_get(1)?))
}

/// The same for somebody who gives: it stays locked, so that giving and closing come wholly one after the other.
pub async fn held(conn: &mut Conn, link: &GiftLinkId) -> Result<(UserId, String)> {
    lock_row(conn, "select id from gift_links where id = $1 for update", link.as_str()).await?;
    whose(conn, link).await
}
