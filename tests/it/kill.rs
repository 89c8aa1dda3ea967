//! The real program, killed fifty times in the middle of registrations, offers, answers and letters, over one SQLite
//! directory and against a mail server that takes, defers, and hangs up mid-letter; and killed while people write in
//! their journals.

mod life;

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use assemble::journal::store as journal;
use assemble::kit::id::{EntryId, UserId, WorkshopId};
use assemble::server::boot;
use assemble::server::config::Config;
use assemble::server::db::Conn;
use assemble::server::state::AppState;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sqlx::Row;

pub use self::life::{Life, ask};

use self::life::Sink;
use crate::crowd;
use crate::support::NOW;

const LIVES: u64 = 50;
const PEOPLE: usize = 400;
const SEATS: i64 = 20;
const CLIENTS: usize = 3;

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
                                kind, body, zone, place, online_url, version, offer_hours)
         values ($1, $2, '会', $3, $3, $4, $5, $5, $5, 'exchange', '', 'Asia/Tokyo', '神戸', '', 1, 400)",
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

    let mut sink = Sink::open();
    let mail = sink.address;
    let tokens: HashMap<String, String> =
        people.iter().map(|(user, token)| (user.to_string(), token.clone())).collect();
    let (people, next) = (Arc::new(people), Arc::new(AtomicUsize::new(1)));
    let promised = Arc::new(Mutex::new(HashSet::new()));
    let mut random = StdRng::seed_from_u64(50);
    for number in 0..LIVES {
        // Each life begins later, so that what was deferred, or claimed by the dead, is due again.
        let life = Life::begin(data.path(), mail, NOW.plus_minutes(number as i64 * 8)).await;
        // Whoever has an offer answers it in this life, first of all.
        let offered = offered(data.path()).await.into_iter().filter_map(|user| tokens.get(&user).cloned());
        let offered = Arc::new(Mutex::new(offered.collect::<Vec<_>>()));
        let come = Arc::new(AtomicUsize::new(0));
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                let (people, next, promised) = (people.clone(), next.clone(), promised.clone());
                let (to, offered, come, id) = (life.address, offered.clone(), come.clone(), workshop.to_string());
                tokio::spawn(async move {
                    while let Some((user, token)) = people.get(next.fetch_add(1, Ordering::SeqCst)) {
                        let at = next.load(Ordering::SeqCst);
                        let answering = offered.lock().expect("no panic").pop();
                        if let Some(token) = answering {
                            let act = if at % 3 == 0 { "decline" } else { "accept" };
                            let more = format!("&form%5Bact%5D={act}");
                            if press(to, "answer", &token, &id, &more).await.is_none() {
                                return;
                            }
                        }
                        let wish = if at % 2 == 0 { "&form%5Bwish%5D=ask" } else { "" };
                        let Some(answer) = press(to, "register", token, &id, wish).await else { return };
                        come.fetch_add(1, Ordering::SeqCst);
                        if answer.contains("?done=registered") || answer.contains("?done=waiting") {
                            promised.lock().expect("no panic").insert(user.to_string());
                        }
                        // Somebody who came earlier leaves, twice over: what they had goes on.
                        let (_, token) = &people[1 + at / 4];
                        if press(to, "cancel", token, &id, "").await.is_none() {
                            return;
                        }
                        tokio::time::sleep(Duration::from_millis(5)).await;
                    }
                })
            })
            .collect();
        // On a slow machine a life gets as far as on a fast one. Then it ends at any moment.
        let far: usize = random.random_range(2..10);
        while come.load(Ordering::SeqCst) < far && clients.iter().any(|client| !client.is_finished()) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(Duration::from_millis(random.random_range(1..60))).await;
        life.kill();
        for client in clients {
            client.await.expect("no panic");
        }
    }

    // The mail server is well again, and lives go on until everything is out.
    sink.be_kind();
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
    let taken = sink.close();

    let state = open().await;
    let mut conn = state.db.read().await.expect("a connection");
    // Whatever happened to somebody stands in the history, and each of these has its letter: none is lost, and none
    // tells of what was rolled back.
    let deeds = "select u.id,
                    (select count(*) from workshop_history h where h.user_id = u.id
                     and h.action in ('registered', 'confirmed', 'offered', 'accepted', 'left')),
                    (select count(*) from letters l where l.user_id = u.id),
                    (select count(*) from registrations r where r.user_id = u.id),
                    (select count(*) from workshop_history h where h.user_id = u.id and h.action = 'registered')
                 from users u order by u.id";
    let mut with_letter = HashSet::new();
    for row in sqlx::query(deeds).fetch_all(&mut *conn).await.expect("people") {
        let count = |at: usize| row.get::<i64, _>(at);
        assert_eq!(count(1), count(2), "a deed, a letter");
        assert!(count(3) <= 1 && count(3) == count(4), "one registration, and it is told of");
        if count(2) > 0 {
            with_letter.insert(row.get::<String, _>(0));
        }
    }
    for user in promised.lock().expect("no panic").iter() {
        assert!(with_letter.contains(user), "somebody was told that they are registered, and it is gone");
    }
    let letters = sqlx::query(
        "select l.id, u.email, l.kind, l.sent_at, l.failed_at from letters l join users u on u.id = l.user_id
         order by l.id",
    );
    let (mut stored, mut kinds) = (HashMap::new(), HashMap::new());
    for row in letters.fetch_all(&mut *conn).await.expect("letters") {
        assert!(row.get::<Option<i64>, _>(3).is_some() && row.get::<Option<i64>, _>(4).is_none());
        stored.insert(row.get::<String, _>(0), row.get::<String, _>(1));
        *kinds.entry(row.get::<String, _>(2)).or_insert(0) += 1;
    }
    for kind in ["workshop_offer", "workshop_accepted", "workshop_declined", "workshop_moved_up", "workshop_given_back"]
    {
        assert!(kinds.contains_key(kind), "the lives were too short for {kind}: {kinds:?}");
    }
    let seats = "select count(*) from registrations
                 where cancelled_at is null and coalesce(confirmed_at, offered_at) is not null";
    let seated = sqlx::query(seats).fetch_one(&mut *conn).await.expect("a count").get::<i64, _>(0);
    assert!(seated <= SEATS, "{seated} seats given away of {SEATS}");
    let (mut arrived, mut methods) = (HashMap::new(), HashSet::new());
    for (message, address, method) in taken {
        let id = message.trim_start_matches('<').split('@').next().unwrap_or_default().to_owned();
        assert_eq!(stored.get(&id), Some(&address), "a letter that no row knows: {message}");
        let before = arrived.insert(id, method.clone());
        assert!(before.is_none_or(|before| before == method), "what came twice is the same letter: {message}");
        methods.insert(method);
    }
    assert_eq!(arrived.len(), stored.len(), "every letter arrived; what came twice came under one Message-ID");
    assert!(methods.contains("REQUEST") && methods.contains("CANCEL"), "calendars go along: {methods:?}");
    assert!(stored.len() > 50, "the lives were too short to tell anything: {}", stored.len());
}

/// Presses a button about a workshop; the answer, if one came.
async fn press(to: SocketAddr, name: &str, token: &str, id: &str, more: &str) -> Option<String> {
    let line = format!("POST /api/workshops/{name} HTTP/1.1\r\nAccept: text/html\r\n");
    ask(to, &line, token, &format!("form%5Bworkshop%5D={id}{more}")).await
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

/// Looks into the database of a program that lives, or did.
async fn look(data: &Path) -> Option<sqlx::AnyConnection> {
    use sqlx::Connection;
    let url = format!("sqlite:{}", data.join("assemble.db").display());
    sqlx::AnyConnection::connect(&url).await.ok()
}

async fn unsent(data: &Path) -> i64 {
    let Some(mut conn) = look(data).await else { return 1 };
    let row = sqlx::query("select count(*) from letters where sent_at is null").fetch_one(&mut conn).await;
    row.map_or(1, |row| row.get(0))
}

/// Those for whom a seat is held.
async fn offered(data: &Path) -> Vec<String> {
    let Some(mut conn) = look(data).await else { return Vec::new() };
    let rows = sqlx::query(
        "select user_id from registrations
         where offered_at is not null and confirmed_at is null and cancelled_at is null order by seq desc, id",
    );
    let rows = rows.fetch_all(&mut conn).await.unwrap_or_default();
    rows.iter().map(|row| row.get(0)).collect()
}
