//! The change of a mail address: asked for with the password, proven by a letter to the new one. Until then the old
//! one stays, and its owner hears of it.

use super::closing;
use super::links::{self, Waiting};
use super::secrets::{self, Account};
use crate::accounts::mail;
use crate::accounts::model::Purpose;
use crate::kit::id::UserId;
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::config::Config;
use crate::server::db::{Conn, lock_row};
use crate::server::session::{self, Device};

/// Asking for the same within so many seconds is a second press on the button.
const AGAIN: i64 = 60;

const LOCK_PERSON: &str = "select id from users where id = $1 for update";

/// Lets `address` wait for its proof instead of any that waited before. Whatever it was until now, one letter goes to
/// it and one to the present address, and the page says the same: only who reads the letter hears whether it is free.
/// `account` is as it was when its password was shown.
pub async fn ask(conn: &mut Conn, config: &Config, account: &Account, address: &str, now: Moment) -> Result<()> {
    // Of two at once the second sees what the first asked for.
    lock_row(conn, LOCK_PERSON, account.id.as_str()).await?;
    let unchanged = secrets::by_id(conn, &account.id).await?.filter(|found| found == account);
    unchanged.ok_or(Error::Conflict)?;
    if links::waiting_address(conn, &account.id, now).await?.is_some_and(|waiting| is_same(&waiting, address, now)) {
        return Ok(());
    }
    let token = links::make_for_address(conn, &account.id, address, now).await?;
    match secrets::by_email(conn, address).await? {
        Some(owner) if owner.verified => mail::address_taken(conn, config, &owner, now).await?,
        _ => mail::prove_address(conn, config, account, address, &token, now).await?,
    }
    mail::address_asked(conn, config, account, now).await
}

fn is_same(waiting: &Waiting, address: &str, now: Moment) -> bool {
    waiting.address == address && (0..AGAIN).contains(&now.seconds_since(waiting.asked_at))
}

/// Leaves everything as it is: what waited for its proof does so no longer.
pub async fn keep(conn: &mut Conn, user: &UserId, now: Moment) -> Result<()> {
    links::void(conn, Purpose::Email, Some(user), now).await
}

/// Takes over the address that a link of `user` proves, and returns it; none when the link is of no use. What the old
/// address could still open ends with it: links that set a password, and every sign-in but `kept`. The unique address
/// refuses one that somebody else has proven meanwhile, and then nothing has changed.
pub async fn confirm(
    conn: &mut Conn,
    config: &Config,
    user: &UserId,
    token: &str,
    kept: Option<&Device>,
    now: Moment,
) -> Result<Option<String>> {
    // The person before their links, as where they ask, choose a password or close their account.
    lock_row(conn, LOCK_PERSON, user.as_str()).await?;
    let Some(address) = links::consume_address(conn, user, token, now).await? else { return Ok(None) };
    let Some(before) = secrets::by_id(conn, user).await? else { return Ok(None) };
    give_up_unproven(conn, config, &address, now).await?;
    sqlx::query("update users set email = $1 where id = $2")
        .bind(&address)
        .bind(user.as_str())
        .execute(&mut *conn)
        .await?;
    links::void(conn, Purpose::Reset, Some(user), now).await?;
    session::close_others(conn, user, kept.map(|Device(session)| session)).await?;
    mail::address_changed(conn, &before, now).await?;
    Ok(Some(address))
}

/// A sign-up that waits for the proof of `address` ends: somebody else has proven that it is theirs.
async fn give_up_unproven(conn: &mut Conn, config: &Config, address: &str, now: Moment) -> Result<()> {
    let Some(waiting) = secrets::by_email(conn, address).await?.filter(|account| !account.verified) else {
        return Ok(());
    };
    // They may be proving it just now; then it is theirs.
    lock_row(conn, LOCK_PERSON, waiting.id.as_str()).await?;
    if secrets::by_id(conn, &waiting.id).await?.is_some_and(|account| !account.verified) {
        closing::close(conn, config, &waiting.id, now).await?;
    }
    Ok(())
}
