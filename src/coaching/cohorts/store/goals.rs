//! Goals: a member's own, sealed with their key. What is shown to the coaches is opened through one door. Steps are in
//! `steps.rs`.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{cohorts, moment, steps};
use crate::coaching::cohorts::model::{GoalAct, GoalId, OPEN_GOALS, StepId};
use crate::coaching::store::must_read;
use crate::journal::store::log_access;
use crate::kit::id::{CohortId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::{Cell, UserKey, Vault};
use crate::server::db::{Conn, lock_row};

/// What makes the goals of one person change one after the other.
pub(super) const LOCK_OWNER: &str = "select id from users where id = $1 for update";

/// A goal, opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Which.
    pub id: GoalId,
    /// The goal.
    pub text: String,
    /// Until when, as a day; may be empty.
    pub due: String,
    /// When it was reached.
    pub done_at: Option<Moment>,
    /// Since when the coaches may see it who were there then.
    pub shared_at: Option<Moment>,
    /// Its steps.
    pub steps: Vec<steps::Step>,
}

impl Goal {
    /// Everything that was written, for a form that has no fields for it.
    pub fn texts(&self) -> Vec<(&str, &str)> {
        let steps = self.steps.iter().map(|step| step.text.as_str());
        [self.text.as_str()].into_iter().chain(steps).map(|text| ("", text)).collect()
    }
}

/// A goal to be set.
#[derive(Clone, Debug)]
pub struct NewGoal {
    /// Its id.
    pub id: GoalId,
    /// In which cohort.
    pub cohort: CohortId,
    /// The goal.
    pub text: String,
    /// Its first step, with its id; may be empty.
    pub step: (StepId, String),
    /// Until when, as a day; may be empty.
    pub due: String,
    /// Whether the coaches see it.
    pub shared: bool,
}

pub(super) fn cell(id: &str) -> Cell<'_> {
    Cell { table: "cohort_goals", column: "body", row: id }
}

/// Sets a goal. False when there are so many open ones already; the same goal once more is the one that is there.
pub async fn set(conn: &mut Conn, vault: &Vault, owner: &UserId, new: &NewGoal, now: Moment) -> Result<bool> {
    lock_row(conn, LOCK_OWNER, owner.as_str()).await?;
    cohorts::must_be(conn, &new.cohort, owner, "member").await?;
    let open: Vec<Goal> =
        mine(conn, vault, owner, &new.cohort).await?.into_iter().filter(|one| one.done_at.is_none()).collect();
    if open.iter().any(|goal| goal.text == new.text) {
        return Ok(true);
    }
    if open.len() as i64 >= OPEN_GOALS {
        return Ok(false);
    }
    let key = vault.key_of(conn, owner).await?;
    sqlx::query(
        "insert into cohort_goals (id, cohort_id, owner_id, body, due, created_at, shared_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.id.as_str())
    .bind(new.cohort.as_str())
    .bind(owner.as_str())
    .bind(key.seal(cell(new.id.as_str()), &new.text)?)
    .bind(&new.due)
    .bind(now.0)
    .bind(new.shared.then_some(now.0))
    .execute(&mut *conn)
    .await?;
    let (step, text) = &new.step;
    if !text.is_empty() {
        steps::add(conn, vault, owner, (&new.id, step), text, now).await?;
    }
    Ok(true)
}

/// A goal of one's own, before something is done with it that depends on its words. Whoever else changes it does so
/// before or after.
pub async fn held(conn: &mut Conn, vault: &Vault, owner: &UserId, id: &GoalId) -> Result<Goal> {
    lock_row(conn, LOCK_OWNER, owner.as_str()).await?;
    let row = sqlx::query("select id, body, due, done_at, shared_at from cohort_goals where id = $1 and owner_id = $2")
        .bind(id.as_str())
        .bind(owner.as_str())
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(Error::NotFound)?;
    let key = vault.key_of(conn, owner).await?;
    goal(conn, &key, &row).await
}

/// Does something with a goal of one's own. False when it would be one open goal too many.
pub async fn act(conn: &mut Conn, owner: &UserId, id: &GoalId, act: GoalAct, now: Moment) -> Result<bool> {
    lock_row(conn, LOCK_OWNER, owner.as_str()).await?;
    let row = sqlx::query("select cohort_id, done_at from cohort_goals where id = $1 and owner_id = $2")
        .bind(id.as_str())
        .bind(owner.as_str())
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(Error::NotFound)?;
    let cohort: CohortId = row.try_get::<String, _>("cohort_id")?.parse()?;
    let reached = moment(&row, "done_at")?.is_some();
    if act == GoalAct::Undo && reached && open_of(conn, owner, &cohort).await? >= OPEN_GOALS {
        return Ok(false);
    }
    let change = match act {
        GoalAct::Done => "update cohort_goals set done_at = coalesce(done_at, $2) where id = $1",
        GoalAct::Undo => "update cohort_goals set done_at = null where id = $1 and $2 > 0",
        GoalAct::Share => "update cohort_goals set shared_at = coalesce(shared_at, $2) where id = $1",
        GoalAct::Hide => "update cohort_goals set shared_at = null where id = $1 and $2 > 0",
        GoalAct::Delete => {
            sqlx::query("delete from cohort_steps where goal_id = $1").bind(id.as_str()).execute(&mut *conn).await?;
            "delete from cohort_goals where id = $1 and $2 > 0"
        }
    };
    sqlx::query(change).bind(id.as_str()).bind(now.0).execute(conn).await?;
    Ok(true)
}

/// How many of somebody's goals in a cohort are open.
pub async fn open_of(conn: &mut Conn, owner: &UserId, cohort: &CohortId) -> Result<i64> {
    let row =
        sqlx::query("select count(*) from cohort_goals where owner_id = $1 and cohort_id = $2 and done_at is null")
            .bind(owner.as_str())
            .bind(cohort.as_str())
            .fetch_one(conn)
            .await?;
    Ok(row.try_get(0)?)
}

/// One's goals in a cohort: the open ones first, each in the order in which they were set.
pub async fn mine(conn: &mut Conn, vault: &Vault, owner: &UserId, cohort: &CohortId) -> Result<Vec<Goal>> {
    let rows = sqlx::query(
        "select id, body, due, done_at, shared_at from cohort_goals where owner_id = $1 and cohort_id = $2
         order by case when done_at is null then 0 else 1 end, created_at, id",
    )
    .bind(owner.as_str())
    .bind(cohort.as_str())
    .fetch_all(&mut *conn)
    .await?;
    let key = vault.key_of(conn, owner).await?;
    let mut goals = Vec::with_capacity(rows.len());
    for row in &rows {
        goals.push(goal(conn, &key, row).await?);
    }
    Ok(goals)
}

/// The goals that a member shows to a coach: $1, $2. Whoever becomes a coach later sees what is shown from then on.
macro_rules! shown {
    ($columns:literal) => {
        concat!(
            "select ",
            $columns,
            " from cohort_goals g
             join cohort_people m on m.cohort_id = g.cohort_id and m.user_id = g.owner_id
             join cohort_people c on c.cohort_id = g.cohort_id and c.user_id = $2
             where g.owner_id = $1 and g.shared_at >= c.joined_at and m.part = 'member' and m.left_at is null
               and c.part = 'coach' and c.left_at is null
             order by case when g.done_at is null then 0 else 1 end, g.created_at, g.id"
        )
    };
}

/// Which goals `coach` may read at this moment; nothing is opened.
pub async fn still_shown(conn: &mut Conn, coach: &UserId, member: &UserId) -> Result<Vec<GoalId>> {
    must_read(conn, coach, member).await?;
    let rows = sqlx::query(shown!("g.id")).bind(member.as_str()).bind(coach.as_str()).fetch_all(conn).await?;
    rows.iter().map(|row| Ok(row.try_get::<String, _>("id")?.parse()?)).collect()
}

/// Opens the goals that a member shows to `coach`, and notes each for the member.
pub async fn open_shared(
    conn: &mut Conn,
    vault: &Vault,
    coach: &UserId,
    member: &UserId,
    now: Moment,
) -> Result<Vec<Goal>> {
    // Whoever hides a goal at this moment does so before or after.
    lock_row(conn, LOCK_OWNER, member.as_str()).await?;
    must_read(conn, coach, member).await?;
    let rows = sqlx::query(shown!("g.id, g.body, g.due, g.done_at, g.shared_at"))
        .bind(member.as_str())
        .bind(coach.as_str())
        .fetch_all(&mut *conn)
        .await?;
    let key = vault.key_of(conn, member).await?;
    let mut goals = Vec::with_capacity(rows.len());
    for row in &rows {
        let id: String = row.try_get("id")?;
        log_access(conn, member, coach, ("goal", &id, 0), now).await?;
        goals.push(goal(conn, &key, row).await?);
    }
    Ok(goals)
}

async fn goal(conn: &mut Conn, key: &UserKey, row: &AnyRow) -> Result<Goal> {
    let id: String = row.try_get("id")?;
    let body: Vec<u8> = row.try_get("body")?;
    let text = key.open(cell(&id), &body)?;
    let id: GoalId = id.parse()?;
    Ok(Goal {
        text,
        due: row.try_get("due")?,
        done_at: moment(row, "done_at")?,
        shared_at: moment(row, "shared_at")?,
        steps: steps::of_goal(conn, key, &id).await?,
        id,
    })
}
