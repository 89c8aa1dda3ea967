//! Saving. Every save is a new version on the branch of the page that it comes from; none is ever written over, and
//! none is refused because somebody else was faster.

use sqlx::Row;

use super::branches::{self, Branch};
use super::revisions::{New, append, at_or_before, mark_pressed, of_turn};
use crate::journal::joining::joined;
use crate::journal::model::{Answers, Kind};
use crate::kit::id::{EntryId, RowId, UserId};
use crate::kit::{Error, Locale, Moment};
use crate::server::Result;
use crate::server::crypto::{UserKey, Vault};
use crate::server::db::{Conn, lock_row};

/// So many branches are joined anew at each save; one more, and what holds them all is the new trunk.
const MOST_BRANCHES: usize = 8;

/// What to save.
#[derive(Clone, Debug)]
pub struct Save {
    /// In which entry.
    pub entry: EntryId,
    /// The id that a new version gets.
    pub revision: RowId,
    /// The version that this was written on.
    pub base: i64,
    /// The words.
    pub answers: Answers,
    /// Whether the person is done with it.
    pub finish: bool,
    /// Where it comes from.
    pub from: Writer,
}

/// An opened page, and how often its words had changed when it sent them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writer {
    /// Which page; empty when it is none that can send twice.
    pub page: String,
    /// Grows with every change; 0 where nothing counts, without scripts.
    pub turn: i64,
    /// Whether the person pressed a button to save.
    pub pressed: bool,
    /// The language of the marks around two wordings of one place.
    pub locale: Locale,
}

/// What a save came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The version that holds the page's words: the next ones are written on it.
    pub seq: i64,
    /// The version that holds everything. Another one when other screens wrote as well.
    pub head: i64,
}

/// An entry, as saving sees it.
struct Standing {
    head: i64,
    trunk: i64,
    last: i64,
    /// The page that it was deleted from, if it was deleted.
    deleted_by: Option<String>,
}

/// Saves as a new version on the page's branch, and moves the head: onto it, when it was written on the head; else onto
/// a version that holds both. The same words again make no new version, and what a page sent earlier and arrives later
/// is kept, but moves nothing: the later words hold it. A deleted entry comes back with the words.
pub async fn save(conn: &mut Conn, vault: &Vault, owner: &UserId, save: &Save, now: Moment) -> Result<Outcome> {
    lock_row(conn, "select id from journal_entries where id = $1 for update", save.entry.as_str()).await?;
    let mut at = standing(conn, owner, &save.entry).await?;
    let key = vault.key_of(conn, owner).await?;
    let counted = !save.from.page.is_empty() && save.from.turn > 0;
    let branch = if counted { branches::branch(conn, &save.entry, &save.from.page).await? } else { None };
    if let Some(branch) = branch.as_ref().filter(|branch| save.from.turn <= branch.turn) {
        keep_late(conn, &key, owner, save, &at, now).await?;
        return done(conn, save, branch.tip, at.head, now).await;
    }
    if let Some(page) = &at.deleted_by {
        // The page that deleted it does not bring it back, nor does a page that holds no words.
        if !page.is_empty() && *page == save.from.page || save.answers.is_empty() {
            return Ok(Outcome { seq: save.base, head: save.base });
        }
        revive(conn, &save.entry).await?;
        at = Standing { head: 0, trunk: 0, deleted_by: None, ..at };
    }
    // Where nothing stands, everything is written on the empty sheet: also in an entry that has just come back.
    let base = match (&branch, at.head) {
        (_, 0) => 0,
        (Some(branch), _) => branch.tip,
        (None, _) => save.base.clamp(0, at.last),
    };
    let before = at_or_before(conn, &key, &save.entry, base).await?;
    if before == save.answers {
        if counted {
            let there = branch.unwrap_or_else(|| in_trunk(&save.from.page, 0, base));
            branches::put(conn, &save.entry, &Branch { turn: save.from.turn, ..there }).await?;
        }
        return done(conn, save, base, at.head, now).await;
    }
    if !counted && let Some(there) = sent_twice(conn, &key, save, &at).await? {
        return done(conn, save, there, at.head, now).await;
    }
    let seq = at.last + 1;
    let kind = if save.from.pressed || save.finish { Kind::Checkpoint } else { Kind::Autosave };
    let new = New { id: &save.revision, seq, base, other: 0, kind, from: Some(&save.from) };
    append(conn, &key, owner, &save.entry, &new, (&before, &save.answers), now).await?;
    let head = settle(conn, &key, owner, save, (&at, branch, base, seq), now).await?;
    done(conn, save, seq, head, now).await
}

/// Brings the words of an older version back, as a new one.
pub async fn restore(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &EntryId,
    version: i64,
    revision: &RowId,
    now: Moment,
) -> Result<Outcome> {
    lock_row(conn, "select id from journal_entries where id = $1 for update", id.as_str()).await?;
    let at = standing(conn, owner, id).await?;
    let answers = super::answers(conn, vault, owner, id, version).await?;
    let key = vault.key_of(conn, owner).await?;
    let before = at_or_before(conn, &key, id, at.head).await?;
    if before == answers {
        return Ok(Outcome { seq: at.head, head: at.head });
    }
    let seq = at.last + 1;
    let new = New { id: revision, seq, base: at.head, other: 0, kind: Kind::Restored, from: None };
    append(conn, &key, owner, id, &new, (&before, &answers), now).await?;
    move_head(conn, id, (seq, seq, seq), now).await?;
    Ok(Outcome { seq, head: seq })
}

/// Where a new version on a branch leaves the trunk and the head.
async fn settle(
    conn: &mut Conn,
    key: &UserKey,
    owner: &UserId,
    save: &Save,
    (at, branch, base, seq): (&Standing, Option<Branch>, i64, i64),
    now: Moment,
) -> Result<i64> {
    let entry = &save.entry;
    let counted = !save.from.page.is_empty() && save.from.turn > 0;
    // What does not count is a branch of its own each time.
    let writer = if counted { save.from.page.as_str() } else { save.revision.as_str() };
    let mut mine = in_trunk(writer, save.from.turn, seq);
    let mut trunk = seq;
    if base == at.head {
        branches::put(conn, entry, &mine).await?;
        move_head(conn, entry, (seq, seq, seq), now).await?;
        return Ok(seq);
    } else if base == at.trunk {
        branches::follow(conn, entry, at.trunk, seq).await?;
    } else {
        let known = branch.filter(|branch| branch.trunk == at.trunk && at.trunk > 0);
        let (fork, joined) = known.map_or((base, seq), |known| (known.fork, known.joined));
        mine = Branch { fork, joined, trunk: at.trunk, ..mine };
        trunk = at.trunk;
    }
    branches::put(conn, entry, &mine).await?;
    let mut whole = at_or_before(conn, key, entry, trunk).await?;
    let branches = branches::on_trunk(conn, entry, trunk).await?;
    for branch in &branches {
        let fork = at_or_before(conn, key, entry, branch.fork).await?;
        let tip = at_or_before(conn, key, entry, branch.tip).await?;
        whole = joined(&fork, &tip, &whole, save.from.locale);
    }
    let before = at_or_before(conn, key, entry, at.head).await?;
    let (head, trunk, last) = if whole == save.answers {
        // This page holds everything that the others have.
        branches::put(conn, entry, &in_trunk(writer, save.from.turn, seq)).await?;
        (seq, seq, seq)
    } else if whole == before {
        (at.head, trunk, seq)
    } else {
        let id = next_id(&save.revision);
        let new = New { id: &id, seq: seq + 1, base: at.head, other: seq, kind: Kind::Merged, from: None };
        append(conn, key, owner, entry, &new, (&before, &whole), now).await?;
        (seq + 1, trunk, seq + 1)
    };
    let trunk = if branches.len() > MOST_BRANCHES {
        branches::gather(conn, entry, trunk).await?;
        head
    } else {
        trunk
    };
    move_head(conn, entry, (head, trunk, last), now).await?;
    Ok(head)
}

/// A branch whose words are in the trunk.
fn in_trunk(writer: &str, turn: i64, tip: i64) -> Branch {
    Branch { writer: writer.to_owned(), turn, tip, fork: tip, trunk: 0, joined: 0 }
}

/// The id of the merged version that a save made: it follows from the save's own, so that a write that is tried again
/// makes the same.
fn next_id(id: &RowId) -> RowId {
    let number = uuid::Uuid::parse_str(id.as_str()).map(|id| id.as_u128()).unwrap_or_default();
    uuid::Uuid::from_u128(number ^ 1).into()
}

/// Keeps what a page sent before and came after its later words, if it holds anything that no version of the page has.
async fn keep_late(
    conn: &mut Conn,
    key: &UserKey,
    owner: &UserId,
    save: &Save,
    at: &Standing,
    now: Moment,
) -> Result<()> {
    let before = of_turn(conn, key, &save.entry, &save.from).await?;
    if at.deleted_by.is_some() || before.is_some_and(|(_, words)| words == save.answers) || save.answers.is_empty() {
        return Ok(());
    }
    let (seq, base) = (at.last + 1, save.base.clamp(0, at.last));
    let written_on = at_or_before(conn, key, &save.entry, base).await?;
    let new = New { id: &save.revision, seq, base, other: 0, kind: Kind::Autosave, from: Some(&save.from) };
    append(conn, key, owner, &save.entry, &new, (&written_on, &save.answers), now).await?;
    move_head(conn, &save.entry, (at.head, at.trunk, seq), now).await
}

/// The version that holds these words already, for pages that do not count: a form that was sent twice.
async fn sent_twice(conn: &mut Conn, key: &UserKey, save: &Save, at: &Standing) -> Result<Option<i64>> {
    if at_or_before(conn, key, &save.entry, at.head).await? == save.answers {
        return Ok(Some(at.head));
    }
    let there = if save.from.page.is_empty() { None } else { of_turn(conn, key, &save.entry, &save.from).await? };
    Ok(there.filter(|(_, words)| *words == save.answers).map(|(seq, _)| seq))
}

/// The end of a save: what a button says besides.
async fn done(conn: &mut Conn, save: &Save, seq: i64, head: i64, now: Moment) -> Result<Outcome> {
    if save.from.pressed || save.finish {
        mark_pressed(conn, &save.entry, seq).await?;
    }
    if save.finish && head > 0 {
        // Whoever wrote on and is done again is done now: a copy that follows the entry follows to there.
        sqlx::query(
            "update journal_entries set finished_at = $2
             where id = $1 and (finished_at is null or finished_at < updated_at)",
        )
        .bind(save.entry.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    }
    Ok(Outcome { seq, head })
}

async fn standing(conn: &mut Conn, owner: &UserId, entry: &EntryId) -> Result<Standing> {
    let row = sqlx::query(
        "select head_seq, trunk_seq, last_seq, deleted_at, deleted_by from journal_entries
         where id = $1 and owner_id = $2",
    )
    .bind(entry.as_str())
    .bind(owner.as_str())
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    let deleted: Option<i64> = row.try_get(3)?;
    let by: String = row.try_get(4)?;
    Ok(Standing {
        head: row.try_get(0)?,
        trunk: row.try_get(1)?,
        last: row.try_get(2)?,
        deleted_by: deleted.map(|_| by),
    })
}

async fn move_head(conn: &mut Conn, entry: &EntryId, (head, trunk, last): (i64, i64, i64), now: Moment) -> Result<()> {
    sqlx::query(
        "update journal_entries set head_seq = $2, trunk_seq = $3, last_seq = $4, updated_at = $5 where id = $1",
    )
    .bind(entry.as_str())
    .bind(head)
    .bind(trunk)
    .bind(last)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// A deleted entry stands again. What was emptied is gone with all that hung on it; that it was shown stays known.
async fn revive(conn: &mut Conn, entry: &EntryId) -> Result<()> {
    for gone in [
        "update journal_entries set deleted_at = null, deleted_by = '', finished_at = null where id = $1",
        "delete from supervision_words where supervision_id in (
             select q.id from supervisions q join journal_shares s on s.id = q.share_id where s.entry_id = $1)",
        "delete from supervisions where share_id in (select id from journal_shares where entry_id = $1)",
        "delete from review_messages where share_id in (select id from journal_shares where entry_id = $1)",
        "delete from review_comments where share_id in (select id from journal_shares where entry_id = $1)",
        "delete from coach_notes where share_id in (select id from journal_shares where entry_id = $1)",
        "delete from coach_answers where share_id in (select id from journal_shares where entry_id = $1)",
        "delete from journal_revisions where entry_id = $1 and length(body) = 0",
    ] {
        sqlx::query(gone).bind(entry.as_str()).execute(&mut *conn).await?;
    }
    Ok(())
}
