//! A room with more screens than a community has: how soon the last of them hears the host, what a screen costs, a rush
//! of votes, a crowd that comes back after the server died, and two servers on one database. And how long groups take.

pub mod broadcaster;
mod hall;
mod messages;
mod mixing;
mod screens;
pub mod soak;
mod votes;
mod wave;

use std::time::Duration;

use crate::Table;
use crate::registrations::{fresh_database, milliseconds};

/// Measures it all, and adds it to the table.
pub async fn measure(table: &mut Table) {
    mixing::measure(table);
    messages::measure(table).await;
    votes::measure(table, "SQLite", [None, None, None]).await;
    wave::measure(table).await;
    match std::env::var("TEST_POSTGRES_URL") {
        Ok(server) => {
            let mut databases = [None, None, None];
            for (n, database) in databases.iter_mut().enumerate() {
                *database = Some(fresh_database(&server, &format!("votes{n}")).await);
            }
            votes::measure(table, "PostgreSQL", databases).await;
            messages::two_processes(table, fresh_database(&server, "room").await).await;
        }
        Err(_) => table.row("one room, two processes, PostgreSQL", "—", "no TEST_POSTGRES_URL"),
    }
}

/// The time that this share of the times is within.
fn at(times: &[Duration], share: f64) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    sorted[((sorted.len() - 1) as f64 * share) as usize]
}

/// The middle and nearly the worst of them, for the table.
fn spread(times: &[Duration]) -> String {
    format!("p50 {} ms, p99 {} ms", milliseconds(at(times, 0.5)), milliseconds(at(times, 0.99)))
}
