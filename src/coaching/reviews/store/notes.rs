//! A coach's notes for themselves, sealed with the coach's key. Nobody else opens them.

use serde::{Deserialize, Serialize};
use sqlx::Row;

use crate::coaching::reviews::model::Lens;
use crate::journal::store::{held_by, parse, write};
use crate::kit::id::{RowId, ShareId, UserId};
use crate::kit::{Error, Moment, Turn};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::Conn;

/// What a note holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteText {
    /// The words.
    #[serde(default)]
    pub text: String,
    /// The private tag.
    #[serde(default)]
    pub lens: Option<Lens>,
    /// An answer that is not finished.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unfinished: String,
    /// Which page sent that, when it was kept while somebody wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Turn>,
}

/// The note of `coach` for a copy; an empty one when there is none.
pub async fn note(conn: &mut Conn, vault: &Vault, coach: &UserId, share: &ShareId) -> Result<NoteText> {
    let row = sqlx::query("select id, body from coach_notes where share_id = $1 and coach_id = $2")
        .bind(share.as_str())
        .bind(coach.as_str())
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(NoteText::default()) };
    let id: String = row.try_get(0)?;
    let key = vault.key_of(conn, coach).await?;
    parse(&key.open(cell(&id), &row.try_get::<Vec<u8>, _>(1)?)?)
}

/// Keeps the words and the tag of `coach` for a copy that they can open.
pub async fn set_note(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    share: &ShareId,
    (id, text, lens): (&RowId, &str, Option<Lens>),
    now: Moment,
) -> Result<()> {
    held_by(conn, coach, share, now).await?;
    let there = note(conn, vault, coach, share).await?;
    put(conn, vault, coach, share, (id, &NoteText { text: text.to_owned(), lens, ..there }), now).await
}

/// Keeps an answer that is not finished; one that comes late changes nothing. `Conflict` once the copy was answered.
pub async fn set_unfinished(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    share: &ShareId,
    (id, unfinished, sent): (&RowId, &str, Option<&Turn>),
    now: Moment,
) -> Result<()> {
    if held_by(conn, coach, share, now).await?.is_answered() {
        return Err(Error::Conflict.into());
    }
    let there = note(conn, vault, coach, share).await?;
    if sent.zip(there.by.as_ref()).is_some_and(|(sent, latest)| sent.is_late(latest)) {
        return Ok(());
    }
    let kept = NoteText { unfinished: unfinished.to_owned(), by: sent.cloned(), ..there };
    put(conn, vault, coach, share, (id, &kept), now).await
}

/// The answer is finished: what was kept of it on the way goes.
pub(super) async fn finish(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    share: &ShareId,
    id: &RowId,
    now: Moment,
) -> Result<()> {
    let there = note(conn, vault, coach, share).await?;
    if there.unfinished.is_empty() {
        return Ok(());
    }
    put(conn, vault, coach, share, (id, &NoteText { unfinished: String::new(), by: None, ..there }), now).await
}

async fn put(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    share: &ShareId,
    (id, note): (&RowId, &NoteText),
    now: Moment,
) -> Result<()> {
    let there = sqlx::query("select id from coach_notes where share_id = $1 and coach_id = $2")
        .bind(share.as_str())
        .bind(coach.as_str())
        .fetch_optional(&mut *conn)
        .await?;
    let id = match there {
        Some(row) => row.try_get::<String, _>(0)?,
        None => id.as_str().to_owned(),
    };
    let body = vault.key_of(conn, coach).await?.seal(cell(&id), &write(note)?)?;
    sqlx::query(
        "insert into coach_notes (id, share_id, coach_id, body, updated_at) values ($1, $2, $3, $4, $5)
         on conflict (id) do update set body = excluded.body, updated_at = excluded.updated_at",
    )
    .bind(&id)
    .bind(share.as_str())
    .bind(coach.as_str())
    .bind(body)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

fn cell(row: &str) -> Cell<'_> {
    Cell { table: "coach_notes", column: "body", row }
}
