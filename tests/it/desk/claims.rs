//! One coach at a time.

use assemble::coaching::reviews::store;
use assemble::coaching::sharing::model::Terms;
use assemble::kit::id::{ShareId, UserId};
use assemble::kit::{Error, Role};
use assemble::server::db::Conn;
use assemble::server::{Failure, Result};

use super::{answer, comment, post};
use crate::both;
use crate::journal::{begin, cohort, count, open, pair, run, save, share, share_with, words};
use crate::locks::meet;
use crate::support::{NOW, TestApp};

/// A copy that two coaches have: the first, the second, the author, the copy.
async fn two(app: &TestApp) -> (UserId, UserId, UserId, ShareId) {
    let (first, owner) = pair(app).await;
    let second = app.person("yoshino", &[Role::Coach]).await;
    cohort(app, &second, &owner).await;
    let entry = begin(app, &owner).await;
    save(app, &owner, &entry, 0, words("隣で黙っていた。")).await.expect("saved");
    let id: ShareId = app.state.new_id();
    let terms = Terms::default();
    let (_, id) = share_with(app, &owner, (&entry, 1), &[&first, &second], terms, id).await.expect("sent");
    (first, second, owner, id)
}

async fn claim(app: &TestApp, coach: &UserId, share: &ShareId, turn: i64) -> Result<()> {
    let input = (coach.clone(), share.clone(), turn, app.state.now());
    app.state
        .db
        .write(input, |tx, (coach, share, turn, now)| Box::pin(store::claim(tx, coach, share, *turn, *now)))
        .await
}

fn conflicts<T>(outcome: Result<T>) -> bool {
    matches!(outcome, Err(Failure::Known(Error::Conflict)))
}

// `held_by` locks the copy. Without it the second still finds nobody who holds it, and takes it from the first.
both!(of_two_who_take_it_on_at_once_one_has_it, |app| async move {
    let (first, second, _, id) = two(&app).await;
    let also = claim(&app, &second, &id, 0);
    let met = meet(&app, async |tx: &mut Conn| store::claim(tx, &first, &id, 0, NOW).await, also).await;
    assert!(conflicts(met.second));
    let held = "select count(*) from journal_shares s join users u on u.id = s.claimed_by where u.name = 'kitagawa'";
    assert_eq!(count(&app, held).await, 1);
});

both!(what_one_holds_is_closed_to_the_others_for_48_hours, |app| async move {
    let (first, second, _, id) = two(&app).await;
    claim(&app, &first, &id, 0).await.expect("taken on");
    claim(&app, &first, &id, 0).await.expect("twice is once");
    assert!(conflicts(open(&app, &second, &id).await));
    assert!(conflicts(comment(&app, &second, &id, (0, 3), "x").await));
    assert!(conflicts(answer(&app, &second, &id, "x").await));
    let reader = app.sign_in(&second).await;
    let page = app.get(&format!("/coach/journals/{id}"), Some(&reader)).await;
    assert!(page.2.contains("kitagawaさんが引き受けています") && !page.2.contains("隣で黙っていた"));
    assert!(app.get("/coach", Some(&reader)).await.2.contains("kitagawaさんが引き受けています"));
    assert_eq!(app.get(&format!("/coach/journals/{id}/still"), Some(&reader)).await.0.as_u16(), 404);
    let fields = [("form[share]", id.as_str()), ("form[turn]", "0")];
    assert_eq!(post(&app, "/api/coaching/claim", &fields, &reader).await.0.as_u16(), 422, "said in the form");
    // Work on it counts anew; then time runs out.
    app.state.clock.set(NOW.plus_hours(40));
    comment(&app, &first, &id, (0, 2), "まだ読んでいます").await.expect("kept");
    app.state.clock.set(NOW.plus_hours(50));
    assert!(conflicts(claim(&app, &second, &id, 9).await));
    app.state.clock.set(NOW.plus_hours(88));
    assert!(conflicts(claim(&app, &second, &id, 0).await), "the page shows less than happened");
    let turn = open(&app, &second, &id).await.expect("free again").turn;
    claim(&app, &second, &id, turn).await.expect("taken over");
    assert!(conflicts(answer(&app, &first, &id, "おそくなりました").await));
    answer(&app, &second, &id, "読みました").await.expect("returned");
    let kept = "select count(*) from review_comments where returned_at is not null";
    assert_eq!(count(&app, kept).await, 0, "what the other had noted stays theirs");
    assert!(crate::journal::is_not_found(open(&app, &first, &id).await), "the others have nothing more to read");
});

both!(who_gives_it_back_frees_it, |app| async move {
    let (first, second, _, id) = two(&app).await;
    let (a, b) = (app.sign_in(&first).await, app.sign_in(&second).await);
    let fields = [("form[share]", id.as_str()), ("form[turn]", "0")];
    assert!(post(&app, "/api/coaching/claim", &fields, &a).await.0.is_success());
    let back = [("form[share]", id.as_str()), ("form[then]", "release")];
    assert!(post(&app, "/api/coaching/claim", &back, &b).await.0.is_success(), "who does not hold it frees nothing");
    assert!(conflicts(open(&app, &second, &id).await));
    assert!(post(&app, "/api/coaching/claim", &back, &a).await.0.is_success());
    assert!(open(&app, &second, &id).await.is_ok());
});

both!(the_author_sees_their_place_and_an_honest_estimate, |app| async move {
    let (coach, owner) = pair(&app).await;
    let cookie = app.sign_in(&owner).await;
    let mut copies = Vec::new();
    let mut last = None;
    for n in 0..5 {
        app.state.clock.set(NOW.plus_hours(n));
        let entry = begin(&app, &owner).await;
        save(&app, &owner, &entry, 0, words(&format!("{n}"))).await.expect("saved");
        copies.push(share(&app, &owner, &entry, 1, &coach).await.expect("sent").1);
        last = Some(entry);
    }
    let path = format!("/journal/{}", last.expect("five"));
    let page = async || app.get(&path, Some(&cookie)).await.2;
    assert!(page().await.contains("順番 5 番目・目安はまだ分かりません"));
    app.state.clock.set(NOW.plus_hours(30));
    for copy in &copies[..3] {
        answer(&app, &coach, copy, "読みました").await.expect("returned");
    }
    assert!(page().await.contains("順番 2 番目・目安 2 日"));
    let other = app.person("yoshino", &[Role::Coach]).await;
    cohort(&app, &other, &owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words("6")).await.expect("saved");
    share(&app, &owner, &entry, 1, &other).await.expect("sent");
    let sent = app.get(&format!("/journal/{entry}"), Some(&cookie)).await.2;
    assert!(sent.contains("順番 1 番目・目安 2 日"), "who has not answered yet is expected to take as long as others");
});

both!(the_place_is_the_one_in_the_queue_of_somebody_who_can_answer, |app| async move {
    let (coach, owner) = pair(&app).await;
    let second = app.person("yoshino", &[Role::Coach]).await;
    cohort(&app, &second, &owner).await;
    let early = begin(&app, &owner).await;
    save(&app, &owner, &early, 0, words("1")).await.expect("saved");
    share(&app, &owner, &early, 1, &coach).await.expect("sent");
    app.state.clock.set(NOW.plus_hours(1));
    let late = begin(&app, &owner).await;
    save(&app, &owner, &late, 0, words("2")).await.expect("saved");
    let (both, id) = ([&coach, &second], app.state.new_id());
    let (_, copy) = share_with(&app, &owner, (&late, 1), &both, Terms::default(), id).await.expect("sent");
    let place = async || {
        let mut conn = app.state.db.read().await.expect("a connection");
        store::place_in_line(&mut conn, &copy, app.state.now()).await.expect("a place").nth
    };
    assert_eq!(place().await, 1, "the nearest of its queues");
    run(
        &app,
        "update cohort_people set left_at = 1 where part = 'coach' and user_id = (select id from users where name = 'yoshino')",
    )
    .await;
    assert_eq!(place().await, 2, "who left answers nobody");
    run(
        &app,
        "update journal_shares set claimed_at = 1, claimed_by = (select id from users where name = 'yoshino')
         where shared_at = (select min(shared_at) from journal_shares)",
    )
    .await;
    assert_eq!(place().await, 2, "what somebody held long ago waits again");
});
