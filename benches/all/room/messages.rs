//! From the moment at which a host says something until the last of all screens has it: the program, which looks at who
//! says it, keeps it and reads the room anew, against a server that only passes on as many bytes. And two processes of
//! the program, which share a room by their database.

use std::time::{Duration, Instant};

use futures::SinkExt;
use futures::future::join_all;
use tokio_tungstenite::tungstenite::Message;

use super::hall::Hall;
use super::screens::{Screens, connect, stage};
use super::{at, spread};
use crate::Table;
use crate::load::Connection;
use crate::program::{Program, free_address};
use crate::registrations::milliseconds;

const CROWDS: [usize; 2] = [1_000, 5_000];
/// The screens of each of two processes.
const SHARED: usize = 500;
/// The first words are not measured.
const WARM: usize = 3;
const ROUNDS: usize = 100;
/// From one word to the next. The program tells screens at most five times a second.
const PAUSE: Duration = Duration::from_millis(300);
/// Until all that comes of so many people coming has been told.
const SETTLE: Duration = Duration::from_secs(2);

/// What a crowd was told, and what it cost.
struct Told {
    times: Vec<Duration>,
    /// KiB a socket.
    memory: Option<f64>,
}

/// Adds rows for each crowd.
pub async fn measure(table: &mut Table) {
    for many in CROWDS {
        let (ours, frame) = by_program(many).await;
        let plain = by_broadcaster(many, &frame).await;
        let name = format!("host's word → the last of {many} screens");
        table.row(format!("{name}, plain broadcaster, {} bytes", frame.len()), spread(&plain.times), "");
        let ratio = |share| at(&ours.times, share).as_secs_f64() / at(&plain.times, share).as_secs_f64();
        let compared = format!("p50 {:.2} ×, p99 {:.2} × (aim p99 ≤ 1.5)", ratio(0.5), ratio(0.99));
        table.row(format!("{name}, the program, kept in SQLite"), spread(&ours.times), compared);
        if let (Some(ours), Some(plain)) = (ours.memory, plain.memory) {
            let compared = format!("plain broadcaster {plain:.1} KiB (aim ≤ 24)");
            table.row(format!("memory of a socket, {many} sockets"), format!("{ours:.1} KiB"), compared);
        }
    }
}

/// Says so many things, one after the other, and notes when each crowd knew.
async fn times(crowds: &[&Screens], mut say: impl AsyncFnMut(usize)) -> Vec<Vec<Duration>> {
    let mut times = vec![Vec::with_capacity(ROUNDS); crowds.len()];
    for number in 1..=WARM + ROUNDS {
        for crowd in crowds {
            crowd.expect_all();
        }
        let started = Instant::now();
        let knowing = crowds.iter().map(|crowd| async move {
            crowd.all().await;
            started.elapsed()
        });
        let ((), knew) = tokio::join!(say(number), join_all(knowing));
        if number > WARM {
            for (times, knew) in times.iter_mut().zip(knew) {
                times.push(knew);
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
    times
}

/// The program's times, and the frame that it sent last.
async fn by_program(many: usize) -> (Told, String) {
    let data = crate::scratch();
    let hall = Hall::open(data.path(), None, many).await;
    let program = Program::wide(free_address(), data.path(), None).await;
    let mut host = Connection::open(program.address).await.expect("the program listens");
    say(&mut host, &hall.notice(program.address, 0)).await;
    let before = program.memory();
    let screens = Screens::open(program.address, &hall.socket(), &hall.people).await;
    tokio::time::sleep(SETTLE).await;
    let mut times =
        times(&[&screens], async |number| say(&mut host, &hall.notice(program.address, number)).await).await;
    let memory = a_socket(before, program.memory(), many);
    let mut screen = connect(program.address, &hall.socket(), &hall.people[0]).await.expect("it is let in");
    let frame = stage(&mut screen).await.expect("a frame");
    (Told { times: times.remove(0), memory }, frame)
}

async fn by_broadcaster(many: usize, frame: &str) -> Told {
    let server = Program::own("broadcaster", &[]).await;
    let people = vec![String::new(); many];
    let mut host = connect(server.address, "/all", "").await.expect("it is let in");
    let before = server.memory();
    let screens = Screens::open(server.address, "/all", &people).await;
    tokio::time::sleep(SETTLE).await;
    let last = format!("no.{:06}", WARM + ROUNDS);
    let mut times = times(&[&screens], async |number| {
        let text = frame.replace(&last, &format!("no.{number:06}"));
        host.send(Message::text(text)).await.expect("it is said");
    })
    .await;
    Told { times: times.remove(0), memory: a_socket(before, server.memory(), many) }
}

/// The host posts it, and it is kept.
pub async fn say(host: &mut Connection, request: &str) {
    let answer = host.ask(request.as_bytes()).await.expect("the program answers");
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
}

fn a_socket(before: Option<u64>, after: Option<u64>, many: usize) -> Option<f64> {
    Some(after?.saturating_sub(before?) as f64 / many as f64)
}

/// Adds a row: the host is connected to the one of two processes, and half of the screens to the other.
pub async fn two_processes(table: &mut Table, database: String) {
    let data = crate::scratch();
    let hall = Hall::open(data.path(), Some(database.clone()), 2 * SHARED).await;
    let here = Program::wide(free_address(), data.path(), Some(&database)).await;
    let there = Program::wide(free_address(), data.path(), Some(&database)).await;
    let (near, far) = hall.people.split_at(SHARED);
    let near = Screens::open(here.address, &hall.socket(), near).await;
    let far = Screens::open(there.address, &hall.socket(), far).await;
    let mut host = Connection::open(here.address).await.expect("the program listens");
    tokio::time::sleep(SETTLE).await;
    let times = times(&[&near, &far], async |number| say(&mut host, &hall.notice(here.address, number)).await).await;
    table.row(
        format!("host's word → the last of {SHARED} screens of each of two processes, one PostgreSQL"),
        format!("here {}, there {}", spread(&times[0]), spread(&times[1])),
        format!("the other process p50 {} ms later", later(&times[0], &times[1])),
    );
}

fn later(here: &[Duration], there: &[Duration]) -> String {
    milliseconds(at(there, 0.5).saturating_sub(at(here, 0.5)))
}
