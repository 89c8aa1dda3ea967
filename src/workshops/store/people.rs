//! The host's table of those who registered. Names are for hosts: call `for_editor` first.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::history::note;
use super::{Workshop, like};
use crate::kit::id::{RegistrationId, UserId, WorkshopId};
use crate::kit::page::Page;
use crate::kit::{Error, Moment};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::model::Editor;
use crate::workshops::model::people::{PeopleFilter, Standing};

/// How many people stand on one page.
pub const PAGE: usize = 50;

/// Somebody in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their registration.
    pub id: RegistrationId,
    /// Who.
    pub user: UserId,
    /// The name.
    pub name: String,
    /// The profession by its name, and their own word for it.
    pub profession: (String, String),
    /// What became of them.
    pub standing: Standing,
    /// Whether the host said yes, where that is asked.
    pub approved: bool,
    /// When they registered.
    pub joined_at: Moment,
    /// What they wish when a seat becomes free: `auto`, `ask` or `until`.
    pub wish: String,
    /// The hours of `until`.
    pub wish_hours: Option<i64>,
    /// Whether the fee was paid.
    pub paid: bool,
    /// Whether they wrote what they need.
    pub needs: bool,
    /// Whether they answered questions.
    pub answered: bool,
    cursor: String,
}

impl Person {
    /// Whether there is a seat for them, or one is held until they answer.
    pub fn has_seat(&self) -> bool {
        matches!(self.standing, Standing::Seated | Standing::Offered)
    }
}

macro_rules! standing {
    () => {
        "case when r.cancelled_at is not null then 'gone' when r.confirmed_at is not null then 'seated'
              when r.offered_at is not null then 'offered' else 'waiting' end as standing"
    };
}

macro_rules! columns {
    () => {
        concat!(
            "cast('' as text) as blank, r.id, r.user_id, u.name, u.profession, u.profession_other, r.joined_at, r.wish, r.wish_hours, r.seq,
         ",
            standing!(),
            ",
         cast(case when r.approved_at is null then 0 else 1 end as bigint) as approved,
         cast(case when r.paid_at is null then 0 else 1 end as bigint) as paid,
         cast(case when r.needs is null then 0 else 1 end as bigint) as needs,
         (select count(*) from question_answers a where a.registration_id = r.id) as answers"
        )
    };
}

/// `$1` the workshop, `$2` part of a name, `$3` a standing, `$4` a profession, `$5` paid, `$6` needs, `$7 $8` the
/// cursor, `$9` how many.
macro_rules! table {
    ($key:literal) => {
        concat!(
            "select t.*, ",
            $key,
            " as sort_key from (select ",
            columns!(),
            " from registrations r join users u on u.id = r.user_id where r.workshop_id = $1) t
             where ($2 = '' or lower(t.name) like $2 escape '!')
               and (t.standing = $3 or ($3 = '' and t.standing <> 'gone'))
               and ($4 = '' or t.profession = $4)
               and ($5 = '' or ($5 = 'yes' and t.paid = 1) or ($5 = 'no' and t.paid = 0))
               and ($6 = 0 or t.needs = 1)
               and (",
            $key,
            " > $7 or (",
            $key,
            " = $7 and t.seq > $8))
             order by ",
            $key,
            ", t.seq, t.id limit $9"
        )
    };
}

/// A page of the table.
pub async fn list(conn: &mut Conn, id: &WorkshopId, filter: &PeopleFilter) -> Result<Page<Person>> {
    let sql = match filter.sort.as_str() {
        "name" => table!("t.name"),
        "profession" => table!("t.profession"),
        _ => table!("t.blank"),
    };
    let (key, seq) =
        filter.after.split_once('_').and_then(|(seq, key)| Some((key, seq.parse::<i64>().ok()?))).unwrap_or(("", -1));
    let rows = sqlx::query(sql)
        .bind(id.as_str())
        .bind(like(&filter.name))
        .bind(filter.standing.map_or("", Standing::as_str).to_owned())
        .bind(&filter.profession)
        .bind(&filter.paid)
        .bind(i64::from(filter.needs))
        .bind(key.to_owned())
        .bind(seq)
        .bind(PAGE as i64 + 1)
        .fetch_all(conn)
        .await?;
    let people = rows.iter().map(person).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(people, PAGE, |one| one.cursor.clone()))
}

fn person(row: &AnyRow) -> Result<Person> {
    let standing: String = row.try_get("standing")?;
    let flag = |name: &str| -> Result<bool> { Ok(row.try_get::<i64, _>(name)? > 0) };
    Ok(Person {
        id: row.try_get::<String, _>("id")?.parse()?,
        user: row.try_get::<String, _>("user_id")?.parse()?,
        name: row.try_get("name")?,
        profession: (row.try_get("profession")?, row.try_get("profession_other")?),
        standing: Standing::parse(&standing).unwrap_or(Standing::Waiting),
        approved: flag("approved")?,
        joined_at: Moment(row.try_get("joined_at")?),
        wish: row.try_get("wish")?,
        wish_hours: row.try_get("wish_hours")?,
        paid: flag("paid")?,
        needs: flag("needs")?,
        answered: flag("answers")?,
        cursor: format!("{}_{}", row.try_get::<i64, _>("seq")?, row.try_get::<String, _>("sort_key")?),
    })
}

/// How many stand where, and how many of them have paid.
pub async fn standings(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<(Standing, i64, i64)>> {
    let rows = sqlx::query(concat!(
        "select ",
        standing!(),
        ", count(*), count(r.paid_at) from registrations r where r.workshop_id = $1 group by 1 order by 1"
    ))
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    let mut standings = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(standing) = Standing::parse(&row.try_get::<String, _>(0)?) {
            standings.push((standing, row.try_get(1)?, row.try_get(2)?));
        }
    }
    Ok(standings)
}

/// These people of a workshop.
pub async fn some(conn: &mut Conn, id: &WorkshopId, chosen: &[RegistrationId]) -> Result<Vec<Person>> {
    let mut found = Vec::with_capacity(chosen.len());
    for registration in chosen {
        found.push(one(conn, id, registration).await?);
    }
    Ok(found)
}

/// One person of a workshop.
pub async fn one(conn: &mut Conn, id: &WorkshopId, registration: &RegistrationId) -> Result<Person> {
    let row = sqlx::query(concat!(
        "select ",
        columns!(),
        ", '' as sort_key from registrations r join users u on u.id = r.user_id
         where r.workshop_id = $1 and r.id = $2"
    ))
    .bind(id.as_str())
    .bind(registration.as_str())
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    person(&row)
}

/// How many have a seat (or one that is held), by profession.
pub async fn mix(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<(String, i64)>> {
    let rows = sqlx::query(
        "select u.profession, count(*) from registrations r join users u on u.id = r.user_id
         where r.workshop_id = $1 and r.cancelled_at is null and coalesce(r.confirmed_at, r.offered_at) is not null
         group by u.profession order by u.profession",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// Marks that a fee was paid, or that it was not; what is marked already stays as it is.
pub async fn mark_paid(
    conn: &mut Conn,
    id: &WorkshopId,
    registration: &RegistrationId,
    paid: bool,
    actor: &UserId,
    now: Moment,
) -> Result<()> {
    let before = one(conn, id, registration).await?;
    if before.paid == paid {
        return Ok(());
    }
    sqlx::query("update registrations set paid_at = $2, paid_by = $3 where id = $1")
        .bind(registration.as_str())
        .bind(paid.then_some(now.0))
        .bind(paid.then(|| actor.as_str().to_owned()))
        .execute(&mut *conn)
        .await?;
    note(conn, id, Some(&before.user), Some(actor), if paid { "paid" } else { "unpaid" }, "", now).await
}

/// Whom a letter goes to: `seated`, `waiting`, `all`, the registrations that were `chosen`, `unpaid` with a seat, or
/// with `course` whoever is registered for any of its dates.
pub async fn receivers(
    conn: &mut Conn,
    editor: &Editor,
    workshop: &Workshop,
    to: &str,
    chosen: &[String],
) -> Result<Vec<UserId>> {
    if to == "course" {
        return everybody(conn, editor, workshop).await;
    }
    let rows = sqlx::query(
        "select id, user_id, case when confirmed_at is not null then 'seated' else 'waiting' end, paid_at
         from registrations where workshop_id = $1 and cancelled_at is null order by seq, id",
    )
    .bind(workshop.id.as_str())
    .fetch_all(conn)
    .await?;
    let mut users = Vec::new();
    for row in rows {
        let (registration, standing): (String, String) = (row.try_get(0)?, row.try_get(2)?);
        let meant = match to {
            "all" => true,
            "chosen" => chosen.contains(&registration),
            "unpaid" => standing == "seated" && row.try_get::<Option<i64>, _>(3)?.is_none(),
            _ => to == standing,
        };
        if meant {
            users.push(row.try_get::<String, _>(1)?.parse()?);
        }
    }
    Ok(users)
}

/// Everybody who is registered for a date of its course that takes place and that this editor may change, each once.
async fn everybody(conn: &mut Conn, editor: &Editor, workshop: &Workshop) -> Result<Vec<UserId>> {
    let Some(series) = &workshop.series else { return Ok(Vec::new()) };
    let host = match editor {
        Editor::Host(id) => id.as_str(),
        Editor::Organiser => "",
    };
    let rows = sqlx::query(
        "select distinct r.user_id from registrations r join workshops w on w.id = r.workshop_id
         where w.series_id = $1 and w.cancelled_at is null and r.cancelled_at is null
           and ($2 = '' or w.host_id = $2
                or exists (select 1 from workshop_hosts h where h.workshop_id = w.id and h.user_id = $2))
         order by r.user_id",
    )
    .bind(series.as_str())
    .bind(host.to_owned())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(row.try_get::<String, _>(0)?.parse()?)).collect()
}
