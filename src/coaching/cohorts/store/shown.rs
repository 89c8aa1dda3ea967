//! The goals that somebody shows at this moment, for the receipts.

use sqlx::Row;

use super::goals::cell;
use crate::coaching::cohorts::model::GoalId;
use crate::kit::Moment;
use crate::kit::id::{CohortId, UserId};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::Conn;

/// A goal that coaches may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownGoal {
    /// Which.
    pub id: GoalId,
    /// In which cohort.
    pub cohort: CohortId,
    /// The goal.
    pub text: String,
    /// Since when.
    pub shared_at: Moment,
    /// The names of the coaches.
    pub coaches: Vec<String>,
}

/// The goals of `owner` that a coach may read now, the latest first; they are opened for their owner.
pub async fn shown_by(conn: &mut Conn, vault: &Vault, owner: &UserId) -> Result<Vec<ShownGoal>> {
    let rows = sqlx::query(
        "select g.id, g.cohort_id, g.body, g.shared_at, u.name from cohort_goals g
         join cohort_people m on m.cohort_id = g.cohort_id and m.user_id = g.owner_id
         join cohort_people c on c.cohort_id = g.cohort_id and c.part = 'coach'
         join users u on u.id = c.user_id
         where g.owner_id = $1 and g.shared_at >= c.joined_at and m.part = 'member' and m.left_at is null
           and c.left_at is null
         order by g.shared_at desc, g.id desc, u.name, u.id",
    )
    .bind(owner.as_str())
    .fetch_all(&mut *conn)
    .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = vault.key_of(conn, owner).await?;
    let mut shown: Vec<ShownGoal> = Vec::new();
    for row in &rows {
        let (id, coach): (String, String) = (row.try_get(0)?, row.try_get(4)?);
        match shown.last_mut().filter(|goal| goal.id.as_str() == id) {
            Some(goal) => goal.coaches.push(coach),
            None => shown.push(ShownGoal {
                text: key.open(cell(&id), &row.try_get::<Vec<u8>, _>(2)?)?,
                cohort: row.try_get::<String, _>(1)?.parse()?,
                shared_at: Moment(row.try_get(3)?),
                coaches: vec![coach],
                id: id.parse()?,
            }),
        }
    }
    Ok(shown)
}
