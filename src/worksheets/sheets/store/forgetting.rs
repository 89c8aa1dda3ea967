//! Sheets that were finished before finishing forgot how somebody came to it.

use sqlx::Row;

use super::answers::open;
use crate::kit::id::{AnswerId, UserId};
use crate::server::crypto::Vault;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::{Failure, Result};
use crate::worksheets::store::WORKSHEET;
use crate::worksheets::store::sealed::{cell, write};

/// How many sheets are looked at in one write.
const BATCH: i64 = 20;

/// Lets the finished sheets whose ids come after this one forget their way, a few at a time. The id of the last of them;
/// none when there are no more.
pub async fn forget_some(conn: &mut Conn, vault: &Vault, after: &str) -> Result<Option<String>> {
    let rows = sqlx::query(
        "select a.id, a.owner_id from worksheet_answers a join users u on u.id = a.owner_id
         where a.id > $1 and a.worksheet <> $2 and a.finished_at is not null and a.deleted_at is null
           and u.closed_at is null
         order by a.id limit $3",
    )
    .bind(after)
    .bind(WORKSHEET)
    .bind(BATCH)
    .fetch_all(&mut *conn)
    .await?;
    let mut last = None;
    for row in &rows {
        let id: String = row.try_get(0)?;
        let owner: UserId = row.try_get::<String, _>(1)?.parse()?;
        forget(conn, vault, &owner, &id.parse()?).await?;
        last = Some(id);
    }
    Ok(last)
}

async fn forget(conn: &mut Conn, vault: &Vault, owner: &UserId, id: &AnswerId) -> Result<()> {
    lock_row(conn, "select id from worksheet_answers where id = $1 for update", id.as_str()).await?;
    let mut answer = match open(conn, vault, owner, id).await {
        Ok(answer) => answer,
        Err(failure @ Failure::Db(_)) => return Err(failure),
        // What went meanwhile or cannot be read keeps none of the others waiting.
        Err(_) => return Ok(()),
    };
    let before = write(&answer.kept)?;
    answer.kept.forget();
    let text = write(&answer.kept)?;
    if text == before {
        return Ok(());
    }
    let body = vault.key_of(conn, owner).await?.seal(cell(id), &text)?;
    sqlx::query("update worksheet_answers set body = $1 where id = $2 and owner_id = $3 and deleted_at is null")
        .bind(body)
        .bind(id.as_str())
        .bind(owner.as_str())
        .execute(conn)
        .await?;
    Ok(())
}
