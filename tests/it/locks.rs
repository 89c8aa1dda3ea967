//! Each lock is needed. Two writes meet here without chance: the second begins when the first has done its work and
//! not committed it. On PostgreSQL only the lock that a test names can hold the second back then, and every test was
//! seen to fail there with that lock taken out; it says how. On SQLite one writer does the same for all of them.
//! `workshops::locks` holds those of workshops; `workshops::rush` shows the same with hundreds of people, and with the
//! lock taken out.

use std::pin::pin;
use std::time::Duration;

use assemble::accounts::store::closing;
use assemble::admin::model::Part;
use assemble::admin::store as admin;
use assemble::admin::store::roles::{Change, Outcome as Changed, set_roles};
use assemble::coaching::store::{self as coaching, Answered};
use assemble::journal::store::{self as journal, Outcome, Save, Writer};
use assemble::kit::id::{AnswerId, EntryId, RowId, ShareId, UserId};
use assemble::kit::{Error, Role};
use assemble::selfchecks::model::CheckId;
use assemble::selfchecks::store::{self as checks, Kept};
use assemble::server::db::{Conn, Kind};
use assemble::server::session::roles_of;
use assemble::server::{Failure, Result};
use assemble::worksheets::model::Sitting;
use assemble::worksheets::scoring::questionnaire::Answers;
use assemble::worksheets::store as worksheets;
use sqlx::{Executor, Row};

use crate::admin::{cohort, join};
use crate::both;
use crate::journal::{begin, count, is_not_found, open, pair, save, share, words};
use crate::support::{NOW, TestApp};

/// What came of two writes.
pub struct Met<A, B> {
    pub first: A,
    pub second: Result<B>,
    /// Whether the second had to wait for the first.
    pub waited: bool,
}

/// Begins `second` when `first` has done its work, and commits `first` when `second` waits for it or is through.
pub async fn meet<A, B>(
    app: &TestApp,
    first: impl AsyncFnOnce(&mut Conn) -> Result<A>,
    second: impl Future<Output = Result<B>>,
) -> Met<A, B> {
    let begin = if app.state.db.kind() == Kind::Sqlite { "begin immediate" } else { "begin" };
    let mut conn = app.state.db.read().await.expect("a connection");
    conn.execute(begin).await.expect("a transaction");
    let first = first(&mut conn).await.expect("the first one does its work");
    let mut second = pin!(second);
    let through = tokio::select! {
        outcome = &mut second => Some(outcome),
        () = somebody_waits(app) => None,
    };
    conn.execute("commit").await.expect("the first one is committed");
    let waited = through.is_none();
    let second = match through {
        Some(outcome) => outcome,
        None => second.await,
    };
    Met { first, second, waited }
}

/// Returns when a write waits for another one.
async fn somebody_waits(app: &TestApp) {
    if app.state.db.kind() == Kind::Sqlite {
        // Nobody can look into the queue of the writer, who is kept waiting by the transaction of the first.
        return tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let mut conn = app.state.db.read().await.expect("a connection");
    let waiting =
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    while sqlx::query(waiting).fetch_one(&mut *conn).await.expect("a count").get::<i64, _>(0) == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

pub fn is(outcome: Result<impl Sized>, error: &Error) -> bool {
    matches!(outcome, Err(Failure::Known(known)) if known == *error)
}

/// `actor` takes every role from `person`, who is an organiser.
fn take(actor: &UserId, person: &UserId) -> Change {
    Change { actor: actor.clone(), person: person.clone(), had: vec![Role::Admin], wanted: vec![] }
}

async fn organisers(app: &TestApp) -> i64 {
    count(app, "select count(*) from user_roles where role = 'admin'").await
}

// `must_still_be_admin` locks the rows of all organisers. Without it the second still counts the first as an
// organiser, takes the role away, and nobody is left.
both!(organisers_who_take_the_role_from_each_other_leave_one, |app| async move {
    let (a, b) = (app.person("satomi", &[Role::Admin]).await, app.person("nozomi", &[Role::Admin]).await);
    let back = app.state.db.write(take(&b, &a), |tx, change| Box::pin(set_roles(tx, change, NOW)));
    let met = meet(&app, async |tx: &mut Conn| set_roles(tx, &take(&a, &b), NOW).await, back).await;
    assert_eq!(met.first, Changed::Done);
    assert!(is(met.second, &Error::Forbidden));
    assert_eq!(organisers(&app).await, 1);
});

// The same lock. Without it each of the two finds the other and goes.
both!(of_two_last_organisers_who_go_at_once_one_stays, |app| async move {
    let (a, b) = (app.person("satomi", &[Role::Admin]).await, app.person("nozomi", &[Role::Admin]).await);
    let also = app.state.db.write(take(&b, &b), |tx, change| Box::pin(set_roles(tx, change, NOW)));
    let met = meet(&app, async |tx: &mut Conn| set_roles(tx, &take(&a, &a), NOW).await, also).await;
    assert_eq!((met.first, met.second.expect("an answer")), (Changed::Done, Changed::LastAdmin));
    let mut conn = app.state.db.read().await.expect("a connection");
    assert_eq!(roles_of(&mut conn, &b).await.expect("roles"), [Role::Admin]);
});

// `join_cohort` locks the cohort. Without it the cohort is still open for who joins, and they are in a closed one.
both!(nobody_joins_a_cohort_that_is_being_closed, |app| async move {
    let person = app.person("minato", &[]).await;
    let cohort = cohort(&app, "第一期生").await;
    let joining = join(&app, &cohort, &person, Part::Member);
    let met = meet(&app, async |tx: &mut Conn| admin::close_cohort(tx, &cohort, NOW).await, joining).await;
    assert!(is(met.second, &Error::Conflict));
    assert_eq!(count(&app, "select count(*) from cohort_people").await, 0);
});

// `worksheets::start` locks the person. Without it neither sees the other's round, and two are unfinished.
both!(one_round_of_a_worksheet_is_begun_by_two_at_once, |app| async move {
    let owner = app.person("minato", &[]).await;
    let sitting = Sitting::default();
    let id: AnswerId = app.state.new_id();
    let input = (app.state.vault.clone(), owner.clone(), app.state.new_id::<AnswerId>(), sitting.clone());
    let again = app.state.db.write(input, |tx, (vault, owner, id, sitting)| {
        Box::pin(worksheets::start(tx, vault, owner, id, 1, sitting, NOW))
    });
    let start = async |tx: &mut Conn| worksheets::start(tx, &app.state.vault, &owner, &id, 1, &sitting, NOW).await;
    let met = meet(&app, start, again).await;
    assert_eq!(met.second.expect("a round"), met.first);
    assert_eq!(count(&app, "select count(*) from worksheet_answers").await, 1);
});

// `selfchecks::ask` locks the person before it looks. Without that it finds no check and asks whoever is keeping one, and
// it notes something for an account that is being closed, which nobody forgets any more.
both!(nobody_is_asked_who_is_taking_a_check_or_going, |app| async move {
    let (me, later) = (app.person("minato", &[]).await, NOW.plus_days(20));
    let kept = Kept { sheet: "CBI".to_owned(), version: 1, lang: "ja".to_owned(), answers: Answers::default() };
    let ask = async |user: &UserId| {
        let input = (user.clone(), later);
        app.state.db.write(input, |tx, (user, now)| Box::pin(checks::ask(tx, user, 14, *now))).await
    };
    let (vault, id) = (&app.state.vault, app.state.new_id::<CheckId>());
    let keep = async |tx: &mut Conn| checks::keep(tx, vault, &me, &id, &kept, later).await;
    let met = meet(&app, keep, ask(&me)).await;
    assert!(met.waited && !met.second.expect("an answer"));
    let other = app.person("haruka", &[]).await;
    let config = &app.state.config;
    let met = meet(&app, async |tx: &mut Conn| closing::close(tx, config, &other, later).await, ask(&other)).await;
    assert!(met.waited && is_not_found(met.second));
    assert_eq!(count(&app, "select count(*) from selfcheck_prompts").await, 0);
    let third = app.person("sumire", &[]).await;
    let once = meet(&app, async |tx: &mut Conn| checks::ask(tx, &third, 14, later).await, ask(&third)).await;
    assert!(once.first && !once.second.expect("an answer"));
});

// `create_entry` locks the person. Without it both find no empty sheet, and two lie there.
both!(one_sheet_is_begun_by_two_at_once, |app| async move {
    let owner = app.person("minato", &[]).await;
    let id: EntryId = app.state.new_id();
    let create = async |tx: &mut Conn| journal::create_entry(tx, &owner, &id, "ywt", 1, NOW).await;
    let met = meet(&app, create, async { Ok(begin(&app, &owner).await) }).await;
    assert_eq!(met.second.expect("a sheet"), met.first);
    assert_eq!(count(&app, "select count(*) from journal_entries").await, 1);
});

/// Words to save in `entry` on top of version `base`.
fn written(app: &TestApp, entry: &EntryId, base: i64, text: &str) -> Save {
    Save {
        entry: entry.clone(),
        revision: app.state.new_id(),
        base,
        answers: words(text),
        finish: false,
        from: Writer::default(),
    }
}

// `save` locks the entry. Without it both take the same number for their version, and the constraint on it refuses
// the second: what somebody wrote would not be kept.
both!(two_screens_that_save_on_one_version_both_keep_their_words, |app| async move {
    let owner = app.person("minato", &[]).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words("はじめ")).await.expect("saved");
    let here = written(&app, &entry, 1, "この画面");
    let there = save(&app, &owner, &entry, 1, words("ほかの画面"));
    let met =
        meet(&app, async |tx: &mut Conn| journal::save(tx, &app.state.vault, &owner, &here, NOW).await, there).await;
    assert_eq!(met.first, Outcome { seq: 2, head: 2 });
    assert_eq!(met.second.expect("nothing is lost"), Outcome { seq: 3, head: 4 });
});

// The same lock. Without it the words are saved into an entry that stays deleted, where nobody finds them.
both!(what_is_saved_into_an_entry_that_is_being_deleted_brings_it_back, |app| async move {
    let owner = app.person("minato", &[]).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words("はじめ")).await.expect("saved");
    let late = save(&app, &owner, &entry, 1, words("まにあわなかったことば"));
    let met = meet(&app, async |tx: &mut Conn| journal::delete_entry(tx, &owner, &entry, NOW).await, late).await;
    let back = met.second.expect("kept");
    assert_eq!(back.head, back.seq);
    assert_eq!(count(&app, "select count(*) from journal_entries where deleted_at is null and head_seq > 1").await, 1);
});

// `restore` locks the entry. Without it the version that was saved meanwhile counts as written on another screen.
both!(what_is_brought_back_comes_after_what_was_saved_meanwhile, |app| async move {
    let owner = app.person("minato", &[]).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words("はじめ")).await.expect("saved");
    save(&app, &owner, &entry, 1, words("つぎ")).await.expect("saved");
    let here = written(&app, &entry, 2, "いま");
    let input = (app.state.vault.clone(), owner.clone(), entry.clone(), app.state.new_id::<RowId>());
    let back = app.state.db.write(input, |tx, (vault, owner, entry, revision)| {
        Box::pin(journal::restore(tx, vault, owner, entry, 1, revision, NOW))
    });
    let met =
        meet(&app, async |tx: &mut Conn| journal::save(tx, &app.state.vault, &owner, &here, NOW).await, back).await;
    assert_eq!(met.second.expect("brought back"), Outcome { seq: 4, head: 4 });
});

// `share` locks the entry. Without it a coach's copy of it stays behind, words and all.
both!(nothing_is_sent_of_an_entry_that_is_being_deleted, |app| async move {
    let (coach, owner) = pair(&app).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words("はじめ")).await.expect("saved");
    let late = share(&app, &owner, &entry, 1, &coach);
    let met = meet(&app, async |tx: &mut Conn| journal::delete_entry(tx, &owner, &entry, NOW).await, late).await;
    assert!(is_not_found(met.second));
    assert_eq!(count(&app, "select count(*) from journal_shares").await, 0);
});

/// A copy of an entry that `coach` has of `owner`.
async fn copy(app: &TestApp, coach: &UserId, owner: &UserId) -> ShareId {
    let entry = begin(app, owner).await;
    save(app, owner, &entry, 0, words("はじめ")).await.expect("saved");
    share(app, owner, &entry, 1, coach).await.expect("sent").1
}

// `held_by` locks the copy. Without it the second finds no answer yet, and the constraint refuses its own: the coach
// would see an error of ours instead of hearing that the answer is there.
both!(an_answer_that_is_sent_twice_at_once_is_one, |app| async move {
    let (coach, owner) = pair(&app).await;
    for (text, heard) in [("読みました", Answered::Again), ("ちがう返事", Answered::Already)] {
        let shared = copy(&app, &coach, &owner).await;
        let input = (app.state.vault.clone(), coach.clone(), shared.clone(), app.state.new_id::<RowId>(), text);
        let again = app.state.db.write(input, |tx, (vault, coach, share, id, text)| {
            Box::pin(coaching::answer(tx, vault, coach, share, id, text, NOW))
        });
        let id: RowId = app.state.new_id();
        let vault = &app.state.vault;
        let answer = async |tx: &mut Conn| coaching::answer(tx, vault, &coach, &shared, &id, "読みました", NOW).await;
        let met = meet(&app, answer, again).await;
        assert!(matches!(met.first, Answered::Sent(..)));
        assert_eq!(met.second.expect("an answer"), heard);
    }
    assert_eq!(count(&app, "select count(*) from coach_answers").await, 2);
});

// The same lock. Without it a copy is told to be taken back while a coach is opening it, and the text comes after.
both!(a_copy_is_taken_back_before_or_after_it_is_opened, |app| async move {
    let (coach, owner) = pair(&app).await;
    let shared = copy(&app, &coach, &owner).await;
    let back = app.state.db.write((owner.clone(), shared.clone()), |tx, (owner, share)| {
        Box::pin(journal::withdraw(tx, owner, share, NOW))
    });
    let look = async |tx: &mut Conn| journal::open_share(tx, &app.state.vault, &coach, &shared, NOW).await;
    let met = meet(&app, look, back).await;
    assert!(met.waited, "who takes it back hears so when it cannot be opened any more");
    met.second.expect("taken back");
    assert!(is_not_found(open(&app, &coach, &shared).await));
    assert_eq!(count(&app, "select count(*) from access_log").await, 1);
});
