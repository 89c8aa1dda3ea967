//! What organisers know of a cohort: how much was shown and returned. Acts are counted, never people; of a cohort of
//! few even that would tell who, so nothing is told.

use sqlx::Row;

use super::cohorts;
use crate::coaching::cohorts::model::Counts;
use crate::kit::id::CohortId;
use crate::server::Result;
use crate::server::db::Conn;

/// From so many members on.
pub const LEAST: i64 = 10;

/// The counts of a cohort; none where it has too few members.
pub async fn of_cohort(conn: &mut Conn, cohort: &CohortId) -> Result<Option<Counts>> {
    if cohorts::members(conn, cohort).await? < LEAST {
        return Ok(None);
    }
    let row = sqlx::query(
        "select
            (select count(*) from journal_shares s
             join cohort_people m on m.user_id = s.owner_id and m.cohort_id = $1 and m.part = 'member' and m.left_at is null
             where s.revoked_at is null and exists (select 1 from share_coaches h
                join cohort_people c on c.user_id = h.coach_id and c.cohort_id = $1 and c.part = 'coach'
                  and c.left_at is null
                where h.share_id = s.id)) as journals,
            (select count(*) from worksheet_shares s
             join cohort_people m on m.user_id = s.owner_id and m.cohort_id = $1 and m.part = 'member' and m.left_at is null
             join cohort_people c on c.user_id = s.coach_id and c.cohort_id = $1 and c.part = 'coach' and c.left_at is null
             where s.revoked_at is null) as worksheets,
            (select count(*) from journal_shares s
             join cohort_people m on m.user_id = s.owner_id and m.cohort_id = $1 and m.part = 'member' and m.left_at is null
             where s.revoked_at is null and s.returned_at is not null and exists (select 1 from share_coaches h
                join cohort_people c on c.user_id = h.coach_id and c.cohort_id = $1 and c.part = 'coach'
                  and c.left_at is null
                where h.share_id = s.id)) as returned",
    )
    .bind(cohort.as_str())
    .fetch_one(conn)
    .await?;
    Ok(Some(Counts {
        shared: row.try_get::<i64, _>("journals")? + row.try_get::<i64, _>("worksheets")?,
        returned: row.try_get("returned")?,
    }))
}
