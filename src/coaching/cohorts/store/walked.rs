//! What a member did on the path of a cohort. Only that it was done is read, never what it says.

use sqlx::Row;

use crate::coaching::cohorts::model::{Fact, Kind};
use crate::kit::Moment;
use crate::kit::id::{CohortId, UserId};
use crate::server::Result;
use crate::server::db::Conn;

/// Everything that counts: worksheets whenever they were finished, the rest since `joined`.
pub async fn facts(
    conn: &mut Conn,
    member: &UserId,
    cohort: &CohortId,
    joined: Moment,
    now: Moment,
) -> Result<Vec<Fact>> {
    let rows = sqlx::query(
        "select 'worksheet' as kind, worksheet as what, finished_at as at from worksheet_answers
         where owner_id = $1 and finished_at is not null and deleted_at is null
         union all
         select 'journal', template, finished_at from journal_entries
         where owner_id = $1 and finished_at is not null and deleted_at is null and created_at >= $3
         union all
         select 'goal', '', created_at from cohort_goals where owner_id = $1 and cohort_id = $2
         union all
         select 'appointment', '', s.ends_at from appointments a join appointment_slots s on s.id = a.slot_id
         where a.member_id = $1 and a.cohort_id = $2 and a.cancelled_at is null and s.ends_at <= $4
         union all
         select 'letter', '', sent_at from cohort_letters where owner_id = $1 and cohort_id = $2",
    )
    .bind(member.as_str())
    .bind(cohort.as_str())
    .bind(joined.0)
    .bind(now.0)
    .fetch_all(conn)
    .await?;
    let mut facts = Vec::with_capacity(rows.len());
    for row in rows {
        let kind = match row.try_get::<String, _>("kind")?.as_str() {
            "worksheet" => Kind::Worksheet,
            "journal" => Kind::Journal,
            "goal" => Kind::Goal,
            "appointment" => Kind::Appointment,
            _ => Kind::Letter,
        };
        facts.push(Fact { kind, what: row.try_get("what")?, at: Moment(row.try_get("at")?) });
    }
    Ok(facts)
}
