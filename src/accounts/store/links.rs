//! One-time links. Only the hash of a token is kept; using one is a single conditional update.

use sqlx::Row;

use crate::accounts::model::Purpose;
use crate::kit::Moment;
use crate::kit::id::UserId;
use crate::server::Result;
use crate::server::crypto::{hash_token, new_token};
use crate::server::db::Conn;

/// Whom a used link belonged to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used(pub Option<UserId>);

/// Makes a link and voids the ones before it; returns its token.
pub async fn make(conn: &mut Conn, purpose: Purpose, user: Option<&UserId>, now: Moment) -> Result<String> {
    void(conn, purpose, user, now).await?;
    let token = new_token();
    sqlx::query(
        "insert into one_time_links (token_hash, purpose, user_id, created_at, expires_at) values ($1, $2, $3, $4, $5)",
    )
    .bind(hash_token(&token))
    .bind(purpose.as_str())
    .bind(user.map(|user| user.as_str().to_owned()))
    .bind(now.0)
    .bind(now.plus_hours(purpose.hours()).0)
    .execute(conn)
    .await?;
    Ok(token)
}

/// Whether a link could still be used. Looking does not use it.
pub async fn is_open(conn: &mut Conn, purpose: Purpose, token: &str, now: Moment) -> Result<bool> {
    let row = sqlx::query(
        "select count(*) from one_time_links
         where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3",
    )
    .bind(hash_token(token))
    .bind(purpose.as_str())
    .bind(now.0)
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

/// Uses a link; nothing when it was used, voided or expired, or never was. Of two at once, one gets it.
pub async fn consume(conn: &mut Conn, purpose: Purpose, token: &str, now: Moment) -> Result<Option<Used>> {
    let row = sqlx::query(
        "update one_time_links set used_at = $1
         where token_hash = $2 and purpose = $3 and used_at is null and expires_at > $1
         returning user_id",
    )
    .bind(now.0)
    .bind(hash_token(token))
    .bind(purpose.as_str())
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let user = row.try_get::<Option<String>, _>(0)?;
    Ok(Some(Used(user.map(|id| id.parse()).transpose()?)))
}

/// Makes every open link of that purpose and person useless.
pub async fn void(conn: &mut Conn, purpose: Purpose, user: Option<&UserId>, now: Moment) -> Result<()> {
    sqlx::query(
        "update one_time_links set used_at = $1
         where purpose = $2 and used_at is null and coalesce(user_id, '') = $3",
    )
    .bind(now.0)
    .bind(purpose.as_str())
    .bind(user.map(|user| user.as_str().to_owned()).unwrap_or_default())
    .execute(conn)
    .await?;
    Ok(())
}
