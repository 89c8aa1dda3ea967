//! Links in letters that lead to one's own place without signing in. They open a page; only its buttons change
//! anything. A link works as long as its registration stands.

use sqlx::Row;

use crate::kit::id::{RegistrationId, UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::server::crypto::{hash_token, new_token};
use crate::server::db::Conn;
use crate::server::failure::Result;

/// A new link; returns its token.
pub async fn make(conn: &mut Conn, registration: &RegistrationId, now: Moment) -> Result<String> {
    let token = new_token();
    sqlx::query("insert into place_links (token_hash, registration_id, created_at) values ($1, $2, $3)")
        .bind(hash_token(&token))
        .bind(registration.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(token)
}

/// Whose place at what a link leads to; `NotFound` when it leads nowhere any more.
pub async fn owner(conn: &mut Conn, token: &str) -> Result<(WorkshopId, UserId)> {
    let row = sqlx::query(
        "select r.workshop_id, r.user_id from place_links l join registrations r on r.id = l.registration_id
         where l.token_hash = $1 and r.cancelled_at is null",
    )
    .bind(hash_token(token))
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    Ok((row.try_get::<String, _>(0)?.parse()?, row.try_get::<String, _>(1)?.parse()?))
}

/// The links of a registration that was left lead nowhere.
pub(super) async fn forget(conn: &mut Conn, registration: &RegistrationId) -> Result<()> {
    sqlx::query("delete from place_links where registration_id = $1").bind(registration.as_str()).execute(conn).await?;
    Ok(())
}

/// Forgets the links to what is over.
pub async fn forget_old(conn: &mut Conn, now: Moment) -> Result<()> {
    sqlx::query(
        "delete from place_links where registration_id in
            (select r.id from registrations r join workshops w on w.id = r.workshop_id where w.ends_at < $1)",
    )
    .bind(now.plus_days(-7).0)
    .execute(conn)
    .await?;
    Ok(())
}
