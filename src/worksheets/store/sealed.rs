//! The rows that all sittings share, whichever worksheet it is, and all copies for coaches: how they begin, are written
//! back, are handed to a coach and are opened by one. What is in them belongs to the stores of their own.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::Row;

use crate::coaching;
use crate::coaching::model::Person;
use crate::journal::store::log_access;
use crate::kit::id::{AnswerId, UserId, WorksheetShareId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Failure;

/// A save, to know it when it is sent again: the revision it began at, and a digest of what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Save {
    /// The revision.
    pub from: i64,
    digest: String,
}

impl Save {
    /// What was sent from a page that showed that revision.
    pub fn of<T: Serialize>(from: i64, sent: &T) -> Result<Save> {
        let digest = Sha256::digest(write(sent)?.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Save { from, digest })
    }
}

/// What a coach gets of a finished sitting.
pub trait Handed: Serialize + DeserializeOwned {
    /// What the log of its author calls it.
    const LOGGED: &'static str;

    /// Whether copies of this worksheet are of this kind.
    fn is_of(worksheet: &str) -> bool;

    /// The revision of the sitting that was copied.
    fn revision(&self) -> i64;
}

/// A body as text to be sealed.
pub fn write<T: Serialize>(body: &T) -> Result<String> {
    serde_json::to_string(body).map_err(|error| Failure::other("writing a sitting", error))
}

/// A text that was sealed.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    // The cause could quote private text, so it is not kept.
    serde_json::from_str(text).map_err(|_| Failure::refused("a sitting could not be read".to_owned()))
}

/// The place of a sitting's body.
pub fn cell(id: &AnswerId) -> Cell<'_> {
    Cell { table: "worksheet_answers", column: "body", row: id.as_str() }
}

fn copy_cell(id: &WorksheetShareId) -> Cell<'_> {
    Cell { table: "worksheet_shares", column: "body", row: id.as_str() }
}

/// Begins a sitting of a worksheet in a version.
pub async fn begin(
    conn: &mut Conn,
    vault: &Vault,
    (owner, id): (&UserId, &AnswerId),
    (worksheet, version): (&str, i64),
    text: &str,
    now: Moment,
) -> Result<()> {
    let body = vault.key_of(conn, owner).await?.seal(cell(id), text)?;
    sqlx::query(
        "insert into worksheet_answers (id, owner_id, worksheet, version, revision, body, started_at, updated_at)
         values ($1, $2, $3, $4, 0, $5, $6, $6)",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .bind(worksheet)
    .bind(version)
    .bind(body)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes a sitting back, if nobody else has since that revision.
pub async fn keep(
    conn: &mut Conn,
    vault: &Vault,
    (owner, id): (&UserId, &AnswerId),
    (revision, text): (i64, &str),
    finished_at: Option<Moment>,
    now: Moment,
) -> Result<()> {
    let body = vault.key_of(conn, owner).await?.seal(cell(id), text)?;
    let outcome = sqlx::query(
        "update worksheet_answers set revision = revision + 1, body = $1, updated_at = $2, finished_at = $3
         where id = $4 and owner_id = $5 and revision = $6 and deleted_at is null",
    )
    .bind(body)
    .bind(now.0)
    .bind(finished_at.map(|at| at.0))
    .bind(id.as_str())
    .bind(owner.as_str())
    .bind(revision)
    .execute(conn)
    .await?;
    if outcome.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict.into()) }
}

/// Hands a coach a copy. One that the same coach already had of the sitting is replaced.
pub async fn hand_over<T: Handed>(
    conn: &mut Conn,
    vault: &Vault,
    (owner, coach): (&UserId, &UserId),
    (id, share): (&AnswerId, &WorksheetShareId),
    copy: &T,
    now: Moment,
) -> Result<()> {
    let text = write(copy)?;
    sqlx::query(
        "update worksheet_shares set revoked_at = $1, body = $2
         where answer_id = $3 and coach_id = $4 and owner_id = $5 and revoked_at is null",
    )
    .bind(now.0)
    .bind(Vec::<u8>::new())
    .bind(id.as_str())
    .bind(coach.as_str())
    .bind(owner.as_str())
    .execute(&mut *conn)
    .await?;
    let body = vault.key_of(conn, owner).await?.seal(copy_cell(share), &text)?;
    sqlx::query(
        "insert into worksheet_shares (id, answer_id, owner_id, coach_id, body, shared_at)
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

/// Opens a copy for the coach it was handed to, who must still be in a cohort with its author, and writes that down for
/// the author. Runs inside `db.write`: no log, no text. The copy stays locked until then, so that opening it and taking
/// it back come wholly one after the other.
pub async fn open_share<T: Handed>(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    share: &WorksheetShareId,
    now: Moment,
) -> Result<(Person, T)> {
    lock_row(conn, "select id from worksheet_shares where id = $1 for update", share.as_str()).await?;
    let row = sqlx::query(
        "select s.owner_id, u.name, u.profession, s.body, a.worksheet
         from worksheet_shares s join users u on u.id = s.owner_id join worksheet_answers a on a.id = s.answer_id
         where s.id = $1 and s.coach_id = $2 and s.revoked_at is null",
    )
    .bind(share.as_str())
    .bind(coach.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    if !T::is_of(&row.try_get::<String, _>(4)?) {
        return Err(Error::NotFound.into());
    }
    let owner: UserId = row.try_get::<String, _>(0)?.parse()?;
    coaching::store::must_read(conn, coach, &owner).await?;
    let text = vault.key_of(conn, &owner).await?.open(copy_cell(share), &row.try_get::<Vec<u8>, _>(3)?)?;
    let copy: T = read(&text)?;
    let revision = copy.revision();
    log_access(conn, &owner, coach, (T::LOGGED, share.as_str(), revision), now).await?;
    let person = Person { id: owner, name: row.try_get(1)?, profession: row.try_get(2)? };
    Ok((person, copy))
}
