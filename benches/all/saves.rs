//! Durable saves: 256 clients who each wait for their own commit, against one row a commit on a plain connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use assemble::server::Failure;
use assemble::server::db::Db;
use sqlx::{Connection, Executor};

use crate::Table;

const CLIENTS: usize = 256;
const ROUNDS: usize = 3;
const TIME: Duration = Duration::from_secs(2);
const INSERT: &str = "insert into form_stashes (id_hash, sealed, expires_at) values ($1, $2, 0)";

/// Measures both in turn, and adds the medians to the table.
pub async fn measure(table: &mut Table) {
    let (mut grouped, mut single) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let dir = crate::scratch();
        single.push(one_row_a_commit(&format!("sqlite:{}?mode=rwc", dir.path().join("plain.db").display())).await);
        grouped.push(group_commit(&format!("sqlite:{}", dir.path().join("group.db").display())).await);
    }
    let (grouped, single) = (crate::median(grouped), crate::median(single));
    table.row("saves/s, one row a commit, one plain connection", format!("{single:.0}"), "");
    table.row(
        "saves/s, 256 clients, group commit (db.write)",
        format!("{grouped:.0}"),
        format!("{:.1} × (aim ≥ 15)", grouped / single),
    );
}

async fn one_row_a_commit(url: &str) -> f64 {
    sqlx::any::install_default_drivers();
    let mut conn = sqlx::AnyConnection::connect(url).await.expect("a plain connection");
    for pragma in ["pragma journal_mode = wal", "pragma synchronous = full"] {
        conn.execute(pragma).await.expect("a pragma");
    }
    conn.execute(
        "create table form_stashes (id_hash TEXT primary key, sealed BYTEA not null, expires_at BIGINT not null)",
    )
    .await
    .expect("the table");
    let started = Instant::now();
    let mut count = 0_u64;
    while started.elapsed() < TIME {
        let insert = sqlx::query(INSERT).bind(format!("row {count}")).bind(vec![7_u8; 600]);
        insert.execute(&mut conn).await.expect("a row");
        count += 1;
    }
    count as f64 / started.elapsed().as_secs_f64()
}

async fn group_commit(url: &str) -> f64 {
    let db = Db::connect(url).await.expect("the database");
    db.migrate().await.expect("its tables");
    let next = Arc::new(AtomicU64::new(0));
    let started = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (db, next) = (db.clone(), next.clone());
            tokio::spawn(async move {
                while started.elapsed() < TIME {
                    let row = format!("row {}", next.fetch_add(1, Ordering::Relaxed));
                    save(&db, row).await.expect("a durable row");
                }
            })
        })
        .collect();
    for client in clients {
        client.await.expect("a client");
    }
    let rate = next.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64();
    db.close().await;
    rate
}

async fn save(db: &Db, id: String) -> Result<(), Failure> {
    db.write((id, vec![7_u8; 600]), |tx, (id, sealed)| {
        Box::pin(async move {
            sqlx::query(INSERT).bind(id).bind(sealed.as_slice()).execute(tx).await?;
            Ok(())
        })
    })
    .await
}
