//! `db.write` keeps its promises on both databases.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use assemble::kit::Error;
use assemble::server::Failure;
use assemble::server::db::{Conn, Db};
use sqlx::Row;

use crate::both;
use crate::support::{On, TestApp};

async fn stash(app: &TestApp, id: &str, fail: bool, panic: bool) -> Result<(), Failure> {
    app.state
        .db
        .write((id.to_owned(), fail, panic), |tx, (id, fail, panic)| {
            Box::pin(async move {
                sqlx::query("insert into form_stashes (id_hash, sealed, expires_at) values ($1, $2, 0)")
                    .bind(id)
                    .bind(vec![1_u8])
                    .execute(tx)
                    .await?;
                assert!(!panic, "a bug in an operation");
                if *fail { Err(Error::Conflict.into()) } else { Ok(()) }
            })
        })
        .await
}

async fn count(app: &TestApp) -> i64 {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query("select count(*) from form_stashes").fetch_one(&mut *conn).await.expect("counts").get(0)
}

both!(a_snapshot_goes_on_seeing_what_was_there, |app| async move {
    stash(&app, "before", false, false).await.expect("written");
    let mut snapshot = app.state.db.snapshot().await.expect("a snapshot");
    for id in ["meanwhile", "and again"] {
        let row = sqlx::query("select count(*) from form_stashes").fetch_one(&mut *snapshot).await.expect("counts");
        assert_eq!(row.get::<i64, _>(0), 1, "before {id}");
        stash(&app, id, false, false).await.expect("nobody waits for it");
    }
    snapshot.rollback().await.expect("given back");
    assert_eq!(count(&app).await, 3);
});

both!(a_failing_or_panicking_operation_undoes_only_itself, |app| async move {
    // Handed over together, so that on SQLite they share one group.
    let outcomes = futures::future::join_all((0..60).map(|n| {
        let app = &app;
        async move {
            let id = format!("row {n}");
            let write = stash(app, &id, n % 3 == 1, n % 3 == 2);
            // On PostgreSQL a panic unwinds through the caller; here it must not end the test.
            futures::FutureExt::catch_unwind(std::panic::AssertUnwindSafe(write)).await
        }
    }))
    .await;
    let written = outcomes.iter().filter(|outcome| matches!(outcome, Ok(Ok(())))).count();
    assert_eq!(written, 20);
    assert_eq!(count(&app).await, 20);
});

both!(a_duplicate_is_told_apart, |app| async move {
    stash(&app, "once", false, false).await.expect("the first one");
    let second = stash(&app, "once", false, false).await.expect_err("the second one");
    assert!(second.is_duplicate(), "{second}");
});

both!(what_was_accepted_is_durable_after_close, |app| async move {
    let app = std::sync::Arc::new(app);
    let writes: Vec<_> = (0..40)
        .map(|n| {
            let app = app.clone();
            tokio::spawn(async move { stash(&app, &format!("row {n}"), false, false).await })
        })
        .collect();
    for write in writes {
        write.await.expect("no panic").expect("written");
    }
    assert_eq!(count(&app).await, 40);
    app.state.db.close().await;
    assert!(stash(&app, "late", false, false).await.is_err());
});

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_writes_share_a_commit() {
    let app = TestApp::new(On::Sqlite).await;
    let before = app.state.db.commits();
    let writes = futures::future::join_all((0..400).map(|n| {
        let app = &app;
        async move { stash(app, &format!("row {n}"), false, false).await }
    }));
    assert!(writes.await.iter().all(Result::is_ok));
    assert_eq!(count(&app).await, 400);
    let commits = app.state.db.commits() - before;
    assert!(commits < 100, "400 writes took {commits} commits");
}

/// Two transactions that lock the same two rows in opposite order: PostgreSQL ends one of them, and it is tried again.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_deadlock_is_tried_again() {
    let app = TestApp::new(On::Postgres).await;
    stash(&app, "one", false, false).await.expect("a row");
    stash(&app, "two", false, false).await.expect("a row");
    let meet = Arc::new(tokio::sync::Barrier::new(2));
    let tries = Arc::new(AtomicU32::new(0));
    let cross = |first: &'static str, second: &'static str| {
        let input = (first, second, meet.clone(), tries.clone());
        app.state.db.write(input, |tx, (first, second, meet, tries)| {
            Box::pin(async move {
                let attempt = tries.fetch_add(1, Ordering::SeqCst);
                add_one(tx, first).await?;
                // Only the first two meet; the one that is tried again finds nobody here.
                if attempt < 2 {
                    meet.wait().await;
                }
                add_one(tx, second).await
            })
        })
    };
    let (one, two) = tokio::join!(cross("one", "two"), cross("two", "one"));
    one.expect("the first one succeeds");
    two.expect("the second one succeeds");
    assert!(tries.load(Ordering::SeqCst) >= 3, "there was no deadlock to begin with");
    let mut conn = app.state.db.read().await.expect("a connection");
    let row = sqlx::query("select cast(sum(expires_at) as bigint) from form_stashes").fetch_one(&mut *conn).await;
    assert_eq!(row.expect("a sum").get::<i64, _>(0), 4, "each change counts once");
}

async fn add_one(tx: &mut Conn, id: &str) -> Result<(), Failure> {
    sqlx::query("update form_stashes set expires_at = expires_at + 1 where id_hash = $1").bind(id).execute(tx).await?;
    Ok(())
}

both!(close_waits_for_what_was_handed_over, |app| async move {
    let writes: Vec<_> = (0..100)
        .map(|n| {
            let state = app.state.clone();
            tokio::spawn(async move {
                let write = state.db.write(format!("row {n}"), |tx, id| {
                    Box::pin(async move {
                        sqlx::query("insert into form_stashes (id_hash, sealed, expires_at) values ($1, $2, 0)")
                            .bind(id)
                            .bind(vec![1_u8])
                            .execute(tx)
                            .await?;
                        Ok(())
                    })
                });
                write.await.is_ok()
            })
        })
        .collect();
    tokio::task::yield_now().await;
    let other = Db::connect(&app.database.url).await.expect("a second program");
    app.state.db.close().await;
    // Whatever was told "written" is there, seen from outside.
    let mut told = 0;
    for write in writes {
        told += i64::from(write.await.expect("no panic"));
    }
    let mut conn = other.read().await.expect("a connection");
    let rows: i64 =
        sqlx::query("select count(*) from form_stashes").fetch_one(&mut *conn).await.expect("counts").get(0);
    assert_eq!(rows, told);
});
