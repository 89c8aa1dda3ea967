//! The same for every text that somebody writes for somebody, or for themselves, in one community.

use std::io::Write;
use std::sync::{Arc, Mutex};

use assemble::coaching::cohorts::store::slots;
use assemble::kit::Role;
use assemble::kit::id::{AnswerId, ShareId};
use assemble::server::db::Kind;
use assemble::server::telemetry;
use assemble::worksheets::model::Move;
use assemble::worksheets::store as worksheets;
use sqlx::Row;

use super::{dump, files};
use crate::both;
use crate::coaching::{begin_copy, send};
use crate::desk::{comment, supervision};
use crate::journal::{CANARY, begin, count, run};
use crate::room::{self, Circle, LINK, letters};
use crate::support::{NOW, TestApp};

/// What must be found nowhere: the sentence, and what is secret of the link where two people meet.
const SECRETS: [&str; 2] = [CANARY, "futari-dake-no-heya"];

/// What the program says to its log, all of it.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Heard {
    /// Listens from now on, in the process of this test.
    fn listen() -> Heard {
        let heard = Heard::default();
        let writer = heard.clone();
        let logs = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone());
        // Somebody else listens when tests share a process; then there is nothing to hear.
        let _ = logs.try_init();
        heard
    }
}

/// Which secret stands there, as it is, as an address writes it, or as PostgreSQL writes bytes.
fn told(bytes: &[u8]) -> Option<&'static str> {
    SECRETS.into_iter().find(|secret| {
        let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
        let encoded: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        let stands = |form: &str| bytes.windows(form.len()).any(|window| window == form.as_bytes());
        stands(secret) || stands(&hex) || stands(&encoded)
    })
}

async fn only(app: &TestApp, sql: &'static str) -> String {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query(sql).fetch_one(&mut *conn).await.expect("one").get(0)
}

/// A request that is answered well.
async fn post(app: &TestApp, path: &str, fields: &[(&str, &str)], cookie: &str) {
    let (status, _, body) = app.post_json_client(&format!("/api/{path}"), fields, Some(cookie)).await;
    assert!(status.is_success(), "{path}: {status} {body}");
}

/// Everybody who writes, signed in.
struct People {
    circle: Circle,
    member: String,
    coach: String,
    organiser: String,
}

/// An entry; a copy that was answered, with remarks, notes and all that is said after it; a copy that is not sent yet.
async fn desk(app: &TestApp, people: &People) -> ShareId {
    let People { circle, member, coach, .. } = people;
    let entry = begin(app, &circle.member).await;
    let fields = [("form[entry]", entry.as_str()), ("form[base]", "0"), ("form[texts][y]", CANARY)];
    post(app, "journal/autosave", &fields, member).await;
    let sent = send(app, &entry, &[&circle.coach], CANARY, member).await;
    assert!(sent.0.is_success(), "{}", sent.2);
    let share: ShareId = only(app, "select id from journal_shares").await.parse().expect("an id");
    comment(app, &circle.coach, &share, (0, 4), CANARY).await.expect("kept");
    let words = [("form[share]", share.as_str()), ("form[text]", CANARY)];
    for path in ["coaching/note", "coaching/keep", "coaching/answer", "coaching/say"] {
        post(app, path, &words, coach).await;
    }
    post(app, "coaching/reply", &words, member).await;
    let peer = app.person("toyama", &[Role::Coach]).await;
    assert_eq!(supervision::ask(app, &share, &peer, CANARY, coach).await, 200);
    let asked = supervision::newest(app).await;
    let yes = [("form[supervision]", asked.as_str()), ("form[then]", "accept")];
    post(app, "coaching/supervision_decide", &yes, member).await;
    post(app, "coaching/supervision_say", &[("form[supervision]", asked.as_str()), ("form[text]", CANARY)], coach)
        .await;
    let draft = begin_copy(app, &entry, &[&circle.coach], member).await.expect("a copy");
    let fields = [("form[draft]", draft.as_str()), ("form[texts][ask]", CANARY), ("form[then]", "check")];
    post(app, "journal/share", &fields, member).await;
    for (path, cookie) in [
        (format!("/journal/{entry}"), member),
        (format!("/journal/{entry}/share/{draft}"), member),
        (format!("/journal/{entry}/reviews/{share}"), member),
        (format!("/coach/journals/{share}"), coach),
        (format!("/coach/supervision/{asked}"), coach),
    ] {
        assert!(app.get(&path, Some(cookie)).await.2.contains(CANARY), "{path} is where it may stand");
    }
    share
}

/// A card of one's own, among the values.
async fn values(app: &TestApp, people: &People) {
    let (_, headers, _) =
        app.post_form("/api/worksheets/values/start", &[("form[worksheet]", "W1")], Some(&people.member)).await;
    let id = headers["location"].to_str().expect("text").rsplit('/').next().expect("an id").to_owned();
    let id: AnswerId = id.parse().expect("an id");
    let mut conn = app.state.db.read().await.expect("a connection");
    let round = worksheets::open(&mut conn, &app.state.vault, &people.circle.member, &id).await.expect("a round");
    drop(conn);
    let own = vec![Move::Own { name: "朝の窓".to_owned(), says: CANARY.to_owned() }];
    let (moves, revision) = (serde_json::to_string(&own).expect("text"), round.revision.to_string());
    let fields = [("form[id]", id.as_str()), ("form[revision]", revision.as_str()), ("form[moves]", moves.as_str())];
    post(app, "worksheets/values/save", &fields, &people.member).await;
    assert!(app.get(&format!("/worksheets/values/{id}"), Some(&people.member)).await.0.is_success());
}

/// A goal with its steps, an application, a closing letter, a time to meet and the link where.
async fn cohort(app: &TestApp, people: &People) {
    let People { circle, member, coach, organiser } = people;
    let cohort = ("form[cohort]", circle.cohort.as_str());
    let fields = [cohort, ("form[goal]", CANARY), ("form[step]", CANARY), ("form[shared]", "true")];
    post(app, "cohorts/set_goal", &fields, member).await;
    let goal = only(app, "select id from cohort_goals").await;
    let more = format!("{CANARY}、もう一度");
    post(app, "cohorts/add_step", &[cohort, ("form[goal]", goal.as_str()), ("form[step]", more.as_str())], member)
        .await;
    let fields = [cohort, ("form[member]", circle.member.as_str()), ("form[words]", CANARY)];
    post(app, "cohorts/send_letter", &fields, coach).await;
    let fields = [
        cohort,
        ("form[first]", "2026-11-26T19:00"),
        ("form[minutes]", "45"),
        ("form[weeks]", "1"),
        ("form[link]", LINK),
    ];
    post(app, "cohorts/offer", &fields, coach).await;
    let mut conn = app.state.db.read().await.expect("a connection");
    let slot = slots::free_for(&mut conn, &circle.member, NOW).await.expect("times").remove(0).id;
    drop(conn);
    post(app, "cohorts/book", &[("form[slot]", slot.as_str())], member).await;
    let applicant = app.sign_in(&app.person("hotaru", &[]).await).await;
    let fields = [cohort, ("form[words]", CANARY), ("form[knows]", "true")];
    post(app, "cohorts/apply", &fields, &applicant).await;
    let application = only(app, "select id from cohort_applications").await;
    for (path, cookie, secret) in [
        ("/cohort".to_owned(), member, CANARY),
        ("/cohort/appointments".to_owned(), member, LINK),
        (format!("/coaching/members/{}/goals", circle.member), coach, CANARY),
        (format!("/coaching/applications/{application}"), organiser, CANARY),
    ] {
        assert!(app.get(&path, Some(cookie)).await.2.contains(secret), "{path} is where it may stand");
    }
}

/// Forms that are refused wait to be shown again; errors of ours say nothing.
async fn mishaps(app: &TestApp, people: &People, share: &ShareId) {
    let long = format!("{CANARY}{}", "長".repeat(9_000));
    let (cohort, copy) = (("form[cohort]", people.circle.cohort.as_str()), ("form[share]", share.as_str()));
    for (path, field, first) in [
        ("cohorts/set_goal", "form[goal]", cohort),
        ("cohorts/apply", "form[words]", cohort),
        ("coaching/reply", "form[text]", copy),
    ] {
        let fields = [first, (field, long.as_str())];
        let back = app.post_form(&format!("/api/{path}"), &fields, Some(&people.member)).await;
        assert_eq!(back.0.as_u16(), 303, "{path}");
        let refused = app.post_json_client(&format!("/api/{path}"), &fields, Some(&people.member)).await;
        assert_eq!((refused.0.as_u16(), told(refused.2.as_bytes())), (422, None), "{path}");
    }
    assert!(count(app, "select count(*) from form_stashes").await >= 3);
    let words = format!("{CANARY}。");
    let goal = [cohort, ("form[goal]", words.as_str())];
    let reply = [copy, ("form[text]", words.as_str())];
    for (broken, mended, path, fields) in [
        (
            "alter table cohort_goals rename to elsewhere",
            "alter table elsewhere rename to cohort_goals",
            "cohorts/set_goal",
            goal,
        ),
        (
            "alter table review_messages rename to elsewhere",
            "alter table elsewhere rename to review_messages",
            "coaching/reply",
            reply,
        ),
    ] {
        run(app, broken).await;
        let answer = app.post_json_client(&format!("/api/{path}"), &fields, Some(&people.member)).await;
        assert!(answer.0.is_server_error() && told(answer.2.as_bytes()).is_none(), "{path}: {}", answer.0);
        let page = app.post_form(&format!("/api/{path}"), &fields, Some(&people.member)).await;
        assert!(told(page.2.as_bytes()).is_none(), "{path}");
        run(app, mended).await;
    }
    run(app, "alter table journal_entries rename to elsewhere").await;
    let page = app.get("/journal", Some(&people.member)).await;
    assert!(page.0.is_server_error() && told(page.2.as_bytes()).is_none(), "{}", page.0);
    run(app, "alter table elsewhere rename to journal_entries").await;
}

both!(whatever_is_written_for_somebody_stands_in_no_table_file_log_letter_or_number, |app| async move {
    let heard = Heard::listen();
    let circle = room::circle(&app, "第一期生", 8).await;
    let people = People {
        member: app.sign_in(&circle.member).await,
        coach: app.sign_in(&circle.coach).await,
        organiser: app.sign_in(&app.person("satomi", &[Role::Admin]).await).await,
        circle,
    };
    let share = desk(&app, &people).await;
    values(&app, &people).await;
    cohort(&app, &people).await;
    mishaps(&app, &people, &share).await;

    let sent = letters(&app).await;
    assert!(sent.len() > 8, "{}", sent.len());
    for letter in sent {
        assert_eq!(told(letter.concat().as_bytes()), None, "{}", letter[0]);
    }
    assert_eq!(told(telemetry::metrics().render().as_bytes()), None);
    let log = heard.0.lock().expect("no panic").clone();
    assert_eq!(told(&log), None, "the log of {} bytes", log.len());
    if app.state.db.kind() == Kind::Postgres {
        let dump = dump(&app).await;
        assert!(dump.contains(people.circle.member.as_str()));
        assert_eq!(told(dump.as_bytes()), None);
        return;
    }
    for (path, bytes) in files(&app) {
        assert_eq!(told(&bytes), None, "{path}");
    }
});
