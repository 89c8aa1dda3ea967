//! What happened at a workshop, to whom, and who did it: written with the change itself, never changed afterwards.

use sqlx::Row;
use sqlx::any::AnyRow;

use crate::kit::Moment;
use crate::kit::id::{RowId, UserId, WorkshopId};
use crate::kit::page::Page;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::state::new_id;

/// How many entries stand on one page.
pub const PAGE: usize = 50;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The row.
    pub id: String,
    /// When.
    pub at: Moment,
    /// The name of whom it happened to, when it was about one person.
    pub person: Option<String>,
    /// The name of who did it; none: the program itself.
    pub actor: Option<String>,
    /// A word: `registered`, `confirmed`, `offered`, `left` …
    pub action: String,
    /// What a word cannot say: a reason, a number. Never private text.
    pub detail: String,
}

/// Notes that `action` happened. Part of the transaction that does it.
pub async fn note(
    conn: &mut Conn,
    workshop: &WorkshopId,
    user: Option<&UserId>,
    actor: Option<&UserId>,
    action: &str,
    detail: &str,
    now: Moment,
) -> Result<()> {
    let id: RowId = new_id(now);
    sqlx::query(
        "insert into workshop_history (id, workshop_id, user_id, actor_id, action, detail, at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id.as_str())
    .bind(workshop.as_str())
    .bind(user.map(|user| user.as_str().to_owned()))
    .bind(actor.map(|actor| actor.as_str().to_owned()))
    .bind(action)
    .bind(detail)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// What happened at a workshop, the latest first. Call `for_editor` first: names are for hosts.
pub async fn read(conn: &mut Conn, workshop: &WorkshopId, after: Option<&str>) -> Result<Page<Noted>> {
    let (at, id) = after.and_then(read_cursor).unwrap_or((i64::MAX, "~".to_owned()));
    let rows = sqlx::query(
        "select h.id, h.at, p.name as person, a.name as actor, h.action, h.detail
         from workshop_history h left join users p on p.id = h.user_id left join users a on a.id = h.actor_id
         where h.workshop_id = $1 and (h.at, h.id) < ($2, $3)
         order by h.at desc, h.id desc limit $4",
    )
    .bind(workshop.as_str())
    .bind(at)
    .bind(id)
    .bind(PAGE as i64 + 1)
    .fetch_all(conn)
    .await?;
    let noted = rows.iter().map(noted).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(noted, PAGE, |noted| format!("{}_{}", noted.at.0, noted.id)))
}

fn noted(row: &AnyRow) -> Result<Noted> {
    Ok(Noted {
        id: row.try_get("id")?,
        at: Moment(row.try_get("at")?),
        person: row.try_get("person")?,
        actor: row.try_get("actor")?,
        action: row.try_get("action")?,
        detail: row.try_get("detail")?,
    })
}

fn read_cursor(text: &str) -> Option<(i64, String)> {
    let (at, id) = text.split_once('_')?;
    Some((at.parse().ok()?, id.parse::<RowId>().ok()?.into()))
}
