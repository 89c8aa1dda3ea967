//! Every save is kept, whatever comes late, twice, or from a page that is behind.

use assemble::journal::model::{MAX_TEXT, Saved};
use assemble::kit::id::RowId;

use super::*;
use crate::both;

both!(a_stale_base_loses_nothing, |app| async move {
    let owner = app.person("minato", &[]).await;
    let entry = begin(&app, &owner).await;
    let first = save(&app, &owner, &entry, 0, words("はじめ")).await.expect("saved");
    assert_eq!(first, Outcome { seq: 1, head: 1 });
    let here = save(&app, &owner, &entry, 1, words("この画面")).await.expect("saved");
    assert_eq!(here, Outcome { seq: 2, head: 2 });
    let there = save(&app, &owner, &entry, 1, words("ほかの画面")).await.expect("saved all the same");
    assert_eq!(there, Outcome { seq: 3, head: 4 });
    for (version, text) in [(1, "はじめ"), (2, "この画面"), (3, "ほかの画面")] {
        assert_eq!(read(&app, &owner, &entry, version).await.expect("it is there"), words(text));
    }
    let whole = read(&app, &owner, &entry, 4).await.expect("both").of("y").text;
    assert!(whole.contains("この画面") && whole.contains("ほかの画面"), "{whole}");
    let again = save(&app, &owner, &entry, 4, words(&whole)).await.expect("a replay");
    assert_eq!(again, Outcome { seq: 4, head: 4 }, "the same words again make no version");
    assert!(is_not_found(read(&app, &owner, &entry, 5).await));
});

both!(saves_at_once_get_a_number_each, |app| async move {
    let owner = app.person("minato", &[]).await;
    let entry = begin(&app, &owner).await;
    let saves = (0..30).map(|n| save(&app, &owner, &entry, 0, words(&format!("{n}"))));
    let mut seqs: Vec<i64> =
        futures::future::join_all(saves).await.into_iter().map(|saved| saved.expect("no save fails").seq).collect();
    seqs.sort_unstable();
    seqs.dedup();
    assert_eq!(seqs.len(), 30);
    let mut conn = app.state.db.read().await.expect("a connection");
    let head = store::entry(&mut conn, &owner, &entry).await.expect("the entry").head;
    let whole = store::answers(&mut conn, &app.state.vault, &owner, &entry, head).await.expect("words").of("y").text;
    let lines: Vec<&str> = whole.lines().collect();
    assert!((0..30).all(|n| lines.contains(&format!("{n}").as_str())), "{whole}");
});

both!(what_a_page_sent_before_and_arrives_after_writes_over_nothing, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    let pages = [(); 2].map(|()| app.state.new_id::<RowId>().to_string());
    let send = async |page: &str, base: &str, turn: &str, text: &str| {
        let fields = [
            ("form[entry]", entry.as_str()),
            ("form[base]", base),
            ("form[writer]", page),
            ("form[turn]", turn),
            ("form[texts][y]", text),
        ];
        let (status, _, body) = app.post_json_client("/api/journal/autosave", &fields, Some(&cookie)).await;
        assert!(status.is_success(), "{body}");
        let saved: Saved = serde_json::from_str(&body).expect("an answer");
        (saved.seq, saved.elsewhere)
    };
    let newest = async || {
        let mut conn = app.state.db.read().await.expect("a connection");
        let head = store::entry(&mut conn, &owner, &entry).await.expect("the entry").head;
        store::answers(&mut conn, &app.state.vault, &owner, &entry, head).await.expect("its words")
    };
    assert_eq!(send(&pages[0], "0", "9", "はじめのことばとその続き").await, (1, None));
    assert_eq!(send(&pages[0], "0", "4", "はじめのことば").await, (1, None), "overtaken");
    assert_eq!(send(&pages[0], "0", "4", "はじめのことば").await, (1, None), "and twice");
    assert_eq!(newest().await, words("はじめのことばとその続き"));
    // Coming back to the same words counts as well.
    send(&pages[0], "1", "15", "はじめのことばとその続き").await;
    assert_eq!(send(&pages[0], "1", "12", "途中で書きかえた").await, (1, None));
    // Another page is another page, and so is one that does not count, without scripts.
    let (theirs, whole) = send(&pages[1], "0", "1", "べつの画面のことば").await;
    assert_eq!(whole, Some(theirs + 1));
    for text in ["一度め", "もどって二度め"] {
        let newest_seq = count(&app, "select head_seq from journal_entries").await;
        send("", &newest_seq.to_string(), "0", text).await;
        assert_eq!(newest().await, words(text));
    }
});

both!(there_is_no_version_before_the_first, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words("はじめ")).await.expect("saved");
    for (version, status) in [("1", 200), ("0", 404), ("-1", 404), ("2", 404)] {
        for page in ["", "/share"] {
            let path = format!("/journal/{entry}{page}?version={version}");
            assert_eq!(app.get(&path, Some(&cookie)).await.0.as_u16(), status, "{path}");
        }
    }
});

both!(a_text_that_is_too_long_comes_back_whole, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    let long = "長".repeat(100_000);
    let fields = [("form[entry]", entry.as_str()), ("form[base]", "0"), ("form[texts][y]", long.as_str())];
    let refused = app.post_json_client("/api/journal/autosave", &fields, Some(&cookie)).await;
    assert_eq!(refused.0.as_u16(), 422, "{}", &refused.2[..200.min(refused.2.len())]);
    assert!(refused.2.contains(&MAX_TEXT.to_string().replace("20000", "20,000")));
    let page = format!("/journal/{entry}");
    let back = app.post_form_from(&page, "/api/journal/save", &fields, Some(&cookie)).await;
    assert_eq!(back.0.as_u16(), 303);
    let carried = back.1.get_all("set-cookie").iter().filter_map(|c| c.to_str().ok()).find(|c| c.starts_with("form-"));
    let form = carried.and_then(|c| c.split(';').next()).expect("what was typed is kept").to_owned();
    let page = app.get(&page, Some(&format!("{cookie}; {form}"))).await;
    assert!(page.2.contains(&long), "every character is in the field again");
    assert!(page.2.contains("20,000"));
    assert_eq!(count(&app, "select count(*) from journal_revisions").await, 0);
    for (name, value) in [
        ("form[texts][nothing]", "x"),
        ("form[emotions][y][]", "tired"),
        ("form[scales][y]", "3"),
        ("form[dues][t]", "soon"),
    ] {
        let odd = [("form[entry]", entry.as_str()), (name, value)];
        let answer = app.post_json_client("/api/journal/autosave", &odd, Some(&cookie)).await;
        assert!(answer.0.is_client_error() || answer.0.is_success(), "{name} {}", answer.2);
    }
    assert_eq!(count(&app, "select count(*) from journal_revisions").await, 0, "nothing of it was kept");
});

both!(versions_are_read_restored_and_told_of, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words("ひとつめ")).await.expect("saved");
    save(&app, &owner, &entry, 1, words("ふたつめ")).await.expect("saved");
    let fields = [("form[entry]", entry.as_str()), ("form[base]", "1"), ("form[texts][y]", "みっつめ")];
    let saved = app.post_json_client("/api/journal/autosave", &fields, Some(&cookie)).await;
    assert!(saved.2.contains("\"elsewhere\":4") && saved.2.contains("\"clock\":\"19:30\""), "{}", saved.2);
    let old = app.get(&format!("/journal/{entry}?version=2"), Some(&cookie)).await;
    assert!(old.2.contains("ふたつめ") && old.2.contains("この版に戻す") && !old.2.contains("page-paper"));
    let restore = [("form[entry]", entry.as_str()), ("form[version]", "2")];
    let restored = app.post_form("/api/journal/restore", &restore, Some(&cookie)).await;
    assert_eq!(restored.0.as_u16(), 302);
    assert_eq!(read(&app, &owner, &entry, 5).await.expect("a new version"), words("ふたつめ"));
    assert_eq!(read(&app, &owner, &entry, 3).await.expect("kept"), words("みっつめ"));
    let page = app.get(&format!("/journal/{entry}"), Some(&cookie)).await;
    assert!(page.2.contains(&format!("/journal/{entry}/history")), "{}", page.2);
    let history = app.get(&format!("/journal/{entry}/history"), Some(&cookie)).await;
    assert!((2..5).all(|n| history.2.contains(&format!("/journal/{entry}/history/{n}\""))), "all that went into it");
    let beside = app.get(&format!("/journal/{entry}/history/3"), Some(&cookie)).await;
    assert!(beside.2.contains("<del>みっつめ<") && beside.2.contains("<ins>ふたつめ<"), "{}", beside.2);
    assert_eq!(app.get(&format!("/journal/{entry}/history/9"), Some(&cookie)).await.0.as_u16(), 404);
});
