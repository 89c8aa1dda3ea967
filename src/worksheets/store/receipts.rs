//! What somebody decided about their results, for the receipts: copies for coaches, and what is counted. Nothing is
//! opened for that.

use sqlx::Row;
use sqlx::any::AnyRow;

use crate::coaching::store::may_read;
use crate::kit::Moment;
use crate::kit::id::{AnswerId, UserId, WorksheetShareId};
use crate::server::Result;
use crate::server::db::Conn;

/// A result that something was decided about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Which; none when it was deleted.
    pub id: Option<AnswerId>,
    /// Its worksheet.
    pub worksheet: String,
    /// When it was finished.
    pub finished_at: Option<Moment>,
}

/// A copy that a coach got, or had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The copy.
    pub id: WorksheetShareId,
    /// Of what.
    pub of: Source,
    /// The coach's name.
    pub coach: String,
    /// Since when.
    pub shared_at: Moment,
    /// When it was taken back.
    pub revoked_at: Option<Moment>,
    /// Whether a newer copy took its place.
    pub replaced: bool,
}

/// A result that may be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Which.
    pub of: Source,
    /// For what: `live` or `statistics`.
    pub kind: String,
    /// Since when.
    pub given_at: Moment,
}

/// Copies of results that `owner` gave coaches, the latest first: those that coaches can see, or those that were taken
/// back. After the row `after`, and no more than `most`.
pub async fn shown_by(
    conn: &mut Conn,
    owner: &UserId,
    holds: bool,
    (after, after_id): &(Moment, String),
    most: i64,
) -> Result<Vec<Shown>> {
    let rows = sqlx::query(
        "select a.id, a.worksheet, a.finished_at, a.deleted_at, s.id, u.name, s.shared_at, s.revoked_at,
                (select count(*) from worksheet_shares n
                 where n.answer_id = s.answer_id and n.coach_id = s.coach_id and n.shared_at = s.revoked_at
                   and n.id <> s.id)
         from worksheet_shares s
         join users u on u.id = s.coach_id
         join worksheet_answers a on a.id = s.answer_id
         where s.owner_id = $1 and case when s.revoked_at is null then 1 else 0 end = $2
           and (s.shared_at < $3 or (s.shared_at = $3 and s.id < $4))
         order by s.shared_at desc, s.id desc limit $5",
    )
    .bind(owner.as_str())
    .bind(i64::from(holds))
    .bind(after.0)
    .bind(after_id.as_str())
    .bind(most)
    .fetch_all(conn)
    .await?;
    let shown = |row: &AnyRow| {
        Ok(Shown {
            of: source(row)?,
            id: row.try_get::<String, _>(4)?.parse()?,
            coach: row.try_get(5)?,
            shared_at: Moment(row.try_get(6)?),
            revoked_at: row.try_get::<Option<i64>, _>(7)?.map(Moment),
            replaced: row.try_get::<i64, _>(8)? > 0,
        })
    };
    rows.iter().map(shown).collect()
}

/// Everything that `owner` allows to be counted now.
pub async fn counted_by(conn: &mut Conn, owner: &UserId) -> Result<Vec<Counted>> {
    let rows = sqlx::query(
        "select a.id, a.worksheet, a.finished_at, a.deleted_at, c.kind, c.given_at
         from worksheet_consents c join worksheet_answers a on a.id = c.answer_id
         where c.owner_id = $1 and a.deleted_at is null order by c.given_at desc, a.id desc, c.kind",
    )
    .bind(owner.as_str())
    .fetch_all(conn)
    .await?;
    let counted =
        |row: &AnyRow| Ok(Counted { of: source(row)?, kind: row.try_get(4)?, given_at: Moment(row.try_get(5)?) });
    rows.iter().map(counted).collect()
}

/// Whether `coach` may still see a copy at this moment, for a page that shows it. Nothing is locked for that, and no
/// words are loaded.
pub async fn still_given(conn: &mut Conn, coach: &UserId, share: &WorksheetShareId) -> Result<bool> {
    let row =
        sqlx::query("select owner_id from worksheet_shares where id = $1 and coach_id = $2 and revoked_at is null")
            .bind(share.as_str())
            .bind(coach.as_str())
            .fetch_optional(&mut *conn)
            .await?;
    let Some(row) = row else { return Ok(false) };
    let owner: UserId = row.try_get::<String, _>(0)?.parse()?;
    may_read(conn, coach, &owner).await
}

fn source(row: &AnyRow) -> Result<Source> {
    let gone = row.try_get::<Option<i64>, _>(3)?.is_some();
    let id: AnswerId = row.try_get::<String, _>(0)?.parse()?;
    Ok(Source {
        id: (!gone).then_some(id),
        worksheet: row.try_get(1)?,
        finished_at: row.try_get::<Option<i64>, _>(2)?.map(Moment),
    })
}
