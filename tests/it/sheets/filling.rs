//! Each sheet from its beginning to its result.

use super::{ALONE, PLACED, Sitter};
use crate::demo;
use crate::support::TestApp;

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
pub fn point(title: &'static str, year: &'static str, y: &'static str) -> Vec<(&'static str, &'static str)> {
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
