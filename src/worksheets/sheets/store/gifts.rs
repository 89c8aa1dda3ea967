//! Strengths that somebody has seen in somebody else: sealed with the key of who receives them, seen by nobody else once they
//! are sent, and shown in the result only when the receiver said yes.

use sqlx::Row;

use crate::coaching;
use crate::kit::id::UserId;
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::{Conn, lock_row};
use crate::worksheets::scoring::w5::Gift;
use crate::worksheets::sheets::model::GiftId;
use crate::worksheets::store::sealed::{read, write};

/// How many gifts of one giver may wait for an answer.
const WAITING_MOST: i64 = 3;

/// How many of all givers together.
const ALL_MOST: i64 = 30;

/// A gift that was not declined.
#[derive(Clone, Debug)]
pub struct Received {
    /// Which.
    pub id: GiftId,
    /// Who gave it.
    pub giver: String,
    /// When.
    pub offered_at: Moment,
    /// Whether it was accepted.
    pub accepted: bool,
    /// What it is.
    pub gift: Gift,
}

fn cell(id: &GiftId) -> Cell<'_> {
    Cell { table: "strength_gifts", column: "body", row: id.as_str() }
}

/// Offers a strength to a member whom one coaches.
pub async fn offer(
    conn: &mut Conn,
    vault: &Vault,
    (giver, owner): (&UserId, &UserId),
    (id, gift): (&GiftId, &Gift),
    now: Moment,
) -> Result<()> {
    coaching::store::must_coach(conn, giver, owner).await?;
    give(conn, vault, (giver, owner), (id, gift), now).await
}

/// Offers a strength; whether `giver` may has been found out. A few may wait for an answer at once.
pub async fn give(
    conn: &mut Conn,
    vault: &Vault,
    (giver, owner): (&UserId, &UserId),
    (id, gift): (&GiftId, &Gift),
    now: Moment,
) -> Result<()> {
    // Of two at once the second waits, and counts the first.
    lock_row(conn, "select id from users where id = $1 for update", owner.as_str()).await?;
    let waiting = sqlx::query(
        "select count(*), cast(coalesce(sum(case when giver_id = $2 then 1 else 0 end), 0) as bigint)
         from strength_gifts where owner_id = $1 and accepted_at is null and declined_at is null",
    )
    .bind(owner.as_str())
    .bind(giver.as_str())
    .fetch_one(&mut *conn)
    .await?;
    if waiting.try_get::<i64, _>(0)? >= ALL_MOST || waiting.try_get::<i64, _>(1)? >= WAITING_MOST {
        return Err(Error::Conflict.into());
    }
    let body = vault.key_of(conn, owner).await?.seal(cell(id), &write(gift)?)?;
    sqlx::query("insert into strength_gifts (id, owner_id, giver_id, body, offered_at) values ($1, $2, $3, $4, $5)")
        .bind(id.as_str())
        .bind(owner.as_str())
        .bind(giver.as_str())
        .bind(body)
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether a gift waits for the answer of `owner`.
pub async fn any_waits(conn: &mut Conn, owner: &UserId) -> Result<bool> {
    let row = sqlx::query(
        "select count(*) from strength_gifts where owner_id = $1 and accepted_at is null and declined_at is null",
    )
    .bind(owner.as_str())
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

/// The gifts of `owner`, latest first, without those that were declined.
pub async fn received(conn: &mut Conn, vault: &Vault, owner: &UserId) -> Result<Vec<Received>> {
    let rows = sqlx::query(
        "select g.id, u.name, g.offered_at, g.accepted_at, g.body from strength_gifts g join users u on u.id = g.giver_id
         where g.owner_id = $1 and g.declined_at is null order by g.offered_at desc, g.id desc",
    )
    .bind(owner.as_str())
    .fetch_all(&mut *conn)
    .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = vault.key_of(conn, owner).await?;
    rows.iter()
        .map(|row| {
            let id: GiftId = row.try_get::<String, _>(0)?.parse()?;
            let gift = read(&key.open(cell(&id), &row.try_get::<Vec<u8>, _>(4)?)?)?;
            Ok(Received {
                giver: row.try_get(1)?,
                offered_at: Moment(row.try_get(2)?),
                accepted: row.try_get::<Option<i64>, _>(3)?.is_some(),
                id,
                gift,
            })
        })
        .collect()
}

/// Says yes to a gift, or no: then its words go. An answer that was given before may be changed to no.
pub async fn decide(conn: &mut Conn, owner: &UserId, id: &GiftId, yes: bool, now: Moment) -> Result<()> {
    let outcome = if yes {
        sqlx::query(
            "update strength_gifts set accepted_at = coalesce(accepted_at, $1)
             where id = $2 and owner_id = $3 and declined_at is null",
        )
        .bind(now.0)
        .bind(id.as_str())
        .bind(owner.as_str())
        .execute(conn)
        .await?
    } else {
        sqlx::query(
            "update strength_gifts set declined_at = coalesce(declined_at, $1), body = $4
             where id = $2 and owner_id = $3",
        )
        .bind(now.0)
        .bind(id.as_str())
        .bind(owner.as_str())
        .bind(Vec::<u8>::new())
        .execute(conn)
        .await?
    };
    if outcome.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound.into()) }
}
