//! The outbox: letters wait in the database until a mail server took them.

use crate::kit::Moment;
use crate::kit::id::LetterId;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::state::new_id;

use super::Letter;

/// Puts a letter into the outbox, as part of the transaction that causes it.
pub async fn enqueue(conn: &mut Conn, letter: &Letter, now: Moment) -> Result<()> {
    let id: LetterId = new_id(now);
    sqlx::query(
        "insert into letters (id, user_id, address, kind, subject, text_body, html_body, created_at, due_at, attempts)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0)",
    )
    .bind(id.as_str())
    .bind(letter.user.as_ref().map(|user| user.as_str().to_owned()))
    .bind(&letter.address)
    .bind(letter.kind)
    .bind(&letter.subject)
    .bind(letter.text())
    .bind(letter.html())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}
