//! A coach brings an excerpt to another coach: the author is asked each time.

use assemble::kit::Role;
use assemble::kit::id::{ShareId, UserId};
use sqlx::Row;

use super::post;
use crate::both;
use crate::coaching::letters;
use crate::journal::{begin, count, pair, save, share, words};
use crate::support::TestApp;

const TEXT: &str = "隣で黙っていた。帰りぎわに、また来ていいですかと言った。";
const EXCERPT: &str = "隣で黙っていた。";

/// Asks for `peer`, with this excerpt; the status.
pub async fn ask(app: &TestApp, share: &ShareId, peer: &UserId, excerpt: &str, cookie: &str) -> u16 {
    let mut fields = vec![
        ("form[share]", share.as_str()),
        ("form[peer]", peer.as_str()),
        ("form[texts][excerpt]", excerpt),
        ("form[texts][question]", "待つことを、どう支えたらよいでしょう"),
    ];
    fields.extend(["0", "1", "2", "3", "4"].map(|n| ("form[checks][]", n)));
    post(app, "/api/coaching/supervision_ask", &fields, cookie).await.0.as_u16()
}

/// The newest request.
pub async fn newest(app: &TestApp) -> String {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query("select id from supervisions order by asked_at desc, id desc limit 1")
        .fetch_one(&mut *conn)
        .await
        .expect("a request")
        .get(0)
}

both!(nothing_is_seen_before_the_author_agrees_nor_after_they_take_it_back, |app| async move {
    let (coach, owner) = pair(&app).await;
    let peer = app.person("toyama", &[Role::Coach]).await;
    let third = app.person("manabe", &[Role::Coach]).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(TEXT)).await.expect("saved");
    let (_, copy) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    let (author, asking) = (app.sign_in(&owner).await, app.sign_in(&coach).await);
    let (reading, other) = (app.sign_in(&peer).await, app.sign_in(&third).await);
    let page = app.get(&format!("/coach/journals/{copy}/supervision"), Some(&asking)).await;
    assert!(page.2.contains("toyamaさん") && page.2.contains("また来ていいですか"));
    assert_eq!(ask(&app, &copy, &peer, "090-1234-5678に電話", &asking).await, 422, "the same check");
    assert_eq!(count(&app, "select count(*) from supervisions").await, 0);
    for _ in 0..2 {
        assert_eq!(ask(&app, &copy, &peer, EXCERPT, &asking).await, 200);
    }
    assert_eq!(count(&app, "select count(*) from supervisions").await, 1, "asked twice is asked once");
    let id = newest(&app).await;
    let (page, still) = (format!("/coach/supervision/{id}"), format!("/coach/supervision/{id}/still"));
    assert_eq!(app.get(&page, Some(&reading)).await.0.as_u16(), 404);
    assert!(!app.get("/coach", Some(&reading)).await.2.contains(&id));
    assert!(letters(&app).await.iter().all(|letter| !letter.contains("黙って")));

    let request = app.get(&format!("/supervision/{id}"), Some(&author)).await;
    assert!(request.2.contains(EXCERPT) && request.2.contains("toyama") && !request.2.contains("また来ていいですか"));
    let decide = async |then: &str, cookie: &str| {
        let fields = [("form[supervision]", id.as_str()), ("form[then]", then)];
        post(&app, "/api/coaching/supervision_decide", &fields, cookie).await.0.as_u16()
    };
    for cookie in [&asking, &reading, &other] {
        assert_eq!(decide("accept", cookie).await, 404, "only the author decides");
    }
    assert_eq!(decide("accept", &author).await, 200);
    assert_eq!(decide("decline", &author).await, 422, "it is decided");

    let seen = app.get(&page, Some(&reading)).await;
    assert!(seen.2.contains(EXCERPT) && !seen.2.contains("また来ていいですか"));
    assert_eq!(app.get(&page, Some(&other)).await.0.as_u16(), 404);
    assert_eq!(app.get(&format!("/coach/journals/{copy}"), Some(&reading)).await.0.as_u16(), 404, "nothing else");
    let readers = app.get("/me/readers", Some(&author)).await;
    assert!(readers.2.contains("toyamaさん") && readers.2.contains("の抜き書き"));
    let words = [("form[supervision]", id.as_str()), ("form[text]", "待つ間、だれがあなたを支えていましたか")];
    assert_eq!(post(&app, "/api/coaching/supervision_say", &words, &reading).await.0.as_u16(), 200);
    assert!(app.get(&page, Some(&asking)).await.2.contains("だれがあなたを支えて"));
    assert!(!app.get(&format!("/supervision/{id}"), Some(&author)).await.2.contains("だれがあなたを"));

    assert_eq!(app.get(&still, Some(&reading)).await.0.as_u16(), 204);
    let consents = app.get("/me/consents", Some(&author)).await;
    assert!(consents.2.contains("toyamaさんへ") && consents.2.contains("コーチどうしの学び合い"));
    assert_eq!(decide("revoke", &author).await, 200);
    for path in [&page, &still] {
        assert_eq!(app.get(path, Some(&reading)).await.0.as_u16(), 404);
    }
    assert_eq!(post(&app, "/api/coaching/supervision_say", &words, &reading).await.0.as_u16(), 404);
});

both!(an_excerpt_ends_with_the_copy_and_by_itself, |app| async move {
    let (coach, owner) = pair(&app).await;
    let peer = app.person("toyama", &[Role::Coach]).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(TEXT)).await.expect("saved");
    let (_, copy) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    let (author, asking) = (app.sign_in(&owner).await, app.sign_in(&coach).await);
    assert_eq!(ask(&app, &copy, &coach, EXCERPT, &asking).await, 404, "not oneself");
    assert_eq!(ask(&app, &copy, &owner, EXCERPT, &asking).await, 404, "nobody but a coach");
    assert_eq!(ask(&app, &copy, &peer, EXCERPT, &asking).await, 200);
    let id = newest(&app).await;
    let fields = [("form[supervision]", id.as_str()), ("form[then]", "accept")];
    assert_eq!(post(&app, "/api/coaching/supervision_decide", &fields, &author).await.0.as_u16(), 200);
    let read = async || {
        let cookie = app.sign_in(&peer).await;
        app.get(&format!("/coach/supervision/{id}"), Some(&cookie)).await.0.as_u16()
    };
    assert_eq!(read().await, 200);
    app.state.clock.set(crate::support::NOW.plus_days(30));
    assert_eq!(read().await, 404);
    app.state.clock.set(crate::support::NOW);
    assert_eq!(read().await, 200);
    let back = [("form[share]", copy.as_str())];
    assert!(post(&app, "/api/journal/withdraw", &back, &author).await.0.is_success());
    assert_eq!(read().await, 404);
});

both!(a_coach_who_asks_again_and_again_is_told_once_an_hour, |app| async move {
    let (coach, owner) = pair(&app).await;
    let peer = app.person("toyama", &[Role::Coach]).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(TEXT)).await.expect("saved");
    let (_, copy) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    let asking = app.sign_in(&coach).await;
    for n in 0..4 {
        assert_eq!(ask(&app, &copy, &peer, &format!("{EXCERPT}{n}"), &asking).await, 200);
    }
    assert_eq!(count(&app, "select count(*) from supervisions").await, 4);
    assert_eq!(count(&app, "select count(*) from letters where kind = 'supervision_asked'").await, 1);
    app.state.clock.set(crate::support::NOW.plus_hours(1));
    assert_eq!(ask(&app, &copy, &peer, "べつの抜き書き", &asking).await, 200);
    assert_eq!(count(&app, "select count(*) from letters where kind = 'supervision_asked'").await, 2);
});

both!(what_two_coaches_say_is_short_enough_and_leads_to_nobody, |app| async move {
    let (coach, owner) = pair(&app).await;
    let peer = app.person("遠山", &[Role::Coach]).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(TEXT)).await.expect("saved");
    let (_, copy) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    let (author, asking) = (app.sign_in(&owner).await, app.sign_in(&coach).await);
    // Too long comes first: nothing is looked for in it, and it comes back as it was typed.
    let long = format!("090-1234-5678{}", "長".repeat(4_000));
    let mut fields =
        vec![("form[share]", copy.as_str()), ("form[peer]", peer.as_str()), ("form[texts][excerpt]", long.as_str())];
    fields.extend(["0", "1", "2", "3", "4"].map(|n| ("form[checks][]", n)));
    let refused = post(&app, "/api/coaching/supervision_ask", &fields, &asking).await;
    assert!(refused.0.as_u16() == 422 && refused.2.contains("文字までです"), "{}", refused.2);
    let path = format!("/coach/journals/{copy}/supervision");
    let back = app.post_form_from(&path, "/api/coaching/supervision_ask", &fields, Some(&asking)).await;
    let stash = back.1["set-cookie"].to_str().expect("text").split(';').next().expect("a cookie").to_owned();
    let page = app.get(&path, Some(&format!("{asking}; {stash}"))).await.2;
    assert!(page.contains(&long) && !page.contains("find-words"), "kept, and not looked at");
    assert_eq!(count(&app, "select count(*) from supervisions").await, 0);
    assert_eq!(ask(&app, &copy, &peer, EXCERPT, &asking).await, 200);
    let id = newest(&app).await;
    let yes = [("form[supervision]", id.as_str()), ("form[then]", "accept")];
    assert_eq!(post(&app, "/api/coaching/supervision_decide", &yes, &author).await.0.as_u16(), 200);
    let say = async |text: &str| {
        let fields = [("form[supervision]", id.as_str()), ("form[text]", text)];
        let answer = post(&app, "/api/coaching/supervision_say", &fields, &asking).await;
        assert!(!answer.2.contains("1234"), "the refusal does not repeat it");
        (answer.0.as_u16(), answer.2)
    };
    let (status, body) = say("その方の番号は090-1234-5678です。").await;
    assert!(status == 422 && body.contains("電話番号"), "{body}");
    assert_eq!(count(&app, "select count(*) from supervision_words").await, 0);
    assert_eq!(say("遠山さん、ありがとうございます。").await.0, 200, "the two may say their names");
});
