//! The server is killed under five hundred screens. Each tries again after the waits that the program in a browser takes,
//! until all are back and show the same.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use assemble::live::room::view::wire::timing::wait;
use tokio::task::JoinSet;

use super::hall::Hall;
use super::messages::say;
use super::screens::{connect, stage};
use crate::Table;
use crate::load::Connection;
use crate::program::{Program, free_address};
use crate::registrations::milliseconds;

const SCREENS: usize = 500;
/// How long attempts are counted together.
const MOMENT: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(120);

/// What the screens of the crowd show, and when they tried to connect.
#[derive(Default)]
struct Crowd {
    shown: Mutex<Vec<String>>,
    tries: Mutex<Vec<Instant>>,
}

impl Crowd {
    fn show(&self, screen: usize, frame: String) {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)[screen] = frame;
    }

    fn tried(&self) {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).push(Instant::now());
    }

    /// Whether all show the same frame, which tells of the number and that everybody is here.
    fn agree_on(&self, number: usize) -> bool {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let (words, here) = (format!("no.{number:06}"), format!(r#""here":{SCREENS}"#));
        shown[0].contains(&words) && shown[0].contains(&here) && shown.iter().all(|frame| *frame == shown[0])
    }

    async fn come_to(&self, number: usize) {
        let agreeing = async {
            while !self.agree_on(number) {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(PATIENCE, agreeing).await.expect("all are back and show the same");
    }
}

/// Adds a row.
pub async fn measure(table: &mut Table) {
    let (data, address) = (crate::scratch(), free_address());
    let hall = Hall::open(data.path(), None, SCREENS).await;
    let program = Program::wide(address, data.path(), None).await;
    let crowd = Arc::new(Crowd { shown: Mutex::new(vec![String::new(); SCREENS]), ..Crowd::default() });
    let mut screens = JoinSet::new();
    for (screen, token) in hall.people.iter().enumerate() {
        screens.spawn(stay(address, hall.socket(), token.clone(), (screen, crowd.clone())));
    }
    told(&hall, address, 1).await;
    crowd.come_to(1).await;

    let before = crowd.tries.lock().unwrap_or_else(PoisonError::into_inner).len();
    let cut = Instant::now();
    drop(program);
    let program = Program::wide(address, data.path(), None).await;
    let ready = cut.elapsed();
    told(&hall, address, 2).await;
    crowd.come_to(2).await;
    let back = cut.elapsed();
    let tries = crowd.tries.lock().unwrap_or_else(PoisonError::into_inner).split_off(before);
    screens.abort_all();
    drop(program);
    table.row(
        format!("server killed under {SCREENS} screens: all back with one state"),
        format!("{} ms", milliseconds(back)),
        format!(
            "the server was ready after {} ms; {} attempts, at most {} in {} ms",
            milliseconds(ready),
            tries.len(),
            most_in_a_moment(&tries, cut),
            MOMENT.as_millis()
        ),
    );
}

/// The host says a number.
async fn told(hall: &Hall, address: SocketAddr, number: usize) {
    let mut host = Connection::open(address).await.expect("the program listens");
    say(&mut host, &hall.notice(address, number)).await;
}

/// A screen: connected, or on its way there.
async fn stay(to: SocketAddr, path: String, token: String, (screen, crowd): (usize, Arc<Crowd>)) {
    let mut tries = 0;
    loop {
        crowd.tried();
        if let Some(mut socket) = connect(to, &path, &token).await {
            while let Some(frame) = stage(&mut socket).await {
                tries = 0;
                crowd.show(screen, frame);
            }
            crowd.show(screen, String::new());
        }
        tokio::time::sleep(wait(tries, rand::random())).await;
        tries += 1;
    }
}

fn most_in_a_moment(tries: &[Instant], since: Instant) -> usize {
    let moments = |at: &Instant| (at.saturating_duration_since(since).as_millis() / MOMENT.as_millis()) as usize;
    let mut counts = vec![0; tries.iter().map(moments).max().unwrap_or_default() + 1];
    for at in tries {
        counts[moments(at)] += 1;
    }
    counts.into_iter().max().unwrap_or_default()
}
