//! Writing in every template, and what one's own shelf does: reading, searching, the calendar, taking it all along.

use std::io::Read;

use assemble::coaching::cohorts::store::goals::{self, NewGoal};
use assemble::coaching::sharing::model::Terms;
use assemble::journal::model::{Answer, Answers, Row, row_name, template, templates};
use assemble::journal::store;
use assemble::kit::Role;
use assemble::kit::id::{EntryId, UserId};

use crate::both;
use crate::desk::comment;
use crate::journal::{CANARY, cohort, pair, save, share, share_step};
use crate::support::{NOW, TestApp};

async fn begin(app: &TestApp, owner: &UserId, name: &str) -> EntryId {
    let template = template(name).expect("a template of ours");
    let input = (owner.clone(), app.state.new_id::<EntryId>(), template, app.state.now());
    let begun = app.state.db.write(input, |tx, (owner, id, template, now)| {
        Box::pin(store::create_entry(tx, owner, id, &template.id, template.version, *now))
    });
    begun.await.expect("an entry")
}

/// An entry with these words in one of its steps.
async fn written(app: &TestApp, owner: &UserId, name: &str, step: &str, words: &str) -> EntryId {
    let entry = begin(app, owner, name).await;
    let mut answers = Answers::default();
    answers.put(step, Answer { text: words.to_owned(), ..Answer::default() });
    save(app, owner, &entry, 0, answers).await.expect("saved");
    entry
}

async fn newest(app: &TestApp, owner: &UserId, entry: &EntryId) -> (i64, Answers) {
    let mut conn = app.state.db.read().await.expect("a connection");
    let head = store::entry(&mut conn, owner, entry).await.expect("it is there").head;
    let answers = store::answers(&mut conn, &app.state.vault, owner, entry, head).await.expect("its words");
    (head, answers)
}

fn row(other: &str, me: &str) -> Row {
    [("other", other), ("me", me)]
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(col, words)| (col.to_owned(), words.to_owned()))
        .collect()
}

/// The fields of a table as a browser sends them.
fn fields(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    let cells = rows.iter().enumerate().flat_map(|(at, (other, me))| {
        [("other", other), ("me", me)]
            .map(|(col, words)| (format!("form[rows][rows][{}][{col}]", row_name(at)), (*words).to_owned()))
    });
    cells.collect()
}

async fn press(app: &TestApp, cookie: &str, entry: &EntryId, rows: &[(&str, &str)], button: &str) -> (u16, String) {
    let mut form = fields(rows);
    let head = crate::journal::count(app, "select max(head_seq) from journal_entries").await;
    form.extend([
        ("form[entry]".to_owned(), entry.to_string()),
        ("form[base]".to_owned(), head.to_string()),
        ("form[then]".to_owned(), button.to_owned()),
    ]);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let page = format!("/journal/{entry}");
    let (status, headers, _) = app.post_form_from(&page, "/api/journal/save", &form, Some(cookie)).await;
    let to = headers.get("location").map(|to| to.to_str().expect("plain").to_owned()).unwrap_or_default();
    (status.as_u16(), to)
}

both!(every_template_can_be_begun_written_and_read_without_a_program, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    for template in templates() {
        let (status, _, page) = app.get(&format!("/journal/new?template={}", template.id), Some(&cookie)).await;
        assert_eq!(status, 200, "{}", template.id);
        assert!(page.contains(&template.title_ja) && page.contains(&template.credit_ja), "{}", template.id);
        let begun = app.post_form("/api/journal/start", &[("form[template]", &template.id)], Some(&cookie)).await;
        let address = begun.1.get("location").expect("the entry").to_str().expect("plain").to_owned();
        let id = address.rsplit('/').next().expect("an id").to_owned();
        let (status, _, page) = app.get(&address, Some(&cookie)).await;
        assert_eq!(status, 200, "{}", template.id);
        for step in &template.steps {
            assert!(page.contains(&step.prompt_ja), "{} {}", template.id, step.id);
        }
        let words = format!("{}の一行", template.id);
        let step = template.steps.iter().find(|step| {
            use assemble::journal::model::StepKind::{Action, Text};
            matches!(step.kind, Text { .. } | Action { .. })
        });
        let field = format!("form[texts][{}]", step.expect("words somewhere").id);
        let form = [("form[entry]", id.as_str()), ("form[base]", "0"), (field.as_str(), words.as_str())];
        let form = [&form[..], &[("form[choices][tag_values][]", "acceptance"), ("form[then]", "finish")]].concat();
        let saved = app.post_form_from(&address, "/api/journal/save", &form, Some(&cookie)).await;
        assert!(saved.0.is_redirection(), "{} {}", template.id, saved.2);
        let (status, _, page) = app.get(&format!("{address}/read"), Some(&cookie)).await;
        assert_eq!(status, 200, "{}", template.id);
        assert!(page.contains(&words) && page.contains("受容"), "{}", template.id);
    }
});

both!(the_buttons_of_a_table_lose_nothing, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner, "process_record").await;
    let two = [("「べつに」", "「そっか」"), ("（笑う）", "")];
    let (status, to) = press(&app, &cookie, &entry, &two, "add:rows:0").await;
    assert_eq!((status, to), (302, format!("/journal/{entry}#q-rows")));
    let (head, answers) = newest(&app, &owner, &entry).await;
    assert_eq!(answers.of("rows").rows, [row("「べつに」", "「そっか」"), Row::new(), row("（笑う）", "")]);
    let (_, _, page) = app.get(&format!("/journal/{entry}"), Some(&cookie)).await;
    assert_eq!(page.matches("class=\"exchange-row\"").count(), 4, "three, and a blank one to write on");

    // What was typed and not saved yet stands in the version before the row went.
    let three = [("「べつに」", "「そっか」"), ("まだ保存していない", ""), ("（笑う）", "")];
    press(&app, &cookie, &entry, &three, "remove:rows:1").await;
    let (last, answers) = newest(&app, &owner, &entry).await;
    assert_eq!(answers.of("rows").rows, [row("「べつに」", "「そっか」"), row("（笑う）", "")]);
    assert_eq!(last, head + 2);
    let mut conn = app.state.db.read().await.expect("a connection");
    let before = store::answers(&mut conn, &app.state.vault, &owner, &entry, last - 1).await.expect("the version");
    assert_eq!(before.of("rows").rows[1], row("まだ保存していない", ""));
    drop(conn);

    press(&app, &cookie, &entry, &two, "up:rows:1").await;
    let (_, answers) = newest(&app, &owner, &entry).await;
    assert_eq!(answers.of("rows").rows[0], row("（笑う）", ""));

    // A cell that is too long comes back with every word, and changes nothing.
    let long = "字".repeat(2_001);
    let (head, _) = newest(&app, &owner, &entry).await;
    let (status, to) = press(&app, &cookie, &entry, &[(&long, "")], "add:rows:0").await;
    assert_eq!((status, to), (303, format!("/journal/{entry}")));
    assert_eq!(newest(&app, &owner, &entry).await.0, head);
    let odd = press(&app, &cookie, &entry, &two, "add:ro\nws:0").await;
    assert_eq!(odd.0, 302, "no button of ours only saves");
});

both!(words_that_lead_to_a_person_are_counted_with_every_save_where_a_case_is_likely, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let phone = "お母さんから090-1234-5678に電話があった。";
    for (name, step, likely) in [("process_record", "reason", true), ("ywt", "y", false)] {
        let entry = begin(&app, &owner, name).await;
        let answers = async |base: &str, words: &str| {
            let step = format!("form[texts][{step}]");
            let fields = [("form[entry]", entry.as_str()), ("form[base]", base), (step.as_str(), words)];
            let saved = app.post_json_client("/api/journal/autosave", &fields, Some(&cookie)).await;
            assert!(saved.0.is_success() && !saved.2.contains("1234"), "{name} {}", saved.2);
            saved.2
        };
        assert_eq!(answers("0", phone).await.contains("\"traces\":null"), !likely, "{name}");
        assert!(answers("1", "電話があった。").await.contains("\"traces\":null"), "{name}");
    }
});

both!(a_coach_reads_rows_and_choices, |app| async move {
    let (coach, owner) = pair(&app).await;
    let entry = begin(&app, &owner, "supervision_prep").await;
    let mut answers = Answers::default();
    answers.put("want", Answer { choices: vec!["listen".to_owned()], ..Answer::default() });
    answers.put("y", Answer { text: "x".to_owned(), ..Answer::default() });
    save(&app, &owner, &entry, 0, answers).await.expect("saved");
    let terms = Terms::default();
    let sent = share_step(&app, &owner, (&entry, 1), "want", &[&coach], terms, app.state.new_id()).await;
    let (_, id) = sent.expect("sent");
    let cookie = app.sign_in(&coach).await;
    let (status, _, page) = app.get(&format!("/coach/journals/{id}"), Some(&cookie)).await;
    assert_eq!(status, 200);
    assert!(page.contains("聴いてほしい"));
});

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

both!(three_questions_lead_somewhere, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let (status, _, page) = app.get("/journal/new", Some(&cookie)).await;
    assert_eq!(status, 200);
    for template in templates() {
        assert!(page.contains(&format!("/journal/new?template={}\"", template.id)), "{}", template.id);
    }
    let (_, _, page) = app.get("/journal/new?time=5&about=event&want=learn", Some(&cookie)).await;
    let (_, found) = page.split_once("id=\"found\"").expect("what was found");
    assert!(found.split_once("template=").expect("a template").1.starts_with("rolfe"), "the first is the answer");
    assert!(page.contains("少し長め"));
    let (_, _, page) = app.get("/journal/new?about=event", Some(&cookie)).await;
    assert!(page.contains("まず、時間をひとつ"));
    assert_eq!(app.get("/journal/new?template=nothing", Some(&cookie)).await.0, 404);
});

/// The save of an older program: a document without rows or choices.
#[test]
fn older_documents_read_as_they_were() {
    let json = r#"{"line":{"text":"一"},"battery":{"scale":3},"t":{"text":"二","due":"2026-12-01"}}"#;
    let answers: Answers = serde_json::from_str(json).expect("it reads");
    let again = serde_json::to_string(&answers).expect("it writes");
    assert_eq!(again, r#"{"battery":{"scale":3},"line":{"text":"一"},"t":{"text":"二","due":"2026-12-01"}}"#);
    assert!(answers.of("line").rows.is_empty() && answers.of("line").choices.is_empty());
}
