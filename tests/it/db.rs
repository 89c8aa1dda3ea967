//! `db.write` keeps its promises on both databases.

use assemble::kit::Error;
use assemble::server::Failure;
use sqlx::Row;

use crate::both;
use crate::support::TestApp;

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
