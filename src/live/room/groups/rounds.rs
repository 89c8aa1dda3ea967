//! SQL of rounds: asked for, begun, made. The room is locked by whoever calls what changes something.

use sha2::{Digest, Sha256};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::fill::Found;
use super::{plan, seating};
use crate::kit::Moment;
use crate::kit::id::{UserId, WorkshopId};
use crate::live::groups::Score;
use crate::live::plan::model::RunSheet;
use crate::live::room::model::Run;
use crate::live::room::store::{LOCK, Room, find, rise};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::{Failure, Result};

/// A round as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The key of its block.
    pub block: String,
    /// People in a group.
    pub size: usize,
    /// By which its groups are looked for.
    pub seed: i64,
    /// When its groups were found; none while they are looked for.
    pub made_at: Option<Moment>,
    /// When the run reached it.
    pub begun_at: Option<Moment>,
    /// How well they mix, once they are made.
    pub score: Option<Score>,
}

impl Kept {
    fn from_row(row: &AnyRow) -> Result<Kept> {
        let score: String = row.try_get("score")?;
        Ok(Kept {
            block: row.try_get("block")?,
            size: usize::try_from(row.try_get::<i64, _>("size")?).unwrap_or_default(),
            seed: row.try_get("seed")?,
            made_at: row.try_get::<Option<i64>, _>("made_at")?.map(Moment),
            begun_at: row.try_get::<Option<i64>, _>("begun_at")?.map(Moment),
            score: match score.is_empty() {
                true => None,
                false => Some(serde_json::from_str(&score).map_err(|error| Failure::other("reading a score", error))?),
            },
        })
    }

    /// Whether people sat in these groups, or do.
    pub fn took_place(&self) -> bool {
        self.made_at.is_some() && self.begun_at.is_some()
    }
}

/// The rounds of a room, those that began first in front.
pub async fn all(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<Kept>> {
    let rows = sqlx::query(
        "select block, size, seed, made_at, begun_at, score from live_rounds where workshop_id = $1
         order by case when begun_at is null then 1 else 0 end, begun_at, block",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(Kept::from_row).collect()
}

/// A round of a room.
pub async fn round(conn: &mut Conn, id: &WorkshopId, block: &str) -> Result<Option<Kept>> {
    let row = sqlx::query(
        "select block, size, seed, made_at, begun_at, score from live_rounds where workshop_id = $1 and block = $2",
    )
    .bind(id.as_str())
    .bind(block.to_owned())
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(Kept::from_row).transpose()
}

/// Asks for the groups of a round, also anew. One that has begun keeps those it has.
async fn ask(conn: &mut Conn, id: &WorkshopId, (block, size): (&str, usize), now: Moment) -> Result<()> {
    sqlx::query(
        "insert into live_rounds (workshop_id, block, size, seed, steps, asked_at, score)
         values ($1, $2, $3, $4, 0, $5, '')
         on conflict (workshop_id, block) do update set size = excluded.size, seed = excluded.seed,
                     asked_at = excluded.asked_at, made_at = null
         where live_rounds.begun_at is null",
    )
    .bind(id.as_str())
    .bind(block.to_owned())
    .bind(size as i64)
    .bind(seed(id, block, now))
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Another one each time, and the same when the transaction has to be repeated.
fn seed(id: &WorkshopId, block: &str, now: Moment) -> i64 {
    let digest = Sha256::digest(format!("{id} {block} {}", now.0).as_bytes());
    let number = digest.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    // The highest bit is left out: the database knows no other numbers.
    (number >> 1) as i64
}

/// Asks for the groups of the next block that has its own; says whether there is one.
pub async fn ask_next(conn: &mut Conn, id: &WorkshopId, room: &Room, now: Moment) -> Result<bool> {
    let Some((block, size)) = plan::next_round(&room.sheet, &room.run) else { return Ok(false) };
    let begun = round(conn, id, &block.key).await?.is_some_and(|kept| kept.begun_at.is_some());
    if begun {
        return Ok(false);
    }
    ask(conn, id, (&block.key, size), now).await?;
    rise(conn, id).await?;
    Ok(true)
}

/// The run has reached a block: if it is one in groups, it has them, or they are asked for. Part of what moves the run.
pub async fn begin(conn: &mut Conn, id: &WorkshopId, sheet: &RunSheet, run: &Run, now: Moment) -> Result<()> {
    let Some((of, size)) = run.current().and_then(|at| plan::origin(sheet, at)) else { return Ok(()) };
    let block = sheet.blocks[of].key.as_str();
    let kept = round(conn, id, block).await?;
    if kept.as_ref().is_none_or(|kept| kept.begun_at.is_none()) {
        let made = kept.is_some_and(|kept| kept.made_at.is_some());
        if !made || !seating::fits(conn, id, (block, size), now).await? {
            ask(conn, id, (block, size), now).await?;
        }
        sqlx::query("update live_rounds set begun_at = $3 where workshop_id = $1 and block = $2")
            .bind(id.as_str())
            .bind(block.to_owned())
            .bind(now.0)
            .execute(&mut *conn)
            .await?;
    }
    seating::settle(conn, id, sheet, run, now).await
}

/// Keeps what was found, unless somebody else did, or asked anew meanwhile. Who came or went while it was looked for is
/// seated by hand.
pub async fn save(conn: &mut Conn, id: &WorkshopId, found: &Found, now: Moment) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let Some(room) = find(conn, id).await? else { return Ok(()) };
    let Some(first) = found.rounds.first() else { return Ok(()) };
    let asked = round(conn, id, &first.0).await?;
    if asked.is_none_or(|asked| asked.made_at.is_some() || asked.seed != found.seed) {
        return Ok(());
    }
    let score = serde_json::to_string(&found.score).map_err(|error| Failure::other("writing a score", error))?;
    for (block, groups) in &found.rounds {
        if round(conn, id, block).await?.is_some_and(|kept| kept.took_place()) {
            continue;
        }
        sqlx::query(
            "insert into live_rounds (workshop_id, block, size, seed, steps, asked_at, made_at, score)
             values ($1, $2, $3, $4, $5, $6, $6, $7)
             on conflict (workshop_id, block) do update set size = excluded.size, seed = excluded.seed,
                         steps = excluded.steps, made_at = excluded.made_at, score = excluded.score",
        )
        .bind(id.as_str())
        .bind(block.clone())
        .bind(found.size as i64)
        .bind(found.seed)
        .bind(i64::from(found.steps))
        .bind(now.0)
        .bind(score.clone())
        .execute(&mut *conn)
        .await?;
        seat_all(conn, id, block, groups).await?;
    }
    seating::settle(conn, id, &room.sheet, &room.run, now).await?;
    rise(conn, id).await?;
    Ok(())
}

async fn seat_all(conn: &mut Conn, id: &WorkshopId, block: &str, groups: &[Vec<UserId>]) -> Result<()> {
    sqlx::query("delete from live_sits where workshop_id = $1 and block = $2")
        .bind(id.as_str())
        .bind(block.to_owned())
        .execute(&mut *conn)
        .await?;
    for (number, group) in (1..).zip(groups) {
        for user in group {
            seating::sit(conn, id, block, user, number).await?;
        }
    }
    Ok(())
}

/// The rooms in which groups have been looked for since `until` or longer: whoever began it is gone.
pub async fn waiting(conn: &mut Conn, until: Moment) -> Result<Vec<WorkshopId>> {
    let rows = sqlx::query(
        "select distinct t.workshop_id from live_rounds t join live_rooms r on r.workshop_id = t.workshop_id
         where t.made_at is null and t.asked_at <= $1 and r.closed_at is null order by t.workshop_id",
    )
    .bind(until.0)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(row.try_get::<String, _>(0)?.parse()?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_the_same_when_a_transaction_is_repeated_and_another_when_it_is_asked_anew() {
        let id: WorkshopId = "019376b0-7c6a-7000-8000-0123456789ab".parse().expect("an id");
        let seeds = [seed(&id, "b1", Moment(1)), seed(&id, "b1", Moment(2)), seed(&id, "b2", Moment(1))];
        assert!(seeds.iter().all(|seed| *seed >= 0));
        assert!(seeds[0] != seeds[1] && seeds[0] != seeds[2]);
        assert_eq!(seeds[0], seed(&id, "b1", Moment(1)));
    }
}
