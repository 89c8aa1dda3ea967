//! Each sheet from its beginning to its result.

use super::undoing::sealed;
use super::{ALONE, PLACED, Sitter};
use crate::demo;
use crate::support::{NOW, TestApp};
use crate::worksheets::{TOP, finished, finished_with_own};

demo!(the_shelf_holds_all_ten_and_the_way_back, |app| async move {
    let user = app.person("minato", &[]).await;
    let cookie = app.sign_in(&user).await;
    let (_, _, shelf) = app.get("/worksheets", Some(&cookie)).await;
    for name in
        ["価値観カード", "くらべてみる価値観", "仕事の価値観バランス", "強みのかけら", "価値の的", "支え合いの地図"]
    {
        assert!(shelf.contains(name), "{name}");
    }
    for sheet in 2..=10 {
        assert!(shelf.contains(&format!("href=\"/worksheets/w{sheet}\"")), "w{sheet}");
        let (_, _, home) = app.get(&format!("/worksheets/w{sheet}"), Some(&cookie)).await;
        assert!(home.contains("はじめる") && home.contains("CC BY 4.0"), "w{sheet}");
    }
    let sitter = Sitter::again(&app, user.clone(), cookie.clone(), "w4").await;
    let (_, _, shelf) = app.get("/worksheets", Some(&cookie)).await;
    assert!(shelf.contains(&format!("href=\"{}\"", sitter.path)), "the way back");
    let same = Sitter::again(&app, user, cookie, "w4").await;
    assert_eq!(same.path, sitter.path, "one round is under way");
});

demo!(w2_asks_whether_the_cards_that_lead_are_compared, |app| async move {
    let user = app.person("minato", &[]).await;
    let cookie = app.sign_in(&user).await;
    assert!(!app.get("/worksheets/w2", Some(&cookie)).await.2.contains("form[from]"));
    finished(&app, &user, &cookie, TOP).await;
    let (status, _, page) = app.get("/worksheets/w2", Some(&cookie)).await;
    assert!(status == 200 && page.contains("name=\"form[from]\""), "{status}");
});

demo!(w2_goes_pair_by_pair, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w2").await;
    let mut pressed = 0;
    loop {
        let page = sitter.page("").await;
        if page.contains("すべてくらべ終わりました") {
            break;
        }
        let of = |side: &str| {
            let (_, rest) = page.split_once(&format!("name=\"form[f][{side}]\" value=\"")).expect("an item");
            rest.split('"').next().expect("an id").to_owned()
        };
        let (a, b) = (of("a"), of("b"));
        // A wish for achievement above everything; the rest by name.
        let at = if a == "work-achievement" || (b != "work-achievement" && a < b) { "a" } else { "b" };
        let fields = [("form[act]", "choose"), ("form[at]", at), ("form[f][a]", &a), ("form[f][b]", &b)];
        let chosen = sitter.press(&fields).await;
        assert_eq!((&chosen.location, &*chosen.place), (&sitter.path, "pair"));
        assert!(chosen.page.contains("id=\"pair\""), "the place is there");
        pressed += 1;
        if pressed == 1 {
            assert!(sitter.page("").await.contains("15組のうち1組"));
            assert_eq!(sitter.press(&[("form[act]", "undo")]).await.location, sitter.path);
            assert!(sitter.page("").await.contains("15組のうち0組"));
        }
    }
    assert_eq!(pressed, 16, "every pair, and the one that was taken back");
    let result = sitter.finish(&[]).await;
    assert!(result.contains("選び方がそろっています"), "{result}");
    let first = result.find("達成").expect("the first");
    assert!(result.find("承認").is_some_and(|later| later > first));
});

fn placed(columns: &[u8]) -> Vec<(String, String)> {
    columns.iter().zip(1..).map(|(column, n)| (format!("form[f][s_{n}]"), column.to_string())).collect()
}

demo!(w3_sorts_twenty_into_five_columns, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w3").await;
    let fields = placed(&PLACED);
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    // Half of it, kept.
    let mut half = fields[..10].to_vec();
    half.push(("form[act]", "keep"));
    assert!(sitter.press(&half).await.location.ends_with("?done=kept"));
    assert!(sitter.page("").await.contains("<option value=\"5\" selected>"));
    fields.push(("form[f][met_achievement]", "2"));
    let result = sitter.finish(&fields).await;
    for score in ["<td>27</td>", "<td>24</td>", "<td>10</td>", "<td>28</td>", "<td>20</td>"] {
        assert!(result.contains(score), "{score}: {result}");
    }
    assert!(result.contains("開き +2.5"), "4.5 wanted, 2 met");
});

demo!(w4_shows_who_is_alone_where_people_meet, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    assert!(sitter.page("").await.contains("自分ひとりで抱えていると感じる"));
    let result = sitter.finish(&ALONE).await;
    for number in ["<td>75</td>", "<td>19</td>", "<td>81</td>", "深めながらひろげる時期", "夜勤明けの引きつぎのこと"]
    {
        assert!(result.contains(number), "{number}: {result}");
    }
    assert!(result.contains("ひとりで抱えなくて大丈夫です") && result.contains("href=\"/workshops\""));
    assert!(result.contains("標準化されていない"), "the honesty text");
    let (_, _, home) = app.get("/worksheets/w4", Some(&sitter.cookie)).await;
    assert!(home.contains(&format!("{}/result", sitter.path)) && home.contains("もう一度してみる"));
});

demo!(w5_keeps_what_was_written_when_one_chooses_again, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w5").await;
    let choose = |ids: &[&'static str]| {
        let mut fields = vec![("form[act]", "choose")];
        fields.extend(ids.iter().map(|id| ("form[many][strengths][]", *id)));
        fields
    };
    assert_eq!(sitter.press(&choose(&["waiting", "bridges"])).await.location, sitter.path);
    let story = "朝の廊下で、声をかけずに待った";
    let words = [
        ("form[act]", "keep"),
        ("form[f][story_waiting]", story),
        ("form[f][used_waiting]", "1"),
        ("form[f][want_waiting]", "4"),
    ];
    assert!(sitter.press(&words).await.location.ends_with("?done=kept"));
    assert!(sitter.page("?choose=1").await.contains("checked"));
    assert_eq!(sitter.press(&choose(&["laughter", "waiting"])).await.location, sitter.path);
    assert!(sitter.page("").await.contains(story));
    let finish = [("form[f][story_waiting]", story), ("form[f][used_waiting]", "1"), ("form[f][want_waiting]", "4")];
    let result = sitter.finish(&finish).await;
    assert!(result.contains(story) && result.contains("笑いを生む") && result.contains("少し → いつも"), "{result}");
    assert!(!result.contains("橋をかける"));
});

/// The point of a line, by year.
fn point(title: &'static str, year: &'static str, y: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("form[act]", "add"),
        ("form[f][title]", title),
        ("form[f][when]", "year"),
        ("form[f][year]", year),
        ("form[f][month]", ""),
        ("form[f][age]", ""),
        ("form[f][y]", y),
        ("form[f][story]", ""),
        ("form[f][lesson]", ""),
    ]
}

pub async fn line(app: &TestApp) -> Sitter<'_> {
    let sitter = Sitter::begins(app, "minato", "w6").await;
    for (title, year, y) in [
        ("就職", "2010", "2"),
        ("はじめての担当", "2012", "5"),
        ("異動", "2014", "5"),
        ("休職", "2016", "1"),
        ("戻る", "2018", "4"),
    ] {
        assert_eq!(sitter.press(&point(title, year, y)).await.location, sitter.path);
    }
    sitter
}

demo!(w6_points_are_put_lifted_changed_and_taken_away, |app| async move {
    let sitter = line(&app).await;
    assert_eq!(sitter.press(&[("form[act]", "down"), ("form[at]", "4")]).await.location, sitter.path);
    assert!(sitter.page("").await.contains("高さ 3"));
    assert_eq!(sitter.press(&[("form[act]", "undo")]).await.location, sitter.path);
    let mut change = point("復職", "2018", "4");
    change[0] = ("form[act]", "put");
    change.extend([("form[f][point]", "4"), ("form[f][share]", "true")]);
    assert!(sitter.page("?point=4").await.contains("value=\"戻る\""));
    assert_eq!(sitter.press(&change).await.location, sitter.path);
    assert_eq!(sitter.press(&point("まちがい", "2020", "0")).await.location, sitter.path);
    assert_eq!(sitter.press(&[("form[act]", "remove"), ("form[at]", "5")]).await.location, sitter.path);
    let result = sitter.finish(&[]).await;
    assert!(result.contains("山が1つ、谷が1つ、折り返しが2回あります") && result.contains("復職"), "{result}");
    assert!(!result.contains("まちがい"));
});

demo!(w7_links_what_belongs_together, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w7").await;
    for (circle, text) in [
        ("will", "語りの場をつくる"),
        ("will", "本を書く"),
        ("can", "聴く"),
        ("must", "引きつぎ"),
        ("must", "会議の準備"),
    ] {
        let (act, field) = (format!("add {circle}"), format!("form[f][new_{circle}]"));
        let add = [("form[act]", act.as_str()), (field.as_str(), text)];
        let added = sitter.press(&add).await;
        assert_eq!((&added.location, added.place), (&sitter.path, format!("list-{circle}")));
    }
    let link = [("form[act]", "link"), ("form[f][w]", "0"), ("form[f][c]", "0"), ("form[f][m]", "0")];
    assert_eq!(sitter.press(&link).await.location, sitter.path);
    assert!(sitter.page("").await.contains("語りの場をつくる — 聴く — 引きつぎ"));
    assert_eq!(sitter.press(&[("form[act]", "unlink"), ("form[at]", "0")]).await.location, sitter.path);
    assert_eq!(sitter.press(&[("form[act]", "undo")]).await.location, sitter.path);
    assert_eq!(sitter.press(&[("form[act]", "remove"), ("form[at]", "must 1")]).await.location, sitter.path);
    let words =
        [("form[f][core_0]", "待つ人でいる"), ("form[f][step]", "朝の五分をとる"), ("form[f][due]", "2026-12-01")];
    let result = sitter.finish(&words).await;
    for word in ["<td>50%</td>", "<td>100%</td>", "待つ人でいる", "朝の五分をとる（2026-12-01 まで）"]
    {
        assert!(result.contains(word), "{word}: {result}");
    }
});

demo!(w8_marks_four_areas, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w8").await;
    let fields = [
        ("form[f][value_work]", "声の小さい人の側にいる"),
        ("form[f][ring_work]", "5"),
        ("form[f][importance_work]", "10"),
        ("form[f][consistency_work]", "4"),
        ("form[f][barrier_work]", "会議の多さ"),
        ("form[f][strength_work]", "6"),
        ("form[f][step_work]", "昼に席を立つ"),
        ("form[f][ring_rest]", "10"),
    ];
    let mut keep = fields.to_vec();
    keep.push(("form[act]", "keep"));
    assert!(sitter.press(&keep).await.location.ends_with("?done=kept"));
    let result = sitter.finish(&fields).await;
    for word in
        ["<td>50</td>", "<td>0</td>", "動けた 4 → 大切さ 10", "平均は 40", "会議の多さ（強さ 6 / 7）", "昼に席を立つ"]
    {
        assert!(result.contains(word), "{word}: {result}");
    }
});

demo!(w9_balances_a_week, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w9").await;
    let blocks = [("面談", "40", "1"), ("記録", "25", "-2"), ("学び", "20", "2"), ("会議", "15", "-1")];
    let mut fields: Vec<(String, &str)> = Vec::new();
    for (n, (name, share, energy)) in blocks.into_iter().enumerate() {
        fields.extend([(format!("form[f][name_{n}]"), name), (format!("form[f][before_{n}]"), share)]);
        fields.extend([(format!("form[f][energy_{n}]"), energy), (format!("form[f][act_{n}]"), "keep")]);
    }
    fields.push(("form[f][who_0]".to_owned(), "となりの席の先輩"));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let result = sitter.finish(&fields).await;
    assert!(result.contains("バランスは +0.15 です") && result.contains("少し増やす：となりの席の先輩"), "{result}");
});

pub async fn rings(app: &TestApp) -> Sitter<'_> {
    let sitter = Sitter::begins(app, "hinata", "w10").await;
    for (alias, ring, kind) in [
        ("☆", "1", "friend"),
        ("◎", "1", "friend"),
        ("△", "2", "friend"),
        ("となり", "2", "manager"),
        ("ねこ", "3", "manager"),
        ("かさ", "1", "family"),
    ] {
        let add = [
            ("form[act]", "add"),
            ("form[f][new_alias]", alias),
            ("form[f][new_ring]", ring),
            ("form[f][new_kind]", kind),
            ("form[many][new_gives][]", "listening"),
            ("form[many][new_takes][]", "cheer"),
            ("form[f][new_last]", "week"),
        ];
        assert_eq!(sitter.press(&add).await.location, sitter.path);
    }
    sitter
}

demo!(w10_maps_who_is_near, |app| async move {
    let sitter = rings(&app).await;
    assert_eq!(sitter.press(&[("form[act]", "nearer"), ("form[at]", "2")]).await.location, sitter.path);
    assert_eq!(sitter.press(&[("form[act]", "remove"), ("form[at]", "0")]).await.location, sitter.path);
    assert_eq!(sitter.press(&[("form[act]", "undo")]).await.location, sitter.path);
    assert!(sitter.page("?person=3").await.contains("value=\"となり\""));
    let result = sitter.finish(&[("form[f][next]", "line"), ("form[f][step]", "△に手紙を")]).await;
    for word in ["0.61", "助言をくれる人がまだいません", "△に手紙を", "ねこ"] {
        assert!(result.contains(word), "{word}: {result}");
    }
});

demo!(an_alias_that_looks_like_a_name_is_pointed_out, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w10").await;
    let add = [
        ("form[act]", "add"),
        ("form[f][new_alias]", "佐藤花子さん"),
        ("form[f][new_ring]", "1"),
        ("form[f][new_kind]", "friend"),
    ];
    assert!(sitter.press(&add).await.page.contains("名前のように見えます"));
});

demo!(nothing_that_was_typed_elsewhere_on_the_page_is_lost, |app| async move {
    let sitter = Sitter::begins(&app, "haruka", "w7").await;
    sitter.press(&[("form[act]", "keep"), ("form[f][new_will]", "本を書く")]).await;
    let fields = [
        ("form[act]", "remove will 0"),
        ("form[f][new_will]", ""),
        ("form[f][new_can]", "聴く"),
        ("form[f][core_0]", "待つ人でいる"),
        ("form[f][step]", "朝の五分をとる"),
    ];
    assert_eq!(sitter.press(&fields).await.location, sitter.path);
    let page = sitter.page("").await;
    assert!(!page.contains("本を書く") && page.contains("聴く"), "{page}");
    assert!(page.contains("value=\"待つ人でいる\"") && page.contains("value=\"朝の五分をとる\""));
    let empty = sitter.press(&[("form[act]", "add will"), ("form[f][core_0]", "灯り")]).await;
    assert!(empty.page.contains("error-summary") && empty.page.contains("灯り"), "what was typed comes back");

    let sitter = rings(&app).await;
    let fields = [
        ("form[act]", "further 3"),
        ("form[f][new_alias]", "ほし"),
        ("form[f][new_ring]", "2"),
        ("form[f][new_kind]", "friend"),
        ("form[f][next]", "line"),
        ("form[f][step]", "△に手紙を"),
    ];
    assert_eq!(sitter.press(&fields).await.location, sitter.path);
    let page = sitter.page("").await;
    assert!(page.contains("「ほし」を") && page.contains("value=\"△に手紙を\""), "{page}");
    let changed = sitter.press(&[("form[act]", "change 6")]).await;
    assert_eq!((changed.location, &*changed.place), (format!("{}?person=6", sitter.path), "person"));
    assert!(changed.page.contains("value=\"ほし\""));

    let sitter = line(&app).await;
    let mut fields = point("本を出す", "2022", "6");
    fields[0] = ("form[act]", "up 4");
    assert_eq!(sitter.press(&fields).await.location, sitter.path);
    let page = sitter.page("").await;
    assert!(page.contains("本を出す") && page.matches("高さ 5").count() == 9, "{page}");
});

demo!(undo_takes_back_whatever_is_open, |app| async move {
    let sitter = rings(&app).await;
    assert_eq!(sitter.press(&[("form[act]", "remove 0")]).await.location, sitter.path);
    assert!(sitter.page("?person=2").await.contains("value=\"となり\""));
    let open = [
        ("form[act]", "undo"),
        ("form[f][new_at]", "2"),
        ("form[f][new_alias]", "となりの席"),
        ("form[f][new_ring]", "2"),
        ("form[f][new_kind]", "manager"),
        ("form[f][new_last]", "week"),
    ];
    assert_eq!(sitter.press(&open).await.location, sitter.path);
    let page = sitter.page("").await;
    // Who had been taken away is back, and what was just written about somebody else stays theirs.
    for alias in ["☆", "◎", "△", "となりの席", "ねこ", "かさ"] {
        assert!(
            page.contains(&format!("「{alias}」を近くへ")) || page.contains(&format!("「{alias}」を遠くへ")),
            "{alias}"
        );
    }
    assert!(!page.contains("「となり」を"), "nobody is there twice");
    // Added, changed, and the change taken back: the person is not there twice.
    let added = [
        ("form[act]", "add"),
        ("form[f][new_alias]", "ほし"),
        ("form[f][new_ring]", "2"),
        ("form[f][new_kind]", "friend"),
    ];
    assert_eq!(sitter.press(&added).await.location, sitter.path);
    let mut open = open;
    (open[1].1, open[2].1, open[4].1, open[5].1) = ("6", "ほし", "friend", "");
    assert_eq!(sitter.press(&open).await.location, sitter.path, "the person who is open is the one who goes");
    assert!(!sitter.page("").await.contains("「ほし」を"));

    let sitter = line(&app).await;
    assert_eq!(sitter.press(&[("form[act]", "down 4")]).await.location, sitter.path);
    assert!(sitter.page("?point=4").await.contains("高さ 3"));
    let mut open = point("戻る", "2018", "3");
    open[0] = ("form[act]", "undo");
    open.push(("form[f][point]", "4"));
    assert_eq!(sitter.press(&open).await.location, sitter.path);
    let page = sitter.page("").await;
    assert!(page.contains("高さ 4") && !page.contains("高さ 3"), "{page}");
    let mut added = point("本を出す", "2022", "6");
    assert_eq!(sitter.press(&added).await.location, sitter.path);
    added[0] = ("form[act]", "undo");
    added.push(("form[f][point]", "5"));
    assert_eq!(sitter.press(&added).await.location, sitter.path);
    assert!(!sitter.page("").await.contains("本を出す"));
});

demo!(a_card_of_ones_own_keeps_its_words_beside_a_point, |app| async move {
    let user = app.person("minato", &[]).await;
    let cookie = app.sign_in(&user).await;
    finished_with_own(&app, &user, &cookie, "余白").await;
    let sitter = Sitter::again(&app, user.clone(), cookie.clone(), "w6").await;
    for (title, year) in [("就職", "2010"), ("異動", "2014"), ("戻る", "2018")] {
        let mut fields = point(title, year, "2");
        fields.extend([("form[many][tags][]", "own-1"), ("form[many][tags][]", "humor")]);
        assert_eq!(sitter.press(&fields).await.location, sitter.path);
    }
    app.state.clock.set(NOW.plus_days(2));
    finished_with_own(&app, &user, &cookie, "静けさ").await;
    let page = sitter.page("?point=0").await;
    assert!(page.contains("余白") && page.contains("静けさ"), "what was chosen stands beside what leads now: {page}");
    assert!(page.contains("value=\"own-2\""), "the new card has a number of its own");
    let mut change = point("就職", "2010", "3");
    change[0] = ("form[act]", "put");
    change.extend([("form[f][point]", "0"), ("form[many][tags][]", "own-1"), ("form[many][tags][]", "own-2")]);
    assert_eq!(sitter.press(&change).await.location, sitter.path);
    // What was ticked in a draft that goes again takes no number, and no words into the finished sheet.
    app.state.clock.set(NOW.plus_days(4));
    finished_with_own(&app, &user, &cookie, "遠まわり").await;
    let revision = sitter.revision().await;
    let mut half = point("", "", "");
    half[0] = ("form[act]", "keep");
    half.extend([("form[at]", "writing"), ("form[f][point]", ""), ("form[many][tags][]", "own-3")]);
    half.extend([("form[id]", sitter.id()), ("form[revision]", revision.as_str()), ("form[version]", "1")]);
    let kept = app.post_json_client("/api/sheets/keep", &half, Some(&cookie)).await;
    assert!(kept.0.is_success(), "{}", kept.2);
    assert!(sealed(&sitter).await.contains("遠まわり"));
    let result = sitter.finish(&[]).await;
    assert!(result.contains("余白") && result.contains("静けさ"), "{result}");
    assert!(!sealed(&sitter).await.contains("遠まわり"));
});

demo!(what_was_begun_stands_on_today, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w8").await;
    let (_, _, today) = app.get("/today", Some(&sitter.cookie)).await;
    assert!(today.contains(&format!("href=\"{}\"", sitter.path)) && today.contains("価値の的"), "{today}");
    sitter.finish(&[("form[f][value_work]", "声の小さい人の側に")]).await;
    let (_, _, today) = app.get("/today", Some(&sitter.cookie)).await;
    assert!(!today.contains(&sitter.path));
});

demo!(a_story_that_leads_to_a_person_is_pointed_out_to_its_author, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w5").await;
    sitter.press(&[("form[act]", "choose"), ("form[many][strengths][]", "waiting")]).await;
    let keep = [("form[act]", "keep"), ("form[f][story_waiting]", "佐藤花子さんの家へ090-1234-5678で電話した")];
    sitter.press(&keep).await;
    let page = sitter.page("").await;
    assert!(page.contains("だれか分かりそうなことばがあります") && page.contains("090-1234-5678"), "{page}");
});
