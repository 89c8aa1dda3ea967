//! Who switched it on, and what their sheets say. Sheets are opened to be counted and for nothing else: no word of them
//! leaves this room.

use sqlx::Row;

use super::model::{Counts, FIRST, choices, chosen, count, is_counted};
use crate::kit::id::{AnswerId, UserId};
use crate::kit::{Error, Locale, Moment};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::worksheets::definition::{Definition, library};
use crate::worksheets::sheets::store::{answers, consents};
use crate::worksheets::store;

/// The kind of consent in the table.
const KIND: &str = "statistics";

/// The counts of a worksheet among those who switched it on: the latest such sheet of each person.
pub async fn of(conn: &mut Conn, vault: &Vault, definition: &Definition, locale: Locale) -> Result<Counts> {
    let mut people = Vec::new();
    let mut last: Option<UserId> = None;
    for (owner, id) in allowed(conn, &definition.about.id).await? {
        if last.as_ref() == Some(&owner) {
            continue;
        }
        people.extend(said(conn, vault, &owner, &id, &definition.about.id).await?);
        last = Some(owner);
    }
    Ok(count(definition.about.name.of(locale), &choices(definition, locale), &people))
}

/// The finished sheets that may be counted: person by person, the latest first.
async fn allowed(conn: &mut Conn, worksheet: &str) -> Result<Vec<(UserId, AnswerId)>> {
    let rows = sqlx::query(
        "select a.owner_id, a.id from worksheet_consents c join worksheet_answers a on a.id = c.answer_id
         join users u on u.id = a.owner_id
         where c.kind = $1 and a.worksheet = $2 and a.deleted_at is null and a.finished_at is not null
           and u.closed_at is null
         order by a.owner_id, a.finished_at desc, a.id desc",
    )
    .bind(KIND)
    .bind(worksheet)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((row.try_get::<String, _>(0)?.parse()?, row.try_get::<String, _>(1)?.parse()?))).collect()
}

/// What somebody chose in a sheet, of what is counted; none where it cannot be scored.
async fn said(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &AnswerId,
    worksheet: &str,
) -> Result<Option<Vec<String>>> {
    if worksheet == store::WORKSHEET {
        let top = store::open(conn, vault, owner, id).await?.kept.sitting.top;
        return Ok(Some(top.into_iter().take(FIRST).collect()));
    }
    let (sheet, _) = answers::finished(conn, vault, owner, id).await?;
    Ok(sheet.kept.play.outcome(sheet.definition()?).ok().map(|outcome| chosen(&outcome)))
}

/// The worksheet of a finished sheet of `owner`, and whether it is counted; `NotFound` when it is not theirs, or of a
/// worksheet that is never counted.
pub async fn is_on(conn: &mut Conn, owner: &UserId, id: &AnswerId) -> Result<(&'static Definition, bool)> {
    let row = sqlx::query(
        "select a.worksheet, (select count(*) from worksheet_consents c where c.answer_id = a.id and c.kind = $3)
         from worksheet_answers a
         where a.id = $1 and a.owner_id = $2 and a.deleted_at is null and a.finished_at is not null",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .bind(KIND)
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    let definition = library::definition(&row.try_get::<String, _>(0)?).ok_or(Error::NotFound)?;
    let on = row.try_get::<i64, _>(1)? > 0;
    // Nobody is asked to allow what is never done; what was allowed before can be taken back.
    if on || is_counted(definition) { Ok((definition, on)) } else { Err(Error::NotFound.into()) }
}

/// Switches it on or off for a finished sheet of `owner`.
pub async fn switch(conn: &mut Conn, owner: &UserId, id: &AnswerId, on: bool, now: Moment) -> Result<()> {
    consents::hold(conn, owner, id).await?;
    is_on(conn, owner, id).await?;
    let sql = match on {
        true => {
            "insert into worksheet_consents (answer_id, kind, owner_id, given_at) values ($1, $2, $3, $4)
             on conflict (answer_id, kind) do nothing"
        }
        false => "delete from worksheet_consents where answer_id = $1 and kind = $2 and owner_id = $3 and $4 > 0",
    };
    sqlx::query(sql).bind(id.as_str()).bind(KIND).bind(owner.as_str()).bind(now.0).execute(conn).await?;
    Ok(())
}
