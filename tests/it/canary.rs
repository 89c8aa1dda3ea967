//! A sentence that was written in every place for private words is found in no place where others could look.

mod everything;

use std::net::SocketAddr;
use std::process::Stdio;

use assemble::kit::id::RowId;
use assemble::server::config::Config;
use assemble::server::db::Kind;
use assemble::server::{boot, telemetry};
use sqlx::{AssertSqlSafe, Row};

use crate::both;
use crate::crowd;
use crate::journal::{CANARY, begin, count, run};
use crate::kill::{Life, ask};
use crate::support::{NOW, TestApp};

fn holds(bytes: &[u8]) -> bool {
    bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes())
}

/// Every file of the data directory: where it is and what is in it. On SQLite the database and its log are among them.
pub fn files(app: &TestApp) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for file in std::fs::read_dir(&app.state.config.data).expect("the data directory") {
        let path = file.expect("a file").path();
        if path.is_file() {
            files.push((path.display().to_string(), std::fs::read(&path).expect("it can be read")));
        }
    }
    let read: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let whole = app.state.db.kind() == Kind::Postgres || read > 100_000;
    assert!(whole, "the database and its log were looked at ({read} bytes)");
    files
}

/// Every row of every table as text, as a dump writes it.
pub async fn dump(app: &TestApp) -> String {
    let mut conn = app.state.db.read().await.expect("a connection");
    let tables = "select cast(table_name as text) from information_schema.tables where table_schema = 'public'";
    let mut text = String::new();
    for table in sqlx::query(tables).fetch_all(&mut *conn).await.expect("tables") {
        let rows = format!("select cast(t as text) from {} t", table.get::<String, _>(0));
        for row in sqlx::query(AssertSqlSafe(rows)).fetch_all(&mut *conn).await.expect("rows") {
            text += &row.get::<String, _>(0);
        }
    }
    text
}

both!(what_is_written_stands_in_no_table_file_or_number, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    let page = app.state.new_id::<RowId>().to_string();
    let send = async |base: &str, turn: &str, text: &str| {
        let fields = [
            ("form[entry]", entry.as_str()),
            ("form[base]", base),
            ("form[writer]", page.as_str()),
            ("form[turn]", turn),
            ("form[texts][y]", text),
        ];
        app.post_json_client("/api/journal/autosave", &fields, Some(&cookie)).await
    };
    // On a branch, merged, late, deleted again, and too long to be kept.
    assert!(send("0", "5", CANARY).await.0.is_success());
    assert!(send("0", "3", &format!("{CANARY}のまえ")).await.0.is_success());
    assert!(send("1", "6", "もう消しました。").await.0.is_success());
    let long = format!("{CANARY}{}", "長".repeat(30_000));
    let refused = send("1", "7", &long).await;
    assert!(refused.0.as_u16() == 422 && !holds(refused.2.as_bytes()));
    let fields = [("form[entry]", entry.as_str()), ("form[base]", "1"), ("form[texts][y]", long.as_str())];
    app.post_form("/api/journal/save", &fields, Some(&cookie)).await;
    assert!(count(&app, "select count(*) from journal_revisions").await >= 3);
    // An error of ours tells nothing.
    run(&app, "alter table journal_branches rename to elsewhere").await;
    let broken = send("1", "8", &format!("{CANARY}。")).await;
    assert!(broken.0.is_server_error() && !holds(broken.2.as_bytes()));
    run(&app, "alter table elsewhere rename to journal_branches").await;

    assert!(!holds(telemetry::metrics().render().as_bytes()));
    if app.state.db.kind() == Kind::Postgres {
        let dump = dump(&app).await;
        let hex: String = CANARY.bytes().map(|byte| format!("{byte:02x}")).collect();
        assert!(dump.contains(owner.as_str()) && !holds(dump.as_bytes()) && !dump.contains(&hex));
        return;
    }
    for (path, bytes) in files(&app) {
        assert!(!holds(&bytes), "{path}");
    }
});

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_log_says_nothing_however_much_it_says() {
    let data = tempfile::tempdir().expect("a directory");
    let state = boot::open(Config::for_tests(data.path().to_owned())).await.expect("the parts");
    let made = state.db.write(state.clone(), |tx, state| {
        Box::pin(async move {
            let (user, token) = crowd::signed_in(tx, state, 1, NOW).await?.remove(0);
            state.vault.create_key(tx, &user, NOW).await?;
            let entry = assemble::journal::store::create_entry(tx, &user, &state.new_id(), "ywt", 1, NOW).await?;
            Ok((token, entry))
        })
    });
    let (token, entry) = made.await.expect("somebody who writes");
    state.db.close().await;
    let log = data.path().join("everything.log");
    let file = std::fs::File::create(&log).expect("a log");
    let mail = SocketAddr::from(([127, 0, 0, 1], 9));
    let life = Life::told(data.path(), mail, NOW, ("trace", Stdio::from(file))).await;
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("form[entry]", entry.as_str())
        .append_pair("form[base]", "0")
        .append_pair("form[texts][y]", CANARY)
        .finish();
    let json = "HTTP/1.1\r\nAccept: application/json\r\n";
    let saved = ask(life.address, &format!("POST /api/journal/autosave {json}"), &token, &body).await;
    assert!(saved.expect("an answer").starts_with("HTTP/1.1 200"));
    for path in [format!("/journal/{entry}"), "/journal".to_owned(), "/journal/none".to_owned()] {
        ask(life.address, &format!("GET {path} HTTP/1.1\r\nAccept: text/html\r\n"), &token, "").await;
    }
    let numbers = ask(life.address, "GET /metrics HTTP/1.1\r\nAccept: text/plain\r\n", "", "").await.expect("numbers");
    assert!(!numbers.contains(CANARY));
    life.kill();
    let said = std::fs::read(&log).expect("the log");
    assert!(said.len() > 1_000, "it said something ({} bytes)", said.len());
    let encoded = body.rsplit('=').next().expect("the words").to_owned();
    assert!(!holds(&said) && !String::from_utf8_lossy(&said).contains(&encoded));
}
