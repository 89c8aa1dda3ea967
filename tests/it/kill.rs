//! The real program, killed fifty times in the middle of registrations and letters, over one SQLite directory and
//! against a mail server that takes, defers, and hangs up mid-letter; and killed while people write in their journals.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use assemble::journal::store as journal;
use assemble::kit::Moment;
use assemble::kit::id::{EntryId, UserId, WorkshopId};
use assemble::server::boot;
use assemble::server::config::Config;
use assemble::server::db::Conn;
use assemble::server::state::AppState;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sqlx::Row;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::crowd;
use crate::support::NOW;

const LIVES: u64 = 50;
const PEOPLE: usize = 400;
const SEATS: i64 = 150;
const CLIENTS: usize = 3;

/// The mail server. Once it is told to, it only takes.
#[derive(Default)]
struct Sink {
    kind: std::sync::atomic::AtomicBool,
    letters: AtomicUsize,
    /// Message-ID and address of each letter that arrived whole.
    taken: Mutex<Vec<(String, String)>>,
}

impl Sink {
    async fn open(self: Arc<Sink>) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let sink = self.clone();
                tokio::spawn(async move {
                    let _ = sink.talk(stream).await;
                });
            }
        });
        address
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 sink\r\n").await?;
        let (mut mood, mut to) = (0, String::new());
        while let Some(line) = lines.next_line().await? {
            let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
            let reply = match verb.as_str() {
                "EHLO" => "250-sink\r\n250 8BITMIME\r\n",
                "MAIL" => {
                    let number = self.letters.fetch_add(1, Ordering::SeqCst);
                    mood = if self.kind.load(Ordering::SeqCst) { 0 } else { number % 7 };
                    "250 fine\r\n"
                }
                "RCPT" if mood == 3 => "451 later\r\n",
                "RCPT" => {
                    to = line[line.find('<').map_or(0, |at| at + 1)..].trim_end_matches('>').to_owned();
                    "250 fine\r\n"
                }
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await?;
                    let mut id = String::new();
                    while let Some(line) = lines.next_line().await? {
                        if mood == 5 && !id.is_empty() {
                            return Ok(());
                        }
                        if let Some(found) = line.strip_prefix("Message-ID: ") {
                            id = found.to_owned();
                        }
                        if line == "." {
                            break;
                        }
                    }
                    self.taken.lock().expect("no panic").push((id, to.clone()));
                    "250 taken\r\n"
                }
                "QUIT" => return write.write_all(b"221 bye\r\n").await,
                _ => "250 fine\r\n",
            };
            write.write_all(reply.as_bytes()).await?;
        }
        Ok(())
    }
}

/// The program, alive until it is killed.
pub struct Life {
    child: Child,
    pub address: SocketAddr,
}

impl Life {
    async fn begin(data: &Path, mail: SocketAddr, clock: Moment) -> Life {
        Life::told(data, mail, clock, ("error", Stdio::null())).await
    }

    /// The same, with a log.
    pub async fn told(data: &Path, mail: SocketAddr, clock: Moment, (level, log): (&str, Stdio)) -> Life {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = free.local_addr().expect("an address");
        drop(free);
        let moment = jiff::Timestamp::from_microsecond(clock.0).expect("a moment");
        let child = Command::new(env!("CARGO_BIN_EXE_assemble"))
            .arg("serve")
            .env("ASSEMBLE_DATA", data)
            .env("ASSEMBLE_LISTEN", address.to_string())
            .env("ASSEMBLE_URL", format!("http://{address}"))
            .env("ASSEMBLE_SMTP", format!("smtp://{mail}"))
            .env("ASSEMBLE_CLOCK", moment.to_string())
            .env("ASSEMBLE_NO_LIMITS", "true")
            .env("RUST_LOG", level)
            .env_remove("DATABASE_URL")
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the program starts");
        let life = Life { child, address };
        let patience = Instant::now() + Duration::from_secs(20);
        while ask(address, "GET /healthz HTTP/1.1\r\nAccept: text/html\r\n", "", "").await.is_none() {
            assert!(Instant::now() < patience, "the program did not start");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        life
    }

    /// kill -9: nothing is tidied up.
    pub fn kill(mut self) {
        self.child.kill().expect("it was alive");
        self.child.wait().expect("it is dead");
    }
}

/// One request, with its `Accept` after its first line; the answer, if one came.
pub async fn ask(to: SocketAddr, line: &str, cookie: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(to).await.ok()?;
    let head = format!(
        "{line}Host: {to}\r\nOrigin: http://{to}\r\nReferer: http://{to}/workshops\r\n\
         Cookie: session={cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    (!answer.is_empty()).then_some(answer)
}

/// A workshop, and people who are signed in.
async fn prepare(state: &AppState) -> (WorkshopId, Vec<(UserId, String)>) {
    let made = state.db.write(state.clone(), |tx, state| Box::pin(fill(tx, state)));
    made.await.expect("people and a workshop")
}

async fn fill(tx: &mut Conn, state: &AppState) -> assemble::server::Result<(WorkshopId, Vec<(UserId, String)>)> {
    let people = crowd::signed_in(tx, state, PEOPLE, NOW).await?;
    let workshop: WorkshopId = state.new_id();
    sqlx::query(
        "insert into workshops (id, host_id, title, starts_at, ends_at, capacity, created_at, updated_at, published_at,
                                kind, body, zone, place, online_url, version)
         values ($1, $2, '会', $3, $3, $4, $5, $5, $5, 'exchange', '', 'Asia/Tokyo', '神戸', '', 1)",
    )
    .bind(workshop.as_str())
    .bind(people[0].0.as_str())
    .bind(NOW.plus_days(20).0)
    .bind(SEATS)
    .bind(NOW.0)
    .execute(tx)
    .await?;
    Ok((workshop, people))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_kills_lose_no_letter_and_invent_none() {
    let data = tempfile::tempdir().expect("a directory");
    let open = || async { boot::open(Config::for_tests(data.path().to_owned())).await.expect("the parts") };
    let state = open().await;
    let (workshop, people) = prepare(&state).await;
    state.db.close().await;
    drop(state);

    let sink = Arc::new(Sink::default());
    let mail = sink.clone().open().await;
    let (people, next) = (Arc::new(people), Arc::new(AtomicUsize::new(1)));
    let promised = Arc::new(Mutex::new(HashSet::new()));
    let mut random = StdRng::seed_from_u64(50);
    for number in 0..LIVES {
        // Each life begins later, so that what was deferred, or claimed by the dead, is due again.
        let life = Life::begin(data.path(), mail, NOW.plus_minutes(number as i64 * 8)).await;
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                let (people, next, promised) = (people.clone(), next.clone(), promised.clone());
                let (to, body) = (life.address, format!("form%5Bworkshop%5D={workshop}"));
                tokio::spawn(async move {
                    while let Some((user, token)) = people.get(next.fetch_add(1, Ordering::SeqCst)) {
                        let line = "POST /api/workshops/register HTTP/1.1\r\nAccept: text/html\r\n";
                        let Some(answer) = ask(to, line, token, &body).await else { return };
                        if answer.contains("?done=registered") || answer.contains("?done=waiting") {
                            promised.lock().expect("no panic").insert(user.to_string());
                        }
                        tokio::time::sleep(Duration::from_millis(15)).await;
                    }
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(random.random_range(1..120))).await;
        life.kill();
        for client in clients {
            client.await.expect("no panic");
        }
    }

    // The mail server is well again, and lives go on until everything is out.
    sink.kind.store(true, Ordering::SeqCst);
    let mut waiting = 1;
    for hours in 8..20 {
        let life = Life::begin(data.path(), mail, NOW.plus_hours(hours * 7)).await;
        for _ in 0..100 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            waiting = unsent(data.path()).await;
            if waiting == 0 {
                break;
            }
        }
        life.kill();
        if waiting == 0 {
            break;
        }
    }
    assert_eq!(waiting, 0, "letters were left");

    let state = open().await;
    let mut conn = state.db.read().await.expect("a connection");
    let rows = sqlx::query(
        "select l.id, u.id, u.email, (select count(*) from registrations r where r.user_id = u.id), l.sent_at, l.failed_at
         from letters l join users u on u.id = l.user_id order by l.id",
    )
    .fetch_all(&mut *conn)
    .await
    .expect("letters");
    let mut stored = HashMap::new();
    let mut with_letter = HashSet::new();
    for row in &rows {
        let (id, user, address): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        assert_eq!(row.get::<i64, _>(3), 1, "a letter without what it tells");
        assert!(row.get::<Option<i64>, _>(4).is_some() && row.get::<Option<i64>, _>(5).is_none());
        assert!(with_letter.insert(user), "one registration, one letter");
        stored.insert(id, address);
    }
    let registered = sqlx::query("select count(*) from registrations").fetch_one(&mut *conn).await.expect("a count");
    assert_eq!(registered.get::<i64, _>(0), rows.len() as i64, "every registration has its letter");
    for user in promised.lock().expect("no panic").iter() {
        assert!(with_letter.contains(user), "somebody was told that they are registered, and it is gone");
    }
    let taken = sink.taken.lock().expect("no panic").clone();
    let mut arrived = HashSet::new();
    for (message, address) in &taken {
        let id = message.trim_start_matches('<').split('@').next().unwrap_or_default().to_owned();
        assert_eq!(stored.get(&id), Some(address), "a letter that no row knows: {message}");
        arrived.insert(id);
    }
    assert_eq!(arrived.len(), stored.len(), "every letter arrived; what came twice came under one Message-ID");
    assert!(stored.len() > 50, "the lives were too short to tell anything: {}", stored.len());
}

/// Somebody who writes: their session, their entry, and the last words that the server said it has.
#[derive(Clone)]
struct Writing {
    user: UserId,
    token: String,
    entry: EntryId,
    acked: i64,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn killed_while_people_write_it_loses_nothing_that_it_took() {
    let data = tempfile::tempdir().expect("a directory");
    let open = || async { boot::open(Config::for_tests(data.path().to_owned())).await.expect("the parts") };
    let state = open().await;
    let made = state.db.write(state.clone(), |tx, state| {
        Box::pin(async move {
            let mut people = Vec::new();
            for (user, token) in crowd::signed_in(tx, state, 4, NOW).await? {
                state.vault.create_key(tx, &user, NOW).await?;
                let entry = journal::create_entry(tx, &user, &state.new_id(), "ywt", 1, NOW).await?;
                people.push(Writing { user, token, entry, acked: 0 });
            }
            Ok(people)
        })
    });
    let mut people = made.await.expect("people who write");
    state.db.close().await;
    drop(state);
    let mail = SocketAddr::from(([127, 0, 0, 1], 9));
    let mut random = StdRng::seed_from_u64(4);
    for number in 0..12 {
        let life = Life::begin(data.path(), mail, NOW.plus_minutes(number)).await;
        let writers: Vec<_> = people.drain(..).map(|one| tokio::spawn(write_on(life.address, one))).collect();
        tokio::time::sleep(Duration::from_millis(random.random_range(40..250))).await;
        life.kill();
        for writer in writers {
            people.push(writer.await.expect("no panic"));
        }
    }
    let state = open().await;
    let mut conn = state.db.read().await.expect("a connection");
    for one in &people {
        assert!(one.acked > 0, "the lives were too short to tell anything");
        let head = journal::entry(&mut conn, &one.user, &one.entry).await.expect("the entry").head;
        let words = journal::answers(&mut conn, &state.vault, &one.user, &one.entry, head).await.expect("it opens");
        let text = words.of("y").text;
        assert!((1..=one.acked).all(|n| text.contains(&format!("文{n}。"))), "{} of {text}", one.acked);
    }
}

/// Writes a sentence after the other until nobody answers.
async fn write_on(to: SocketAddr, mut one: Writing) -> Writing {
    let page = uuid::Uuid::now_v7().to_string();
    for turn in 1.. {
        let last = one.acked + 1;
        let text: String = (1..=last).map(|n| format!("文{n}。")).collect();
        let body = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("form[entry]", one.entry.as_str())
            .append_pair("form[base]", "1000000")
            .append_pair("form[writer]", &page)
            .append_pair("form[turn]", &format!("{turn}"))
            .append_pair("form[texts][y]", &text)
            .finish();
        let line = "POST /api/journal/autosave HTTP/1.1\r\nAccept: application/json\r\n";
        match ask(to, line, &one.token, &body).await {
            Some(answer) if answer.starts_with("HTTP/1.1 200") && answer.contains("\"seq\"") => one.acked = last,
            Some(answer) if answer.starts_with("HTTP/1.1 ") && !answer.starts_with("HTTP/1.1 200") => {
                panic!("{answer}")
            }
            _ => break,
        }
    }
    one
}

async fn unsent(data: &Path) -> i64 {
    use sqlx::Connection;
    let url = format!("sqlite:{}", data.join("assemble.db").display());
    let Ok(mut conn) = sqlx::AnyConnection::connect(&url).await else { return 1 };
    let row = sqlx::query("select count(*) from letters where sent_at is null").fetch_one(&mut conn).await;
    row.map_or(1, |row| row.get(0))
}
