//! Turns what the store found into what the pages show: words in the viewer's language, days on their clock.

use super::model::{
    EntryLine, EntryList, EntryPage, ReaderLine, Reply, ShareDraft, SharedLine, VersionLine, When, sheet, template,
    templates, worth_listing,
};
use super::store::{self, ListedEntry, Reading, SentShare};
use crate::accounts::model::Profession;
use crate::coaching::store::coaches_of;
use crate::kit::id::EntryId;
use crate::kit::page::Page;
use crate::kit::{Error, Moment, Viewer};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::{Result, time};
use crate::tl;

/// The list of entries.
pub fn list(viewer: &Viewer, page: Page<ListedEntry>) -> EntryList {
    let line = |one: ListedEntry| {
        let sheet = sheet(&one.entry.template, viewer.locale);
        EntryLine {
            title: one.answers.first_line(&sheet),
            template: sheet.title,
            day: day(viewer, one.entry.created_at),
            unfinished: one.entry.finished_at.is_none(),
            sent: one.sent,
            answered: one.answered,
            id: one.entry.id,
        }
    };
    EntryList {
        rows: page.rows.into_iter().map(line).collect(),
        next: page.next,
        sheets: templates().iter().map(|template| sheet(&template.id, viewer.locale)).collect(),
    }
}

/// An entry with all that belongs to it, at its newest version or an older one.
pub async fn entry(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    id: &EntryId,
    version: Option<i64>,
) -> Result<EntryPage> {
    let entry = store::entry(conn, &viewer.id, id).await?;
    must_be_saved(version)?;
    let old = version.filter(|version| *version != entry.head);
    let answers = store::answers(conn, vault, &viewer.id, id, old.unwrap_or(entry.head)).await?;
    let versions = store::versions(conn, &viewer.id, id).await?;
    let shares = store::shares_of(conn, &viewer.id, id).await?;
    let replies = store::replies(conn, vault, &viewer.id, id).await?;
    let sent: Vec<i64> = shares.iter().map(|share| share.version).collect();
    let line = |one: &super::model::Version| VersionLine {
        seq: one.seq,
        at: moment(viewer, one.saved_at),
        sent: sent.contains(&one.seq),
    };
    Ok(EntryPage {
        id: id.clone(),
        sheet: sheet(&entry.template, viewer.locale),
        day: day(viewer, entry.created_at),
        head: entry.head,
        old: old.and_then(|old| versions.iter().find(|one| one.seq == old)).map(line),
        answers,
        saved: versions.last().map(|one| time::clock(one.saved_at, &viewer.zone)),
        finished: entry.finished_at.is_some(),
        versions: worth_listing(&versions, &sent).iter().map(line).collect(),
        shares: shares.iter().filter(|share| share.revoked_at.is_none()).map(|one| shared(viewer, one)).collect(),
        replies: replies
            .into_iter()
            .map(|reply| Reply {
                coach: reply.coach,
                text: reply.text,
                at: moment(viewer, reply.sent_at),
                version: reply.version,
            })
            .collect(),
        has_coach: !coaches_of(conn, &viewer.id).await?.is_empty(),
        writer: String::new(),
    })
}

/// The sheet before its first save is no version, and stands at no address.
fn must_be_saved(version: Option<i64>) -> Result<()> {
    if version.is_some_and(|version| version < 1) { Err(Error::NotFound.into()) } else { Ok(()) }
}

/// What is needed to send an entry to a coach.
pub async fn share(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    id: &EntryId,
    version: Option<i64>,
) -> Result<ShareDraft> {
    let entry = store::entry(conn, &viewer.id, id).await?;
    must_be_saved(version)?;
    let version = version.unwrap_or(entry.head);
    let shares = store::shares_of(conn, &viewer.id, id).await?;
    let mut coaches = coaches_of(conn, &viewer.id).await?;
    for coach in &mut coaches {
        let known = Profession::parse(&coach.profession).filter(|profession| *profession != Profession::Other);
        coach.profession = known.map(|profession| profession.label(viewer.locale).to_owned()).unwrap_or_default();
    }
    Ok(ShareDraft {
        id: id.clone(),
        sheet: sheet(&entry.template, viewer.locale),
        version,
        answers: store::answers(conn, vault, &viewer.id, id, version).await?,
        day: day(viewer, entry.created_at),
        coaches,
        shares: shares.iter().filter(|share| share.revoked_at.is_none()).map(|one| shared(viewer, one)).collect(),
    })
}

/// 閲覧履歴.
pub fn readers(viewer: &Viewer, page: Page<Reading>) -> Page<ReaderLine> {
    let line = |one: Reading| ReaderLine {
        who: one.who,
        role: match one.role.as_str() {
            "coach" => tl!(viewer.locale, journal.readers_as_coach).to_owned(),
            "host" => tl!(viewer.locale, journal.readers_as_host).to_owned(),
            other => other.to_owned(),
        },
        what: match &one.journal {
            Some((id, begun)) => {
                let title = template(id).map(|template| template.title(viewer.locale)).unwrap_or("—").to_owned();
                let day = time::day(*begun, &viewer.zone, viewer.locale);
                tl!(viewer.locale, journal.readers_entry, day = day, title = title)
            }
            None if one.kind == "needs" => tl!(viewer.locale, seats.needs).to_owned(),
            None if one.kind == "journal" => tl!(viewer.locale, journal.readers_journal).to_owned(),
            None => tl!(viewer.locale, journal.readers_values).to_owned(),
        },
        entry: one.entry,
        version: if one.journal.is_some() { one.version } else { 0 },
        at: moment(viewer, one.at),
    };
    Page { next: page.next, rows: page.rows.into_iter().map(line).collect() }
}

fn shared(viewer: &Viewer, share: &SentShare) -> SharedLine {
    SharedLine {
        id: share.id.clone(),
        coach: share.coach.clone(),
        version: share.version,
        at: moment(viewer, share.shared_at),
        answered: share.returned_at.is_some(),
    }
}

fn day(viewer: &Viewer, at: Moment) -> When {
    When { words: time::day(at, &viewer.zone, viewer.locale), iso: time::rfc3339(at, &viewer.zone) }
}

fn moment(viewer: &Viewer, at: Moment) -> When {
    When { words: time::day_and_clock(at, &viewer.zone, viewer.locale), iso: time::rfc3339(at, &viewer.zone) }
}
