//! A whole program in a test: database of its own, frozen clock, the real router.

use std::path::PathBuf;

use assemble::kit::Moment;
use assemble::server::boot;
use assemble::server::config::Config;
use assemble::server::db::Db;
use assemble::server::state::{AppState, Clock};

/// 2026-11-24T19:30+09:00, a Tuesday evening. Every test starts here.
pub const NOW: Moment = Moment(1_795_516_200_000_000);

/// Which database a test runs on.
#[derive(Clone, Copy, Debug)]
pub enum On {
    Sqlite,
    Postgres,
}

/// Writes one test body for both databases: `both!(name, |app| async move { … });`
#[macro_export]
macro_rules! both {
    ($name:ident, |$app:ident| $body:expr) => {
        mod $name {
            #[allow(unused_imports, reason = "a test may use nothing of its module")]
            use super::*;

            async fn body($app: $crate::support::TestApp) {
                $body.await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                body($crate::support::TestApp::new($crate::support::On::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                body($crate::support::TestApp::new($crate::support::On::Postgres).await).await;
            }
        }
    };
}

/// A program under test. Its database and files go when it is dropped.
pub struct TestApp {
    pub state: AppState,
    _data: tempfile::TempDir,
}

impl TestApp {
    pub async fn new(on: On) -> TestApp {
        let data = tempfile::tempdir().expect("a temporary directory");
        let url = match on {
            On::Sqlite => format!("sqlite:{}", data.path().join("test.db").display()),
            On::Postgres => fresh_postgres().await,
        };
        let config = Config::for_tests(PathBuf::from(data.path()));
        let db = Db::connect(&url).await.expect("the database answers");
        db.migrate().await.expect("the tables are made");
        let state = boot::assemble(config, db, [42; 32], Clock::frozen(NOW)).expect("the parts fit");
        TestApp { state, _data: data }
    }
}

/// A new database in the cluster that `make test` started.
async fn fresh_postgres() -> String {
    use sqlx::{Connection, Executor};
    let base = std::env::var("TEST_POSTGRES_URL").expect("TEST_POSTGRES_URL is set by `make test`");
    let name = format!("t{}", uuid::Uuid::now_v7().simple());
    sqlx::any::install_default_drivers();
    let mut conn = sqlx::AnyConnection::connect(&base).await.expect("the test cluster answers");
    conn.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await.expect("a database of our own");
    let (server, _) = base.rsplit_once('/').expect("a URL with a database");
    format!("{server}/{name}")
}
