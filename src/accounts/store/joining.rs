//! How people come in: signing up, proving their address, and the first organiser.

use sqlx::Row;

use super::secrets::{self, Account};
use super::{NewPerson, create, grant, links, verify};
use crate::accounts::mail;
use crate::accounts::model::{HOME_ZONE, Purpose};
use crate::kit::id::UserId;
use crate::kit::{Locale, Moment, Role, locale};
use crate::server::Result;
use crate::server::config::Config;
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::state::new_id;

/// Takes somebody in. Whatever the address was before, one letter goes to it, and the page says the same:
/// newcomers get a link, members hear that they are members. Until an address is proven the latest sign-up
/// counts, and its letter voids the links before it.
pub async fn join(conn: &mut Conn, config: &Config, vault: &Vault, person: &NewPerson, now: Moment) -> Result<()> {
    match secrets::by_email(conn, &person.email).await? {
        Some(account) if account.verified => mail::already(conn, config, &account, now).await,
        Some(account) => {
            if !start_again(conn, &account.id, person).await? {
                return mail::already(conn, config, &account, now).await;
            }
            let account = Account { name: person.name.clone(), locale: person.locale, ..account };
            send_verification(conn, config, &account, now).await
        }
        None => {
            create(conn, person, now, vault).await?;
            let account = Account {
                id: person.id.clone(),
                email: person.email.clone(),
                password_hash: None,
                name: person.name.clone(),
                locale: person.locale,
                verified: false,
            };
            send_verification(conn, config, &account, now).await
        }
    }
}

/// Sends the letter again. Known or not, one letter goes to the address.
pub async fn send_again(conn: &mut Conn, config: &Config, email: &str, locale: Locale, now: Moment) -> Result<()> {
    match secrets::by_email(conn, email).await? {
        Some(account) if account.verified => mail::already(conn, config, &account, now).await,
        Some(account) => send_verification(conn, config, &account, now).await,
        None => mail::unknown(conn, config, email, locale, now).await,
    }
}

/// Sends the letter with the link that proves an address.
pub async fn send_verification(conn: &mut Conn, config: &Config, account: &Account, now: Moment) -> Result<()> {
    let token = links::make(conn, Purpose::Verify, Some(&account.id), now).await?;
    mail::verify(conn, config, account, &token, now).await
}

/// Proves an address on the way of its link. None when the link is of no use.
pub async fn prove(conn: &mut Conn, token: &str, now: Moment) -> Result<Option<UserId>> {
    let Some(links::Used(Some(user))) = links::consume(conn, Purpose::Verify, token, now).await? else {
        return Ok(None);
    };
    verify(conn, &user, now).await?;
    Ok(Some(user))
}

/// The token of a fresh set-up link, when there is no organiser at all.
pub async fn setup_link(conn: &mut Conn, now: Moment) -> Result<Option<String>> {
    if has_admin(conn).await? {
        return Ok(None);
    }
    Ok(Some(links::make(conn, Purpose::Setup, None, now).await?))
}

/// Makes the first organiser on the way of the set-up link. False when the link is of no use, or somebody
/// became an organiser by another way meanwhile.
pub async fn set_up(conn: &mut Conn, vault: &Vault, token: &str, person: &NewPerson, now: Moment) -> Result<bool> {
    if links::consume(conn, Purpose::Setup, token, now).await?.is_none() || has_admin(conn).await? {
        return Ok(false);
    }
    create(conn, person, now, vault).await?;
    verify(conn, &person.id, now).await?;
    grant(conn, &person.id, Role::Admin, None, now).await?;
    Ok(true)
}

/// Makes an organiser by hand: a new account, or the one with that address. Returns the token of a reset link,
/// so that no password passes a terminal.
pub async fn create_admin(conn: &mut Conn, email: &str, name: &str, now: Moment, vault: &Vault) -> Result<String> {
    let id = match secrets::by_email(conn, email).await? {
        Some(account) => account.id,
        None => {
            let person = NewPerson {
                id: new_id(now),
                email: email.to_owned(),
                password_hash: String::new(),
                name: name.to_owned(),
                locale: Locale::ja,
                zone: HOME_ZONE.to_owned(),
            };
            create(conn, &person, now, vault).await?;
            person.id
        }
    };
    verify(conn, &id, now).await?;
    grant(conn, &id, Role::Admin, None, now).await?;
    links::make(conn, Purpose::Reset, Some(&id), now).await
}

async fn has_admin(conn: &mut Conn) -> Result<bool> {
    let row = sqlx::query(
        "select count(*) from user_roles r join users u on u.id = r.user_id where r.role = $1 and u.closed_at is null",
    )
    .bind(Role::Admin.as_str())
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

/// What an earlier, never proven sign-up said gives way to the latest one. False when the address was proven
/// between the look and the change: nothing of an account that is somebody's may change here.
async fn start_again(conn: &mut Conn, user: &UserId, person: &NewPerson) -> Result<bool> {
    let done = sqlx::query(
        "update users set password_hash = $1, name = $2, locale = $3, zone = $4 where id = $5 and verified_at is null",
    )
    .bind(&person.password_hash)
    .bind(&person.name)
    .bind(locale::tag(person.locale))
    .bind(&person.zone)
    .bind(user.as_str())
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}
