//! Two thousand people want the five hundred seats of one workshop at the same time: the whole program against a bare
//! axum handler that does the same SQL, each on both databases. The seats must be filled exactly.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use assemble::kit::id::{UserId, WorkshopId};
use assemble::server::boot;
use assemble::server::config::Config;
use assemble::server::state::AppState;
use assemble::workshops::store;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use sqlx::Row;
use tokio::net::TcpListener;

use crate::Table;
use crate::load::Connection;
use crate::program::Program;
use crate::registrations::{fresh_database, milliseconds, prepare, request};

const PEOPLE: usize = 2_000;
const SEATS: i64 = 500;
const CLIENTS: usize = 32;

/// Measures both databases.
pub async fn measure(table: &mut Table) {
    one(table, "SQLite", [None, None]).await;
    if let Ok(server) = std::env::var("TEST_POSTGRES_URL") {
        let databases = [fresh_database(&server, "bare").await, fresh_database(&server, "seats").await];
        one(table, "PostgreSQL", databases.map(Some)).await;
    }
}

async fn one(table: &mut Table, name: &str, [bare_database, database]: [Option<String>; 2]) {
    let data = crate::scratch();
    let (people, workshops) = prepare(data.path(), bare_database.clone(), (PEOPLE, 1, SEATS)).await;
    let args = [data.path().display().to_string(), bare_database.clone().unwrap_or_default(), workshops[0].to_string()];
    let bare = Program::own("bare-seats", &args).await;
    let requests = people.iter().map(|(user, _)| plain(&bare, user)).collect();
    let plain_rate = rush(table, &format!("{name}, bare axum + sqlx, same SQL"), &bare, requests, None).await;
    drop(bare);
    exact(data.path(), bare_database, &workshops[0]).await;

    let data = crate::scratch();
    let (people, workshops) = prepare(data.path(), database.clone(), (PEOPLE, 1, SEATS)).await;
    let program = Program::serve(data.path(), database.as_deref(), false).await;
    let requests = people.iter().map(|(_, token)| request(&program, &workshops[0], token)).collect();
    rush(table, &format!("{name}, the program"), &program, requests, Some(plain_rate)).await;
    drop(program);
    exact(data.path(), database, &workshops[0]).await;
}

/// Sends every request once, from so many clients; returns answers a second.
async fn rush(table: &mut Table, name: &str, to: &Program, requests: Vec<String>, than: Option<f64>) -> f64 {
    let (requests, next) = (Arc::new(requests), Arc::new(AtomicUsize::new(0)));
    let address = to.address;
    let started = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (requests, next) = (requests.clone(), next.clone());
            tokio::spawn(async move {
                let mut client = Connection::open(address).await.expect("it listens");
                let mut times = Vec::new();
                while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let asked = Instant::now();
                    let answer = client.ask(request.as_bytes()).await.expect("it answers");
                    assert!(matches!(answer.status, 200 | 302 | 303), "{}", answer.status);
                    times.push(asked.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times: Vec<Duration> = Vec::new();
    for client in clients {
        times.extend(client.await.expect("a client"));
    }
    let rate = times.len() as f64 / started.elapsed().as_secs_f64();
    times.sort();
    let at = |share: f64| milliseconds(times[((times.len() - 1) as f64 * share) as usize]);
    let compared = than.map(|plain| format!("{:.2} ×, ", rate / plain)).unwrap_or_default();
    table.row(
        format!("one workshop, {SEATS} seats, {PEOPLE} people, {CLIENTS} clients: registrations/s, {name}"),
        format!("{rate:.0}"),
        format!("{compared}p50 {} ms, p95 {} ms, p99 {} ms", at(0.5), at(0.95), at(0.99)),
    );
    rate
}

/// Every seat is given once, and everybody else waits.
async fn exact(data: &Path, database: Option<String>, workshop: &WorkshopId) {
    let config = Config { database_url: database, ..Config::for_tests(data.to_owned()) };
    let state = boot::open(config).await.expect("the program's parts");
    let mut conn = state.db.read().await.expect("a connection");
    let row = sqlx::query("select count(confirmed_at), count(*) from registrations where workshop_id = $1")
        .bind(workshop.as_str())
        .fetch_one(&mut *conn)
        .await
        .expect("a count");
    assert_eq!((row.get::<i64, _>(0), row.get::<i64, _>(1)), (SEATS, PEOPLE as i64), "the fill is not exact");
    drop(conn);
    state.db.close().await;
}

fn plain(bare: &Program, user: &UserId) -> String {
    let (host, body) = (bare.address, user.as_str());
    format!("POST /register HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

/// The bare server: `bare-seats ADDRESS DATA DATABASE WORKSHOP`.
pub async fn bare_server(args: Vec<String>) {
    let [address, data, database, workshop] = args.try_into().expect("four arguments");
    let database_url = (!database.is_empty()).then_some(database);
    let config = Config { database_url, ..Config::for_tests(data.into()) };
    let state = boot::open(config).await.expect("the program's parts");
    let id: WorkshopId = workshop.parse().expect("a workshop's id");
    let app =
        Router::new().route("/", get(|| async {})).route("/register", post(register)).with_state(Arc::new((state, id)));
    let listener = TcpListener::bind(address).await.expect("a free port");
    use axum::serve::ListenerExt;
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, app).await.expect("it serves");
}

async fn register(State(shared): State<Arc<(AppState, WorkshopId)>>, user: String) -> StatusCode {
    let (state, id) = &*shared;
    let Ok(user) = user.parse::<UserId>() else { return StatusCode::BAD_REQUEST };
    let input = (state.config.clone(), id.clone(), user, state.now());
    let write =
        state.db.write(input, |tx, (config, id, user, now)| Box::pin(store::register(tx, config, id, user, *now)));
    match write.await {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
