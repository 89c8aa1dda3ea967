//! What a coach sees of the members of their cohorts, nothing of it opened.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::moment;
use crate::kit::id::{CohortId, ShareId, UserId, WorksheetShareId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::db::Conn;

/// A member of a cohort that one coaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub id: UserId,
    /// The name they want to be called.
    pub name: String,
    /// Their profession's name, and their own word for it.
    pub profession: (String, String),
    /// The cohort, and its name.
    pub cohort: (CohortId, String),
    /// When one last had to do with the other: something was opened, answered or sent, or they met.
    pub contact: Option<Moment>,
    /// How many journals wait for an answer.
    pub waiting: i64,
    /// How many results one may open.
    pub results: i64,
    /// How many goals one may open.
    pub goals: i64,
    /// When they meet next.
    pub next: Option<Moment>,
}

/// The members of the cohorts that `coach` is in, of open ones first; only `one` of them, when it is somebody.
async fn rows(conn: &mut Conn, coach: &UserId, one: &str, now: Moment) -> Result<Vec<AnyRow>> {
    let rows = sqlx::query(
        "select u.id, u.name, u.profession, u.profession_other, o.id as cohort_id, o.name as cohort_name,
            (select max(l.at) from access_log l where l.owner_id = u.id and l.actor_id = $1) as opened,
            (select max(a.sent_at) from coach_answers a where a.owner_id = u.id and a.coach_id = $1) as answered,
            (select max(s.shared_at) from journal_shares s join share_coaches h on h.share_id = s.id
             where s.owner_id = u.id and h.coach_id = $1 and s.revoked_at is null) as sent,
            (select max(t.ends_at) from appointments a join appointment_slots t on t.id = a.slot_id
             where a.member_id = u.id and a.coach_id = $1 and a.cancelled_at is null and t.ends_at <= $3) as met,
            (select min(t.starts_at) from appointments a join appointment_slots t on t.id = a.slot_id
             where a.member_id = u.id and a.coach_id = $1 and a.cancelled_at is null and t.ends_at > $3) as next,
            (select count(*) from journal_shares s join share_coaches h on h.share_id = s.id
             join journal_entries e on e.id = s.entry_id
             where s.owner_id = u.id and h.coach_id = $1 and s.revoked_at is null and s.returned_at is null
               and (s.expires_at is null or s.expires_at > $3) and e.deleted_at is null) as waiting,
            (select count(*) from worksheet_shares s
             where s.owner_id = u.id and s.coach_id = $1 and s.revoked_at is null) as results,
            (select count(*) from cohort_goals g
             where g.owner_id = u.id and g.cohort_id = o.id and g.shared_at >= c.joined_at) as goals
         from cohort_people c join cohorts o on o.id = c.cohort_id
         join cohort_people m on m.cohort_id = c.cohort_id and m.part = 'member' and m.left_at is null
         join users u on u.id = m.user_id and u.closed_at is null
         where c.user_id = $1 and c.part = 'coach' and c.left_at is null and ($2 = '' or u.id = $2)
         order by case when o.closed_at is null then 0 else 1 end, o.created_at desc, o.id, u.name, u.id",
    )
    .bind(coach.as_str())
    .bind(one.to_owned())
    .bind(now.0)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// All members of the cohorts that one coaches.
pub async fn all(conn: &mut Conn, coach: &UserId, now: Moment) -> Result<Vec<Member>> {
    rows(conn, coach, "", now).await?.iter().map(member).collect()
}

/// One member of a cohort that one coaches; `NotFound` for everybody else.
pub async fn one(conn: &mut Conn, coach: &UserId, id: &UserId, now: Moment) -> Result<Member> {
    let found = rows(conn, coach, id.as_str(), now).await?;
    member(found.first().ok_or(Error::NotFound)?)
}

/// The journals of a member that wait for this coach: id, template, since when.
pub async fn waiting(
    conn: &mut Conn,
    coach: &UserId,
    member: &UserId,
    now: Moment,
) -> Result<Vec<(ShareId, String, Moment)>> {
    let rows = sqlx::query(
        "select s.id, e.template, s.shared_at from journal_shares s join share_coaches h on h.share_id = s.id
         join journal_entries e on e.id = s.entry_id
         where s.owner_id = $1 and h.coach_id = $2 and s.revoked_at is null and s.returned_at is null
           and (s.expires_at is null or s.expires_at > $3) and e.deleted_at is null order by s.shared_at, s.id",
    )
    .bind(member.as_str())
    .bind(coach.as_str())
    .bind(now.0)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| Ok((row.try_get::<String, _>(0)?.parse()?, row.try_get(1)?, Moment(row.try_get(2)?))))
        .collect()
}

/// The results that a member shows to this coach: id, worksheet, since when.
pub async fn results(
    conn: &mut Conn,
    coach: &UserId,
    member: &UserId,
) -> Result<Vec<(WorksheetShareId, String, Moment)>> {
    let rows = sqlx::query(
        "select s.id, a.worksheet, s.shared_at
         from worksheet_shares s join worksheet_answers a on a.id = s.answer_id
         where s.owner_id = $1 and s.coach_id = $2 and s.revoked_at is null order by s.shared_at desc, s.id desc",
    )
    .bind(member.as_str())
    .bind(coach.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| Ok((row.try_get::<String, _>(0)?.parse()?, row.try_get(1)?, Moment(row.try_get(2)?))))
        .collect()
}

fn member(row: &AnyRow) -> Result<Member> {
    let mut contact = None;
    for name in ["opened", "answered", "sent", "met"] {
        contact = contact.max(moment(row, name)?);
    }
    Ok(Member {
        id: row.try_get::<String, _>("id")?.parse()?,
        name: row.try_get("name")?,
        profession: (row.try_get("profession")?, row.try_get("profession_other")?),
        cohort: (row.try_get::<String, _>("cohort_id")?.parse()?, row.try_get("cohort_name")?),
        contact,
        waiting: row.try_get("waiting")?,
        results: row.try_get("results")?,
        goals: row.try_get("goals")?,
        next: moment(row, "next")?,
    })
}
