//! Who switched it on, and what their sheets say. Sheets are opened to be counted and for nothing else: no word of them
//! leaves this room. What was counted is kept and shown until so many have come or gone that the next count tells nothing
//! about any of them.

use std::collections::BTreeSet;

use sqlx::Row;

use super::model::{EVERY_DAYS, FIRST, Tally, choices, chosen, count, is_another, is_counted};
use crate::kit::id::{AnswerId, UserId};
use crate::kit::{Error, Locale, Moment};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::failure::Failure;
use crate::server::{AppState, Result};
use crate::worksheets::definition::{Definition, library};
use crate::worksheets::scoring::statistics::LEAST;
use crate::worksheets::sheets::Allowed;
use crate::worksheets::sheets::store::{answers, consents};
use crate::worksheets::store;

/// The kind of consent in the table.
const KIND: &str = "statistics";

/// A count that was kept, and when it was made.
pub type Taken = (Tally, Moment);

/// The counts of a worksheet among those who switched it on: those that were made last, or new ones where that is due.
/// None while fewer than ten people allow it.
pub async fn of(state: &AppState, definition: &Definition) -> Result<Option<Taken>> {
    let (worksheet, now) = (definition.about.id.as_str(), state.now());
    let mut conn = state.db.read().await?;
    let sheets = latest(allowed(&mut conn, worksheet).await?);
    if (sheets.len() as u64) < LEAST {
        return Ok(None);
    }
    let before = taken(&mut conn, worksheet).await?;
    if let Some((_, at)) = &before {
        let ids = sheets.iter().map(|(_, id)| id.to_string()).collect();
        if now < at.plus_days(EVERY_DAYS) || !is_another(&counted(&mut conn, worksheet).await?, &ids) {
            return Ok(before);
        }
    }
    let (mut people, mut ids) = (Vec::new(), Vec::new());
    for (owner, id) in sheets {
        if let Some(chosen) = said(&mut conn, &state.vault, &owner, &id, worksheet).await? {
            people.push(chosen);
            ids.push(id);
        }
    }
    let names: Vec<String> = choices(definition, Locale::ja).into_iter().map(|(id, _)| id).collect();
    let told = before.as_ref().map(|(tally, _)| tally.told()).unwrap_or_default();
    let tally = count(&names, &people, &told);
    if tally.people.is_none() {
        return Ok(None);
    }
    drop(conn);
    let input = (worksheet.to_owned(), tally, ids, before.map(|(_, at)| at), now);
    let keeping = state.db.write(input, |tx, (worksheet, tally, ids, before, now)| {
        Box::pin(keep(tx, worksheet, (tally, *now), ids, *before))
    });
    keeping.await?;
    taken(&mut *state.db.read().await?, worksheet).await
}

/// The latest sheet of each person.
fn latest(sheets: Vec<(UserId, AnswerId)>) -> Vec<(UserId, AnswerId)> {
    let mut one_each: Vec<(UserId, AnswerId)> = Vec::new();
    for (owner, id) in sheets {
        if one_each.last().is_none_or(|(last, _)| *last != owner) {
            one_each.push((owner, id));
        }
    }
    one_each
}

/// The count that was made last.
async fn taken(conn: &mut Conn, worksheet: &str) -> Result<Option<Taken>> {
    let row = sqlx::query("select counts, taken_at from worksheet_counts where worksheet = $1")
        .bind(worksheet)
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let tally = serde_json::from_str(&row.try_get::<String, _>(0)?);
    Ok(Some((tally.map_err(|error| Failure::other("reading counts", error))?, Moment(row.try_get(1)?))))
}

/// The sheets that are in it.
async fn counted(conn: &mut Conn, worksheet: &str) -> Result<BTreeSet<String>> {
    let rows = sqlx::query("select answer_id from worksheet_counted where worksheet = $1 order by answer_id")
        .bind(worksheet)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<sqlx::Result<_>>()?)
}

/// Keeps a count in the place of the one of `before`. Of two who count at the same moment the first is right, and the
/// second changes nothing: another count so soon would tell what lies between them.
async fn keep(
    conn: &mut Conn,
    worksheet: &str,
    (tally, now): (&Tally, Moment),
    sheets: &[AnswerId],
    before: Option<Moment>,
) -> Result<()> {
    let counts = serde_json::to_string(tally).map_err(|error| Failure::other("writing counts", error))?;
    let kept = sqlx::query(
        "insert into worksheet_counts (worksheet, counts, taken_at) values ($1, $2, $3)
         on conflict (worksheet) do update set counts = excluded.counts, taken_at = excluded.taken_at
         where worksheet_counts.taken_at = $4",
    )
    .bind(worksheet)
    .bind(counts)
    .bind(now.0)
    .bind(before.map_or(i64::MIN, |at| at.0))
    .execute(&mut *conn)
    .await?;
    if kept.rows_affected() == 0 {
        return Ok(());
    }
    sqlx::query("delete from worksheet_counted where worksheet = $1").bind(worksheet).execute(&mut *conn).await?;
    for id in sheets {
        sqlx::query("insert into worksheet_counted (answer_id, worksheet) values ($1, $2)")
            .bind(id.as_str())
            .bind(worksheet)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
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

/// The worksheet of a finished sheet of `owner`, and what it may be counted for; `NotFound` when it is not theirs, or of a
/// worksheet that is never counted.
pub async fn allows(conn: &mut Conn, owner: &UserId, id: &AnswerId) -> Result<(&'static Definition, Allowed)> {
    let row = sqlx::query(
        "select worksheet from worksheet_answers
         where id = $1 and owner_id = $2 and deleted_at is null and finished_at is not null",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let definition = library::definition(&row.try_get::<String, _>(0)?).ok_or(Error::NotFound)?;
    let allowed = consents::allowed(conn, owner, id).await?;
    // Nobody is asked to allow what is never done; what was allowed before can be taken back.
    let asked = allowed.statistics || is_counted(definition);
    if asked { Ok((definition, allowed)) } else { Err(Error::NotFound.into()) }
}

/// Switches one of them on or off for a finished sheet of `owner`.
pub async fn switch(
    conn: &mut Conn,
    owner: &UserId,
    id: &AnswerId,
    (kind, on): (&str, bool),
    now: Moment,
) -> Result<()> {
    consents::hold(conn, owner, id).await?;
    let (definition, _) = allows(conn, owner, id).await?;
    consents::must_be_counted(definition, (kind, on))?;
    consents::switch(conn, owner, id, (kind, on), now).await
}
