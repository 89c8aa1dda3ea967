//! Saving journals through the whole HTTP stack: 200 saves a second, as many people make who write at once. How long
//! each waits for its durable answer is told as a ratio to one fsync of the same disk.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use assemble::journal::store::create_entry;
use assemble::kit::Moment;
use assemble::kit::id::EntryId;
use assemble::server::boot;
use assemble::server::config::Config;
use tokio::sync::Mutex;

use crate::Table;
use crate::crowd;
use crate::load::Connection as Client;
use crate::program::Program;
use crate::registrations::milliseconds;

const PEOPLE: usize = 100;
const RATE: u64 = 200;
const SECONDS: u64 = 8;

/// Measures SQLite.
pub async fn measure(table: &mut Table) {
    let data = crate::scratch();
    let fsync = one_fsync(data.path());
    let people = prepare(data.path()).await;
    let program = Program::serve(data.path(), None, false).await;
    let mut clients = Vec::new();
    for _ in 0..PEOPLE {
        clients.push(Arc::new(Mutex::new(Client::open(program.address).await.expect("the program listens"))));
    }
    let started = Instant::now();
    let mut saves = Vec::new();
    for n in 0..RATE * SECONDS {
        let due = started + Duration::from_micros(n * 1_000_000 / RATE);
        tokio::time::sleep_until(due.into()).await;
        let at = n as usize % PEOPLE;
        let (client, request) = (clients[at].clone(), request(&program, &people[at], n));
        saves.push(tokio::spawn(async move {
            let answer = client.lock().await.ask(request.as_bytes()).await.expect("the program answers");
            assert_eq!(answer.status, 200, "{}", answer.head);
            due.elapsed()
        }));
    }
    let mut times = Vec::new();
    for save in saves {
        times.push(save.await.expect("a save"));
    }
    let rate = times.len() as f64 / started.elapsed().as_secs_f64();
    times.sort();
    let p95 = times[(times.len() - 1) * 95 / 100];
    table.row(
        format!("journal saves at {RATE}/s, SQLite, p95"),
        format!("{} ms", milliseconds(p95)),
        format!(
            "{:.1} × one fsync ({} ms); {rate:.0}/s were answered",
            p95.as_secs_f64() / fsync.as_secs_f64(),
            milliseconds(fsync)
        ),
    );
}

/// The median time of one small write that is made durable.
fn one_fsync(directory: &Path) -> Duration {
    let mut file = std::fs::File::create(directory.join("fsync")).expect("a file");
    let mut times: Vec<Duration> = (0..101)
        .map(|_| {
            let started = Instant::now();
            file.write_all(&[7; 4096]).expect("written");
            file.sync_data().expect("durable");
            started.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

/// People with an entry each.
async fn prepare(data: &Path) -> Vec<(String, EntryId)> {
    let state = boot::open(Config::for_tests(data.to_owned())).await.expect("the program's parts");
    let now = Moment(jiff::Timestamp::now().as_microsecond());
    let made = state.db.write((state.clone(), now), |tx, (state, now)| {
        Box::pin(async move {
            let mut people = Vec::new();
            for (user, token) in crowd::signed_in(tx, state, PEOPLE, *now).await? {
                state.vault.create_key(tx, &user, *now).await?;
                people.push((token, create_entry(tx, &user, &state.new_id(), "ywt", 1, *now).await?));
            }
            Ok(people)
        })
    });
    let people = made.await.expect("people who write");
    state.db.close().await;
    people
}

/// A save as the program in the browser sends it, about a page of words.
fn request(program: &Program, (token, entry): &(String, EntryId), turn: u64) -> String {
    let host = program.address;
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("form[entry]", entry.as_str())
        .append_pair("form[base]", "0")
        .append_pair("form[writer]", entry.as_str())
        .append_pair("form[turn]", &format!("{}", turn + 1))
        .append_pair("form[texts][y]", &format!("{}{turn}。", "今日の面接で、気になったことを書いた。".repeat(30)))
        .finish();
    format!(
        "POST /api/journal/autosave HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\
         Referer: http://{host}/journal/{entry}\r\nAccept: application/json\r\nCookie: session={token}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
