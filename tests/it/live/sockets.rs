//! Sockets over a real listener: who may open one, what it is told and when, and when it ends.

use std::net::SocketAddr;
use std::time::Duration;

use assemble::kit::id::{UserId, WorkshopId};
use assemble::live::room::model::Command;
use assemble::live::room::model::wire::{Desk, Frame, Phase, Say, Stage};
use assemble::server::http::serve::serve;
use assemble::server::state::AppState;
use futures::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use super::SAYS;
use crate::both;
use crate::journal::run;
use crate::support::TestApp;

/// How long a test waits for what has to come: longer than from one of the server's pings to the next.
pub const SOON: Duration = Duration::from_secs(20);

/// Serves `state` on a port of its own until the test ends.
pub async fn served(state: AppState) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(serve(listener, state, std::future::pending()));
    address
}

/// A screen that is connected.
pub struct Screen(WebSocketStream<TcpStream>);

async fn try_open(to: SocketAddr, path: &str, headers: &[(&'static str, String)]) -> Result<Screen, u16> {
    try_over(TcpStream::connect(to).await.expect("a connection"), to, path, headers).await
}

async fn try_over(
    stream: TcpStream,
    to: SocketAddr,
    path: &str,
    headers: &[(&'static str, String)],
) -> Result<Screen, u16> {
    let mut request = format!("ws://{to}{path}").into_client_request().expect("a request");
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().expect("a header"));
    }
    match client_async(request, stream).await {
        Ok((socket, _)) => Ok(Screen(socket)),
        Err(Error::Http(answer)) => Err(answer.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

pub async fn open(to: SocketAddr, id: &WorkshopId, face: &str, cookie: &str) -> Screen {
    open_over(TcpStream::connect(to).await.expect("a connection"), to, id, face, cookie).await
}

/// Over a connection that was made in a way of its own.
pub async fn open_over(stream: TcpStream, to: SocketAddr, id: &WorkshopId, face: &str, cookie: &str) -> Screen {
    let headers = [("cookie", cookie.to_owned()), ("origin", format!("http://{to}"))];
    let opened = try_over(stream, to, &format!("/live/{id}/socket?face={face}"), &headers).await;
    opened.unwrap_or_else(|status| panic!("refused: {status}"))
}

impl Screen {
    /// The next frame; none when the socket has ended.
    pub async fn next(&mut self) -> Option<Frame> {
        loop {
            let said = tokio::time::timeout(SOON, self.0.next()).await.expect("something comes in time");
            match said? {
                Ok(Message::Text(text)) => return Some(serde_json::from_str(text.as_str()).expect("a frame")),
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    pub async fn stage(&mut self, is_it: impl Fn(&Stage) -> bool) -> Stage {
        loop {
            match self.next().await.expect("the socket is open") {
                Frame::Stage(stage) if is_it(&stage) => return *stage,
                _ => {}
            }
        }
    }

    pub async fn desk(&mut self, is_it: impl Fn(&Desk) -> bool) -> Desk {
        loop {
            match self.next().await.expect("the socket is open") {
                Frame::Desk(desk) if is_it(&desk) => return *desk,
                _ => {}
            }
        }
    }

    /// The name of what is one's own, once one's hand is up or down.
    pub async fn own(&mut self, hand: bool) -> String {
        loop {
            match self.next().await.expect("the socket is open") {
                Frame::Mine(mine) if mine.hand == hand => return mine.name,
                _ => {}
            }
        }
    }

    pub async fn is_told_gone(&mut self) {
        while self.next().await.expect("it is told before the end") != Frame::Gone {}
    }
}

/// A room with its host's cookie and one person who came in, with theirs.
pub async fn room(app: &TestApp) -> (UserId, WorkshopId, String, UserId, String) {
    let (host, id, people) = app.room(1).await;
    app.come_in(&id, &people[0], "みなと").await;
    let (desk, phone) = (app.sign_in(&host).await, app.sign_in(&people[0]).await);
    (host, id, desk, people[0].clone(), phone)
}

both!(a_socket_is_opened_from_pages_of_ours_by_who_may_be_there, |app| async move {
    let (_, id, _, _, phone) = room(&app).await;
    let to = served(app.state.clone()).await;
    let stranger = app.person("yohei", &[]).await;
    let stranger = app.sign_in(&stranger).await;
    let ours = format!("http://{to}");
    for (cookie, origin, face, status) in [
        (phone.as_str(), "https://evil.example", "stage", 403),
        (phone.as_str(), "null", "stage", 403),
        (phone.as_str(), "", "stage", 403),
        ("session=x", ours.as_str(), "stage", 401),
        (stranger.as_str(), ours.as_str(), "stage", 404),
        (phone.as_str(), ours.as_str(), "desk", 404),
        (phone.as_str(), ours.as_str(), "ceiling", 400),
    ] {
        let mut headers = vec![("cookie", cookie.to_owned())];
        if !origin.is_empty() {
            headers.push(("origin", origin.to_owned()));
        }
        let refused = try_open(to, &format!("/live/{id}/socket?face={face}"), &headers).await;
        assert_eq!(refused.err(), Some(status), "{origin} {face}");
    }
    let mut screen = open(to, &id, "stage", &phone).await;
    screen.stage(|_| true).await;
});

both!(every_screen_is_told_what_is_and_hosts_alone_what_they_say, |app| async move {
    let (host, id, desk, _, phone) = room(&app).await;
    let to = served(app.state.clone()).await;
    let (mut phone, mut desk) = (open(to, &id, "stage", &phone).await, open(to, &id, "desk", &desk).await);
    let first = phone.stage(|_| true).await;
    assert_eq!(first.phase, Phase::Waiting);
    desk.desk(|desk| desk.stage.presence.here == 1).await;
    app.run(&host, &id, Command::Start).await;
    let begun = phone.stage(|stage| stage.phase != Phase::Waiting).await;
    assert!(begun.seq > first.seq && begun.phase == Phase::Running { left_ms: 300_000 });
    assert!(!serde_json::to_string(&begun).expect("it is encoded").contains(SAYS));
    let seen = desk.desk(|desk| desk.stage.phase != Phase::Waiting).await;
    assert_eq!(seen.blocks[0].block.host_says.ja, SAYS);
    assert_eq!(seen.turn, app.room_of(&id).await.turn);
    let ping = serde_json::to_string(&Say::Ping { sent: 12.5 }).expect("it is encoded");
    phone.0.send(Message::text(ping)).await.expect("said");
    loop {
        if let Frame::Pong { sent, at } = phone.next().await.expect("an answer") {
            assert_eq!((sent, at), (12.5, app.state.now().0 / 1000));
            break;
        }
    }
    phone.0.send(Message::text("x".repeat(2000))).await.expect("said");
    while phone.next().await.is_some() {}
});

both!(what_is_ones_own_follows_to_all_ones_screens, |app| async move {
    let (_, id, _, _, cookie) = room(&app).await;
    let to = served(app.state.clone()).await;
    let mut screen = open(to, &id, "stage", &cookie).await;
    assert_eq!(screen.own(false).await, "みなと");
    let fields = [("form[workshop]", id.as_str()), ("form[to]", "on")];
    let raised = app.post_json_client("/api/live/hand", &fields, Some(&cookie)).await;
    assert!(raised.0.is_success());
    screen.own(true).await;
    let left = app.post_json_client("/api/live/leave", &fields[..1], Some(&cookie)).await;
    assert!(left.0.is_success() || left.0.is_redirection());
    screen.is_told_gone().await;
});

both!(three_tabs_are_one_person_and_the_last_that_closes_ends_it, |app| async move {
    let (_, id, desk, _, phone) = room(&app).await;
    let to = served(app.state.clone()).await;
    let mut desk = open(to, &id, "desk", &desk).await;
    let mut tabs = Vec::new();
    for _ in 0..3 {
        let mut tab = open(to, &id, "stage", &phone).await;
        tab.stage(|stage| stage.presence.here == 1).await;
        tabs.push(tab);
    }
    let rows = || crate::journal::count(&app, "select count(*) from live_presence where process <> ''");
    assert_eq!(rows().await, 2, "the host and the person");
    // What the desk was told before anybody came is not what it is asked for below.
    desk.desk(|desk| desk.stage.presence.here == 1).await;
    tabs.clear();
    while rows().await > 1 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    app.travel_to(app.state.now().plus_seconds(9));
    app.state.live.beat(&app.state).await.expect("noted");
    app.state.live.ring(&id);
    let empty = desk.desk(|desk| desk.stage.presence.here == 0).await;
    assert!(!empty.people[0].here && empty.leader_here);
});

both!(nobody_holds_more_screens_than_a_person_has_use_for, |app| async move {
    let (_, id, _, user, _) = room(&app).await;
    let mut screens = Vec::new();
    while let Some(screen) = app.state.live.visit(&app.state, &id, &user).await.expect("an answer") {
        screens.push(screen);
        assert!(screens.len() < 50);
    }
    assert_eq!(screens.len(), 12);
    screens.pop();
    assert!(app.state.live.visit(&app.state, &id, &user).await.expect("an answer").is_some());
    drop(screens);
    while app.state.live.rooms() > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
});

both!(when_the_room_closes_every_screen_is_told, |app| async move {
    let (host, id, desk, _, phone) = room(&app).await;
    let to = served(app.state.clone()).await;
    let mut screens = [open(to, &id, "stage", &phone).await, open(to, &id, "desk", &desk).await];
    app.close_room(&host, &id).await;
    for screen in &mut screens {
        screen.is_told_gone().await;
    }
    let headers = [("cookie", phone), ("origin", format!("http://{to}"))];
    let again = try_open(to, &format!("/live/{id}/socket?face=stage"), &headers).await;
    assert_eq!(again.err(), Some(404));
});

both!(when_the_program_ends_screens_are_let_go_and_their_people_are_not_gone, |app| async move {
    let (_, id, _, _, phone) = room(&app).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let to = listener.local_addr().expect("an address");
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(serve(listener, app.state.clone(), async move {
        let _ = ended.await;
    }));
    let mut screen = open(to, &id, "stage", &phone).await;
    screen.stage(|stage| stage.presence.here == 1).await;
    end.send(()).expect("it is served");
    while screen.next().await.is_some() {}
    serving.await.expect("it ends");
    assert_eq!(app.stage_of(&id, app.state.now().plus_seconds(9)).await.presence.here, 1, "it may be back by then");
});

// Nothing rings again for what could not be read.
both!(a_frame_that_could_not_be_made_is_tried_again, |app| async move {
    let (_, id, _, _, phone) = room(&app).await;
    let to = served(app.state.clone()).await;
    let mut screen = open(to, &id, "stage", &phone).await;
    let before = screen.stage(|stage| stage.presence.here == 1).await.seq;
    run(&app, "update live_rooms set sheet = 'x' || sheet").await;
    app.state.live.ring(&id);
    tokio::time::sleep(Duration::from_millis(500)).await;
    run(&app, "update live_rooms set sheet = substr(sheet, 2), notice = 'また', seq = seq + 1").await;
    let after = tokio::time::timeout(SOON, screen.stage(|stage| stage.seq > before)).await.expect("in time");
    assert_eq!(after.notice, "また");
});

// Two hundred changes in a moment are a few frames, the last of which is the truth.
both!(many_changes_are_few_frames, |app| async move {
    let (_, id, _, _, phone) = room(&app).await;
    let to = served(app.state.clone()).await;
    let mut screen = open(to, &id, "stage", &phone).await;
    screen.stage(|_| true).await;
    let before = app.room_of(&id).await.seq;
    let people = app.members_called("crowd", 20).await;
    for _ in 0..10 {
        let (app, id) = (&app, &id);
        let coming = people.iter().map(|person| async move {
            app.come_in(id, person, "名").await;
            app.state.live.ring(id);
        });
        futures::future::join_all(coming).await;
    }
    let last = app.room_of(&id).await.seq;
    assert!(last >= before + 200);
    let mut frames = 0;
    loop {
        let stage = screen.stage(|_| true).await;
        frames += 1;
        if stage.seq >= last {
            break;
        }
    }
    assert!(frames < 100, "{frames}");
});
