//! SQL of the lines of help. Until the first change the table is empty, and the content's lines stand for it.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::model::{Act, Line};
use crate::kit::id::{RowId, UserId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::db::{Conn, lock_row};
use crate::server::state::new_id;
use crate::worksheets::definition::library::battery;

/// Between the numbers of a line.
const COMMA: char = ',';

/// How the table begins.
fn first() -> Vec<Line> {
    let lines = battery().lines.iter().map(|line| Line {
        id: line.id.to_string(),
        name_ja: line.name.ja.clone(),
        name_en: line.name.en.clone(),
        numbers: line.numbers.clone(),
        note_ja: line.note.as_ref().map(|note| note.ja.clone()).unwrap_or_default(),
        note_en: line.note.as_ref().map(|note| note.en.clone()).unwrap_or_default(),
        evening: line.evening == Some(true),
        check_first: line.check_first == Some(true),
        ..Line::default()
    });
    lines.collect()
}

/// Every line, in order, the hidden ones too.
pub async fn lines(conn: &mut Conn) -> Result<Vec<Line>> {
    let rows = sqlx::query(
        "select id, name_ja, name_en, numbers, note_ja, note_en, url, evening, check_first, version, checked_at, hidden_at
         from help_lines order by position, id",
    )
    .fetch_all(conn)
    .await?;
    if rows.is_empty() { Ok(first()) } else { rows.iter().map(line).collect() }
}

fn line(row: &AnyRow) -> Result<Line> {
    let numbers: String = row.try_get(3)?;
    Ok(Line {
        id: row.try_get(0)?,
        name_ja: row.try_get(1)?,
        name_en: row.try_get(2)?,
        numbers: numbers.split(COMMA).filter(|number| !number.is_empty()).map(str::to_owned).collect(),
        note_ja: row.try_get(4)?,
        note_en: row.try_get(5)?,
        url: row.try_get(6)?,
        evening: row.try_get::<i64, _>(7)? != 0,
        check_first: row.try_get::<i64, _>(8)? != 0,
        version: row.try_get(9)?,
        checked_at: row.try_get::<Option<i64>, _>(10)?.map(Moment),
        hidden_at: row.try_get::<Option<i64>, _>(11)?.map(Moment),
    })
}

/// Puts the content's lines into an empty table, before the first change. Runs while organisers wait for each other.
async fn begin(conn: &mut Conn) -> Result<()> {
    let row = sqlx::query("select count(*) from help_lines").fetch_one(&mut *conn).await?;
    if row.try_get::<i64, _>(0)? > 0 {
        return Ok(());
    }
    for (position, line) in (1_i64..).zip(first()) {
        insert(conn, position, &line).await?;
    }
    Ok(())
}

async fn insert(conn: &mut Conn, position: i64, line: &Line) -> Result<()> {
    sqlx::query(
        "insert into help_lines (id, position, name_ja, name_en, numbers, note_ja, note_en, url, evening, check_first,
                                 version, checked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(&line.id)
    .bind(position)
    .bind(&line.name_ja)
    .bind(&line.name_en)
    .bind(joined(&line.numbers))
    .bind(&line.note_ja)
    .bind(&line.note_en)
    .bind(&line.url)
    .bind(i64::from(line.evening))
    .bind(i64::from(line.check_first))
    .bind(line.version)
    .bind(line.checked_at.map(|at| at.0))
    .execute(conn)
    .await?;
    Ok(())
}

fn joined(numbers: &[String]) -> String {
    numbers.join(&COMMA.to_string())
}

/// The line as it stands, locked, if it is at that version; `Conflict` when it is not, `NotFound` when there is none.
async fn at_version(conn: &mut Conn, id: &str, version: i64) -> Result<Line> {
    // It comes from outside, and a database may refuse what is no text to it.
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Err(Error::NotFound.into());
    }
    lock_row(conn, "select id from help_lines where id = $1 for update", id).await?;
    let found = lines(conn).await?.into_iter().find(|line| line.id == id).ok_or(Error::NotFound)?;
    if found.version == version { Ok(found) } else { Err(Error::Conflict.into()) }
}

/// Adds a line at the end.
pub async fn add(conn: &mut Conn, by: &UserId, line: &Line, now: Moment) -> Result<()> {
    begin(conn).await?;
    let row = sqlx::query("select coalesce(max(position), 0) from help_lines").fetch_one(&mut *conn).await?;
    insert(conn, row.try_get::<i64, _>(0)? + 1, line).await?;
    note(conn, &line.id, Act::Added, "", by, now).await
}

/// Changes the words and numbers of a line. What was not compared with its source loses its day.
pub async fn change(conn: &mut Conn, by: &UserId, line: &Line, now: Moment) -> Result<()> {
    begin(conn).await?;
    let before = at_version(conn, &line.id, line.version).await?;
    sqlx::query(
        "update help_lines set name_ja = $2, name_en = $3, numbers = $4, note_ja = $5, note_en = $6, url = $7,
                evening = $8, checked_at = $9, version = version + 1 where id = $1",
    )
    .bind(&line.id)
    .bind(&line.name_ja)
    .bind(&line.name_en)
    .bind(joined(&line.numbers))
    .bind(&line.note_ja)
    .bind(&line.note_en)
    .bind(&line.url)
    .bind(i64::from(line.evening))
    .bind(line.checked_at.map(|at| at.0))
    .execute(&mut *conn)
    .await?;
    let was = if before.numbers == line.numbers { String::new() } else { before.numbers.join(" / ") };
    note(conn, &line.id, Act::Changed, &was, by, now).await?;
    match line.checked_at {
        Some(_) => note(conn, &line.id, Act::Checked, "", by, now).await,
        None => Ok(()),
    }
}

/// Notes that a line was compared with its source, takes it from the page, or puts it back.
pub async fn mark(conn: &mut Conn, by: &UserId, (id, version): (&str, i64), act: Act, now: Moment) -> Result<()> {
    begin(conn).await?;
    at_version(conn, id, version).await?;
    let sql = match act {
        Act::Checked => "update help_lines set checked_at = $2, version = version + 1 where id = $1",
        Act::Hidden => "update help_lines set hidden_at = $2, version = version + 1 where id = $1",
        Act::Shown => "update help_lines set hidden_at = null, version = version + 1 where id = $1 and $2 > 0",
        Act::Added | Act::Changed => return Err(Error::BadRequest.into()),
    };
    sqlx::query(sql).bind(id).bind(now.0).execute(&mut *conn).await?;
    note(conn, id, act, "", by, now).await
}

async fn note(conn: &mut Conn, line: &str, act: Act, was: &str, by: &UserId, now: Moment) -> Result<()> {
    let id: RowId = new_id(now);
    sqlx::query("insert into help_line_history (id, line_id, act, was, by_id, at) values ($1, $2, $3, $4, $5, $6)")
        .bind(id.as_str())
        .bind(line)
        .bind(act.as_str())
        .bind(was)
        .bind(by.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// What was done: line, act, numbers before, by whom, when. The latest first.
pub async fn history(conn: &mut Conn) -> Result<Vec<(String, Act, String, String, Moment)>> {
    let rows = sqlx::query(
        "select h.line_id, h.act, h.was, u.name, h.at from help_line_history h join users u on u.id = h.by_id
         order by h.at desc, h.id desc",
    )
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let act = Act::parse(&row.try_get::<String, _>(1)?).unwrap_or(Act::Changed);
            Ok((row.try_get(0)?, act, row.try_get(2)?, row.try_get(3)?, Moment(row.try_get(4)?)))
        })
        .collect()
}
