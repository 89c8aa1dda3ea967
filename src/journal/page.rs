//! Turns what the store found into what the pages show: words in the viewer's language, days on their clock.

use super::model::{
    Answers, CaseDetail, EntryLine, EntryList, EntryPage, ReaderLine, Reply, SharedLine, VersionLine, When, card,
    lasting, sheet, template,
};
use super::store::{self, ListedEntry, Reading, SentShare};
use crate::coaching::reviews::store::place_in_line;
use crate::coaching::sharing::{check, pieces};
use crate::coaching::store::coaches_of;
use crate::deid::Level;
use crate::kit::id::EntryId;
use crate::kit::page::Page;
use crate::kit::{Error, Moment, Viewer};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::{Result, time};
use crate::tl;

/// The templates that stand above the list: a minute, five, half an hour. The others are a page away.
const AT_HAND: [&str; 3] = ["hitokoto", "ywt", "gibbs"];

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
        cards: AT_HAND.iter().filter_map(|id| template(id)).map(|one| card(one, viewer.locale)).collect(),
    }
}

/// An entry with all that belongs to it, at its newest version or an older one.
pub async fn entry(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    id: &EntryId,
    version: Option<i64>,
    now: Moment,
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
    let traces = traces(&entry.template, &answers, viewer)?;
    let mut open = Vec::new();
    for share in shares.iter().filter(|share| share.is_open(now)) {
        open.push(shared(conn, viewer, share, now).await?);
    }
    Ok(EntryPage {
        id: id.clone(),
        sheet: sheet(&entry.template, viewer.locale),
        day: day(viewer, entry.created_at),
        head: entry.head,
        old: old.and_then(|old| versions.iter().find(|one| one.seq == old)).map(line),
        answers,
        saved: versions.last().map(|one| time::clock(one.saved_at, &viewer.zone)),
        finished: entry.finished_at.is_some(),
        versions: lasting(&versions, &sent).len() as i64,
        shares: open,
        replies: replies
            .into_iter()
            .map(|reply| Reply {
                coach: reply.coach,
                text: reply.text,
                at: moment(viewer, reply.sent_at),
                version: reply.version,
                share: reply.share,
                remarks: reply.remarks,
            })
            .collect(),
        traces,
        has_coach: !coaches_of(conn, &viewer.id).await?.is_empty(),
        writer: String::new(),
        owner: viewer.id.to_string(),
    })
}

/// How many words may lead to a person. Where a case is likely all of them count; where it is only possible, those that
/// name somebody directly. None where no case is.
fn traces(name: &str, answers: &Answers, viewer: &Viewer) -> Result<Option<i64>> {
    let least = match template(name).map(|found| found.case_detail) {
        Some(CaseDetail::Likely) => Level::Warn,
        Some(CaseDetail::Possible) => Level::Block,
        _ => return Ok(None),
    };
    let looked = check::look(&pieces::of_answers(answers)?, viewer.locale);
    Ok(Some(looked.iter().filter(|one| one.finding.level >= least).count() as i64))
}

/// A sheet that may hold a case, but hardly does, is looked at with every so manieth save: nobody is to be watched while
/// they write a line of their own.
const PACE: i64 = 3;

/// The same for a save on that version; none where this save is not looked at.
pub(super) fn traces_of_save(name: &str, answers: &Answers, base: i64, viewer: &Viewer) -> Result<Option<i64>> {
    let likely = template(name).is_some_and(|found| found.case_detail == CaseDetail::Likely);
    if likely || base % PACE == PACE - 1 { traces(name, answers, viewer) } else { Ok(None) }
}

/// The sheet before its first save is no version, and stands at no address.
fn must_be_saved(version: Option<i64>) -> Result<()> {
    if version.is_some_and(|version| version < 1) { Err(Error::NotFound.into()) } else { Ok(()) }
}

/// Openings of the same thing by the same person within so many seconds are one line to read; the log keeps them all.
const SITTING: i64 = 30 * 60;

/// 閲覧履歴.
pub fn readers(viewer: &Viewer, page: Page<Reading>) -> Page<ReaderLine> {
    let line = |Sitting { last: one, begin, n }: Sitting| ReaderLine {
        at: spell(viewer, (begin, one.at), n),
        who: one.who,
        role: match one.role.as_str() {
            "coach" => tl!(viewer.locale, journal.readers_as_coach).to_owned(),
            "admin" => tl!(viewer.locale, cohorts.reader_organiser).to_owned(),
            "host" => tl!(viewer.locale, journal.readers_as_host).to_owned(),
            other => other.to_owned(),
        },
        what: match &one.journal {
            Some((id, begun)) => {
                let title = template(id).map(|template| template.title(viewer.locale)).unwrap_or("—").to_owned();
                let day = time::day(*begun, &viewer.zone, viewer.locale);
                let what = tl!(viewer.locale, journal.readers_entry, day = day, title = title);
                match (one.kind.as_str(), one.action.as_str()) {
                    ("supervision", _) => tl!(viewer.locale, desk.readers_supervision, what = what),
                    (_, "live") => tl!(viewer.locale, desk.readers_live, what = what),
                    (_, "replies") => tl!(viewer.locale, desk.readers_replies, what = what),
                    _ => what,
                }
            }
            None if one.kind == "supervision" => tl!(viewer.locale, desk.readers_excerpt).to_owned(),
            None if one.kind == "sheet_share" => tl!(viewer.locale, sheets.reader).to_owned(),
            None if one.kind == "check_share" => tl!(viewer.locale, selfchecks.receipt).to_owned(),
            None if one.kind == "goal" => tl!(viewer.locale, cohorts.reader_goal).to_owned(),
            None if one.kind == "application" => tl!(viewer.locale, cohorts.reader_application).to_owned(),
            None if one.kind == "needs" => tl!(viewer.locale, seats.needs).to_owned(),
            None if one.kind == "journal" => tl!(viewer.locale, journal.readers_journal).to_owned(),
            None => tl!(viewer.locale, journal.readers_values).to_owned(),
        },
        entry: one.entry,
        version: if one.journal.is_some() { one.version } else { 0 },
    };
    Page { next: page.next, rows: sittings(page.rows).into_iter().map(line).collect() }
}

/// Openings that are one line: the last of them, when the first was, and how many there are.
struct Sitting {
    last: Reading,
    begin: Moment,
    n: usize,
}

/// Readings, the latest first, in sittings.
fn sittings(readings: Vec<Reading>) -> Vec<Sitting> {
    let mut sittings: Vec<Sitting> = Vec::new();
    for one in readings {
        let same = |there: &&mut Sitting| there.last.is_like(&one) && there.last.at.seconds_since(one.at) <= SITTING;
        match sittings.iter_mut().find(same) {
            Some(there) => {
                there.begin = one.at;
                there.n += 1;
            }
            None => sittings.push(Sitting { begin: one.at, last: one, n: 1 }),
        }
    }
    sittings
}

/// When a sitting was: `11月24日（火）19:50〜19:58・6回`.
fn spell(viewer: &Viewer, (begin, end): (Moment, Moment), n: usize) -> When {
    let first = moment(viewer, begin);
    if n < 2 {
        return first;
    }
    let last = match day(viewer, begin).words == day(viewer, end).words {
        true => time::clock(end, &viewer.zone),
        false => moment(viewer, end).words,
    };
    let at = match first.words.ends_with(&last) {
        true => first.words,
        false => tl!(viewer.locale, journal.readers_span, begin = first.words, end = last),
    };
    When { words: tl!(viewer.locale, journal.readers_times, at = at, n = n), iso: first.iso }
}

/// A copy that coaches have now, with how it stands.
pub async fn shared(conn: &mut Conn, viewer: &Viewer, share: &SentShare, now: Moment) -> Result<SharedLine> {
    let locale = viewer.locale;
    let claimed = share.claimed.as_ref().filter(|(_, at)| *at > store::Claim::over(now));
    let state = match (share.returned_at, claimed) {
        (Some(_), _) => tl!(locale, journal.copy_answered).to_owned(),
        (None, Some((name, _))) => tl!(locale, desk.line_reading, coach = name.clone()),
        (None, None) => {
            let place = place_in_line(conn, &share.id, now).await?;
            match place.days {
                Some(days) => tl!(locale, desk.line, nth = place.nth, days = days),
                None => tl!(locale, desk.line_unknown, nth = place.nth),
            }
        }
    };
    Ok(SharedLine {
        id: share.id.clone(),
        coach: share.coaches.join(tl!(locale, journal.and)),
        version: share.version,
        at: moment(viewer, share.shared_at),
        state,
        until: share.expires_at.map(|at| tl!(locale, desk.terms_until, day = day(viewer, at).words)),
    })
}

pub(super) fn day(viewer: &Viewer, at: Moment) -> When {
    When { words: time::day(at, &viewer.zone, viewer.locale), iso: time::rfc3339(at, &viewer.zone) }
}

pub(super) fn moment(viewer: &Viewer, at: Moment) -> When {
    When { words: time::day_and_clock(at, &viewer.zone, viewer.locale), iso: time::rfc3339(at, &viewer.zone) }
}
