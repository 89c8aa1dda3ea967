//! Programmes: what organisers write about them, and when everybody may read it.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::moment;
use crate::coaching::cohorts::model::{ProgrammeForm, ProgrammeId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::db::{Conn, lock_row};

/// A programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Which.
    pub id: ProgrammeId,
    /// Its name.
    pub name: String,
    /// What it is, in Markdown.
    pub body: String,
    /// What it asks, in Markdown.
    pub asks: String,
    /// Rises with every change.
    pub version: i64,
    /// Since when everybody may read it.
    pub published_at: Option<Moment>,
}

/// `$1` is left to what is asked for.
macro_rules! programmes {
    ($which:literal) => {
        concat!("select id, name, body, asks, version, published_at from programmes ", $which)
    };
}

/// Writes a new programme, which nobody else sees yet.
pub async fn create(conn: &mut Conn, id: &ProgrammeId, form: &ProgrammeForm, now: Moment) -> Result<()> {
    sqlx::query(
        "insert into programmes (id, name, body, asks, version, created_at, updated_at)
         values ($1, $2, $3, $4, 1, $5, $5)",
    )
    .bind(id.as_str())
    .bind(&form.name)
    .bind(&form.body)
    .bind(&form.asks)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes a programme anew; `Conflict` when somebody else did since `form` was shown.
pub async fn save(conn: &mut Conn, id: &ProgrammeId, form: &ProgrammeForm, now: Moment) -> Result<()> {
    lock_row(conn, "select id from programmes where id = $1 for update", id.as_str()).await?;
    if read(conn, id).await?.version != form.version {
        return Err(Error::Conflict.into());
    }
    sqlx::query(
        "update programmes set name = $2, body = $3, asks = $4, version = version + 1, updated_at = $5 where id = $1",
    )
    .bind(id.as_str())
    .bind(&form.name)
    .bind(&form.body)
    .bind(&form.asks)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Shows a programme to everybody from now on, or takes it back; a second time changes nothing.
pub async fn publish(conn: &mut Conn, id: &ProgrammeId, shown: bool, now: Moment) -> Result<()> {
    let published = sqlx::query(
        "update programmes set published_at = case when $2 = 1 then coalesce(published_at, $3) else null end
         where id = $1",
    )
    .bind(id.as_str())
    .bind(i64::from(shown))
    .bind(now.0)
    .execute(conn)
    .await?;
    if published.rows_affected() == 0 { Err(Error::NotFound.into()) } else { Ok(()) }
}

/// One programme.
pub async fn read(conn: &mut Conn, id: &ProgrammeId) -> Result<Programme> {
    let row = sqlx::query(programmes!("where id = $1")).bind(id.as_str()).fetch_optional(conn).await?;
    programme(&row.ok_or(Error::NotFound)?)
}

/// One programme that everybody may read.
pub async fn published(conn: &mut Conn, id: &ProgrammeId) -> Result<Programme> {
    let found = read(conn, id).await?;
    if found.published_at.is_some() { Ok(found) } else { Err(Error::NotFound.into()) }
}

/// All of them, the newest first; only those that everybody may read, or the others as well.
pub async fn list(conn: &mut Conn, unpublished: bool) -> Result<Vec<Programme>> {
    let rows = sqlx::query(programmes!("where published_at is not null or $1 = 1 order by created_at desc, id desc"))
        .bind(i64::from(unpublished))
        .fetch_all(conn)
        .await?;
    rows.iter().map(programme).collect()
}

fn programme(row: &AnyRow) -> Result<Programme> {
    Ok(Programme {
        id: row.try_get::<String, _>("id")?.parse()?,
        name: row.try_get("name")?,
        body: row.try_get("body")?,
        asks: row.try_get("asks")?,
        version: row.try_get("version")?,
        published_at: moment(row, "published_at")?,
    })
}
