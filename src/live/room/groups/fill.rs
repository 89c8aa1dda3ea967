//! Looks for the groups that are asked for, off the threads that answer requests.

use std::time::{Duration, Instant};

use super::{crowd, plan, rounds, store};
use crate::kit::Moment;
use crate::kit::id::{UserId, WorkshopId};
use crate::live::groups::{Event, STEPS, Score, Solver};
use crate::live::plan::model::Block;
use crate::live::room::store::find;
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};
use crate::server::state::AppState;

/// How long to look for groups of a block to come.
const BUDGET: Duration = Duration::from_secs(2);
/// How long when people wait for them: their block has begun.
const HURRY: Duration = Duration::from_millis(300);
/// What is asked for is looked for at once; whatever waits for longer, in seconds, was left lying by a process that ended.
const LEFT_AFTER: i64 = 5;
/// Rounds of several sizes are looked for one size after the other.
const TURNS: usize = 8;

/// What is looked for.
struct Task {
    event: Event,
    people: Vec<UserId>,
    blocks: Vec<String>,
    size: usize,
    seed: i64,
    begun: bool,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The keys of the blocks with their groups; the first is the one that was asked for.
    pub rounds: Vec<(String, Vec<Vec<UserId>>)>,
    /// People in a group.
    pub size: usize,
    /// By which they were found, with so many steps: the same finds the same.
    pub seed: i64,
    /// See `seed`.
    pub steps: u32,
    /// How well they mix.
    pub score: Score,
}

/// Looks for what a room asks for, and keeps it.
pub async fn fill(state: &AppState, id: &WorkshopId) -> Result<()> {
    for _ in 0..TURNS {
        let task = task(&mut *state.db.read().await?, id, state.now()).await?;
        let Some(task) = task else { return Ok(()) };
        let found = tokio::task::spawn_blocking(move || task.solve()).await;
        let found = found.map_err(|error| Failure::other("mixing people", error))?;
        let input = (id.clone(), found, state.now());
        state.db.write(input, |tx, (id, found, now)| Box::pin(rounds::save(tx, id, found, *now))).await?;
        state.live.ring(id);
    }
    Ok(())
}

/// The same after something else that is done: what fails here is tried again by `fill_left`.
pub async fn fill_soon(state: &AppState, id: &WorkshopId) {
    if let Err(error) = fill(state, id).await {
        tracing::warn!(%error, "could not make groups; they are tried again");
    }
}

/// Looks for what a process left lying that ended.
pub async fn fill_left(state: &AppState) -> Result<()> {
    let until = state.now().plus_seconds(-LEFT_AFTER);
    let left = rounds::waiting(&mut *state.db.read().await?, until).await?;
    for id in left {
        fill_soon(state, &id).await;
    }
    Ok(())
}

/// The first round that is asked for, together with those of its size that come after it: they are mixed as one.
async fn task(conn: &mut Conn, id: &WorkshopId, now: Moment) -> Result<Option<Task>> {
    let Some(room) = find(conn, id).await?.filter(|room| room.closed_at.is_none()) else { return Ok(None) };
    let kept = rounds::all(conn, id).await?;
    let known = |block: &Block| kept.iter().find(|kept| kept.block == block.key);
    let all = plan::rounds(&room.sheet);
    let Some(first) = all.iter().position(|(block, _)| known(block).is_some_and(|kept| kept.made_at.is_none())) else {
        return Ok(None);
    };
    let (block, size) = all[first];
    let Some(asked) = known(block) else { return Ok(None) };
    let open = all[first..]
        .iter()
        .filter(|(block, other)| *other == size && known(block).is_none_or(|kept| !kept.took_place()));
    let blocks: Vec<String> = open.map(|(block, _)| block.key.clone()).collect();
    let keys: Vec<&str> = blocks.iter().map(String::as_str).collect();
    let crowd = crowd::read(conn, id, &keys, now).await?;
    let mut draft = Vec::new();
    for block in &blocks {
        let groups = store::sits(conn, id, block).await?;
        draft.push(crowd.round(&groups.into_values().collect::<Vec<_>>()));
    }
    if draft.iter().any(Vec::is_empty) {
        draft.clear();
    }
    let fixed = crowd.event.fixed.len();
    let rounds = fixed + blocks.len();
    let absent = (0..crowd.people.len()).filter(|one| !crowd.present.contains(&crowd.people[*one]));
    let away = absent.flat_map(|one| (fixed..rounds).map(move |round| (one, round))).collect();
    Ok(Some(Task {
        seed: asked.seed,
        begun: asked.begun_at.is_some(),
        event: Event { size, rounds, draft, away, ..crowd.event },
        people: crowd.people,
        blocks,
        size,
    }))
}

impl Task {
    fn solve(self) -> Found {
        let (begun, budget) = (Instant::now(), if self.begun { HURRY } else { BUDGET });
        let mut solver = Solver::new(&self.event, self.seed.unsigned_abs());
        let mut steps = 0;
        while steps < STEPS && begun.elapsed() < budget && solver.step() {
            steps += 1;
        }
        let schedule = solver.answer();
        let name = |one: &usize| self.people.get(*one).cloned();
        let made = schedule.rounds.iter().skip(self.event.fixed.len()).map(|round| {
            let groups = round.iter().map(|group| group.iter().filter_map(name).collect());
            groups.collect::<Vec<Vec<UserId>>>()
        });
        Found {
            rounds: self.blocks.iter().cloned().zip(made).collect(),
            size: self.size,
            seed: self.seed,
            steps,
            score: schedule.score,
        }
    }
}
