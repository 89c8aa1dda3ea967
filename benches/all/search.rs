//! Searching one's own entries: every one is read, opened and looked through in the owner's request.

use std::time::Instant;

use assemble::journal::library::model::SearchForm;
use assemble::journal::library::{page, store};
use assemble::journal::model::{Answer, Answers};
use assemble::journal::store::{Save, Writer, create_entry, save};
use assemble::kit::id::{EntryId, RowId, UserId};
use assemble::kit::{Locale, Moment, Viewer};
use assemble::server::crypto::Vault;
use assemble::server::db::Db;

use crate::{Table, crowd};

const ENTRIES: i64 = 5_000;
const ROUNDS: usize = 7;
const NOW: Moment = Moment(1_795_516_200_000_000);

/// Adds the middle of some searches to the table.
pub async fn measure(table: &mut Table) {
    let dir = crate::scratch();
    let db = Db::connect(&format!("sqlite:{}", dir.path().join("search.db").display())).await.expect("the database");
    db.migrate().await.expect("its tables");
    let vault = Vault::new([42; 32]);
    let viewer = Viewer {
        id: id(0),
        name: String::new(),
        roles: Vec::new(),
        locale: Locale::ja,
        zone: "Asia/Tokyo".to_owned(),
        promised: true,
    };
    fill(&db, &vault, &viewer.id).await;
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let mut conn = db.read().await.expect("a connection");
        let all = store::all(&mut conn, &vault, &viewer.id).await.expect("all entries");
        let form = SearchForm { q: "わーく 四九".to_owned(), ..SearchForm::default() };
        let found = page::search(&viewer, form, &all);
        assert!(found.found.is_some_and(|found| found > 0), "some are found");
        times.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    db.close().await;
    let name = format!("search over {ENTRIES} entries of 400 characters");
    table.row(name, format!("{:.0} ms", crate::median(times)), "aim ≤ 300 ms");
}

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(n: i64) -> T {
    format!("019376b0-7c6a-7000-8000-{n:012x}").parse().expect("an id")
}

async fn fill(db: &Db, vault: &Vault, owner: &UserId) {
    let made = db.write((vault.clone(), owner.clone()), |tx, (vault, owner)| {
        Box::pin(async move {
            crowd::person(tx, owner, "writer", "人", NOW).await?;
            vault.create_key(tx, owner, NOW).await?;
            for n in 1..=ENTRIES {
                let at = NOW.plus_minutes(n - ENTRIES);
                let entry: EntryId = id(n);
                create_entry(tx, owner, &entry, "free", 1, at).await?;
                let mut answers = Answers::default();
                answers.put("text", Answer { text: text(n), ..Answer::default() });
                let revision: RowId = id(n);
                let from = Writer::default();
                let words = Save { entry, revision, base: 0, answers, finish: true, from };
                save(tx, vault, owner, &words, at).await?;
            }
            Ok(())
        })
    });
    made.await.expect("the entries");
}

/// Four hundred characters, different in each.
fn text(n: i64) -> String {
    let number: String =
        n.to_string().chars().map(|c| "〇一二三四五六七八九".chars().nth(c as usize - 48).unwrap_or(c)).collect();
    format!("{number}日目。ワークのあとに歩いた。雨の音を聞いていた。").repeat(20).chars().take(400).collect()
}
