//! Small steps towards a goal, sealed like it.

use sqlx::Row;

use super::goals::LOCK_OWNER;
use super::moment;
use crate::coaching::cohorts::model::{GoalId, MAX_STEPS, StepAct, StepId};
use crate::kit::id::UserId;
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, UserKey, Vault};
use crate::server::db::{Conn, lock_row};

/// A step, opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub id: StepId,
    /// The step.
    pub text: String,
    /// When it was done.
    pub done_at: Option<Moment>,
}

fn cell(id: &str) -> Cell<'_> {
    Cell { table: "cohort_steps", column: "body", row: id }
}

/// Adds a step to a goal of one's own. False when it has so many already; the same step once more changes nothing.
pub async fn add(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    (goal, id): (&GoalId, &StepId),
    text: &str,
    now: Moment,
) -> Result<bool> {
    lock_row(conn, LOCK_OWNER, owner.as_str()).await?;
    sqlx::query("select id from cohort_goals where id = $1 and owner_id = $2")
        .bind(goal.as_str())
        .bind(owner.as_str())
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(Error::NotFound)?;
    let key = vault.key_of(conn, owner).await?;
    let before = of_goal(conn, &key, goal).await?;
    if before.iter().any(|step| step.text == text && step.done_at.is_none()) {
        return Ok(true);
    }
    if before.len() as i64 >= MAX_STEPS {
        return Ok(false);
    }
    sqlx::query("insert into cohort_steps (id, goal_id, owner_id, body, created_at) values ($1, $2, $3, $4, $5)")
        .bind(id.as_str())
        .bind(goal.as_str())
        .bind(owner.as_str())
        .bind(key.seal(cell(id.as_str()), text)?)
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(true)
}

/// Does something with a step of one's own.
pub async fn act(conn: &mut Conn, owner: &UserId, id: &StepId, act: StepAct, now: Moment) -> Result<()> {
    let change = match act {
        StepAct::Done => "update cohort_steps set done_at = coalesce(done_at, $3) where id = $1 and owner_id = $2",
        StepAct::Undo => "update cohort_steps set done_at = null where id = $1 and owner_id = $2 and $3 > 0",
        StepAct::Delete => "delete from cohort_steps where id = $1 and owner_id = $2 and $3 > 0",
    };
    let changed = sqlx::query(change).bind(id.as_str()).bind(owner.as_str()).bind(now.0).execute(conn).await?;
    if changed.rows_affected() == 0 { Err(Error::NotFound.into()) } else { Ok(()) }
}

/// The steps of a goal in the order in which they were written; `key` is their owner's.
pub async fn of_goal(conn: &mut Conn, key: &UserKey, goal: &GoalId) -> Result<Vec<Step>> {
    let rows = sqlx::query("select id, body, done_at from cohort_steps where goal_id = $1 order by created_at, id")
        .bind(goal.as_str())
        .fetch_all(conn)
        .await?;
    let mut steps = Vec::with_capacity(rows.len());
    for row in &rows {
        let id: String = row.try_get("id")?;
        let body: Vec<u8> = row.try_get("body")?;
        steps.push(Step { text: key.open(cell(&id), &body)?, id: id.parse()?, done_at: moment(row, "done_at")? });
    }
    Ok(steps)
}
