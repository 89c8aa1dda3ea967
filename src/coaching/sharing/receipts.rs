//! Consent receipts in words: copies of entries, excerpts for other coaches, results of worksheets and self-checks,
//! goals, and what may be counted. The latest first; what is over comes page by page.

use serde_json::json;

use super::model::{ConsentKind, ConsentLine, ConsentPage};
use super::store::{self, Consent};
use crate::coaching::cohorts::store::shown::{self, ShownGoal};
use crate::coaching::reviews::page::{day, moment};
use crate::journal::model::sheet;
use crate::journal::store::{read_cursor, write_cursor};
use crate::kit::page::Page;
use crate::kit::{Moment, Viewer};
use crate::selfchecks::showing::store::{Shared, given};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::{Failure, Result};
use crate::tl;
use crate::worksheets::definition::library;
use crate::worksheets::sheets;
use crate::worksheets::store::{Counted, Shown, Source, WORKSHEET, counted_by, shown_by};

/// How many receipts that are over stand on a page.
const PAGE: usize = 30;

/// More than anybody shows at once.
const OPEN: i64 = 1_000;

/// A receipt with what it is sorted by.
type Sorted = (Moment, String, ConsentLine);

/// What the viewer consented to: all that holds now, and a page of what is over, after the cursor `after`.
pub async fn page(conn: &mut Conn, vault: &Vault, viewer: &Viewer, after: &str, now: Moment) -> Result<ConsentPage> {
    let begins = after.is_empty();
    let current = if begins { in_force(conn, vault, viewer, now).await? } else { Vec::new() };
    let over = copies(conn, viewer, false, (read_cursor(after), PAGE as i64 + 1), now).await?;
    let over = Page::from_rows(over, PAGE, |(at, id, _)| write_cursor(*at, id));
    Ok(ConsentPage { current: lines(current), over: Page { rows: lines(over.rows), next: over.next }, begins })
}

/// All receipts for the archive, as Markdown and as data; no file where there is none.
pub async fn files(conn: &mut Conn, vault: &Vault, viewer: &Viewer, now: Moment) -> Result<Vec<(String, String)>> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let some = page(conn, vault, viewer, &after, now).await?;
        all.extend(some.current.into_iter().chain(some.over.rows));
        let Some(next) = some.over.next else { break };
        after = next;
    }
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let name = tl!(viewer.locale, receipts.file_receipts);
    let mut out = format!("# {name}\n");
    for one in &all {
        let until = one.until.as_ref().map(|until| tl!(viewer.locale, desk.terms_until, day = until.words.clone()));
        let rest = [Some(one.purpose.clone()), until, Some(one.ended.clone())];
        out.push_str(&format!("\n## {}\n\n- {}\n- {}\n", one.title, one.what, one.given.words));
        for line in rest.into_iter().flatten().filter(|line| !line.is_empty()) {
            out.push_str(&format!("- {line}\n"));
        }
    }
    let data = serde_json::to_string_pretty(&json!({ "format": "assemble-receipts", "version": 1, "receipts": all }));
    let data = data.map_err(|error| Failure::other("writing receipts", error))?;
    Ok(vec![(format!("{name}.md"), out), ("receipts.json".to_owned(), data)])
}

fn lines(sorted: Vec<Sorted>) -> Vec<ConsentLine> {
    sorted.into_iter().map(|(_, _, line)| line).collect()
}

async fn in_force(conn: &mut Conn, vault: &Vault, viewer: &Viewer, now: Moment) -> Result<Vec<Sorted>> {
    let mut all = copies(conn, viewer, true, (read_cursor(""), OPEN), now).await?;
    for one in counted_by(conn, &viewer.id).await? {
        all.push((one.given_at, String::new(), count(viewer, one)));
    }
    for one in shown::shown_by(conn, vault, &viewer.id).await? {
        all.push((one.shared_at, one.id.to_string(), goal(viewer, one)));
    }
    sort(&mut all);
    Ok(all)
}

/// Of the kinds that are remembered when they are over: copies of entries, of results and of self-checks.
async fn copies(
    conn: &mut Conn,
    viewer: &Viewer,
    holds: bool,
    (after, most): ((Moment, String), i64),
    now: Moment,
) -> Result<Vec<Sorted>> {
    let mut all = Vec::new();
    for one in store::consents(conn, &viewer.id, holds, &after, most, now).await? {
        all.push((one.given_at, one.id().to_owned(), entry(viewer, one, now)));
    }
    for one in shown_by(conn, &viewer.id, holds, &after, most).await? {
        all.push((one.shared_at, one.id.to_string(), result(viewer, one)));
    }
    for one in given(conn, &viewer.id, holds, &after, most).await? {
        all.push((one.shared_at, one.id.to_string(), check(viewer, one)));
    }
    sort(&mut all);
    Ok(all)
}

fn sort(all: &mut [Sorted]) {
    all.sort_by(|one, other| (other.0, &other.1).cmp(&(one.0, &one.1)));
}

fn entry(viewer: &Viewer, one: Consent, now: Moment) -> ConsentLine {
    let locale = viewer.locale;
    let expired = one.until.is_some_and(|until| until <= now);
    let ended = match one.revoked_at {
        Some(at) if one.until.is_some_and(|until| until <= at) => tl!(locale, desk.consent_expired).to_owned(),
        Some(at) => revoked(viewer, at),
        None if expired => tl!(locale, desk.consent_expired).to_owned(),
        None => String::new(),
    };
    let want: Vec<_> = one.want.iter().map(|want| want.words(locale)).collect();
    let want = want.join(tl!(locale, worksheets.separator));
    let purpose = match (&one.supervision, one.live) {
        (Some(_), _) => tl!(locale, desk.consent_supervision).to_owned(),
        (None, true) if want.is_empty() => tl!(locale, desk.terms_live).to_owned(),
        (None, true) => {
            let live = tl!(locale, desk.terms_live).to_owned();
            format!("{want}{}", tl!(locale, sheets.in_brackets, words = live))
        }
        (None, false) => want,
    };
    let (template, begun) = &one.journal;
    let begun = day(viewer, *begun).words;
    let what = match one.entry {
        Some(_) => tl!(locale, journal.readers_entry, day = begun, title = sheet(template, locale).title),
        None => tl!(locale, desk.consent_gone).to_owned(),
    };
    let who = one.who.join(tl!(locale, journal.and));
    ConsentLine {
        id: one.supervision.as_ref().map_or_else(|| one.share.to_string(), ToString::to_string),
        kind: if one.supervision.is_some() { ConsentKind::Supervision } else { ConsentKind::Journal },
        also: String::new(),
        what: tl!(locale, journal.readers_version, what = what, version = one.version),
        href: one.entry.map(|entry| format!("/journal/{entry}?version={}", one.version)),
        purpose,
        given: moment(viewer, one.given_at),
        until: one.until.map(|at| day(viewer, at)),
        ended,
        loss: tl!(locale, journal.withdraw_words, coach = who.clone()),
        title: tl!(locale, desk.receipt_to, who = who),
    }
}

fn result(viewer: &Viewer, one: Shown) -> ConsentLine {
    let locale = viewer.locale;
    let ended = match one.revoked_at {
        Some(_) if one.replaced => tl!(locale, receipts.replaced).to_owned(),
        Some(at) => revoked(viewer, at),
        None => String::new(),
    };
    ConsentLine {
        kind: ConsentKind::Worksheet,
        id: one.id.to_string(),
        also: String::new(),
        what: of(viewer, &one.of),
        href: place(&one.of),
        purpose: String::new(),
        given: moment(viewer, one.shared_at),
        until: None,
        ended,
        loss: tl!(locale, worksheets.withdraw_words).to_owned(),
        title: tl!(locale, desk.receipt_to, who = one.coach),
    }
}

fn check(viewer: &Viewer, one: Shared) -> ConsentLine {
    let locale = viewer.locale;
    ConsentLine {
        kind: ConsentKind::SelfCheck,
        id: one.id.to_string(),
        also: String::new(),
        what: tl!(locale, selfchecks.receipt).to_owned(),
        href: None,
        purpose: String::new(),
        given: moment(viewer, one.shared_at),
        until: None,
        ended: one.revoked_at.map(|at| revoked(viewer, at)).unwrap_or_default(),
        loss: tl!(locale, worksheets.withdraw_words).to_owned(),
        title: tl!(locale, desk.receipt_to, who = one.name),
    }
}

fn count(viewer: &Viewer, one: Counted) -> ConsentLine {
    let locale = viewer.locale;
    let (title, purpose) = match one.kind.as_str() {
        "live" => (tl!(locale, sheets.to_live), tl!(locale, sheets.to_live_note)),
        _ => (tl!(locale, sheets.to_statistics), tl!(locale, sheets.to_statistics_note)),
    };
    ConsentLine {
        kind: ConsentKind::Counted,
        id: one.of.id.as_ref().map(ToString::to_string).unwrap_or_default(),
        also: one.kind,
        title: title.to_owned(),
        what: of(viewer, &one.of),
        href: place(&one.of),
        purpose: purpose.to_owned(),
        given: moment(viewer, one.given_at),
        until: None,
        ended: String::new(),
        loss: tl!(locale, receipts.loss_counted).to_owned(),
    }
}

fn goal(viewer: &Viewer, one: ShownGoal) -> ConsentLine {
    let locale = viewer.locale;
    let who = one.coaches.join(tl!(locale, journal.and));
    ConsentLine {
        kind: ConsentKind::Goal,
        id: one.id.to_string(),
        what: tl!(locale, receipts.goal, goal = one.text),
        href: Some(format!("/cohort?id={}#goals", one.cohort)),
        also: one.cohort.to_string(),
        purpose: tl!(locale, receipts.goal_purpose).to_owned(),
        given: moment(viewer, one.shared_at),
        until: None,
        ended: String::new(),
        loss: tl!(locale, receipts.loss_goal, who = who.clone()),
        title: tl!(locale, desk.receipt_to, who = who),
    }
}

fn revoked(viewer: &Viewer, at: Moment) -> String {
    tl!(viewer.locale, desk.consent_revoked, at = moment(viewer, at).words)
}

/// A result by the name of its worksheet and its day.
fn of(viewer: &Viewer, source: &Source) -> String {
    let locale = viewer.locale;
    let name = library::definition(&source.worksheet).map(|one| one.about.name.of(locale)).unwrap_or_default();
    match (&source.id, source.finished_at) {
        (Some(_), Some(at)) => tl!(locale, receipts.result, name = name, day = day(viewer, at).words),
        _ => tl!(locale, receipts.result_gone, name = name),
    }
}

/// Where a result is to be read.
fn place(source: &Source) -> Option<String> {
    let id = source.id.as_ref()?;
    Some(match source.worksheet.as_str() {
        WORKSHEET => format!("/worksheets/values/{id}/result"),
        other => format!("{}/{id}/result", sheets::path(other)),
    })
}
