//! What somebody writes: nothing is lost beside a press, and what leads to a person is pointed out.

use super::Sitter;
use super::filling::{line, point, rings};
use super::undoing::sealed;
use crate::demo;
use crate::support::NOW;
use crate::worksheets::finished_with_own;

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

demo!(a_story_that_leads_to_a_person_is_pointed_out_to_its_author, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w5").await;
    sitter.press(&[("form[act]", "choose"), ("form[many][strengths][]", "waiting")]).await;
    let keep = [("form[act]", "keep"), ("form[f][story_waiting]", "佐藤花子さんの家へ090-1234-5678で電話した")];
    sitter.press(&keep).await;
    let page = sitter.page("").await;
    assert!(page.contains("だれか分かりそうなことばがあります") && page.contains("090-1234-5678"), "{page}");
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
