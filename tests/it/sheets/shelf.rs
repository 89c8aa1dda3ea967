//! Where a sheet is begun, and where one finds it again.

use super::Sitter;
use crate::demo;
use crate::worksheets::{TOP, finished};

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

demo!(what_was_begun_stands_on_today, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w8").await;
    let (_, _, today) = app.get("/today", Some(&sitter.cookie)).await;
    assert!(today.contains(&format!("href=\"{}\"", sitter.path)) && today.contains("価値の的"), "{today}");
    sitter.finish(&[("form[f][value_work]", "声の小さい人の側に")]).await;
    let (_, _, today) = app.get("/today", Some(&sitter.cookie)).await;
    assert!(!today.contains(&sitter.path));
});
