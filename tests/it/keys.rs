//! Changing the root key while the site is served.

use std::path::Path;
use std::time::{Duration, SystemTime};

use assemble::journal::store as journal;
use assemble::kit::id::{EntryId, UserId};
use assemble::server::config::Config;
use assemble::server::{AppState, Failure, Result, boot, keys};

use crate::crowd;
use crate::databases::Database;
use crate::journal::words;
use crate::support::{NOW, On};

const PEOPLE: usize = 450;

async fn open(data: &Path, on: On, url: &str) -> AppState {
    let mut config = Config::for_tests(data.to_owned());
    config.database_url = matches!(on, On::Postgres).then(|| url.to_owned());
    boot::open(config).await.expect("the parts fit")
}

/// A person with an entry.
async fn person(state: &AppState, n: usize) -> (UserId, EntryId) {
    let ids = (state.new_id::<UserId>(), state.new_id::<EntryId>());
    let save = journal::Save {
        entry: ids.1.clone(),
        revision: state.new_id(),
        base: 0,
        answers: words(&format!("{n}人めのことば")),
        finish: false,
        from: journal::Writer::default(),
    };
    let made = state.db.write((state.vault.clone(), ids.clone(), save, n), |tx, (vault, (user, entry), save, n)| {
        Box::pin(async move {
            crowd::person(tx, user, &format!("person{n}"), "人", NOW).await?;
            vault.create_key(tx, user, NOW).await?;
            journal::create_entry(tx, user, entry, "ywt", 1, NOW).await?;
            journal::save(tx, vault, user, save, NOW).await.map(drop)
        })
    });
    made.await.expect("a person");
    ids
}

async fn all_open(state: &AppState, people: &[(UserId, EntryId)]) {
    let mut conn = state.db.read().await.expect("a connection");
    for (n, (user, entry)) in people.iter().enumerate() {
        let read = journal::answers(&mut conn, &state.vault, user, entry, 1).await.expect("it opens");
        assert_eq!(read, words(&format!("{n}人めのことば")));
    }
}

async fn changes_while_serving(on: On) {
    let data = tempfile::tempdir().expect("a directory");
    let bare = if matches!(on, On::Postgres) { Some(Database::bare_postgres().await) } else { None };
    let url = bare.as_ref().map(|bare| bare.url.clone()).unwrap_or_default();
    let serving = open(data.path(), on, &url).await;
    let path = serving.config.root_key();
    let mut people = Vec::new();
    for n in 0..PEOPLE {
        people.push(person(&serving, n).await);
    }
    let word = serving.vault.sign("calendar", b"minato");

    // While one command is at work the others are refused.
    let held = keys::hold(&path).expect("nobody holds them");
    let refused = [keys::rotate(&serving.db, &path).await.map(drop), keys::retire(&serving.db, &path).await.map(drop)];
    let at_work = |one: &Result<()>| matches!(one, Err(Failure::Other(why)) if why.contains("at work"));
    assert!(refused.iter().all(at_work), "{refused:?}");

    // One batch, and killed.
    let ring = keys::prepare(&serving.db, &path).await.expect("a new key");
    drop(held);
    serving.db.write(ring, |tx, ring| Box::pin(keys::wrap_some(tx, ring))).await.expect("a batch");
    let used = async || keys::in_use(&mut serving.db.read().await.expect("a connection")).await.expect("counted");
    assert_eq!(used().await.into_iter().collect::<Vec<_>>(), [(1, PEOPLE as i64 - 200), (2, 200)]);
    all_open(&serving, &people).await;
    assert!(keys::retire(&serving.db, &path).await.is_err(), "the old one is in use");

    // Run again while somebody joins: it goes on with the same key.
    let (rotated, joined) = tokio::join!(keys::rotate(&serving.db, &path), person(&serving, PEOPLE));
    assert_eq!(rotated.expect("done").0, 2);
    people.push(joined);
    assert_eq!(used().await.into_keys().collect::<Vec<_>>(), [2]);
    all_open(&serving, &people).await;

    assert!(keys::retire(&serving.db, &path).await.is_err(), "a server may not have seen the new one yet");
    let file = std::fs::File::options().write(true).open(&path).expect("the file");
    file.set_modified(SystemTime::now() - Duration::from_secs(120)).expect("it is older now");
    assert_eq!(keys::retire(&serving.db, &path).await.expect("it goes"), [1]);
    all_open(&serving, &people).await;
    assert_eq!(serving.vault.signed("calendar", &word).as_deref(), Some(&b"minato"[..]), "addresses go on working");
    let again = open(data.path(), on, &url).await;
    all_open(&again, &people).await;
    assert_eq!(again.vault.sign("calendar", b"minato"), word);
    // Two at once: one of them does it, and nobody's key is wrapped by one that was lost.
    let (one, other) = tokio::join!(keys::rotate(&again.db, &path), keys::rotate(&again.db, &path));
    assert_eq!(one.expect("once more"), (3, PEOPLE as i64 + 1));
    assert!(other.is_err_and(|refused| refused.to_string().contains("at work")));
    all_open(&serving, &people).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_root_key_changes_while_serving_sqlite() {
    changes_while_serving(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_root_key_changes_while_serving_postgres() {
    changes_while_serving(On::Postgres).await;
}
