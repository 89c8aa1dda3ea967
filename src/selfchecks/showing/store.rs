//! SQL of the copies.

use serde::{Deserialize, Serialize};
use sqlx::Row;

use super::model::CheckShareId;
use crate::coaching::store::{may_read, must_coach, must_read};
use crate::journal::store::log_access;
use crate::kit::id::UserId;
use crate::kit::{Error, Moment};
use crate::selfchecks::model::CheckId;
use crate::selfchecks::store::{self as checks, Record};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Failure;
use crate::worksheets::definition::library::version_of;
use crate::worksheets::scoring::questionnaire::score;

/// What a coach gets: the numbers of one result. No answer, and nothing of any other time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckCopy {
    /// Which check.
    pub sheet: String,
    /// Its version.
    pub version: i64,
    /// The language in which it was asked.
    pub lang: String,
    /// When it was taken.
    pub taken_at: Moment,
    /// Scale, number and what the number is called.
    pub scales: Vec<(String, Option<i64>, Option<String>)>,
}

impl CheckCopy {
    /// The copy of a result.
    pub fn of(record: &Record) -> Result<CheckCopy> {
        let kept = &record.kept;
        let sheet = version_of(&kept.sheet, kept.version).and_then(|one| one.questionnaire()).ok_or(Error::NotFound)?;
        let scored = score(sheet, &kept.answers).map_err(|_| Error::NotFound)?;
        let scales =
            scored.scales.into_iter().map(|one| (one.id, one.value.map(|value| value.round() as i64), one.band));
        Ok(CheckCopy {
            sheet: kept.sheet.clone(),
            version: kept.version,
            lang: kept.lang.clone(),
            taken_at: record.at,
            scales: scales.collect(),
        })
    }
}

/// A copy in a list, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The copy.
    pub id: CheckShareId,
    /// Who is named beside it: the coach for its author, the author for the coach.
    pub name: String,
    /// Since when.
    pub shared_at: Moment,
    /// When it was taken back.
    pub revoked_at: Option<Moment>,
    /// Whether its coach has opened it.
    pub opened: bool,
}

fn cell(id: &CheckShareId) -> Cell<'_> {
    Cell { table: "selfcheck_shares", column: "body", row: id.as_str() }
}

/// Shows a result to a coach. A copy that the same coach already had of it is replaced.
pub async fn show(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    (id, share): (&CheckId, &CheckShareId),
    coach: &UserId,
    now: Moment,
) -> Result<()> {
    // Of two at once the second waits, and replaces the copy of the first; and nothing is copied that is being deleted.
    lock_row(conn, "select id from selfchecks where id = $1 for update", id.as_str()).await?;
    let copy = CheckCopy::of(&checks::one(conn, vault, owner, id).await?)?;
    must_coach(conn, coach, owner).await?;
    sqlx::query(
        "update selfcheck_shares set revoked_at = $1, body = $2
         where check_id = $3 and coach_id = $4 and owner_id = $5 and revoked_at is null",
    )
    .bind(now.0)
    .bind(Vec::<u8>::new())
    .bind(id.as_str())
    .bind(coach.as_str())
    .bind(owner.as_str())
    .execute(&mut *conn)
    .await?;
    let text = serde_json::to_string(&copy).map_err(|error| Failure::other("writing a copy of a self-check", error))?;
    let body = vault.key_of(conn, owner).await?.seal(cell(share), &text)?;
    sqlx::query(
        "insert into selfcheck_shares (id, check_id, owner_id, coach_id, body, shared_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(share.as_str())
    .bind(id.as_str())
    .bind(owner.as_str())
    .bind(coach.as_str())
    .bind(body)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// The copies of a result that coaches can see now.
pub async fn shown_to(conn: &mut Conn, owner: &UserId, id: &CheckId) -> Result<Vec<Shared>> {
    let rows = sqlx::query(
        "select s.id, u.name, s.shared_at, s.revoked_at, 0 from selfcheck_shares s join users u on u.id = s.coach_id
         where s.check_id = $1 and s.owner_id = $2 and s.revoked_at is null order by s.shared_at, s.id",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(shared).collect()
}

/// Copies that `owner` showed and whose result is still there, those that coaches can see now or the others, after a
/// cursor, the latest first.
pub async fn given(
    conn: &mut Conn,
    owner: &UserId,
    holds: bool,
    (after, after_id): &(Moment, String),
    most: i64,
) -> Result<Vec<Shared>> {
    let rows = sqlx::query(
        "select s.id, u.name, s.shared_at, s.revoked_at, 0 from selfcheck_shares s join users u on u.id = s.coach_id
         where s.owner_id = $1 and case when s.revoked_at is null then 1 else 0 end = $2
           and (s.shared_at < $3 or (s.shared_at = $3 and s.id < $4))
         order by s.shared_at desc, s.id desc limit $5",
    )
    .bind(owner.as_str())
    .bind(i64::from(holds))
    .bind(after.0)
    .bind(after_id.as_str())
    .bind(most)
    .fetch_all(conn)
    .await?;
    rows.iter().map(shared).collect()
}

fn shared(row: &sqlx::any::AnyRow) -> Result<Shared> {
    Ok(Shared {
        id: row.try_get::<String, _>(0)?.parse()?,
        name: row.try_get(1)?,
        shared_at: Moment(row.try_get(2)?),
        revoked_at: row.try_get::<Option<i64>, _>(3)?.map(Moment),
        opened: row.try_get::<i64, _>(4)? > 0,
    })
}

/// Takes a copy back: the coach can open it no more, and its numbers are gone. The result it was made of.
pub async fn take_back(conn: &mut Conn, owner: &UserId, share: &CheckShareId, now: Moment) -> Result<CheckId> {
    let row = sqlx::query("select check_id from selfcheck_shares where id = $1 and owner_id = $2")
        .bind(share.as_str())
        .bind(owner.as_str())
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(Error::NotFound)?;
    sqlx::query("update selfcheck_shares set revoked_at = $1, body = $2 where id = $3 and revoked_at is null")
        .bind(now.0)
        .bind(Vec::<u8>::new())
        .bind(share.as_str())
        .execute(conn)
        .await?;
    Ok(row.try_get::<String, _>(0)?.parse()?)
}

/// Opens a copy for the coach it was shown to, who must still be in a cohort with its author, and writes that down for
/// the author. Runs inside `db.write`: no log, no numbers. The copy stays locked until then, so that opening it and
/// taking it back come wholly one after the other. The author's name, and the copy.
pub async fn open(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    share: &CheckShareId,
    now: Moment,
) -> Result<(String, CheckCopy)> {
    lock_row(conn, "select id from selfcheck_shares where id = $1 for update", share.as_str()).await?;
    let row = sqlx::query(
        "select s.owner_id, u.name, s.body from selfcheck_shares s join users u on u.id = s.owner_id
         where s.id = $1 and s.coach_id = $2 and s.revoked_at is null",
    )
    .bind(share.as_str())
    .bind(coach.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let owner: UserId = row.try_get::<String, _>(0)?.parse()?;
    must_read(conn, coach, &owner).await?;
    let text = vault.key_of(conn, &owner).await?.open(cell(share), &row.try_get::<Vec<u8>, _>(2)?)?;
    // The cause could quote numbers, so it is not kept.
    let copy = serde_json::from_str(&text)
        .map_err(|_| Failure::refused("a copy of a self-check could not be read".to_owned()))?;
    log_access(conn, &owner, coach, ("check_share", share.as_str(), 0), now).await?;
    Ok((row.try_get(1)?, copy))
}

/// Whether `coach` may still see a copy at this moment, for a page that shows it. Nothing is locked for that, and no
/// numbers are loaded.
pub async fn still_given(conn: &mut Conn, coach: &UserId, share: &CheckShareId) -> Result<bool> {
    let row =
        sqlx::query("select owner_id from selfcheck_shares where id = $1 and coach_id = $2 and revoked_at is null")
            .bind(share.as_str())
            .bind(coach.as_str())
            .fetch_optional(&mut *conn)
            .await?;
    let Some(row) = row else { return Ok(false) };
    let owner: UserId = row.try_get::<String, _>(0)?.parse()?;
    may_read(conn, coach, &owner).await
}

/// What was shown to `coach` by people they still coach, the latest first.
pub async fn for_coach(conn: &mut Conn, coach: &UserId) -> Result<Vec<Shared>> {
    let rows = sqlx::query(
        "select s.id, u.name, s.shared_at, s.revoked_at,
                (select cast(count(*) as bigint) from access_log l where l.object_id = s.id and l.actor_id = $1),
                s.owner_id
         from selfcheck_shares s join users u on u.id = s.owner_id
         where s.coach_id = $1 and s.revoked_at is null order by s.shared_at desc, s.id desc",
    )
    .bind(coach.as_str())
    .fetch_all(&mut *conn)
    .await?;
    let mut found = Vec::new();
    for row in &rows {
        if may_read(conn, coach, &row.try_get::<String, _>(5)?.parse()?).await? {
            found.push(shared(row)?);
        }
    }
    Ok(found)
}
