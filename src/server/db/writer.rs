//! One writer task with group commit for SQLite. It opens a transaction, runs every waiting operation in a
//! savepoint of its own, commits once, and only then answers all of them: durable, and many times faster
//! than a commit for each.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::{Connection, Executor};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use super::Conn;
use crate::server::failure::{Failure, Result};

/// The most operations that share one commit.
const BATCH: usize = 256;

/// How many operations may wait before callers wait to hand theirs over.
const QUEUE: usize = 4096;

/// Told whether the commit succeeded; answers the caller.
type Answer = Box<dyn FnOnce(std::result::Result<(), String>) + Send>;

/// What an operation leaves behind.
struct Done {
    answer: Answer,
    /// Whether its savepoint still holds: a full disk, say, makes SQLite give up the whole transaction.
    sound: bool,
}

/// An operation in its savepoint; without a connection it is not run, and its caller hears that it was not.
type Op = Box<dyn for<'c> FnOnce(Option<&'c mut Conn>) -> BoxFuture<'c, Done> + Send>;

/// The handle to the writer task.
pub struct Writer {
    commits: Arc<AtomicU64>,
    queue: Mutex<Option<mpsc::Sender<Op>>>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the task on a connection of its own.
    pub fn start(conn: Conn) -> Writer {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let commits = Arc::new(AtomicU64::new(0));
        let task = tokio::spawn(work(conn, receiver, commits.clone()));
        Writer { commits, queue: Mutex::new(Some(sender)), task: Mutex::new(Some(task)) }
    }

    /// How many groups were committed so far.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// Runs `op` in the next group and answers after its commit.
    pub async fn run<I, T, F>(&self, input: I, op: F) -> Result<T>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'c> Fn(&'c mut Conn, &'c I) -> BoxFuture<'c, Result<T>> + Send + Sync + 'static,
    {
        let (answer, wait) = oneshot::channel::<Result<T>>();
        let op: Op = Box::new(move |conn| {
            Box::pin(async move {
                let (outcome, sound) = match conn {
                    Some(conn) => in_savepoint(conn, &input, &op).await,
                    None => (Err(Failure::refused("the group of writes was given up".to_owned())), true),
                };
                let finish: Answer = Box::new(move |commit| {
                    let outcome = match commit {
                        Ok(()) => outcome,
                        Err(cause) => outcome.and(Err(Failure::refused(format!("commit: {cause}")))),
                    };
                    // The caller may have gone; the write stands all the same.
                    let _ = answer.send(outcome);
                });
                Done { answer: finish, sound }
            })
        });
        let queue = self.queue.lock().expect("the lock is never held across a panic").clone();
        let closed = || Failure::refused("the database is closing".to_owned());
        queue.ok_or_else(closed)?.send(op).await.map_err(|_| closed())?;
        wait.await.map_err(|_| Failure::refused("the writer stopped before it answered".to_owned()))?
    }

    /// Takes no more operations and waits for the accepted ones.
    pub async fn stop(&self) {
        drop(self.queue.lock().expect("the lock is never held across a panic").take());
        let task = self.task.lock().expect("the lock is never held across a panic").take();
        if let Some(task) = task
            && let Err(error) = task.await
        {
            tracing::error!(%error, "the writer task did not end well");
        }
    }
}

async fn work(mut conn: Conn, mut queue: mpsc::Receiver<Op>, commits: Arc<AtomicU64>) {
    let mut ops = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut ops, BATCH).await > 0 {
        let started = std::time::Instant::now();
        let size = ops.len();
        let (answers, outcome) = group(&mut conn, &mut ops).await;
        match &outcome {
            Ok(()) => {
                commits.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => {
                tracing::error!(error, size, "a group of writes was not committed");
                let _ = conn.execute("rollback").await;
            }
        }
        metrics::histogram!("db_group_size").record(size as f64);
        metrics::histogram!("db_group_seconds").record(started.elapsed().as_secs_f64());
        for answer in answers {
            answer(outcome.clone());
        }
    }
    let _ = conn.close().await;
}

/// Runs a group in one transaction. From the moment that the transaction is lost nothing more is run: outside of
/// it every operation would commit by itself, and its caller would hear that it did not.
async fn group(conn: &mut Conn, ops: &mut Vec<Op>) -> (Vec<Answer>, std::result::Result<(), String>) {
    let mut answers = Vec::with_capacity(ops.len());
    let mut outcome = conn.execute("begin immediate; savepoint op").await.map(drop).map_err(|error| error.to_string());
    for op in ops.drain(..) {
        let conn = if outcome.is_ok() { Some(&mut *conn) } else { None };
        let done = op(conn).await;
        answers.push(done.answer);
        if !done.sound {
            outcome = Err("an operation lost the transaction".to_owned());
        }
    }
    if outcome.is_ok() {
        outcome = conn.execute("commit").await.map(drop).map_err(|error| error.to_string());
    }
    (answers, outcome)
}

/// What the operation answered, and whether the transaction around it still stands. A savepoint is open when it begins
/// and when it ends: opened anew in the statement that releases the one before, it costs one turn and not two.
async fn in_savepoint<I, T, F>(conn: &mut Conn, input: &I, op: &F) -> (Result<T>, bool)
where
    F: for<'c> Fn(&'c mut Conn, &'c I) -> BoxFuture<'c, Result<T>>,
{
    let outcome = match AssertUnwindSafe(op(conn, input)).catch_unwind().await {
        Ok(outcome) => outcome,
        Err(_) => Err(Failure::refused("a write panicked".to_owned())),
    };
    let end = if outcome.is_ok() { "release op; savepoint op" } else { "rollback to op" };
    match conn.execute(end).await {
        Ok(_) => (outcome, true),
        Err(error) => (outcome.and(Err(error.into())), false),
    }
}
