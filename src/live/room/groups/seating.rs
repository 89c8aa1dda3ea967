//! Seats in groups that are made: somebody comes late, or goes. The others stay where they are, as far as nobody is left
//! behind alone.

use std::collections::BTreeSet;

use sqlx::Row;

use super::crowd::{self, Crowd};
use super::rounds::{self, Kept};
use super::{plan, store};
use crate::kit::Moment;
use crate::kit::id::{UserId, WorkshopId};
use crate::live::groups::{join, leave};
use crate::live::plan::model::RunSheet;
use crate::live::room::model::Run;
use crate::live::room::store::find;
use crate::server::db::Conn;
use crate::server::failure::Result;

/// The groups of a round while people come and go: `numbers` are those of `groups`, in their order.
struct Seating {
    numbers: Vec<i64>,
    groups: Vec<Vec<usize>>,
}

/// Seats whoever came since the groups were made, and takes those out who went: in the round that runs, and in those to
/// come. Part of whatever lets people in or out.
pub async fn settle(conn: &mut Conn, id: &WorkshopId, sheet: &RunSheet, run: &Run, now: Moment) -> Result<()> {
    let open = open(conn, id, sheet, run).await?;
    if open.is_empty() {
        return Ok(());
    }
    let keys: Vec<&str> = open.iter().map(|kept| kept.block.as_str()).collect();
    let crowd = crowd::read(conn, id, &keys, now).await?;
    for kept in &open {
        seat(conn, id, kept, &crowd, now).await?;
    }
    Ok(())
}

/// The rounds in which people can be seated: the one that runs, and those to come, once they are made.
async fn open(conn: &mut Conn, id: &WorkshopId, sheet: &RunSheet, run: &Run) -> Result<Vec<Kept>> {
    let current = plan::round_now(sheet, run).map(|block| block.key.as_str());
    let mut kept = rounds::all(conn, id).await?;
    kept.retain(|kept| kept.made_at.is_some() && (kept.begun_at.is_none() || current == Some(kept.block.as_str())));
    Ok(kept)
}

async fn seat(conn: &mut Conn, id: &WorkshopId, kept: &Kept, crowd: &Crowd, now: Moment) -> Result<()> {
    let sitting = sitting(conn, id, &kept.block).await?;
    let there: BTreeSet<&UserId> = sitting.iter().map(|(user, _)| user).collect();
    let gone: Vec<&UserId> = there.iter().copied().filter(|user| !crowd.entered.contains(*user)).collect();
    let come: Vec<&UserId> = crowd.present.iter().filter(|user| !there.contains(*user)).collect();
    if gone.is_empty() && come.is_empty() {
        return Ok(());
    }
    let mut event = crowd.event.clone();
    event.size = kept.size;
    let mut seating = Seating::of(&sitting, crowd);
    for person in gone.iter().filter_map(|user| crowd.number(user)) {
        let small = seating.closes(person, kept.size);
        leave(&event, &event.fixed, &mut seating.groups, person);
        if let Some(small) = small {
            seating.numbers.remove(small);
        }
    }
    for person in come.iter().filter_map(|user| crowd.number(user)) {
        if join(&event, &event.fixed, &mut seating.groups, person).is_none() {
            seating.numbers.push(1);
            seating.groups.push(vec![person]);
        }
    }
    for user in gone {
        stand_up(conn, id, kept, user, now).await?;
    }
    for (number, group) in seating.numbers.iter().zip(&seating.groups) {
        for user in group.iter().filter_map(|one| crowd.people.get(*one)) {
            if !sitting.contains(&(user.clone(), *number)) {
                sit(conn, id, &kept.block, user, *number).await?;
            }
        }
    }
    Ok(())
}

impl Seating {
    fn of(sitting: &[(UserId, i64)], crowd: &Crowd) -> Seating {
        let mut seating = Seating { numbers: Vec::new(), groups: Vec::new() };
        for (user, number) in sitting {
            let Some(person) = crowd.number(user) else { continue };
            match seating.numbers.iter().position(|other| other == number) {
                Some(at) => seating.groups[at].push(person),
                None => {
                    seating.numbers.push(*number);
                    seating.groups.push(vec![person]);
                }
            }
        }
        seating
    }

    /// Which group `leave` closes when `person` goes, because too few would stay behind.
    fn closes(&self, person: usize, size: usize) -> Option<usize> {
        let stay = |group: &Vec<usize>| group.iter().filter(|other| **other != person).count();
        let small = self.groups.iter().position(|group| stay(group) < size.clamp(1, 3));
        small.filter(|_| self.groups.len() > 1)
    }
}

/// Who sits in which group of a round.
async fn sitting(conn: &mut Conn, id: &WorkshopId, block: &str) -> Result<Vec<(UserId, i64)>> {
    let rows = sqlx::query(
        "select user_id, number from live_sits
         where workshop_id = $1 and block = $2 and left_at is null order by number, user_id",
    )
    .bind(id.as_str())
    .bind(block.to_owned())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((row.try_get::<String, _>(0)?.parse()?, row.try_get(1)?))).collect()
}

/// Seats somebody.
pub(super) async fn sit(conn: &mut Conn, id: &WorkshopId, block: &str, user: &UserId, number: i64) -> Result<()> {
    sqlx::query(
        "insert into live_sits (workshop_id, block, user_id, number) values ($1, $2, $3, $4)
         on conflict (workshop_id, block, user_id) do update set number = excluded.number, left_at = null",
    )
    .bind(id.as_str())
    .bind(block.to_owned())
    .bind(user.as_str())
    .bind(number)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whoever goes from a round that has begun has sat in it; from one to come they are taken out.
async fn stand_up(conn: &mut Conn, id: &WorkshopId, kept: &Kept, user: &UserId, now: Moment) -> Result<()> {
    let sql = match kept.begun_at {
        Some(_) => "update live_sits set left_at = $4 where workshop_id = $1 and block = $2 and user_id = $3",
        None => "delete from live_sits where workshop_id = $1 and block = $2 and user_id = $3 and $4 > 0",
    };
    sqlx::query(sql).bind(id.as_str()).bind(kept.block.clone()).bind(user.as_str()).bind(now.0).execute(conn).await?;
    Ok(())
}

/// Whether the groups that were made have the size that is wanted still, after people came and went.
pub(super) async fn fits(conn: &mut Conn, id: &WorkshopId, (block, size): (&str, usize), now: Moment) -> Result<bool> {
    let present = crowd::read(conn, id, &[block], now).await?.present;
    let groups = store::sits(conn, id, block).await?;
    let there = |group: &Vec<UserId>| group.iter().filter(|user| present.contains(*user)).count();
    let sizes: Vec<usize> = groups.values().map(there).collect();
    let people: usize = sizes.iter().sum();
    let fine = size.min(3)..=if size > 2 { size.max(5) } else { 3 };
    let alone = sizes.len() == 1 && people <= *fine.end();
    // Of pairs one has a third, where the number is odd.
    let paired = size > 2 || sizes.iter().filter(|there| **there > size).count() < 2;
    Ok(people > 0 && (alone || (paired && sizes.iter().all(|size| fine.contains(size)))))
}

/// Somebody is heard of again, who may have been away when groups were made. The room is locked.
pub async fn heard_of(conn: &mut Conn, id: &WorkshopId, user: &UserId, now: Moment) -> Result<()> {
    let Some(room) = find(conn, id).await?.filter(|room| room.closed_at.is_none()) else { return Ok(()) };
    for kept in open(conn, id, &room.sheet, &room.run).await? {
        let seat = sqlx::query(
            "select 1 from live_sits where workshop_id = $1 and block = $2 and user_id = $3 and left_at is null",
        )
        .bind(id.as_str())
        .bind(kept.block)
        .bind(user.as_str())
        .fetch_optional(&mut *conn)
        .await?;
        // When hundreds come back at once, nearly all of them have their seats.
        if seat.is_none() {
            return settle(conn, id, &room.sheet, &room.run, now).await;
        }
    }
    Ok(())
}
