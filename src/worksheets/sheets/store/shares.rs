//! Copies for coaches: what `scoring::coach` lets a coach see, sealed with the author's key.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::Row;

use super::answers::{Answer, finished};
use super::{read, write};
use crate::coaching;
use crate::coaching::model::Person;
use crate::journal::store::log_access;
use crate::kit::id::{AnswerId, UserId, WorksheetShareId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::{Conn, lock_row};
use crate::worksheets::scoring::Outcome;
use crate::worksheets::scoring::coach::{Shown, for_coach};

/// What a coach gets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetCopy {
    /// The worksheet.
    pub worksheet: String,
    /// Its version.
    pub version: i64,
    /// The revision of the sitting that was copied.
    pub revision: i64,
    /// When the sitting was finished.
    pub finished_at: Moment,
    /// What is seen of it.
    pub view: Value,
    /// The names of cards in it that the author wrote.
    pub names: BTreeMap<String, String>,
}

impl SheetCopy {
    /// The copy of a finished sitting, with what the author shows besides.
    pub fn of(answer: &Answer, shown: &Shown) -> Result<SheetCopy> {
        let finished_at = answer.finished_at.ok_or(Error::NotFound)?;
        let outcome = answer.kept.play.outcome(answer.definition()?).map_err(|_| Error::NotFound)?;
        let ordered = matches!(outcome, Outcome::Pairs(..));
        Ok(SheetCopy {
            worksheet: answer.worksheet.clone(),
            version: answer.version,
            revision: answer.revision,
            finished_at,
            view: for_coach(&outcome, shown),
            names: if ordered { answer.kept.names.clone() } else { BTreeMap::new() },
        })
    }
}

fn cell(id: &WorksheetShareId) -> Cell<'_> {
    Cell { table: "worksheet_shares", column: "body", row: id.as_str() }
}

/// Shows a finished sitting to a coach. A copy that the same coach already had of it is replaced.
pub async fn send(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    (id, share): (&AnswerId, &WorksheetShareId),
    (coach, shown): (&UserId, &Shown),
    now: Moment,
) -> Result<()> {
    // Of two at once the second waits, and replaces the copy of the first.
    lock_row(conn, "select id from worksheet_answers where id = $1 for update", id.as_str()).await?;
    let (answer, _) = finished(conn, vault, owner, id).await?;
    coaching::store::must_coach(conn, coach, owner).await?;
    let copy = SheetCopy::of(&answer, shown)?;
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
    let body = vault.key_of(conn, owner).await?.seal(cell(share), &write(&copy)?)?;
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

/// Opens a copy for the coach it was shown to, who must still be in a cohort with its author, and writes that down for
/// the author. Runs inside `db.write`: no log, no text. The copy stays locked until then, so that opening it and taking
/// it back come wholly one after the other.
pub async fn open_share(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    share: &WorksheetShareId,
    now: Moment,
) -> Result<(Person, SheetCopy)> {
    lock_row(conn, "select id from worksheet_shares where id = $1 for update", share.as_str()).await?;
    let row = sqlx::query(
        "select s.owner_id, u.name, u.profession, s.body
         from worksheet_shares s join users u on u.id = s.owner_id join worksheet_answers a on a.id = s.answer_id
         where s.id = $1 and s.coach_id = $2 and s.revoked_at is null and a.worksheet <> $3",
    )
    .bind(share.as_str())
    .bind(coach.as_str())
    .bind(crate::worksheets::store::WORKSHEET)
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let owner: UserId = row.try_get::<String, _>(0)?.parse()?;
    coaching::store::must_read(conn, coach, &owner).await?;
    let text = vault.key_of(conn, &owner).await?.open(cell(share), &row.try_get::<Vec<u8>, _>(3)?)?;
    let copy: SheetCopy = read(&text)?;
    log_access(conn, &owner, coach, ("sheet_share", share.as_str(), copy.revision), now).await?;
    let person = Person { id: owner, name: row.try_get(1)?, profession: row.try_get(2)? };
    Ok((person, copy))
}
