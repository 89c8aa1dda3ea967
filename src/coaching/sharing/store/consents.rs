//! Consent receipts: every copy that was sent, and every excerpt that another coach was to see.

use sqlx::Row;

use crate::coaching::sharing::model::Want;
use crate::coaching::store::named;
use crate::kit::Moment;
use crate::kit::id::{EntryId, ShareId, SupervisionId, UserId};
use crate::server::Result;
use crate::server::db::Conn;

/// What was consented to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The copy that it is about.
    pub share: ShareId,
    /// The excerpt, when it is one for another coach.
    pub supervision: Option<SupervisionId>,
    /// To whom.
    pub who: Vec<String>,
    /// Of which entry; none when it was deleted.
    pub entry: Option<EntryId>,
    /// The entry's template and when it was begun.
    pub journal: (String, Moment),
    /// Which version.
    pub version: i64,
    /// For what.
    pub want: Vec<Want>,
    /// Whether the copy follows the entry.
    pub live: bool,
    /// When.
    pub given_at: Moment,
    /// Until when.
    pub until: Option<Moment>,
    /// When it was taken back.
    pub revoked_at: Option<Moment>,
}

impl Consent {
    /// The id that it is listed by.
    pub fn id(&self) -> &str {
        self.supervision.as_ref().map_or(self.share.as_str(), SupervisionId::as_str)
    }
}

/// Consents that `owner` gave, the latest first: those that hold at this moment, or those that are over. After the row
/// `after` and before older ones than `most`.
pub async fn consents(
    conn: &mut Conn,
    owner: &UserId,
    holds: bool,
    (after, after_id): &(Moment, String),
    most: i64,
    now: Moment,
) -> Result<Vec<Consent>> {
    let rows = sqlx::query(
        "select r.share, r.supervision, r.entry_id, r.deleted_at, r.template, r.created_at, r.seq, r.want, r.live,
                r.given, r.until_at, r.revoked_at, r.peer
         from (
             select s.id as id, s.id as share, '' as supervision, s.entry_id as entry_id, e.deleted_at as deleted_at,
                    e.template as template, e.created_at as created_at, s.revision_seq as seq, s.want as want,
                    s.live as live, s.shared_at as given, s.expires_at as until_at, s.revoked_at as revoked_at,
                    '' as peer
             from journal_shares s join journal_entries e on e.id = s.entry_id
             where s.owner_id = $1
             union all
             select q.id, s.id, q.id, s.entry_id, e.deleted_at, e.template, e.created_at, s.revision_seq, '', 0,
                    q.accepted_at, q.until, coalesce(q.revoked_at, s.revoked_at), u.name
             from supervisions q
             join journal_shares s on s.id = q.share_id
             join journal_entries e on e.id = s.entry_id
             join users u on u.id = q.peer_id
             where q.owner_id = $1 and q.accepted_at is not null
         ) r
         where case when r.revoked_at is null and (r.until_at is null or r.until_at > $2) then 1 else 0 end = $3
           and (r.given < $4 or (r.given = $4 and r.id < $5))
         order by r.given desc, r.id desc limit $6",
    )
    .bind(owner.as_str())
    .bind(now.0)
    .bind(i64::from(holds))
    .bind(after.0)
    .bind(after_id.as_str())
    .bind(most)
    .fetch_all(&mut *conn)
    .await?;
    let mut consents = Vec::with_capacity(rows.len());
    for row in rows {
        let share: ShareId = row.try_get::<String, _>(0)?.parse()?;
        let supervision: String = row.try_get(1)?;
        let gone = row.try_get::<Option<i64>, _>(3)?.is_some();
        let entry: String = row.try_get(2)?;
        let who = if supervision.is_empty() { named(conn, &share).await? } else { vec![row.try_get(12)?] };
        consents.push(Consent {
            share,
            supervision: if supervision.is_empty() { None } else { Some(supervision.parse()?) },
            who,
            entry: if gone { None } else { Some(entry.parse()?) },
            journal: (row.try_get(4)?, Moment(row.try_get(5)?)),
            version: row.try_get(6)?,
            want: Want::split(&row.try_get::<String, _>(7)?),
            live: row.try_get::<i64, _>(8)? > 0,
            given_at: Moment(row.try_get(9)?),
            until: row.try_get::<Option<i64>, _>(10)?.map(Moment),
            revoked_at: row.try_get::<Option<i64>, _>(11)?.map(Moment),
        });
    }
    Ok(consents)
}
