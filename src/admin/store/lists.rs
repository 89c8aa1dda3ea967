//! What the organiser's pages list: names, professions, roles, cohorts and numbers, never a word that somebody wrote.

use std::collections::HashMap;

use sqlx::Row;
use sqlx::any::AnyRow;

use crate::accounts::model::{Profession, introduced};
use crate::admin::model::{CohortSheet, Desk, Part, PersonRow, PersonSheet, RoleChange};
use crate::kit::id::{CohortId, UserId};
use crate::kit::page::Page;
use crate::kit::{Error, Locale, Moment, Role, Viewer};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::time;

/// How many people stand on one page.
pub const PAGE: usize = 30;

/// What the list of people is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Part of a name; empty for everybody.
    pub name: String,
    /// Only people with this role.
    pub role: Option<Role>,
    /// Only people after this one.
    pub after: Option<UserId>,
}

/// The numbers on the desk.
pub async fn desk(conn: &mut Conn, now: Moment) -> Result<Desk> {
    let row = sqlx::query(
        "select
            (select count(*) from users where closed_at is null and verified_at is not null),
            (select count(*) from user_roles r join users u on u.id = r.user_id
             where r.role = 'coach' and u.closed_at is null and u.verified_at is not null),
            (select count(*) from user_roles r join users u on u.id = r.user_id
             where r.role = 'host' and u.closed_at is null and u.verified_at is not null),
            (select count(*) from cohorts where closed_at is null),
            (select count(*) from cohorts c where c.closed_at is null
             and exists (select 1 from cohort_people p where p.cohort_id = c.id and p.part = 'member' and p.left_at is null)
             and not exists (select 1 from cohort_people p where p.cohort_id = c.id and p.part = 'coach' and p.left_at is null)),
            (select count(*) from workshops
             where published_at is not null and cancelled_at is null and starts_at > $1)",
    )
    .bind(now.0)
    .fetch_one(conn)
    .await?;
    Ok(Desk {
        people: row.try_get(0)?,
        coaches: row.try_get(1)?,
        hosts: row.try_get(2)?,
        cohorts: row.try_get(3)?,
        without_coach: row.try_get(4)?,
        coming: row.try_get(5)?,
        stale_help: 0,
    })
}

/// People by name, a page at a time.
pub async fn people(conn: &mut Conn, locale: Locale, wanted: &Wanted, size: usize) -> Result<Page<PersonRow>> {
    let roles = roles_of_all(conn).await?;
    let rows = sqlx::query(
        "select u.id, u.name, u.profession, u.profession_other from users u
         where u.closed_at is null and u.verified_at is not null
           and lower(u.name) like $1 escape '\\'
           and ($2 = '' or exists (select 1 from user_roles r where r.user_id = u.id and r.role = $2))
           and ($3 = '' or (u.name, u.id) > (select a.name, a.id from users a where a.id = $3))
         order by u.name, u.id limit $4",
    )
    .bind(pattern(&wanted.name))
    .bind(wanted.role.map_or("", Role::as_str))
    .bind(wanted.after.as_ref().map_or("", UserId::as_str))
    .bind(size as i64 + 1)
    .fetch_all(conn)
    .await?;
    let people = rows.iter().map(|row| person(row, &roles, locale)).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(people, size, |person| person.id.to_string()))
}

/// One person with their cohorts and the history of their roles.
pub async fn sheet(conn: &mut Conn, viewer: &Viewer, id: &UserId) -> Result<PersonSheet> {
    let roles = roles_of_all(conn).await?;
    let row = sqlx::query(
        "select id, name, profession, profession_other from users
         where id = $1 and closed_at is null and verified_at is not null",
    )
    .bind(id.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let cohorts = sqlx::query(
        "select c.name, p.part from cohort_people p join cohorts c on c.id = p.cohort_id
         where p.user_id = $1 and p.left_at is null and c.closed_at is null order by c.created_at, c.id",
    )
    .bind(id.as_str())
    .fetch_all(&mut *conn)
    .await?;
    let mut names = Vec::new();
    for cohort in &cohorts {
        names.push((cohort.try_get(0)?, part(cohort, 1)?));
    }
    Ok(PersonSheet {
        row: person(&row, &roles, viewer.locale)?,
        is_me: *id == viewer.id,
        cohorts: names,
        changes: changes(conn, viewer, id).await?,
    })
}

/// Every cohort with its people: the open ones, the newest first, then those that were closed, the latest first.
pub async fn cohorts(conn: &mut Conn, viewer: &Viewer) -> Result<Vec<CohortSheet>> {
    let roles = roles_of_all(conn).await?;
    let rows = sqlx::query(
        "select id, name, created_at, closed_at from cohorts
         order by coalesce(closed_at, $1) desc, created_at desc, id desc",
    )
    .bind(i64::MAX)
    .fetch_all(&mut *conn)
    .await?;
    let day = |at: i64| time::full_day(Moment(at), &viewer.zone, viewer.locale);
    let mut sheets = Vec::new();
    for row in rows {
        let id: CohortId = row.try_get::<String, _>(0)?.parse()?;
        let mut sheet = CohortSheet {
            id,
            name: row.try_get(1)?,
            opened: day(row.try_get(2)?),
            closed: row.try_get::<Option<i64>, _>(3)?.map(day),
            coaches: Vec::new(),
            members: Vec::new(),
        };
        let people = sqlx::query(
            "select u.id, u.name, u.profession, u.profession_other, p.part
             from cohort_people p join users u on u.id = p.user_id
             where p.cohort_id = $1 and p.left_at is null and u.closed_at is null order by u.name, u.id",
        )
        .bind(sheet.id.as_str())
        .fetch_all(&mut *conn)
        .await?;
        for row in &people {
            let list = if part(row, 4)? == Part::Coach { &mut sheet.coaches } else { &mut sheet.members };
            list.push(person(row, &roles, viewer.locale)?);
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// What was given and taken, the newest first. A role that was taken tells both.
async fn changes(conn: &mut Conn, viewer: &Viewer, id: &UserId) -> Result<Vec<RoleChange>> {
    let rows = sqlx::query(
        "select r.role, r.granted_at, g.name, cast(null as bigint), cast(null as text)
         from user_roles r left join users g on g.id = r.granted_by where r.user_id = $1
         union all
         select h.role, h.granted_at, g.name, h.taken_at, t.name
         from role_history h left join users g on g.id = h.granted_by join users t on t.id = h.taken_by
         where h.user_id = $1",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    let mut lines: Vec<(i64, Role, bool, Option<String>)> = Vec::new();
    for row in rows {
        let Some(role) = Role::parse(&row.try_get::<String, _>(0)?) else { continue };
        lines.push((row.try_get(1)?, role, true, row.try_get(2)?));
        if let Some(at) = row.try_get::<Option<i64>, _>(3)? {
            lines.push((at, role, false, row.try_get(4)?));
        }
    }
    lines.sort_by_key(|(at, role, given, _)| (std::cmp::Reverse(*at), *role, *given));
    let words = |(at, role, given, by)| RoleChange {
        role,
        given,
        by,
        day: time::full_day(Moment(at), &viewer.zone, viewer.locale),
        at: time::rfc3339(Moment(at), &viewer.zone),
    };
    Ok(lines.into_iter().map(words).collect())
}

/// The roles of everybody who has one; few people do.
async fn roles_of_all(conn: &mut Conn) -> Result<HashMap<String, Vec<Role>>> {
    let rows = sqlx::query("select user_id, role from user_roles order by role").fetch_all(conn).await?;
    let mut roles: HashMap<String, Vec<Role>> = HashMap::new();
    for row in rows {
        roles.entry(row.try_get(0)?).or_default().extend(Role::parse(&row.try_get::<String, _>(1)?));
    }
    Ok(roles)
}

fn person(row: &AnyRow, roles: &HashMap<String, Vec<Role>>, locale: Locale) -> Result<PersonRow> {
    let id: String = row.try_get(0)?;
    let (profession, own_words): (String, String) = (row.try_get(2)?, row.try_get(3)?);
    let profession = introduced(Profession::parse(&profession), &own_words, locale).unwrap_or_default();
    let roles = roles.get(&id).cloned().unwrap_or_default();
    Ok(PersonRow { id: id.parse()?, name: row.try_get(1)?, profession, roles: crate::admin::model::in_order(roles) })
}

fn part(row: &AnyRow, at: usize) -> Result<Part> {
    Ok(Part::parse(&row.try_get::<String, _>(at)?).unwrap_or(Part::Member))
}

/// The pattern that finds `name` anywhere, with the pattern's own signs taken as letters.
fn pattern(name: &str) -> String {
    let mut out = String::from("%");
    for c in name.trim().to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('%');
    out
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn signs_of_patterns_are_letters_in_names() {
        assert_eq!(pattern(" み% "), "%み\\%%");
        assert_eq!(pattern("A_\\"), "%a\\_\\\\%");
    }
}
