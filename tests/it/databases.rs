//! Databases for tests: made from a template that was migrated once, and removed with their test, so that a run
//! of more than a thousand tests costs neither an hour of migrations nor a disk.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use assemble::server::db::Db;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};

use crate::support::On;

/// Any number that nothing else in the cluster locks by: whoever holds it makes the template.
const TEMPLATE_LOCK: i64 = 7_203_515_041;

/// A database of a test's own. On PostgreSQL it is dropped with this; an SQLite file goes with its directory.
pub struct Database {
    /// The address to connect to.
    pub url: String,
    /// The cluster's address and the database's name.
    postgres: Option<(String, String)>,
}

impl Database {
    /// One with every table, and no row.
    pub async fn migrated(on: On, dir: &Path) -> Database {
        match on {
            On::Sqlite => {
                let file = dir.join("test.db");
                std::fs::copy(sqlite_template().await, &file).expect("a copy of the template");
                Database { url: format!("sqlite:{}", file.display()), postgres: None }
            }
            On::Postgres => {
                let mut cluster = connect(&cluster()).await;
                let template = postgres_template(&mut cluster).await;
                created(&mut cluster, &format!(" template {template}")).await
            }
        }
    }

    /// One of PostgreSQL without any table.
    pub async fn bare_postgres() -> Database {
        created(&mut connect(&cluster()).await, "").await
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Some((cluster, name)) = self.postgres.take() else { return };
        // A test's own runtime may be ending.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let drop = format!("drop database if exists {name} with (force)");
                connect(&cluster).await.execute(AssertSqlSafe(drop)).await.map(|_| ())
            })
        });
        // A test that fails already says more than this.
        if !std::thread::panicking() {
            dropped.join().expect("the thread ends").expect("the database is dropped");
        }
    }
}

/// The cluster that `make test` started.
fn cluster() -> String {
    std::env::var("TEST_POSTGRES_URL").expect("TEST_POSTGRES_URL is set by `make test`")
}

async fn connect(url: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    AnyConnection::connect(url).await.expect("the test cluster answers")
}

async fn created(cluster: &mut AnyConnection, how: &str) -> Database {
    let name = format!("t{}", uuid::Uuid::now_v7().simple());
    let create = format!("create database {name}{how}");
    cluster.execute(AssertSqlSafe(create)).await.expect("a database of our own");
    Database { url: beside(&name), postgres: Some((self::cluster(), name)) }
}

/// The address of another database of the cluster.
fn beside(name: &str) -> String {
    let cluster = cluster();
    let (server, _) = cluster.rsplit_once('/').expect("a URL with a database");
    format!("{server}/{name}")
}

/// Names the template after what is in it: other migrations, another template.
fn template_name() -> String {
    let mut hasher = DefaultHasher::new();
    for migration in sqlx::migrate!().iter() {
        migration.checksum.hash(&mut hasher);
    }
    format!("template_{:016x}", hasher.finish())
}

/// The path of a migrated file; the first test makes it. Of several that make it at once, the last one's stays,
/// which is the same.
async fn sqlite_template() -> std::path::PathBuf {
    let name = template_name();
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let template = dir.join(format!("{name}.db"));
    if !template.exists() {
        let making = tempfile::Builder::new().prefix("template").tempdir_in(dir).expect("a directory");
        let file = making.path().join("making.db");
        migrate(&format!("sqlite:{}", file.display())).await;
        std::fs::rename(file, &template).expect("the template is there at once");
    }
    template
}

/// The name of a migrated database of the cluster; the first test makes it.
async fn postgres_template(cluster: &mut AnyConnection) -> String {
    let name = template_name();
    let there = format!("select 1 from pg_database where datname = '{name}'");
    let there = async |conn: &mut AnyConnection| {
        sqlx::query(AssertSqlSafe(there.clone())).fetch_optional(conn).await.expect("the cluster answers").is_some()
    };
    if there(cluster).await {
        return name;
    }
    let lock = |what: &str| AssertSqlSafe(format!("select pg_advisory_{what}({TEMPLATE_LOCK})"));
    cluster.execute(lock("lock")).await.expect("the lock");
    if !there(cluster).await {
        // Whoever was killed at it left this.
        for statement in [format!("drop database if exists {name}_making"), format!("create database {name}_making")] {
            cluster.execute(AssertSqlSafe(statement)).await.expect("a database to make it in");
        }
        migrate(&beside(&format!("{name}_making"))).await;
        let done = format!("alter database {name}_making rename to {name}");
        cluster.execute(AssertSqlSafe(done)).await.expect("the template is there at once");
    }
    cluster.execute(lock("unlock")).await.expect("the lock is ours");
    name
}

async fn migrate(url: &str) {
    let db = Db::connect(url).await.expect("the database answers");
    db.migrate().await.expect("the tables are made");
    db.close().await;
}
