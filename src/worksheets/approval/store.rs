//! SQL of the confirmations.

use sqlx::Row;

use crate::kit::id::{RowId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::db::Conn;
use crate::server::state::new_id;
use crate::worksheets::definition::library;

/// A confirmation as it is kept.
pub struct Approval {
    /// Of which worksheet or self-check.
    pub content: String,
    /// Of which version.
    pub version: i64,
    /// Where it was read.
    pub source: String,
    /// What to remember beside it.
    pub note: String,
    /// By whom, and when.
    pub by: (String, Moment),
    /// Who took it back, and when.
    pub back: Option<(String, Moment)>,
}

/// Whether members may see the present version of a worksheet or self-check: its licence was confirmed before it was
/// shipped, or an organiser has confirmed it. What does not exist is not enabled.
pub async fn enabled(conn: &mut Conn, id: &str) -> Result<bool> {
    let Some(definition) = library::definition(id) else { return Ok(false) };
    let about = &definition.about;
    if about.licence_confirmed {
        return Ok(true);
    }
    let row = sqlx::query(
        "select count(*) from content_approvals where content = $1 and version = $2 and withdrawn_at is null",
    )
    .bind(&about.id)
    .bind(about.version)
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

/// Confirms a licence. What was confirmed before it was shipped needs nobody, and is not found; a version that is not
/// the present one is a conflict; confirming once more changes nothing.
pub async fn approve(
    conn: &mut Conn,
    by: &UserId,
    (content, version): (&str, i64),
    (source, note): (&str, &str),
    now: Moment,
) -> Result<()> {
    let definition = library::definition(content).filter(|one| !one.about.licence_confirmed).ok_or(Error::NotFound)?;
    if definition.about.version != version {
        return Err(Error::Conflict.into());
    }
    let id: RowId = new_id(now);
    sqlx::query(
        "insert into content_approvals (id, content, version, source, note, approved_by, approved_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (content, version) where withdrawn_at is null do nothing",
    )
    .bind(id.as_str())
    .bind(&definition.about.id)
    .bind(version)
    .bind(source)
    .bind(note)
    .bind(by.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a confirmation back; `NotFound` when there is none.
pub async fn take_back(conn: &mut Conn, by: &UserId, (content, version): (&str, i64), now: Moment) -> Result<()> {
    library::definition(content).ok_or(Error::NotFound)?;
    let done = sqlx::query(
        "update content_approvals set withdrawn_by = $3, withdrawn_at = $4
         where content = $1 and version = $2 and withdrawn_at is null",
    )
    .bind(content)
    .bind(version)
    .bind(by.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound.into()) }
}

/// Every confirmation, the latest first.
pub async fn history(conn: &mut Conn) -> Result<Vec<Approval>> {
    let rows = sqlx::query(
        "select a.content, a.version, a.source, a.note, u.name, a.approved_at, w.name, a.withdrawn_at
         from content_approvals a join users u on u.id = a.approved_by left join users w on w.id = a.withdrawn_by
         order by a.approved_at desc, a.id desc",
    )
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let back = row.try_get::<Option<String>, _>(6)?.zip(row.try_get::<Option<i64>, _>(7)?);
            Ok(Approval {
                content: row.try_get(0)?,
                version: row.try_get(1)?,
                source: row.try_get(2)?,
                note: row.try_get(3)?,
                by: (row.try_get(4)?, Moment(row.try_get(5)?)),
                back: back.map(|(name, at)| (name, Moment(at))),
            })
        })
        .collect()
}
