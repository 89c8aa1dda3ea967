//! What is refused, and that nothing typed is lost by it.

use assemble::server::limits::Deed;
use http::StatusCode;

use super::{ALONE, PLACED, Sitter};
use crate::both;
use crate::demo;
use crate::support::{NOW, TestApp};

demo!(columns_that_are_not_full_are_refused_and_kept, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w3").await;
    let mut columns = PLACED;
    columns[0] = 4;
    let fields: Vec<(String, String)> =
        columns.iter().zip(1..).map(|(column, n)| (format!("form[f][s_{n}]"), column.to_string())).collect();
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("form[act]", "finish"));
    let pressed = sitter.press(&fields).await;
    assert_eq!(pressed.location, sitter.path);
    assert!(pressed.page.contains("いまは 3、5、4、4、4 枚"), "{}", pressed.page);
    assert_eq!(pressed.page.matches("<option value=\"4\" selected>").count(), 5);
    assert_eq!(sitter.page("").await.matches("<option value=\"4\" selected>").count(), 5, "the draft is kept");
    let (status, _, _) = app.get(&format!("{}/result", sitter.path), Some(&sitter.cookie)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    for (name, wrong) in
        [("form[f][s_99]", "3"), ("form[f][s_1]", "9"), ("form[f][s_1]", "NaN"), ("form[f][s_1]", "-1")]
    {
        let pressed = sitter.press(&[("form[act]", "keep"), (name, wrong)]).await;
        assert!(pressed.page.contains("error-summary"), "{name} {wrong}");
        assert_eq!(sitter.page("").await.matches("<option value=\"4\" selected>").count(), 5, "{name} {wrong}");
    }
});

demo!(a_result_a_strange_item_and_an_old_version_are_refused, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    let mut keep = ALONE.to_vec();
    keep.push(("form[act]", "keep"));
    assert!(sitter.press(&keep).await.location.ends_with("?done=kept"));
    let mut sent = keep.clone();
    sent.push(("form[result]", "{\"scales\":[]}"));
    assert!(sitter.press(&sent).await.page.contains("結果はこちらで計算します"));
    for (name, wrong) in [("form[f][z9]", "3"), ("form[f][a1]", "6"), ("form[f][a1]", "NaN"), ("form[f][a1]", "3.5")] {
        let pressed = sitter.press(&[("form[act]", "keep"), ("form[f][talk]", "ことば"), (name, wrong)]).await;
        assert!(pressed.page.contains("error-summary") && pressed.page.contains("ことば"), "{name} {wrong}");
        assert!(pressed.page.contains("data-unkept"), "the script keeps what came back");
    }
    let revision = sitter.revision().await;
    let mut old = vec![("form[id]", sitter.id()), ("form[revision]", &revision), ("form[version]", "0")];
    old.extend([("form[act]", "finish"), ("form_key", "questions")]);
    assert!(sitter.send("play", &old).await.page.contains("版が変わっています"));
    assert!(sitter.page("").await.contains("夜勤明けの引きつぎのこと"), "the draft is as it was");
});

demo!(a_stale_tab_is_told_and_keeps_its_words, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    let behind = sitter.revision().await;
    assert!(
        sitter.press(&[("form[act]", "keep"), ("form[f][talk]", "こちらの窓")]).await.location.ends_with("?done=kept")
    );
    let other = [("form[act]", "keep"), ("form[f][talk]", "あちらの窓")];
    let pressed = sitter.press_at(&behind, &other).await;
    assert!(
        pressed.page.contains("別の画面で先に進んでいました") && pressed.page.contains("あちらの窓"),
        "{}",
        pressed.page
    );
    assert!(!pressed.page.contains("data-unkept"), "the script keeps nothing of it unasked");
    assert!(sitter.page("").await.contains("こちらの窓"), "nothing was overwritten unasked");
    assert!(sitter.press(&other).await.location.ends_with("?done=kept"), "pressing again saves it");
    assert!(sitter.page("").await.contains("あちらの窓"));
    let now = sitter.revision().await;
    // The answer was lost on its way, and the browser sends the form again.
    let more = [("form[act]", "keep"), ("form[f][talk]", "もう一度")];
    assert!(sitter.press_at(&now, &more).await.location.ends_with("?done=kept"));
    assert!(sitter.press_at(&now, &more).await.location.ends_with("?done=kept"));
    assert!(sitter.press_at(&i64::MAX.to_string(), &more).await.page.contains("別の画面で"));
});

demo!(a_pair_from_before_and_an_unknown_one_are_refused, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w2").await;
    for (a, b) in [("work-achievement", "work-achievement"), ("caring", "growth"), ("", "")] {
        let wrong = [("form[act]", "choose"), ("form[at]", "a"), ("form[f][a]", a), ("form[f][b]", b)];
        assert!(sitter.press(&wrong).await.page.contains("error-summary"), "{a} {b}");
    }
    assert!(sitter.press(&[("form[act]", "finish")]).await.page.contains("まだ足りないところがあります"));
    assert!(sitter.press(&[("form[act]", "undo")]).await.page.contains("戻せる操作がありません"));
    assert!(sitter.page("").await.contains("15組のうち0組"));
});

demo!(tags_and_words_that_no_page_sends_are_not_kept, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w9").await;
    let long = "あ".repeat(2001);
    for (field, wrong) in
        [("form[f][meaning]", long.as_str()), ("form[f][who_0]", long.as_str()), ("form[many][values_0][]", "nothing")]
    {
        let fields = [("form[act]", "keep"), ("form[f][name_0]", "面談"), (field, wrong)];
        assert!(sitter.press(&fields).await.page.contains("error-summary"), "{field}");
        assert_eq!(sitter.revision().await, "0", "{field}");
    }
    let line = Sitter::again(&app, sitter.user.clone(), sitter.cookie.clone(), "w6").await;
    let wrong = [
        ("form[act]", "add"),
        ("form[f][title]", "就職"),
        ("form[f][when]", "free"),
        ("form[f][y]", "1"),
        ("form[many][tags][]", long.as_str()),
    ];
    assert!(line.press(&wrong).await.page.contains("error-summary"));
    assert_eq!(line.revision().await, "0");
    assert!(line.press(&wrong[..4]).await.location.starts_with(&line.path));
    assert_eq!(line.revision().await, "1");
});

demo!(whoever_saves_without_end_is_asked_to_wait, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    let fields = [("form[id]", sitter.id()), ("form[version]", "1"), ("form[act]", "keep")];
    for path in ["/api/sheets/play", "/api/sheets/keep", "/api/checks/keep"] {
        let mut waits = false;
        // The budget fills again while one asks.
        for _ in 0..50 {
            while app.state.limits.take(Deed::Save, sitter.user.as_str()).is_ok() {}
            waits = waits || app.post_json_client(path, &fields, Some(&sitter.cookie)).await.0 == 429;
        }
        assert!(waits, "{path}");
    }
});

demo!(what_another_window_took_away_is_said_once, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w5").await;
    let said = "別の画面で先に進んでいました";
    let behind = sitter.revision().await;
    assert_eq!(
        sitter.press(&[("form[act]", "choose"), ("form[many][strengths][]", "waiting")]).await.location,
        sitter.path
    );
    // The other window still chooses; here one writes already, and the form of the choice is gone.
    let other = [("form[act]", "choose"), ("form[many][strengths][]", "bridges")];
    let page = sitter.press_at(&behind, &other).await.page;
    // Once to be read, and once for the script of the page.
    assert_eq!(page.matches(said).count(), 2, "{page}");
    // A form that stands here says it itself, and nothing says it again.
    let page = sitter.press_at(&behind, &[("form[act]", "keep"), ("form[f][story_waiting]", "朝の廊下")]).await.page;
    assert_eq!(page.matches(said).count(), 2, "{page}");
    assert!(page.contains("朝の廊下"));
});

demo!(too_many_too_long_and_not_a_number_are_refused, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    let at = |sheet: &'static str| Sitter::again(&app, member.clone(), cookie.clone(), sheet);
    let strengths = at("w5").await;
    let mut six = vec![("form[act]", "choose")];
    let ids = ["waiting", "bridges", "laughter", "teaching", "learning", "observing"];
    six.extend(ids.map(|id| ("form[many][strengths][]", id)));
    let pressed = strengths.press(&six).await;
    assert!(pressed.page.contains("5つまでにしてください"), "{}", pressed.page);
    assert_eq!(pressed.page.matches(" checked").count(), 6, "what was ticked stays ticked");
    let circles = at("w7").await;
    let long = "あ".repeat(31);
    let pressed = circles.press(&[("form[act]", "add"), ("form[at]", "will"), ("form[f][new_will]", &long)]).await;
    assert!(pressed.page.contains("30字までにしてください") && pressed.page.contains(&long));
    let target = at("w8").await;
    for wrong in ["NaN", "11", "-1", "inf", "5.5"] {
        let pressed =
            target.press(&[("form[act]", "keep"), ("form[f][ring_work]", wrong), ("form[f][value_work]", "朝")]).await;
        assert!(pressed.page.contains("error-summary") && pressed.page.contains("朝"), "{wrong}");
    }
    let blocks = at("w9").await;
    for (before, words) in [("NaN", "数字を確かめてください"), ("101", "数字を確かめてください"), ("40", "いまは 40")]
    {
        let fields = [("form[act]", "finish"), ("form[f][name_0]", "面談"), ("form[f][before_0]", before)];
        let pressed = blocks.press(&fields).await;
        assert!(pressed.page.contains("面談") && pressed.page.contains(words), "{before}: {}", pressed.page);
    }
    let line = at("w6").await;
    let wrong = [
        ("form[act]", "add"),
        ("form[f][title]", "就職"),
        ("form[f][when]", "year"),
        ("form[f][year]", "2010"),
        ("form[f][y]", "NaN"),
    ];
    let pressed = line.press(&wrong).await;
    assert!(pressed.page.contains("error-summary") && pressed.page.contains("value=\"就職\""), "{}", pressed.page);
    let nothing = [("form[act]", "add"), ("form[f][title]", ""), ("form[f][when]", "year"), ("form[f][y]", "0")];
    let page = line.press(&nothing).await.page;
    assert!(page.contains("ことばを入れてください") && page.contains("数字を確かめてください"), "{page}");
    let rings = at("w10").await;
    let wrong = [
        ("form[act]", "add"),
        ("form[f][new_alias]", "☆"),
        ("form[f][new_ring]", "4"),
        ("form[f][new_kind]", "friend"),
    ];
    assert!(rings.press(&wrong).await.page.contains("error-summary"));
});

demo!(what_has_no_name_is_not_dropped_without_a_word, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    let at = |sheet: &'static str| Sitter::again(&app, member.clone(), cookie.clone(), sheet);
    let (unnamed, unsaid) = ("なくすときは、ほかの欄も空に", "なくすときは、日づけも空に");
    let line = at("w6").await;
    for (field, words) in
        [("form[f][story]", "朝の廊下のこと"), ("form[f][lesson]", "待つこと"), ("form[f][year]", "2010")]
    {
        let fields = [
            ("form[act]", "keep"),
            ("form[f][title]", ""),
            ("form[f][when]", "year"),
            ("form[f][y]", "0"),
            (field, words),
        ];
        let page = line.press(&fields).await.page;
        assert!(page.contains(unnamed) && page.contains(words), "{field}: {page}");
    }
    let empty = [("form[act]", "keep"), ("form[f][title]", ""), ("form[f][when]", "year"), ("form[f][y]", "0")];
    assert!(line.press(&empty).await.location.ends_with("?done=kept"), "fields that nobody touched are no point");
    let blocks = at("w9").await;
    for (field, words) in [
        ("form[f][before_0]", "40"),
        ("form[f][after_0]", "30"),
        ("form[f][act_0]", "keep"),
        ("form[many][values_0][]", "caring"),
        ("form[many][strengths_0][]", "waiting"),
    ] {
        let fields = [("form[act]", "keep"), ("form[f][name_0]", ""), ("form[f][energy_0]", "0"), (field, words)];
        let page = blocks.press(&fields).await.page;
        assert!(page.contains(unnamed), "{field}: {page}");
    }
    let rings = at("w10").await;
    for (field, words) in [
        ("form[many][new_gives][]", "listening"),
        ("form[many][new_takes][]", "cheer"),
        ("form[f][new_last]", "week"),
        ("form[f][new_kind]", "friend"),
    ] {
        let fields = [("form[act]", "keep"), ("form[f][new_alias]", ""), ("form[f][new_ring]", "1"), (field, words)];
        let page = rings.press(&fields).await.page;
        assert!(page.contains(unnamed), "{field}: {page}");
    }
    let due = [("form[act]", "keep"), ("form[f][step]", ""), ("form[f][due]", "2026-12-01")];
    for sheet in [blocks, at("w7").await] {
        let page = sheet.press(&due).await.page;
        assert!(page.contains(unsaid) && page.contains("2026-12-01"), "{page}");
    }
    let area = [("form[act]", "keep"), ("form[f][step_work]", ""), ("form[f][due_work]", "2026-12-01")];
    assert!(at("w8").await.press(&area).await.page.contains(unsaid));
});

demo!(full_width_digits_are_digits_and_what_is_none_is_said_beside_its_field, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    let at = |sheet: &'static str| Sitter::again(&app, member.clone(), cookie.clone(), sheet);
    let blocks = at("w9").await;
    let share =
        |words: &'static str| [("form[act]", "keep"), ("form[f][name_0]", "面談"), ("form[f][before_0]", words)];
    assert!(blocks.press(&share("３０．５")).await.location.ends_with("?done=kept"));
    assert!(blocks.page("").await.contains("value=\"30.5\""));
    let page = blocks.press(&share("三割")).await.page;
    assert!(
        page.contains("href=\"#sheets-play-blocks-f.before_0\"") && page.contains("三割"),
        "it leads to the field: {page}"
    );
    let line = at("w6").await;
    let point = |year: &'static str| {
        [
            ("form[act]", "add"),
            ("form[f][title]", "就職"),
            ("form[f][when]", "year"),
            ("form[f][year]", year),
            ("form[f][y]", "2"),
        ]
    };
    let page = line.press(&point("平成")).await.page;
    assert!(page.contains("href=\"#sheets-play-line-f.year\"") && page.contains("平成"), "{page}");
    assert_eq!(line.press(&point("２０１０")).await.location, line.path);
    assert!(line.page("").await.contains("2010年"));
});

/// The revision of a sitting, and when it was finished.
async fn row(app: &TestApp, id: &str) -> (i64, Option<i64>) {
    let mut conn = app.state.db.read().await.expect("a connection");
    let query = sqlx::query("select revision, finished_at from worksheet_answers where id = $1").bind(id.to_owned());
    let row = query.fetch_one(&mut *conn).await.expect("a row");
    (sqlx::Row::get(&row, 0), sqlx::Row::get(&row, 1))
}

demo!(a_finished_sheet_does_not_move_and_finishing_twice_is_once, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    let revision = sitter.revision().await;
    sitter.finish(&ALONE).await;
    let finished = row(&app, sitter.id()).await;
    assert!(finished.1.is_some());
    app.state.clock.set(NOW.plus_days(1));
    let bare = sitter.press_at(&revision, &[("form[act]", "finish")]).await;
    assert_eq!(bare.location, format!("{}/result?done=finished", sitter.path));
    assert_eq!(row(&app, sitter.id()).await, finished, "it was finished once");
    let mut again = ALONE.to_vec();
    again.push(("form[act]", "finish"));
    let pressed = sitter.press_at(&revision, &again).await;
    assert!(pressed.location == sitter.path || pressed.location.contains("/result"), "{}", pressed.location);
    assert_eq!(row(&app, sitter.id()).await, finished, "and nothing that comes later changes it");
    let (status, headers, _) = app.get(&sitter.path, Some(&sitter.cookie)).await;
    assert!(status.is_redirection(), "{status}");
    assert_eq!(headers["location"], format!("{}/result", sitter.path).as_str());
    let deleted = sitter.send("delete", &[("form[id]", sitter.id())]).await;
    assert_eq!(deleted.location, "/worksheets/w4?done=deleted");
    let (status, _, _) = app.get(&format!("{}/result", sitter.path), Some(&sitter.cookie)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
});

async fn keep(app: &TestApp, sitter: &Sitter<'_>, revision: &str, talk: &str) -> (StatusCode, String) {
    let fields =
        [("form[id]", sitter.id()), ("form[revision]", revision), ("form[version]", "1"), ("form[f][talk]", talk)];
    let (status, _, body) = app.post_json_client("/api/sheets/keep", &fields, Some(&sitter.cookie)).await;
    (status, body)
}

demo!(what_is_typed_is_kept_on_the_way, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    let (status, body) = keep(&app, &sitter, "0", "とちゅうのことば").await;
    assert!(status.is_success() && body.contains("\"revision\":1"), "{body}");
    assert!(sitter.page("").await.contains("とちゅうのことば"));
    let (status, body) = keep(&app, &sitter, "0", "別の窓").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(body.contains("別の画面で"), "{body}");
});

both!(what_nobody_confirmed_is_not_offered, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    let (_, _, shelf) = app.get("/worksheets", Some(&cookie)).await;
    assert!(!shelf.contains("href=\"/worksheets/w8\"") && shelf.contains("準備中：") && shelf.contains("価値の的"));
    for (sheet, offered) in [("w4", true), ("w7", false), ("w8", false), ("w9", false), ("w1", false), ("cbi", false)] {
        let fields = [("form[worksheet]", sheet)];
        let (status, _, _) = app.post_json_client("/api/sheets/begin", &fields, Some(&cookie)).await;
        assert_eq!(status.is_success() || status.is_redirection(), offered, "{sheet}: {status}");
    }
    let (_, _, home) = app.get("/worksheets/w8", Some(&cookie)).await;
    assert!(home.contains("このワークは準備中です"));
});

demo!(of_many_who_begin_at_once_one_round_is_made, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    let at = || Sitter::again(&app, member.clone(), cookie.clone(), "w4");
    let (a, b, c, d, e, f) = tokio::join!(at(), at(), at(), at(), at(), at());
    for other in [b, c, d, e, f] {
        assert_eq!(other.path, a.path);
    }
});

demo!(of_two_windows_at_once_one_is_told, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    let revision = sitter.revision().await;
    let (a, b) = tokio::join!(keep(&app, &sitter, &revision, "こちら"), keep(&app, &sitter, &revision, "あちら"));
    let fine = [&a, &b].iter().filter(|(status, _)| status.is_success()).count();
    assert_eq!(fine, 1, "{a:?} {b:?}");
});
