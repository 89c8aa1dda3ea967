//! SQL of the self-checks. Who is not the owner finds nothing, and what is deleted leaves no row behind.

use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::model::{Asked, CheckId};
use crate::kit::id::UserId;
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Failure;
use crate::worksheets::scoring::questionnaire::Answers;

/// What is sealed of a result. The numbers are computed from the answers each time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Which check.
    pub sheet: String,
    /// Its version.
    pub version: i64,
    /// The language in which it was asked.
    pub lang: String,
    /// The answers.
    pub answers: Answers,
}

/// A result, opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Which.
    pub id: CheckId,
    /// When it was taken.
    pub at: Moment,
    /// What was sealed.
    pub kept: Kept,
}

fn cell(id: &CheckId) -> Cell<'_> {
    Cell { table: "selfchecks", column: "body", row: id.as_str() }
}

/// Keeps a result. The same sitting once more with the same answers is the double press; with others it is `Conflict`:
/// what was kept stays what it was on its day, for its author and in the copies of it.
pub async fn keep(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &CheckId,
    kept: &Kept,
    now: Moment,
) -> Result<()> {
    must_be_here(conn, owner).await?;
    match one(conn, vault, owner, id).await {
        Ok(before) if before.kept == *kept => return Ok(()),
        Ok(_) => return Err(Error::Conflict.into()),
        Err(Failure::Known(Error::NotFound)) => {}
        Err(failure) => return Err(failure),
    }
    let text = serde_json::to_string(kept).map_err(|error| Failure::other("writing a self-check", error))?;
    let body = vault.key_of(conn, owner).await?.seal(cell(id), &text)?;
    let done = sqlx::query(
        "insert into selfchecks (id, owner_id, body, kept_at) values ($1, $2, $3, $4)
         on conflict (id) do nothing",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .bind(body)
    .bind(now.0)
    .execute(conn)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound.into()) }
}

/// Every result of `owner`, the latest first.
pub async fn all(conn: &mut Conn, vault: &Vault, owner: &UserId) -> Result<Vec<Record>> {
    let rows =
        sqlx::query("select id, kept_at, body from selfchecks where owner_id = $1 order by kept_at desc, id desc")
            .bind(owner.as_str())
            .fetch_all(&mut *conn)
            .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = vault.key_of(conn, owner).await?;
    rows.iter().map(|row| record(row, |id, body| key.open(cell(id), body))).collect()
}

/// A result of `owner`; `NotFound` when it is not theirs.
pub async fn one(conn: &mut Conn, vault: &Vault, owner: &UserId, id: &CheckId) -> Result<Record> {
    let row = sqlx::query("select id, kept_at, body from selfchecks where id = $1 and owner_id = $2")
        .bind(id.as_str())
        .bind(owner.as_str())
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(Error::NotFound)?;
    let key = vault.key_of(conn, owner).await?;
    record(&row, |id, body| key.open(cell(id), body))
}

/// Whether `owner` has a result of this id.
pub async fn is_kept(conn: &mut Conn, owner: &UserId, id: &CheckId) -> Result<bool> {
    let row = sqlx::query("select count(*) from selfchecks where id = $1 and owner_id = $2")
        .bind(id.as_str())
        .bind(owner.as_str())
        .fetch_one(conn)
        .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

fn record(row: &AnyRow, open: impl FnOnce(&CheckId, &[u8]) -> Result<String>) -> Result<Record> {
    let id: CheckId = row.try_get::<String, _>(0)?.parse()?;
    let text = open(&id, &row.try_get::<Vec<u8>, _>(2)?)?;
    // The cause could quote answers, so it is not kept.
    let kept =
        serde_json::from_str(&text).map_err(|_| Failure::refused("a self-check could not be read".to_owned()))?;
    Ok(Record { id, at: Moment(row.try_get(1)?), kept })
}

/// Deletes a result of `owner` for good, with every copy of it that coaches could see; `NotFound` when it is not theirs.
pub async fn delete(conn: &mut Conn, owner: &UserId, id: &CheckId) -> Result<()> {
    let gone = sqlx::query("delete from selfchecks where id = $1 and owner_id = $2")
        .bind(id.as_str())
        .bind(owner.as_str())
        .execute(conn)
        .await?;
    if gone.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound.into()) }
}

/// Deletes every result of `owner` for good.
pub async fn delete_all(conn: &mut Conn, owner: &UserId) -> Result<()> {
    sqlx::query("delete from selfchecks where owner_id = $1").bind(owner.as_str()).execute(conn).await?;
    Ok(())
}

/// What is known of `user` when it is to be decided whether they are asked. Nothing is opened for it.
pub async fn asked(conn: &mut Conn, user: &UserId) -> Result<Asked> {
    let row = sqlx::query(
        "select u.created_at, p.asked_at, p.quiet_at,
                (select max(c.kept_at) from selfchecks c where c.owner_id = u.id)
         from users u left join selfcheck_prompts p on p.user_id = u.id where u.id = $1",
    )
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Asked {
        joined: Moment(row.try_get(0)?),
        asked: row.try_get::<Option<i64>, _>(1)?.map(Moment),
        quiet: row.try_get::<Option<i64>, _>(2)?.is_some(),
        taken: row.try_get::<Option<i64>, _>(3)?.map(Moment),
    })
}

/// Notes that `user` is asked now. False when they may not be asked: of two pages that are opened at once, one asks,
/// and none does beside a check that is being kept or an account that is being closed. Nothing else is ever noted,
/// whatever they answer.
pub async fn ask(conn: &mut Conn, user: &UserId, every_days: i64, now: Moment) -> Result<bool> {
    must_be_here(conn, user).await?;
    if !asked(conn, user).await?.is_due(every_days, now) {
        return Ok(false);
    }
    sqlx::query(
        "insert into selfcheck_prompts (user_id, asked_at) values ($1, $2)
         on conflict (user_id) do update set asked_at = excluded.asked_at",
    )
    .bind(user.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(true)
}

/// Waits for whoever closes this account at the same moment: then there is nobody any more to keep something for.
async fn must_be_here(conn: &mut Conn, user: &UserId) -> Result<()> {
    lock_row(conn, "select id from users where id = $1 for update", user.as_str()).await?;
    let row = sqlx::query("select count(*) from users where id = $1 and closed_at is null")
        .bind(user.as_str())
        .fetch_one(conn)
        .await?;
    if row.try_get::<i64, _>(0)? == 1 { Ok(()) } else { Err(Error::NotFound.into()) }
}

/// Whether 今日 stays quiet for `user` from now on.
pub async fn set_quiet(conn: &mut Conn, user: &UserId, quiet: bool, now: Moment) -> Result<()> {
    must_be_here(conn, user).await?;
    sqlx::query(
        "insert into selfcheck_prompts (user_id, quiet_at) values ($1, $2)
         on conflict (user_id) do update set quiet_at = excluded.quiet_at",
    )
    .bind(user.as_str())
    .bind(quiet.then_some(now.0))
    .execute(conn)
    .await?;
    Ok(())
}
