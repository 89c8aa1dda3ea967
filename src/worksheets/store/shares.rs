//! Copies for coaches: the top list and the notes that the author chose, sealed with the author's key.

use serde::{Deserialize, Serialize};
use sqlx::Row;

use super::sealed::{Handed, hand_over};
use super::{Answer, WORKSHEET, keep, open};
use crate::coaching;
use crate::kit::id::{AnswerId, UserId, WorksheetShareId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::worksheets::model::{OwnCard, ShareDraft, SharedRow, Stage};

/// What a coach gets: nothing of the piles, and no note that was not chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedCopy {
    /// The version of the worksheet.
    pub version: i64,
    /// The revision of the sitting that was copied.
    pub revision: i64,
    /// When the sitting was finished.
    pub finished_at: Moment,
    /// The top list.
    pub top: Vec<String>,
    /// The cards of the list that the author wrote.
    pub own: Vec<OwnCard>,
    /// Card, question and answer.
    pub notes: Vec<(String, u8, String)>,
}

impl SharedCopy {
    /// The copy of a finished sitting with the notes that `draft` names.
    pub fn of(answer: &Answer, draft: &ShareDraft) -> Result<SharedCopy> {
        let sitting = &answer.kept.sitting;
        let finished_at = answer.finished_at.ok_or(Error::NotFound)?;
        let mut notes = Vec::new();
        for card in &sitting.top {
            for question in 0..3_u8 {
                let text = sitting.note(card, question.into());
                if !text.is_empty() && draft.notes.contains(&(card.clone(), question)) {
                    notes.push((card.clone(), question, text.to_owned()));
                }
            }
        }
        let own = sitting.custom.iter().filter(|card| sitting.top.contains(&card.id)).cloned().collect();
        let (version, revision) = (answer.version, answer.revision);
        Ok(SharedCopy { version, revision, finished_at, top: sitting.top.clone(), own, notes })
    }
}

impl Handed for SharedCopy {
    const LOGGED: &'static str = "worksheet_share";

    fn is_of(worksheet: &str) -> bool {
        worksheet == WORKSHEET
    }

    fn revision(&self) -> i64 {
        self.revision
    }
}

/// A copy that a coach can see now.
#[derive(Clone, Debug)]
pub struct GivenRow {
    /// The copy.
    pub id: WorksheetShareId,
    /// The coach's name.
    pub coach: String,
    /// Since when.
    pub shared_at: Moment,
}

/// A finished sitting of `owner`.
async fn finished(conn: &mut Conn, vault: &Vault, owner: &UserId, id: &AnswerId) -> Result<Answer> {
    let answer = open(conn, vault, owner, id).await?;
    if answer.kept.sitting.stage == Stage::Done { Ok(answer) } else { Err(Error::NotFound.into()) }
}

/// Keeps what `owner` picked, until it is confirmed or picked anew (`None` forgets it). The coach must be theirs,
/// and each note one that was written on a card of the top list.
pub async fn pick(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &AnswerId,
    draft: Option<&ShareDraft>,
    now: Moment,
) -> Result<()> {
    let mut answer = finished(conn, vault, owner, id).await?;
    if let Some(draft) = draft {
        let sitting = &answer.kept.sitting;
        let written = |(card, question): &(String, u8)| {
            sitting.top.contains(card) && !sitting.note(card, (*question).into()).is_empty()
        };
        let fine = draft.notes.iter().all(written);
        if !fine || !coaching::store::is_coach_of(conn, &draft.coach, owner).await? {
            return Err(Error::NotFound.into());
        }
    }
    answer.kept.draft = draft.cloned();
    keep(conn, vault, owner, &answer, now).await
}

/// Sends the picked copy. The coach it went to is returned, to write them a letter; none when the same form had
/// been sent before. A copy that the same coach already had of this sitting is replaced.
pub async fn send(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &AnswerId,
    share: &WorksheetShareId,
    now: Moment,
) -> Result<Option<UserId>> {
    let mut answer = finished(conn, vault, owner, id).await?;
    let Some(draft) = answer.kept.draft.take() else { return Ok(None) };
    coaching::store::must_coach(conn, &draft.coach, owner).await?;
    let copy = SharedCopy::of(&answer, &draft)?;
    // First, so that of two at once one conflicts and sends nothing.
    keep(conn, vault, owner, &answer, now).await?;
    hand_over(conn, vault, (owner, &draft.coach), (id, share), &copy, now).await?;
    Ok(Some(draft.coach))
}

/// The copies of a sitting that coaches can see now.
pub async fn given(conn: &mut Conn, owner: &UserId, id: &AnswerId) -> Result<Vec<GivenRow>> {
    let rows = sqlx::query(
        "select s.id, u.name, s.shared_at from worksheet_shares s join users u on u.id = s.coach_id
         where s.answer_id = $1 and s.owner_id = $2 and s.revoked_at is null order by s.shared_at, s.id",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let id = row.try_get::<String, _>(0)?.parse()?;
            Ok(GivenRow { id, coach: row.try_get(1)?, shared_at: Moment(row.try_get(2)?) })
        })
        .collect()
}

/// Takes a copy back: the coach can open it no more, and its words are gone. The sitting it was made of.
pub async fn withdraw(conn: &mut Conn, owner: &UserId, share: &WorksheetShareId, now: Moment) -> Result<AnswerId> {
    let row = sqlx::query("select answer_id from worksheet_shares where id = $1 and owner_id = $2")
        .bind(share.as_str())
        .bind(owner.as_str())
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(Error::NotFound)?;
    sqlx::query("update worksheet_shares set revoked_at = $1, body = $2 where id = $3 and revoked_at is null")
        .bind(now.0)
        .bind(Vec::<u8>::new())
        .bind(share.as_str())
        .execute(conn)
        .await?;
    Ok(row.try_get::<String, _>(0)?.parse()?)
}

/// Takes back every copy of a sitting.
pub(in crate::worksheets) async fn withdraw_all(
    conn: &mut Conn,
    owner: &UserId,
    id: &AnswerId,
    now: Moment,
) -> Result<()> {
    sqlx::query(
        "update worksheet_shares set revoked_at = $1, body = $2
         where answer_id = $3 and owner_id = $4 and revoked_at is null",
    )
    .bind(now.0)
    .bind(Vec::<u8>::new())
    .bind(id.as_str())
    .bind(owner.as_str())
    .execute(conn)
    .await?;
    Ok(())
}

/// What waits for, or was read by, `coach`: without content, latest first, only from people they still coach.
pub async fn shares_for(conn: &mut Conn, coach: &UserId) -> Result<Vec<SharedRow>> {
    let rows = sqlx::query(
        "select s.id, s.owner_id, u.name, s.shared_at,
                (select cast(count(*) as bigint) from access_log l where l.object_id = s.id and l.actor_id = $1),
                a.worksheet
         from worksheet_shares s join users u on u.id = s.owner_id join worksheet_answers a on a.id = s.answer_id
         where s.coach_id = $1 and s.revoked_at is null order by s.shared_at desc, s.id desc",
    )
    .bind(coach.as_str())
    .fetch_all(&mut *conn)
    .await?;
    let mut shares = Vec::new();
    for row in &rows {
        let member: UserId = row.try_get::<String, _>(1)?.parse()?;
        if coaching::store::may_read(conn, coach, &member).await? {
            shares.push(SharedRow {
                id: row.try_get::<String, _>(0)?.parse()?,
                member,
                name: row.try_get(2)?,
                shared_at: Moment(row.try_get(3)?),
                opened: row.try_get::<i64, _>(4)? > 0,
                worksheet: row.try_get(5)?,
            });
        }
    }
    Ok(shares)
}
