//! Who sees the value cards: their author, whom they were shown to until they are taken back, and nobody else.

use assemble::admin::store::leave_cohort;

use super::*;
use crate::both;

both!(nobody_else_gets_at_a_sitting, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    let other_round = finished(&app, &circle.member, &circle.cookie, TOP).await.to_string();
    let copy = share(&app, &circle, &id, &[]).await;
    let stranger = app.person("stranger", &[]).await;
    let strange = app.sign_in(&stranger).await;
    let unpromised = app.person("new", &[]).await;
    let unpromised_cookie = app.sign_in(&unpromised).await;
    let forget = app.state.db.write(unpromised, |tx, user| {
        Box::pin(async move {
            sqlx::query("delete from promises where user_id = $1").bind(user.as_str()).execute(tx).await?;
            Ok(())
        })
    });
    forget.await.expect("no promise");
    let before = open(&app, &circle.member, &id).await;
    let (id_text, coach) = (id.to_string(), circle.coach.to_string());
    let moves = json(&[Move::Undo]);
    let of_id = ("form[id]", id_text.as_str());
    let calls: [(&str, Vec<(&str, &str)>); 9] = [
        ("values/sitting", vec![("id", &id_text)]),
        ("values/result", vec![("id", &id_text)]),
        ("values/compare", vec![("a", &id_text), ("b", &other_round)]),
        ("values/move", vec![of_id, ("form[act]", "undo")]),
        ("values/save", vec![of_id, ("form[moves]", &moves)]),
        ("values/delete", vec![of_id]),
        ("values/pick", vec![of_id, ("form[coach]", &coach)]),
        ("values/share", vec![of_id, ("form[act]", "send")]),
        ("values/withdraw", vec![("form[id]", &copy)]),
    ];
    for (path, fields) in &calls {
        assert_eq!(call(&app, None, path, fields).await.0, 401, "{path} signed out");
        assert_eq!(call(&app, Some(&unpromised_cookie), path, fields).await.0, 403, "{path} without the promise");
        assert_eq!(call(&app, Some(&strange), path, fields).await.0, 404, "{path} of another person");
        // Not even one's own coach.
        assert_eq!(call(&app, Some(&circle.coach_cookie), path, fields).await.0, 404, "{path} by the coach");
    }
    for path in ["values", "values/latest"] {
        assert_eq!(call(&app, None, path, &[]).await.0, 401, "{path}");
        assert_eq!(call(&app, Some(&unpromised_cookie), path, &[]).await.0, 403, "{path}");
    }
    assert_eq!(call(&app, None, "values/start", &[("form[worksheet]", "W1")]).await.0, 401);
    assert_eq!(call(&app, None, "values/shared", &[("id", &copy)]).await.0, 401);
    assert_eq!(call(&app, Some(&strange), "values/shared", &[("id", &copy)]).await.0, 403, "no coach at all");
    let after = open(&app, &circle.member, &id).await;
    assert_eq!((before.revision, before.kept.sitting), (after.revision, after.kept.sitting), "nothing changed");
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &copy)]).await.0, 200, "still open");
});

both!(a_coach_sees_the_top_list_and_the_chosen_notes_only, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    let path = format!("/worksheets/values/{id}/result");
    let (id_text, coach) = (id.to_string(), circle.coach.to_string());
    let pick = [("form[id]", id_text.as_str()), ("form[coach]", coach.as_str()), ("form[notes][]", "caring/0")];
    let (_, location) = post(&app, &circle.cookie, "values/pick", &pick).await;
    assert_eq!(location, format!("{path}#share"));
    let preview = page(&app, &circle.cookie, &path).await;
    assert!(preview.contains("届くのは、次の内容です") && preview.contains("この内容で届ける"));
    assert!(rows(&app, "select id from worksheet_shares").await.is_empty(), "nothing is sent yet");
    let again = [("form[id]", id_text.as_str()), ("form[act]", "change")];
    post(&app, &circle.cookie, "values/share", &again).await;
    assert!(!page(&app, &circle.cookie, &path).await.contains("この内容で届ける"), "it can be picked anew");

    let copy = share(&app, &circle, &id, &["caring/0"]).await;
    let (status, seen) = call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &copy)]).await;
    assert_eq!(status, 200, "{seen}");
    for words in ["いたわり", "ひとりの時間", CANARY, "minato"] {
        assert!(seen.contains(words), "{words} in {seen}");
    }
    for words in ["だれにも見せないことば", "名声", "達成", "fame", "pile"] {
        assert!(!seen.contains(words), "{words} in {seen}");
    }
    let log =
        rows(&app, "select actor_id || ' ' || action || ' ' || object_kind || ' ' || object_id from access_log").await;
    assert_eq!(log, [format!("{coach} open worksheet_share {copy}")]);
    let letters = rows(&app, "select address || subject || text_body || html_body from letters").await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].contains("kitagawa@example.jp") && letters[0].contains("/coach#shown"));
    assert!(!letters[0].contains(&copy), "a copy that is replaced would leave a dead link");
    for words in ["いたわり", CANARY, "minato"] {
        assert!(!letters[0].contains(words), "{words}");
    }
    // The form that was sent twice is one copy and one letter.
    post(&app, &circle.cookie, "values/share", &[("form[id]", &id_text), ("form[act]", "send")]).await;
    assert_eq!(rows(&app, "select id from letters").await.len(), 1);
    let mut conn = app.state.db.read().await.expect("a connection");
    let waiting = store::shares_for(&mut conn, &circle.coach).await.expect("a list");
    drop(conn);
    assert!(waiting.len() == 1 && waiting[0].opened && waiting[0].name == "minato");

    // A coach of another cohort, and one's coach after leaving.
    let other = self::circle(&app, "someone", "other").await;
    assert_eq!(call(&app, Some(&other.coach_cookie), "values/shared", &[("id", &copy)]).await.0, 404);
    let wrong = [("form[id]", id_text.as_str()), ("form[coach]", other.coach.as_str())];
    assert_eq!(call(&app, Some(&circle.cookie), "values/pick", &wrong).await.0, 404, "not one's coach");
    let low = [("form[id]", id_text.as_str()), ("form[coach]", coach.as_str()), ("form[notes][]", "fame/0")];
    assert_eq!(call(&app, Some(&circle.cookie), "values/pick", &low).await.0, 404, "not in the top list");
    let nobody = [("form[id]", id_text.as_str())];
    assert_eq!(call(&app, Some(&circle.cookie), "values/pick", &nobody).await.0, 422, "no coach was chosen");
    let input = (circle.cohort.clone(), circle.coach.clone());
    let leave = app.state.db.write(input, |tx, (cohort, coach)| {
        Box::pin(async move { leave_cohort(tx, cohort, coach, NOW).await.map(drop) })
    });
    leave.await.expect("left");
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &copy)]).await.0, 404);
    let mut conn = app.state.db.read().await.expect("a connection");
    assert!(store::shares_for(&mut conn, &circle.coach).await.expect("a list").is_empty());
    assert_eq!(rows(&app, "select id from access_log").await.len(), 1, "refused looks open nothing");
});

both!(what_is_taken_back_is_gone, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    let copy = share(&app, &circle, &id, &["caring/0"]).await;
    let newer = share(&app, &circle, &id, &[]).await;
    assert_ne!(copy, newer);
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &copy)]).await.0, 404, "replaced");
    let (_, location) = post(&app, &circle.cookie, "values/withdraw", &[("form[id]", &newer)]).await;
    assert_eq!(location, format!("/worksheets/values/{id}/result?done=withdrawn"));
    post(&app, &circle.cookie, "values/withdraw", &[("form[id]", &newer)]).await;
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &newer)]).await.0, 404);

    let last = share(&app, &circle, &id, &["caring/0"]).await;
    let (_, location) = post(&app, &circle.cookie, "values/delete", &[("form[id]", id.as_str())]).await;
    assert_eq!(location, "/worksheets/values?done=deleted");
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &last)]).await.0, 404);
    assert_eq!(call(&app, Some(&circle.cookie), "values/result", &[("id", id.as_str())]).await.0, 404);
    assert_eq!(call(&app, Some(&circle.cookie), "values/delete", &[("form[id]", id.as_str())]).await.0, 404);
    let left = "select cast(sum(n) as text) from (select length(body) as n from worksheet_answers
                union all select length(body) from worksheet_shares) as bodies";
    assert_eq!(rows(&app, left).await, ["0"], "no words are left");
});

both!(an_open_page_of_values_hears_that_they_were_taken_back, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let other = self::circle(&app, "someone", "other").await;
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    let copy = share(&app, &circle, &id, &["caring/0"]).await;
    let path = format!("/coach/values/{copy}");
    let still = format!("{path}/still");
    let shown = page(&app, &circle.coach_cookie, &path).await;
    assert!(
        shown.contains(&format!("data-still=\"{still}\"")) && shown.contains("/watch.js") && shown.contains(CANARY)
    );
    let ask = async |cookie: Option<&str>| {
        let (status, _, body) = app.get(&still, cookie).await;
        assert_eq!(body, "");
        status.as_u16()
    };
    assert_eq!(ask(Some(&circle.coach_cookie)).await, 204);
    assert_eq!(rows(&app, "select id from access_log").await.len(), 1, "asking opens nothing");
    assert_eq!(
        [ask(None).await, ask(Some(&circle.cookie)).await, ask(Some(&other.coach_cookie)).await],
        [401, 403, 404]
    );
    post(&app, &circle.cookie, "values/withdraw", &[("form[id]", &copy)]).await;
    assert_eq!(ask(Some(&circle.coach_cookie)).await, 404);
    // Whoever coaches the member no more sees it no more, though it was not taken back.
    let copy = share(&app, &circle, &id, &[]).await;
    let still = format!("/coach/values/{copy}/still");
    assert_eq!(app.get(&still, Some(&circle.coach_cookie)).await.0.as_u16(), 204);
    let input = (circle.cohort.clone(), circle.coach.clone());
    let leave = app.state.db.write(input, |tx, (cohort, coach)| {
        Box::pin(async move { leave_cohort(tx, cohort, coach, NOW).await.map(drop) })
    });
    leave.await.expect("left");
    assert_eq!(app.get(&still, Some(&circle.coach_cookie)).await.0.as_u16(), 404);
});

both!(what_was_shown_stands_among_the_receipts_and_is_taken_back_there, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let other = self::circle(&app, "someone", "other").await;
    assert!(page(&app, &circle.cookie, "/me/consents").await.contains("まだ、何も届けていません"));
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    let first = share(&app, &circle, &id, &[]).await;
    app.state.clock.set(NOW.plus_minutes(1));
    let copy = share(&app, &circle, &id, &["caring/0"]).await;
    let receipts = page(&app, &circle.cookie, "/me/consents").await;
    assert!(receipts.contains("kitagawaさんへ") && receipts.contains(&format!("/worksheets/values/{id}/result")));
    let form = |id: &str| format!("value=\"{id}\"");
    assert!(receipts.contains(&form(&copy)) && !receipts.contains(&form(&first)));
    assert!(receipts.contains("新しい写しに替わりました"));
    assert!(!receipts.contains(CANARY) && rows(&app, "select id from access_log").await.is_empty());
    let foreign = page(&app, &other.cookie, "/me/consents").await;
    assert!(!foreign.contains(&copy) && !foreign.contains("kitagawa"));
    let fields = [("form[id]", copy.as_str()), ("form[from]", "consents")];
    let take_back = async |cookie: &str| app.post_form("/api/sheets/take_back", &fields, Some(cookie)).await;
    assert!(take_back(&other.cookie).await.1.get("location").is_none_or(|to| to != "/me/consents?done=revoked"));
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &copy)]).await.0, 200);
    assert_eq!(take_back(&circle.cookie).await.1["location"], "/me/consents?done=revoked");
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &copy)]).await.0, 404);
    let receipts = page(&app, &circle.cookie, "/me/consents?done=revoked").await;
    assert!(receipts.contains("に取り消しました") && !receipts.contains(&form(&copy)), "{receipts}");
    post(&app, &circle.cookie, "values/delete", &[("form[id]", id.as_str())]).await;
    assert!(page(&app, &circle.cookie, "/me/consents").await.contains("消したワーク"), "the receipt stays");
});

both!(a_coach_hears_once_an_hour_of_values_that_are_shown_again_and_again, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    for _ in 0..3 {
        let copy = share(&app, &circle, &id, &[]).await;
        post(&app, &circle.cookie, "values/withdraw", &[("form[id]", &copy)]).await;
    }
    let letters = "select id from letters where kind = 'values_shown'";
    assert_eq!(rows(&app, letters).await.len(), 1);
    app.state.clock.set(NOW.plus_hours(1));
    share(&app, &circle, &id, &[]).await;
    assert_eq!(rows(&app, letters).await.len(), 2);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_word_of_a_sitting_stands_in_the_file() {
    let app = TestApp::new(crate::support::On::Sqlite).await;
    let circle = circle(&app, "minato", "kitagawa").await;
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    share(&app, &circle, &id, &["caring/0"]).await;
    let file = app.state.config.data.join("test.db");
    let mut bytes = std::fs::read(&file).expect("the database");
    bytes.extend(std::fs::read(file.with_extension("db-wal")).unwrap_or_default());
    assert!(bytes.len() > 10_000);
    for words in [CANARY, "だれにも見せないことば", "solitude", "ひとりの時間"] {
        assert!(!bytes.windows(words.len()).any(|window| window == words.as_bytes()), "{words}");
    }
    assert!(bytes.windows(6).any(|window| window == b"minato"), "the search itself works");
}
