//! Everybody in a room votes at the same moment, each over a connection of their own, while some screens watch. Every
//! vote is acknowledged, screens say so, and what is kept and what is shown after the close is what was voted.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use assemble::live::room::model::wire::Frame;
use assemble::live::room::store::stage as rooms;
use assemble::live::tools::model::{Answer, Tally};
use assemble::live::tools::store as tools;
use sqlx::Row;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use super::hall::{Hall, parts};
use super::screens::{Socket, connect, stage};
use super::{at, spread};
use crate::Table;
use crate::load::Connection;
use crate::program::{Program, free_address};
use crate::registrations::milliseconds;

const SPIKES: [usize; 3] = [200, 600, 1_000];
const CHOICES: usize = 3;
/// So many screens are looked at.
const WATCHED: usize = 50;
const PATIENCE: Duration = Duration::from_secs(60);

/// Adds a row for each size, each over a database of its own.
pub async fn measure(table: &mut Table, name: &str, databases: [Option<String>; 3]) {
    for (many, database) in SPIKES.into_iter().zip(databases) {
        one(table, name, database, many).await;
    }
}

async fn one(table: &mut Table, name: &str, database: Option<String>, many: usize) {
    let data = crate::scratch();
    let hall = Hall::open(data.path(), database.clone(), many).await;
    let program = Program::wide(free_address(), data.path(), database.as_deref()).await;
    let mut watching = JoinSet::new();
    for token in &hall.people[..WATCHED] {
        let socket = connect(program.address, &hall.socket(), token).await.expect("it is let in");
        watching.spawn(watch(socket, many as u32));
    }
    let start = Arc::new(Barrier::new(many + 1));
    let mut voting = JoinSet::new();
    for who in 0..many {
        let voter = Connection::open(program.address).await.expect("the program listens");
        voting.spawn(vote(voter, hall.vote(program.address, who, who % CHOICES), start.clone()));
    }
    start.wait().await;
    let started = Instant::now();
    let times = voting.join_all().await;
    let acknowledged = started.elapsed();
    tokio::time::timeout(PATIENCE, watching.join_all()).await.expect("every screen says that all have voted");
    let shown = started.elapsed();
    drop(program);

    let voted: Vec<u32> = (0..CHOICES).map(|choice| (choice..many).step_by(CHOICES).count() as u32).collect();
    exact(data.path(), database, &hall, &voted).await;
    table.row(
        format!("{many} votes at once, {name}: all acknowledged"),
        format!("{} ms", milliseconds(acknowledged)),
        format!(
            "{}, slowest {} ms; {WATCHED} screens say so after {} ms",
            spread(&times),
            milliseconds(at(&times, 1.0)),
            milliseconds(shown)
        ),
    );
}

/// Votes when everybody does; how long it took until that was acknowledged.
async fn vote(mut voter: Connection, request: String, start: Arc<Barrier>) -> Duration {
    start.wait().await;
    let asked = Instant::now();
    let answer = voter.ask(request.as_bytes()).await.expect("the program answers");
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    asked.elapsed()
}

/// Until a screen says that all have voted. What they voted is told in steps, and to the last one after the close.
async fn watch(mut socket: Socket, many: u32) {
    loop {
        let text = stage(&mut socket).await.expect("the socket is open");
        let Ok(Frame::Stage(stage)) = serde_json::from_str(&text) else { panic!("{text}") };
        if stage.prompts.iter().any(|prompt| prompt.answered == many) {
            return;
        }
    }
}

/// Each vote is kept once, and counted from what is kept.
async fn exact(data: &Path, database: Option<String>, hall: &Hall, voted: &[u32]) {
    let state = parts(data, database).await;
    let mut conn = state.db.read().await.expect("a connection");
    for (choice, count) in voted.iter().enumerate() {
        let answer = serde_json::to_string(&Answer::One(choice as u16)).expect("an answer");
        let rows = sqlx::query("select count(*) from live_answers where prompt_id = $1 and answer = $2")
            .bind(hall.prompt.as_str())
            .bind(answer)
            .fetch_one(&mut *conn)
            .await
            .expect("a count");
        assert_eq!(rows.get::<i64, _>(0), i64::from(*count), "choice {choice}");
    }
    drop(conn);
    let input = (hall.id.clone(), hall.prompt.clone(), state.now());
    let closing = state.db.write(input, |tx, (id, prompt, now)| Box::pin(tools::close(tx, id, prompt, *now)));
    closing.await.expect("it is closed");
    let mut conn = state.db.read().await.expect("a connection");
    let settled = state.now().plus_seconds(3);
    let stage = rooms::stage(&mut conn, &hall.id, settled).await.expect("the room");
    let tally = Tally::Counts(voted.iter().copied().map(Some).collect());
    assert!(stage.prompts.iter().any(|prompt| prompt.tally == tally), "{:?}", stage.prompts);
    drop(conn);
    state.db.close().await;
}
