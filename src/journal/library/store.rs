//! Reading one's own entries as a whole. Everything is read with the owner's key, in the owner's own request.

use sqlx::Row;

use crate::journal::model::Answers;
use crate::journal::store::parse;
use crate::kit::Moment;
use crate::kit::id::{EntryId, UserId};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::Conn;

/// An entry with its newest words.
#[derive(Clone, Debug)]
pub struct Written {
    /// Which.
    pub id: EntryId,
    /// Its template's name.
    pub template: String,
    /// The version of the template that it was begun with.
    pub template_version: i64,
    /// When it was begun.
    pub created_at: Moment,
    /// When the person was done with it.
    pub finished_at: Option<Moment>,
    /// Whether it was ever shown to a coach.
    pub shown: bool,
    /// Its newest words.
    pub answers: Answers,
}

/// Every entry of `owner` that holds words, the newest first.
pub async fn all(conn: &mut Conn, vault: &Vault, owner: &UserId) -> Result<Vec<Written>> {
    between(conn, vault, owner, Moment(i64::MIN), Moment(i64::MAX)).await
}

/// Those that were begun from one moment on and before another, the newest first.
pub async fn between(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    from: Moment,
    before: Moment,
) -> Result<Vec<Written>> {
    let rows = sqlx::query(
        "select e.id, e.template, e.template_version, e.created_at, e.finished_at, r.id, r.body,
                (select count(*) from journal_shares s where s.entry_id = e.id)
         from journal_entries e join journal_revisions r on r.entry_id = e.id and r.seq = e.head_seq
         where e.owner_id = $1 and e.deleted_at is null and e.created_at >= $2 and e.created_at < $3
         order by e.created_at desc, e.id desc",
    )
    .bind(owner.as_str())
    .bind(from.0)
    .bind(before.0)
    .fetch_all(&mut *conn)
    .await?;
    let key = vault.key_of(conn, owner).await?;
    let mut written = Vec::with_capacity(rows.len());
    for row in rows {
        let revision: String = row.try_get(5)?;
        let cell = Cell { table: "journal_revisions", column: "body", row: &revision };
        written.push(Written {
            id: row.try_get::<String, _>(0)?.parse()?,
            template: row.try_get(1)?,
            template_version: row.try_get(2)?,
            created_at: Moment(row.try_get(3)?),
            finished_at: row.try_get::<Option<i64>, _>(4)?.map(Moment),
            shown: row.try_get::<i64, _>(7)? > 0,
            answers: parse(&key.open(cell, &row.try_get::<Vec<u8>, _>(6)?)?)?,
        });
    }
    Ok(written)
}

/// When each of them was begun, the oldest first.
pub async fn begun(conn: &mut Conn, owner: &UserId) -> Result<Vec<Moment>> {
    let rows = sqlx::query(
        "select created_at from journal_entries where owner_id = $1 and deleted_at is null and head_seq > 0
         order by created_at, id",
    )
    .bind(owner.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(Moment(row.try_get(0)?))).collect()
}

/// How many entries of `owner` hold words.
pub async fn count(conn: &mut Conn, owner: &UserId) -> Result<u32> {
    let row =
        sqlx::query("select count(*) from journal_entries where owner_id = $1 and deleted_at is null and head_seq > 0")
            .bind(owner.as_str())
            .fetch_one(conn)
            .await?;
    Ok(u32::try_from(row.try_get::<i64, _>(0)?).unwrap_or(u32::MAX))
}
