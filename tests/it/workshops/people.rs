//! The host's table of those who registered: found, marked, written to, taken off.

use assemble::kit::id::RowId;
use assemble::workshops::store::people;
use http::StatusCode;

use super::details;
use super::letter::read_over;
use super::planning::{count, post};
use crate::both;
use crate::http::form_cookie;
use crate::support::shown;

both!(a_host_finds_marks_and_writes, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(200)).await;
    let cookie = app.sign_in(&host).await;
    for user in app.members(60).await {
        app.register(&id, &user).await;
    }
    let path = format!("/host/{id}/plan/people");
    let html = app.get(&path, Some(&cookie)).await.2;
    assert_eq!(html.matches("name=\"form[people][]\"").count(), people::PAGE);
    let next = html.split(&format!("{path}?after=")).nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
    let html = app.get(&format!("{path}?after={next}"), Some(&cookie)).await.2;
    assert_eq!(html.matches("name=\"form[people][]\"").count(), 10);
    for (query, found) in [
        ("q=member59", 1),
        ("q=MEMBER5", 11),
        ("q=%25", 0),
        ("profession=teacher", 0),
        ("standing=gone", 0),
        ("paid=yes", 0),
        ("needs=1", 0),
        ("sort=name&q=member1", 11),
        ("standing=%3Cscript%3E&after=x", 50),
    ] {
        let (status, _, html) = app.get(&format!("{path}?{query}"), Some(&cookie)).await;
        assert_eq!((status, html.matches("name=\"form[people][]\"").count()), (StatusCode::OK, found), "{query}");
    }
    // How many stand where, each a link to just them.
    app.sql("update workshops set fee = $2 where id = $1", id.as_str(), Some("1,000円"), None).await;
    let gone = app.members_called("gone", 2).await;
    for user in &gone {
        app.register(&id, user).await;
        assert!(app.give_back(&id, user).await);
    }
    let html = shown(&app.get(&format!("{path}?standing=gone&q=gone1"), Some(&cookie)).await.2);
    assert_eq!(html.matches("name=\"form[people][]\"").count(), 1);
    for (query, words) in [
        ("", "申し込み中（60人）"),
        ("?standing=seated", "席あり（60人）"),
        ("?standing=gone", "取り消し（2人）"),
        ("?standing=seated&amp;paid=no", "席あり・支払いはまだ（60人）"),
    ] {
        let here = if query == "?standing=gone" { " aria-current=\"page\"" } else { "" };
        let link = format!("<a href=\"{path}{query}\"{here}>{words}</a>");
        assert!(html.contains(&link), "{link}: {html}");
    }
    assert!(!html.contains("順番待ち（") && html.contains("name=\"standing\" value=\"gone\""), "{html}");
    let html = app.get(&format!("{path}?q=member59"), Some(&cookie)).await.2;
    let picked = html.split("name=\"form[people][]\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let picked = picked.expect("a person").to_owned();
    let paid = [("form[workshop]", id.as_str()), ("form[people][]", picked.as_str()), ("form[act]", "paid")];
    for _ in 0..2 {
        assert_eq!(post(&app, "people_act", &paid, Some(&cookie)).await.0, StatusCode::OK);
    }
    assert_eq!(count(&app, "select count(*) from registrations where paid_at is not null").await, 1);
    assert_eq!(count(&app, "select count(*) from workshop_history where action = 'paid'").await, 1);
    let letter_page = format!("/host/{id}/plan/letter?to=unpaid");
    assert!(
        app.get(&letter_page, Some(&cookie)).await.2.contains("席あり・支払いはまだ（59人）"),
        "who has yet to pay"
    );
    // A letter goes once it was read over, and once.
    let letter = app.state.new_id::<RowId>().to_string();
    let mut write = vec![
        ("form[workshop]", id.as_str()),
        ("form[letter]", letter.as_str()),
        ("form[to]", "chosen"),
        ("form[people]", picked.as_str()),
        ("form[subject]", "当日のこと\r\nBcc: x@example.jp"),
        ("form[text]", "こんにちは。\n\n<script>alert(1)</script>"),
    ];
    let (status, body) = post(&app, "letter_send", &write, Some(&cookie)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    assert!(body.contains("1人に届きます"), "{body}");
    assert_eq!(app.letters("workshop_host").await, 0);
    let path = format!("/host/{id}/plan/letter");
    write[5].1 = "一行め。\r\n二行め。\r\n\r\n<script>alert(1)</script>";
    let (_, headers, _) = app.post_form_from(&path, "/api/workshops/letter_send", &write, Some(&cookie)).await;
    let page = app.get(&path, Some(&format!("{cookie}; {}", form_cookie(&headers)))).await.2;
    for wanted in ["○○さん", "<p>一行め。<br>二行め。</p>", "のホスト、hostさんからの手紙です", "1人に、こう届きます"]
    {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert!(!page.contains("もう一度見てほしいところがあります"), "nothing is wrong with it: {page}");
    let seen = read_over(&app, &write, &cookie).await;
    write.push(("form[seen]", &seen));
    for _ in 0..2 {
        let (status, body) = post(&app, "letter_send", &write, Some(&cookie)).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    }
    assert_eq!(app.letters("workshop_host").await, 1);
    let letters = app.letter_texts().await;
    assert!(letters.contains("member59") && letters.contains("&lt;script&gt;alert(1)") && !letters.contains('\r'));
});

both!(taking_people_off_is_asked_first_and_told_afterwards, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await.to_string();
    let cookie = app.sign_in(&host).await;
    for user in app.members(3).await {
        app.register(&id.parse().expect("an id"), &user).await;
    }
    let path = format!("/host/{id}/plan/people");
    let html = app.get(&path, Some(&cookie)).await.2;
    let picked: Vec<String> = html
        .split("name=\"form[people][]\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next().map(str::to_owned))
        .collect();
    assert_eq!(picked.len(), 3);
    // Everybody on the page is ticked by a link.
    let ticked = app.get(&format!("{path}?ticked=1"), Some(&cookie)).await.2;
    let ticks = |html: &str| html.matches(" checked class=\"pick\"").count();
    assert_eq!((ticks(&html), ticks(&ticked)), (0, 3), "{ticked}");
    let act = async |act: &str, people: &[&String], more: &[(&str, &str)]| {
        let mut fields = vec![("form[workshop]", id.as_str()), ("form[act]", act), ("form[query]", "sort=name")];
        fields.extend(people.iter().map(|one| ("form[people][]", one.as_str())));
        fields.extend_from_slice(more);
        let (status, headers, _) = app.post_form("/api/workshops/people_act", &fields, Some(&cookie)).await;
        assert_eq!(status, StatusCode::FOUND);
        headers["location"].to_str().expect("an address").to_owned()
    };
    let gone = "select count(*) from registrations where cancelled_at is not null";

    // The first press only asks, and names who loses what.
    let sure = act("remove", &[&picked[0], &picked[2]], &[]).await;
    assert_eq!(count(&app, gone).await, 0);
    assert_eq!(app.letters("workshop_removed").await, 0);
    let html = app.get(&sure, Some(&cookie)).await.2;
    assert!(html.contains("member0さんの席がなくなり、メールが届きます。"), "{html}");
    assert!(html.contains("member2さんの申し込みと順番がなくなり") && html.contains("残しておく"), "{html}");
    assert!(html.contains("name=\"form[people][]\" value") && html.contains("?sort=name\""), "{html}");

    // The second one does it, and the page says what was done with whom.
    let done = act("remove", &[&picked[0]], &[("form[sure]", "yes")]).await;
    assert_eq!(count(&app, gone).await, 1);
    let html = app.get(&done, Some(&cookie)).await.2;
    assert!(html.contains("member0さんを外しました。") && !html.contains("当てはまりませんでした"), "{html}");
    let done = act("remove", &[&picked[0], &picked[1]], &[("form[sure]", "yes")]).await;
    let html = app.get(&done, Some(&cookie)).await.2;
    assert!(
        html.contains("member1さんを外しました。") && html.contains("ほかの1人には、当てはまりませんでした。"),
        "{html}"
    );
    let html = app.get(&act("paid", &[&picked[1], &picked[2]], &[]).await, Some(&cookie)).await.2;
    assert!(html.contains("2人の支払いを確認しました。"), "{html}");

    // An address names nobody who did not register here, and asks nothing of whoever is gone.
    let elsewhere = app.workshop(&host, details(2)).await;
    let html = app.get(&format!("/host/{elsewhere}/plan/people?done=remove&who={}", picked[0]), Some(&cookie)).await.2;
    assert!(!html.contains("member0") && !html.contains("外しました"));
    let html = app.get(&format!("{path}?sure=remove&who={}", picked[0]), Some(&cookie)).await.2;
    assert!(html.contains("だれにも当てはまりませんでした") && !html.contains("残しておく"), "{html}");
});
