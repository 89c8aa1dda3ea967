//! Questions of a workshop: asked, kept sealed, shown to hosts, purged.

use assemble::kit::id::RowId;
use assemble::workshops::store::questions;
use http::StatusCode;

use super::details;
use super::planning::{ask, count, post, text};
use crate::both;
use crate::support::NOW;

both!(questions_are_asked_kept_sealed_and_purged, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(8)).await;
    let cookie = app.sign_in(&host).await;
    let evil = "</textarea><script>alert(1)</script>";
    let first = ask(&app, id.as_str(), &[("form[kind]", "yes_no"), ("form[label]", "昼食はいりますか")], &cookie).await;
    let on = format!("{first}=yes");
    let more =
        [("form[kind]", "long"), ("form[label]", evil), ("form[required]", "true"), ("form[shown_if]", on.as_str())];
    let second = ask(&app, id.as_str(), &more, &cookie).await;
    let html = app.get(&format!("/host/{id}/plan/questions"), Some(&cookie)).await.2;
    assert!(html.contains("昼食はいりますか") && !html.contains("<script>alert(1)"), "{html}");
    let guest = app.person("guest", &[]).await;
    app.register(&id, &guest).await;
    let secret = "ひみつのアレルギー".to_owned();
    let input = (app.state.vault.clone(), id.clone(), guest.clone(), first.clone(), second.clone(), secret.clone());
    let kept = app.state.db.write(input, |tx, (vault, id, user, first, second, secret)| {
        Box::pin(async move {
            let typed =
                [(format!("q{first}"), "yes".to_owned()), (format!("q{second}"), secret.clone())].into_iter().collect();
            let answers = questions::judged(tx, id, &typed, assemble::kit::Locale::ja).await?;
            questions::enter(tx, vault, id, user, &answers, NOW).await
        })
    });
    kept.await.expect("they are kept");
    assert_eq!(count(&app, "select count(*) from question_answers").await, 2);
    let registration = text(&app, "select id from registrations where workshop_id = $1", id.as_str()).await;
    let path = format!("/host/{id}/plan/needs?person={registration}");
    let list = app.get(&format!("/host/{id}/plan/people"), Some(&cookie)).await.2;
    assert!(!list.contains(&secret) && list.contains(&registration), "the table only says that there is something");
    let (status, _, html) = app.get(&path, Some(&cookie)).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert!(html.contains(&secret));
    assert!(count(&app, "select count(*) from access_log where actor_role = 'host'").await >= 1);
    let guest_cookie = app.sign_in(&guest).await;
    assert_eq!(app.get(&path, Some(&guest_cookie)).await.0, StatusCode::NOT_FOUND);
    let wrong = format!("/host/{id}/plan/needs?person={}", app.state.new_id::<RowId>());
    assert_eq!(app.get(&wrong, Some(&cookie)).await.0, StatusCode::NOT_FOUND);
    // In the table and in the file only where they are asked for, and each time the author sees it.
    let opened = "select count(*) from access_log where actor_role = 'host'";
    let before = count(&app, opened).await;
    let table = format!("/host/{id}/plan/people?answers=1");
    let html = app.get(&table, Some(&cookie)).await.2;
    assert!(html.contains(&secret) && html.contains("昼食はいりますか") && html.contains("はい"), "{html}");
    assert_eq!(app.get(&table, Some(&guest_cookie)).await.0, StatusCode::NOT_FOUND);
    let file = format!("/host/{id}/people.csv");
    let csv = app.get(&file, Some(&cookie)).await.2;
    assert!(csv.contains(&secret) && csv.lines().next().expect("a head").contains("昼食はいりますか"), "{csv}");
    assert_eq!(count(&app, opened).await, before + 2);
    app.get(&format!("/host/{id}/plan/people"), Some(&cookie)).await;
    assert_eq!(count(&app, opened).await, before + 2, "the plain table opens nothing");
    // Removed, the question is asked no more; the answer stays until it is purged.
    let act = [("form[workshop]", id.as_str()), ("form[question]", first.as_str()), ("form[act]", "remove")];
    assert_eq!(post(&app, "question_move", &act, Some(&cookie)).await.0, StatusCode::OK);
    assert!(app.get(&path, Some(&cookie)).await.2.contains("昼食はいりますか"));
    let mut conn = app.state.db.read().await.expect("a connection");
    let left = questions::list(&mut conn, &id).await.expect("questions");
    assert!(left.len() == 1 && left[0].shown_if.is_none(), "what depended on it is always asked");
    drop(conn);
    let purge =
        async |at| app.state.db.write(at, |tx, now| Box::pin(questions::purge_due(tx, *now))).await.expect("purged");
    assert_eq!(purge(NOW.plus_days(30)).await, 0);
    assert_eq!(purge(NOW.plus_days(32)).await, 2);
    assert_eq!(count(&app, "select count(*) from question_answers").await, 0);
    let before = count(&app, opened).await;
    let csv = app.get(&file, Some(&cookie)).await.2;
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().expect("heads").clone();
    let row = reader.records().next().expect("a row").expect("a row");
    assert!(!heads.iter().any(|head| head == "昼食はいりますか"), "nobody's answer to it is left");
    assert!(heads.iter().next_back() == Some(evil) && row.iter().next_back() == Some(""), "blank: {csv}");
    assert_eq!(count(&app, opened).await, before, "nothing was opened");
});

both!(a_question_on_a_condition_is_asked_only_where_it_holds, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(8)).await;
    let cookie = app.sign_in(&host).await;
    let first = ask(&app, id.as_str(), &[("form[kind]", "yes_no"), ("form[label]", "昼食")], &cookie).await;
    let on = format!("{first}=yes");
    let more =
        [("form[kind]", "short"), ("form[label]", "苦手"), ("form[required]", "true"), ("form[shown_if]", on.as_str())];
    let second = ask(&app, id.as_str(), &more, &cookie).await;
    let (first, second) = (format!("form[answers][q{first}]"), format!("form[answers][q{second}]"));
    let mut joined = 0;
    for (name, lunch, dislikes, kept) in [
        ("one", "yes", "", None),
        ("two", "no", "消える", Some(1)),
        ("three", "", "消える", Some(1)),
        ("four", "yes", "なす", Some(3)),
    ] {
        let guest = app.sign_in(&app.person(name, &[]).await).await;
        let html = app.get(&format!("/workshops/{id}"), Some(&guest)).await.2;
        assert!(html.contains("data-when=\"1\"") && html.contains("data-shows=\"1\""), "{html}");
        assert!(html.contains("「昼食」が「はい」"), "where nothing hides it, its hint stands there: {html}");
        let form = [("form[workshop]", id.as_str()), (first.as_str(), lunch), (second.as_str(), dislikes)];
        let (status, _, body) = app.post_json_client("/api/workshops/register", &form, Some(&guest)).await;
        assert_eq!(status == StatusCode::OK, kept.is_some(), "{name}: {body}");
        joined += i64::from(kept.is_some());
        assert_eq!(count(&app, "select count(*) from registrations").await, joined, "{name}");
        if let Some(kept) = kept {
            assert_eq!(count(&app, "select count(*) from question_answers").await, kept, "{name}");
        }
    }
});

both!(what_a_host_should_know_of_somebody_goes_with_the_answers, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(8)).await;
    let desk = app.sign_in(&host).await;
    let question = ask(&app, id.as_str(), &[("form[kind]", "short"), ("form[label]", "きっかけ")], &desk).await;
    let key = format!("form[answers][q{question}]");
    let form = [("form[workshop]", id.as_str()), ("form[needs]", "車いすです"), (key.as_str(), "友だちに聞いて")];
    for name in ["stays", "leaves"] {
        let user = app.person(name, &[]).await;
        let cookie = app.sign_in(&user).await;
        assert_eq!(post(&app, "register", &form, Some(&cookie)).await.0, StatusCode::OK);
        assert!(name == "stays" || app.give_back(&id, &user).await);
    }
    let letters = app.letter_texts().await;
    assert!(!letters.contains("車いす") && !letters.contains("友だちに聞いて"), "no letter outlives it: {letters}");
    let kept = "select (select count(*) from question_answers)
                     + (select count(*) from registrations where needs is not null)";
    assert!(count(&app, kept).await >= 2);
    let purge = app.state.db.write(NOW.plus_days(32), |tx, now| Box::pin(questions::purge_due(tx, *now)));
    assert!(purge.await.expect("purged") >= 2);
    assert_eq!(count(&app, kept).await, 0, "also of the place that was given back");
});
