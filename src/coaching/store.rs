//! SQL and row mapping.

use sqlx::Row;

use super::model::Person;
use crate::kit::id::UserId;
use crate::server::Result;
use crate::server::db::Conn;

/// The coaches of a member: of open cohorts that neither has left.
pub async fn coaches_of(conn: &mut Conn, member: &UserId) -> Result<Vec<Person>> {
    let rows = sqlx::query(
        "select u.id, u.name, u.profession from users u
         where u.closed_at is null and u.id in (
             select c.user_id from cohort_people m
             join cohort_people c on c.cohort_id = m.cohort_id
             join cohorts o on o.id = m.cohort_id
             where m.user_id = $1 and m.part = 'member' and m.left_at is null
               and c.part = 'coach' and c.left_at is null and o.closed_at is null)
         order by u.name, u.id",
    )
    .bind(member.as_str())
    .fetch_all(conn)
    .await?;
    let mut coaches = Vec::with_capacity(rows.len());
    for row in rows {
        coaches.push(Person {
            id: row.try_get::<String, _>(0)?.parse()?,
            name: row.try_get(1)?,
            profession: row.try_get(2)?,
        });
    }
    Ok(coaches)
}

/// Whether `coach` coaches `member` in an open cohort that neither has left.
pub async fn is_coach_of(conn: &mut Conn, coach: &UserId, member: &UserId) -> Result<bool> {
    Ok(coaches_of(conn, member).await?.iter().any(|person| person.id == *coach))
}
