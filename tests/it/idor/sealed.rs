//! Whoever has the database has no words: what is sealed opens for one person only and in its own place only, in every
//! column that holds such words, and where the log of readers is gone nobody reads.

use std::collections::BTreeSet;
use std::path::Path;

use assemble::kit::id::UserId;
use assemble::server::crypto::{Cell, UserKey};
use sqlx::{AssertSqlSafe, Row};

use super::stage::{Things, stage};
use super::verbs::VERBS;
use super::{AUTHOR, HOST, NAMED, OTHER, tried};
use crate::both;
use crate::journal::{CANARY, run};
use crate::support::TestApp;

/// Every column with words that are sealed with somebody's key.
const SEALED: [(&str, &str); 21] = [
    ("appointment_slots", "link"),
    ("coach_answers", "body"),
    ("coach_notes", "body"),
    ("cohort_applications", "body"),
    ("cohort_goals", "body"),
    ("cohort_letters", "body"),
    ("cohort_steps", "body"),
    ("journal_revisions", "body"),
    ("journal_shares", "body"),
    ("question_answers", "body"),
    ("registrations", "needs"),
    ("review_comments", "body"),
    ("review_messages", "body"),
    ("selfcheck_shares", "body"),
    ("selfchecks", "body"),
    ("share_drafts", "body"),
    ("strength_gifts", "body"),
    ("supervision_words", "body"),
    ("supervisions", "body"),
    ("worksheet_answers", "body"),
    ("worksheet_shares", "body"),
];

/// What is sealed with other keys: people's keys themselves, and forms that wait for the session they came from.
const OTHERWISE: [(&str, &str); 2] = [("form_stashes", "sealed"), ("user_keys", "wrapped")];

#[test]
fn every_sealed_column_is_in_the_list() {
    let mut real = BTreeSet::new();
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    for file in std::fs::read_dir(migrations).expect("the migrations") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("a migration");
        let mut table = String::new();
        for line in text.lines() {
            match *line.split_whitespace().map(|word| word.trim_matches([',', ';'])).collect::<Vec<_>>() {
                ["create", "table", name, ..] => name.clone_into(&mut table),
                ["alter", "table", name, "add", "column", column, "bytea", ..] => {
                    real.insert((name.to_owned(), column.to_owned()));
                }
                [column, "bytea", ..] => {
                    real.insert((table.clone(), column.to_owned()));
                }
                _ => {}
            }
        }
    }
    let listed = SEALED.iter().chain(&OTHERWISE).map(|(table, column)| ((*table).to_owned(), (*column).to_owned()));
    assert_eq!(real, listed.collect::<BTreeSet<_>>());
}

/// What else is written, by whom: with it every table has words.
const WRITTEN: [(usize, &str, &str); 7] = [
    (NAMED, "coaching/note", "form[share]=SHARE&form[text]=こちらの控え"),
    (NAMED, "coaching/keep", "form[share]=SHARE&form[text]=下書きの返事"),
    (NAMED, "coaching/say", "form[share]=RETURNED&form[text]=その後はどうですか"),
    (NAMED, "coaching/supervision_say", "form[supervision]=OPEN&form[text]=どう読みますか"),
    (NAMED, "cohorts/send_letter", "form[cohort]=COHORT&form[member]=PERSON&form[words]=また会いましょう"),
    (HOST, "workshops/question_save", "form[workshop]=EVENT&form[question]=FRESH&form[kind]=long&form[label]=昼食"),
    (OTHER, "workshops/register", "form[workshop]=EVENT&form[needs]=WORDS&form[answers][qFRESH]=WORDS"),
];

/// Somebody's words in every table that holds some.
async fn full(app: &TestApp) -> (Vec<Option<String>>, Things) {
    let (cookies, things) = stage(app).await;
    for (who, path, fields) in WRITTEN {
        let fields = things.put(fields, None).replace("WORDS", CANARY);
        let fields: Vec<(&str, &str)> = fields.split('&').filter_map(|field| field.split_once('=')).collect();
        let (status, _, body) = app.post_json_client(&format!("/api/{path}"), &fields, cookies[who].as_deref()).await;
        assert!(status.is_success(), "{path}: {status} {body}");
    }
    (cookies, things)
}

/// The key of everybody who has one.
async fn keys(app: &TestApp) -> Vec<UserKey> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query("select user_id from user_keys").fetch_all(&mut *conn).await.expect("rows");
    let mut keys = Vec::new();
    for row in rows {
        let user: UserId = row.get::<String, _>(0).parse().expect("an id");
        keys.push(app.state.vault.key_of(&mut conn, &user).await.expect("a key"));
    }
    keys
}

both!(what_is_sealed_opens_for_one_person_in_its_own_place, |app| async move {
    full(&app).await;
    let keys = keys(&app).await;
    assert!(keys.len() > 10);
    for (table, column) in SEALED {
        let id = if table == "question_answers" { "registration_id || '/' || question_id" } else { "id" };
        let sql = format!("select {id}, {column} from {table} where length({column}) > 0");
        let mut conn = app.state.db.read().await.expect("a connection");
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *conn).await.expect("rows");
        assert!(!rows.is_empty(), "{table} holds nothing");
        for row in rows {
            let (row, sealed): (String, Vec<u8>) = (row.get(0), row.get(1));
            let cell = Cell { table, column, row: &row };
            let open = |cell: Cell<'_>, sealed: &[u8]| keys.iter().filter(|key| key.open(cell, sealed).is_ok()).count();
            assert_eq!(open(cell, &sealed), 1, "{table} {row}: its owner opens it, and nobody else");
            assert_eq!(open(Cell { row: "elsewhere", ..cell }, &sealed), 0, "{table} {row}: in another row");
            assert_eq!(open(Cell { table: "elsewhere", ..cell }, &sealed), 0, "{table} {row}: in another table");
            assert_eq!(open(Cell { column: "elsewhere", ..cell }, &sealed), 0, "{table} {row}: in another column");
            let mut changed = sealed.clone();
            changed[sealed.len() / 2] ^= 1;
            assert_eq!(open(cell, &changed), 0, "{table} {row}: with one bit changed");
        }
    }
});

/// How many pages and answers hold the words, for those who may open them without having written them.
async fn read_by_others(app: &TestApp, cookies: &[Option<String>], things: &Things) -> Vec<String> {
    let mut read = Vec::new();
    for verb in VERBS.iter().filter(|verb| !verb.fields.contains("form[")) {
        for who in verb.may.iter().filter(|who| **who != AUTHOR) {
            let (path, fields) = (things.put(verb.path, None), things.put(verb.fields, None));
            let (_, body) = tried(app, verb, cookies[*who].as_deref(), &path, &fields, "-").await;
            if body.contains(CANARY) {
                read.push(format!("{} for {who}", verb.path));
            }
        }
    }
    read
}

both!(where_the_log_is_gone_nobody_reads, |app| async move {
    let (cookies, things) = full(&app).await;
    let before = read_by_others(&app, &cookies, &things).await;
    assert!(before.len() > 6, "{before:?}");
    run(&app, "drop table access_log").await;
    assert_eq!(read_by_others(&app, &cookies, &things).await, Vec::<String>::new());
});
