//! Cohorts that are closed and opened again, and the letter to whoever joins one.

use assemble::admin::model::Part;
use assemble::admin::store;
use assemble::admin::store::lists;
use assemble::coaching;
use assemble::coaching::store::{coaches_of, is_coach_of, waiting_for};
use assemble::journal::store::queue_of;
use assemble::kit::id::{CohortId, RowId, ShareId, UserId};
use assemble::kit::{Error, Role};
use assemble::server::{Failure, Result};
use sqlx::Row;

use crate::admin::{cohort, join, leave, looking};
use crate::journal::{self, begin, is_not_found, open, save, share, words};
use crate::support::{NOW, TestApp};
use crate::{both, support};

const ANYBODY: &str = "019376b0-7c6a-7000-8000-0123456789ab";

async fn close(app: &TestApp, cohort: &CohortId) -> Result<()> {
    let input = (cohort.clone(), app.state.now());
    app.state.db.write(input, |tx, (cohort, now)| Box::pin(store::close_cohort(tx, cohort, *now))).await
}

async fn reopen(app: &TestApp, cohort: &CohortId) -> Result<()> {
    app.state.db.write(cohort.clone(), |tx, cohort| Box::pin(store::reopen_cohort(tx, cohort))).await
}

/// A cohort of `name` with a coach and a member.
async fn circle(app: &TestApp, name: &str) -> (CohortId, UserId, UserId) {
    let coach = app.person(&format!("coach of {name}"), &[Role::Coach]).await;
    let member = app.person(&format!("member of {name}"), &[]).await;
    let cohort = cohort(app, name).await;
    join(app, &cohort, &coach, Part::Coach).await.expect("a coach");
    join(app, &cohort, &member, Part::Member).await.expect("a member");
    (cohort, coach, member)
}

async fn answer(app: &TestApp, coach: &UserId, share: &ShareId) -> Result<coaching::store::Answered> {
    let input = (app.state.vault.clone(), coach.clone(), share.clone(), app.state.new_id::<RowId>());
    let answering = app.state.db.write(input, |tx, (vault, coach, share, id)| {
        Box::pin(coaching::store::answer(tx, vault, coach, share, id, "読みました", NOW))
    });
    answering.await
}

fn is_conflict<T: std::fmt::Debug>(outcome: Result<T>) -> bool {
    matches!(outcome, Err(Failure::Known(Error::Conflict)))
}

/// The letters about joining: address, subject, text.
async fn letters(app: &TestApp) -> Vec<[String; 3]> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query(
        "select address, subject, text_body from letters where kind = 'cohort_joined' order by created_at, id",
    );
    let rows = rows.fetch_all(&mut *conn).await.expect("letters");
    rows.iter().map(|row| [0, 1, 2].map(|at| row.get(at))).collect()
}

both!(a_closed_cohort_takes_nobody_new_and_its_coach_keeps_what_came, |app| async move {
    let (cohort, coach, member) = circle(&app, "第一期生").await;
    let entry = begin(&app, &member).await;
    save(&app, &member, &entry, 0, words("閉じるまえ")).await.expect("saved");
    let (_, read) = share(&app, &member, &entry, 1, &coach).await.expect("sent");
    close(&app, &cohort).await.expect("closed");

    let late = app.person("late", &[Role::Coach]).await;
    for part in [Part::Member, Part::Coach] {
        assert!(is_conflict(join(&app, &cohort, &late, part).await));
        assert!(is_conflict(join(&app, &cohort, &member, part).await), "nobody changes parts there either");
    }
    let mut conn = app.state.db.read().await.expect("a connection");
    assert!(coaches_of(&mut conn, &member).await.expect("reads").is_empty(), "nobody to send to");
    assert!(!is_coach_of(&mut conn, &coach, &member).await.expect("reads"));
    save(&app, &member, &entry, 1, words("閉じたあと")).await.expect("saved");
    assert!(is_not_found(share(&app, &member, &entry, 2, &coach).await), "nothing new is sent");

    assert_eq!(waiting_for(&mut conn, &coach, NOW).await.expect("reads"), 1);
    assert_eq!(queue_of(&mut conn, &coach, NOW).await.expect("reads")[0].share, read);
    assert_eq!(open(&app, &coach, &read).await.expect("it opens").copy.answers, words("閉じるまえ"));
    let answered = answer(&app, &coach, &read).await.expect("an answer");
    assert!(matches!(answered, coaching::store::Answered::Sent(..)), "{answered:?}");

    // Who was taken out, before or after, reads nothing more.
    leave(&app, &cohort, &coach).await.expect("left");
    assert!(is_not_found(open(&app, &coach, &read).await));
    assert!(queue_of(&mut conn, &coach, NOW).await.expect("reads").is_empty());
});

both!(a_cohort_that_is_open_again_is_as_it_was, |app| async move {
    let (cohort, coach, member) = circle(&app, "第一期生").await;
    close(&app, &cohort).await.expect("closed");
    reopen(&app, &cohort).await.expect("open");
    reopen(&app, &cohort).await.expect("and once more changes nothing");
    let mut conn = app.state.db.read().await.expect("a connection");
    assert!(is_coach_of(&mut conn, &coach, &member).await.expect("reads"));
    let entry = begin(&app, &member).await;
    save(&app, &member, &entry, 0, words("また届ける")).await.expect("saved");
    assert!(share(&app, &member, &entry, 1, &coach).await.expect("sent").0);
    let late = app.person("late", &[]).await;
    join(&app, &cohort, &late, Part::Member).await.expect("joined");
    let anybody: CohortId = ANYBODY.parse().expect("an id");
    assert!(is_not_found(close(&app, &anybody).await) && is_not_found(reopen(&app, &anybody).await));
});

both!(closed_cohorts_come_last_and_keep_the_day_on_which_they_were_closed, |app| async move {
    let organiser = app.person("satomi", &[Role::Admin]).await;
    let (first, ..) = circle(&app, "第一期生").await;
    let (second, ..) = circle(&app, "第二期生").await;
    circle(&app, "第三期生").await;
    close(&app, &first).await.expect("closed");
    app.state.clock.set(NOW.plus_days(1));
    close(&app, &first).await.expect("a second time changes nothing");
    close(&app, &second).await.expect("closed");
    let mut conn = app.state.db.read().await.expect("a connection");
    let sheets = lists::cohorts(&mut conn, &looking(&organiser)).await.expect("cohorts");
    let seen: Vec<(&str, Option<&str>)> = sheets.iter().map(|one| (one.name.as_str(), one.closed.as_deref())).collect();
    let (tuesday, wednesday) = ("2026年11月24日（火）", "2026年11月25日（水）");
    assert_eq!(seen, [("第三期生", None), ("第二期生", Some(wednesday)), ("第一期生", Some(tuesday))]);
    assert!(sheets.iter().all(|one| (one.coaches.len(), one.members.len()) == (1, 1)));
    assert_eq!(lists::desk(&mut conn, NOW).await.expect("numbers").cohorts, 1);
});

both!(an_organiser_closes_and_reopens_by_forms, |app| async move {
    let organiser = app.person("satomi", &[Role::Admin]).await;
    let cookie = app.sign_in(&organiser).await;
    let (cohort, ..) = circle(&app, "第一期生").await;
    let page = app.get(&format!("/admin/cohorts?cohort={cohort}"), Some(&cookie)).await.2;
    assert!(
        page.contains("「第一期生」を閉じますか") && page.contains("これからも読めて"),
        "it says what becomes of it"
    );
    assert!(!page.contains("閉じた期"));
    let form = [("form[cohort]", cohort.as_str())];
    let (_, headers, _) = app.post_form("/api/admin/close_cohort", &form, Some(&cookie)).await;
    assert_eq!(headers["location"], "/admin/cohorts?done=closed");
    let page = app.get("/admin/cohorts?done=closed", Some(&cookie)).await.2;
    let (open, closed) = page.split_once("閉じた期").expect("closed ones stand apart");
    assert!(page.contains("期を閉じました") && !open.contains("第一期生") && closed.contains("第一期生"));
    assert!(closed.contains("2026年11月24日（火）から2026年11月24日（火）まで"), "{closed}");
    // A page that was still open meanwhile hears why nothing happened.
    let late = app.person("late", &[]).await;
    let fields = [("form[cohort]", cohort.as_str()), ("form[person]", late.as_str()), ("form[part]", "member")];
    assert_eq!(app.post_json_client("/api/admin/join_cohort", &fields, Some(&cookie)).await.0, 409);
    let (_, headers, _) = app.post_form("/api/admin/reopen_cohort", &form, Some(&cookie)).await;
    assert_eq!(headers["location"].as_bytes(), format!("/admin/cohorts?cohort={cohort}&done=reopened").as_bytes());
    assert_eq!(app.post_json_client("/api/admin/join_cohort", &fields, Some(&cookie)).await.0, 200);
    for wrong in ["", "x", ANYBODY] {
        for path in ["/api/admin/close_cohort", "/api/admin/reopen_cohort"] {
            let (status, ..) = app.post_json_client(path, &[("form[cohort]", wrong)], Some(&cookie)).await;
            assert_eq!(status, 404, "{path} {wrong}");
        }
    }
});

both!(whoever_joins_hears_of_it_once, |app| async move {
    let organiser = app.person("satomi", &[Role::Admin]).await;
    let cookie = app.sign_in(&organiser).await;
    let (coach, member) = (app.person("kitagawa", &[]).await, app.person("minato", &[]).await);
    journal::run(&app, "update users set locale = 'en' where name = 'kitagawa'").await;
    let cohort = cohort(&app, "第一期生").await;
    let post = async |person: &UserId, part: &str, status: u16| {
        app.state.clock.set(app.state.now().plus_seconds(1));
        let fields = [("form[cohort]", cohort.as_str()), ("form[person]", person.as_str()), ("form[part]", part)];
        let answer = app.post_json_client("/api/admin/join_cohort", &fields, Some(&cookie)).await;
        assert_eq!(answer.0, status, "{}", answer.2);
    };
    post(&member, "member", 200).await;
    post(&member, "member", 200).await;
    post(&coach, "coach", 200).await;
    let sent = letters(&app).await;
    assert_eq!(sent.len(), 2, "the same again sends nothing: {sent:?}");
    let [address, subject, text] = &sent[0];
    assert_eq!((address.as_str(), subject.as_str()), ("minato@example.jp", "「第一期生」に加わりました"));
    assert!(
        text.contains("minatoさん") && text.contains("メンバー") && text.contains(&format!("{}/today", support::SITE))
    );
    let [address, subject, text] = &sent[1];
    assert_eq!((address.as_str(), subject.as_str()), ("kitagawa@example.jp", "You are now in “第一期生”"));
    assert!(text.contains("as a coach") && text.contains(&format!("{}/coach", support::SITE)), "{text}");

    // Who comes back, or comes as something else, hears of that.
    leave(&app, &cohort, &member).await.expect("left");
    post(&member, "member", 200).await;
    post(&member, "coach", 200).await;
    assert_eq!(letters(&app).await.len(), 4);

    // And whoever does not join hears nothing: the letter is written with its cause or not at all.
    close(&app, &cohort).await.expect("closed");
    post(&app.person("late", &[]).await, "member", 409).await;
    post(&ANYBODY.parse().expect("an id"), "member", 404).await;
    assert_eq!(letters(&app).await.len(), 4);
});
