//! Giving and taking roles. The community never loses its last organiser.

use sqlx::Row;

use crate::accounts;
use crate::admin::model::in_order;
use crate::coaching;
use crate::kit::id::{RowId, UserId};
use crate::kit::{Error, Moment, Role};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::server::session::roles_of;
use crate::server::state::new_id;

/// What became of a change of roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The roles are as wanted.
    Done,
    /// Nothing changed: it would have taken the last organiser's role.
    LastAdmin,
}

/// Who is changed, and how.
#[derive(Clone, Debug)]
pub struct Change {
    /// Who changes it.
    pub actor: UserId,
    /// Whose roles.
    pub person: UserId,
    /// The roles that the actor saw.
    pub had: Vec<Role>,
    /// The roles from now on.
    pub wanted: Vec<Role>,
}

/// Refuses an actor whose role of organiser was taken since their request began, and makes every other change of
/// organisers wait until this transaction ends.
pub async fn must_still_be_admin(conn: &mut Conn, actor: &UserId) -> Result<()> {
    lock_row(conn, "select user_id from user_roles where role = $1 order by user_id for update", "admin").await?;
    if roles_of(conn, actor).await?.contains(&Role::Admin) { Ok(()) } else { Err(Error::Forbidden.into()) }
}

/// Gives and takes roles until they are as wanted. `Conflict` when they are no longer what the actor saw.
/// Whoever is no coach any more is no coach of a cohort either.
pub async fn set_roles(conn: &mut Conn, change: &Change, now: Moment) -> Result<Outcome> {
    must_still_be_admin(conn, &change.actor).await?;
    let person = &change.person;
    if !is_here(conn, person).await? {
        return Err(Error::NotFound.into());
    }
    let present = in_order(roles_of(conn, person).await?);
    if present != in_order(change.had.clone()) {
        return Err(Error::Conflict.into());
    }
    let takes: Vec<Role> = present.iter().copied().filter(|role| !change.wanted.contains(role)).collect();
    if takes.contains(&Role::Admin) && other_admins(conn, person).await? == 0 {
        return Ok(Outcome::LastAdmin);
    }
    for role in takes {
        take(conn, &change.actor, person, role, now).await?;
    }
    for role in change.wanted.iter().copied().filter(|role| !present.contains(role)) {
        accounts::store::grant(conn, person, role, Some(&change.actor), now).await?;
    }
    Ok(Outcome::Done)
}

/// Gives the role of coach to whoever becomes coach of a cohort and has it not yet.
pub async fn make_coach(conn: &mut Conn, actor: &UserId, person: &UserId, now: Moment) -> Result<()> {
    if roles_of(conn, person).await?.contains(&Role::Coach) {
        return Ok(());
    }
    accounts::store::grant(conn, person, Role::Coach, Some(actor), now).await
}

async fn take(conn: &mut Conn, actor: &UserId, person: &UserId, role: Role, now: Moment) -> Result<()> {
    let id: RowId = new_id(now);
    sqlx::query(
        "insert into role_history (id, user_id, role, granted_at, granted_by, taken_at, taken_by)
         select $1, user_id, role, granted_at, granted_by, $4, $5 from user_roles where user_id = $2 and role = $3",
    )
    .bind(id.as_str())
    .bind(person.as_str())
    .bind(role.as_str())
    .bind(now.0)
    .bind(actor.as_str())
    .execute(&mut *conn)
    .await?;
    if role == Role::Coach {
        sqlx::query("update cohort_people set left_at = $2 where user_id = $1 and part = 'coach' and left_at is null")
            .bind(person.as_str())
            .bind(now.0)
            .execute(&mut *conn)
            .await?;
        coaching::store::end_shown(conn, person, now).await?;
    }
    accounts::store::revoke(conn, person, role).await
}

async fn is_here(conn: &mut Conn, person: &UserId) -> Result<bool> {
    let row = sqlx::query("select count(*) from users where id = $1 and closed_at is null and verified_at is not null")
        .bind(person.as_str())
        .fetch_one(conn)
        .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

async fn other_admins(conn: &mut Conn, person: &UserId) -> Result<i64> {
    let row = sqlx::query(
        "select count(*) from user_roles r join users u on u.id = r.user_id
         where r.role = 'admin' and r.user_id <> $1 and u.closed_at is null and u.verified_at is not null",
    )
    .bind(person.as_str())
    .fetch_one(conn)
    .await?;
    Ok(row.try_get(0)?)
}
