//! The letters that filling caused. None of them may leave the house: the addresses are made up. A few recent ones
//! stay to be looked at, as sent; the rest goes.

use super::stage::Stage;
use crate::server::db::Conn;
use crate::server::failure::Result;

/// How many days of letters stay.
const DAYS: i64 = 3;

/// Marks the letters of the last days as sent and removes the others.
pub async fn tidy(conn: &mut Conn, stage: &Stage<'_>) -> Result<()> {
    sqlx::query("delete from letters where created_at < $1")
        .bind(stage.calendar.now().plus_days(-DAYS).0)
        .execute(&mut *conn)
        .await?;
    sqlx::query("update letters set sent_at = created_at, attempts = 1 where sent_at is null").execute(conn).await?;
    Ok(())
}
