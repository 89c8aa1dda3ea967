//! The journal on both databases: nothing is lost, nobody else reads, and what a coach reads is noted.

mod reading;
mod saving;

use assemble::admin::store as cohorts;
use assemble::coaching::sharing::model::Terms;
use assemble::journal::model::{Answer, Answers, SentCopy};
use assemble::journal::store::{self, NewShare, Outcome, Save, Shared, Writer};
use assemble::kit::id::{CohortId, EntryId, ShareId, UserId};
use assemble::kit::{Error, Moment, Role};
use assemble::server::{Failure, Result};
use sqlx::Row;

use crate::both;
use crate::support::{NOW, TestApp};

/// A sentence that must be found nowhere but on the pages of those who may read it.
pub const CANARY: &str = "カナリアは青い窓辺で三度うたった";

/// What a person might write on a `ywt` sheet.
pub fn words(text: &str) -> Answers {
    let mut answers = Answers::default();
    answers.put("y", Answer { text: text.to_owned(), ..Answer::default() });
    answers
}

/// A coach and a member of one cohort.
pub async fn pair(app: &TestApp) -> (UserId, UserId) {
    let coach = app.person("kitagawa", &[Role::Coach]).await;
    let member = app.person("minato", &[]).await;
    cohort(app, &coach, &member).await;
    (coach, member)
}

pub async fn cohort(app: &TestApp, coach: &UserId, member: &UserId) -> CohortId {
    let id: CohortId = app.state.new_id();
    let input = (id.clone(), coach.clone(), member.clone());
    let made = app.state.db.write(input, |tx, (id, coach, member)| {
        Box::pin(async move {
            cohorts::create_cohort(tx, id, "第一期生", NOW).await?;
            cohorts::join_cohort(tx, id, coach, "coach", NOW).await?;
            cohorts::join_cohort(tx, id, member, "member", NOW).await.map(drop)
        })
    });
    made.await.expect("a cohort");
    id
}

pub async fn begin(app: &TestApp, owner: &UserId) -> EntryId {
    let input = (owner.clone(), app.state.new_id::<EntryId>(), app.state.now());
    let begun =
        app.state.db.write(input, |tx, (owner, id, now)| Box::pin(store::create_entry(tx, owner, id, "ywt", 1, *now)));
    begun.await.expect("an entry")
}

pub async fn save(app: &TestApp, owner: &UserId, entry: &EntryId, base: i64, answers: Answers) -> Result<Outcome> {
    let save = Save {
        entry: entry.clone(),
        revision: app.state.new_id(),
        base,
        answers,
        finish: false,
        from: Writer::default(),
    };
    let input = (app.state.vault.clone(), owner.clone(), save, app.state.now());
    app.state.db.write(input, |tx, (vault, owner, save, now)| Box::pin(store::save(tx, vault, owner, save, *now))).await
}

pub async fn share(
    app: &TestApp,
    owner: &UserId,
    entry: &EntryId,
    version: i64,
    coach: &UserId,
) -> Result<(bool, ShareId)> {
    let id: ShareId = app.state.new_id();
    share_with(app, owner, (entry, version), &[coach], Terms::default(), id).await
}

/// Sends the step `y` of a version to coaches, on these terms.
pub async fn share_with(
    app: &TestApp,
    owner: &UserId,
    version: (&EntryId, i64),
    coaches: &[&UserId],
    terms: Terms,
    id: ShareId,
) -> Result<(bool, ShareId)> {
    share_step(app, owner, version, "y", coaches, terms, id).await
}

/// Sends one step of a version to coaches, on these terms.
pub async fn share_step(
    app: &TestApp,
    owner: &UserId,
    (entry, version): (&EntryId, i64),
    step: &str,
    coaches: &[&UserId],
    terms: Terms,
    id: ShareId,
) -> Result<(bool, ShareId)> {
    let coaches = coaches.iter().map(|coach| (*coach).clone()).collect();
    let mut conn = app.state.db.read().await?;
    let all = store::answers(&mut conn, &app.state.vault, owner, entry, version).await?;
    drop(conn);
    let copy = SentCopy { answers: all.only(&[step.to_owned()]), ask: String::new() };
    let new = NewShare { id: id.clone(), entry: entry.clone(), version, coaches, copy, terms };
    let input = (app.state.vault.clone(), owner.clone(), new, app.state.now());
    let sent = app
        .state
        .db
        .write(input, |tx, (vault, owner, new, now)| Box::pin(store::share(tx, vault, owner, new, *now)))
        .await?;
    Ok((sent == Shared::Sent, id))
}

pub async fn open(app: &TestApp, coach: &UserId, share: &ShareId) -> Result<store::SharedEntry> {
    let input = (app.state.vault.clone(), coach.clone(), share.clone(), app.state.now());
    app.state
        .db
        .write(input, |tx, (vault, coach, share, now)| Box::pin(store::open_share(tx, vault, coach, share, *now)))
        .await
}

async fn read(app: &TestApp, owner: &UserId, entry: &EntryId, version: i64) -> Result<Answers> {
    let mut conn = app.state.db.read().await?;
    store::answers(&mut conn, &app.state.vault, owner, entry, version).await
}

pub async fn count(app: &TestApp, sql: &'static str) -> i64 {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query(sql).fetch_one(&mut *conn).await.expect("counts").get(0)
}

pub async fn run(app: &TestApp, sql: &'static str) {
    let done = app.state.db.write((), move |tx, ()| {
        Box::pin(async move {
            sqlx::query(sql).execute(tx).await?;
            Ok(())
        })
    });
    done.await.expect("the statement runs");
}

pub fn is_not_found<T: std::fmt::Debug>(outcome: Result<T>) -> bool {
    matches!(outcome, Err(Failure::Known(Error::NotFound)))
}

/// A page without what differs from request to request: the id in its address, and nonces.
pub fn without_ids(page: &str, id: &str) -> String {
    let mut out = page.replace(id, "ID");
    // The attribute that carries the nonce of a preload link is `crossorigin`.
    for attribute in [" nonce=\"", " crossorigin=\""] {
        while let Some(at) = out.find(attribute) {
            let value = at + attribute.len();
            let end = out[value..].find('"').map_or(out.len(), |end| value + end + 1);
            out.replace_range(at..end, "");
        }
    }
    out
}

both!(beginning_twice_begins_once, |app| async move {
    let owner = app.person("minato", &[]).await;
    let begun = futures::future::join_all((0..8).map(|_| begin(&app, &owner))).await;
    assert!(begun.windows(2).all(|two| two[0] == two[1]), "{begun:?}");
    save(&app, &owner, &begun[0], 0, words("書いた")).await.expect("saved");
    let next = begin(&app, &owner).await;
    assert_ne!(next, begun[0]);
    app.state.clock.set(NOW.plus_hours(3));
    assert_ne!(begin(&app, &owner).await, next, "an old empty sheet is not today's");
    app.state.clock.set(NOW.plus_days(91));
    begin(&app, &owner).await;
    assert_eq!(count(&app, "select count(*) from journal_entries").await, 2);
    let mut conn = app.state.db.read().await.expect("a connection");
    let unfinished = store::unfinished(&mut conn, &owner).await.expect("reads").expect("one");
    assert_eq!(unfinished.entry, begun[0]);
});

both!(the_list_is_newest_first_and_pages_by_cursor, |app| async move {
    let owner = app.person("minato", &[]).await;
    for n in 0..23 {
        app.state.clock.set(NOW.plus_hours(2 * n));
        let entry = begin(&app, &owner).await;
        save(&app, &owner, &entry, 0, words(&format!("{n}日目"))).await.expect("saved");
    }
    begin(&app, &owner).await;
    let mut conn = app.state.db.read().await.expect("a connection");
    let first = store::entries(&mut conn, &app.state.vault, &owner, "").await.expect("a page");
    assert_eq!((first.rows.len(), first.rows[0].answers.of("y").text.as_str()), (20, "22日目"));
    let next = first.next.expect("more");
    let second = store::entries(&mut conn, &app.state.vault, &owner, &next).await.expect("a page");
    assert_eq!((second.rows.len(), second.next), (3, None));
    assert_eq!(second.rows[2].answers.of("y").text, "0日目");
    let odd = store::entries(&mut conn, &app.state.vault, &owner, "x_y'--").await.expect("a page");
    assert_eq!(odd.rows.len(), 20, "a cursor that is none is the first page");
});

both!(writing_works_without_javascript, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let list = app.get("/journal", Some(&cookie)).await;
    assert!(list.2.contains("/journal/new?template=hitokoto") && list.2.contains("まだ何も書いていません"));
    let new = app.get("/journal/new?template=gibbs", Some(&cookie)).await;
    assert!(new.2.contains("Gibbs (1988)") && new.2.contains("書きはじめる"));
    assert_eq!(count(&app, "select count(*) from journal_entries").await, 0, "looking makes nothing");
    assert_eq!(app.get("/journal/new?template=nothing", Some(&cookie)).await.0.as_u16(), 404);
    let begun = app.post_form("/api/journal/start", &[("form[template]", "gibbs")], Some(&cookie)).await;
    let path = begun.1.get("location").expect("a way on").to_str().expect("ASCII").to_owned();
    let id = path.trim_start_matches("/journal/").to_owned();
    let odd = "一行目\r\n二行目 👩‍👩‍👧 \u{202e}RTL\u{202c} </textarea><script>alert(1)</script> & \u{1F1EF}\u{1F1F5}";
    let fields = [
        ("form[entry]", id.as_str()),
        ("form[base]", "0"),
        ("form[texts][description]", odd),
        ("form[texts][feelings]", "まざっていた"),
        ("form[emotions][feelings][]", "tense"),
        ("form[emotions][feelings][]", "warm"),
        ("form[then]", "finish"),
    ];
    let saved = app.post_form("/api/journal/save", &fields, Some(&cookie)).await;
    assert_eq!(saved.1.get("location").map(|to| to.as_bytes()), Some(b"/journal?done=finished".as_slice()));
    let list = app.get("/journal?done=finished", Some(&cookie)).await;
    assert!(list.2.contains("書き終えました") && list.2.contains(&format!("href=\"{path}\"")));
    let page = app.get(&path, Some(&cookie)).await;
    assert_eq!(page.0.as_u16(), 200);
    assert!(page.2.contains("サーバーに保存") && page.2.contains("19:30"));
    assert!(page.2.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)"), "escaped in the field");
    assert!(!page.2.contains("</textarea><script>alert(1)"));
    assert!(page.2.contains("通告義務がある場合は、所属機関の手順を優先してください"));
    let stored = read(&app, &owner, &id.parse().expect("an id"), 1).await.expect("it is there");
    assert_eq!(stored.of("description").text, odd.replace("\r\n", "\n"));
    assert_eq!(stored.of("feelings").emotions, ["warm", "tense"], "in the order of the list");
    let list = app.get("/journal", Some(&cookie)).await;
    assert!(list.2.contains("一行目"));
});

both!(a_line_from_anywhere_is_an_entry_of_its_own, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    for line in ["問いが残った", "もう一つ"] {
        let kept = app.post_form("/api/journal/jot", &[("form[text]", line)], Some(&cookie)).await;
        assert!(kept.0.is_redirection(), "{kept:?}");
    }
    assert_eq!(count(&app, "select count(*) from journal_entries where head_seq = 1").await, 2);
    let list = app.get("/journal", Some(&cookie)).await;
    assert!(list.2.contains("問いが残った") && list.2.contains("もう一つ"));
    let (status, ..) = app.post_json_client("/api/journal/jot", &[("form[text]", " ")], Some(&cookie)).await;
    assert_eq!(status.as_u16(), 422);
    assert_eq!(count(&app, "select count(*) from journal_entries").await, 2, "nothing is no entry");
    let refused = app.post_form("/api/journal/jot", &[("form[text]", "だれ")], None).await;
    assert_eq!(count(&app, "select count(*) from journal_entries").await, 2, "{refused:?}");
});

both!(a_deleted_entry_is_gone_with_all_that_hangs_on_it, |app| async move {
    let (coach, owner) = pair(&app).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let (_, shared) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    let gone = app.post_form("/api/journal/delete", &[("form[entry]", entry.as_str())], Some(&cookie)).await;
    assert_eq!(gone.1.get("location").map(|to| to.as_bytes()), Some(b"/journal?done=deleted".as_slice()));
    assert_eq!(app.get(&format!("/journal/{entry}"), Some(&cookie)).await.0.as_u16(), 404);
    assert!(is_not_found(open(&app, &coach, &shared).await));
    assert_eq!(count(&app, "select cast(sum(length(body)) as bigint) from journal_revisions").await, 0);
    assert_eq!(count(&app, "select cast(sum(length(body)) as bigint) from journal_shares").await, 0);
    let again = app.post_json_client("/api/journal/delete", &[("form[entry]", entry.as_str())], Some(&cookie)).await;
    assert_eq!(again.0.as_u16(), 404);
});

/// Moves a moment on for readability in tests of order.
pub fn later(minutes: i64) -> Moment {
    NOW.plus_minutes(minutes)
}
