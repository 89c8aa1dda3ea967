//! One-time links. Only the hash of a token is kept; using one is a single conditional update.

use sqlx::Row;
use sqlx::any::AnyRow;

use crate::accounts::model::Purpose;
use crate::kit::id::UserId;
use crate::kit::{Locale, Moment, locale};
use crate::server::Result;
use crate::server::crypto::{hash_token, new_token};
use crate::server::db::Conn;

/// What somebody chose when they signed up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignUp {
    /// The PHC string of the password.
    pub password_hash: String,
    /// The name they want to be called.
    pub name: String,
    /// The language of their pages and letters.
    pub locale: Locale,
    /// Their IANA time zone.
    pub zone: String,
}

/// A used link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// Whom it belonged to; nobody in the case of the set-up link.
    pub user: Option<UserId>,
    /// The sign-up that it proves.
    pub sign_up: Option<SignUp>,
}

/// A mail address that waits for its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The address.
    pub address: String,
    /// When it was asked for.
    pub asked_at: Moment,
    /// Until when its link can be used.
    pub until: Moment,
}

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

/// Makes a link that proves an address for one sign-up. Others of the same address stay as good as they were: a
/// later one comes from somebody else as easily as from the same person.
pub async fn make_for(conn: &mut Conn, user: &UserId, sign_up: &SignUp, now: Moment) -> Result<String> {
    let token = new_token();
    sqlx::query(
        "insert into one_time_links (token_hash, purpose, user_id, created_at, expires_at,
                                     password_hash, name, locale, zone)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(hash_token(&token))
    .bind(Purpose::Verify.as_str())
    .bind(user.as_str())
    .bind(now.0)
    .bind(now.plus_hours(Purpose::Verify.hours()).0)
    .bind(&sign_up.password_hash)
    .bind(&sign_up.name)
    .bind(locale::tag(sign_up.locale))
    .bind(&sign_up.zone)
    .execute(conn)
    .await?;
    Ok(token)
}

/// Makes a link that proves the address that a person wants to have, and voids the ones before it.
pub async fn make_for_address(conn: &mut Conn, user: &UserId, address: &str, now: Moment) -> Result<String> {
    let token = make(conn, Purpose::Email, Some(user), now).await?;
    sqlx::query("update one_time_links set address = $1 where token_hash = $2")
        .bind(address)
        .bind(hash_token(&token))
        .execute(conn)
        .await?;
    Ok(token)
}

/// The address that a person asked for and has not proven yet.
pub async fn waiting_address(conn: &mut Conn, user: &UserId, now: Moment) -> Result<Option<Waiting>> {
    let row = sqlx::query(
        "select address, created_at, expires_at from one_time_links
         where user_id = $1 and purpose = 'email' and used_at is null and expires_at > $2
         order by created_at desc, token_hash limit 1",
    )
    .bind(user.as_str())
    .bind(now.0)
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Waiting { address: row.try_get(0)?, asked_at: Moment(row.try_get(1)?), until: Moment(row.try_get(2)?) })
    })
    .transpose()
}

/// The sign-up whose password has this hash, if it waits for the proof of its address.
pub async fn sign_up_with(conn: &mut Conn, user: &UserId, password_hash: &str) -> Result<Option<SignUp>> {
    let row = sqlx::query(
        "select password_hash, name, locale, zone from one_time_links
         where user_id = $1 and purpose = 'verify' and password_hash = $2 limit 1",
    )
    .bind(user.as_str())
    .bind(password_hash)
    .fetch_optional(conn)
    .await?;
    row.map_or(Ok(None), |row| sign_up(&row, 0))
}

/// The sign-up that waits for the proof of an address, when there is no other one.
pub async fn only_sign_up(conn: &mut Conn, user: &UserId) -> Result<Option<SignUp>> {
    let rows = sqlx::query(
        "select distinct password_hash, name, locale, zone from one_time_links
         where user_id = $1 and purpose = 'verify' and password_hash is not null limit 2",
    )
    .bind(user.as_str())
    .fetch_all(conn)
    .await?;
    match rows.as_slice() {
        [row] => sign_up(row, 0),
        _ => Ok(None),
    }
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

/// The sign-up that an open link proves. Looking does not use the link.
pub async fn sign_up_of(conn: &mut Conn, token: &str, now: Moment) -> Result<Option<SignUp>> {
    let row = sqlx::query(
        "select password_hash, name, locale, zone from one_time_links
         where token_hash = $1 and purpose = 'verify' and used_at is null and expires_at > $2",
    )
    .bind(hash_token(token))
    .bind(now.0)
    .fetch_optional(conn)
    .await?;
    row.map_or(Ok(None), |row| sign_up(&row, 0))
}

/// Uses a link; nothing when it was used, voided or expired, or never was. Of two at once, one gets it.
pub async fn consume(conn: &mut Conn, purpose: Purpose, token: &str, now: Moment) -> Result<Option<Used>> {
    let row = sqlx::query(
        "update one_time_links set used_at = $1
         where token_hash = $2 and purpose = $3 and used_at is null and expires_at > $1
         returning user_id, password_hash, name, locale, zone",
    )
    .bind(now.0)
    .bind(hash_token(token))
    .bind(purpose.as_str())
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let user = row.try_get::<Option<String>, _>(0)?;
    Ok(Some(Used { user: user.map(|id| id.parse()).transpose()?, sign_up: sign_up(&row, 1)? }))
}

/// Uses the link by which `user` proves an address, which it returns. Somebody else's link is not there.
pub async fn consume_address(conn: &mut Conn, user: &UserId, token: &str, now: Moment) -> Result<Option<String>> {
    let row = sqlx::query(
        "update one_time_links set used_at = $1
         where token_hash = $2 and purpose = 'email' and user_id = $3 and used_at is null and expires_at > $1
         returning address",
    )
    .bind(now.0)
    .bind(hash_token(token))
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok(row.try_get(0)?)).transpose()
}

/// The sign-up in four columns from `at` on.
fn sign_up(row: &AnyRow, at: usize) -> Result<Option<SignUp>> {
    let Some(password_hash) = row.try_get::<Option<String>, _>(at)? else { return Ok(None) };
    Ok(Some(SignUp {
        password_hash,
        name: row.try_get(at + 1)?,
        locale: locale::parse(&row.try_get::<String, _>(at + 2)?),
        zone: row.try_get(at + 3)?,
    }))
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
