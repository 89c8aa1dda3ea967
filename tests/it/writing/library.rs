//! What one's own shelf does with what was written: searching, the calendar, taking it all along, reading.

use std::io::Read;

use assemble::coaching::cohorts::store::goals::{self, NewGoal};
use assemble::kit::Role;

use super::*;
use crate::both;
use crate::desk::comment;
use crate::journal::{CANARY, cohort, share};
use crate::support::NOW;

async fn look(app: &TestApp, cookie: &str, fields: &[(&str, &str)]) -> String {
    let (status, headers, page) = app.post_form_from("/journal/search", "/journal/search", fields, Some(cookie)).await;
    assert_eq!(status, 200, "{page}");
    assert!(headers["cache-control"].to_str().is_ok_and(|policy| policy.contains("no-store")));
    let (_, main) = page.split_once("<main").expect("a page");
    // Without the marks that the program in the browser finds its texts by.
    main.split_once("</main>").expect("its end").0.replace("<!>", "")
}

both!(a_search_finds_ones_own_words_in_any_form, |app| async move {
    let owner = app.person("minato", &[]).await;
    let other = app.person("someone", &[Role::Admin]).await;
    let first = written(&app, &owner, "ywt", "y", "きょうは、ワークのあとに歩いた。<b>雨</b>").await;
    app.state.clock.set(NOW.plus_hours(48));
    let second = written(&app, &owner, "free", "text", "なにもない日").await;
    written(&app, &other, "free", "text", "ワークは他人のもの").await;
    let cookie = app.sign_in(&owner).await;

    let main = look(&app, &cookie, &[("q", "わーく"), ("page", "0")]).await;
    assert!(main.contains("<mark>ワーク</mark>") && main.contains(first.as_str()), "{main}");
    assert!(main.contains("&lt;b&gt;雨&lt;/b&gt;") && !main.contains("<b>雨"), "words are no markup");
    assert!(!main.contains(second.as_str()) && !main.contains("他人のもの"));
    assert!(main.contains("value=\"わーく\""), "the words stand in the field again");
    assert!(look(&app, &cookie, &[("q", "わーく 雪")]).await.contains("見つかりませんでした"));

    let main = look(&app, &cookie, &[("from", "2026-11-26"), ("to", "2026-11-26")]).await;
    assert!(main.contains(second.as_str()) && !main.contains(first.as_str()));
    let main = look(&app, &cookie, &[("template", "ywt")]).await;
    assert!(main.contains(first.as_str()) && !main.contains(second.as_str()));
    let main = look(&app, &cookie, &[("tag", "emotions:tired")]).await;
    assert!(main.contains("見つかりませんでした"));

    let (status, _, page) = app.get("/journal/search?q=ワーク", Some(&cookie)).await;
    assert_eq!(status, 200);
    assert!(!page.contains("<mark>") && !page.contains("ワークのあと"), "an address asks nothing");
    let (status, headers, _) = app.post_form("/journal/search", &[("q", CANARY)], None).await;
    let to = headers.get("location").map(|to| to.to_str().expect("plain").to_owned()).unwrap_or_default();
    assert!(status.is_redirection() && to.starts_with("/sign-in") && !to.contains("%E3"), "{to}");
});

both!(many_hits_come_in_pages, |app| async move {
    let owner = app.person("minato", &[]).await;
    for n in 0..23 {
        app.state.clock.set(NOW.plus_hours(2 * n));
        written(&app, &owner, "free", "text", &format!("雨の{n}日目")).await;
    }
    let cookie = app.sign_in(&owner).await;
    let main = look(&app, &cookie, &[("q", "雨")]).await;
    assert_eq!(main.matches("<mark>").count(), 20);
    assert!(main.contains("name=\"page\" value=\"1\""), "{main}");
    let main = look(&app, &cookie, &[("q", "雨"), ("page", "1")]).await;
    assert_eq!(main.matches("<mark>").count(), 3);
    assert_eq!(look(&app, &cookie, &[("q", "雨"), ("page", "99999")]).await.matches("<mark>").count(), 3);
});

both!(the_calendar_shows_days_battery_and_feelings, |app| async move {
    let owner = app.person("minato", &[]).await;
    let other = app.person("someone", &[]).await;
    let entry = begin(&app, &owner, "hitokoto").await;
    let mut answers = Answers::default();
    answers.put("line", Answer { text: "しずかな日".to_owned(), ..Answer::default() });
    answers.put("mood", Answer { emotions: vec!["tired".to_owned()], ..Answer::default() });
    answers.put("battery", Answer { scale: Some(3), ..Answer::default() });
    save(&app, &owner, &entry, 0, answers).await.expect("saved");
    written(&app, &other, "hitokoto", "line", "他人の日").await;
    let cookie = app.sign_in(&owner).await;
    let (status, _, page) = app.get("/journal/calendar", Some(&cookie)).await;
    assert_eq!(status, 200);
    assert!(
        page.contains("2026年11月") && page.contains("しずかな日") && page.contains(&format!("/journal/{entry}/read"))
    );
    assert!(
        page.contains("id=\"battery-title\"") && page.contains("id=\"feelings-desc\""),
        "pictures with their words"
    );
    assert!(!page.contains("他人の日"));
    let (status, _, page) = app.get("/journal/calendar?month=2026-10", Some(&cookie)).await;
    assert!(status == 200 && page.contains("2026年10月") && !page.contains("しずかな日"));
    let (status, _, page) = app.get("/journal/calendar?month=x%27--", Some(&cookie)).await;
    assert!(status == 200 && page.contains("2026年11月"));
});

both!(the_archive_holds_all_of_ones_own_and_nothing_else, |app| async move {
    let coach = app.person("kitagawa", &[Role::Coach]).await;
    let owner = app.person("minato", &[]).await;
    let other = app.person("someone", &[]).await;
    let class = cohort(&app, &coach, &owner).await;
    let goal = NewGoal {
        id: app.state.new_id(),
        cohort: class,
        text: "週に一度、書く".to_owned(),
        step: (app.state.new_id(), "火曜の夜にひらく".to_owned()),
        due: String::new(),
        shared: false,
    };
    let input = (app.state.vault.clone(), owner.clone(), goal);
    let set = app.state.db.write(input, |tx, (vault, me, new)| Box::pin(goals::set(tx, vault, me, new, NOW)));
    assert!(set.await.expect("a goal"));
    cohort(&app, &coach, &other).await;
    let entry = written(&app, &owner, "ywt", "y", CANARY).await;
    app.state.clock.set(NOW.plus_minutes(60));
    written(&app, &owner, "free", "text", "二つめ\n| 棒 |").await;
    app.state.clock.set(NOW.plus_minutes(120));
    let third = written(&app, &owner, "free", "text", "三つめ").await;
    for base in 1..45 {
        let mut more = Answers::default();
        more.put("text", Answer { text: format!("三つめ{}", "。".repeat(base)), ..Answer::default() });
        save(&app, &owner, &third, base as i64, more).await.expect("saved");
    }
    let theirs = written(&app, &other, "ywt", "y", "他人のことば").await;
    share(&app, &other, &theirs, 1, &coach).await.expect("sent");
    let (_, shared) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    let coach_cookie = app.sign_in(&coach).await;
    let remark = comment(&app, &coach, &shared, (0, 4), "この書き出しが好きです").await.expect("kept");
    let answer = [("form[share]", shared.as_str()), ("form[text]", "読みました。")];
    let answered = app.post_form("/api/coaching/answer", &answer, Some(&coach_cookie)).await;
    assert!(answered.0.is_redirection(), "{}", answered.2);

    let cookie = app.sign_in(&owner).await;
    for (path, who, about, words) in
        [("reply", &cookie, remark.as_str(), "うれしかったです"), ("say", &coach_cookie, "", "また聞かせてください")]
    {
        let fields = [("form[share]", shared.as_str()), ("form[comment]", about), ("form[text]", words)];
        let said = app.post_json_client(&format!("/api/coaching/{path}"), &fields, Some(who)).await;
        assert!(said.0.is_success(), "{path} {}", said.2);
    }
    // What the coach has not returned stays with the coach.
    let late = written(&app, &owner, "ywt", "y", "四つめ").await;
    let (_, waiting) = share(&app, &owner, &late, 1, &coach).await.expect("sent");
    comment(&app, &coach, &waiting, (0, 2), "まだ返していない一言").await.expect("kept");
    let (status, _, page) = app.get("/journal/export", Some(&cookie)).await;
    assert!(status == 200 && !page.contains(CANARY), "looking at the page takes nothing along");
    let request = ::http::Request::post("/journal/export")
        .header("host", "localhost:3000")
        .header("origin", crate::support::SITE)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", &cookie)
        .body(axum::body::Body::empty())
        .expect("a request");
    let response = app.send(request).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/zip");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a file");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).expect("an archive");
    let mut files = std::collections::BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        files.insert(file.name().expect("a name").into_owned(), text);
    }
    let names: Vec<_> = files.keys().cloned().collect();
    assert_eq!(
        names,
        [
            "cohorts.json",
            "journal.json",
            "receipts.json",
            "はじめに.md",
            "日誌/2026-11-24 YWT (2).md",
            "日誌/2026-11-24 YWT.md",
            "日誌/2026-11-24 自由に書く (2).md",
            "日誌/2026-11-24 自由に書く.md",
            "日誌の前の版/2026-11-24 YWT (2).json",
            "日誌の前の版/2026-11-24 YWT.json",
            "日誌の前の版/2026-11-24 自由に書く (2).json",
            "日誌の前の版/2026-11-24 自由に書く.json",
            "期/01 第一期生.md",
            "見せたものの控え.md"
        ]
    );
    let versions: serde_json::Value =
        serde_json::from_str(&files["日誌の前の版/2026-11-24 YWT.json"]).expect("versions");
    assert_eq!((&versions[0]["version"], &versions[0]["answers"]["y"]["text"]), (&1.into(), &CANARY.into()));
    let many: serde_json::Value =
        serde_json::from_str(&files["日誌の前の版/2026-11-24 自由に書く (2).json"]).expect("versions");
    assert_eq!(many.as_array().map(Vec::len), Some(45), "they are opened a few at a time, and all are there");
    let class = &files["期/01 第一期生.md"];
    assert!(class.contains("### 週に一度、書く") && class.contains("- [ ] 火曜の夜にひらく"), "{class}");
    assert!(files["cohorts.json"].contains("週に一度、書く"));
    let receipts = &files["見せたものの控え.md"];
    assert!(receipts.contains("kitagawa") && files["receipts.json"].contains("kitagawa"), "{receipts}");
    let ywt = &files["日誌/2026-11-24 YWT.md"];
    assert!(ywt.contains(CANARY) && ywt.contains("読みました。") && ywt.contains("## やったこと"), "{ywt}");
    let data: serde_json::Value = serde_json::from_str(&files["journal.json"]).expect("data");
    assert_eq!(data["entries"].as_array().map(Vec::len), Some(4));
    let reply = &data["entries"][0]["replies"][0];
    assert_eq!(reply["text"], "読みました。");
    assert_eq!(reply["remarks"][0]["text"], "この書き出しが好きです");
    assert_eq!(reply["remarks"][0]["passage"], CANARY.chars().take(4).collect::<String>());
    assert_eq!(reply["remarks"][0]["said"][0]["text"], "うれしかったです");
    assert_eq!(
        (&reply["said"][0]["text"], &reply["said"][0]["from"]),
        (&"また聞かせてください".into(), &"kitagawa".into())
    );
    assert_eq!(data["entries"][0]["answers"]["y"]["text"], CANARY);
    for words in ["> ", "この書き出しが好きです", "うれしかったです", "また聞かせてください", "文章の横のコメント"]
    {
        assert!(ywt.contains(words), "{words} in {ywt}");
    }
    assert!(files.values().all(|text| !text.contains("他人のことば") && !text.contains("まだ返していない")));

    let (status, _, page) = app.get("/journal/export/all", Some(&cookie)).await;
    assert!(status == 200 && page.contains(CANARY) && page.contains("読みました。") && !page.contains("他人のことば"));
    let (status, headers, _) = app.post_form("/journal/export", &[], None).await;
    assert!(status.is_redirection() && headers["location"].to_str().expect("plain").starts_with("/sign-in"));
});

both!(reading_is_the_owners_and_marks_become_form, |app| async move {
    let owner = app.person("minato", &[]).await;
    let other = app.person("someone", &[Role::Coach, Role::Admin]).await;
    let entry = written(&app, &owner, "free", "text", "## 窓\n**雨**<script>alert(1)</script>\n- 一").await;
    let cookie = app.sign_in(&owner).await;
    let (status, _, page) = app.get(&format!("/journal/{entry}/read"), Some(&cookie)).await;
    assert_eq!(status, 200);
    assert!(page.contains("<h2>窓</h2>") && page.contains("<strong>雨</strong>") && page.contains("<li>一</li>"));
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert(1)"));
    let theirs = app.sign_in(&other).await;
    let none: EntryId = app.state.new_id();
    for id in [&entry, &none] {
        assert_eq!(app.get(&format!("/journal/{id}/read"), Some(&theirs)).await.0, 404);
        let answer = app.post_json_client("/api/journal/read", &[("id", id.as_str())], Some(&theirs)).await;
        assert_eq!(answer.0, 404);
    }
});

both!(the_shelf_is_for_members_who_promised, |app| async move {
    let owner = app.person("minato", &[]).await;
    written(&app, &owner, "free", "text", CANARY).await;
    crate::journal::run(&app, "delete from promises").await;
    let cookie = app.sign_in(&owner).await;
    for (path, fields) in [
        ("/api/journal/offer", vec![("time", "5"), ("about", ""), ("want", "")]),
        ("/api/journal/search", vec![]),
        ("/api/journal/calendar", vec![("month", "")]),
        ("/api/journal/export", vec![]),
        ("/api/journal/all", vec![]),
    ] {
        let (status, _, body) = app.post_json_client(path, &fields, None).await;
        assert_eq!(status, 401, "{path} {body}");
        let (status, _, body) = app.post_json_client(path, &fields, Some(&cookie)).await;
        assert!(status == 403 && !body.contains(CANARY), "{path} {status} {body}");
    }
    let (status, headers, _) = app.post_form("/journal/export", &[], Some(&cookie)).await;
    assert!(status.is_redirection() && headers["location"] == "/promise");
    for path in ["/journal/search", "/journal/calendar", "/journal/export", "/journal/export/all", "/journal/new"] {
        let (status, _, page) = app.get(path, Some(&cookie)).await;
        assert!(!page.contains(CANARY), "{path} {status}");
        let (status, ..) = app.get(path, None).await;
        assert!(status.is_redirection() || status == 401, "{path} {status}");
    }
});
