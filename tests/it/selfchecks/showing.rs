//! A result is shown to one coach, until it is taken back.

use assemble::admin::store::roles::{Change, Outcome, set_roles};

use super::*;
use crate::both;

/// Puts `author` and a coach into one cohort; the coach with their cookie.
async fn coached(app: &TestApp, author: &UserId) -> (UserId, String) {
    let coach = app.person("kitagawa", &[Role::Coach]).await;
    crate::journal::cohort(app, &coach, author).await;
    let cookie = app.sign_in(&coach).await;
    (coach, cookie)
}

/// Somebody with a result and a coach: their cookie, the coach, and the result.
async fn taken(app: &TestApp) -> (String, UserId, String) {
    open_all(app).await;
    let author = app.person("minato", &[]).await;
    let mine = app.sign_in(&author).await;
    let (coach, _) = coached(app, &author).await;
    let id = take(app, &mine, "75").await;
    (mine, coach, id)
}

pub async fn show(app: &TestApp, id: &str, coach: &UserId, cookie: Option<&str>) -> Answer {
    let mut fields = field("id", id);
    fields.extend(field("coach", coach.as_str()));
    call(app, "show", &fields, cookie).await
}

async fn copies(app: &TestApp) -> Vec<String> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query("select id from selfcheck_shares where revoked_at is null order by shared_at, id");
    let rows = rows.fetch_all(&mut *conn).await.expect("rows");
    rows.iter().map(|row| sqlx::Row::get(row, 0)).collect()
}

both!(one_result_is_shown_to_one_coach_until_it_is_taken_back, |app| async move {
    open_all(&app).await;
    let author = app.person("minato", &[]).await;
    let mine = app.sign_in(&author).await;
    let (coach, theirs) = coached(&app, &author).await;
    take(&app, &mine, "25").await;
    app.state.clock.set(NOW.plus_days(20));
    let id = take(&app, &mine, "75").await;
    let share = format!("/checks/results/{id}/share");
    assert!(page(&app, &share, &mine).await.contains("kitagawa"));
    let look = page(&app, &format!("{share}?coach={coach}"), &mine).await;
    assert!(look.contains("0から100のうち、75です。") && !look.contains("前回"), "exactly what goes: {look}");
    assert!(copies(&app).await.is_empty(), "looking shows nothing");

    assert!(!show(&app, &id, &coach, Some(&mine)).await.0.is_client_error());
    let [copy]: [String; 1] = copies(&app).await.try_into().expect("one copy");
    let letters = count(&app, "select count(*) from letters where kind = 'sheet_shown'").await;
    assert_eq!(letters, 1, "the coach gets a letter");
    let letters =
        count(&app, "select count(*) from letters where kind = 'sheet_shown' and text_body like '%/coach%'").await;
    assert_eq!(letters, 1);
    let telling = "select count(*) from letters where text_body like '%電池%' or text_body like '%check%'
                   or html_body like '%/coach/%' or text_body like '%/coach/%'";
    assert_eq!(count(&app, telling).await, 0, "neither its words nor its link say what it is");
    let desk = page(&app, "/coach", &theirs).await;
    assert!(desk.contains(&format!("/coach/checks/{copy}")) && !desk.contains("75です"));
    let seen = page(&app, &format!("/coach/checks/{copy}"), &theirs).await;
    assert!(seen.contains("0から100のうち、75です。") && seen.contains("試訳・未標準化"), "{seen}");
    for hidden in ["前回", "25です", "これまでの", "自分のこれまで"] {
        assert!(!seen.contains(hidden), "nothing of another time: {hidden}");
    }
    assert!(page(&app, "/me/readers", &mine).await.contains("こころの電池チェックの結果ひとつ"));
    let consents = page(&app, "/me/consents", &mine).await;
    assert!(consents.contains("こころの電池チェックの結果ひとつ") && consents.contains(&copy));
    let result = page(&app, &format!("/checks/results/{id}"), &mine).await;
    assert!(result.contains("kitagawa") && !result.contains("あなただけの記録です"));

    let still = format!("/coach/checks/{copy}/still");
    assert!(seen.contains(&format!("data-still=\"{still}\"")) && seen.contains("/watch.js"));
    assert_eq!(app.get(&still, Some(&theirs)).await.0, StatusCode::NO_CONTENT);
    assert_eq!(app.get(&still, None).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(app.get(&still, Some(&mine)).await.0, StatusCode::FORBIDDEN);

    let mut back = field("id", &copy);
    back.extend(field("from", "consents"));
    let (status, headers, _) = {
        let fields: Vec<(&str, &str)> = back.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        app.post_form("/api/checks/take_back", &fields, Some(&mine)).await
    };
    assert!(status.is_redirection());
    assert_eq!(headers["location"], "/me/consents?done=revoked");
    assert_eq!(app.get(&format!("/coach/checks/{copy}"), Some(&theirs)).await.0, StatusCode::NOT_FOUND);
    assert_eq!(app.get(&still, Some(&theirs)).await.0, StatusCode::NOT_FOUND, "an open page is told");
    assert!(!page(&app, "/coach", &theirs).await.contains(&copy));
    assert_eq!(count(&app, "select count(*) from selfcheck_shares where length(body) > 0").await, 0);

    // It goes with its result, and leaves no row.
    show(&app, &id, &coach, Some(&mine)).await;
    let [copy]: [String; 1] = copies(&app).await.try_into().expect("one copy");
    call(&app, "delete", &field("id", &id), Some(&mine)).await;
    assert_eq!(app.get(&format!("/coach/checks/{copy}"), Some(&theirs)).await.0, StatusCode::NOT_FOUND);
    assert_eq!(count(&app, "select count(*) from selfcheck_shares").await, 0);
});

both!(nobody_shows_or_opens_what_is_not_theirs, |app| async move {
    open_all(&app).await;
    let author = app.person("minato", &[]).await;
    let mine = app.sign_in(&author).await;
    let (coach, theirs) = coached(&app, &author).await;
    let id = take(&app, &mine, "75").await;
    let other = app.person("haruka", &[]).await;
    let (stranger, no_coach) = (app.sign_in(&other).await, app.person("yoshida", &[Role::Coach]).await);
    let elsewhere = app.sign_in(&no_coach).await;
    let nothing = app.state.new_id::<CheckId>().to_string();
    for cookie in [&stranger, &theirs, &elsewhere] {
        let (found, missing) =
            (show(&app, &id, &coach, Some(cookie)).await, show(&app, &nothing, &coach, Some(cookie)).await);
        assert_eq!((found.0.as_u16(), &found.2), (404, &missing.2), "told apart");
        assert_eq!(app.get(&format!("/checks/results/{id}/share"), Some(cookie)).await.0, 404);
    }
    assert_eq!(show(&app, &id, &no_coach, Some(&mine)).await.0, 404, "only to one's own coach");
    assert_eq!(show(&app, &id, &coach, None).await.0, 401);
    assert!(copies(&app).await.is_empty());
    show(&app, &id, &coach, Some(&mine)).await;
    let [copy]: [String; 1] = copies(&app).await.try_into().expect("one copy");
    assert_eq!(app.get(&format!("/coach/checks/{copy}/still"), Some(&elsewhere)).await.0, 404);
    for cookie in [&mine, &stranger, &elsewhere] {
        let (status, _, body) = app.get(&format!("/coach/checks/{copy}"), Some(cookie)).await;
        assert!(status.is_client_error() && !body.contains("75です"), "{status}");
        let back = call(&app, "take_back", &field("id", &copy), Some(cookie)).await;
        assert!(cookie == &mine || back.0 == 404, "{}", back.0);
    }
    assert!(copies(&app).await.is_empty(), "its author took it back");
    // Whoever left the cohort opens nothing any more.
    show(&app, &id, &coach, Some(&mine)).await;
    let [copy]: [String; 1] = copies(&app).await.try_into().expect("one copy");
    run(&app, "update cohort_people set left_at = 1 where part = 'coach'").await;
    assert_eq!(app.get(&format!("/coach/checks/{copy}"), Some(&theirs)).await.0, 404);
    assert_eq!(app.get(&format!("/coach/checks/{copy}/still"), Some(&theirs)).await.0, 404);
});

both!(a_coach_who_closes_keeps_no_numbers, |app| async move {
    let (mine, coach, id) = taken(&app).await;
    show(&app, &id, &coach, Some(&mine)).await;
    assert_eq!(copies(&app).await.len(), 1);
    close(&app, &coach, NOW).await;
    assert!(copies(&app).await.is_empty());
    assert_eq!(count(&app, "select count(*) from selfcheck_shares where length(body) > 0").await, 0);
    assert_eq!(results(&app).await, 1, "its author has it still");
});

both!(a_coach_who_is_one_no_more_keeps_no_numbers, |app| async move {
    let (mine, coach, id) = taken(&app).await;
    show(&app, &id, &coach, Some(&mine)).await;
    let actor = app.person("nozomi", &[Role::Admin]).await;
    let change = Change { actor, person: coach, had: vec![Role::Coach], wanted: vec![] };
    let taking = app.state.db.write(change, |tx, change| Box::pin(set_roles(tx, change, NOW)));
    assert_eq!(taking.await.expect("an answer"), Outcome::Done);
    assert!(copies(&app).await.is_empty());
    assert_eq!(count(&app, "select count(*) from selfcheck_shares where length(body) > 0").await, 0);
});

both!(showing_twice_at_once_leaves_one_copy, |app| async move {
    let (mine, coach, id) = taken(&app).await;
    let all = futures::future::join_all((0..6).map(|_| show(&app, &id, &coach, Some(&mine)))).await;
    assert!(all.iter().all(|one| !one.0.is_client_error() && !one.0.is_server_error()));
    assert_eq!(copies(&app).await.len(), 1);
});
