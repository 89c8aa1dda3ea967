//! Nothing leaves that was not looked at; everything can be taken back.

use assemble::coaching::sharing::model::{Terms, Want};
use assemble::kit::id::{EntryId, RowId, ShareId};
use sqlx::Row;

use super::post;
use crate::both;
use crate::coaching::{begin_copy, letters, send};
use crate::journal::{CANARY, begin, count, is_not_found, open, pair, run, save, share, share_with, words};
use crate::support::NOW;

const PHONE: &str = "帰りに、お母さんから090-1234-5678に電話があった。";
const CHECKS: [(&str, &str); 5] = [
    ("form[checks][]", "0"),
    ("form[checks][]", "1"),
    ("form[checks][]", "2"),
    ("form[checks][]", "3"),
    ("form[checks][]", "4"),
];

both!(a_telephone_number_does_not_leave_by_any_door, |app| async move {
    let (coach, owner) = pair(&app).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(PHONE)).await.expect("saved");
    let draft = begin_copy(&app, &entry, &[&coach], &cookie).await.expect("a copy");
    // Straight past the page: with every tick, with reasons that are none, with the number in the question.
    let refused = async |more: &[(&str, &str)]| {
        let fields = [&[("form[draft]", draft.as_str())], &CHECKS[..], more].concat();
        let answer = post(&app, "/api/journal/share", &fields, &cookie).await;
        assert_eq!(answer.0.as_u16(), 422, "{}", answer.2);
        assert!(!answer.2.contains("1234"), "the refusal does not repeat it");
    };
    refused(&[]).await;
    refused(&[("form[reasons][x]", "public")]).await;
    refused(&[("form[texts][y/text]", "電話があった。"), ("form[texts][ask]", PHONE)]).await;
    assert_eq!(count(&app, "select count(*) from journal_shares").await, 0);
    assert_eq!(count(&app, "select count(*) from letters").await, 0);
    assert_eq!(count(&app, "select count(*) from deid_decisions").await, 0);

    // The page names it, and one press takes it out of the copy.
    let page = app.get(&format!("/journal/{entry}/share/{draft}"), Some(&cookie)).await;
    assert!(page.2.contains("find-words\">090-1234-5678"), "{}", page.2);
    let apply = page.2.split("value=\"apply|").nth(1).and_then(|rest| rest.split('"').next()).expect("a button");
    let apply = format!("apply|{apply}");
    let fields = [
        ("form[draft]", draft.as_str()),
        ("form[texts][y/text]", PHONE),
        ("form[texts][ask]", "どう聴けばよかったでしょう"),
        ("form[then]", &apply),
    ];
    let applied = app.post_form("/api/journal/share", &fields, Some(&cookie)).await;
    assert!(applied.1["location"].to_str().expect("text").ends_with("done=applied"));
    let page = app.get(&format!("/journal/{entry}/share/{draft}"), Some(&cookie)).await;
    assert!(!page.2.contains("1234-5678") && page.2.contains("どう聴けばよかったでしょう"), "what was typed is kept");
    let fields = [&[("form[draft]", draft.as_str())], &CHECKS[..]].concat();
    assert!(post(&app, "/api/journal/share", &fields, &cookie).await.0.is_success());
    assert_eq!(count(&app, "select count(*) from journal_shares").await, 1);

    // The coach has the copy's words, the author their own.
    let mut conn = app.state.db.read().await.expect("a connection");
    let id: String = sqlx::query("select id from journal_shares").fetch_one(&mut *conn).await.expect("one").get(0);
    let read = open(&app, &coach, &id.parse().expect("an id")).await.expect("opens");
    assert_eq!(read.copy.answers.of("y").text, PHONE.replace("090-1234-5678", ""));
    let mine = app.get(&format!("/journal/{entry}"), Some(&cookie)).await;
    assert!(mine.2.contains("090-1234-5678"), "the original stays as it is");
});

both!(a_reason_is_kept_and_never_the_words, |app| async move {
    let (coach, owner) = pair(&app).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(PHONE)).await.expect("saved");
    let draft = begin_copy(&app, &entry, &[&coach], &cookie).await.expect("a copy");
    let page = app.get(&format!("/journal/{entry}/share/{draft}"), Some(&cookie)).await;
    let key = page.2.split("form[reasons][").nth(1).and_then(|rest| rest.split(']').next()).expect("a key").to_owned();
    let name = format!("form[reasons][{key}]");
    let fields = [&[("form[draft]", draft.as_str()), (name.as_str(), "invented")], &CHECKS[..]].concat();
    // Without JavaScript a refused form comes back with its words and its findings.
    let early = &fields[..2];
    let back = app
        .post_form_from(&format!("/journal/{entry}/share/{draft}"), "/api/journal/share", early, Some(&cookie))
        .await;
    let stash = back.1["set-cookie"].to_str().expect("text").split(';').next().expect("a cookie").to_owned();
    let again = app.get(&format!("/journal/{entry}/share/{draft}"), Some(&format!("{cookie}; {stash}"))).await;
    assert!(again.2.contains("error-summary") && again.2.contains("value=\"invented\" selected"), "{}", again.2);
    let sent = post(&app, "/api/journal/share", &fields, &cookie).await;
    assert!(sent.0.is_success(), "{}", sent.2);
    let mut conn = app.state.db.read().await.expect("a connection");
    let row = sqlx::query("select place || kind || level || decision || object_kind from deid_decisions");
    let line: String = row.fetch_one(&mut *conn).await.expect("one line").get(0);
    assert_eq!(line, "y/textphoneblockinventedjournal");
});

both!(a_copy_is_for_whom_it_names_until_its_day, |app| async move {
    let (coach, owner) = pair(&app).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let terms = Terms { want: vec![Want::Listen], expires_at: Some(NOW.plus_days(14)), live: false };
    let id: ShareId = app.state.new_id();
    share_with(&app, &owner, (&entry, 1), &[&coach], terms, id.clone()).await.expect("sent");
    let reader = app.sign_in(&coach).await;
    let desk = app.get("/coach", Some(&reader)).await;
    assert!(desk.2.contains("聴いてほしい"), "what is wanted stands in the queue");
    assert!(open(&app, &coach, &id).await.is_ok());
    app.state.clock.set(NOW.plus_days(14));
    assert!(is_not_found(open(&app, &coach, &id).await));
    let reader = app.sign_in(&coach).await;
    assert_eq!(app.get(&format!("/coach/journals/{id}/still"), Some(&reader)).await.0.as_u16(), 404);
    let (again, _) = share(&app, &owner, &entry, 1, &coach).await.expect("may be sent anew");
    assert!(again);
});

both!(a_coach_may_read_marks_in_their_form, |app| async move {
    let (coach, owner) = pair(&app).await;
    let entry = begin(&app, &owner).await;
    let text = "## 朝の会\n**しずかに**<script>alert(1)</script>\n- 一";
    save(&app, &owner, &entry, 0, words(text)).await.expect("saved");
    let (_, id) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    let reader = app.sign_in(&coach).await;
    let page = crate::support::shown(&app.get(&format!("/coach/journals/{id}"), Some(&reader)).await.2);
    assert!(page.contains("<strong>しずかに</strong>") && page.contains("<li>一</li>"), "{page}");
    assert!(page.contains("## 朝の会"), "marked passages count in the words as they were written");
    assert!(!page.contains("alert(1)</script>"));
});

both!(an_open_page_hears_that_it_was_taken_back, |app| async move {
    let (coach, owner) = pair(&app).await;
    let (author, reader) = (app.sign_in(&owner).await, app.sign_in(&coach).await);
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let (_, id) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    let path = format!("/coach/journals/{id}");
    let page = app.get(&path, Some(&reader)).await;
    assert!(page.2.contains(&format!("data-still=\"{path}/still\"")) && page.2.contains("/watch.js"));
    assert_eq!(page.1["cache-control"], "no-store");
    let still = async || app.get(&format!("{path}/still"), Some(&reader)).await;
    let before = still().await;
    assert_eq!(
        (before.0.as_u16(), before.2.as_str(), before.1["cache-control"].as_bytes()),
        (204, "", &b"no-store"[..])
    );
    assert_eq!(count(&app, "select count(*) from access_log").await, 1, "asking opens nothing");
    let consents = app.get("/me/consents", Some(&author)).await;
    assert!(consents.2.contains("kitagawaさんへ") && consents.2.contains(id.as_str()));
    let fields = [("form[share]", id.as_str()), ("form[from]", "consents")];
    let back = app.post_form("/api/journal/withdraw", &fields, Some(&author)).await;
    assert_eq!(back.1["location"], "/me/consents?done=revoked");
    let after = still().await;
    assert_eq!((after.0.as_u16(), after.2.as_str()), (404, ""));
    let consents = app.get("/me/consents", Some(&author)).await;
    assert!(consents.2.contains("に取り消しました") && !consents.2.contains("form[share]"));
    for who in [None, Some(author.as_str())] {
        let (status, ..) = app.get(&format!("{path}/still"), who).await;
        assert!(matches!(status.as_u16(), 401 | 403), "{status}");
    }
});

both!(a_live_copy_follows_to_the_end_of_a_spell_and_past_no_name, |app| async move {
    let (coach, owner) = pair(&app).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words("はじめのことば。")).await.expect("saved");
    let terms = Terms { live: true, ..Terms::default() };
    let id: ShareId = app.state.new_id();
    share_with(&app, &owner, (&entry, 1), &[&coach], terms, id.clone()).await.expect("sent");
    let path = format!("/coach/journals/{id}");
    let read = async || {
        let cookie = app.sign_in(&coach).await;
        app.get(&path, Some(&cookie)).await.2
    };
    app.state.clock.set(NOW.plus_minutes(1));
    save(&app, &owner, &entry, 1, words("つづきのことば。")).await.expect("saved");
    assert!(read().await.contains("はじめのことば"), "it is just being written");
    // A page that lies open hears that there is more, and opens nothing by asking.
    let ahead = async || {
        let cookie = app.sign_in(&coach).await;
        app.get(&format!("{path}/still"), Some(&cookie)).await.1.get("x-version-ahead").cloned()
    };
    assert_eq!(ahead().await, None, "it is just being written");
    app.state.clock.set(NOW.plus_minutes(20));
    assert_eq!(ahead().await.expect("there is more"), "2");
    assert!(read().await.contains("つづきのことば"));
    assert_eq!(ahead().await, None, "the page has it");
    save(&app, &owner, &entry, 2, words(PHONE)).await.expect("saved");
    app.state.clock.set(NOW.plus_minutes(60));
    let page = read().await;
    assert!(page.contains("つづきのことば") && !page.contains("1234"), "what has to be looked at stays");
    let versions = "select count(*) from access_log where action = 'live' and object_version = 2";
    assert_eq!(count(&app, versions).await, 2, "each opening says which version it was");
    let author = app.sign_in(&owner).await;
    let readers = app.get("/me/readers", Some(&author)).await;
    assert!(readers.2.contains("続きも届く写し") && readers.2.contains("第2版"));
    // A page that shows it, and that nothing new reaches, hears all the same that it was taken back.
    let reader = app.sign_in(&coach).await;
    let still = async || app.get(&format!("{path}/still"), Some(&reader)).await.0.as_u16();
    assert!(page.contains(&format!("data-still=\"{path}/still\"")));
    assert_eq!(still().await, 204);
    app.post_form("/api/journal/withdraw", &[("form[share]", id.as_str())], Some(&author)).await;
    assert_eq!(still().await, 404);
});

both!(a_live_copy_follows_each_time_that_its_author_is_done, |app| async move {
    let (coach, owner) = pair(&app).await;
    let author = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    let finish = async |base: &str, text: &str| {
        let fields =
            [("form[entry]", entry.as_str()), ("form[base]", base), ("form[texts][y]", text), ("form[then]", "finish")];
        let saved = app.post_form("/api/journal/save", &fields, Some(&author)).await;
        assert!(saved.0.is_redirection(), "{}", saved.2);
    };
    finish("0", "はじめのことば。").await;
    let id: ShareId = app.state.new_id();
    let terms = Terms { live: true, ..Terms::default() };
    share_with(&app, &owner, (&entry, 1), &[&coach], terms, id.clone()).await.expect("sent");
    for (minutes, base, text) in [(1, "1", "つづきのことば。"), (2, "2", "もうひとつのことば。")] {
        app.state.clock.set(NOW.plus_minutes(minutes));
        finish(base, text).await;
        let reader = app.sign_in(&coach).await;
        let page = app.get(&format!("/coach/journals/{id}"), Some(&reader)).await.2;
        assert!(page.contains(text), "{minutes}: {page}");
    }
});

/// What a page sends first that was opened on the first version.
fn first_turn<'a>(entry: &'a EntryId, page: &'a str, text: &'a str, then: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("form[entry]", entry.as_str()),
        ("form[base]", "1"),
        ("form[writer]", page),
        ("form[turn]", "1"),
        ("form[texts][y]", text),
        ("form[then]", then),
    ]
}

both!(a_live_copy_waits_for_what_is_being_written_on_another_screen, |app| async move {
    let (coach, owner) = pair(&app).await;
    let author = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words("はじめのことば。")).await.expect("saved");
    let id: ShareId = app.state.new_id();
    let terms = Terms { live: true, ..Terms::default() };
    share_with(&app, &owner, (&entry, 1), &[&coach], terms, id.clone()).await.expect("sent");
    let (phone, desk) = (app.state.new_id::<RowId>().to_string(), app.state.new_id::<RowId>().to_string());
    app.state.clock.set(NOW.plus_minutes(1));
    let typed = first_turn(&entry, &phone, "はじめのことば。まだ言えない", "");
    assert!(app.post_json_client("/api/journal/autosave", &typed, Some(&author)).await.0.is_success());
    let done = first_turn(&entry, &desk, "はじめのことば。つづきのことば。", "finish");
    assert!(app.post_form("/api/journal/save", &done, Some(&author)).await.0.is_redirection());
    assert_eq!(count(&app, "select count(*) from journal_revisions where kind = 'merged'").await, 1);
    assert_eq!(count(&app, "select count(*) from journal_entries where finished_at is not null").await, 1);
    let read = async || {
        let cookie = app.sign_in(&coach).await;
        app.get(&format!("/coach/journals/{id}"), Some(&cookie)).await.2
    };
    let shown = read().await;
    assert!(shown.contains("はじめのことば") && !shown.contains("まだ言えない"), "{shown}");
    app.state.clock.set(NOW.plus_minutes(20));
    let shown = read().await;
    assert!(shown.contains("つづきのことば") && shown.contains("まだ言えない"), "{shown}");
});

both!(traces_are_shown_to_their_author_only, |app| async move {
    let (_, owner) = pair(&app).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(PHONE)).await.expect("saved");
    let to = app.post_form("/api/deid/look", &[("form[entry]", entry.as_str())], Some(&cookie)).await;
    assert_eq!(to.1["location"].to_str().expect("text"), format!("/journal/{entry}/look"));
    let page = app.get(&format!("/journal/{entry}/look"), Some(&cookie)).await;
    assert!(page.2.contains("090-1234-5678"));
    assert_eq!(count(&app, "select count(*) from access_log").await, 0);
});

both!(several_coaches_are_named_and_each_gets_a_letter, |app| async move {
    let (coach, owner) = pair(&app).await;
    let second = app.person("yoshino", &[assemble::kit::Role::Coach]).await;
    crate::journal::cohort(&app, &second, &owner).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let sent = send(&app, &entry, &[&coach, &second], "", &cookie).await;
    assert!(sent.0.is_success(), "{}", sent.2);
    let letters = letters(&app).await;
    assert_eq!(letters.len(), 2);
    assert!(letters.iter().all(|letter| !letter.contains(CANARY)));
    let consents = app.get("/me/consents", Some(&cookie)).await;
    assert!(consents.2.contains("kitagawa・yoshino"));
    // The draft is gone, and so is what it held.
    assert_eq!(count(&app, "select count(*) from share_drafts").await, 0);
    run(&app, "delete from access_log").await;
});
