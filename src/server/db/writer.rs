//! One writer task with group commit for SQLite. It opens a transaction, runs every waiting operation in a
//! savepoint of its own, commits once, and only then answers all of them: durable, and many times faster
//! than a commit for each.

use std::panic::AssertUnwindSafe;
use std::sync::Mutex;

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

/// An operation in its savepoint. `Err` means the connection itself is broken.
type Op = Box<dyn for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Answer> + Send>;

/// The handle to the writer task.
pub struct Writer {
    queue: Mutex<Option<mpsc::Sender<Op>>>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the task on a connection of its own.
    pub fn start(conn: Conn) -> Writer {
        let (sender, receiver) = mpsc::channel(QUEUE);
        Writer { queue: Mutex::new(Some(sender)), task: Mutex::new(Some(tokio::spawn(work(conn, receiver)))) }
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
                let outcome = in_savepoint(conn, &input, &op).await;
                let finish: Answer = Box::new(move |commit| {
                    let outcome = match commit {
                        Ok(()) => outcome,
                        Err(cause) => outcome.and(Err(Failure::refused(format!("commit: {cause}")))),
                    };
                    // The caller may have gone; the write stands all the same.
                    let _ = answer.send(outcome);
                });
                finish
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

async fn work(mut conn: Conn, mut queue: mpsc::Receiver<Op>) {
    let mut ops = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut ops, BATCH).await > 0 {
        let started = std::time::Instant::now();
        let size = ops.len();
        let mut answers = Vec::with_capacity(size);
        let mut outcome = conn.execute("begin immediate").await.map(drop).map_err(|error| error.to_string());
        for op in ops.drain(..) {
            // When `begin` failed every operation fails the same way, and each caller hears why.
            answers.push(op(&mut conn).await);
        }
        if outcome.is_ok() {
            outcome = conn.execute("commit").await.map(drop).map_err(|error| error.to_string());
        }
        if let Err(error) = &outcome {
            tracing::error!(error, size, "a group of writes was not committed");
            let _ = conn.execute("rollback").await;
        }
        metrics::histogram!("db_group_size").record(size as f64);
        metrics::histogram!("db_group_seconds").record(started.elapsed().as_secs_f64());
        for answer in answers {
            answer(outcome.clone());
        }
    }
    let _ = conn.close().await;
}

async fn in_savepoint<I, T, F>(conn: &mut Conn, input: &I, op: &F) -> Result<T>
where
    F: for<'c> Fn(&'c mut Conn, &'c I) -> BoxFuture<'c, Result<T>>,
{
    conn.execute("savepoint op").await?;
    let outcome = match AssertUnwindSafe(op(conn, input)).catch_unwind().await {
        Ok(outcome) => outcome,
        Err(_) => Err(Failure::refused("a write panicked".to_owned())),
    };
    if outcome.is_err() {
        conn.execute("rollback to op").await?;
    }
    conn.execute("release op").await?;
    outcome
}
