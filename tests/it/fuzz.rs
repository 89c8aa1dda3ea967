//! A seeded fuzzer of saving: three devices write in one entry, a text or a table, offline for spells, reloaded in the
//! middle of a word, with requests that come twice, late or never; versions are brought back, copies sent and taken back,
//! the clock jumps, the entry is deleted while others write in it, and whole groups of writes are undone as if the server
//! had died. In the end every sentence that was acknowledged, and that nobody deleted, is in the entry, or in a version
//! that stays; no clause of any of them, nor of a copy, is one that nobody typed; and a copy that was taken back, or whose
//! entry was deleted, is refused from then on.
//!
//! `FUZZ_STEPS` says how many steps each database gets (20,000 unless it is set), `FUZZ_SEED` where chance begins.
//! `make fuzz` takes a million.

use std::collections::BTreeSet;

use assemble::journal::jobs::forget_old;
use assemble::journal::model::{Answer, Answers, Row, clauses};
use assemble::journal::store::{self, Save, Writer};
use assemble::kit::id::{EntryId, RowId, ShareId, UserId};
use assemble::kit::{Error, Moment};
use assemble::server::Result;
use assemble::server::crypto::Vault;
use assemble::server::db::Conn;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::both;
use crate::journal::{begin, is_not_found, open, pair, share, words};
use crate::support::{NOW, TestApp};

/// How many steps one entry lives.
const LIFE: u64 = 200;
/// How many steps share a write.
const GROUP: u64 = 50;
/// The lines around two wordings of one place.
const MARKS: [&str; 3] = ["〔ほかの画面で書いたもの〕", "〔この画面で書いたもの〕", "〔ここまで〕"];
/// How many entries are looked at again when old versions are gone.
const AGAIN: usize = 20;

#[derive(Clone)]
struct Request {
    page: String,
    turn: i64,
    base: i64,
    text: String,
}

/// A browser's page.
#[derive(Clone)]
struct Device {
    page: String,
    turn: i64,
    base: i64,
    text: Vec<String>,
    online: bool,
    /// What the device itself keeps until the server has it.
    draft: Option<Request>,
}

#[derive(Clone)]
struct World {
    random: StdRng,
    vault: Vault,
    owner: UserId,
    entry: EntryId,
    now: Moment,
    devices: Vec<Device>,
    /// Requests under way.
    net: Vec<Request>,
    /// Every sentence that somebody typed, whole.
    typed: BTreeSet<String>,
    /// Sentences that a save was acknowledged with.
    acked: BTreeSet<String>,
    /// Sentences that somebody deleted or wrote anew.
    removed: BTreeSet<String>,
    /// Whether an older version was brought back: what it has not is in the versions.
    restored: bool,
    /// Whether it is a table that is filled in: two sentences a row.
    table: bool,
    /// The page that deleted the entry, while it is gone.
    deleted: Option<String>,
    deletions: u64,
    written: u64,
    saves: u64,
}

/// The sentences of a text: each is written once, and knows its number.
fn sentences(text: &str) -> BTreeSet<String> {
    let numbers = text.split('文').skip(1);
    numbers.map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect()).collect()
}

/// Everything that was written in an entry: its text, or the cells of its table.
fn text_of(answers: &Answers) -> String {
    let cells = answers.of("rows").rows;
    cells.iter().flat_map(|row| row.values()).fold(answers.of("y").text, |text, cell| text + cell)
}

impl World {
    fn answers(&self, text: &str) -> Answers {
        if !self.table {
            return words(text);
        }
        let row = |pair: &[&str]| -> Row {
            ["me", "other"]
                .into_iter()
                .zip(pair)
                .map(|(column, words)| (column.to_owned(), (*words).to_owned()))
                .collect()
        };
        let mut answers = Answers::default();
        answers.put("rows", Answer { rows: clauses(text).chunks(2).map(row).collect(), ..Answer::default() });
        answers
    }

    fn id<T: From<uuid::Uuid>>(&mut self) -> T {
        let random: [u8; 16] = self.random.random();
        uuid::Builder::from_random_bytes(random).into_uuid().into()
    }

    fn device(&mut self, base: i64, text: &str) -> Device {
        let page = self.id::<RowId>().to_string();
        let text = clauses(text).into_iter().map(str::to_owned).collect();
        Device { page, turn: 0, base, text, online: true, draft: None }
    }

    /// Somebody writes, writes anew, moves or deletes.
    fn edit(&mut self) {
        let at = self.random.random_range(0..self.devices.len());
        let before = sentences(&self.devices[at].text.concat());
        self.written += 1;
        let end = if self.random.random_bool(0.2) { "。\n" } else { "。" };
        let fresh = format!("文{}x{at}{end}", self.written);
        self.typed.insert(fresh.trim_end().to_owned());
        let (what, first, second) = (self.random.random_range(0..10), self.random.random(), self.random.random());
        let text = &mut self.devices[at].text;
        let place = |some: u32, len: usize| some as usize % (len + 1);
        let (one, other) = (place(first, text.len()), place(second, text.len().saturating_sub(1)));
        match what {
            0..6 => text.insert(one, fresh),
            6..8 if one < text.len() => text[one] = fresh,
            8 if one < text.len() => {
                let moved = text.remove(one);
                text.insert(other.min(text.len()), moved);
            }
            9 if one < text.len() => drop(text.remove(one)),
            _ => text.push(fresh),
        }
        let device = &mut self.devices[at];
        let after = sentences(&device.text.concat());
        self.removed.extend(before.difference(&after).cloned());
        device.turn += 1;
        let (page, text) = (device.page.clone(), device.text.concat());
        device.draft = Some(Request { page, turn: device.turn, base: device.base, text });
    }

    /// Puts what a device has to say on its way.
    fn ask(&mut self, at: usize) {
        let device = &self.devices[at];
        if device.online
            && let Some(draft) = &device.draft
        {
            let draft = Request { base: device.base, ..draft.clone() };
            self.net.push(draft);
        }
    }

    /// A request arrives; its answer may be lost, and it may arrive again.
    async fn deliver(&mut self, conn: &mut Conn) -> Result<()> {
        if self.net.is_empty() {
            return Ok(());
        }
        let at = self.random.random_range(0..self.net.len());
        let again = self.random.random_bool(0.15);
        let request = if again { self.net[at].clone() } else { self.net.swap_remove(at) };
        let revision = self.id();
        let from = Writer { page: request.page.clone(), turn: request.turn, ..Writer::default() };
        let save = Save {
            entry: self.entry.clone(),
            revision,
            base: request.base,
            answers: self.answers(&request.text),
            finish: false,
            from,
        };
        let outcome = store::save(conn, &self.vault, &self.owner, &save, self.now).await?;
        self.saves += 1;
        if self.deleted.is_some() && self.is_gone(conn).await {
            // What was on its way from the page that deleted it, or says less than what was deleted.
            return Ok(());
        }
        self.deleted = None;
        self.acked.extend(sentences(&request.text));
        let lost = self.random.random_bool(0.1);
        if let Some(device) = self.devices.iter_mut().find(|device| device.page == request.page).filter(|_| !lost) {
            device.base = device.base.max(outcome.seq);
            device.draft.take_if(|draft| draft.turn <= request.turn);
        }
        Ok(())
    }

    async fn whole(&mut self, conn: &mut Conn) -> Result<(i64, String)> {
        let head = store::entry(conn, &self.owner, &self.entry).await?.head;
        Ok((head, text_of(&store::answers(conn, &self.vault, &self.owner, &self.entry, head).await?)))
    }

    /// A browser goes down and is opened again: it shows what the server has, and sends what it had kept.
    async fn crash(&mut self, conn: &mut Conn) -> Result<()> {
        let at = self.random.random_range(0..self.devices.len());
        self.net.extend(self.devices[at].draft.take());
        let (head, text) = if self.deleted.is_some() { (0, String::new()) } else { self.whole(conn).await? };
        self.devices[at] = self.device(head, &text);
        Ok(())
    }

    async fn is_gone(&mut self, conn: &mut Conn) -> bool {
        store::entry(conn, &self.owner, &self.entry).await.is_err()
    }

    /// Somebody deletes the entry: what they saw, and what was kept by then. What others write afterwards brings it back.
    async fn delete(&mut self, conn: &mut Conn) -> Result<()> {
        let at = self.random.random_range(0..self.devices.len());
        if self.deleted.is_some() || !self.devices[at].online {
            return Ok(());
        }
        let page = self.devices[at].page.clone();
        store::delete_entry_from(conn, &self.owner, &self.entry, &page, self.now).await?;
        self.removed.extend(self.acked.iter().cloned());
        self.deletions += 1;
        self.deleted = Some(page);
        self.devices[at] = self.device(0, "");
        Ok(())
    }

    async fn restore(&mut self, conn: &mut Conn) -> Result<()> {
        let versions = store::versions(conn, &self.owner, &self.entry).await?;
        if !versions.is_empty() {
            let version = versions[self.random.random_range(0..versions.len())].seq;
            let revision = self.id();
            store::restore(conn, &self.vault, &self.owner, &self.entry, version, &revision, self.now).await?;
            self.restored = true;
        }
        Ok(())
    }

    /// A clause that nobody typed, if there is one. A line break between a sentence and a mark may have been deleted.
    fn invented(&self, text: &str) -> Option<String> {
        let text = MARKS.iter().fold(text.to_owned(), |text, mark| text.replace(mark, "\n"));
        let known = |clause: &str| clause.is_empty() || self.typed.contains(clause);
        clauses(&text).into_iter().map(str::trim).find(|clause| !known(clause)).map(str::to_owned)
    }

    async fn step(&mut self, conn: &mut Conn) -> Result<()> {
        let at = self.random.random_range(0..self.devices.len());
        match self.random.random_range(0..1_000) {
            0..420 => self.edit(),
            420..640 => self.ask(at),
            640..940 => self.deliver(conn).await?,
            940..970 => self.devices[at].online = !self.devices[at].online,
            970..985 => self.crash(conn).await?,
            985..988 => self.delete(conn).await?,
            988..997 => self.now = self.now.plus_minutes(self.random.random_range(-90..180)),
            _ => self.restore(conn).await?,
        }
        Ok(())
    }

    /// Everybody is online again, and everything arrives.
    async fn settle(&mut self, conn: &mut Conn) -> Result<()> {
        for at in 0..self.devices.len() {
            self.devices[at].online = true;
            self.ask(at);
        }
        while !self.net.is_empty() {
            self.deliver(conn).await?;
        }
        Ok(())
    }
}

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
