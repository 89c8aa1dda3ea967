//! Lines of the chat or the board of a block.

use sqlx::Row;

use super::Taken;
use crate::kit::Error;
use crate::kit::id::{RowId, UserId, WorkshopId};
use crate::live::plan::model::Tool;
use crate::live::tools::model::{COLUMNS, Line, LineForm};
use crate::live::tools::room;
use crate::live::tools::rules::{self, Refusal};
use crate::server::db::Conn;
use crate::server::failure::Result;

/// The most lines of a block.
const MOST: i64 = 500;

/// How many lines screens show: the newest.
const SHOWN: i64 = 100;

/// Says a line, with one's name only where one says so. `id` must not know the time.
pub async fn say(conn: &mut Conn, (room, user): (&WorkshopId, &UserId), form: &LineForm, id: &RowId) -> Result<Taken> {
    room::locked(conn, room).await?;
    room::member_of(conn, room, user).await?;
    let columns = match room::block(conn, room, &form.block).await?.tool {
        Tool::Chat => 1,
        Tool::Board => COLUMNS,
        _ => return Err(Error::NotFound.into()),
    };
    let column = if form.column.is_empty() { Some(0) } else { form.column.parse::<u8>().ok() };
    let Some(column) = column.filter(|column| *column < columns) else { return Ok(Err(Refusal::Foreign)) };
    let text = match rules::text(&form.text) {
        Ok(text) => text,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let row = sqlx::query("select coalesce(max(nth), 0) from live_lines where workshop_id = $1 and block = $2")
        .bind(room.as_str())
        .bind(&form.block)
        .fetch_one(&mut *conn)
        .await?;
    let nth = row.try_get::<i64, _>(0)? + 1;
    if nth > MOST {
        return Ok(Err(Refusal::Full));
    }
    sqlx::query(
        "insert into live_lines (id, workshop_id, block, board_column, nth, text, author_id)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id.as_str())
    .bind(room.as_str())
    .bind(&form.block)
    .bind(i64::from(column))
    .bind(nth)
    .bind(text)
    .bind((!form.named.is_empty()).then(|| user.to_string()))
    .execute(&mut *conn)
    .await?;
    room::touched(conn, room).await?;
    Ok(Ok(()))
}

/// The newest lines of a block, the newest last.
pub async fn shown(conn: &mut Conn, room: &WorkshopId, block: &str) -> Result<Vec<Line>> {
    let rows = sqlx::query(
        "select l.id, l.text, p.name, l.board_column from live_lines l
         left join live_people p on p.workshop_id = l.workshop_id and p.user_id = l.author_id
         where l.workshop_id = $1 and l.block = $2 and l.hidden_at is null order by l.nth desc, l.id limit $3",
    )
    .bind(room.as_str())
    .bind(block)
    .bind(SHOWN)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .rev()
        .map(|row| {
            Ok(Line {
                id: row.try_get(0)?,
                text: row.try_get(1)?,
                name: row.try_get(2)?,
                column: row.try_get::<i64, _>(3)?.try_into().unwrap_or_default(),
            })
        })
        .collect()
}
