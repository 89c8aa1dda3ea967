//! Many screens of one room: all cut off at the same moment, and some that do not read what they are sent.

use std::net::SocketAddr;
use std::sync::Arc;

use assemble::kit::id::{UserId, WorkshopId};
use assemble::live::room::model::Command;
use assemble::live::room::model::wire::{Frame, Stage};
use assemble::server::config::Config;
use assemble::server::state::AppState;
use assemble::workshops::model::Editor;
use assemble::workshops::store::By;
use futures::future::join_all;
use tokio::net::TcpSocket;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::sockets::{SOON, Screen, open, open_over, served};
use super::{Opened, hosts, sheet};
use crate::both;
use crate::support::TestApp;

/// Five tabs each are five hundred screens. Twice as many are still allowed, before it is noticed that the first are gone.
const PEOPLE: usize = 100;
const TABS: usize = 5;

/// Who does not read, and who does.
const SILENT: usize = 20;
const READERS: usize = 5;
/// How much a frame shows, in characters of three bytes, and how many frames there are: together more than the kernel
/// holds for a client that does not read.
const LARGE: usize = 100_000;
const CHANGES: usize = 20;

/// A screen of the crowd. It is cut off when this is dropped.
struct Heard {
    /// What it was told last.
    stage: watch::Receiver<Stage>,
    _listening: JoinSet<()>,
}

impl Heard {
    /// Listens all the time, as a browser does: who does not answer the server's pings is let go.
    fn by(mut screen: Screen) -> Heard {
        let (told, stage) = watch::channel(Stage::default());
        let mut listening = JoinSet::new();
        listening.spawn(async move {
            while let Some(frame) = screen.next().await {
                let Frame::Stage(stage) = frame else { continue };
                let before = told.borrow().seq;
                // Nothing comes twice, and nothing that is older.
                assert!(stage.seq > before, "{} after {before}", stage.seq);
                told.send_replace(*stage);
            }
        });
        Heard { stage, _listening: listening }
    }
}

impl TestApp {
    async fn announce(&self, host: &UserId, id: &WorkshopId, words: &str) {
        let input = (host.clone(), id.clone(), words.to_owned(), self.state.now());
        let announcing = self.state.db.write(input, |tx, (host, id, words, now)| {
            let by = By { editor: &Editor::Organiser, actor: host, now: *now };
            Box::pin(hosts::notice(tx, by, id, words))
        });
        announcing.await.expect("it is said");
        self.state.live.ring(id);
    }
}

/// The program, which takes as many connections of this machine as come.
fn wide(app: &TestApp) -> AppState {
    let config = Config { max_connections_per_address: 0, ..(*app.state.config).clone() };
    let mut state = app.state.clone();
    state.config = Arc::new(config);
    state
}

/// Everybody's tabs, opened at the same moment.
async fn crowd(to: SocketAddr, id: &WorkshopId, cookies: &[String]) -> Vec<Heard> {
    let tabs = cookies.iter().flat_map(|cookie| std::iter::repeat_n(cookie, TABS));
    let opening = tabs.map(|cookie| async move { Heard::by(open(to, id, "stage", cookie).await) });
    join_all(opening).await
}

/// Each screen comes to show what the database says, in every field.
async fn all_show_what_is(app: &TestApp, id: &WorkshopId, screens: &mut [Heard]) {
    loop {
        let what_is = app.stage_of(id, app.state.now()).await;
        for heard in screens.iter_mut() {
            // Where the number is the same and something differs, another frame is on its way.
            let coming = heard.stage.wait_for(|stage| stage.seq > what_is.seq || *stage == what_is);
            let came = tokio::time::timeout(SOON, coming).await;
            assert!(came.is_ok_and(|shown| shown.is_ok()), "a screen does not come to show what is");
        }
        // Unless more happened meanwhile.
        if screens.iter().all(|heard| *heard.stage.borrow() == what_is) {
            return;
        }
    }
}

both!(five_hundred_screens_cut_at_once_come_back_to_what_is, |app| async move {
    let (host, id, people) = app.room(PEOPLE).await;
    let mut cookies = Vec::new();
    for person in &people {
        app.come_in(&id, person, "名").await;
        cookies.push(app.sign_in(person).await);
    }
    let to = served(wide(&app)).await;
    let mut screens = crowd(to, &id, &cookies).await;
    all_show_what_is(&app, &id, &mut screens).await;
    assert_eq!(screens[0].stage.borrow().presence.here, PEOPLE as u32);
    drop(screens);
    // Some of it happens before anybody is back, and some while they come.
    app.run(&host, &id, Command::Start).await;
    app.announce(&host, &id, "おかえりなさい").await;
    let happening = async {
        for (n, person) in people.iter().take(20).enumerate() {
            app.come_in(&id, person, &format!("名{n}")).await;
            app.state.live.ring(&id);
        }
    };
    let (mut screens, ()) = tokio::join!(crowd(to, &id, &cookies), happening);
    all_show_what_is(&app, &id, &mut screens).await;
    let shown = screens[0].stage.borrow().clone();
    assert_eq!((shown.notice.as_str(), shown.presence.here), ("おかえりなさい", PEOPLE as u32));
    assert!(shown.now.is_some());
    // They are back for good: the next change reaches each of them.
    app.announce(&host, &id, "あと一分です").await;
    all_show_what_is(&app, &id, &mut screens).await;
});

/// A screen whose connection holds little that was not read.
async fn silent(to: SocketAddr, id: &WorkshopId, cookie: &str) -> Screen {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(16 * 1024).expect("a small buffer");
    open_over(socket.connect(to).await.expect("a connection"), to, id, "stage", cookie).await
}

// The host goes on only when each of those who read saw what was said last: one who is held up by another would never
// see it, or miss one.
both!(twenty_screens_that_do_not_read_delay_nobody, |app| async move {
    let (host, id, people) = app.gathering((SILENT + READERS) as i64, SILENT + READERS).await;
    let mut large = sheet();
    large.blocks[0].screen.ja = "あ".repeat(LARGE);
    assert_eq!(app.open_room(&host, &id, large).await, Opened::Done);
    app.run(&host, &id, Command::Start).await;
    let to = served(app.state.clone()).await;
    let (mut quiet, mut readers) = (Vec::new(), Vec::new());
    for (n, person) in people.iter().enumerate() {
        app.come_in(&id, person, "名").await;
        let cookie = app.sign_in(person).await;
        match n < SILENT {
            true => quiet.push(silent(to, &id, &cookie).await),
            false => readers.push(open(to, &id, "stage", &cookie).await),
        }
    }
    let said: Vec<String> = (1..=CHANGES).map(|n| format!("{n} 番目")).collect();
    for words in &said {
        app.announce(&host, &id, words).await;
        for reader in &mut readers {
            reader.stage(|stage| stage.notice == *words).await;
        }
    }
    // Nothing was kept for the others: they find some of the first, and then the newest or the end.
    for screen in &mut quiet {
        let mut found = 0;
        while let Some(frame) = screen.next().await {
            let Frame::Stage(stage) = frame else { continue };
            found += 1;
            if stage.notice == said[CHANGES - 1] {
                break;
            }
        }
        assert!(found < CHANGES, "{found} frames were kept for who did not read");
    }
});
