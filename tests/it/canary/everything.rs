//! The same for every text that somebody writes for somebody, or for themselves, in one community.

use std::io::Write;
use std::process::Command;
use std::sync::{Arc, Mutex};

use assemble::coaching::cohorts::store::slots;
use assemble::kit::Role;
use assemble::kit::id::{AnswerId, RowId, ShareId};
use assemble::server::db::Kind;
use assemble::server::telemetry;
use assemble::worksheets::model::Move;
use assemble::worksheets::store as worksheets;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use sqlx::Row;

use super::{dump, files};
use crate::both;
use crate::coaching::{begin_copy, send};
use crate::desk::{comment, supervision};
use crate::journal::{CANARY, begin, count, run};
use crate::room::{self, Circle, LINK, letters};
use crate::sheets::{Sitter, confirm_all};
use crate::support::{NOW, TestApp};
use crate::workshops::details;

/// How somebody is called whom nobody else knows: no longer than such names may be.
const ALIAS: &str = "青い窓辺のことり";

/// What must be found nowhere: the sentence, a name, and what is secret of the link where two people meet.
const SECRETS: [&str; 3] = [CANARY, ALIAS, "futari-dake-no-heya"];

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

/// How a secret may stand somewhere: as it is, as PostgreSQL writes bytes, as addresses and JSON write it, as other
/// programs hold text, and in base64 wherever in its lines it begins.
fn forms(secret: &str) -> Vec<Vec<u8>> {
    let encoded: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let json: String = secret.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let mut forms = vec![
        secret.as_bytes().to_vec(),
        secret.bytes().map(|byte| format!("{byte:02x}")).collect::<String>().into_bytes(),
        encoded.to_lowercase().into_bytes(),
        encoded.into_bytes(),
        json.into_bytes(),
        secret.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        secret.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ];
    for (before, first) in [(0, 0), (1, 2), (2, 3)] {
        let bytes = [&[0; 2][..before], secret.as_bytes()].concat();
        // The characters at both ends hold bits of what stands beside it.
        let whole = bytes.len() * 8 / 6;
        forms.push(STANDARD_NO_PAD.encode(&bytes).as_bytes()[first..whole].to_vec());
        forms.push(URL_SAFE_NO_PAD.encode(&bytes).as_bytes()[first..whole].to_vec());
    }
    forms
}

/// Bytes as a text of as many characters: a text is searched fast, whatever it means.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// Which secret stands there, in one form or another.
fn told(bytes: &[u8]) -> Option<&'static str> {
    let text = latin(bytes);
    SECRETS.into_iter().find(|secret| forms(secret).iter().any(|form| text.contains(&latin(form))))
}

#[test]
fn what_is_looked_for_is_found_in_each_form() {
    for before in ["", "a", "ab", "abc"] {
        let said = format!("{before}{CANARY}{before}");
        let utf16: Vec<u8> = said.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [said.clone().into_bytes(), STANDARD_NO_PAD.encode(&said).into_bytes(), utf16] {
            assert_eq!(told(&bytes), Some(CANARY), "{before}");
        }
    }
    assert_eq!(told("窓辺でうたった".as_bytes()), None);
}

/// What PostgreSQL's own program writes for a backup.
fn pg_dump(app: &TestApp) -> Vec<u8> {
    let dumped = Command::new("pg_dump").arg(&app.database.url).output().expect("it comes with PostgreSQL");
    assert!(dumped.status.success(), "{}", String::from_utf8_lossy(&dumped.stderr));
    dumped.stdout
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

/// A sheet under way; one that was shown; and the strength that a coach has seen in it.
async fn sheets(app: &TestApp, people: &People) {
    let People { circle, member, coach, .. } = people;
    confirm_all(app).await;
    let begun = Sitter::again(app, circle.member.clone(), member.clone(), "w4").await;
    begun.press(&[("form[act]", "keep"), ("form[f][talk]", CANARY)]).await;
    assert!(begun.page("").await.contains(CANARY), "the sheet is where it may stand");
    let sitter = Sitter::again(app, circle.member.clone(), member.clone(), "w5").await;
    sitter.press(&[("form[act]", "choose"), ("form[many][strengths][]", "waiting")]).await;
    sitter.finish(&[("form[f][story_waiting]", CANARY)]).await;
    let fields = [("form[id]", sitter.id()), ("form[coach]", circle.coach.as_str()), ("form[seen]", "true")];
    let sent = sitter.send("share", &fields).await;
    assert!(sent.location.ends_with("done=shared"), "{}", sent.page);
    let leaf = only(app, "select id from worksheet_shares").await;
    let gift = [("form[share]", leaf.as_str()), ("form[strength]", "bridges"), ("form[line]", CANARY)];
    post(app, "sheets/gift", &gift, coach).await;
    let gift = only(app, "select id from strength_gifts").await;
    post(app, "sheets/gift_answer", &[("form[id]", gift.as_str()), ("form[answer]", "yes")], member).await;
    assert!(app.get(&format!("/coach/sheets/{leaf}"), Some(coach)).await.2.contains(CANARY));
}

/// A point, an entry and a person that somebody is still writing.
async fn drafts(app: &TestApp, people: &People) {
    let point = [("form[f][point]", ""), ("form[f][title]", ""), ("form[f][year]", "20"), ("form[f][story]", CANARY)];
    let entry = [("form[f][new_will]", CANARY)];
    let person = [
        ("form[f][new_at]", ""),
        ("form[f][new_alias]", ALIAS),
        ("form[f][new_ring]", "2"),
        ("form[f][new_kind]", "friend"),
    ];
    for (sheet, half, secret) in [("w6", &point[..], CANARY), ("w7", &entry[..], CANARY), ("w10", &person[..], ALIAS)] {
        let sitter = Sitter::again(app, people.circle.member.clone(), people.member.clone(), sheet).await;
        let revision = sitter.revision().await;
        let mut fields = vec![("form[id]", sitter.id()), ("form[revision]", &*revision), ("form[version]", "1")];
        fields.extend_from_slice(half);
        post(app, "sheets/keep", &fields, &people.member).await;
        assert!(sitter.page("").await.contains(secret), "{sheet} is where it may stand");
    }
}

/// What somebody tells a host who asks.
async fn workshop(app: &TestApp, people: &People) {
    let host = app.person("mizuno", &[Role::Host]).await;
    let workshop = app.workshop(&host, details(4)).await;
    let host = app.sign_in(&host).await;
    let (id, question) = (workshop.to_string(), app.state.new_id::<RowId>().to_string());
    let asked = ("form[workshop]", id.as_str());
    let fields = [asked, ("form[question]", question.as_str()), ("form[kind]", "long"), ("form[label]", "昼食")];
    post(app, "workshops/question_save", &fields, &host).await;
    let answer = format!("form[answers][q{question}]");
    let fields = [asked, ("form[needs]", CANARY), (answer.as_str(), CANARY)];
    post(app, "workshops/register", &fields, &people.member).await;
    let list = app.get(&format!("/host/{id}/people.csv"), Some(&host)).await.2;
    assert!(list.contains(CANARY), "the host's list is where it may stand: {list}");
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
    sheets(&app, &people).await;
    drafts(&app, &people).await;
    workshop(&app, &people).await;
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
        assert_eq!(told(&pg_dump(&app)), None);
        return;
    }
    for (path, bytes) in files(&app) {
        assert_eq!(told(&bytes), None, "{path}");
    }
});
