//! What one takes along of worksheets and self-checks.

use std::collections::BTreeMap;
use std::io::Read;

use assemble::worksheets::definition::library::definition;

use super::{ALONE, Sitter};
use crate::demo;
use crate::support::{NOW, TestApp};

pub async fn archive(app: &TestApp, cookie: &str) -> BTreeMap<String, String> {
    let request = ::http::Request::post("/journal/export")
        .header("host", "localhost:3000")
        .header("origin", crate::support::SITE)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", cookie)
        .body(axum::body::Body::empty())
        .expect("a request");
    let response = app.send(request).await;
    assert_eq!(response.status(), 200);
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a file");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).expect("an archive");
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        files.insert(file.name().expect("a name").into_owned(), text);
    }
    files
}

demo!(worksheets_and_checks_are_in_the_archive, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    sitter.finish(&ALONE).await;
    app.state.clock.set(NOW.plus_minutes(60));
    let begun = Sitter::again(&app, sitter.user.clone(), sitter.cookie.clone(), "w7").await;
    begun.press(&[("form[act]", "add will"), ("form[f][new_will]", "本を書く")]).await;
    let other = Sitter::begins(&app, "haruka", "w5").await;
    other.press(&[("form[act]", "choose"), ("form[many][strengths][]", "waiting")]).await;
    other.finish(&[("form[f][story_waiting]", "他人のことば")]).await;
    let direct = definition("DIRECT").and_then(|one| one.questionnaire()).expect("a check");
    let item = format!("form[items][{}]", direct.items[0].id);
    let check = [
        ("form[id]", "019376b0-7c6a-7000-8000-0123456789ab"),
        ("form[sheet]", "direct"),
        ("form[version]", "1"),
        (item.as_str(), "4"),
    ];
    let tired = [
        ("form[id]", "019376b0-7c6a-7000-8000-0123456789ac"),
        ("form[sheet]", "cbi"),
        ("form[version]", "1"),
        ("form[items][cbi_p1]", "50"),
        ("form[items][cbi_p2]", "75"),
        ("form[items][cbi_p3]", "25"),
    ];
    for check in [&check[..], &tired] {
        let (status, _, body) = app.post_form("/api/checks/keep", check, Some(&sitter.cookie)).await;
        assert!(status.is_redirection(), "{status} {body}");
    }

    let (_, _, page) = app.get("/journal/export", Some(&sitter.cookie)).await;
    assert!(page.contains("こころの電池チェックの結果も入ります"), "{page}");
    let files = archive(&app, &sitter.cookie).await;
    let names: Vec<&String> = files.keys().filter(|name| name.starts_with("ワーク/")).collect();
    assert_eq!(names.len(), 3, "what is finished: {names:?}");
    let map = files.iter().find(|(name, _)| name.contains("職業アイデンティティ")).expect("the map").1;
    for words in
        ["# わたしの職業アイデンティティの地図", "正解も、よい・わるいもありません", "| ", "夜勤明けの引きつぎのこと"]
    {
        assert!(map.contains(words), "{words}: {map}");
    }
    assert!(!map.contains('<'), "no mark of a page is left: {map}");
    let direct = files.iter().find(|(_, text)| text.contains("答えは「時々ある」でした。"));
    assert!(direct.is_some_and(|(_, text)| text.contains("病気の診断ではありません")), "{names:?}");
    let tired = files.values().find(|text| text.contains("0から100のうち、50です。")).expect("the other check");
    assert!(tired.contains("試訳・未標準化") && tired.contains("50が真ん中の目安です"), "{tired}");
    let data: serde_json::Value = serde_json::from_str(&files["worksheets.json"]).expect("data");
    assert_eq!(data["rounds"][0]["answers"]["items"]["a1"], 4);
    assert_eq!(data["rounds"][0]["result"]["scales"].as_array().map(Vec::len), Some(5));
    assert_eq!(data["rounds"][1]["answers"]["will"][0], "本を書く");
    assert!(data["rounds"][1]["result"].is_null() && data["rounds"][1]["finished_at"].is_null());
    assert_eq!(data["selfchecks"][0]["check"], "DIRECT");
    assert!(files.values().all(|text| !text.contains("他人のことば")));
});
