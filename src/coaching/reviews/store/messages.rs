//! What author and coach say to each other after a review was returned.

use sqlx::Row;

use crate::coaching::store::may_read;
use crate::journal::store::held_by;
use crate::kit::id::{CommentId, EntryId, RowId, ShareId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, UserKey, Vault};
use crate::server::db::{Conn, lock_row};

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// About which remark; none: about the answer.
    pub comment: Option<CommentId>,
    /// By whom.
    pub writer: UserId,
    /// Their name.
    pub name: String,
    /// Whether they are the coach.
    pub coach: bool,
    /// The words.
    pub text: String,
    /// When.
    pub sent_at: Moment,
}

/// Something to be said.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// The id that it gets.
    pub id: RowId,
    /// To which copy.
    pub share: ShareId,
    /// About which remark.
    pub comment: Option<CommentId>,
    /// The words.
    pub text: String,
}

/// Who says something: both may, each about their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// The author of the copy.
    Author,
    /// The coach who answered it.
    Coach,
}

/// What came of saying something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The author.
    pub owner: UserId,
    /// The coach.
    pub coach: UserId,
    /// The entry.
    pub entry: EntryId,
    /// Whether it was not said just before.
    pub new: bool,
}

/// Says something. The same words twice in a row are said once.
pub async fn say(
    conn: &mut Conn,
    vault: &Vault,
    me: &UserId,
    writer: Writer,
    new: &NewMessage,
    now: Moment,
) -> Result<Told> {
    let (owner, coach, entry) = match writer {
        Writer::Author => author_may_say(conn, me, &new.share, now).await?,
        Writer::Coach => {
            let held = held_by(conn, me, &new.share, now).await?;
            if !held.is_answered() {
                return Err(Error::NotFound.into());
            }
            (held.owner, me.clone(), held.entry)
        }
    };
    if let Some(comment) = &new.comment {
        must_be_returned(conn, &new.share, comment).await?;
    }
    let key = vault.key_of(conn, &owner).await?;
    let before = messages_of(conn, &key, &new.share).await?;
    let last = before.iter().rev().find(|one| one.comment == new.comment);
    if last.is_some_and(|last| last.writer == *me && last.text == new.text) {
        return Ok(Told { owner, coach, entry, new: false });
    }
    let body = key.seal(cell(new.id.as_str()), &new.text)?;
    sqlx::query(
        "insert into review_messages (id, share_id, comment_id, owner_id, writer_id, body, sent_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.id.as_str())
    .bind(new.share.as_str())
    .bind(new.comment.as_ref().map(|id| id.as_str().to_owned()))
    .bind(owner.as_str())
    .bind(me.as_str())
    .bind(body)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(Told { owner, coach, entry, new: true })
}

/// Whether the author can say something about a copy. Gives them, the coach, the entry; it stays locked.
async fn author_may_say(
    conn: &mut Conn,
    owner: &UserId,
    share: &ShareId,
    now: Moment,
) -> Result<(UserId, UserId, EntryId)> {
    lock_row(conn, "select id from journal_shares where id = $1 for update", share.as_str()).await?;
    let (coach, entry) = listener(conn, owner, share, now).await?.ok_or(Error::NotFound)?;
    Ok((owner.clone(), coach, entry))
}

/// Who reads what the author of a copy says about it, and the entry: it was answered and is open, and who answered
/// still coaches them.
pub async fn listener(
    conn: &mut Conn,
    owner: &UserId,
    share: &ShareId,
    now: Moment,
) -> Result<Option<(UserId, EntryId)>> {
    let row = sqlx::query(
        "select a.coach_id, s.entry_id from journal_shares s
         join coach_answers a on a.share_id = s.id
         join journal_entries e on e.id = s.entry_id
         where s.id = $1 and s.owner_id = $2 and s.revoked_at is null and e.deleted_at is null
           and (s.expires_at is null or s.expires_at > $3)",
    )
    .bind(share.as_str())
    .bind(owner.as_str())
    .bind(now.0)
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let coach: UserId = row.try_get::<String, _>(0)?.parse()?;
    let entry: EntryId = row.try_get::<String, _>(1)?.parse()?;
    Ok(may_read(conn, &coach, owner).await?.then_some((coach, entry)))
}

async fn must_be_returned(conn: &mut Conn, share: &ShareId, comment: &CommentId) -> Result<()> {
    let row = sqlx::query(
        "select id from review_comments
         where id = $1 and share_id = $2 and returned_at is not null and deleted_at is null",
    )
    .bind(comment.as_str())
    .bind(share.as_str())
    .fetch_optional(conn)
    .await?;
    row.map(drop).ok_or_else(|| Error::NotFound.into())
}

/// Everything that was said about a copy, in order; `key` is its author's.
pub async fn messages_of(conn: &mut Conn, key: &UserKey, share: &ShareId) -> Result<Vec<Message>> {
    let rows = sqlx::query(
        "select m.id, m.comment_id, m.writer_id, u.name, m.body, m.sent_at, m.owner_id
         from review_messages m join users u on u.id = m.writer_id
         where m.share_id = $1 order by m.sent_at, m.id",
    )
    .bind(share.as_str())
    .fetch_all(conn)
    .await?;
    let mut messages = Vec::with_capacity(rows.len());
    for row in rows {
        let id: String = row.try_get(0)?;
        let comment: Option<String> = row.try_get(1)?;
        let writer: String = row.try_get(2)?;
        messages.push(Message {
            comment: comment.map(|id| id.parse()).transpose()?,
            coach: writer != row.try_get::<String, _>(6)?,
            writer: writer.parse()?,
            name: row.try_get(3)?,
            text: key.open(cell(&id), &row.try_get::<Vec<u8>, _>(4)?)?,
            sent_at: Moment(row.try_get(5)?),
        });
    }
    Ok(messages)
}

/// Notes that the coach has seen what the author said; whether there was anything new.
pub async fn mark_coach_read(conn: &mut Conn, share: &ShareId, now: Moment) -> Result<bool> {
    let done = sqlx::query(
        "update review_messages set read_at = $2
         where share_id = $1 and writer_id = owner_id and read_at is null",
    )
    .bind(share.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Notes that the author has seen what the coach said.
pub async fn mark_author_read(conn: &mut Conn, owner: &UserId, share: &ShareId, now: Moment) -> Result<()> {
    sqlx::query(
        "update review_messages set read_at = $3
         where share_id = $1 and owner_id = $2 and writer_id <> owner_id and read_at is null",
    )
    .bind(share.as_str())
    .bind(owner.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

fn cell(row: &str) -> Cell<'_> {
    Cell { table: "review_messages", column: "body", row }
}
