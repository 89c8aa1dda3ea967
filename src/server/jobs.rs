//! Background work: small loops that look at the database, do what is due, and sleep.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::crypto::new_token;
use super::failure::Result;
use super::http::stash;
use super::mail::postman::Postman;
use super::state::AppState;
use super::telemetry;
use crate::coaching::cohorts;
use crate::journal;
use crate::kit::Moment;
use crate::live::room::model::BEAT;
use crate::live::room::{bell, jobs as live};
use crate::live::tools;
use crate::worksheets::sheets;
use crate::workshops::store::{self as workshops, seating};
use crate::workshops::{backfill, reminders};

/// How often the outbox is looked at.
const POST: Duration = Duration::from_secs(1);

/// How often time is looked at that frees seats: offers that run out, rules that are released, draws.
const SEATS: Duration = Duration::from_secs(30);

/// How long the postman waits at most while the mail server is away.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// A used-up link is known for so long, so that its page can say that it is too late.
const LINK_DAYS: i64 = 7;

/// Starts every loop; they end, each after what it is doing, when `stop` turns true.
pub fn start(state: AppState, stop: watch::Receiver<bool>) -> Result<JoinSet<()>> {
    let mut jobs = JoinSet::new();
    match Postman::new(&state.config)? {
        Some(postman) => {
            jobs.spawn(post(state.clone(), postman, stop.clone()));
        }
        None if state.config.demo => {}
        None => tracing::warn!("no mail server is configured (ASSEMBLE_SMTP): letters wait in the outbox"),
    }
    let seats = state.clone();
    jobs.spawn(every(SEATS, stop.clone(), move || wake_seats(seats.clone())));
    jobs.spawn(once(backfill::index_words(state.clone())));
    jobs.spawn(once(sheets::jobs::forget_ways(state.clone())));
    let (rounds, minute) = (state.clone(), Duration::from_secs(60));
    jobs.spawn(every(minute, stop.clone(), move || reminders::sweep(rounds.clone())));
    let meetings = state.clone();
    jobs.spawn(every(minute, stop.clone(), move || cohorts::reminders::sweep(meetings.clone())));
    let (rooms, ten_seconds) = (state.clone(), Duration::from_secs(10));
    jobs.spawn(every(ten_seconds, stop.clone(), move || tools::jobs::seal(rooms.clone())));
    jobs.spawn(bell::listen(state.clone(), stop.clone()));
    let (rooms, second) = (state.clone(), Duration::from_secs(1));
    jobs.spawn(every(second, stop.clone(), move || live::wake_all(rooms.clone())));
    let (here, beat) = (state.clone(), Duration::from_secs(BEAT));
    jobs.spawn(every(beat, stop.clone(), move || live::beat(here.clone())));
    let ten_minutes = Duration::from_secs(600);
    jobs.spawn(every(ten_minutes, stop.clone(), move || sweep(state.clone())));
    // Without this the numbers pile up until somebody asks for them.
    jobs.spawn(every(ten_seconds, stop, || async {
        telemetry::metrics().run_upkeep();
        Ok(())
    }));
    Ok(jobs)
}

async fn post(state: AppState, postman: Postman, mut stop: watch::Receiver<bool>) {
    let mut pause = POST;
    loop {
        let round = guarded("outbox", postman.send_due(&state)).await;
        let away = round.is_none_or(|round| round.unreachable);
        pause = if away { (pause * 2).min(LONGEST_PAUSE) } else { POST };
        if stopped(&mut stop, pause).await {
            return;
        }
    }
}

async fn once(work: impl Future<Output = Result<()>>) {
    guarded("a job", work).await;
}

async fn every<F, W>(pause: Duration, mut stop: watch::Receiver<bool>, work: W)
where
    W: Fn() -> F,
    F: Future<Output = Result<()>>,
{
    while !stopped(&mut stop, pause).await {
        guarded("a job", work()).await;
    }
}

/// Deletes what has run out: answers for hosts, what was said in rooms, forms that nobody came back for, sign-ins, links,
/// rate limits that are whole again.
pub async fn sweep(state: AppState) -> Result<()> {
    state.limits.sweep();
    stash::sweep(&state).await?;
    journal::jobs::forget_old(&state).await?;
    live::sweep(&state).await?;
    state
        .db
        .write(state.now(), |tx, now: &Moment| {
            Box::pin(async move {
                sqlx::query("delete from sessions where expires_at <= $1").bind(now.0).execute(&mut *tx).await?;
                seating::forget_old(tx, *now).await?;
                workshops::questions::purge_due(tx, *now).await?;
                tools::store::forget_old(tx, *now).await?;
                sqlx::query("delete from one_time_links where expires_at < $1")
                    .bind(now.plus_days(-LINK_DAYS).0)
                    .execute(tx)
                    .await?;
                Ok(())
            })
        })
        .await
}

/// Publishes what publishes itself now, and does what is due in waiting lists. One workshop that fails does not keep
/// the others waiting.
pub async fn wake_seats(state: AppState) -> Result<()> {
    let now = state.now();
    state.db.write(now, |tx, now| Box::pin(workshops::publish_due(tx, *now))).await?;
    let due = seating::due(&mut *state.db.read().await?, now).await?;
    for id in due {
        // Made before the write, which may be tried again and must then draw the same.
        let seed = new_token();
        let input = (state.config.clone(), id, seed, now);
        let wake =
            state.db.write(input, |tx, (config, id, seed, now)| Box::pin(seating::wake(tx, config, id, seed, *now)));
        guarded("a waiting list", wake).await;
    }
    Ok(())
}

/// The outcome of one round; a failure or panic is logged and costs no more than that round.
async fn guarded<T>(name: &str, work: impl Future<Output = Result<T>>) -> Option<T> {
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(Ok(done)) => Some(done),
        Ok(Err(error)) => {
            tracing::error!(%error, "{name} failed");
            None
        }
        Err(_) => {
            tracing::error!("{name} panicked");
            None
        }
    }
}

/// Sleeps; true as soon as the program ends.
async fn stopped(stop: &mut watch::Receiver<bool>, pause: Duration) -> bool {
    // An error means that the other end is gone, and with it the program.
    tokio::time::timeout(pause, stop.wait_for(|stop| *stop)).await.is_ok()
}
