//! Fifteen people try everything with everything: what they may not have answers like what never was, in its words, its
//! headers and its time.

mod sealed;
mod stage;
mod verbs;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use stage::stage;
use verbs::{BY_SECRET, OPEN_PAGES, OWN, VERBS, Verb};

use crate::both;
use crate::journal::{CANARY, count, without_ids};
use crate::support::TestApp;

const VISITOR: usize = 0;
const UNPROMISED: usize = 1;
const AUTHOR: usize = 2;
const OTHER: usize = 3;
const NAMED: usize = 5;
const SECOND: usize = 6;
const ELSEWHERE: usize = 7;
const HOST: usize = 9;
const ORGANISER: usize = 10;
const PEER: usize = 11;
const COLLEAGUE: usize = 12;
const OTHER_HOST: usize = 14;

/// Who they are, in the order of the numbers above.
const ACTORS: [&str; 15] = [
    "visitor",
    "member without the promise",
    "author",
    "other member",
    "member of the same cohort",
    "named coach",
    "other coach of the author",
    "coach of another cohort",
    "former coach",
    "host",
    "organiser",
    "supervision peer",
    "other coach of the same cohort",
    "member who left the cohort",
    "other host",
];

/// What is tried together: how the rows of each part begin.
const ROOMS: [&[&str]; 6] = [
    &["/journal", "/supervision", "/coach", "/worksheets", "/cohort", "/appointments"],
    &["journal/", "coaching/", "deid/"],
    &["worksheets/", "cohorts/"],
    &["sheets/", "checks/", "accounts/", "admin/"],
    &["workshops/", "live/"],
    &["/checks", "/me", "/admin", "/host", "/workshops", "/live"],
];

/// Something that never was.
const NOTHING: &str = "019376b0-7c6a-7000-8000-0123456789ab";

#[test]
fn every_server_function_is_tried_or_asks_for_nothing_of_anybodys() {
    let rows = VERBS.iter().map(|verb| verb.path).filter(|path| !path.starts_with('/'));
    let known: BTreeSet<&str> = rows.chain(OWN.iter().copied()).chain(BY_SECRET.iter().copied()).collect();
    let real: BTreeSet<&str> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.trim_start_matches("/api/")).collect();
    // The tests have one of their own.
    let untried: Vec<_> = real.difference(&known).filter(|path| !path.starts_with("test/")).collect();
    assert!(untried.is_empty(), "tried by nobody: {untried:?}");
    let gone: Vec<_> = known.difference(&real).collect();
    assert!(gone.is_empty(), "there are no such server functions: {gone:?}");
    for verb in VERBS {
        let rooms = ROOMS.iter().filter(|room| is_of(verb, room)).count();
        assert_eq!(rooms, 1, "{} is tried once", verb.path);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_address_about_something_is_tried() {
    let pages = leptos_axum::generate_route_list(assemble::app::App);
    let mut about: BTreeSet<String> = pages.iter().map(|page| page.path().to_owned()).collect();
    routes_by_hand(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut about);
    about.retain(|path| path.contains('{'));
    assert!(about.len() > 50, "{about:?}");
    let is_tried = |path: &&String| VERBS.iter().any(|verb| fits(path, verb.path));
    let is_open = |path: &&String| OPEN_PAGES.contains(&path.as_str());
    let untried: Vec<_> = about.iter().filter(|path| !is_tried(path) && !is_open(path)).collect();
    assert!(untried.is_empty(), "tried by nobody: {untried:?}");
    for open in OPEN_PAGES {
        assert!(about.contains(*open), "there is no {open}");
    }
}

/// The routes that are no pages. A router cannot be asked for them, but they are written down alike.
fn routes_by_hand(directory: &Path, found: &mut BTreeSet<String>) {
    for file in std::fs::read_dir(directory).expect("the sources") {
        let path = file.expect("a file").path();
        if path.is_dir() {
            routes_by_hand(&path, found);
        } else {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let routes = text.split(".route(\"").skip(1).filter_map(|rest| rest.split_once('"'));
            found.extend(routes.map(|(route, _)| route.to_owned()));
        }
    }
}

/// Whether a row asks by that route.
fn fits(route: &str, row: &str) -> bool {
    let row: Vec<&str> = row.split('?').next().unwrap_or_default().split('/').collect();
    let route: Vec<&str> = route.split('/').collect();
    row.len() == route.len() && route.iter().zip(&row).all(|(blank, word)| blank.starts_with('{') || blank == word)
}

fn is_of(verb: &Verb, room: &[&str]) -> bool {
    room.iter().any(|start| verb.path.starts_with(start))
}

/// What somebody who may not could have done.
const TRACES: [&str; 36] = [
    "select count(*) from access_log",
    "select count(*) from review_comments where deleted_at is null",
    "select count(*) from review_messages",
    "select count(*) from journal_revisions",
    "select count(*) from coach_notes",
    "select count(*) from coach_answers",
    "select count(*) from share_drafts",
    "select count(*) from supervisions where accepted_at is null and declined_at is null and revoked_at is null",
    "select count(*) from supervision_words",
    "select count(*) from journal_shares where revoked_at is null",
    "select count(*) from worksheet_shares where revoked_at is null",
    "select count(*) from worksheet_answers",
    "select count(*) from cohort_goals where shared_at is not null and done_at is null",
    "select count(*) from cohort_steps where done_at is null",
    "select count(*) from appointments where cancelled_at is null and sequence = 0",
    "select count(*) from appointment_slots where withdrawn_at is null",
    "select count(*) from cohort_applications where withdrawn_at is null and accepted_at is null",
    "select count(*) from cohort_people where left_at is null",
    "select count(*) from cohort_letters",
    "select count(*) from letters",
    "select count(*) from journal_entries where deleted_at is null",
    "select count(*) from strength_gifts where accepted_at is null and declined_at is null",
    "select count(*) from worksheet_consents",
    "select count(*) from selfchecks",
    "select count(*) from selfcheck_shares where revoked_at is null",
    "select cast(sum(version) as bigint) from workshops where cancelled_at is null",
    "select count(*) from workshop_history",
    "select count(*) from registrations where cancelled_at is null and checked_in_at is null",
    "select count(*) from feedback",
    "select count(*) from certificates where revoked_at is null",
    "select count(*) from sessions",
    "select count(*) from user_roles",
    "select count(*) from cohorts where closed_at is null",
    "select count(*) from programmes",
    "select count(*) from live_rooms",
    "select count(*) from live_people",
];

async fn traces(app: &TestApp) -> Vec<i64> {
    let mut all = Vec::new();
    for sql in TRACES {
        all.push(count(app, sql).await);
    }
    all
}

/// What came back, without what differs from one request to the next.
async fn tried(app: &TestApp, verb: &Verb, cookie: Option<&str>, path: &str, fields: &str, id: &str) -> (u16, String) {
    let answer = if verb.path.starts_with('/') {
        app.get(path, cookie).await
    } else {
        let fields: Vec<(&str, &str)> = fields.split('&').filter_map(|field| field.split_once('=')).collect();
        app.post_json_client(&format!("/api/{path}"), &fields, cookie).await
    };
    let all = format!("{}\n{}", headers(&answer.1), without_ids(&answer.2, id));
    (answer.0.as_u16(), all.replace(id, "ID"))
}

/// Every header with what it says. Of a cookie that it is set, and of scripts that some may run: both hold chance.
fn headers(headers: &::http::HeaderMap) -> String {
    let mut lines: Vec<String> = headers
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "content-length" | "date" | "x-request-id"))
        .map(|(name, value)| {
            let value = value.to_str().unwrap_or_default();
            let value = if name.as_str() == "set-cookie" { value.split('=').next().unwrap_or_default() } else { value };
            let (before, after) = value.split_once("'nonce-").unwrap_or((value, ""));
            format!("{name}: {before}{}", after.split_once('\'').map_or("", |(_, after)| after))
        })
        .collect();
    lines.sort();
    lines.join("\n")
}

both!(whoever_may_not_have_it_sees_no_page_of_it, |app| async move { try_all(&app, ROOMS[0]).await });

both!(whoever_may_not_have_it_does_nothing_to_it, |app| async move { try_all(&app, ROOMS[1]).await });

both!(whoever_may_not_have_it_does_nothing_to_a_worksheet_or_in_a_cohort, |app| async move {
    try_all(&app, ROOMS[2]).await
});

both!(whoever_may_not_have_it_does_nothing_to_a_sheet_a_check_or_an_account, |app| async move {
    try_all(&app, ROOMS[3]).await
});

both!(whoever_may_not_have_it_does_nothing_to_a_workshop, |app| async move { try_all(&app, ROOMS[4]).await });

both!(whoever_may_not_have_it_sees_no_page_of_a_workshop_a_check_or_a_person, |app| async move {
    try_all(&app, ROOMS[5]).await
});

/// Everybody tries what is of a room.
async fn try_all(app: &TestApp, room: &[&str]) {
    let (cookies, things) = stage(app).await;
    let verbs = move || VERBS.iter().filter(move |verb| is_of(verb, room));
    let before = traces(app).await;
    let mut tries = 0;
    for verb in verbs() {
        let real = things.0.iter().find(|(name, _)| *name == verb.about).expect("something").1.clone();
        for (who, cookie) in ACTORS.iter().zip(&cookies).enumerate().map(|(at, (_, cookie))| (at, cookie)) {
            if verb.may.contains(&who) {
                continue;
            }
            let gone = Some((verb.about, NOTHING));
            let theirs = tried(
                app,
                verb,
                cookie.as_deref(),
                &things.put(verb.path, None),
                &things.put(verb.fields, None),
                &real,
            )
            .await;
            let none = tried(
                app,
                verb,
                cookie.as_deref(),
                &things.put(verb.path, gone),
                &things.put(verb.fields, gone),
                NOTHING,
            )
            .await;
            let what = format!("{} {} for the {}", verb.path, verb.fields, ACTORS[who]);
            assert!(matches!(theirs.0, 302 | 303 | 401 | 403 | 404), "{what}: {} {}", theirs.0, theirs.1);
            assert!(matches!((who, theirs.0), (VISITOR | UNPROMISED, _) | (_, 403 | 404)), "{what}: {}", theirs.0);
            assert!(!theirs.1.contains(CANARY), "{what}");
            assert_eq!(theirs.0, none.0, "{what}");
            // One's own id stands on each of one's pages.
            let own = verb.about == "PERSON" && who == AUTHOR;
            assert!(own || theirs.1 == none.1, "{what}: told apart");
            tries += 1;
        }
    }
    assert!(tries > 150, "{tries}");
    assert_eq!(traces(app).await, before, "nothing was opened, and nothing changed");
    // Those who may, may: the matrix is not empty on the other side. What changes something is tried where it belongs.
    for verb in verbs().filter(|verb| !verb.fields.contains("form[")) {
        for who in verb.may {
            let (path, fields) = (things.put(verb.path, None), things.put(verb.fields, None));
            let (status, body) = tried(app, verb, cookies[*who].as_deref(), &path, &fields, "-").await;
            assert!((200..300).contains(&status), "{path} {fields} for the {}: {status} {body}", ACTORS[*who]);
        }
    }
}

/// What is tried again and again, and by whom.
const TIMED: [(&str, usize); 6] = [
    ("journal/entry", ELSEWHERE),
    ("coaching/open", ELSEWHERE),
    ("sheets/shared", ELSEWHERE),
    ("checks/result", ELSEWHERE),
    ("cohorts/member", ELSEWHERE),
    ("workshops/host", OTHER_HOST),
];

/// Whether two moments are as good as the same.
fn is_near([there, never]: [Duration; 2]) -> bool {
    there.abs_diff(never) < there.max(never) / 2 + Duration::from_millis(2)
}

// The fastest of many tries: whatever else the machine does makes single ones slower. Where it does much, there are more.
both!(what_is_there_takes_no_longer_than_what_never_was, |app| async move {
    let (cookies, things) = stage(&app).await;
    for (path, who) in TIMED {
        let verb = VERBS.iter().find(|verb| verb.path == path).expect("a row");
        let mut fastest = [Duration::MAX; 2];
        for tries in 1..=200 {
            for (at, gone) in [None, Some((verb.about, NOTHING))].into_iter().enumerate() {
                let fields = things.put(verb.fields, gone);
                let begun = Instant::now();
                let (status, _) = tried(&app, verb, cookies[who].as_deref(), path, &fields, "-").await;
                fastest[at] = fastest[at].min(begun.elapsed());
                assert_eq!(status, 404, "{path}");
            }
            if tries >= 20 && is_near(fastest) {
                break;
            }
        }
        assert!(is_near(fastest), "{path}: {fastest:?}");
    }
});
