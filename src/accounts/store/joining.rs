//! How people come in: signing up, proving their address, and the first organiser.

use sqlx::Row;

use super::links::{SignUp, Used};
use super::secrets::{self, Account};
use super::{NewPerson, create, grant, links, verify};
use crate::accounts::mail;
use crate::accounts::model::{HOME_ZONE, Purpose};
use crate::kit::id::UserId;
use crate::kit::{Locale, Moment, Role, locale};
use crate::server::Result;
use crate::server::config::Config;
use crate::server::crypto::Vault;
use crate::server::db::{Conn, lock_row};
use crate::server::state::new_id;

/// Takes somebody in. Whatever the address was before, one letter goes to it, and the page says the same:
/// newcomers get a link, members hear that they are members. What was chosen belongs to that link. An address may
/// have several, one for each time that somebody signed up with it; the one that is used first counts.
pub async fn join(conn: &mut Conn, config: &Config, vault: &Vault, person: &NewPerson, now: Moment) -> Result<()> {
    let known = match secrets::by_email(conn, &person.email).await? {
        Some(account) if !account.verified => {
            // Its owner may be proving it just now; then they are a member.
            lock_row(conn, "select id from users where id = $1 for update", account.id.as_str()).await?;
            secrets::by_id(conn, &account.id).await?
        }
        known => known,
    };
    let account = match known {
        Some(account) if account.verified => return mail::already(conn, config, &account, now).await,
        Some(account) => account,
        None => {
            create(conn, &NewPerson { password_hash: String::new(), ..person.clone() }, now, vault).await?;
            Account {
                id: person.id.clone(),
                email: person.email.clone(),
                password_hash: None,
                name: person.name.clone(),
                locale: person.locale,
                verified: false,
            }
        }
    };
    send_link(conn, config, account, &person.sign_up(), now).await
}

/// Sends the letter again to whoever asks. Known or not, one letter goes to the address. Where several sign-ups
/// wait nobody knows whose this is, and the letter lets its reader choose a password of their own.
pub async fn send_again(conn: &mut Conn, config: &Config, email: &str, locale: Locale, now: Moment) -> Result<()> {
    match secrets::by_email(conn, email).await? {
        Some(account) if account.verified => mail::already(conn, config, &account, now).await,
        Some(account) => match links::only_sign_up(conn, &account.id).await? {
            Some(sign_up) => send_link(conn, config, account, &sign_up, now).await,
            None => send_choice(conn, config, &account, now).await,
        },
        None => mail::unknown(conn, config, email, locale, now).await,
    }
}

/// Sends the letter again to somebody who gave the password of `account`: the link is for their sign-up.
pub async fn send_to_owner(conn: &mut Conn, config: &Config, account: &Account, now: Moment) -> Result<()> {
    let hash = account.password_hash.as_deref().unwrap_or_default();
    match links::sign_up_with(conn, &account.id, hash).await? {
        Some(sign_up) => send_link(conn, config, account.clone(), &sign_up, now).await,
        None => send_choice(conn, config, account, now).await,
    }
}

async fn send_link(conn: &mut Conn, config: &Config, to: Account, sign_up: &SignUp, now: Moment) -> Result<()> {
    let token = links::make_for(conn, &to.id, sign_up, now).await?;
    let to = Account { name: sign_up.name.clone(), locale: sign_up.locale, ..to };
    mail::verify(conn, config, &to, &token, now).await
}

async fn send_choice(conn: &mut Conn, config: &Config, to: &Account, now: Moment) -> Result<()> {
    let token = links::make(conn, Purpose::Reset, Some(&to.id), now).await?;
    mail::choose(conn, config, to, &token, now).await
}

/// Proves an address on the way of its link: the account becomes what was chosen in the sign-up that the link
/// belongs to, and every other link for it is void. None when the link is of no use.
pub async fn prove(conn: &mut Conn, token: &str, now: Moment) -> Result<Option<UserId>> {
    let used = links::consume(conn, Purpose::Verify, token, now).await?;
    let Some(Used { user: Some(user), sign_up: Some(sign_up) }) = used else { return Ok(None) };
    let taken = sqlx::query(
        "update users set password_hash = $1, name = $2, locale = $3, zone = $4
         where id = $5 and verified_at is null",
    )
    .bind(&sign_up.password_hash)
    .bind(&sign_up.name)
    .bind(locale::tag(sign_up.locale))
    .bind(&sign_up.zone)
    .bind(user.as_str())
    .execute(&mut *conn)
    .await?;
    if taken.rows_affected() == 0 {
        return Ok(None);
    }
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

/// Makes the first organiser on the way of the set-up link. None when the link is of no use, or somebody became an
/// organiser by another way meanwhile.
pub async fn set_up(
    conn: &mut Conn,
    vault: &Vault,
    token: &str,
    person: &NewPerson,
    now: Moment,
) -> Result<Option<UserId>> {
    if links::consume(conn, Purpose::Setup, token, now).await?.is_none() || has_admin(conn).await? {
        return Ok(None);
    }
    create(conn, person, now, vault).await?;
    verify(conn, &person.id, now).await?;
    grant(conn, &person.id, Role::Admin, None, now).await?;
    Ok(Some(person.id.clone()))
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
