//! Where a copy stands in the line, for its author.

use sqlx::Row;

use crate::coaching::reviews::model::{days_until_answer, nth};
use crate::journal::store::Claim;
use crate::kit::Moment;
use crate::kit::id::{ShareId, UserId};
use crate::server::Result;
use crate::server::db::Conn;

/// How many of the last answers tell how long the next one takes.
const LAST: i64 = 9;

/// A place in the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub nth: i64,
    /// About how many days; none while nobody can tell.
    pub days: Option<i64>,
}

/// Whether author and coach are still in a cohort together: the queue of the coach has no other copies.
macro_rules! together {
    ($coach:literal, $owner:literal) => {
        concat!(
            "exists (select 1 from cohort_people p join cohort_people m on m.cohort_id = p.cohort_id
                     where p.user_id = ",
            $coach,
            " and p.part = 'coach' and p.left_at is null and m.user_id = ",
            $owner,
            " and m.part = 'member' and m.left_at is null)"
        )
    };
}

/// Where a copy that waits stands: with the coach who holds it, else with the one of its coaches where it is nearest.
pub async fn place_in_line(conn: &mut Conn, share: &ShareId, now: Moment) -> Result<Place> {
    let rows = sqlx::query(concat!(
        "select c.coach_id from share_coaches c join journal_shares s on s.id = c.share_id
         where c.share_id = $1 and (s.claimed_by is null or s.claimed_by = c.coach_id or s.claimed_at <= $2) and ",
        together!("c.coach_id", "s.owner_id"),
        " order by c.coach_id"
    ))
    .bind(share.as_str())
    .bind(Claim::over(now).0)
    .fetch_all(&mut *conn)
    .await?;
    let mut best: Option<Place> = None;
    for row in rows {
        let coach: UserId = row.try_get::<String, _>(0)?.parse()?;
        let place = Place { nth: nth(before(conn, share, &coach, now).await?), days: days(conn, &coach).await? };
        if best.as_ref().is_none_or(|best| place.nth < best.nth) {
            best = Some(place);
        }
    }
    Ok(best.unwrap_or(Place { nth: 1, days: None }))
}

/// How many copies wait longer for this coach.
async fn before(conn: &mut Conn, share: &ShareId, coach: &UserId, now: Moment) -> Result<i64> {
    let row = sqlx::query(concat!(
        "select count(*) from journal_shares o
         join share_coaches c on c.share_id = o.id and c.coach_id = $2
         join journal_entries e on e.id = o.entry_id
         join journal_shares s on s.id = $1
         where o.returned_at is null and o.revoked_at is null and e.deleted_at is null
           and (o.expires_at is null or o.expires_at > $3)
           and (o.claimed_by is null or o.claimed_by = $2 or o.claimed_at <= $4)
           and (o.shared_at < s.shared_at or (o.shared_at = s.shared_at and o.id < s.id)) and ",
        together!("$2", "o.owner_id")
    ))
    .bind(share.as_str())
    .bind(coach.as_str())
    .bind(now.0)
    .bind(Claim::over(now).0)
    .fetch_one(conn)
    .await?;
    Ok(row.try_get(0)?)
}

/// About how long an answer takes: what the last ones of this coach took, and while they are too few, those of all.
async fn days(conn: &mut Conn, coach: &UserId) -> Result<Option<i64>> {
    match days_until_answer(took(conn, coach.as_str()).await?) {
        Some(days) => Ok(Some(days)),
        None => Ok(days_until_answer(took(conn, "").await?)),
    }
}

/// How many seconds the last answers took: those of a coach, or of all when `coach` is empty.
async fn took(conn: &mut Conn, coach: &str) -> Result<Vec<i64>> {
    let rows = sqlx::query(
        "select s.shared_at, a.sent_at from coach_answers a join journal_shares s on s.id = a.share_id
         where a.coach_id = $1 or $1 = '' order by a.sent_at desc, a.id desc limit $2",
    )
    .bind(coach)
    .bind(LAST)
    .fetch_all(conn)
    .await?;
    let mut took = Vec::with_capacity(rows.len());
    for row in rows {
        took.push(Moment(row.try_get(1)?).seconds_since(Moment(row.try_get(0)?)));
    }
    Ok(took)
}
