//! SQL of what hosts wish about groups, and of who met.

use std::collections::BTreeMap;

use sqlx::Row;

use crate::kit::Error;
use crate::kit::id::{UserId, WorkshopId};
use crate::live::room::model::wire::Seat;
use crate::server::db::Conn;
use crate::server::failure::Result;

/// What a host decided about all groups of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mixing {
    /// Whether meetings at other dates of the course count.
    pub series: bool,
    /// Where groups meet: the first is that of the first group.
    pub links: Vec<String>,
}

/// What a host decided.
pub async fn mixing(conn: &mut Conn, id: &WorkshopId) -> Result<Mixing> {
    let row = sqlx::query("select series, links from live_mixing where workshop_id = $1")
        .bind(id.as_str())
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else { return Ok(Mixing::default()) };
    Ok(Mixing {
        series: row.try_get::<i64, _>(0)? == 1,
        links: row.try_get::<String, _>(1)?.lines().map(str::to_owned).collect(),
    })
}

/// Keeps what a host decided.
pub async fn set_mixing(conn: &mut Conn, id: &WorkshopId, mixing: &Mixing) -> Result<()> {
    sqlx::query(
        "insert into live_mixing (workshop_id, series, links) values ($1, $2, $3)
         on conflict (workshop_id) do update set series = excluded.series, links = excluded.links",
    )
    .bind(id.as_str())
    .bind(i64::from(mixing.series))
    .bind(mixing.links.join("\n"))
    .execute(conn)
    .await?;
    Ok(())
}

/// Who sat in which group of a round, also those who went.
pub async fn sits(conn: &mut Conn, id: &WorkshopId, block: &str) -> Result<BTreeMap<i64, Vec<UserId>>> {
    let rows = sqlx::query(
        "select number, user_id from live_sits where workshop_id = $1 and block = $2 order by number, user_id",
    )
    .bind(id.as_str())
    .bind(block.to_owned())
    .fetch_all(conn)
    .await?;
    let mut groups: BTreeMap<i64, Vec<UserId>> = BTreeMap::new();
    for row in rows {
        groups.entry(row.try_get(0)?).or_default().push(row.try_get::<String, _>(1)?.parse()?);
    }
    Ok(groups)
}

/// Who sat together at other dates of the course, once for each time.
pub async fn met_before(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<(UserId, UserId)>> {
    let rows = sqlx::query(
        "select a.user_id, b.user_id from workshops here
         join workshops w on w.series_id = here.series_id and w.id <> here.id
         join live_rounds r on r.workshop_id = w.id and r.begun_at is not null and r.made_at is not null
         join live_sits a on a.workshop_id = r.workshop_id and a.block = r.block
         join live_sits b on b.workshop_id = a.workshop_id and b.block = a.block and b.number = a.number
         where here.id = $1 and a.user_id < b.user_id order by a.workshop_id, a.block, a.user_id, b.user_id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((row.try_get::<String, _>(0)?.parse()?, row.try_get::<String, _>(1)?.parse()?))).collect()
}

/// Who must sit together (true) or must not.
pub async fn pairs(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<(UserId, UserId, bool)>> {
    let rows = sqlx::query("select a_id, b_id, together from live_pairs where workshop_id = $1 order by a_id, b_id")
        .bind(id.as_str())
        .fetch_all(conn)
        .await?;
    let mut pairs = Vec::with_capacity(rows.len());
    for row in rows {
        let (a, b): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        pairs.push((a.parse()?, b.parse()?, row.try_get::<i64, _>(2)? == 1));
    }
    Ok(pairs)
}

/// Wishes two people together or apart, or nothing of them any more.
pub async fn set_pair(conn: &mut Conn, id: &WorkshopId, (a, b): (Seat, Seat), wish: Option<bool>) -> Result<()> {
    let (a, b) = (of_seat(conn, id, a).await?, of_seat(conn, id, b).await?);
    let (a, b) = if a < b { (a, b) } else { (b, a) };
    sqlx::query("delete from live_pairs where workshop_id = $1 and a_id = $2 and b_id = $3")
        .bind(id.as_str())
        .bind(a.as_str())
        .bind(b.as_str())
        .execute(&mut *conn)
        .await?;
    if let Some(together) = wish {
        sqlx::query("insert into live_pairs (workshop_id, a_id, b_id, together) values ($1, $2, $3, $4)")
            .bind(id.as_str())
            .bind(a.as_str())
            .bind(b.as_str())
            .bind(i64::from(together))
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Puts somebody into groups, or leaves them out.
pub async fn place(conn: &mut Conn, id: &WorkshopId, seat: Seat, seated: bool) -> Result<()> {
    let user = of_seat(conn, id, seat).await?;
    sqlx::query(
        "insert into live_placing (workshop_id, user_id, seated) values ($1, $2, $3)
         on conflict (workshop_id, user_id) do update set seated = excluded.seated",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(i64::from(seated))
    .execute(conn)
    .await?;
    Ok(())
}

/// Who has a number in the room.
pub async fn of_seat(conn: &mut Conn, id: &WorkshopId, seat: Seat) -> Result<UserId> {
    let row = sqlx::query("select user_id from live_people where workshop_id = $1 and seat = $2")
        .bind(id.as_str())
        .bind(i64::from(seat))
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(row.try_get::<String, _>(0)?.parse()?)
}
