//! The database: SQLite by default, PostgreSQL by `DATABASE_URL`, one SQL text for both through sqlx `Any`.
//!
//! `read()` gives a connection to look with. `write()` is the only way to change anything. On SQLite all
//! writes pass one writer task with group commit (`writer`); on PostgreSQL each is a transaction of its own,
//! tried again when the database asks for it. A write's operation must therefore be repeatable: it takes its
//! input by reference and does nothing but SQL.

mod writer;

use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use sqlx::any::AnyPoolOptions;
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgListener;
use sqlx::{Any, AnyConnection, AnyPool, Connection, Executor, Row, Transaction};

use super::crypto::new_token;
use super::failure::{Failure, Result};

/// The connection that a store function works on, inside or outside a transaction.
pub type Conn = AnyConnection;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// SQLite libraries before this one can corrupt the write-ahead log.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// How often a PostgreSQL transaction is tried before its conflict is reported.
const ATTEMPTS: u32 = 10;

/// Which database answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The embedded one.
    Sqlite,
    /// The server.
    Postgres,
}

/// A handle to the database; cheap to clone.
#[derive(Clone)]
pub struct Db {
    pool: AnyPool,
    kind: Kind,
    url: Arc<str>,
    process: Arc<str>,
    writer: Option<Arc<writer::Writer>>,
}

impl Db {
    /// Connects to `url` (`sqlite:path` or `postgres://…`). Fails on an SQLite library with the WAL bug.
    pub async fn connect(url: &str) -> Result<Db> {
        sqlx::any::install_default_drivers();
        let kind = if url.starts_with("sqlite:") { Kind::Sqlite } else { Kind::Postgres };
        let process: Arc<str> = new_token().into();
        let options = AnyPoolOptions::new().acquire_timeout(Duration::from_secs(15));
        let pool = match kind {
            Kind::Sqlite => {
                let url = if url.contains('?') { url.to_owned() } else { format!("{url}?mode=rwc") };
                options
                    .max_connections(8)
                    // There is no server that could have gone away meanwhile.
                    .test_before_acquire(false)
                    .after_connect(|conn, _| {
                        Box::pin(async move {
                            for pragma in [
                                "pragma busy_timeout = 10000",
                                "pragma journal_mode = wal",
                                "pragma synchronous = full",
                                "pragma foreign_keys = on",
                                // What is deleted is written over: a key that was destroyed is not left in the file.
                                "pragma secure_delete = on",
                            ] {
                                conn.execute(pragma).await?;
                            }
                            Ok(())
                        })
                    })
                    .connect(&url)
                    .await?
            }
            Kind::Postgres => {
                let process = process.clone();
                options
                    .max_connections(16)
                    .after_connect(move |conn, _| {
                        let process = process.to_string();
                        Box::pin(async move {
                            sqlx::query("select set_config('assemble.process', $1, false)")
                                .bind(process)
                                .execute(conn)
                                .await?;
                            Ok(())
                        })
                    })
                    .connect(url)
                    .await?
            }
        };
        let writer = match kind {
            Kind::Sqlite => {
                refuse_old_sqlite(&pool).await?;
                Some(Arc::new(writer::Writer::start(pool.acquire().await?.detach())))
            }
            Kind::Postgres => None,
        };
        Ok(Db { pool, kind, url: url.into(), process, writer })
    }

    /// Brings the tables up to date.
    pub async fn migrate(&self) -> Result<()> {
        MIGRATIONS.run(&self.pool).await.map_err(|error| Failure::other("migrating", error))
    }

    /// Which database this is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Names this process beside others on the same database. On PostgreSQL what its transactions do can say it, as
    /// `current_setting('assemble.process')`.
    pub fn process(&self) -> Arc<str> {
        self.process.clone()
    }

    /// How many groups of writes were committed; always 0 on PostgreSQL, which groups by itself.
    pub fn commits(&self) -> u64 {
        self.writer.as_ref().map_or(0, |writer| writer.commits())
    }

    /// The migrations that are not applied yet, by their descriptions.
    pub async fn pending_migrations(&self) -> Result<Vec<String>> {
        let mut conn = self.read().await?;
        // Before the first migration there is no table to ask.
        let applied = sqlx::query("select version from _sqlx_migrations where success order by version");
        let rows = applied.fetch_all(&mut *conn).await.unwrap_or_default();
        let mut versions = Vec::new();
        for row in rows {
            versions.push(row.try_get::<i64, _>(0)?);
        }
        let pending = MIGRATIONS.iter().filter(|migration| !versions.contains(&migration.version));
        Ok(pending.map(|migration| migration.description.to_string()).collect())
    }

    /// The database's own name and version, for people.
    pub async fn version(&self) -> Result<String> {
        let mut conn = self.read().await?;
        let question = match self.kind {
            Kind::Sqlite => "select sqlite_version()",
            Kind::Postgres => "show server_version",
        };
        let version: String = sqlx::query(question).fetch_one(&mut *conn).await?.try_get(0)?;
        Ok(format!("{} {version}", if self.kind == Kind::Sqlite { "SQLite" } else { "PostgreSQL" }))
    }

    /// Hears what transactions say on a channel when they are committed, by `pg_notify`; none on SQLite, which one process
    /// has for itself.
    pub async fn listener(&self, channel: &str) -> Result<Option<PgListener>> {
        if self.kind == Kind::Sqlite {
            return Ok(None);
        }
        let mut listener = PgListener::connect(&self.url).await?;
        listener.listen(channel).await?;
        Ok(Some(listener))
    }

    /// A connection to read with.
    pub async fn read(&self) -> Result<PoolConnection<Any>> {
        Ok(self.pool.acquire().await?)
    }

    /// A connection to read with that goes on seeing everything as it was when it read first.
    pub async fn snapshot(&self) -> Result<Transaction<'static, Any>> {
        let begin = match self.kind {
            Kind::Sqlite => "begin",
            Kind::Postgres => "begin isolation level repeatable read",
        };
        Ok(self.pool.begin_with(begin).await?)
    }

    /// Runs `op` in a transaction and answers when it is durable. An error from `op`, or a panic in it,
    /// undoes what it did and nothing else.
    pub async fn write<I, T, F>(&self, input: I, op: F) -> Result<T>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'c> Fn(&'c mut Conn, &'c I) -> BoxFuture<'c, Result<T>> + Send + Sync + 'static,
    {
        match &self.writer {
            Some(writer) => writer.run(input, op).await,
            None => self.transaction(&input, &op).await,
        }
    }

    async fn transaction<I, T, F>(&self, input: &I, op: &F) -> Result<T>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'c> Fn(&'c mut Conn, &'c I) -> BoxFuture<'c, Result<T>> + Send + Sync + 'static,
    {
        let mut attempt = 1;
        loop {
            let outcome = self.transaction_once(input, op).await;
            match outcome {
                Err(failure) if attempt < ATTEMPTS && failure.wants_retry() => {
                    tokio::time::sleep(Duration::from_millis(5 << attempt.min(6))).await;
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    async fn transaction_once<I, T, F>(&self, input: &I, op: &F) -> Result<T>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'c> Fn(&'c mut Conn, &'c I) -> BoxFuture<'c, Result<T>> + Send + Sync + 'static,
    {
        let mut conn = self.pool.acquire().await?;
        let mut tx = conn.begin().await?;
        // A panic drops the transaction, which rolls it back.
        match op(&mut tx, input).await {
            Ok(value) => {
                tx.commit().await?;
                Ok(value)
            }
            Err(failure) => {
                // Its locks are gone before the caller hears of it.
                if let Err(error) = tx.rollback().await {
                    tracing::warn!(%error, "could not roll back");
                }
                Err(failure)
            }
        }
    }

    /// Waits until every write that was accepted is durable, then closes the connections.
    pub async fn close(&self) {
        if let Some(writer) = &self.writer {
            writer.stop().await;
        }
        self.pool.close().await;
    }
}

/// Locks one row of a parent table until the transaction ends, so that counting its children and adding one
/// is a single step. SQLite has one writer at a time and needs no lock. `select_for_update` is the statement,
/// such as `select id from workshops where id = $1 for update`.
pub async fn lock_row(conn: &mut Conn, select_for_update: &'static str, id: &str) -> Result<()> {
    if conn.backend_name() == "PostgreSQL" {
        sqlx::query(select_for_update).bind(id).fetch_optional(conn).await?;
    }
    Ok(())
}

async fn refuse_old_sqlite(pool: &AnyPool) -> Result<()> {
    let version: String = sqlx::query("select sqlite_version()").fetch_one(pool).await?.try_get(0)?;
    if is_too_old(&version) {
        return Err(Failure::refused(format!("SQLite {version} can corrupt its log; 3.51.3 or newer is needed")));
    }
    Ok(())
}

fn is_too_old(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next()) < OLDEST_SQLITE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sqlite_that_corrupts_its_log_is_refused() {
        for old in ["3.51.2", "3.50.9", "3.9.0", "2.99.99", "nonsense", ""] {
            assert!(is_too_old(old), "{old}");
        }
        for fine in ["3.51.3", "3.51.10", "3.52.0", "4.0.0"] {
            assert!(!is_too_old(fine), "{fine}");
        }
    }
}
