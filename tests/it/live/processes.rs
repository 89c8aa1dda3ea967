//! Several processes on one PostgreSQL share a room, and what they say to each other names nobody.

use std::time::Duration;

use assemble::kit::id::{UserId, WorkshopId};
use assemble::live::room::bell;
use assemble::live::room::model::Command;
use assemble::live::room::model::wire::{Frame, Phase};
use assemble::live::room::store::{CHANNEL, hosting};
use assemble::server::boot;
use assemble::server::db::Db;
use assemble::server::state::AppState;
use assemble::workshops::model::Editor;
use assemble::workshops::store::By;
use tokio::sync::watch;

use super::sockets::{SOON, open, room, served};
use crate::support::{On, TestApp};

/// Another process on the same database. Both hear what the other one does until the sender goes.
async fn beside(app: &TestApp) -> (AppState, watch::Sender<bool>) {
    let db = Db::connect(&app.database.url).await.expect("the database answers");
    let config = (*app.state.config).clone();
    let other = boot::assemble(config, db, [42; 32], app.state.clock.clone()).expect("the parts fit");
    let (stop, stopped) = watch::channel(false);
    for state in [&app.state, &other] {
        tokio::spawn(bell::listen(state.clone(), stopped.clone()));
    }
    (other, stop)
}

// Two programs on one PostgreSQL: what is done at one is seen at the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_share_a_room() {
    let app = TestApp::new(On::Postgres).await;
    let (host, id, desk, _, phone) = room(&app).await;
    let (other, _stop) = beside(&app).await;
    let (here, there) = (served(app.state.clone()).await, served(other.clone()).await);
    let mut phone = open(there, &id, "stage", &phone).await;
    phone.stage(|stage| stage.phase == Phase::Waiting).await;
    let mut desk = open(here, &id, "desk", &desk).await;
    desk.desk(|desk| desk.stage.presence.here == 1).await;
    let before = app.state.now();
    app.run(&host, &id, Command::Start).await;
    let begun = phone.stage(|stage| stage.phase != Phase::Waiting).await;
    assert_eq!((begun.phase, begun.at), (Phase::Running { left_ms: 300_000 }, before.0 / 1000));
    other.db.close().await;
}

// Somebody's screen is with another process than the one that took what they did.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_ones_own_follows_to_another_process() {
    let app = TestApp::new(On::Postgres).await;
    let (_, id, _, _, cookie) = room(&app).await;
    let (other, _stop) = beside(&app).await;
    let mut screen = open(served(other.clone()).await, &id, "stage", &cookie).await;
    assert_eq!(screen.own(false).await, "みなと");
    let fields = [("form[workshop]", id.as_str()), ("form[to]", "on")];
    assert!(app.post_json_client("/api/live/hand", &fields, Some(&cookie)).await.0.is_success());
    screen.own(true).await;
    let left = app.post_json_client("/api/live/leave", &fields[..1], Some(&cookie)).await;
    assert!(left.0.is_success() || left.0.is_redirection());
    screen.is_told_gone().await;
    other.db.close().await;
}

/// The host moves the run by way of a process.
async fn begin(app: &TestApp, by: &AppState, host: &UserId, id: &WorkshopId) {
    let input = (host.clone(), id.clone(), app.room_of(id).await.turn, app.state.now());
    let telling = by.db.write(input, |tx, (host, id, turn, now)| {
        let by = By { editor: &Editor::Organiser, actor: host, now: *now };
        Box::pin(hosting::command(tx, by, id, *turn, Command::Start))
    });
    assert_eq!(telling.await.expect("an answer"), hosting::Moved::Done);
}

// A process hears what it said itself as well: whose screens it told already would be told twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_a_process_said_itself_is_not_told_twice() {
    let app = TestApp::new(On::Postgres).await;
    let (host, id, _, _, cookie) = room(&app).await;
    let (other, _stop) = beside(&app).await;
    let mut screen = open(served(app.state.clone()).await, &id, "stage", &cookie).await;
    screen.own(false).await;
    // By then its first frames are made, and nothing but the channel brings the next one: it is listened to.
    tokio::time::sleep(Duration::from_secs(1)).await;
    begin(&app, &other, &host, &id).await;
    screen.stage(|stage| stage.phase != Phase::Waiting).await;
    let fields = [("form[workshop]", id.as_str()), ("form[to]", "on")];
    assert!(app.post_json_client("/api/live/hand", &fields, Some(&cookie)).await.0.is_success());
    let mut told = 0;
    while let Ok(Some(frame)) = tokio::time::timeout(Duration::from_secs(2), screen.next()).await {
        told += usize::from(matches!(frame, Frame::Mine(mine) if mine.hand));
    }
    assert_eq!(told, 1);
    other.db.close().await;
}

// Whoever runs the database can listen. They hear that something happened in a room, and nothing of who did what.
#[tokio::test]
async fn what_processes_say_to_each_other_names_nobody() {
    let app = TestApp::new(On::Postgres).await;
    let mut listener = app.state.db.listener(CHANNEL).await.expect("it listens").expect("a channel");
    let (host, id, _, user, cookie) = room(&app).await;
    let workshop = ("form[workshop]", id.as_str());
    let host_cookie = app.sign_in(&host).await;
    let send = async |path: &str, cookie: &str, fields: &[(&str, &str)]| {
        let all = [&[workshop][..], fields].concat();
        let status = app.post_json_client(&format!("/api/live/{path}"), &all, Some(cookie)).await.0;
        assert!(status.is_success() || status.is_redirection(), "{path}: {status}");
    };
    app.run(&host, &id, Command::Start).await;
    for naming in ["named", "anonymous"] {
        let asked = [("form[kind]", "open"), ("form[naming]", naming), ("form[label]", naming)];
        send("start", &host_cookie, &asked).await;
        let prompts = app.stage_of(&id, app.state.now()).await.prompts;
        let prompt = prompts.into_iter().find(|prompt| prompt.asked.label.ja == naming).expect("it is shown").id;
        let words = [("form[prompt]", prompt.as_str()), ("form[round]", "1"), ("form[text]", "わたしのことば")];
        send("answer", &cookie, &words).await;
    }
    for path in ["hand", "rest"] {
        send(path, &cookie, &[("form[to]", "on")]).await;
    }
    send("notice", &host_cookie, &[("form[notice]", "あと一分です")]).await;
    send("call", &cookie, &[]).await;
    send("leave", &cookie, &[]).await;
    let last = app.room_of(&id).await.seq;
    let (mut kinds, mut seq) = (Vec::new(), 0);
    while seq < last {
        let said = tokio::time::timeout(SOON, listener.recv()).await.expect("in time").expect("it is said");
        let payload = said.payload().to_owned();
        let parts: Vec<&str> = payload.split(':').collect();
        assert_eq!((parts.len(), parts[0], parts[3]), (4, id.as_str(), &*app.state.db.process()), "{payload}");
        assert!(!payload.contains(user.as_str()) && !payload.contains(host.as_str()), "{payload}");
        seq = parts[1].parse().expect("a number");
        kinds.push(parts[2].to_owned());
    }
    assert!(kinds.iter().all(|kind| ["all", "own"].contains(&kind.as_str())), "{kinds:?}");
    let own = kinds.iter().filter(|kind| *kind == "own").count();
    assert_eq!(own, 5, "coming in, an answer with a name, a hand, a rest and going out: {kinds:?}");
}
