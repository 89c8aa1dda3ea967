//! What a member reads on the page of a course: each date and where they stand there, what holds for all of them, and
//! what they are registered for at the same time.

use assemble::kit::id::WorkshopId;
use assemble::workshops::model::Outcome;
use http::StatusCode;

use super::course::{dates, drafts, join_all_dates, say};
use super::details;
use super::planning::{count, post, text};
use crate::both;
use crate::support::{NOW, shown};

both!(the_page_of_a_course_says_how_one_stands_at_each_date, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 2).await;
    for user in app.members(2).await {
        app.register(&dates[1], &user).await;
    }
    for (date, fee) in dates.iter().zip(["500円", "500円", "700円"]) {
        app.sql("update workshops set fee = $2 where id = $1", date.as_str(), Some(fee), None).await;
    }
    let until = Some(NOW.plus_hours(20).0);
    app.sql("update workshops set cancel_until = $2 where id = $1", dates[0].as_str(), None, until).await;
    let guest = app.person("guest", &[]).await;
    let cookie = app.sign_in(&guest).await;
    let path = format!("/workshops/{}", dates[0]);
    let page = async |path: &str, cookie: Option<&str>| shown(&app.get(path, cookie).await.2);
    let visitor = page(path.as_str(), None).await;
    assert!(visitor.contains("第2回（全3回）") && !visitor.contains("まだ申し込んでいません"), "{visitor}");
    let before = page(path.as_str(), Some(cookie.as_str())).await;
    assert_eq!(before.matches("まだ申し込んでいません").count(), 3, "{before}");
    assert_eq!((before.matches(">あと2席</span>").count(), before.matches(">順番待ち").count()), (2, 0), "{before}");
    // Beside the form for all of them stands what differs, date by date.
    let whole = before.split("/api/workshops/register_course").nth(1).expect("a form");
    for words in ["<li>第1回 500円</li>", "<li>第3回 700円</li>", "<li>第2回 はじまるまで、いつでも</li>"]
    {
        assert!(whole.contains(words), "{words}: {whole}");
    }
    assert!(whole.contains("<li>第1回 11月25日（水）15:30まで</li>"), "{whole}");
    assert!(whole.contains("回ごとに、2026年12月25日（金）から2027年1月8日（金）まで"), "{whole}");
    say(&app, "register_course", &dates[0], &cookie).await;
    let after = page(format!("{path}?done=some").as_str(), Some(cookie.as_str())).await;
    assert_eq!(after.matches("席が決まっています。").count(), 2, "{after}");
    assert_eq!(after.matches("いまは順番待ちの1番目です。").count(), 1, "{after}");
    let tally = "この講座では、席が決まったのは2回、順番待ちは1回です。";
    assert!(
        after.contains(&format!("まだ決まっていない回があります。回ごとのことは、メールでお知らせしました。 {tally}")),
        "{after}"
    );
});

both!(what_is_at_the_same_time_is_said_and_not_forbidden, |app| async move {
    const WORDS: &str = "時間が重なる申し込みがあります：「夜の読書会」（12月2日（水）20:30から）。";
    let host = app.host().await;
    let dates = dates(&app, &host, 5).await;
    let mut other = details(5);
    other.title = "夜の読書会".to_owned();
    // It begins before the second date is over. The first date ends when this one begins, which is no clash.
    (other.starts_at, other.ends_at) = (NOW.plus_days(8).plus_minutes(60), NOW.plus_days(8).plus_minutes(180));
    let night = app.workshop(&host, other.clone()).await;
    other.title = "すぐあとの会".to_owned();
    (other.starts_at, other.ends_at) = (NOW.plus_days(1).plus_minutes(90), NOW.plus_days(1).plus_minutes(120));
    let next = app.workshop(&host, other).await;
    let guest = app.person("guest", &[]).await;
    let cookie = app.sign_in(&guest).await;
    for id in [&night, &next] {
        assert_eq!(app.register(id, &guest).await, Outcome::Confirmed);
    }
    let page = async |id: &WorkshopId| shown(&app.get(&format!("/workshops/{id}"), Some(&cookie)).await.2);
    assert_eq!(page(&dates[1]).await.matches(WORDS).count(), 2, "beside the form, and in its row");
    assert_eq!(page(&dates[0]).await.matches(WORDS).count(), 1, "in the row of the other date");
    assert!(!page(&dates[2]).await.contains("すぐあとの会"));
    say(&app, "register_course", &dates[0], &cookie).await;
    let letter = text(&app, "select text_body from letters where kind = $1", "workshop_course").await;
    assert_eq!(letter.matches(WORDS).count(), 1, "{letter}");
    let single = app.person("single", &[]).await;
    for id in [&night, &dates[1]] {
        assert_eq!(app.register(id, &single).await, Outcome::Confirmed);
    }
    let letters = "select count(*) from letters where kind = 'workshop_confirmed' and text_body like '%時間が重なる%'";
    assert_eq!(count(&app, letters).await, 1);
    // Nobody hears of the places of others.
    let stranger = app.sign_in(&app.person("stranger", &[]).await).await;
    assert!(!shown(&app.get(&format!("/workshops/{}", dates[1]), Some(&stranger)).await.2).contains("夜の読書会"));
});

both!(a_second_press_changes_nothing_and_says_so, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 1).await;
    let form = [("form[workshop]", dates[0].as_str())];
    for (mode, done) in [("lottery", "entered"), ("approval", "applied"), ("first", "lines")] {
        for date in &dates {
            let given = "update workshops set mode = $2, draw_at = $3 where id = $1";
            app.sql(given, date.as_str(), Some(mode), Some(NOW.plus_hours(20).0)).await;
        }
        if mode == "first" {
            join_all_dates(&app, &dates[0], &app.person("other", &[]).await).await.expect("places");
        }
        let member = app.person(mode, &[]).await;
        let cookie = app.sign_in(&member).await;
        for done in [done, "already", "already"] {
            let (_, headers, _) = app.post_form("/api/workshops/register_course", &form, Some(&cookie)).await;
            assert_eq!(headers["location"], format!("/workshops/{}?done={done}", dates[0]), "{mode}");
        }
        let page = shown(&app.get(&format!("/workshops/{}?done=already", dates[0]), Some(&cookie)).await.2);
        assert!(page.contains("もう一度押しても、前のまま"), "{page}");
        // By the form of one date nobody hears of a line either who is in none.
        let one = match mode {
            "first" => Outcome::Waiting(3),
            "approval" => Outcome::Applied,
            _ => Outcome::Entered,
        };
        assert_eq!(app.register(&dates[1], &member).await, one);
    }
    assert_eq!(app.letters("workshop_course").await, 4, "one each");
});

both!(a_host_sees_the_draft_of_a_course_as_members_will, |app| async move {
    let host = app.host().await;
    let dates = drafts(&app, &host, 3).await;
    let cookie = app.sign_in(&host).await;
    let page = shown(&app.get(&format!("/host/{}/plan/preview", dates[0]), Some(&cookie)).await.2);
    for words in
        ["第1回（全3回）", "第3回（全3回）", "きっかけ", "はじまるまで、いつでも", "2026年12月25日（金）に消します"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(page.matches(">下書き</span>").count(), 3, "{page}");
    // The page for members has none of the drafts.
    let page = shown(&app.get(&format!("/workshops/{}", dates[0]), Some(&cookie)).await.2);
    assert!(!page.contains("全3回"), "{page}");
});

both!(a_wish_is_changed_for_a_whole_course_at_once, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 1).await;
    join_all_dates(&app, &dates[0], &app.person("first", &[]).await).await.expect("places");
    let cookie = app.sign_in(&app.person("guest", &[]).await).await;
    say(&app, "register_course", &dates[0], &cookie).await;
    let page = shown(&app.get(&format!("/workshops/{}", dates[1]), Some(&cookie)).await.2);
    assert!(page.contains("この講座で待っている回、ぜんぶに"), "{page}");
    let one = [("form[workshop]", dates[1].as_str()), ("form[wish]", "ask")];
    let asks = "select count(*) from registrations where wish = 'ask'";
    for (more, changed) in [(None, 1), (Some(("form[course]", "true")), 3)] {
        let form: Vec<_> = one.into_iter().chain(more).collect();
        assert_eq!(post(&app, "wish", &form, Some(&cookie)).await.0, StatusCode::OK);
        assert_eq!(count(&app, asks).await, changed);
    }
    // Of those who wait at none of them, or of no course, nothing is changed.
    let all = [one[0], ("form[wish]", "auto"), ("form[course]", "true")];
    let stranger = app.sign_in(&app.person("stranger", &[]).await).await;
    assert_eq!(post(&app, "wish", &all, Some(&stranger)).await.0, StatusCode::NOT_FOUND);
    let alone = app.workshop(&host, details(1)).await;
    let alone = [("form[workshop]", alone.as_str()), all[1], all[2]];
    assert_eq!(post(&app, "wish", &alone, Some(&cookie)).await.0, StatusCode::NOT_FOUND);
    assert_eq!(count(&app, asks).await, 3);
});
