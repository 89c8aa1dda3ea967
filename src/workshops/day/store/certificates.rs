//! Certificates: what they ask for, giving them, taking them back, and reading one by its code.

use std::collections::BTreeMap;

use sqlx::Row;
use sqlx::any::AnyRow;

use super::people::{Person, seated};
use crate::accounts::model::Profession;
use crate::accounts::store::contact_of;
use crate::kit::id::{RegistrationId, RowId, UserId, WorkshopId};
use crate::kit::{Error, Locale, Moment};
use crate::server::config::Config;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::server::mail::outbox::enqueue;
use crate::server::state::new_id;
use crate::server::time;
use crate::workshops::day::codes::{self, LONG};
use crate::workshops::day::letters;
use crate::workshops::day::model::may_be_certified;
use crate::workshops::model::{Editor, Stage};
use crate::workshops::store::history::note;
use crate::workshops::store::{LOCK, Workshop, for_editor};

/// What a certificate says and asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// How long it was, in minutes.
    pub minutes: i64,
    /// How much of it one has to have been there for, in percent.
    pub share: i64,
    /// Points by the name of a profession.
    pub points: BTreeMap<String, String>,
}

/// A certificate as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its code.
    pub code: String,
    /// Whose it is.
    pub user: UserId,
    /// Their name when it was given.
    pub name: String,
    /// The workshop's title then.
    pub title: String,
    /// The name of its host.
    pub host: String,
    /// How long it was, in minutes.
    pub minutes: i64,
    /// Points for their profession; may be empty.
    pub points: String,
    /// The day of the workshop, `2026-11-27`.
    pub held_on: String,
    /// When it was given.
    pub issued_at: Moment,
    /// Since when it does not hold, and why.
    pub revoked: Option<(Moment, String)>,
}

const COLUMNS: &str = "code, user_id, name, title, minutes, points, held_on, issued_at, revoked_at, revoked_reason,
    (select u.name from workshops w join users u on u.id = w.host_id where w.id = certificates.workshop_id) as host";

/// The rules of a workshop; its own length until a host says otherwise.
pub async fn rules(conn: &mut Conn, workshop: &Workshop) -> Result<Rules> {
    let row = sqlx::query("select certificate_minutes, certificate_share from workshops where id = $1")
        .bind(workshop.id.as_str())
        .fetch_one(&mut *conn)
        .await?;
    let lasts = workshop.details.ends_at.seconds_since(workshop.details.starts_at) / 60;
    let rows = sqlx::query("select profession, points from workshop_points where workshop_id = $1 order by profession")
        .bind(workshop.id.as_str())
        .fetch_all(conn)
        .await?;
    let mut points = BTreeMap::new();
    for row in rows {
        points.insert(row.try_get(0)?, row.try_get(1)?);
    }
    Ok(Rules { minutes: row.try_get::<Option<i64>, _>(0)?.unwrap_or(lasts.max(1)), share: row.try_get(1)?, points })
}

/// Decides the rules for certificates that are given from now on.
pub async fn set_rules(
    conn: &mut Conn,
    (editor, actor): (&Editor, &UserId),
    id: &WorkshopId,
    rules: &Rules,
    now: Moment,
) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    for_editor(conn, editor, id).await?;
    sqlx::query("update workshops set certificate_minutes = $2, certificate_share = $3 where id = $1")
        .bind(id.as_str())
        .bind(rules.minutes)
        .bind(rules.share)
        .execute(&mut *conn)
        .await?;
    sqlx::query("delete from workshop_points where workshop_id = $1").bind(id.as_str()).execute(&mut *conn).await?;
    for (profession, points) in &rules.points {
        if Profession::parse(profession).is_some() && !points.is_empty() {
            sqlx::query("insert into workshop_points (workshop_id, profession, points) values ($1, $2, $3)")
                .bind(id.as_str())
                .bind(profession)
                .bind(points)
                .execute(&mut *conn)
                .await?;
        }
    }
    let detail = format!("{} min, {}%", rules.minutes, rules.share);
    note(conn, id, None, Some(actor), "certificate_rules", &detail, now).await
}

/// Gives certificates to those who may have one and have none: one person, or all. Says how many; none before the
/// end, and none a second time.
pub async fn issue(
    conn: &mut Conn,
    config: &Config,
    (editor, actor): (&Editor, &UserId),
    id: &WorkshopId,
    only: Option<&RegistrationId>,
    now: Moment,
) -> Result<i64> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let workshop = for_editor(conn, editor, id).await?;
    if workshop.life.stage(now) != Stage::Past {
        return Ok(0);
    }
    let rules = rules(conn, &workshop).await?;
    let mut issued = 0;
    for person in seated(conn, &workshop, Locale::ja).await? {
        let wanted = only.is_none_or(|only| *only == person.registration);
        if wanted && may_be_certified(person.presence(), person.share(), rules.share) {
            issued += i64::from(give(conn, config, actor, &workshop, &rules, &person, now).await?);
        }
    }
    Ok(issued)
}

/// Whether this host gave certificates of this workshop within the last minute, which hold: to one person, or to any.
pub async fn just_issued(
    conn: &mut Conn,
    actor: &UserId,
    id: &WorkshopId,
    only: Option<&RegistrationId>,
    now: Moment,
) -> Result<bool> {
    let row = sqlx::query(
        "select count(*) from certificates c
         where c.workshop_id = $1 and c.issued_by = $2 and c.issued_at > $3 and c.revoked_at is null
           and ($4 = '' or c.user_id = (select r.user_id from registrations r where r.id = $4))",
    )
    .bind(id.as_str())
    .bind(actor.as_str())
    .bind(now.plus_minutes(-1).0)
    .bind(only.map(|only| only.as_str().to_owned()).unwrap_or_default())
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

async fn give(
    conn: &mut Conn,
    config: &Config,
    actor: &UserId,
    workshop: &Workshop,
    rules: &Rules,
    person: &Person,
    now: Moment,
) -> Result<bool> {
    if holds_one(conn, &workshop.id, &person.user).await? {
        return Ok(false);
    }
    let id: RowId = new_id(now);
    let code = codes::of(id.as_str(), 0, LONG);
    sqlx::query(
        "insert into certificates (id, workshop_id, user_id, code, name, title, minutes, points, held_on,
                                   issued_at, issued_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(id.as_str())
    .bind(workshop.id.as_str())
    .bind(person.user.as_str())
    .bind(&code)
    .bind(&person.name)
    .bind(&workshop.details.title)
    .bind(rules.minutes)
    .bind(rules.points.get(&person.profession).cloned().unwrap_or_default())
    .bind(time::at(workshop.details.starts_at, &workshop.details.zone).date().to_string())
    .bind(now.0)
    .bind(actor.as_str())
    .execute(&mut *conn)
    .await?;
    note(conn, &workshop.id, Some(&person.user), Some(actor), "certified", &code, now).await?;
    let contact = contact_of(conn, &person.user).await?;
    enqueue(conn, &letters::certified(config, &workshop.details.title, &person.user, &contact), now).await?;
    Ok(true)
}

/// Whether this person has a certificate of this workshop that holds.
pub(super) async fn holds_one(conn: &mut Conn, workshop: &WorkshopId, user: &UserId) -> Result<bool> {
    let row =
        sqlx::query("select count(*) from certificates where workshop_id = $1 and user_id = $2 and revoked_at is null")
            .bind(workshop.as_str())
            .bind(user.as_str())
            .fetch_one(conn)
            .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

/// Takes a certificate of this workshop back. Taken back before is fine, and keeps the first reason.
pub async fn revoke(
    conn: &mut Conn,
    (editor, actor): (&Editor, &UserId),
    id: &WorkshopId,
    code: &str,
    reason: &str,
    now: Moment,
) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    for_editor(conn, editor, id).await?;
    let row = sqlx::query("select user_id from certificates where workshop_id = $1 and code = $2")
        .bind(id.as_str())
        .bind(code)
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(Error::NotFound)?;
    let user: UserId = row.try_get::<String, _>(0)?.parse()?;
    let revoked = sqlx::query(
        "update certificates set revoked_at = $3, revoked_by = $4, revoked_reason = $5
         where workshop_id = $1 and code = $2 and revoked_at is null",
    )
    .bind(id.as_str())
    .bind(code)
    .bind(now.0)
    .bind(actor.as_str())
    .bind(reason)
    .execute(&mut *conn)
    .await?;
    if revoked.rows_affected() == 1 {
        note(conn, id, Some(&user), Some(actor), "certificate_revoked", code, now).await?;
    }
    Ok(())
}

/// The certificate of a code, whoever asks: that is what it is for.
pub async fn by_code(conn: &mut Conn, code: &str) -> Result<Option<Given>> {
    let sql = format!("select {COLUMNS} from certificates where code = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(code).fetch_optional(conn).await?;
    row.as_ref().map(given).transpose()
}

/// The certificates of one person, the latest first.
pub async fn of_person(conn: &mut Conn, user: &UserId) -> Result<Vec<Given>> {
    let sql =
        format!("select {COLUMNS} from certificates where user_id = $1 order by issued_at desc, id desc limit 500");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(user.as_str()).fetch_all(conn).await?;
    rows.iter().map(given).collect()
}

/// The certificates of a workshop from `for_editor` that hold, by person.
pub async fn of_workshop(conn: &mut Conn, workshop: &Workshop) -> Result<BTreeMap<UserId, Given>> {
    let sql = format!("select {COLUMNS} from certificates where workshop_id = $1 and revoked_at is null order by id");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(workshop.id.as_str()).fetch_all(conn).await?;
    rows.iter().map(|row| given(row).map(|given| (given.user.clone(), given))).collect()
}

fn given(row: &AnyRow) -> Result<Given> {
    let revoked_at: Option<i64> = row.try_get("revoked_at")?;
    let reason: Option<String> = row.try_get("revoked_reason")?;
    Ok(Given {
        code: row.try_get("code")?,
        user: row.try_get::<String, _>("user_id")?.parse()?,
        name: row.try_get("name")?,
        title: row.try_get("title")?,
        host: row.try_get("host")?,
        minutes: row.try_get("minutes")?,
        points: row.try_get("points")?,
        held_on: row.try_get("held_on")?,
        issued_at: Moment(row.try_get("issued_at")?),
        revoked: revoked_at.map(|at| (Moment(at), reason.unwrap_or_default())),
    })
}
