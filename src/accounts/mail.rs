//! The letters of this room. Each goes into the outbox in the transaction that causes it.

use super::store::secrets::Account;
use crate::kit::{Locale, Moment};
use crate::server::Result;
use crate::server::config::Config;
use crate::server::db::Conn;
use crate::server::mail::{Letter, outbox};
use crate::tl;

/// The link that proves an address. Whoever signed up may be a stranger to its owner: no word of theirs stands in it.
pub async fn verify(conn: &mut Conn, config: &Config, to: &Account, token: &str, now: Moment) -> Result<()> {
    let letter = to_account(to, "verify", tl!(to.locale, accounts.mail_verify_subject))
        .paragraph(tl!(to.locale, accounts.mail_verify_text))
        .button(tl!(to.locale, accounts.mail_verify_button), config.link(&format!("/verify?token={token}")))
        .note(tl!(to.locale, accounts.mail_verify_note));
    outbox::enqueue(conn, &letter, now).await
}

/// The link that proves an address together with a password chosen on its page: for whoever asked for another
/// letter where it is not known who signed up.
pub async fn choose(conn: &mut Conn, config: &Config, to: &Account, token: &str, now: Moment) -> Result<()> {
    let letter = to_account(to, "choose", tl!(to.locale, accounts.mail_verify_subject))
        .paragraph(tl!(to.locale, accounts.mail_choose_text))
        .button(tl!(to.locale, accounts.mail_reset_button), config.link(&format!("/reset?token={token}")))
        .note(tl!(to.locale, accounts.mail_choose_note));
    outbox::enqueue(conn, &letter, now).await
}

/// To a member whose address was used to sign up once more.
pub async fn already(conn: &mut Conn, config: &Config, to: &Account, now: Moment) -> Result<()> {
    let letter = to_account(to, "already", tl!(to.locale, accounts.mail_already_subject))
        .paragraph(tl!(to.locale, accounts.mail_already_text))
        .button(tl!(to.locale, accounts.mail_already_button), config.link("/sign-in"))
        .paragraph(tl!(to.locale, accounts.mail_already_reset))
        .button(tl!(to.locale, accounts.mail_already_reset_button), config.link("/forgot"))
        .note(tl!(to.locale, accounts.mail_already_note));
    outbox::enqueue(conn, &letter, now).await
}

/// To an address that somebody believed to have an account.
pub async fn unknown(conn: &mut Conn, config: &Config, address: &str, locale: Locale, now: Moment) -> Result<()> {
    let letter = Letter::new(None, address, "unknown", locale, tl!(locale, accounts.mail_unknown_subject))
        .paragraph(tl!(locale, accounts.mail_unknown_text))
        .button(tl!(locale, accounts.mail_unknown_button), config.link("/sign-up"))
        .note(tl!(locale, accounts.mail_unknown_note));
    outbox::enqueue(conn, &letter, now).await
}

/// The link that sets a new password.
pub async fn reset(conn: &mut Conn, config: &Config, to: &Account, token: &str, now: Moment) -> Result<()> {
    let letter = to_account(to, "reset", tl!(to.locale, accounts.mail_reset_subject))
        .paragraph(tl!(to.locale, accounts.mail_reset_text))
        .button(tl!(to.locale, accounts.mail_reset_button), config.link(&format!("/reset?token={token}")))
        .note(tl!(to.locale, accounts.mail_reset_note));
    outbox::enqueue(conn, &letter, now).await
}

/// Tells that the password changed, with a way to act when it was somebody else.
pub async fn changed(conn: &mut Conn, config: &Config, to: &Account, now: Moment) -> Result<()> {
    let letter = to_account(to, "password", tl!(to.locale, accounts.mail_changed_subject))
        .paragraph(tl!(to.locale, accounts.mail_changed_text))
        .note(tl!(to.locale, accounts.mail_changed_note))
        .button(tl!(to.locale, accounts.mail_already_reset_button), config.link("/forgot"));
    outbox::enqueue(conn, &letter, now).await
}

/// The link that proves the address which somebody wants to have from now on. Whoever asked may be a stranger to its
/// owner: no word of theirs stands in it.
pub async fn prove_address(
    conn: &mut Conn,
    config: &Config,
    of: &Account,
    address: &str,
    token: &str,
    now: Moment,
) -> Result<()> {
    let subject = tl!(of.locale, accounts.mail_address_subject);
    let letter = Letter::new(Some(of.id.clone()), address, "address", of.locale, subject)
        .paragraph(tl!(of.locale, accounts.mail_address_text))
        .button(tl!(of.locale, accounts.mail_address_button), config.link(&format!("/me/email/confirm?token={token}")))
        .note(tl!(of.locale, accounts.mail_address_note));
    outbox::enqueue(conn, &letter, now).await
}

/// To a member whose address somebody else wanted to have.
pub async fn address_taken(conn: &mut Conn, config: &Config, to: &Account, now: Moment) -> Result<()> {
    let letter = to_account(to, "address-taken", tl!(to.locale, accounts.mail_already_subject))
        .paragraph(tl!(to.locale, accounts.mail_address_taken_text))
        .button(tl!(to.locale, accounts.mail_already_button), config.link("/sign-in"))
        .note(tl!(to.locale, accounts.mail_already_note));
    outbox::enqueue(conn, &letter, now).await
}

/// To the present address: another one was asked for. Whoever did not ask stops it with a new password.
pub async fn address_asked(conn: &mut Conn, config: &Config, to: &Account, now: Moment) -> Result<()> {
    let letter = to_account(to, "address-asked", tl!(to.locale, accounts.mail_address_asked_subject))
        .paragraph(tl!(to.locale, accounts.mail_address_asked_text))
        .note(tl!(to.locale, accounts.mail_address_asked_note))
        .button(tl!(to.locale, accounts.mail_already_reset_button), config.link("/forgot"));
    outbox::enqueue(conn, &letter, now).await
}

/// To the address that was the account's until now.
pub async fn address_changed(conn: &mut Conn, before: &Account, now: Moment) -> Result<()> {
    let letter = to_account(before, "address-changed", tl!(before.locale, accounts.mail_address_changed_subject))
        .paragraph(tl!(before.locale, accounts.mail_address_changed_text))
        .note(tl!(before.locale, accounts.mail_address_changed_note));
    outbox::enqueue(conn, &letter, now).await
}

/// A letter to an account. It says their name once the address is proven; before, a stranger may have written it there
/// to have us send what they like.
fn to_account(to: &Account, kind: &'static str, subject: &str) -> Letter {
    let letter = Letter::new(Some(to.id.clone()), &to.email, kind, to.locale, subject);
    match to.verified {
        true => letter.paragraph(tl!(to.locale, accounts.mail_hello, name = to.name.clone())),
        false => letter,
    }
}
