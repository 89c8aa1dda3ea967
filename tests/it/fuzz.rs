//! A seeded fuzzer of saving: three devices write in one entry, a text or a table, offline for spells, reloaded in the
//! middle of a word, with requests that come twice, late or never; versions are brought back, copies sent and taken back,
//! the clock jumps, the entry is deleted while others write in it, and whole groups of writes are undone as if the server
//! had died. In the end every sentence that was acknowledged, and that nobody deleted, is in the entry, or in a version
//! that stays; no clause of any of them, nor of a copy, is one that nobody typed; and a copy that was taken back, or whose
//! entry was deleted, is refused from then on.
//!
//! `FUZZ_STEPS` says how many steps each database gets (20,000 unless it is set), `FUZZ_SEED` where chance begins.
//! `make fuzz` takes a million.

mod world;

use std::collections::BTreeSet;

use assemble::journal::jobs::forget_old;
use assemble::journal::store;
use assemble::kit::Error;
use assemble::kit::id::{ShareId, UserId};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use self::world::{World, sentences, text_of};
use crate::both;
use crate::journal::{begin, is_not_found, open, pair, share};
use crate::support::{NOW, TestApp};

/// How many steps one entry lives.
const LIFE: u64 = 200;
/// How many steps share a write.
const GROUP: u64 = 50;
/// How many entries are looked at again when old versions are gone.
const AGAIN: usize = 20;

/// Runs steps in one write; sometimes the server dies before it is durable, and nobody got an answer.
async fn run(app: &TestApp, world: World, steps: u64, last: bool, dies: bool) -> World {
    let before = world.clone();
    let done = app.state.db.write(world, move |tx, world| {
        Box::pin(async move {
            let mut world = world.clone();
            for _ in 0..steps {
                world.step(tx).await?;
            }
            if last {
                world.settle(tx).await?;
            }
            if dies { Err(Error::Conflict.into()) } else { Ok(world) }
        })
    });
    match done.await {
        Ok(world) => world,
        Err(error) => {
            assert!(dies, "{error}");
            before
        }
    }
}

/// Nothing that was acknowledged is missing.
async fn look(app: &TestApp, world: &mut World, seed: u64) {
    let name = format!("seed {seed}, entry {}", world.entry);
    let mut conn = app.state.db.read().await.expect("a connection");
    let whole = match world.deleted {
        Some(_) => String::new(),
        None => world.whole(&mut conn).await.expect("the entry").1,
    };
    assert_eq!(world.invented(&whole), None, "{name}: nobody typed that: {whole}");
    let here = sentences(&whole);
    let must: BTreeSet<String> = world.acked.difference(&world.removed).cloned().collect();
    let mut missing: Vec<String> = must.difference(&here).cloned().collect();
    if world.restored {
        for version in store::versions(&mut conn, &world.owner, &world.entry).await.expect("versions") {
            let read = store::answers(&mut conn, &world.vault, &world.owner, &world.entry, version.seq).await;
            let text = text_of(&read.expect("it opens"));
            assert_eq!(world.invented(&text), None, "{name}, version {}: nobody typed that: {text}", version.seq);
            let there = sentences(&text);
            missing.retain(|one| !there.contains(one));
        }
    }
    assert!(missing.is_empty(), "{name}: {missing:?} are missing in {whole}");
    for one in &here {
        assert!(world.acked.contains(one), "{name}: nobody sent {one}");
    }
}

async fn fuzz(app: &TestApp, steps: u64, seed: u64) {
    let (coach, owner) = pair(app).await;
    let mut random = StdRng::seed_from_u64(seed);
    let (mut done, mut saves, mut deletions) = (0, 0, 0);
    let mut again = Vec::new();
    while done < steps {
        app.state.clock.set(NOW.plus_hours(2 * (done / LIFE) as i64));
        let entry = begin(app, &owner).await;
        let mut world = World {
            random: StdRng::seed_from_u64(random.random()),
            vault: app.state.vault.clone(),
            owner: owner.clone(),
            entry: entry.clone(),
            now: app.state.now(),
            devices: Vec::new(),
            net: Vec::new(),
            typed: BTreeSet::new(),
            acked: BTreeSet::new(),
            removed: BTreeSet::new(),
            restored: false,
            table: random.random_bool(0.2),
            deleted: None,
            deletions: 0,
            written: 0,
            saves: 0,
        };
        for _ in 0..3 {
            let device = world.device(0, "");
            world.devices.push(device);
        }
        let mut copy: Option<ShareId> = None;
        for group in 0..LIFE / GROUP {
            let last = group + 1 == LIFE / GROUP;
            let dies = !last && random.random_bool(0.05);
            let deletions = world.deletions;
            world = run(app, world, GROUP, last, dies).await;
            // With the entry its copies are gone.
            if let Some(gone) = copy.take_if(|_| world.deletions > deletions) {
                assert!(is_not_found(open(app, &coach, &gone).await), "seed {seed}, entry {entry}: its copy is open");
            }
            copy = show_or_take_back(app, &coach, &world, copy).await;
        }
        look(app, &mut world, seed).await;
        done += LIFE;
        saves += world.saves;
        deletions += world.deletions;
        // What was brought back may have been the only one to hold a sentence, and is old by then.
        if again.len() < AGAIN && !world.restored && world.deleted.is_none() {
            again.push(world);
        }
    }
    app.state.clock.set(app.state.now().plus_days(30));
    forget_old(&app.state).await.expect("swept");
    for mut world in again {
        look(app, &mut world, seed).await;
    }
    assert!(deletions > 0 || steps < 10_000, "some were deleted");
    println!("{done} steps from seed {seed}: {saves} saves, {deletions} deletions");
}

/// A coach gets a copy of the newest version, or loses the one they have: then their next request is refused.
async fn show_or_take_back(app: &TestApp, coach: &UserId, world: &World, copy: Option<ShareId>) -> Option<ShareId> {
    let (owner, entry) = (&world.owner, &world.entry);
    if let Some(copy) = copy {
        let input = (owner.clone(), copy.clone(), app.state.now());
        let back = app.state.db.write(input, |tx, (owner, copy, now)| Box::pin(store::withdraw(tx, owner, copy, *now)));
        back.await.expect("taken back");
        assert!(is_not_found(open(app, coach, &copy).await), "entry {entry}: what was taken back is open");
        return None;
    }
    let head = {
        let mut conn = app.state.db.read().await.expect("a connection");
        // What was deleted cannot be shown.
        store::entry(&mut conn, owner, entry).await.ok()?.head
    };
    // An entry without words cannot be shown.
    let (_, copy) = share(app, owner, entry, head, coach).await.ok()?;
    let seen = open(app, coach, &copy).await.expect("it lies open").copy;
    assert_eq!(world.invented(&text_of(&seen.answers)), None, "entry {entry}: nobody typed what the coach reads");
    Some(copy)
}

fn from_env(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

both!(what_was_acknowledged_is_found, |app| async move {
    fuzz(&app, from_env("FUZZ_STEPS", 20_000), from_env("FUZZ_SEED", 4)).await;
});
