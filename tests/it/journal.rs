//! The journal on both databases: nothing is lost, nobody else reads, and what a coach reads is noted.

use assemble::admin::store as cohorts;
use assemble::coaching::sharing::model::Terms;
use assemble::journal::model::{Answer, Answers, MAX_TEXT, Saved, SentCopy};
use assemble::journal::store::{self, NewShare, Outcome, Save, Shared, Writer};
use assemble::kit::id::{CohortId, EntryId, RowId, ShareId, UserId};
use assemble::kit::{Error, Moment, Role};
use assemble::server::{Failure, Result};
use sqlx::Row;

use crate::both;
use crate::support::{NOW, TestApp};

/// A sentence that must be found nowhere but on the pages of those who may read it.
pub const CANARY: &str = "カナリアは青い窓辺で三度うたった";

/// What a person might write on a `ywt` sheet.
pub fn words(text: &str) -> Answers {
    let mut answers = Answers::default();
    answers.put("y", Answer { text: text.to_owned(), ..Answer::default() });
    answers
}

/// A coach and a member of one cohort.
pub async fn pair(app: &TestApp) -> (UserId, UserId) {
    let coach = app.person("kitagawa", &[Role::Coach]).await;
    let member = app.person("minato", &[]).await;
    cohort(app, &coach, &member).await;
    (coach, member)
}

pub async fn cohort(app: &TestApp, coach: &UserId, member: &UserId) -> CohortId {
    let id: CohortId = app.state.new_id();
    let input = (id.clone(), coach.clone(), member.clone());
    let made = app.state.db.write(input, |tx, (id, coach, member)| {
        Box::pin(async move {
            cohorts::create_cohort(tx, id, "第一期生", NOW).await?;
            cohorts::join_cohort(tx, id, coach, "coach", NOW).await?;
            cohorts::join_cohort(tx, id, member, "member", NOW).await.map(drop)
        })
    });
    made.await.expect("a cohort");
    id
}

pub async fn begin(app: &TestApp, owner: &UserId) -> EntryId {
    let input = (owner.clone(), app.state.new_id::<EntryId>(), app.state.now());
    let begun =
        app.state.db.write(input, |tx, (owner, id, now)| Box::pin(store::create_entry(tx, owner, id, "ywt", 1, *now)));
    begun.await.expect("an entry")
}

pub async fn save(app: &TestApp, owner: &UserId, entry: &EntryId, base: i64, answers: Answers) -> Result<Outcome> {
    let save = Save {
        entry: entry.clone(),
        revision: app.state.new_id(),
        base,
        answers,
        finish: false,
        from: Writer::default(),
    };
    let input = (app.state.vault.clone(), owner.clone(), save, app.state.now());
    app.state.db.write(input, |tx, (vault, owner, save, now)| Box::pin(store::save(tx, vault, owner, save, *now))).await
}

pub async fn share(
    app: &TestApp,
    owner: &UserId,
    entry: &EntryId,
    version: i64,
    coach: &UserId,
) -> Result<(bool, ShareId)> {
    let id: ShareId = app.state.new_id();
    share_with(app, owner, (entry, version), &[coach], Terms::default(), id).await
}

/// Sends the step `y` of a version to coaches, on these terms.
pub async fn share_with(
    app: &TestApp,
    owner: &UserId,
    version: (&EntryId, i64),
    coaches: &[&UserId],
    terms: Terms,
    id: ShareId,
) -> Result<(bool, ShareId)> {
    share_step(app, owner, version, "y", coaches, terms, id).await
}

/// Sends one step of a version to coaches, on these terms.
pub async fn share_step(
    app: &TestApp,
    owner: &UserId,
    (entry, version): (&EntryId, i64),
    step: &str,
    coaches: &[&UserId],
    terms: Terms,
    id: ShareId,
) -> Result<(bool, ShareId)> {
    let coaches = coaches.iter().map(|coach| (*coach).clone()).collect();
    let mut conn = app.state.db.read().await?;
    let all = store::answers(&mut conn, &app.state.vault, owner, entry, version).await?;
    drop(conn);
    let copy = SentCopy { answers: all.only(&[step.to_owned()]), ask: String::new() };
    let new = NewShare { id: id.clone(), entry: entry.clone(), version, coaches, copy, terms };
    let input = (app.state.vault.clone(), owner.clone(), new, app.state.now());
    let sent = app
        .state
        .db
        .write(input, |tx, (vault, owner, new, now)| Box::pin(store::share(tx, vault, owner, new, *now)))
        .await?;
    Ok((sent == Shared::Sent, id))
}

pub async fn open(app: &TestApp, coach: &UserId, share: &ShareId) -> Result<store::SharedEntry> {
    let input = (app.state.vault.clone(), coach.clone(), share.clone(), app.state.now());
    app.state
        .db
        .write(input, |tx, (vault, coach, share, now)| Box::pin(store::open_share(tx, vault, coach, share, *now)))
        .await
}

async fn read(app: &TestApp, owner: &UserId, entry: &EntryId, version: i64) -> Result<Answers> {
    let mut conn = app.state.db.read().await?;
    store::answers(&mut conn, &app.state.vault, owner, entry, version).await
}

pub async fn count(app: &TestApp, sql: &'static str) -> i64 {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query(sql).fetch_one(&mut *conn).await.expect("counts").get(0)
}

pub async fn run(app: &TestApp, sql: &'static str) {
    let done = app.state.db.write((), move |tx, ()| {
        Box::pin(async move {
            sqlx::query(sql).execute(tx).await?;
            Ok(())
        })
    });
    done.await.expect("the statement runs");
}

pub fn is_not_found<T: std::fmt::Debug>(outcome: Result<T>) -> bool {
    matches!(outcome, Err(Failure::Known(Error::NotFound)))
}

/// A page without what differs from request to request: the id in its address, and nonces.
pub fn without_ids(page: &str, id: &str) -> String {
    let mut out = page.replace(id, "ID");
    // The attribute that carries the nonce of a preload link is `crossorigin`.
    for attribute in [" nonce=\"", " crossorigin=\""] {
        while let Some(at) = out.find(attribute) {
            let value = at + attribute.len();
            let end = out[value..].find('"').map_or(out.len(), |end| value + end + 1);
            out.replace_range(at..end, "");
        }
    }
    out
}

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

both!(beginning_twice_begins_once, |app| async move {
    let owner = app.person("minato", &[]).await;
    let begun = futures::future::join_all((0..8).map(|_| begin(&app, &owner))).await;
    assert!(begun.windows(2).all(|two| two[0] == two[1]), "{begun:?}");
    save(&app, &owner, &begun[0], 0, words("書いた")).await.expect("saved");
    let next = begin(&app, &owner).await;
    assert_ne!(next, begun[0]);
    app.state.clock.set(NOW.plus_hours(3));
    assert_ne!(begin(&app, &owner).await, next, "an old empty sheet is not today's");
    app.state.clock.set(NOW.plus_days(91));
    begin(&app, &owner).await;
    assert_eq!(count(&app, "select count(*) from journal_entries").await, 2);
    let mut conn = app.state.db.read().await.expect("a connection");
    let unfinished = store::unfinished(&mut conn, &owner).await.expect("reads").expect("one");
    assert_eq!(unfinished.entry, begun[0]);
});

both!(the_list_is_newest_first_and_pages_by_cursor, |app| async move {
    let owner = app.person("minato", &[]).await;
    for n in 0..23 {
        app.state.clock.set(NOW.plus_hours(2 * n));
        let entry = begin(&app, &owner).await;
        save(&app, &owner, &entry, 0, words(&format!("{n}日目"))).await.expect("saved");
    }
    begin(&app, &owner).await;
    let mut conn = app.state.db.read().await.expect("a connection");
    let first = store::entries(&mut conn, &app.state.vault, &owner, "").await.expect("a page");
    assert_eq!((first.rows.len(), first.rows[0].answers.of("y").text.as_str()), (20, "22日目"));
    let next = first.next.expect("more");
    let second = store::entries(&mut conn, &app.state.vault, &owner, &next).await.expect("a page");
    assert_eq!((second.rows.len(), second.next), (3, None));
    assert_eq!(second.rows[2].answers.of("y").text, "0日目");
    let odd = store::entries(&mut conn, &app.state.vault, &owner, "x_y'--").await.expect("a page");
    assert_eq!(odd.rows.len(), 20, "a cursor that is none is the first page");
});

both!(another_persons_entry_is_like_none, |app| async move {
    let (coach, owner) = pair(&app).await;
    let other = app.person("someone", &[Role::Coach, Role::Admin]).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let (_, shared) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    assert!(is_not_found(read(&app, &other, &entry, 1).await));
    assert!(is_not_found(save(&app, &other, &entry, 1, words("x")).await));
    assert!(is_not_found(share(&app, &other, &entry, 1, &coach).await));
    assert!(is_not_found(open(&app, &other, &shared).await), "a coach of nobody here");
    assert!(is_not_found(open(&app, &owner, &shared).await), "not even the author opens by this door");

    // Over HTTP: the same answer as for a thing that never was.
    let cookie = app.sign_in(&other).await;
    let none: EntryId = app.state.new_id();
    for path in
        ["/journal/ID", "/journal/ID/share", "/journal/ID?version=1", "/journal/ID/history", "/journal/ID/history/1"]
    {
        let theirs = app.get(&path.replace("ID", entry.as_str()), Some(&cookie)).await;
        let nothing = app.get(&path.replace("ID", none.as_str()), Some(&cookie)).await;
        assert_eq!((theirs.0.as_u16(), nothing.0.as_u16()), (404, 404), "{path}");
        let (theirs, nothing) = (without_ids(&theirs.2, entry.as_str()), without_ids(&nothing.2, none.as_str()));
        let same = theirs.bytes().zip(nothing.bytes()).take_while(|(a, b)| a == b).count();
        let around = |text: &str| {
            String::from_utf8_lossy(&text.as_bytes()[same.saturating_sub(80)..]).chars().take(160).collect::<String>()
        };
        assert!(theirs == nothing, "{path}: {} | {}", around(&theirs), around(&nothing));
    }
    let none_share: ShareId = app.state.new_id();
    for (path, mine, none) in [
        ("/api/journal/save", ("form[entry]", entry.as_str()), none.as_str()),
        ("/api/journal/autosave", ("form[entry]", entry.as_str()), none.as_str()),
        ("/api/journal/restore", ("form[entry]", entry.as_str()), none.as_str()),
        ("/api/journal/delete", ("form[entry]", entry.as_str()), none.as_str()),
        ("/api/journal/entry", ("id", entry.as_str()), none.as_str()),
        ("/api/journal/share_page", ("id", entry.as_str()), none.as_str()),
        ("/api/journal/withdraw", ("form[share]", shared.as_str()), none_share.as_str()),
    ] {
        let theirs = app.post_json_client(path, &[mine], Some(&cookie)).await;
        let nothing = app.post_json_client(path, &[(mine.0, none)], Some(&cookie)).await;
        assert_eq!(theirs.0.as_u16(), 404, "{path} {}", theirs.2);
        assert_eq!((theirs.0, theirs.2), (nothing.0, nothing.2), "{path}");
    }
    let send = |entry: &str| {
        [("form[entry]", entry), ("form[version]", "1"), ("form[coaches][]", coach.as_str()), ("form[steps][]", "y")]
            .map(|(name, value)| (name, value.to_owned()))
    };
    for id in [entry.as_str(), none.as_str()] {
        let fields = send(id);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = app.post_json_client("/api/journal/share_begin", &fields, Some(&cookie)).await;
        assert_eq!(answer.0.as_u16(), 404, "{}", answer.2);
    }
    assert_eq!(count(&app, "select count(*) from access_log").await, 0, "nothing was opened");
    assert_eq!(count(&app, "select count(*) from journal_revisions").await, 1);
});

both!(nobody_in_without_signing_in_and_promising, |app| async move {
    let owner = app.person("minato", &[]).await;
    let entry = begin(&app, &owner).await;
    run(&app, "delete from promises").await;
    let cookie = app.sign_in(&owner).await;
    let id = entry.as_str();
    for (path, fields) in [
        ("/api/journal/entries", vec![("after", "")]),
        ("/api/journal/sheet", vec![("template", "ywt")]),
        ("/api/journal/start", vec![("form[template]", "ywt")]),
        ("/api/journal/entry", vec![("id", id)]),
        ("/api/journal/autosave", vec![("form[entry]", id)]),
        ("/api/journal/save", vec![("form[entry]", id)]),
        ("/api/journal/restore", vec![("form[entry]", id)]),
        ("/api/journal/delete", vec![("form[entry]", id)]),
        ("/api/journal/share_page", vec![("id", id)]),
        ("/api/journal/versions", vec![("id", id), ("before", "0")]),
        ("/api/journal/compare", vec![("id", id), ("version", "1")]),
        ("/api/journal/share_begin", vec![("form[entry]", id)]),
        ("/api/journal/share", vec![("form[draft]", id)]),
        ("/api/journal/share_copy", vec![("id", id)]),
        ("/api/journal/consents", vec![("after", "")]),
        ("/api/deid/look", vec![("form[entry]", id)]),
        ("/api/deid/found", vec![("id", id)]),
        ("/api/coaching/review", vec![("entry", id), ("share", id), ("newest", "false")]),
        ("/api/coaching/reply", vec![("form[share]", id), ("form[text]", "x")]),
        ("/api/coaching/supervision_request", vec![("id", id)]),
        ("/api/coaching/supervision_decide", vec![("form[supervision]", id), ("form[then]", "accept")]),
        ("/api/journal/withdraw", vec![("form[share]", id)]),
        ("/api/journal/readers", vec![("after", "")]),
    ] {
        let nobody = app.post_json_client(path, &fields, None).await;
        assert_eq!((nobody.0.as_u16(), nobody.2.contains("SignIn")), (401, true), "{path} {}", nobody.2);
        let unpromised = app.post_json_client(path, &fields, Some(&cookie)).await;
        assert_eq!((unpromised.0.as_u16(), unpromised.2.contains("Promise")), (403, true), "{path} {}", unpromised.2);
    }
    let page = app.get("/journal", Some(&cookie)).await;
    assert!(page.1.get("location").is_some_and(|to| to.to_str().is_ok_and(|to| to.starts_with("/promise"))));
});

both!(writing_works_without_javascript, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let list = app.get("/journal", Some(&cookie)).await;
    assert!(list.2.contains("/journal/new?template=hitokoto") && list.2.contains("まだ何も書いていません"));
    let new = app.get("/journal/new?template=gibbs", Some(&cookie)).await;
    assert!(new.2.contains("Gibbs (1988)") && new.2.contains("書きはじめる"));
    assert_eq!(count(&app, "select count(*) from journal_entries").await, 0, "looking makes nothing");
    assert_eq!(app.get("/journal/new?template=nothing", Some(&cookie)).await.0.as_u16(), 404);
    let begun = app.post_form("/api/journal/start", &[("form[template]", "gibbs")], Some(&cookie)).await;
    let path = begun.1.get("location").expect("a way on").to_str().expect("ASCII").to_owned();
    let id = path.trim_start_matches("/journal/").to_owned();
    let odd = "一行目\r\n二行目 👩‍👩‍👧 \u{202e}RTL\u{202c} </textarea><script>alert(1)</script> & \u{1F1EF}\u{1F1F5}";
    let fields = [
        ("form[entry]", id.as_str()),
        ("form[base]", "0"),
        ("form[texts][description]", odd),
        ("form[texts][feelings]", "まざっていた"),
        ("form[emotions][feelings][]", "tense"),
        ("form[emotions][feelings][]", "warm"),
        ("form[then]", "finish"),
    ];
    let saved = app.post_form("/api/journal/save", &fields, Some(&cookie)).await;
    assert_eq!(saved.1.get("location").map(|to| to.as_bytes()), Some(b"/journal?done=finished".as_slice()));
    let list = app.get("/journal?done=finished", Some(&cookie)).await;
    assert!(list.2.contains("書き終えました") && list.2.contains(&format!("href=\"{path}\"")));
    let page = app.get(&path, Some(&cookie)).await;
    assert_eq!(page.0.as_u16(), 200);
    assert!(page.2.contains("サーバーに保存") && page.2.contains("19:30"));
    assert!(page.2.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)"), "escaped in the field");
    assert!(!page.2.contains("</textarea><script>alert(1)"));
    assert!(page.2.contains("通告義務がある場合は、所属機関の手順を優先してください"));
    let stored = read(&app, &owner, &id.parse().expect("an id"), 1).await.expect("it is there");
    assert_eq!(stored.of("description").text, odd.replace("\r\n", "\n"));
    assert_eq!(stored.of("feelings").emotions, ["warm", "tense"], "in the order of the list");
    let list = app.get("/journal", Some(&cookie)).await;
    assert!(list.2.contains("一行目"));
});

both!(a_line_from_anywhere_is_an_entry_of_its_own, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    for line in ["問いが残った", "もう一つ"] {
        let kept = app.post_form("/api/journal/jot", &[("form[text]", line)], Some(&cookie)).await;
        assert!(kept.0.is_redirection(), "{kept:?}");
    }
    assert_eq!(count(&app, "select count(*) from journal_entries where head_seq = 1").await, 2);
    let list = app.get("/journal", Some(&cookie)).await;
    assert!(list.2.contains("問いが残った") && list.2.contains("もう一つ"));
    let (status, ..) = app.post_json_client("/api/journal/jot", &[("form[text]", " ")], Some(&cookie)).await;
    assert_eq!(status.as_u16(), 422);
    assert_eq!(count(&app, "select count(*) from journal_entries").await, 2, "nothing is no entry");
    let refused = app.post_form("/api/journal/jot", &[("form[text]", "だれ")], None).await;
    assert_eq!(count(&app, "select count(*) from journal_entries").await, 2, "{refused:?}");
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

both!(a_deleted_entry_is_gone_with_all_that_hangs_on_it, |app| async move {
    let (coach, owner) = pair(&app).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let (_, shared) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    let gone = app.post_form("/api/journal/delete", &[("form[entry]", entry.as_str())], Some(&cookie)).await;
    assert_eq!(gone.1.get("location").map(|to| to.as_bytes()), Some(b"/journal?done=deleted".as_slice()));
    assert_eq!(app.get(&format!("/journal/{entry}"), Some(&cookie)).await.0.as_u16(), 404);
    assert!(is_not_found(open(&app, &coach, &shared).await));
    assert_eq!(count(&app, "select cast(sum(length(body)) as bigint) from journal_revisions").await, 0);
    assert_eq!(count(&app, "select cast(sum(length(body)) as bigint) from journal_shares").await, 0);
    let again = app.post_json_client("/api/journal/delete", &[("form[entry]", entry.as_str())], Some(&cookie)).await;
    assert_eq!(again.0.as_u16(), 404);
});

both!(a_row_copied_to_another_owner_cannot_be_opened, |app| async move {
    let owner = app.person("minato", &[]).await;
    let thief = app.person("thief", &[]).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let input = (thief.clone(), entry.clone());
    let moved = app.state.db.write(input, |tx, (thief, entry)| {
        Box::pin(async move {
            for moved in [
                "update journal_entries set owner_id = $1 where id = $2",
                "update journal_revisions set owner_id = $1 where entry_id = $2",
            ] {
                sqlx::query(moved).bind(thief.as_str()).bind(entry.as_str()).execute(&mut *tx).await?;
            }
            Ok(())
        })
    });
    moved.await.expect("rows can be moved");
    let opened = read(&app, &thief, &entry, 1).await;
    assert!(matches!(opened, Err(Failure::Other(_))), "{opened:?}");
});

both!(every_reading_of_a_coach_is_one_line_for_the_author, |app| async move {
    let (coach, owner) = pair(&app).await;
    let author = app.sign_in(&owner).await;
    let reader = app.sign_in(&coach).await;
    let empty = app.get("/me/readers", Some(&author)).await;
    assert!(empty.2.contains("まだ、だれも開いていません"));
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let (_, shared) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    let desk = app.get("/coach", Some(&reader)).await;
    assert!(desk.2.contains("minatoさん") && !desk.2.contains(CANARY));
    assert_eq!(count(&app, "select count(*) from access_log").await, 0, "the list opens nothing");
    for n in 1..=3 {
        let page = app.get(&format!("/coach/journals/{shared}"), Some(&reader)).await;
        assert!(page.0.is_success() && page.2.contains(CANARY));
        assert_eq!(count(&app, "select count(*) from access_log").await, n);
    }
    let readers = app.get("/me/readers", Some(&author)).await;
    assert!(readers.2.contains("kitagawaさん") && readers.2.contains("YWT") && readers.2.contains("19:30"));
    let others = app.get("/me/readers", Some(&reader)).await;
    assert!(others.2.contains("まだ、だれも開いていません"), "the log is the author's");
    assert!(readers.2.contains("19:30・3回"), "one sitting is one line");
    for (minutes, seen) in [(8, "19:30〜19:38・4回"), (40, "20:10")] {
        app.state.clock.set(NOW.plus_minutes(minutes));
        app.get(&format!("/coach/journals/{shared}"), Some(&reader)).await;
        assert!(app.get("/me/readers", Some(&author)).await.2.contains(seen), "{seen}");
    }
    assert_eq!(count(&app, "select count(*) from access_log").await, 5, "the log keeps every one");
});

both!(without_the_log_there_is_no_text, |app| async move {
    let (coach, owner) = pair(&app).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let (_, shared) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    assert!(open(&app, &coach, &shared).await.is_ok());
    run(&app, "drop table access_log").await;
    assert!(matches!(open(&app, &coach, &shared).await, Err(Failure::Db(_))));
    let reader = app.sign_in(&coach).await;
    let page = app.get(&format!("/coach/journals/{shared}"), Some(&reader)).await;
    assert!(page.0.is_server_error() && !page.2.contains(CANARY));
});

/// Moves a moment on for readability in tests of order.
pub fn later(minutes: i64) -> Moment {
    NOW.plus_minutes(minutes)
}
