//! Applying: places are exact, answers are kind and come once.

use assemble::admin::model::Part;
use assemble::coaching::cohorts::model::{Act, Standing};
use assemble::coaching::cohorts::store::applications::{self, Decided};
use assemble::coaching::cohorts::store::cohorts;
use assemble::kit::{Error, Role};
use assemble::server::Failure;
use assemble::server::db::Conn;

use super::{apply, circle, decide, letters};
use crate::admin::join;
use crate::both;
use crate::journal::{CANARY, count, run};
use crate::locks::meet;
use crate::support::NOW;

both!(a_form_that_is_sent_twice_applies_once_and_tells_the_organisers_once, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    app.person("satomi", &[Role::Admin]).await;
    let someone = app.person("hotaru", &[]).await;
    let cookie = app.sign_in(&someone).await;
    let page = format!("/programmes/{}", circle.programme);
    assert!(app.get(&page, None).await.2.contains("ログインしてください"), "everybody reads it");
    assert!(app.get(&page, Some(&cookie)).await.2.contains("どんなことを考えたくて"));
    let fields = [("form[cohort]", circle.cohort.as_str()), ("form[words]", CANARY), ("form[knows]", "true")];
    for _ in 0..2 {
        let (_, headers, _) = app.post_form("/api/cohorts/apply", &fields, Some(&cookie)).await;
        assert_eq!(headers["location"].to_str().ok(), Some(format!("{page}?done=applied").as_str()));
    }
    let other_words = [fields[0], ("form[words]", "ほかのことばで"), fields[2]];
    let (_, headers, _) = app.post_form("/api/cohorts/apply", &other_words, Some(&cookie)).await;
    assert_eq!(headers["location"].to_str().ok(), Some(format!("{page}?done=applied_before").as_str()));
    assert!(app.get(&format!("{page}?done=applied_before"), Some(&cookie)).await.2.contains("先に送ったときの言葉"));
    assert_eq!(count(&app, "select count(*) from cohort_applications").await, 1);
    let sent = letters(&app).await;
    assert_eq!(sent.len(), 1);
    assert!(sent[0][0] == "application_came" && sent[0][1] == "satomi@example.jp" && !sent[0][2].contains(CANARY));
    assert!(app.get(&page, Some(&cookie)).await.2.contains(CANARY), "one reads what one wrote");
    let refused = [("form[cohort]", circle.cohort.as_str()), ("form[words]", CANARY)];
    let other = app.sign_in(&app.person("kotone", &[]).await).await;
    let (status, _, body) = app.post_json_client("/api/cohorts/apply", &refused, Some(&other)).await;
    assert_eq!((status.as_u16(), body.contains("knows")), (422, true), "who will read it has to be known");
});

both!(who_applied_sees_it_and_then_that_they_are_in, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let organiser = app.person("satomi", &[Role::Admin]).await;
    let someone = app.person("hotaru", &[]).await;
    let cookie = app.sign_in(&someone).await;
    let see = async |page: &str| app.get(page, Some(&cookie)).await.2;
    assert!(see("/cohort").await.contains("いま入っている期はありません"));
    let id = apply(&app, &circle.cohort, &someone, CANARY).await.expect("applied");
    let home = see("/cohort").await;
    assert!(home.contains("返事を待っています") && home.contains("世話役が読んで、メールで返事をします"));
    assert!(
        home.contains(&format!("/programmes/{}", circle.programme)) && !home.contains("いま入っている期はありません")
    );
    let other = app.sign_in(&app.person("kotone", &[]).await).await;
    assert!(!app.get("/cohort", Some(&other)).await.2.contains("返事を待っています"), "nobody else's");
    decide(&app, &organiser, &id, Act::Accept).await.expect("accepted");
    assert!(!see("/cohort").await.contains("返事を待っています"));
    for page in ["/programmes".to_owned(), format!("/programmes/{}", circle.programme)] {
        let body = see(&page).await;
        assert!(body.contains("参加中") && !body.contains("申し込み受付中"), "{page}");
        assert!(app.get(&page, Some(&other)).await.2.contains("申し込み受付中"), "{page}");
    }
});

both!(who_applies_again_and_again_fills_no_letter_box, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    app.person("satomi", &[Role::Admin]).await;
    let someone = app.person("hotaru", &[]).await;
    let cookie = app.sign_in(&someone).await;
    let fields = [("form[cohort]", circle.cohort.as_str()), ("form[words]", "話したい"), ("form[knows]", "true")];
    let apply = async || app.post_json_client("/api/cohorts/apply", &fields, Some(&cookie)).await.0.as_u16();
    let withdraw = async || {
        let mut conn = app.state.db.read().await.expect("a connection");
        let mine = applications::of_person(&mut conn, &circle.cohort, &someone).await.expect("asked").expect("one").id;
        drop(conn);
        let fields = [("form[application]", mine.as_str())];
        app.post_json_client("/api/cohorts/withdraw_application", &fields, Some(&cookie)).await.0.as_u16()
    };
    for _ in 0..3 {
        assert_eq!([apply().await, withdraw().await], [200, 200]);
    }
    assert_eq!(letters(&app).await.len(), 1);
    app.state.clock.set(NOW.plus_hours(1));
    assert_eq!(apply().await, 200);
    assert_eq!(letters(&app).await.len(), 2);
    let mut last = 200;
    for _ in 0..10 {
        last = apply().await;
    }
    assert_eq!(last, 429);
});

both!(an_application_leads_to_nobody_but_who_applies, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let cookie = app.sign_in(&app.person("佐藤", &[]).await).await;
    let post = async |words: &str| {
        let fields = [("form[cohort]", circle.cohort.as_str()), ("form[words]", words), ("form[knows]", "true")];
        let (status, _, body) = app.post_json_client("/api/cohorts/apply", &fields, Some(&cookie)).await;
        assert!(!body.contains("1234"), "the refusal does not repeat it");
        (status.as_u16(), body)
    };
    for words in ["090-1234-5678に電話があり、考えました。", "鈴木さんのことを話したい。"] {
        let (status, body) = post(words).await;
        assert!(status == 422 && body.contains("と思われる言葉"), "{body}");
    }
    assert_eq!(count(&app, "select count(*) from cohort_applications").await, 0);
    let long = format!("090-1234-5678{}", "字".repeat(2_001));
    assert!(post(&long).await.1.contains("字までに"), "too long comes first");
    assert_eq!(post("職場では佐藤さんと呼ばれています。自分の軸を話したい。").await.0, 200);
});

both!(places_are_exact_and_every_answer_is_written_once, |app| async move {
    let circle = circle(&app, "第一期生", 2).await;
    let organiser = app.person("satomi", &[Role::Admin]).await;
    let cookie = app.sign_in(&organiser).await;
    let mut applied = Vec::new();
    for name in ["hotaru", "ibuki", "kotone"] {
        let who = app.person(name, &[]).await;
        applied.push((who.clone(), apply(&app, &circle.cohort, &who, "話したい").await.expect("applied")));
    }
    let post = async |id: &str, act: &str| {
        app.post_json_client("/api/cohorts/decide", &[("form[application]", id), ("form[act]", act)], Some(&cookie))
            .await
    };
    assert_eq!(post(applied[0].1.as_str(), "accept").await.0, 200);
    assert_eq!(post(applied[0].1.as_str(), "accept").await.0, 200, "once more changes nothing");
    let (status, _, body) = post(applied[1].1.as_str(), "accept").await;
    assert_eq!((status.as_u16(), body.contains("定員")), (422, true), "one place was taken before");
    assert_eq!(post(applied[1].1.as_str(), "wait").await.0, 200);
    assert_eq!(post(applied[2].1.as_str(), "decline").await.0, 200);
    assert_eq!(post(applied[0].1.as_str(), "decline").await.0, 409, "who is in is not declined any more");
    let mut kinds: Vec<String> = letters(&app).await.into_iter().map(|[kind, ..]| kind).collect();
    kinds.sort();
    assert_eq!(kinds, ["application_accepted", "application_declined", "application_waiting"]);
    let mut conn = app.state.db.read().await.expect("a connection");
    assert_eq!(cohorts::members(&mut conn, &circle.cohort).await.expect("counts"), 2);
    drop(conn);
    // An organiser who adds somebody by hand takes a place too.
    let fields =
        [("form[cohort]", circle.cohort.as_str()), ("form[person]", applied[2].0.as_str()), ("form[part]", "member")];
    let (status, _, body) = app.post_json_client("/api/admin/join_cohort", &fields, Some(&cookie)).await;
    assert_eq!((status.as_u16(), body.contains("定員")), (422, true));
    // Who leaves makes room, and may apply again.
    let left = app.sign_in(&applied[0].0).await;
    assert_eq!(
        app.post_json_client("/api/cohorts/leave", &[("form[cohort]", circle.cohort.as_str())], Some(&left)).await.0,
        200
    );
    assert_eq!(post(applied[1].1.as_str(), "accept").await.0, 200);
    assert!(apply(&app, &circle.cohort, &applied[0].0, "もう一度").await.is_ok());
});

// `decide` locks the cohort. Without it the second counts the members before the first is one, and both are in.
both!(of_two_who_are_accepted_at_once_one_has_the_last_place, |app| async move {
    let circle = circle(&app, "第一期生", 2).await;
    let organiser = app.person("satomi", &[Role::Admin]).await;
    let (a, b) = (app.person("hotaru", &[]).await, app.person("ibuki", &[]).await);
    let one = apply(&app, &circle.cohort, &a, "話したい").await.expect("applied");
    let other = apply(&app, &circle.cohort, &b, "話したい").await.expect("applied");
    let first = async |tx: &mut Conn| applications::decide(tx, &organiser, &one, Act::Accept, NOW).await;
    let met = meet(&app, first, decide(&app, &organiser, &other, Act::Accept)).await;
    assert_eq!(met.first.1, Decided::Now);
    assert_eq!(met.second.expect("an answer").1, Decided::Full);
    assert!(met.waited);
    assert_eq!(count(&app, "select count(*) from cohort_people where part = 'member' and left_at is null").await, 2);
});

// `withdraw` locks the cohort. Without it who takes the application back at that moment is in all the same.
both!(an_application_is_taken_back_before_or_after_it_is_accepted, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let organiser = app.person("satomi", &[Role::Admin]).await;
    let who = app.person("hotaru", &[]).await;
    let id = apply(&app, &circle.cohort, &who, "話したい").await.expect("applied");
    let first = async |tx: &mut Conn| applications::decide(tx, &organiser, &id, Act::Accept, NOW).await;
    let back =
        app.state.db.write((who, id.clone()), |tx, (who, id)| Box::pin(applications::withdraw(tx, who, id, NOW)));
    let met = meet(&app, first, back).await;
    assert!(matches!(met.second, Err(Failure::Known(Error::Conflict))), "who is in leaves, instead");
    assert_eq!(count(&app, "select count(*) from cohort_applications where withdrawn_at is null").await, 1);
});

both!(nobody_applies_outside_of_the_window_or_twice, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let who = app.person("hotaru", &[]).await;
    let conflict = |outcome: assemble::server::Result<_>| matches!(outcome, Err(Failure::Known(Error::Conflict)));
    assert!(conflict(apply(&app, &circle.cohort, &circle.member, "もう中にいる").await));
    app.state.clock.set(NOW.plus_days(21));
    assert!(conflict(apply(&app, &circle.cohort, &who, "おそい").await));
    app.state.clock.set(NOW);
    run(&app, "update programmes set published_at = null").await;
    let hidden = apply(&app, &circle.cohort, &who, "まだ").await;
    assert!(matches!(hidden, Err(Failure::Known(Error::NotFound))));
    assert_eq!(app.get(&format!("/programmes/{}", circle.programme), None).await.0, 404);
    run(&app, "update programmes set published_at = 1").await;
    let id = apply(&app, &circle.cohort, &who, "話したい").await.expect("applied");
    let input = (who.clone(), id.clone());
    let back = app.state.db.write(input, |tx, (who, id)| {
        Box::pin(async move {
            applications::withdraw(tx, who, id, NOW).await?;
            applications::withdraw(tx, who, id, NOW).await
        })
    });
    back.await.expect("a second time changes nothing");
    let again = apply(&app, &circle.cohort, &who, "やはり").await.expect("applied again");
    assert_ne!(again, id);
    let organiser = app.person("satomi", &[Role::Admin]).await;
    assert_eq!(decide(&app, &organiser, &id, Act::Accept).await.expect("an answer").1, Decided::Late);
    let (found, _) = decide(&app, &organiser, &again, Act::Wait).await.expect("an answer");
    assert_eq!(found.standing, Standing::Sent, "as it stood before");
    join(&app, &circle.cohort, &who, Part::Member).await.expect("joined");
});
