//! SQL of the sittings. The whole state of a sitting is one text, sealed with its owner's key; who is not the
//! owner finds nothing. What coaches see has tables of its own (`shares`).

mod receipts;
pub(in crate::worksheets) mod sealed;
mod shares;

use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::model::{Move, Refusal, ShareDraft, Sitting, Stage};
use crate::kit::id::{AnswerId, UserId};
use crate::kit::{Error, Locale, Moment};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Failure;

pub use receipts::{Counted, Shown, Source, counted_by, shown_by, still_given};
pub use sealed::{Handed, open_share};
pub(in crate::worksheets) use shares::withdraw_all;
pub use shares::{SharedCopy, given, pick, send, shares_for, withdraw};

use sealed::{Save, cell, read, write};

/// The worksheet of these sittings.
pub const WORKSHEET: &str = "W1";

/// What is sealed: the sitting, and what is remembered around it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// The state.
    pub sitting: Sitting,
    /// The latest save, to know it when it is sent again.
    last: Option<Save>,
    /// A choice of coach and notes that waits to be confirmed.
    pub draft: Option<ShareDraft>,
}

/// What a person did.
#[derive(Clone, Copy, Debug)]
pub struct Played<'a> {
    /// The revision that they saw.
    pub from: i64,
    /// Their moves, in order.
    pub moves: &'a [Move],
}

/// A sitting with its row.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The sitting's id.
    pub id: AnswerId,
    /// Which version of the worksheet.
    pub version: i64,
    /// Grows with every save.
    pub revision: i64,
    /// When it was last changed.
    pub updated_at: Moment,
    /// When it was finished.
    pub finished_at: Option<Moment>,
    /// What was sealed.
    pub kept: Kept,
}

/// A sitting in a list: nothing is opened for it.
#[derive(Clone, Debug)]
pub struct Round {
    /// The sitting's id.
    pub id: AnswerId,
    /// When it was last changed.
    pub updated_at: Moment,
    /// When it was finished.
    pub finished_at: Option<Moment>,
}

/// Why a save was refused.
fn refused(refusal: Refusal, locale: Locale) -> Failure {
    refusal.error(locale).into()
}

/// Begins a round. There is at most one unfinished round: when one is under way it is returned instead, so a
/// form that is sent twice begins one round.
pub async fn start(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &AnswerId,
    version: i64,
    sitting: &Sitting,
    now: Moment,
) -> Result<AnswerId> {
    lock_row(conn, "select id from users where id = $1 for update", owner.as_str()).await?;
    if let Some(open) = unfinished(conn, owner).await? {
        return Ok(open);
    }
    let kept = Kept { sitting: sitting.clone(), ..Kept::default() };
    sealed::begin(conn, vault, (owner, id), (WORKSHEET, version), &write(&kept)?, now).await?;
    Ok(id.clone())
}

/// The unfinished round of `owner`, if there is one.
pub async fn unfinished(conn: &mut Conn, owner: &UserId) -> Result<Option<AnswerId>> {
    Ok(rounds(conn, owner).await?.into_iter().find(|round| round.finished_at.is_none()).map(|round| round.id))
}

/// The rounds of `owner`, latest first.
pub async fn rounds(conn: &mut Conn, owner: &UserId) -> Result<Vec<Round>> {
    let rows = sqlx::query(
        "select id, updated_at, finished_at from worksheet_answers
         where owner_id = $1 and worksheet = $2 and deleted_at is null order by started_at desc, id desc",
    )
    .bind(owner.as_str())
    .bind(WORKSHEET)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Round {
                id: row.try_get::<String, _>(0)?.parse()?,
                updated_at: Moment(row.try_get(1)?),
                finished_at: row.try_get::<Option<i64>, _>(2)?.map(Moment),
            })
        })
        .collect()
}

/// A sitting of `owner`; `NotFound` when it is not theirs.
pub async fn open(conn: &mut Conn, vault: &Vault, owner: &UserId, id: &AnswerId) -> Result<Answer> {
    let row = sqlx::query(
        "select version, revision, updated_at, finished_at, body from worksheet_answers
         where id = $1 and owner_id = $2 and worksheet = $3 and deleted_at is null",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .bind(WORKSHEET)
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let text = vault.key_of(conn, owner).await?.open(cell(id), &row.try_get::<Vec<u8>, _>(4)?)?;
    answer(id, &row, read(&text)?)
}

fn answer(id: &AnswerId, row: &AnyRow, kept: Kept) -> Result<Answer> {
    Ok(Answer {
        id: id.clone(),
        version: row.try_get(0)?,
        revision: row.try_get(1)?,
        updated_at: Moment(row.try_get(2)?),
        finished_at: row.try_get::<Option<i64>, _>(3)?.map(Moment),
        kept,
    })
}

/// Makes moves in a sitting and returns its new revision. Every move must be possible, else none is made.
/// `Conflict` when the sitting is no longer at that revision, unless exactly this save was made before: an answer
/// that was lost on its way is simply given again.
pub async fn save(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &AnswerId,
    played: Played<'_>,
    locale: Locale,
    now: Moment,
) -> Result<i64> {
    let Played { from: revision, moves } = played;
    // Of two at once the second waits, and sees whether the first was the same.
    lock_row(conn, "select id from worksheet_answers where id = $1 for update", id.as_str()).await?;
    let mut answer = open(conn, vault, owner, id).await?;
    let this = Save::of(revision, &moves)?;
    // It comes from outside: there may be none after it.
    let next = revision.checked_add(1).ok_or(Error::Conflict)?;
    if answer.revision != revision {
        let again = answer.revision == next && answer.kept.last.as_ref() == Some(&this);
        return if again { Ok(answer.revision) } else { Err(Error::Conflict.into()) };
    }
    for one in moves {
        answer.kept.sitting.apply(one).map_err(|refusal| refused(refusal, locale))?;
    }
    answer.kept.last = Some(this);
    keep(conn, vault, owner, &answer, now).await?;
    Ok(next)
}

/// Writes a sitting back, if nobody else has meanwhile.
async fn keep(conn: &mut Conn, vault: &Vault, owner: &UserId, answer: &Answer, now: Moment) -> Result<()> {
    let done = answer.kept.sitting.stage == Stage::Done;
    let finished_at = answer.finished_at.or(done.then_some(now));
    let text = write(&answer.kept)?;
    sealed::keep(conn, vault, (owner, &answer.id), (answer.revision, &text), finished_at, now).await
}

/// Deletes a sitting and every copy of it that coaches could see: the words go at once, a row without them stays.
pub async fn delete(conn: &mut Conn, owner: &UserId, id: &AnswerId, now: Moment) -> Result<()> {
    let outcome = sqlx::query(
        "update worksheet_answers set deleted_at = $1, updated_at = $1, body = $2
         where id = $3 and owner_id = $4 and worksheet = $5 and deleted_at is null",
    )
    .bind(now.0)
    .bind(Vec::<u8>::new())
    .bind(id.as_str())
    .bind(owner.as_str())
    .bind(WORKSHEET)
    .execute(&mut *conn)
    .await?;
    if outcome.rows_affected() == 0 {
        return Err(Error::NotFound.into());
    }
    sqlx::query("delete from worksheet_consents where answer_id = $1").bind(id.as_str()).execute(&mut *conn).await?;
    shares::withdraw_all(conn, owner, id, now).await
}
