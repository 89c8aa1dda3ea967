//! つながり希望: whom somebody would like to talk with again, of those they met. When both wish it each gets a letter.

use sqlx::Row;

use super::attendance::is_over;
use super::letters;
use crate::accounts::store::contact_of;
use crate::kit::id::{UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::live::room::groups::plan;
use crate::live::room::groups::store::of_seat;
use crate::live::room::model::wire::Seat;
use crate::live::room::store::people::{name_before, seat as number};
use crate::live::room::store::{LOCK, Room, find};
use crate::server::config::Config;
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::server::mail::outbox::enqueue;

/// So many days after a room was closed one may still wish.
pub const DAYS: i64 = 7;

/// In a room without groups so many others can be met.
const MOST: usize = 60;

/// Somebody whom one met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// Their number.
    pub seat: Seat,
    /// The name that they wanted to be called.
    pub name: String,
    /// One wishes to talk with them again.
    pub wished: bool,
    /// They may be told one's address, when both wish.
    pub address: bool,
    /// Both wished.
    pub introduced: bool,
}

/// What became of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wished {
    /// It is kept, or taken back.
    Done,
    /// The days for it are over.
    Late,
}

/// Whom somebody sat with in a group.
const OF_GROUPS: &str = "select distinct p.seat, p.name, w.wished_at, w.address, w.introduced_at from live_sits mine
     join live_rounds r on r.workshop_id = mine.workshop_id and r.block = mine.block
          and r.begun_at is not null and r.made_at is not null
     join live_sits s on s.workshop_id = mine.workshop_id and s.block = mine.block
          and s.number = mine.number and s.user_id <> mine.user_id
     join live_people p on p.workshop_id = s.workshop_id and p.user_id = s.user_id
     left join live_wishes w on w.workshop_id = mine.workshop_id and w.user_id = mine.user_id
          and w.other_id = s.user_id
     where mine.workshop_id = $1 and mine.user_id = $2 and p.name <> '' order by p.seat";

/// Who came into the same room.
const OF_THE_ROOM: &str = "select p.seat, p.name, w.wished_at, w.address, w.introduced_at from live_people mine
     join live_people p on p.workshop_id = mine.workshop_id and p.user_id <> mine.user_id
     left join live_wishes w on w.workshop_id = mine.workshop_id and w.user_id = mine.user_id
          and w.other_id = p.user_id
     where mine.workshop_id = $1 and mine.user_id = $2 and p.name <> '' order by p.seat";

/// Whom somebody met: those they sat with in a group; where there were no groups all who came in, unless they are so many
/// that nobody met everybody.
pub async fn met(conn: &mut Conn, id: &WorkshopId, room: &Room, user: &UserId) -> Result<Vec<Met>> {
    let has_groups = has_groups(conn, id, room).await?;
    let sql = if has_groups { OF_GROUPS } else { OF_THE_ROOM };
    let rows = sqlx::query(sql).bind(id.as_str()).bind(user.as_str()).fetch_all(conn).await?;
    if !has_groups && rows.len() > MOST {
        return Ok(Vec::new());
    }
    let mut met = Vec::with_capacity(rows.len());
    for row in rows {
        met.push(Met {
            seat: number(row.try_get(0)?)?,
            name: row.try_get(1)?,
            wished: row.try_get::<Option<i64>, _>(2)?.is_some(),
            address: row.try_get::<Option<i64>, _>(3)? == Some(1),
            introduced: row.try_get::<Option<i64>, _>(4)?.is_some(),
        });
    }
    Ok(met)
}

/// Whether people sit in groups: by the sheet and, once it is over, by what took place.
async fn has_groups(conn: &mut Conn, id: &WorkshopId, room: &Room) -> Result<bool> {
    if plan::rounds(&room.sheet).is_empty() {
        return Ok(false);
    }
    if !is_over(room) {
        return Ok(true);
    }
    let begun =
        "select 1 from live_rounds where workshop_id = $1 and begun_at is not null and made_at is not null limit 1";
    Ok(sqlx::query(begun).bind(id.as_str()).fetch_optional(conn).await?.is_some())
}

/// Wishes to talk with somebody again; `address`: they may be told one's address. None takes the wish back, as long as
/// they were not told of each other. Who did not meet them is told that there is nobody: `NotFound`.
pub async fn wish(
    conn: &mut Conn,
    config: &Config,
    id: &WorkshopId,
    (user, seat): (&UserId, Seat),
    address: Option<bool>,
    now: Moment,
) -> Result<Wished> {
    // Of two who wish at once the second finds the first one's wish.
    lock_row(conn, LOCK, id.as_str()).await?;
    let room = find(conn, id).await?.ok_or(Error::NotFound)?;
    let mine = met(conn, id, &room, user).await?.into_iter().find(|met| met.seat == seat).ok_or(Error::NotFound)?;
    if room.closed_at.is_some_and(|at| at.plus_days(DAYS) < now) {
        return Ok(Wished::Late);
    }
    let other = of_seat(conn, id, seat).await?;
    let Some(address) = address else {
        sqlx::query(
            "delete from live_wishes
             where workshop_id = $1 and user_id = $2 and other_id = $3 and introduced_at is null",
        )
        .bind(id.as_str())
        .bind(user.as_str())
        .bind(other.as_str())
        .execute(conn)
        .await?;
        return Ok(Wished::Done);
    };
    sqlx::query(
        "insert into live_wishes (workshop_id, user_id, other_id, wished_at, address) values ($1, $2, $3, $4, $5)
         on conflict (workshop_id, user_id, other_id) do update set address = excluded.address",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(other.as_str())
    .bind(now.0)
    .bind(i64::from(address))
    .execute(&mut *conn)
    .await?;
    let theirs =
        sqlx::query("select address from live_wishes where workshop_id = $1 and user_id = $2 and other_id = $3")
            .bind(id.as_str())
            .bind(other.as_str())
            .bind(user.as_str())
            .fetch_optional(&mut *conn)
            .await?;
    let Some(theirs) = theirs else { return Ok(Wished::Done) };
    let theirs = theirs.try_get::<i64, _>(0)? == 1;
    let told = Told { config, id, title: &room.title, now };
    match mine.introduced {
        false => {
            introduce(conn, &told, user, &other).await?;
            told.tell(conn, user, &other, theirs).await?;
            told.tell(conn, &other, user, address).await?;
        }
        true if address && !mine.address => told.hand_over(conn, &other, user).await?,
        true => {}
    }
    Ok(Wished::Done)
}

async fn introduce(conn: &mut Conn, told: &Told<'_>, user: &UserId, other: &UserId) -> Result<()> {
    sqlx::query(
        "update live_wishes set introduced_at = $4
         where workshop_id = $1 and ((user_id = $2 and other_id = $3) or (user_id = $3 and other_id = $2))",
    )
    .bind(told.id.as_str())
    .bind(user.as_str())
    .bind(other.as_str())
    .bind(told.now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// What letters about a wish that both share need.
struct Told<'a> {
    config: &'a Config,
    id: &'a WorkshopId,
    title: &'a str,
    now: Moment,
}

impl Told<'_> {
    /// Tells `to` of `other`; with the address where that one said so.
    async fn tell(&self, conn: &mut Conn, to: &UserId, other: &UserId, address: bool) -> Result<()> {
        let name = name_before(conn, self.id, other).await?.unwrap_or_default();
        let address = match address {
            true => Some(contact_of(conn, other).await?.address),
            false => None,
        };
        let reader = contact_of(conn, to).await?;
        let met = letters::Met { id: self.id, title: self.title, name: &name, address: address.as_deref() };
        enqueue(conn, &letters::met(self.config, &met, to, &reader), self.now).await
    }

    /// Tells `to` the address of `other`, who said so later.
    async fn hand_over(&self, conn: &mut Conn, to: &UserId, other: &UserId) -> Result<()> {
        let name = name_before(conn, self.id, other).await?.unwrap_or_default();
        let address = contact_of(conn, other).await?.address;
        let reader = contact_of(conn, to).await?;
        let met = letters::Met { id: self.id, title: self.title, name: &name, address: Some(&address) };
        let letter = letters::address(self.config, &met, to, &reader);
        // However often it is said.
        let letter = letter.once(format!("live_address {} {to} {other}", self.id));
        enqueue(conn, &letter, self.now).await
    }
}

/// Forgets the wishes that were not shared, once nobody can wish any more.
pub async fn forget_unshared(conn: &mut Conn, now: Moment) -> Result<()> {
    sqlx::query(
        "delete from live_wishes where introduced_at is null
         and workshop_id in (select r.workshop_id from live_rooms r where r.closed_at < $1)",
    )
    .bind(now.plus_days(-DAYS).0)
    .execute(conn)
    .await?;
    Ok(())
}
