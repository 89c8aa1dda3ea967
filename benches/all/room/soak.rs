//! `make soak`: a room for half an hour (`SOAK_MINUTES` chooses another time), in which every second the host says
//! something, some vote, and some screens go and come back. What the server holds in memory must not grow by it.

use std::time::{Duration, Instant};

use super::hall::Hall;
use super::messages::say;
use super::screens::Screens;
use crate::load::Connection;
use crate::program::{Program, free_address};

const PEOPLE: usize = 200;
/// So many at a time vote, or come back.
const SOME: usize = 20;
/// The most that may be added after the first tenth of the time, in KiB.
const GROWTH: u64 = 20 * 1024;

/// Ends well when memory did not grow.
pub async fn run() {
    let minutes: u64 = std::env::var("SOAK_MINUTES").ok().and_then(|minutes| minutes.parse().ok()).unwrap_or(30);
    let whole = Duration::from_secs(60 * minutes);
    let data = crate::scratch();
    let hall = Hall::open(data.path(), None, PEOPLE).await;
    let program = Program::wide(free_address(), data.path(), None).await;
    let held = || program.memory().expect("the system says what a program holds in memory");
    let mut asking = Connection::open(program.address).await.expect("the program listens");
    let mut screens = Vec::new();
    for some in hall.people.chunks(SOME) {
        screens.push(Screens::open(program.address, &hall.socket(), some).await);
    }
    let (started, mut second, mut before) = (Instant::now(), tokio::time::interval(Duration::from_secs(1)), None);
    for number in 1.. {
        second.tick().await;
        if started.elapsed() >= whole / 10 && before.is_none() {
            before = Some(held());
        }
        if started.elapsed() >= whole {
            break;
        }
        let turn = number % screens.len();
        say(&mut asking, &hall.notice(program.address, number)).await;
        for who in turn * SOME..(turn + 1) * SOME {
            say(&mut asking, &hall.vote(program.address, who, (who + number) % 3)).await;
        }
        let some = &hall.people[turn * SOME..(turn + 1) * SOME];
        screens[turn] = Screens::open(program.address, &hall.socket(), some).await;
    }
    let (before, after) = (before.expect("a tenth of the time went by"), held());
    println!("{minutes} minutes of a room with {PEOPLE} screens: {before} KiB, and {after} KiB in the end");
    assert!(after <= before + GROWTH, "the server holds more and more");
}
