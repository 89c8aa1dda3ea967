//! The pages of earlier versions, from what the store found.

use super::model::{Answers, Compared, History, HistoryLine, Sheet, Version, Why, changes, lasting, sheet};
use super::page::{day, moment};
use super::store;
use crate::kit::id::EntryId;
use crate::kit::{Error, Viewer};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::Conn;

/// How many versions stand on one page.
const PAGE: usize = 20;

/// Two merged versions closer than this are one line, in seconds: the later holds what the earlier held.
const SPELL: i64 = 10 * 60;

/// The versions that stay, newest first.
pub async fn list(conn: &mut Conn, viewer: &Viewer, id: &EntryId, before: i64) -> Result<History> {
    let entry = store::entry(conn, &viewer.id, id).await?;
    let all = store::versions(conn, &viewer.id, id).await?;
    let sent: Vec<i64> = store::shares_of(conn, &viewer.id, id).await?.iter().map(|share| share.version).collect();
    let stay = lasting(&all, &sent);
    let worth = |one: &Version| {
        let why = *stay.get(&one.seq)?;
        let same_spell = |later: &&Version| later.saved_at.seconds_since(one.saved_at) <= SPELL;
        let followed = all.iter().filter(|later| later.seq > one.seq && stay.get(&later.seq) == Some(&Why::Merged));
        let crowd = why == Why::Merged && followed.filter(same_spell).count() > 0;
        (one.seq == entry.head || !crowd).then(|| HistoryLine {
            seq: one.seq,
            at: moment(viewer, one.saved_at),
            why,
            now: one.seq == entry.head,
        })
    };
    let wanted = all.iter().rev().filter(|one| before < 1 || one.seq < before);
    let mut lines: Vec<HistoryLine> = wanted.filter_map(worth).take(PAGE + 1).collect();
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    Ok(History {
        id: id.clone(),
        title: sheet(&entry.template, viewer.locale).title,
        day: day(viewer, entry.created_at),
        older: lines.last().filter(|_| more).map_or(0, |line| line.seq),
        lines,
    })
}

/// An earlier version beside what the entry holds now.
pub async fn compare(conn: &mut Conn, vault: &Vault, viewer: &Viewer, id: &EntryId, version: i64) -> Result<Compared> {
    let entry = store::entry(conn, &viewer.id, id).await?;
    let all = store::versions(conn, &viewer.id, id).await?;
    let found = all.iter().find(|one| one.seq == version).ok_or(Error::NotFound)?;
    let old = store::answers(conn, vault, &viewer.id, id, version).await?;
    let new = store::answers(conn, vault, &viewer.id, id, entry.head).await?;
    let (texts, others) = differences(&sheet(&entry.template, viewer.locale), &old, &new);
    Ok(Compared { id: id.clone(), seq: version, at: moment(viewer, found.saved_at), texts, others })
}

type Differences = (Vec<(String, super::model::Changes)>, Vec<String>);

fn differences(sheet: &Sheet, old: &Answers, new: &Answers) -> Differences {
    let (mut texts, mut others) = (Vec::new(), Vec::new());
    for step in &sheet.steps {
        let (mut before, mut after) = (old.of(&step.id), new.of(&step.id));
        let label = step.plain_label().to_owned();
        if before.text != after.text {
            texts.push((label.clone(), changes(&before.text, &after.text)));
        }
        (before.text, after.text) = (String::new(), String::new());
        if before != after {
            others.push(label);
        }
    }
    (texts, others)
}
