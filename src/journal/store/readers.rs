//! The access log: written whenever somebody else opens one's text, read by its author.

use sqlx::Row;

use super::entries::{read_cursor, write_cursor};
use crate::kit::Moment;
use crate::kit::id::{EntryId, RowId, UserId};
use crate::kit::page::Page;
use crate::server::Result;
use crate::server::db::Conn;
use crate::server::state::new_id;

/// How many lines stand on one page.
const PAGE: usize = 30;

/// Somebody opened something of somebody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    id: String,
    /// Who opened it.
    pub actor: UserId,
    /// Their name.
    pub who: String,
    /// As what: the role's name.
    pub role: String,
    /// What kind of thing.
    pub kind: String,
    /// Which one.
    pub object: String,
    /// What they did.
    pub action: String,
    /// The entry, when it was a journal and is still there.
    pub entry: Option<EntryId>,
    /// The entry's template and when it was begun, when it was a journal.
    pub journal: Option<(String, Moment)>,
    /// Which version.
    pub version: i64,
    /// When.
    pub at: Moment,
}

impl Reading {
    /// Whether it is the same person at the same thing.
    pub fn is_like(&self, other: &Reading) -> bool {
        (&self.actor, &self.role, &self.kind, &self.object, &self.action, self.version)
            == (&other.actor, &other.role, &other.kind, &other.object, &other.action, other.version)
    }
}

/// Notes that `actor` opened `object` of `owner`. Belongs into the transaction that opens it.
pub async fn log_access(
    conn: &mut Conn,
    owner: &UserId,
    actor: &UserId,
    object: (&'static str, &str, i64),
    now: Moment,
) -> Result<()> {
    log_action(conn, owner, actor, "open", object, now).await
}

/// Notes what `actor` did with `object` of `owner`: `open`, `live` (a copy that follows its entry), `replies` (it was
/// opened with new words of its author).
pub async fn log_action(
    conn: &mut Conn,
    owner: &UserId,
    actor: &UserId,
    action: &'static str,
    object: (&'static str, &str, i64),
    now: Moment,
) -> Result<()> {
    let id: RowId = new_id(now);
    sqlx::query(
        "insert into access_log (id, owner_id, actor_id, actor_role, action, object_kind, object_id, object_version, at)
         values ($1, $2, $3, 'coach', $8, $4, $5, $6, $7)",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .bind(actor.as_str())
    .bind(object.0)
    .bind(object.1)
    .bind(object.2)
    .bind(now.0)
    .bind(action)
    .execute(conn)
    .await?;
    Ok(())
}

/// Who opened what of `owner`, the latest first, after the cursor of the page before.
pub async fn readings(conn: &mut Conn, owner: &UserId, after: &str) -> Result<Page<Reading>> {
    let (before, before_id) = read_cursor(after);
    let rows = sqlx::query(
        "select l.id, u.name, l.actor_role, l.object_kind, e.id, e.template, e.created_at, e.deleted_at,
                l.object_version, l.at, l.action, l.actor_id, l.object_id
         from access_log l
         join users u on u.id = l.actor_id
         left join supervisions q on q.id = l.object_id and l.object_kind = 'supervision'
         left join journal_shares s on s.id = coalesce(q.share_id, l.object_id)
             and l.object_kind in ('journal', 'supervision')
         left join journal_entries e on e.id = s.entry_id
         where l.owner_id = $1 and (l.at < $2 or (l.at = $2 and l.id < $3))
         order by l.at desc, l.id desc limit $4",
    )
    .bind(owner.as_str())
    .bind(before.0)
    .bind(before_id)
    .bind(PAGE as i64 + 1)
    .fetch_all(conn)
    .await?;
    let mut readings = Vec::with_capacity(rows.len());
    for row in rows {
        let gone = row.try_get::<Option<i64>, _>(7)?.is_some();
        let entry = row.try_get::<Option<String>, _>(4)?.filter(|_| !gone);
        let template: Option<String> = row.try_get(5)?;
        let begun: Option<i64> = row.try_get(6)?;
        readings.push(Reading {
            id: row.try_get(0)?,
            who: row.try_get(1)?,
            role: row.try_get(2)?,
            kind: row.try_get(3)?,
            entry: entry.map(|id| id.parse()).transpose()?,
            journal: template.zip(begun.map(Moment)),
            version: row.try_get(8)?,
            at: Moment(row.try_get(9)?),
            action: row.try_get(10)?,
            actor: row.try_get::<String, _>(11)?.parse()?,
            object: row.try_get(12)?,
        });
    }
    Ok(Page::from_rows(readings, PAGE, |one| write_cursor(one.at, &one.id)))
}
