//! Branches: what each opened page wrote. A page goes on from its own words, whatever others do meanwhile; the head is
//! made anew of the trunk and of all branches on it, so that two people typing at once never pile up copies.

use sqlx::Row;
use sqlx::any::AnyRow;

use crate::kit::id::EntryId;
use crate::server::Result;
use crate::server::db::Conn;

/// What one page wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Which page.
    pub writer: String,
    /// The last of its turns that came.
    pub turn: i64,
    /// The version that holds its words.
    pub tip: i64,
    /// The version that it and the trunk grew from.
    pub fork: i64,
    /// The trunk that its words are added to; 0 when they are in the trunk.
    pub trunk: i64,
    /// The order in which branches are added.
    pub joined: i64,
}

/// The branch of a page, if it saved before.
pub async fn branch(conn: &mut Conn, entry: &EntryId, writer: &str) -> Result<Option<Branch>> {
    let row = sqlx::query(
        "select writer, turn, tip_seq, fork_seq, trunk_seq, joined_seq from journal_branches
         where entry_id = $1 and writer = $2",
    )
    .bind(entry.as_str())
    .bind(writer)
    .fetch_optional(conn)
    .await?;
    row.map(|row| from_row(&row)).transpose()
}

/// The branches that are added to a trunk, in their order.
pub async fn on_trunk(conn: &mut Conn, entry: &EntryId, trunk: i64) -> Result<Vec<Branch>> {
    let rows = sqlx::query(
        "select writer, turn, tip_seq, fork_seq, trunk_seq, joined_seq from journal_branches
         where entry_id = $1 and trunk_seq = $2 and trunk_seq > 0 order by joined_seq, writer",
    )
    .bind(entry.as_str())
    .bind(trunk)
    .fetch_all(conn)
    .await?;
    rows.iter().map(from_row).collect()
}

/// Keeps where a branch is now.
pub async fn put(conn: &mut Conn, entry: &EntryId, branch: &Branch) -> Result<()> {
    sqlx::query(
        "insert into journal_branches (entry_id, writer, turn, tip_seq, fork_seq, trunk_seq, joined_seq)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (entry_id, writer) do update set turn = excluded.turn, tip_seq = excluded.tip_seq,
             fork_seq = excluded.fork_seq, trunk_seq = excluded.trunk_seq, joined_seq = excluded.joined_seq",
    )
    .bind(entry.as_str())
    .bind(&branch.writer)
    .bind(branch.turn)
    .bind(branch.tip)
    .bind(branch.fork)
    .bind(branch.trunk)
    .bind(branch.joined)
    .execute(conn)
    .await?;
    Ok(())
}

/// The trunk grew: the branches on it stand on its new end.
pub async fn follow(conn: &mut Conn, entry: &EntryId, from: i64, to: i64) -> Result<()> {
    sqlx::query("update journal_branches set trunk_seq = $3 where entry_id = $1 and trunk_seq = $2")
        .bind(entry.as_str())
        .bind(from)
        .bind(to)
        .execute(conn)
        .await?;
    Ok(())
}

/// The head holds the words of all branches on a trunk, and is the trunk from now on.
pub async fn gather(conn: &mut Conn, entry: &EntryId, trunk: i64) -> Result<()> {
    sqlx::query(
        "update journal_branches set fork_seq = tip_seq, trunk_seq = 0, joined_seq = 0
         where entry_id = $1 and trunk_seq = $2",
    )
    .bind(entry.as_str())
    .bind(trunk)
    .execute(conn)
    .await?;
    Ok(())
}

fn from_row(row: &AnyRow) -> Result<Branch> {
    Ok(Branch {
        writer: row.try_get(0)?,
        turn: row.try_get(1)?,
        tip: row.try_get(2)?,
        fork: row.try_get(3)?,
        trunk: row.try_get(4)?,
        joined: row.try_get(5)?,
    })
}
