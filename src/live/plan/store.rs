//! SQL of run sheets and of the templates that hosts keep. A run sheet changes at the revision that the page was made
//! from, and at no other.

mod proposals;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::draft::{Change, Draft, Refused};
use super::model::{Both, RunSheet};
use crate::kit::id::{TemplateId, UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::{Failure, Result};
use crate::workshops::store::{By, for_editor};

pub use proposals::{Proposal, proposals};

/// The most templates that one keeps.
pub const MAX_TEMPLATES: i64 = 30;

/// A run sheet as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The run sheet, and what stands behind it.
    pub draft: Draft,
    /// Rises with every change; the first is 1.
    pub revision: i64,
    /// Who changed it last.
    pub edited_by: String,
    /// When.
    pub edited_at: Moment,
}

/// A template of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Which.
    pub id: TemplateId,
    /// What its owner calls it.
    pub title: String,
    /// What it begins with.
    pub sheet: RunSheet,
}

/// The run sheet of a workshop, if there is one. Call `for_editor` first.
pub async fn read(conn: &mut Conn, id: &WorkshopId) -> Result<Option<Kept>> {
    let row = sqlx::query(
        "select s.sheet, s.removed, s.keys, s.revision, u.name, s.edited_at
         from run_sheets s join users u on u.id = s.edited_by where s.workshop_id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(kept).transpose()
}

fn kept(row: &AnyRow) -> Result<Kept> {
    let removed: Option<String> = row.try_get(1)?;
    let draft = Draft {
        sheet: parsed(&row.try_get::<String, _>(0)?)?,
        removed: removed.as_deref().map(parsed).transpose()?,
        keys: u32::try_from(row.try_get::<i64, _>(2)?).unwrap_or(u32::MAX),
    };
    Ok(Kept { draft, revision: row.try_get(3)?, edited_by: row.try_get(4)?, edited_at: Moment(row.try_get(5)?) })
}

fn parsed<T: DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(|error| Failure::other("reading a run sheet", error))
}

fn written<T: Serialize>(what: &T) -> Result<String> {
    serde_json::to_string(what).map_err(|error| Failure::other("writing a run sheet", error))
}

/// Changes a run sheet: the key of the block that it was about. `Conflict` when it is not at that revision any more.
pub async fn change(
    conn: &mut Conn,
    by: By<'_>,
    id: &WorkshopId,
    revision: i64,
    change: &Change,
) -> Result<Result<Option<String>, Refused>> {
    for_editor(conn, by.editor, id).await?;
    let (mut draft, at) = match read(conn, id).await? {
        Some(kept) => (kept.draft, kept.revision),
        None => (Draft::default(), 0),
    };
    if at != revision {
        return Err(Error::Conflict.into());
    }
    if at == 0 && !matches!(change, Change::Start(_)) {
        return Err(Error::NotFound.into());
    }
    let about = match draft.apply(change) {
        Ok(about) => about,
        Err(refused) => return Ok(Err(refused)),
    };
    write(conn, by, id, revision, &draft).await?;
    Ok(Ok(about))
}

/// The condition on the revision, and not what was read before, keeps two who write at once apart.
async fn write(conn: &mut Conn, by: By<'_>, id: &WorkshopId, revision: i64, draft: &Draft) -> Result<()> {
    let sql = match revision {
        0 => {
            "insert into run_sheets (workshop_id, title, sheet, removed, keys, revision, edited_by, edited_at)
             values ($1, $2, $3, $4, $5, 1, $6, $7) on conflict (workshop_id) do nothing"
        }
        _ => {
            "update run_sheets set title = $2, sheet = $3, removed = $4, keys = $5, revision = revision + 1,
                    edited_by = $6, edited_at = $7
             where workshop_id = $1 and revision = $8"
        }
    };
    let query = sqlx::query(sql)
        .bind(id.as_str())
        .bind(&draft.sheet.title.ja)
        .bind(written(&draft.sheet)?)
        .bind(draft.removed.as_ref().map(written).transpose()?)
        .bind(i64::from(draft.keys))
        .bind(by.actor.as_str())
        .bind(by.now.0);
    let query = if revision == 0 { query } else { query.bind(revision) };
    let done = query.execute(conn).await?;
    if done.rows_affected() == 0 { Err(Error::Conflict.into()) } else { Ok(()) }
}

/// Gives a workshop the run sheet of another one, if that has any. Call `for_editor` first.
pub async fn copy(conn: &mut Conn, from: &WorkshopId, to: &WorkshopId, actor: &UserId, now: Moment) -> Result<()> {
    sqlx::query(
        "insert into run_sheets (workshop_id, title, sheet, keys, revision, edited_by, edited_at)
         select cast($2 as text), title, sheet, keys, 1, cast($3 as text), cast($4 as bigint)
         from run_sheets where workshop_id = $1",
    )
    .bind(from.as_str())
    .bind(to.as_str())
    .bind(actor.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// The templates of one's own, the latest first.
pub async fn templates(conn: &mut Conn, owner: &UserId) -> Result<Vec<Own>> {
    let rows =
        sqlx::query("select id, title, sheet from run_templates where owner_id = $1 order by created_at desc, id desc")
            .bind(owner.as_str())
            .fetch_all(conn)
            .await?;
    rows.iter()
        .map(|row| {
            let sheet = parsed(&row.try_get::<String, _>(2)?)?;
            Ok(Own { id: row.try_get::<String, _>(0)?.parse()?, title: row.try_get(1)?, sheet })
        })
        .collect()
}

/// A template of one's own; anybody else's is `NotFound`.
pub async fn template(conn: &mut Conn, owner: &UserId, id: &TemplateId) -> Result<RunSheet> {
    let row = sqlx::query("select sheet from run_templates where id = $1 and owner_id = $2")
        .bind(id.as_str())
        .bind(owner.as_str())
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)?;
    parsed(&row.try_get::<String, _>(0)?)
}

/// Keeps the run sheet of a workshop as a template of one's own, under that name; whether there was room for it.
pub async fn keep(
    conn: &mut Conn,
    by: By<'_>,
    workshop: &WorkshopId,
    (id, title): (&TemplateId, &str),
) -> Result<bool> {
    for_editor(conn, by.editor, workshop).await?;
    let mut sheet = read(conn, workshop).await?.ok_or(Error::NotFound)?.draft.sheet;
    sheet.title = Both { ja: title.to_owned(), en: String::new() };
    lock_row(conn, "select id from users where id = $1 for update", by.actor.as_str()).await?;
    let row = sqlx::query("select count(*) from run_templates where owner_id = $1")
        .bind(by.actor.as_str())
        .fetch_one(&mut *conn)
        .await?;
    if row.try_get::<i64, _>(0)? >= MAX_TEMPLATES {
        return Ok(false);
    }
    sqlx::query("insert into run_templates (id, owner_id, title, sheet, created_at) values ($1, $2, $3, $4, $5)")
        .bind(id.as_str())
        .bind(by.actor.as_str())
        .bind(title)
        .bind(written(&sheet)?)
        .bind(by.now.0)
        .execute(conn)
        .await?;
    Ok(true)
}

/// Deletes a template of one's own; anybody else's is `NotFound`.
pub async fn forget(conn: &mut Conn, owner: &UserId, id: &TemplateId) -> Result<()> {
    let gone = sqlx::query("delete from run_templates where id = $1 and owner_id = $2")
        .bind(id.as_str())
        .bind(owner.as_str())
        .execute(conn)
        .await?;
    if gone.rows_affected() == 0 { Err(Error::NotFound.into()) } else { Ok(()) }
}
