//! The outbox: letters wait in the database until a mail server took them. Whoever sends one claims it first by
//! a conditional update, for a while; a claim that was never settled (the program was killed) runs out, and the
//! letter is sent again under the same Message-ID.

use sqlx::Row;

use crate::kit::Moment;
use crate::kit::id::LetterId;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::state::new_id;

use super::Letter;

/// How long a claim holds: longer than any attempt to send takes.
pub const CLAIM_MINUTES: i64 = 5;

/// A letter that somebody is about to send.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// The row.
    pub id: LetterId,
    /// Where it goes.
    pub address: String,
    /// Its subject line.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
    /// The entry for the reader's calendar.
    pub calendar: Option<String>,
    /// Where one click ends letters of this kind.
    pub unsubscribe: Option<String>,
    /// Which attempt this is, from 1 on.
    pub attempt: i64,
    /// When it was written.
    pub created_at: Moment,
}

/// Puts a letter into the outbox, as part of the transaction that causes it. One with a key that was used before
/// is left out, whoever used it.
pub async fn enqueue(conn: &mut Conn, letter: &Letter, now: Moment) -> Result<()> {
    let id: LetterId = new_id(now);
    sqlx::query(
        "insert into letters (id, user_id, address, kind, subject, text_body, html_body, created_at, due_at, attempts,
                              once_key, calendar, unsubscribe)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0, $9, $10, $11)
         on conflict (once_key) do nothing",
    )
    .bind(id.as_str())
    .bind(letter.user.as_ref().map(|user| user.as_str().to_owned()))
    .bind(&letter.address)
    .bind(letter.kind)
    .bind(&letter.subject)
    .bind(letter.text())
    .bind(letter.html())
    .bind(now.0)
    .bind(letter.once.clone())
    .bind(letter.calendar.clone())
    .bind(letter.unsubscribe.clone())
    .execute(conn)
    .await?;
    Ok(())
}

/// The letter that has been due the longest and that nobody has claimed.
pub async fn first_due(conn: &mut Conn, now: Moment) -> Result<Option<LetterId>> {
    let row = sqlx::query(
        "select id from letters
         where sent_at is null and failed_at is null and due_at <= $1
           and (claimed_until is null or claimed_until <= $1)
         order by due_at, id limit 1",
    )
    .bind(now.0)
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok(row.try_get::<String, _>(0)?.parse()?)).transpose()
}

/// Claims a letter; none when somebody else was quicker.
pub async fn claim(conn: &mut Conn, id: &LetterId, now: Moment) -> Result<Option<Claimed>> {
    let row = sqlx::query(
        "update letters set claimed_until = $1, attempts = attempts + 1
         where id = $2 and sent_at is null and failed_at is null and due_at <= $3
           and (claimed_until is null or claimed_until <= $3)
         returning address, subject, text_body, html_body, attempts, created_at, calendar, unsubscribe",
    )
    .bind(now.plus_minutes(CLAIM_MINUTES).0)
    .bind(id.as_str())
    .bind(now.0)
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Claimed {
        id: id.clone(),
        address: row.try_get(0)?,
        subject: row.try_get(1)?,
        text: row.try_get(2)?,
        html: row.try_get(3)?,
        attempt: row.try_get(4)?,
        created_at: Moment(row.try_get(5)?),
        calendar: row.try_get(6)?,
        unsubscribe: row.try_get(7)?,
    }))
}

/// The mail server took it. Its text goes: it may hold a link that opens an account.
pub async fn sent(conn: &mut Conn, id: &LetterId, now: Moment) -> Result<()> {
    sqlx::query(
        "update letters set sent_at = $1, claimed_until = null, last_error = null, text_body = '', html_body = '',
                            calendar = null, unsubscribe = null
         where id = $2 and sent_at is null",
    )
    .bind(now.0)
    .bind(id.as_str())
    .execute(conn)
    .await?;
    Ok(())
}

/// It could not be sent now; it is due again later.
pub async fn postpone(conn: &mut Conn, letter: &Claimed, due_at: Moment, why: &str) -> Result<()> {
    const POSTPONE: &str = "update letters set due_at = $1, claimed_until = null, last_error = $2
                            where id = $3 and attempts = $4 and sent_at is null and failed_at is null";
    settle(conn, POSTPONE, letter, due_at, why).await
}

/// It will never be sent. Its text goes as well.
pub async fn failed(conn: &mut Conn, letter: &Claimed, now: Moment, why: &str) -> Result<()> {
    const FAIL: &str = "update letters set failed_at = $1, claimed_until = null, last_error = $2,
                                           text_body = '', html_body = '',
                                            calendar = null, unsubscribe = null
                        where id = $3 and attempts = $4 and sent_at is null and failed_at is null";
    settle(conn, FAIL, letter, now, why).await
}

/// Ends an attempt. Nothing happens when the claim has passed to someone else.
async fn settle(conn: &mut Conn, sql: &'static str, letter: &Claimed, at: Moment, why: &str) -> Result<()> {
    sqlx::query(sql).bind(at.0).bind(why).bind(letter.id.as_str()).bind(letter.attempt).execute(conn).await?;
    Ok(())
}

/// How many letters wait.
pub async fn depth(conn: &mut Conn) -> Result<i64> {
    let row = sqlx::query("select count(*) from letters where sent_at is null and failed_at is null");
    Ok(row.fetch_one(conn).await?.try_get(0)?)
}

/// How many letters have waited since before `since`, and how many failed after it.
pub async fn stuck(conn: &mut Conn, since: Moment) -> Result<(i64, i64)> {
    let row = sqlx::query(
        "select (select count(*) from letters where sent_at is null and failed_at is null and created_at < $1),
                (select count(*) from letters where failed_at > $1)",
    )
    .bind(since.0)
    .fetch_one(conn)
    .await?;
    Ok((row.try_get(0)?, row.try_get(1)?))
}
