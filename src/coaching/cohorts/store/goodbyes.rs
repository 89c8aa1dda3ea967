//! Closing letters: one from each coach to each member, sealed with the member's key.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{LOCK, cohorts};
use crate::kit::id::{CohortId, RowId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, UserKey, Vault};
use crate::server::db::{Conn, lock_row};

/// A closing letter, opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goodbye {
    /// From whom.
    pub coach: (UserId, String),
    /// The letter.
    pub words: String,
    /// When it was sent.
    pub sent_at: Moment,
}

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is on its way.
    Now,
    /// The same words were sent before.
    Again,
    /// Other words were sent before; these were not kept.
    Already,
}

fn cell(id: &str) -> Cell<'_> {
    Cell { table: "cohort_letters", column: "body", row: id }
}

/// Sends a closing letter, once. `Conflict` before it is time.
pub async fn send(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    (cohort, member, id): (&CohortId, &UserId, &RowId),
    words: &str,
    now: Moment,
) -> Result<Sent> {
    lock_row(conn, LOCK, cohort.as_str()).await?;
    cohorts::must_be(conn, cohort, coach, "coach").await?;
    cohorts::must_be(conn, cohort, member, "member").await?;
    if let Some(before) = of_pair(conn, vault, cohort, (coach, member)).await? {
        return Ok(if before.words == words { Sent::Again } else { Sent::Already });
    }
    if !cohorts::read(conn, cohort).await?.life.says_goodbye(now) {
        return Err(Error::Conflict.into());
    }
    let body = vault.key_of(conn, member).await?.seal(cell(id.as_str()), words)?;
    sqlx::query(
        "insert into cohort_letters (id, cohort_id, coach_id, owner_id, body, sent_at) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id.as_str())
    .bind(cohort.as_str())
    .bind(coach.as_str())
    .bind(member.as_str())
    .bind(body)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(Sent::Now)
}

macro_rules! letters {
    ($which:literal) => {
        concat!(
            "select l.id, l.body, l.sent_at, l.coach_id, u.name from cohort_letters l join users u on u.id = l.coach_id
             where l.cohort_id = $1 and l.owner_id = $2 ",
            $which
        )
    };
}

/// The letter that a coach wrote to a member, for the coach; what other coaches wrote stays sealed.
pub async fn of_pair(
    conn: &mut Conn,
    vault: &Vault,
    cohort: &CohortId,
    (coach, member): (&UserId, &UserId),
) -> Result<Option<Goodbye>> {
    let row = sqlx::query(letters!("and l.coach_id = $3 order by l.sent_at, l.id limit 1"))
        .bind(cohort.as_str())
        .bind(member.as_str())
        .bind(coach.as_str())
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let key = vault.key_of(conn, member).await?;
    goodbye(&key, &row).map(Some)
}

/// The letters that a member received in a cohort, in the order in which they came.
pub async fn received(conn: &mut Conn, vault: &Vault, cohort: &CohortId, member: &UserId) -> Result<Vec<Goodbye>> {
    let rows = sqlx::query(letters!("order by l.sent_at, l.id"))
        .bind(cohort.as_str())
        .bind(member.as_str())
        .fetch_all(&mut *conn)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = vault.key_of(conn, member).await?;
    rows.iter().map(|row| goodbye(&key, row)).collect()
}

fn goodbye(key: &UserKey, row: &AnyRow) -> Result<Goodbye> {
    let id: String = row.try_get("id")?;
    let body: Vec<u8> = row.try_get("body")?;
    Ok(Goodbye {
        coach: (row.try_get::<String, _>("coach_id")?.parse()?, row.try_get("name")?),
        words: key.open(cell(&id), &body)?,
        sent_at: Moment(row.try_get("sent_at")?),
    })
}
