//! Sign-ins: a random token in a cookie, its hash in the database, and the `Viewer` that a request carries.

use http::header::{COOKIE, HeaderMap, HeaderValue};
use sqlx::Row;

use super::config::Config;
use super::crypto::{hash_token, new_token};
use super::db::Conn;
use super::failure::Result;
use super::state::new_id;
use crate::kit::id::{SessionId, UserId};
use crate::kit::{Moment, Role, Viewer, locale};

/// The version of 守秘の約束 that has to be accepted now.
pub const PROMISE_VERSION: i64 = 1;

/// How long a sign-in lasts after it was last used, in days.
const DAYS: i64 = 30;

/// The device behind a request, beside its `Viewer`.
#[derive(Clone, Debug)]
pub struct Device(pub SessionId);

/// The name of the session cookie; `__Host-` needs https.
pub fn cookie_name(config: &Config) -> &'static str {
    if config.secure_cookies() { "__Host-session" } else { "session" }
}

/// The `Set-Cookie` value that signs a browser in.
pub fn cookie(config: &Config, token: &str) -> HeaderValue {
    set_cookie(config, cookie_name(config), token, DAYS * 86_400, true)
}

/// The `Set-Cookie` value that signs a browser out.
pub fn clear_cookie(config: &Config) -> HeaderValue {
    set_cookie(config, cookie_name(config), "", 0, true)
}

/// A `Set-Cookie` value for the whole site. `value` must be made of URL-safe characters.
pub fn set_cookie(config: &Config, name: &str, value: &str, max_age: i64, http_only: bool) -> HeaderValue {
    let secure = if config.secure_cookies() { "; Secure" } else { "" };
    let http_only = if http_only { "; HttpOnly" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={max_age}; SameSite=Lax{http_only}{secure}");
    HeaderValue::from_str(&text).expect("cookie names and values are plain ASCII")
}

/// The value of a cookie of that name.
pub fn read_cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// Signs `user` in on a device; returns the token for the cookie.
pub async fn open(conn: &mut Conn, user: &UserId, agent: &str, now: Moment) -> Result<String> {
    let token = new_token();
    let id: SessionId = new_id(now);
    let agent: String = agent.chars().take(300).collect();
    sqlx::query(
        "insert into sessions (id, token_hash, user_id, agent, created_at, seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $5, $6)",
    )
    .bind(id.as_str())
    .bind(hash_token(&token))
    .bind(user.as_str())
    .bind(agent)
    .bind(now.0)
    .bind(now.plus_days(DAYS).0)
    .execute(conn)
    .await?;
    Ok(token)
}

/// Who holds `token`, on which device, and whether that device's "last seen" wants writing.
pub async fn find(conn: &mut Conn, token: &str, now: Moment) -> Result<Option<(Viewer, Device, bool)>> {
    let row = sqlx::query(
        "select s.id, s.seen_at, u.id, u.name, u.locale, u.zone,
                (select count(*) from promises p where p.user_id = u.id and p.version = $3)
         from sessions s join users u on u.id = s.user_id
         where s.token_hash = $1 and s.expires_at > $2 and u.closed_at is null and u.verified_at is not null",
    )
    .bind(hash_token(token))
    .bind(now.0)
    .bind(PROMISE_VERSION)
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let id: UserId = row.try_get::<String, _>(2)?.parse()?;
    let session: SessionId = row.try_get::<String, _>(0)?.parse()?;
    let seen_at = Moment(row.try_get(1)?);
    let viewer = Viewer {
        roles: roles_of(conn, &id).await?,
        id,
        name: row.try_get(3)?,
        locale: locale::parse(&row.try_get::<String, _>(4)?),
        zone: row.try_get(5)?,
        promised: row.try_get::<i64, _>(6)? > 0,
    };
    Ok(Some((viewer, Device(session), now.seconds_since(seen_at) > 600)))
}

/// The roles of a person.
pub async fn roles_of(conn: &mut Conn, user: &UserId) -> Result<Vec<Role>> {
    let rows = sqlx::query("select role from user_roles where user_id = $1 order by role")
        .bind(user.as_str())
        .fetch_all(conn)
        .await?;
    let mut roles = Vec::new();
    for row in rows {
        roles.extend(Role::parse(&row.try_get::<String, _>(0)?));
    }
    Ok(roles)
}

/// Notes that a device was used, and lets its sign-in last from now.
pub async fn touch(conn: &mut Conn, session: &SessionId, now: Moment) -> Result<()> {
    sqlx::query("update sessions set seen_at = $1, expires_at = $2 where id = $3")
        .bind(now.0)
        .bind(now.plus_days(DAYS).0)
        .bind(session.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends one sign-in of `user`; someone else's is left alone. True when there was one.
pub async fn close(conn: &mut Conn, user: &UserId, session: &SessionId) -> Result<bool> {
    let done = sqlx::query("delete from sessions where id = $1 and user_id = $2")
        .bind(session.as_str())
        .bind(user.as_str())
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Ends every sign-in of `user` except `keep`.
pub async fn close_others(conn: &mut Conn, user: &UserId, keep: Option<&SessionId>) -> Result<()> {
    sqlx::query("delete from sessions where user_id = $1 and id <> $2")
        .bind(user.as_str())
        .bind(keep.map(|id| id.as_str().to_owned()).unwrap_or_default())
        .execute(conn)
        .await?;
    Ok(())
}

/// The live sign-ins of `user`: id, browser, and when it was last seen; the latest first.
pub async fn list(conn: &mut Conn, user: &UserId, now: Moment) -> Result<Vec<(SessionId, String, Moment)>> {
    let rows = sqlx::query(
        "select id, agent, seen_at from sessions where user_id = $1 and expires_at > $2 order by seen_at desc, id",
    )
    .bind(user.as_str())
    .bind(now.0)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| Ok((row.try_get::<String, _>(0)?.parse()?, row.try_get(1)?, Moment(row.try_get(2)?))))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn the_cookie_of_a_sign_in_goes_to_this_site_alone_and_to_no_script() {
        let on = |url: &str| Config { url: Some(url.to_owned()), ..Config::for_tests(PathBuf::from("nowhere")) };
        let secure = "__Host-session=token; Path=/; Max-Age=2592000; SameSite=Lax; HttpOnly; Secure";
        assert_eq!(cookie(&on("https://assemble.example"), "token"), secure);
        // The prefix asks for https, which this machine does not speak to itself.
        let local = "session=token; Path=/; Max-Age=2592000; SameSite=Lax; HttpOnly";
        assert_eq!(cookie(&on("http://localhost:3000"), "token"), local);
        let gone = "__Host-session=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly; Secure";
        assert_eq!(clear_cookie(&on("https://assemble.example")), gone);
    }
}
