//! What the fuzzer plays with: an entry, the devices that write in it, and what each step does.

use std::collections::BTreeSet;

use assemble::journal::model::{Answer, Answers, Row, clauses};
use assemble::journal::store::{self, Save, Writer};
use assemble::kit::Moment;
use assemble::kit::id::{EntryId, RowId, UserId};
use assemble::server::Result;
use assemble::server::crypto::Vault;
use assemble::server::db::Conn;
use rand::Rng;
use rand::rngs::StdRng;

use crate::journal::words;

/// The lines around two wordings of one place.
const MARKS: [&str; 3] = ["〔ほかの画面で書いたもの〕", "〔この画面で書いたもの〕", "〔ここまで〕"];

/// A save on its way.
#[derive(Clone)]
pub struct Request {
    pub page: String,
    pub turn: i64,
    pub base: i64,
    pub text: String,
}

/// A browser's page.
#[derive(Clone)]
pub struct Device {
    pub page: String,
    pub turn: i64,
    pub base: i64,
    pub text: Vec<String>,
    pub online: bool,
    /// What the device itself keeps until the server has it.
    pub draft: Option<Request>,
}

/// An entry, who writes in it, and what is under way.
#[derive(Clone)]
pub struct World {
    pub random: StdRng,
    pub vault: Vault,
    pub owner: UserId,
    pub entry: EntryId,
    pub now: Moment,
    pub devices: Vec<Device>,
    /// Requests under way.
    pub net: Vec<Request>,
    /// Every sentence that somebody typed, whole.
    pub typed: BTreeSet<String>,
    /// Sentences that a save was acknowledged with.
    pub acked: BTreeSet<String>,
    /// Sentences that somebody deleted or wrote anew.
    pub removed: BTreeSet<String>,
    /// Whether an older version was brought back: what it has not is in the versions.
    pub restored: bool,
    /// Whether it is a table that is filled in: two sentences a row.
    pub table: bool,
    /// The page that deleted the entry, while it is gone.
    pub deleted: Option<String>,
    pub deletions: u64,
    pub written: u64,
    pub saves: u64,
}

/// The sentences of a text: each is written once, and knows its number.
pub fn sentences(text: &str) -> BTreeSet<String> {
    let numbers = text.split('文').skip(1);
    numbers.map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect()).collect()
}

/// Everything that was written in an entry: its text, or the cells of its table.
pub fn text_of(answers: &Answers) -> String {
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

    pub fn device(&mut self, base: i64, text: &str) -> Device {
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

    pub async fn whole(&mut self, conn: &mut Conn) -> Result<(i64, String)> {
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
    pub fn invented(&self, text: &str) -> Option<String> {
        let text = MARKS.iter().fold(text.to_owned(), |text, mark| text.replace(mark, "\n"));
        let known = |clause: &str| clause.is_empty() || self.typed.contains(clause);
        clauses(&text).into_iter().map(str::trim).find(|clause| !known(clause)).map(str::to_owned)
    }

    pub async fn step(&mut self, conn: &mut Conn) -> Result<()> {
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
    pub async fn settle(&mut self, conn: &mut Conn) -> Result<()> {
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
