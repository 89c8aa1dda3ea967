//! What signing in needs to know of a person, and their password.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::links;
use crate::accounts::mail;
use crate::accounts::model::Purpose;
use crate::kit::id::UserId;
use crate::kit::{Locale, Moment, locale};
use crate::server::Result;
use crate::server::config::Config;
use crate::server::db::Conn;
use crate::server::session::{self, Device};

/// An account as the door sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Who.
    pub id: UserId,
    /// The mail address.
    pub email: String,
    /// The PHC string of the password; none when none was chosen yet.
    pub password_hash: Option<String>,
    /// The name they want to be called.
    pub name: String,
    /// The language of their letters.
    pub locale: Locale,
    /// Whether the address was verified.
    pub verified: bool,
}

/// Before the proof of its address an account has no password of its own: the latest sign-up with it stands for it,
/// one and no more, so that trying a password costs the same whoever the address belongs to.
macro_rules! select_account {
    ($which:literal) => {
        concat!(
            "select u.id, u.email, u.name, u.locale, u.verified_at,
                    case when u.verified_at is not null then u.password_hash
                         else (select l.password_hash from one_time_links l
                               where l.user_id = u.id and l.purpose = 'verify' and l.password_hash is not null
                               order by l.created_at desc, l.token_hash limit 1) end
             from users u where u.closed_at is null and ",
            $which
        )
    };
}

/// The account with that mail address, if there is an open one.
pub async fn by_email(conn: &mut Conn, email: &str) -> Result<Option<Account>> {
    let row = sqlx::query(select_account!("u.email = $1")).bind(email).fetch_optional(conn).await?;
    row.map(|row| account(&row)).transpose()
}

/// The account of a person, if it is open.
pub async fn by_id(conn: &mut Conn, user: &UserId) -> Result<Option<Account>> {
    let row = sqlx::query(select_account!("u.id = $1")).bind(user.as_str()).fetch_optional(conn).await?;
    row.map(|row| account(&row)).transpose()
}

fn account(row: &AnyRow) -> Result<Account> {
    Ok(Account {
        id: row.try_get::<String, _>(0)?.parse()?,
        email: row.try_get(1)?,
        name: row.try_get(2)?,
        locale: locale::parse(&row.try_get::<String, _>(3)?),
        verified: row.try_get::<Option<i64>, _>(4)?.is_some(),
        password_hash: row.try_get::<Option<String>, _>(5)?.filter(|hash| !hash.is_empty()),
    })
}

/// A sign-in about to happen: which browser, and the sign-in it had before, which ends.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The browser's `User-Agent`.
    pub agent: String,
    /// Whose sign-in the browser held until now, and which.
    pub before: Option<(UserId, Device)>,
    /// Now.
    pub now: Moment,
}

/// Somebody who has just been signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The token for the browser's cookie.
    pub token: String,
    /// Whether they gave the present promise.
    pub promised: bool,
    /// Their mail address.
    pub address: String,
}

/// Signs a person in with a fresh token and ends the sign-in that the browser had.
pub async fn sign_in(conn: &mut Conn, user: &UserId, arrival: &Arrival) -> Result<SignedIn> {
    if let Some((before, Device(session))) = &arrival.before {
        session::close(conn, before, session).await?;
    }
    let token = session::open(conn, user, &arrival.agent, arrival.now).await?;
    let promised = super::promised_at(conn, user, session::PROMISE_VERSION).await?.is_some();
    Ok(SignedIn { token, promised, address: super::contact_of(conn, user).await?.address })
}

/// Signs in whom a link led to, if it was of use.
pub async fn sign_in_by_link(conn: &mut Conn, user: Option<UserId>, arrival: &Arrival) -> Result<Option<SignedIn>> {
    match user {
        Some(user) => sign_in(conn, &user, arrival).await.map(Some),
        None => Ok(None),
    }
}

/// Sets a password, voids links that could set another or bring another address, and ends every sign-in but `keep`.
pub async fn set_password(
    conn: &mut Conn,
    user: &UserId,
    hash: &str,
    keep: Option<&Device>,
    now: Moment,
) -> Result<()> {
    sqlx::query("update users set password_hash = $1 where id = $2")
        .bind(hash)
        .bind(user.as_str())
        .execute(&mut *conn)
        .await?;
    links::void(conn, Purpose::Reset, Some(user), now).await?;
    links::void(conn, Purpose::Email, Some(user), now).await?;
    session::close_others(conn, user, keep.map(|Device(session)| session)).await
}

/// Answers somebody who forgot their password. Known or not, one letter goes to the address.
pub async fn forgot(conn: &mut Conn, config: &Config, email: &str, locale: Locale, now: Moment) -> Result<()> {
    match by_email(conn, email).await? {
        Some(account) => {
            let token = links::make(conn, Purpose::Reset, Some(&account.id), now).await?;
            mail::reset(conn, config, &account, &token, now).await
        }
        None => {
            // The same work as for a member, so that the time does not tell who is one. Nobody gets this link.
            links::make(conn, Purpose::Reset, None, now).await?;
            mail::unknown(conn, config, email, locale, now).await
        }
    }
}

/// Sets the password on the way of a reset link. It proves the address too. None when the link is of no use.
pub async fn reset(conn: &mut Conn, config: &Config, token: &str, hash: &str, now: Moment) -> Result<Option<UserId>> {
    let used = links::consume(conn, Purpose::Reset, token, now).await?;
    let Some(user) = used.and_then(|used| used.user) else { return Ok(None) };
    super::verify(conn, &user, now).await?;
    change(conn, config, &user, hash, None, now).await?;
    Ok(Some(user))
}

/// Sets the password of somebody who knew the old one, and writes to them that it changed.
pub async fn change(
    conn: &mut Conn,
    config: &Config,
    user: &UserId,
    hash: &str,
    keep: Option<&Device>,
    now: Moment,
) -> Result<()> {
    set_password(conn, user, hash, keep, now).await?;
    if let Some(account) = by_id(conn, user).await? {
        mail::changed(conn, config, &account, now).await?;
    }
    Ok(())
}
