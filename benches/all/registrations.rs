//! Registering for workshops through the whole HTTP stack, as browsers without JavaScript do: each request is a
//! posted form, answered when the seat, or the place in the line, is durable.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use assemble::kit::id::{UserId, WorkshopId};
use assemble::server::boot;
use assemble::server::config::Config;
use assemble::server::db::Conn;
use assemble::server::state::AppState;
use sqlx::{Connection, Executor};

use crate::Table;
use crate::crowd;
use crate::load::{Connection as Client, header};
use crate::program::Program;

const PEOPLE: usize = 200;
const WORKSHOPS: usize = 20;
/// Fewer than people, so that waiting lists grow as well.
const SEATS: i64 = 150;
const CONNECTIONS: usize = 64;

const WORKSHOP: &str = "insert into workshops (id, host_id, title, starts_at, ends_at, capacity, created_at, updated_at,
                        published_at, kind, body, zone, place, online_url, version)
    values ($1, $2, $3, $4, $5, $6, $7, $7, $7, 'exchange', '', 'Asia/Tokyo', 'オンライン', 'https://example.jp/room', 1)";

/// Measures both databases.
pub async fn measure(table: &mut Table) {
    one(table, "SQLite", None).await;
    match std::env::var("TEST_POSTGRES_URL") {
        Ok(server) => one(table, "PostgreSQL", Some(fresh_database(&server, "many").await)).await,
        Err(_) => table.row("registrations/s, PostgreSQL", "—", "no TEST_POSTGRES_URL"),
    }
}

async fn one(table: &mut Table, name: &str, database: Option<String>) {
    let data = crate::scratch();
    let (people, workshops) = prepare(data.path(), database.clone(), (PEOPLE, WORKSHOPS, SEATS)).await;
    let program = Program::serve(data.path(), database.as_deref(), false).await;
    let requests: Vec<String> = workshops
        .iter()
        .flat_map(|workshop| people.iter().map(move |(_, token)| (workshop, token)))
        .map(|(workshop, token)| request(&program, workshop, token))
        .collect();
    let (requests, next) = (Arc::new(requests), Arc::new(AtomicUsize::new(0)));
    let address = program.address;
    let started = Instant::now();
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (requests, next) = (requests.clone(), next.clone());
            tokio::spawn(async move {
                let mut client = Client::open(address).await.expect("the program listens");
                let mut times = Vec::new();
                while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let asked = Instant::now();
                    let answer = client.ask(request.as_bytes()).await.expect("the program answers");
                    times.push(asked.elapsed());
                    let to = header(&answer.head, "location").unwrap_or_default();
                    assert!(matches!(answer.status, 302 | 303) && to.contains("done="), "{} {to}", answer.status);
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await.expect("a client"));
    }
    let rate = times.len() as f64 / started.elapsed().as_secs_f64();
    times.sort();
    let at = |share: f64| milliseconds(times[((times.len() - 1) as f64 * share) as usize]);
    table.row(
        format!("registrations/s, {name}, {CONNECTIONS} connections"),
        format!("{rate:.0}"),
        format!("p50 {} ms, p95 {} ms, p99 {} ms", at(0.5), at(0.95), at(0.99)),
    );
}

/// A time for the table.
pub fn milliseconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}

/// A registration as a browser without JavaScript posts it.
pub fn request(program: &Program, workshop: &WorkshopId, token: &str) -> String {
    let host = program.address;
    let body = format!("form%5Bworkshop%5D={workshop}");
    format!(
        "POST /api/workshops/register HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\
         Referer: http://{host}/workshops/{workshop}\r\nAccept: text/html\r\nCookie: session={token}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// People who are signed in with the tokens of their sessions.
pub type People = Vec<(UserId, String)>;

/// So many people who are signed in, and so many workshops of somebody else that are open, with so many seats.
pub async fn prepare(data: &Path, database: Option<String>, sizes: (usize, usize, i64)) -> (People, Vec<WorkshopId>) {
    let config = Config { database_url: database, ..Config::for_tests(data.to_owned()) };
    let state = boot::open(config).await.expect("the program's parts");
    let made = state.db.write((state.clone(), sizes), |tx, (state, sizes)| Box::pin(fill(tx, state, *sizes)));
    let made = made.await.expect("people and workshops");
    state.db.close().await;
    made
}

async fn fill(
    tx: &mut Conn,
    state: &AppState,
    (people, workshops, seats): (usize, usize, i64),
) -> assemble::server::Result<(People, Vec<WorkshopId>)> {
    let now = state.now();
    // The last one is the host.
    let mut signed_in = crowd::signed_in(tx, state, people + 1, now).await?;
    let (host, _) = signed_in.pop().expect("somebody");
    let mut open = Vec::new();
    for n in 0..workshops {
        let id: WorkshopId = state.new_id();
        sqlx::query(WORKSHOP)
            .bind(id.as_str())
            .bind(host.as_str())
            .bind(format!("集まり {n}"))
            .bind(now.plus_days(7).0)
            .bind(now.plus_days(8).0)
            .bind(seats)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        open.push(id);
    }
    Ok((signed_in, open))
}

/// A new database in the cluster that `make bench` started.
pub async fn fresh_database(server: &str, purpose: &str) -> String {
    sqlx::any::install_default_drivers();
    let mut conn = sqlx::AnyConnection::connect(server).await.expect("the cluster answers");
    let name = format!("bench{}{purpose}", std::process::id());
    conn.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await.expect("a database of our own");
    let (base, _) = server.rsplit_once('/').expect("a URL with a database");
    format!("{base}/{name}")
}
