//! Nothing is lost: branches, what comes twice or late, deletion against writing, and what is cleared away.

use assemble::journal::jobs::forget_old;
use assemble::journal::store::{self, Outcome, Save, Writer};
use assemble::kit::id::{EntryId, RowId, UserId};
use assemble::server::Result;
use sqlx::Row;

use crate::both;
use crate::desk::{answer, comment};
use crate::journal::{begin, count, pair, save, share, words};
use crate::support::{NOW, TestApp};

/// An opened page, as the browser's program saves from it.
pub struct Page {
    pub name: String,
    pub turn: i64,
    pub base: i64,
}

impl Page {
    pub async fn open(app: &TestApp, owner: &UserId, entry: &EntryId) -> Page {
        let mut conn = app.state.db.read().await.expect("a connection");
        let base = store::entry(&mut conn, owner, entry).await.map_or(0, |entry| entry.head);
        Page { name: app.state.new_id::<RowId>().to_string(), turn: 0, base }
    }

    pub async fn save(&mut self, app: &TestApp, owner: &UserId, entry: &EntryId, text: &str) -> Outcome {
        self.turn += 1;
        let outcome = send(app, owner, entry, self, text, false).await.expect("no save fails");
        self.base = outcome.seq;
        outcome
    }
}

async fn send(
    app: &TestApp,
    owner: &UserId,
    entry: &EntryId,
    page: &Page,
    text: &str,
    pressed: bool,
) -> Result<Outcome> {
    let save = Save {
        entry: entry.clone(),
        revision: app.state.new_id(),
        base: page.base,
        answers: words(text),
        finish: false,
        from: Writer { page: page.name.clone(), turn: page.turn, pressed, ..Writer::default() },
    };
    let input = (app.state.vault.clone(), owner.clone(), save, app.state.now());
    app.state.db.write(input, |tx, (vault, owner, save, now)| Box::pin(store::save(tx, vault, owner, save, *now))).await
}

async fn head(app: &TestApp, owner: &UserId, entry: &EntryId) -> String {
    let mut conn = app.state.db.read().await.expect("a connection");
    let head = store::entry(&mut conn, owner, entry).await.expect("the entry").head;
    store::answers(&mut conn, &app.state.vault, owner, entry, head).await.expect("its words").of("y").text
}

both!(two_pages_that_write_in_turn_are_put_together, |app| async move {
    let owner = app.person("minato", &[]).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words("朝の会。\n昼の面接。\n夕方の記録。")).await.expect("saved");
    let (mut phone, mut desk) = (Page::open(&app, &owner, &entry).await, Page::open(&app, &owner, &entry).await);
    for n in 1..=10 {
        let more = "、そして".repeat(n);
        phone.save(&app, &owner, &entry, &format!("朝の会{more}。\n昼の面接。\n夕方の記録。")).await;
        let last = desk.save(&app, &owner, &entry, &format!("朝の会。\n昼の面接。\n夕方の記録{more}。")).await;
        assert_eq!(head(&app, &owner, &entry).await, format!("朝の会{more}。\n昼の面接。\n夕方の記録{more}。"));
        assert_ne!(last.head, last.seq, "the page is told that there is more");
    }
});

both!(two_pages_that_write_at_the_same_place_keep_both_and_pile_up_nothing, |app| async move {
    let owner = app.person("minato", &[]).await;
    let entry = begin(&app, &owner).await;
    let (mut phone, mut desk) = (Page::open(&app, &owner, &entry).await, Page::open(&app, &owner, &entry).await);
    for n in 1..=40 {
        phone.save(&app, &owner, &entry, &format!("電車で書いた{}", "あ".repeat(n))).await;
        desk.save(&app, &owner, &entry, &format!("机で書いた{}", "い".repeat(n))).await;
    }
    let whole = head(&app, &owner, &entry).await;
    assert_eq!(whole.matches("電車で書いた").count(), 1, "{whole}");
    assert_eq!(whole.matches("机で書いた").count(), 1, "{whole}");
    assert!(whole.contains(&"あ".repeat(40)) && whole.contains(&"い".repeat(40)));
    // Whoever opens it now has both, and goes on from there.
    let mut third = Page::open(&app, &owner, &entry).await;
    let last = third.save(&app, &owner, &entry, "電車と机で書いた").await;
    assert_eq!((head(&app, &owner, &entry).await.as_str(), last.head), ("電車と机で書いた", last.seq));
});

both!(what_comes_twice_or_late_changes_nothing_twice, |app| async move {
    let owner = app.person("minato", &[]).await;
    let entry = begin(&app, &owner).await;
    let mut page = Page::open(&app, &owner, &entry).await;
    page.turn = 3;
    for _ in 0..3 {
        assert_eq!(
            send(&app, &owner, &entry, &page, "三つめ", false).await.expect("kept"),
            Outcome { seq: 1, head: 1 }
        );
    }
    assert_eq!(count(&app, "select count(*) from journal_revisions").await, 1);
    // Its page had no answer yet: the base is still the old one, and the words replace those of the same page.
    page.turn = 5;
    send(&app, &owner, &entry, &page, "三つめと五つめ", false).await.expect("kept");
    assert_eq!(head(&app, &owner, &entry).await, "三つめと五つめ");
    for _ in 0..2 {
        page.turn = 4;
        send(&app, &owner, &entry, &page, "途中のことば", false).await.expect("kept");
    }
    assert_eq!(head(&app, &owner, &entry).await, "三つめと五つめ");
    assert_eq!(count(&app, "select count(*) from journal_revisions").await, 3, "what was overtaken is kept, once");
    page.turn = 5;
    send(&app, &owner, &entry, &page, "三つめと五つめ", true).await.expect("kept");
    assert_eq!(count(&app, "select count(*) from journal_revisions where kind = 'checkpoint'").await, 1);
});

both!(an_edit_brings_a_deleted_entry_back, |app| async move {
    let (coach, owner) = pair(&app).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    let (mut here, mut there) = (Page::open(&app, &owner, &entry).await, Page::open(&app, &owner, &entry).await);
    here.save(&app, &owner, &entry, "この端末で").await;
    let there_first = there.save(&app, &owner, &entry, "あの端末で").await;
    let (_, sent) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    comment(&app, &coach, &sent, (0, 3), "ここ").await.expect("kept");
    answer(&app, &coach, &sent, "読みました").await.expect("returned");
    let gone = [("form[entry]", entry.as_str()), ("form[writer]", here.name.as_str())];
    assert_eq!(app.post_form("/api/journal/delete", &gone, Some(&cookie)).await.0.as_u16(), 302);
    // What the deleting page had on its way, and what comes twice, does not bring it back.
    here.save(&app, &owner, &entry, "この端末で、続き").await;
    send(&app, &owner, &entry, &there, "あの端末で", false).await.expect("taken");
    assert_eq!(app.get(&format!("/journal/{entry}"), Some(&cookie)).await.0.as_u16(), 404);
    // Nor does a page that holds no words.
    let blank = Page { name: app.state.new_id::<RowId>().to_string(), turn: 1, base: 2 };
    send(&app, &owner, &entry, &blank, "", false).await.expect("taken");
    assert_eq!(app.get(&format!("/journal/{entry}"), Some(&cookie)).await.0.as_u16(), 404);
    let back = there.save(&app, &owner, &entry, "あの端末で、続き").await;
    assert!(back.seq > there_first.seq);
    assert_eq!(head(&app, &owner, &entry).await, "あの端末で、続き");
    let list = app.get("/journal", Some(&cookie)).await;
    assert!(list.2.contains("あの端末で、続き"));
    // What was emptied with it is gone, and nothing stumbles over it.
    for path in [format!("/journal/{entry}"), format!("/journal/{entry}/read"), "/journal/export/all".to_owned()] {
        let page = app.get(&path, Some(&cookie)).await;
        assert!(page.0 == 200 && page.2.contains("あの端末で、続き") && !page.2.contains("読みました"), "{path}");
    }
});

both!(many_screens_on_one_version_are_all_there, |app| async move {
    let owner = app.person("minato", &[]).await;
    let entry = begin(&app, &owner).await;
    Page::open(&app, &owner, &entry).await.save(&app, &owner, &entry, "はじめ。").await;
    for n in 0..20 {
        let page = Page { name: app.state.new_id::<RowId>().to_string(), turn: 1, base: 1 };
        send(&app, &owner, &entry, &page, &format!("はじめ。\n{n}枚目の画面。"), false).await.expect("kept");
    }
    let all = head(&app, &owner, &entry).await;
    assert!((0..20).all(|n| all.contains(&format!("{n}枚目の画面。"))), "{all}");
    let apart = count(&app, "select count(*) from journal_branches where trunk_seq > 0").await;
    assert!(apart <= 8, "each save joins a few, not all: {apart}");
});

both!(what_was_cleared_away_was_a_few_words_apart, |app| async move {
    let (coach, owner) = pair(&app).await;
    let entry = begin(&app, &owner).await;
    let mut page = Page::open(&app, &owner, &entry).await;
    let mut text = String::new();
    for n in 0..10 {
        app.state.clock.set(NOW.plus_minutes(n));
        text += "ことばを足した。";
        page.save(&app, &owner, &entry, &text).await;
    }
    share(&app, &owner, &entry, 4, &coach).await.expect("sent");
    page.turn += 1;
    send(&app, &owner, &entry, &page, &format!("{text}押した。"), true).await.expect("kept");
    let seqs = async || -> Vec<i64> {
        let mut conn = app.state.db.read().await.expect("a connection");
        let rows = sqlx::query("select seq from journal_revisions order by seq").fetch_all(&mut *conn).await;
        rows.expect("rows").iter().map(|row| row.get(0)).collect()
    };
    app.state.clock.set(NOW.plus_days(6));
    forget_old(&app.state).await.expect("swept");
    assert_eq!(seqs().await.len(), 11, "everything of the last week is there");
    app.state.clock.set(NOW.plus_days(8));
    forget_old(&app.state).await.expect("swept");
    assert_eq!(seqs().await, [4, 11], "what a coach has, and what a button kept");
    forget_old(&app.state).await.expect("swept");
    assert_eq!(count(&app, "select count(*) from journal_revisions where kept = 0").await, 0);
    // A page that was away all the time saves on a version that is gone.
    let away = Page { name: app.state.new_id::<RowId>().to_string(), turn: 1, base: 7 };
    send(&app, &owner, &entry, &away, &format!("{}山で書いた。", "ことばを足した。".repeat(7)), false)
        .await
        .expect("kept");
    let whole = head(&app, &owner, &entry).await;
    assert!(whole.contains("山で書いた。") && whole.contains("押した。"), "{whole}");
});

both!(refused_words_come_back_with_the_version_they_were_written_on, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words("はじめ。")).await.expect("saved");
    save(&app, &owner, &entry, 1, words("はじめ。\nほかの画面で。")).await.expect("saved");
    let (page, long) = (format!("/journal/{entry}"), format!("はじめ。{}", "長".repeat(20_001)));
    let form = |text| [("form[entry]", entry.as_str()), ("form[base]", "1"), ("form[texts][y]", text)];
    let back = app.post_form_from(&page, "/api/journal/save", &form(&long), Some(&cookie)).await;
    let stash = back.1.get_all("set-cookie").iter().filter_map(|c| c.to_str().ok()).find(|c| c.starts_with("form-"));
    let stash = stash.and_then(|c| c.split(';').next()).expect("what was typed is kept");
    let shown = app.get(&page, Some(&format!("{cookie}; {stash}"))).await.2;
    assert!(shown.contains(&long), "the words are there");
    let (_, rest) = shown.split_once("name=\"form[base]\" value=\"").expect("a version");
    assert!(rest.starts_with("1\""), "{}", &rest[..20]);
    let mended = app.post_form_from(&page, "/api/journal/save", &form("みじかく。はじめ。"), Some(&cookie)).await;
    assert!(mended.0.is_redirection(), "{}", mended.2);
    let both = head(&app, &owner, &entry).await;
    assert!(both.contains("みじかく。") && both.contains("ほかの画面で。"), "{both}");
});
