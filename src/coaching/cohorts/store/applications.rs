//! Applications. Their words are sealed with the applicant's key; organisers and the cohort's coaches open them
//! through one door, which notes it. Places are given under the cohort's lock.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{LOCK, cohorts, moment, programmes};
use crate::admin::store::join_cohort;
use crate::coaching::cohorts::model::{Act, ApplicationId, Standing};
use crate::kit::id::{CohortId, RowId, UserId};
use crate::kit::{Error, Moment, Role, Viewer};
use crate::server::Result;
use crate::server::crypto::{Cell, Vault};
use crate::server::db::{Conn, lock_row};
use crate::server::state::new_id;

/// An application, unopened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Which.
    pub id: ApplicationId,
    /// To which cohort.
    pub cohort: CohortId,
    /// Who applied.
    pub owner: UserId,
    /// The name they want to be called.
    pub name: String,
    /// Their profession's name, and their own word for it.
    pub profession: (String, String),
    /// When.
    pub applied_at: Moment,
    /// Where it stands.
    pub standing: Standing,
    body: Vec<u8>,
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is so now.
    Now,
    /// It was so before.
    Already,
    /// There is no place left.
    Full,
    /// It may not be decided so any more.
    Late,
}

macro_rules! applications {
    ($which:literal) => {
        concat!(
            "select a.id, a.cohort_id, a.owner_id, u.name, u.profession, u.profession_other, a.body, a.applied_at,
                    a.accepted_at, a.waiting_at, a.declined_at, a.withdrawn_at
             from cohort_applications a join users u on u.id = a.owner_id ",
            $which
        )
    };
}

fn cell(id: &ApplicationId) -> Cell<'_> {
    Cell { table: "cohort_applications", column: "body", row: id.as_str() }
}

/// What became of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It was sent.
    Now,
    /// The same words were sent before.
    Again,
    /// Other words were sent before; these were not kept.
    Already,
}

/// Applies. A form that is sent twice applies once; the words of the first are kept. `Conflict` when the cohort takes
/// no applications, or one is in it.
pub async fn apply(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    (cohort, id): (&CohortId, &ApplicationId),
    words: &str,
    now: Moment,
) -> Result<Applied> {
    lock_row(conn, LOCK, cohort.as_str()).await?;
    let found = cohorts::read(conn, cohort).await?;
    let programme = found.programme.ok_or(Error::NotFound)?;
    programmes::published(conn, &programme).await?;
    if let Some(before) = of_person(conn, cohort, owner).await? {
        let same = own_words(conn, vault, &before).await? == words;
        return Ok(if same { Applied::Again } else { Applied::Already });
    }
    let inside = cohorts::since(conn, cohort, owner, "member").await?.is_some()
        || cohorts::since(conn, cohort, owner, "coach").await?.is_some();
    if inside || !found.life.takes_applications(now) {
        return Err(Error::Conflict.into());
    }
    let body = vault.key_of(conn, owner).await?.seal(cell(id), words)?;
    sqlx::query(
        "insert into cohort_applications (id, cohort_id, owner_id, body, applied_at) values ($1, $2, $3, $4, $5)",
    )
    .bind(id.as_str())
    .bind(cohort.as_str())
    .bind(owner.as_str())
    .bind(body)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(Applied::Now)
}

/// Takes one's application back, while nothing came of it; a second time changes nothing.
pub async fn withdraw(conn: &mut Conn, owner: &UserId, id: &ApplicationId, now: Moment) -> Result<CohortId> {
    let found = read(conn, id).await?;
    if found.owner != *owner {
        return Err(Error::NotFound.into());
    }
    // Whoever gives the place at this moment does so before or after.
    lock_row(conn, LOCK, found.cohort.as_str()).await?;
    let found = read(conn, id).await?;
    if found.standing == Standing::Withdrawn {
        return Ok(found.cohort);
    }
    if !found.standing.may_withdraw() {
        return Err(Error::Conflict.into());
    }
    end(conn, &found.cohort, owner, now).await?;
    Ok(found.cohort)
}

/// Ends the application of somebody who left, so that they may apply again.
pub async fn end(conn: &mut Conn, cohort: &CohortId, owner: &UserId, now: Moment) -> Result<()> {
    sqlx::query(
        "update cohort_applications set withdrawn_at = $3 where cohort_id = $1 and owner_id = $2 and withdrawn_at is null",
    )
    .bind(cohort.as_str())
    .bind(owner.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Decides. A place is given only while there is one.
pub async fn decide(
    conn: &mut Conn,
    by: &UserId,
    id: &ApplicationId,
    act: Act,
    now: Moment,
) -> Result<(Application, Decided)> {
    let found = read(conn, id).await?;
    lock_row(conn, LOCK, found.cohort.as_str()).await?;
    let found = read(conn, id).await?;
    if found.standing == act.standing() {
        return Ok((found, Decided::Already));
    }
    if !found.standing.may(act) {
        return Ok((found, Decided::Late));
    }
    if act == Act::Accept {
        if !cohorts::has_place(conn, &found.cohort, &found.owner).await? {
            return Ok((found, Decided::Full));
        }
        join_cohort(conn, &found.cohort, &found.owner, "member", now).await?;
    }
    let at = |one: Act| (one == act).then_some(now.0);
    sqlx::query(
        "update cohort_applications set accepted_at = $2, waiting_at = $3, declined_at = $4, decided_by = $5 where id = $1",
    )
    .bind(id.as_str())
    .bind(at(Act::Accept))
    .bind(at(Act::Wait))
    .bind(at(Act::Decline))
    .bind(by.as_str())
    .execute(conn)
    .await?;
    Ok((found, Decided::Now))
}

/// The applications to a cohort that were not taken back, in the order in which they came.
pub async fn of_cohort(conn: &mut Conn, cohort: &CohortId) -> Result<Vec<Application>> {
    let rows = sqlx::query(applications!(
        "where a.cohort_id = $1 and a.withdrawn_at is null and u.closed_at is null order by a.applied_at, a.id"
    ))
    .bind(cohort.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(application).collect()
}

/// Somebody's application to a cohort, unless they took it back.
pub async fn of_person(conn: &mut Conn, cohort: &CohortId, owner: &UserId) -> Result<Option<Application>> {
    let row = sqlx::query(applications!("where a.cohort_id = $1 and a.owner_id = $2 and a.withdrawn_at is null"))
        .bind(cohort.as_str())
        .bind(owner.as_str())
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(application).transpose()
}

/// Somebody's applications that wait for an answer or for a place, in the order in which they came.
pub async fn pending_of(conn: &mut Conn, owner: &UserId) -> Result<Vec<Application>> {
    let rows = sqlx::query(applications!(
        "where a.owner_id = $1 and a.withdrawn_at is null and a.accepted_at is null and a.declined_at is null
         order by a.applied_at, a.id"
    ))
    .bind(owner.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(application).collect()
}

/// What somebody wrote themselves.
pub async fn own_words(conn: &mut Conn, vault: &Vault, mine: &Application) -> Result<String> {
    vault.key_of(conn, &mine.owner).await?.open(cell(&mine.id), &mine.body)
}

/// Opens an application for an organiser or a coach of its cohort, and notes that for who applied.
pub async fn open(
    conn: &mut Conn,
    vault: &Vault,
    reader: &Viewer,
    id: &ApplicationId,
    now: Moment,
) -> Result<(Application, String)> {
    let found = read(conn, id).await?;
    lock_row(conn, LOCK, found.cohort.as_str()).await?;
    let found = read(conn, id).await?;
    let coaches = cohorts::since(conn, &found.cohort, &reader.id, "coach").await?.is_some();
    if found.standing == Standing::Withdrawn || !(coaches || reader.is(Role::Admin)) {
        return Err(Error::NotFound.into());
    }
    let row: RowId = new_id(now);
    sqlx::query(
        "insert into access_log (id, owner_id, actor_id, actor_role, action, object_kind, object_id, object_version, at)
         values ($1, $2, $3, $4, 'open', 'application', $5, 0, $6)",
    )
    .bind(row.as_str())
    .bind(found.owner.as_str())
    .bind(reader.id.as_str())
    .bind(if coaches { "coach" } else { "admin" })
    .bind(id.as_str())
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    let words = own_words(conn, vault, &found).await?;
    Ok((found, words))
}

/// The organisers, who hear of new applications.
pub async fn organisers(conn: &mut Conn) -> Result<Vec<UserId>> {
    let rows = sqlx::query(
        "select u.id from user_roles r join users u on u.id = r.user_id
         where r.role = 'admin' and u.closed_at is null and u.verified_at is not null order by u.id",
    );
    rows.fetch_all(conn).await?.iter().map(|row| Ok(row.try_get::<String, _>(0)?.parse()?)).collect()
}

async fn read(conn: &mut Conn, id: &ApplicationId) -> Result<Application> {
    let row = sqlx::query(applications!("where a.id = $1")).bind(id.as_str()).fetch_optional(conn).await?;
    application(&row.ok_or(Error::NotFound)?)
}

fn application(row: &AnyRow) -> Result<Application> {
    let standing = [
        ("withdrawn_at", Standing::Withdrawn),
        ("accepted_at", Standing::Accepted),
        ("declined_at", Standing::Declined),
        ("waiting_at", Standing::Waiting),
    ];
    let mut now = Standing::Sent;
    for (name, one) in standing.into_iter().rev() {
        if moment(row, name)?.is_some() {
            now = one;
        }
    }
    Ok(Application {
        id: row.try_get::<String, _>("id")?.parse()?,
        cohort: row.try_get::<String, _>("cohort_id")?.parse()?,
        owner: row.try_get::<String, _>("owner_id")?.parse()?,
        name: row.try_get("name")?,
        profession: (row.try_get("profession")?, row.try_get("profession_other")?),
        applied_at: Moment(row.try_get("applied_at")?),
        standing: now,
        body: row.try_get("body")?,
    })
}
