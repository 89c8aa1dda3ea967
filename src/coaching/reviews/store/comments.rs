//! Remarks, sealed with the author's key as one document: the passage and the words.

use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::take;
use crate::coaching::reviews::model::pick;
use crate::coaching::reviews::passage::Anchored;
use crate::coaching::reviews::table::column;
use crate::coaching::sharing::pieces;
use crate::journal::store::{held_by, parse, write};
use crate::kit::id::{CommentId, ShareId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, UserKey, Vault};
use crate::server::db::Conn;

/// What a remark holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// In which of the copy's texts.
    pub place: String,
    /// The passage.
    pub anchor: Anchored,
    /// All cells of its column, when it is in a table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub column: Vec<String>,
    /// The words.
    pub text: String,
}

/// A remark.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// Which.
    pub id: CommentId,
    /// Whose.
    pub coach: UserId,
    /// What it holds.
    pub document: Document,
    /// When it was returned.
    pub returned_at: Option<Moment>,
}

/// A remark to be kept.
#[derive(Clone, Debug)]
pub struct NewComment {
    /// The id that it gets.
    pub id: CommentId,
    /// On which copy.
    pub share: ShareId,
    /// In which of its texts.
    pub place: String,
    /// Where the passage begins and ends.
    pub passage: (usize, usize),
    /// The words.
    pub text: String,
}

/// Keeps a remark on a passage of a copy that was not returned yet; who writes one holds the copy. The same remark
/// again is one remark.
pub async fn comment(conn: &mut Conn, vault: &Vault, coach: &UserId, new: &NewComment, now: Moment) -> Result<()> {
    let held = held_by(conn, coach, &new.share, now).await?;
    if held.is_answered() {
        return Err(Error::Conflict.into());
    }
    take(conn, &held, coach, &new.share, now).await?;
    let key = vault.key_of(conn, &held.owner).await?;
    let copy = held.copy(&new.share, &key)?;
    let pieces = pieces::of(&copy)?;
    let piece = pieces.iter().find(|piece| piece.place == new.place).ok_or(Error::BadRequest)?;
    pick(&piece.text, new.passage).ok_or(Error::BadRequest)?;
    let document = Document {
        place: new.place.clone(),
        anchor: Anchored::new(&piece.text, new.passage).ok_or(Error::BadRequest)?,
        column: column(&pieces, &new.place).into_iter().map(|cell| cell.text.to_owned()).collect(),
        text: new.text.clone(),
    };
    for there in comments_of(conn, &key, &new.share).await? {
        if there.coach == *coach && there.document == document {
            return Ok(());
        }
    }
    let body = key.seal(cell(new.id.as_str()), &write(&document)?)?;
    sqlx::query(
        "insert into review_comments (id, share_id, owner_id, coach_id, body, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6)",
    )
    .bind(new.id.as_str())
    .bind(new.share.as_str())
    .bind(held.owner.as_str())
    .bind(coach.as_str())
    .bind(body)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a remark of `coach` away that was not returned yet; gives the copy that it was on.
pub async fn drop_comment(conn: &mut Conn, coach: &UserId, id: &CommentId, now: Moment) -> Result<ShareId> {
    let row = sqlx::query(
        "update review_comments set deleted_at = $3, body = $4
         where id = $1 and coach_id = $2 and returned_at is null and deleted_at is null returning share_id",
    )
    .bind(id.as_str())
    .bind(coach.as_str())
    .bind(now.0)
    .bind(Vec::<u8>::new())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let share: ShareId = row.try_get::<String, _>(0)?.parse()?;
    held_by(conn, coach, &share, now).await?;
    Ok(share)
}

/// Every remark on a copy, returned or not, in the order of writing.
pub async fn comments_of(conn: &mut Conn, key: &UserKey, share: &ShareId) -> Result<Vec<Comment>> {
    let rows = sqlx::query(
        "select id, coach_id, body, returned_at from review_comments
         where share_id = $1 and deleted_at is null order by created_at, id",
    )
    .bind(share.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| read(row, key)).collect()
}

/// The remarks that `coach` has not returned yet, and those that were returned.
pub fn pending(all: Vec<Comment>, coach: &UserId) -> Vec<Comment> {
    all.into_iter().filter(|one| one.returned_at.is_some() || one.coach == *coach).collect()
}

/// The remarks that were returned: what the author sees.
pub fn returned_comments(all: Vec<Comment>) -> Vec<Comment> {
    all.into_iter().filter(|one| one.returned_at.is_some()).collect()
}

fn read(row: &AnyRow, key: &UserKey) -> Result<Comment> {
    let id: String = row.try_get(0)?;
    let body: Vec<u8> = row.try_get(2)?;
    Ok(Comment {
        document: parse(&key.open(cell(&id), &body)?)?,
        id: id.parse()?,
        coach: row.try_get::<String, _>(1)?.parse()?,
        returned_at: row.try_get::<Option<i64>, _>(3)?.map(Moment),
    })
}

fn cell(row: &str) -> Cell<'_> {
    Cell { table: "review_comments", column: "body", row }
}
