//! Coaching on both databases: copies, coaches, answers.

use assemble::admin::store as cohorts;
use assemble::coaching::store;
use assemble::journal::store::queue_of;
use assemble::kit::Role;
use assemble::kit::id::{EntryId, ShareId, UserId};
use sqlx::Row;

use crate::both;
use crate::canary::files;
use crate::journal::{CANARY, begin, cohort, count, is_not_found, later, open, pair, save, share, words};
use crate::support::{Answer, NOW, TestApp};

async fn shared_entry(app: &TestApp, coach: &UserId, owner: &UserId) -> (EntryId, ShareId) {
    let entry = begin(app, owner).await;
    save(app, owner, &entry, 0, words(CANARY)).await.expect("saved");
    let (sent, shared) = share(app, owner, &entry, 1, coach).await.expect("sent");
    assert!(sent);
    (entry, shared)
}

/// Sends the step `y` of the first version over HTTP: the copy, the last look, off.
pub async fn send(app: &TestApp, entry: &EntryId, coaches: &[&UserId], ask: &str, cookie: &str) -> Answer {
    let draft = match begin_copy(app, entry, coaches, cookie).await {
        Ok(draft) => draft,
        Err(answer) => return answer,
    };
    let mut fields = vec![("form[draft]", draft.as_str()), ("form[texts][ask]", ask), ("form[then]", "send")];
    fields.extend(["0", "1", "2", "3", "4"].map(|n| ("form[checks][]", n)));
    app.post_json_client("/api/journal/share", &fields, Some(cookie)).await
}

/// Makes a copy that is not sent yet; its id.
pub async fn begin_copy(app: &TestApp, entry: &EntryId, coaches: &[&UserId], cookie: &str) -> Result<String, Answer> {
    let mut fields = vec![("form[entry]", entry.as_str()), ("form[version]", "1"), ("form[steps][]", "y")];
    fields.extend(coaches.iter().map(|coach| ("form[coaches][]", coach.as_str())));
    let begun = app.post_form("/api/journal/share_begin", &fields, Some(cookie)).await;
    let to = begun.1.get("location").and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
    to.rsplit_once("/share/").map(|(_, id)| id.to_owned()).ok_or(begun)
}

pub async fn letters(app: &TestApp) -> Vec<String> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query("select kind, address, subject, text_body, html_body from letters order by id")
        .fetch_all(&mut *conn)
        .await
        .expect("letters");
    rows.iter().map(|row| (0..5).map(|at| row.get::<String, _>(at)).collect::<Vec<_>>().join("\n")).collect()
}

both!(only_a_coach_of_the_same_cohort_counts, |app| async move {
    let (coach, owner) = pair(&app).await;
    let other_coach = app.person("other-coach", &[Role::Coach]).await;
    let other = app.person("other", &[]).await;
    let theirs = cohort(&app, &other_coach, &other).await;
    let mut conn = app.state.db.read().await.expect("a connection");
    let names = |people: Vec<assemble::coaching::model::Person>| {
        people.into_iter().map(|person| person.name).collect::<Vec<_>>()
    };
    assert_eq!(names(store::coaches_of(&mut conn, &owner).await.expect("reads")), ["kitagawa"]);
    assert!(store::is_coach_of(&mut conn, &coach, &owner).await.expect("reads"));
    assert!(!store::is_coach_of(&mut conn, &owner, &coach).await.expect("reads"), "not the other way round");
    assert!(!store::is_coach_of(&mut conn, &other_coach, &owner).await.expect("reads"));
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    assert!(is_not_found(share(&app, &owner, &entry, 1, &other_coach).await), "refused before anything is copied");
    let (_, shared) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    assert!(is_not_found(open(&app, &other_coach, &shared).await));

    // Leaving the cohort ends it, for the list and for the text.
    let (_, left_share) = shared_entry(&app, &other_coach, &other).await;
    assert!(open(&app, &other_coach, &left_share).await.is_ok());
    let left = app.state.db.write((theirs, other.clone()), |tx, (cohort, person)| {
        Box::pin(cohorts::leave_cohort(tx, cohort, person, NOW))
    });
    left.await.expect("left");
    assert!(is_not_found(open(&app, &other_coach, &left_share).await));
    assert!(queue_of(&mut conn, &other_coach, NOW).await.expect("reads").is_empty());
    assert!(store::coaches_of(&mut conn, &other).await.expect("reads").is_empty());
});

both!(the_desk_is_for_coaches_and_what_is_not_theirs_is_like_none, |app| async move {
    let (coach, owner) = pair(&app).await;
    let (_, shared) = shared_entry(&app, &coach, &owner).await;
    let stranger = app.person("stranger", &[Role::Coach]).await;
    let none: ShareId = app.state.new_id();
    let paths = ["/api/coaching/queue", "/api/coaching/open", "/api/coaching/answer"];
    let fields =
        |id: &str| vec![("id", id.to_owned()), ("form[share]", id.to_owned()), ("form[text]", "読みました".to_owned())];
    let post = |path: &'static str, id: String, cookie: Option<String>| {
        let fields = fields(&id);
        let app = &app;
        async move {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            app.post_json_client(path, &fields, cookie.as_deref()).await
        }
    };
    let member = app.sign_in(&owner).await;
    let other = app.sign_in(&stranger).await;
    for path in paths {
        assert_eq!(post(path, shared.to_string(), None).await.0.as_u16(), 401, "{path}");
        assert_eq!(post(path, shared.to_string(), Some(member.clone())).await.0.as_u16(), 403, "{path}");
    }
    for path in &paths[1..] {
        let theirs = post(path, shared.to_string(), Some(other.clone())).await;
        let nothing = post(path, none.to_string(), Some(other.clone())).await;
        assert_eq!((theirs.0.as_u16(), &theirs.2), (404, &nothing.2), "{path}");
    }
    let theirs = app.get(&format!("/coach/journals/{shared}"), Some(&other)).await;
    assert_eq!(theirs.0.as_u16(), 404);
    let values = format!("/coach/values/{none}");
    assert_eq!(app.get(&values, Some(&other)).await.0.as_u16(), 404);
    assert_eq!(app.get(&values, Some(&member)).await.0.as_u16(), 403);
    assert_eq!(count(&app, "select count(*) from access_log").await, 0);
    assert_eq!(count(&app, "select count(*) from coach_answers").await, 0);
    crate::journal::run(&app, "delete from promises").await;
    let unpromised = app.sign_in(&coach).await;
    for path in paths {
        let answer = post(path, shared.to_string(), Some(unpromised.clone())).await;
        assert_eq!((answer.0.as_u16(), answer.2.contains("Promise")), (403, true), "{path}");
    }
});

both!(a_copy_goes_once_and_can_be_taken_back, |app| async move {
    let (coach, owner) = pair(&app).await;
    let author = app.sign_in(&owner).await;
    let reader = app.sign_in(&coach).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let page = app.get(&format!("/journal/{entry}/share"), Some(&author)).await;
    assert!(page.2.contains(CANARY) && page.2.contains("kitagawaさん"), "who and exactly what");
    let draft = begin_copy(&app, &entry, &[&coach], &author).await.expect("a copy");
    let look = app.get(&format!("/journal/{entry}/share/{draft}"), Some(&author)).await;
    assert!(look.2.contains("めずらしい職業・病名・家族構成ですか") && look.2.contains(CANARY));
    for _ in 0..2 {
        let sent = send(&app, &entry, &[&coach], "どう読まれましたか", &author).await;
        assert!(sent.0.is_success(), "{} {}", sent.0, sent.2);
    }
    assert_eq!(count(&app, "select count(*) from journal_shares").await, 1, "a doubled request sends once");
    assert_eq!(letters(&app).await.len(), 1);
    let mut conn = app.state.db.read().await.expect("a connection");
    let shared = queue_of(&mut conn, &coach, NOW).await.expect("reads").remove(0).share;
    // What is written later is not in the copy.
    save(&app, &owner, &entry, 1, words("あとから書いたこと")).await.expect("saved");
    let read = app.get(&format!("/coach/journals/{shared}"), Some(&reader)).await;
    assert!(read.2.contains(CANARY) && read.2.contains("どう読まれましたか") && !read.2.contains("あとから書いたこと"));
    let back = app.post_form("/api/journal/withdraw", &[("form[share]", shared.as_str())], Some(&author)).await;
    assert_eq!(
        back.1.get("location").map(|to| to.as_bytes()),
        Some(format!("/journal/{entry}?done=withdrawn").as_bytes())
    );
    let refused = app.get(&format!("/coach/journals/{shared}"), Some(&reader)).await;
    assert!(refused.0.as_u16() == 404 && !refused.2.contains(CANARY), "the very next request finds nothing");
    assert!(is_not_found(open(&app, &coach, &shared).await));
    let late = [("form[share]", shared.as_str()), ("form[text]", "間に合いませんでした")];
    assert_eq!(app.post_json_client("/api/coaching/answer", &late, Some(&reader)).await.0.as_u16(), 404);
    assert_eq!(count(&app, "select count(*) from access_log").await, 1);
    assert!(queue_of(&mut conn, &coach, NOW).await.expect("reads").is_empty());
    let (again, _) = share(&app, &owner, &entry, 1, &coach).await.expect("may be sent anew");
    assert!(again);
});

both!(a_second_press_leads_where_the_first_led_and_says_what_was_sent, |app| async move {
    let (coach, owner) = pair(&app).await;
    let author = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let draft = begin_copy(&app, &entry, &[&coach], &author).await.expect("a copy");
    let press = async |ask: &str| {
        let mut fields = vec![("form[draft]", draft.as_str()), ("form[texts][ask]", ask), ("form[then]", "send")];
        fields.extend(["0", "1", "2", "3", "4"].map(|n| ("form[checks][]", n)));
        let (status, headers, body) = app.post_form("/api/journal/share", &fields, Some(&author)).await;
        assert!(status.is_redirection() || status == 404, "{status} {body}");
        headers.get("location").map(|to| to.to_str().expect("an address").to_owned())
    };
    let shared = Some(format!("/journal/{entry}?done=shared"));
    // A double press is on its way twice at once, or comes again when the first is done.
    let (one, two) = tokio::join!(press("どう読まれましたか"), press("どう読まれましたか"));
    assert_eq!([&one, &two, &press("どう読まれましたか").await], [&shared, &shared, &shared]);
    assert_eq!(press("ほかの問い").await, Some(format!("/journal/{entry}?done=shared_before")));
    let page = app.get(&format!("/journal/{entry}?done=shared_before"), Some(&author)).await.2;
    assert!(page.contains("先に届けたときの言葉のまま"), "{page}");
    assert_eq!(count(&app, "select count(*) from journal_shares").await, 1);
    assert_eq!(letters(&app).await.len(), 1);
    // What was taken back is not said to be there.
    let back = [("form[share]", draft.as_str())];
    assert!(app.post_json_client("/api/journal/withdraw", &back, Some(&author)).await.0.is_success());
    assert_ne!(press("どう読まれましたか").await, shared);
    // Somebody else learns nothing.
    let other = app.sign_in(&app.person("someone", &[]).await).await;
    let fields = [("form[draft]", draft.as_str()), ("form[then]", "send")];
    assert_eq!(app.post_json_client("/api/journal/share", &fields, Some(&other)).await.0.as_u16(), 404);
});

both!(a_form_without_a_choice_says_so, |app| async move {
    let (coach, owner) = pair(&app).await;
    let author = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words("x")).await.expect("saved");
    let id = ("form[entry]", entry.as_str());
    let nothing = app.post_json_client("/api/journal/share_begin", &[id], Some(&author)).await;
    assert!(nothing.0.as_u16() == 422 && nothing.2.contains("\"coaches\"") && nothing.2.contains("\"steps\""));
    let passed = [id, ("form[version]", "1"), ("form[coaches][]", coach.as_str()), ("form[steps][]", "w")];
    assert_eq!(app.post_json_client("/api/journal/share_begin", &passed, Some(&author)).await.0.as_u16(), 400);
    let lonely = app.person("lonely", &[]).await;
    let alone = begin(&app, &lonely).await;
    save(&app, &lonely, &alone, 0, words("x")).await.expect("saved");
    let cookie = app.sign_in(&lonely).await;
    let page = app.get(&format!("/journal/{alone}/share"), Some(&cookie)).await;
    assert!(page.0.is_success() && page.2.contains("いまは、届け先のコーチがいません"));
    assert_eq!(count(&app, "select count(*) from journal_shares").await, 0);
});

both!(a_copy_is_answered_once_and_read_beside_the_entry, |app| async move {
    let (coach, owner) = pair(&app).await;
    let author = app.sign_in(&owner).await;
    let reader = app.sign_in(&coach).await;
    let (entry, shared) = shared_entry(&app, &coach, &owner).await;
    let mut conn = app.state.db.read().await.expect("a connection");
    assert_eq!(store::waiting_for(&mut conn, &coach, NOW).await.expect("reads"), 1);
    let form = |text: &'static str| [("form[share]", shared.to_string()), ("form[text]", text.to_owned())];
    let post = async |text: &'static str| {
        let fields = form(text);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        app.post_json_client("/api/coaching/answer", &fields, Some(&reader)).await
    };
    assert_eq!(post("   ").await.0.as_u16(), 422);
    let answer = "出ていかずに、そこにいた20分と読みました。</textarea><script>";
    for _ in 0..2 {
        let sent = post(answer).await;
        assert!(sent.0.is_success(), "{} {}", sent.0, sent.2);
    }
    assert_eq!(post("ちがう返事").await.0.as_u16(), 422, "other words are not dropped in silence");
    assert_eq!(count(&app, "select count(*) from coach_answers").await, 1);
    let letters = letters(&app).await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(letters[0].contains("minato@example.jp") && letters[0].contains(&format!("/journal/{entry}")));
    assert!(letters[0].contains("minatoさん") && letters[0].contains("kitagawaさん"), "as both want to be called");
    assert!(!letters[0].contains("20分"));
    assert_eq!(store::waiting_for(&mut conn, &coach, NOW).await.expect("reads"), 0);
    let unread = store::unread_answer(&mut conn, &owner).await.expect("reads").expect("one");
    assert_eq!(
        (unread.entry, unread.coach_name.as_str(), unread.template.as_str()),
        (entry.clone(), "kitagawa", "ywt")
    );
    let page = app.get(&format!("/journal/{entry}"), Some(&author)).await;
    assert!(page.2.contains("出ていかずに、そこにいた20分と読みました。&lt;/textarea&gt;"), "beside the entry");
    assert!(page.2.contains("class=\"answer\""));
    assert!(store::unread_answer(&mut conn, &owner).await.expect("reads").is_none(), "seen is read");
    let desk = app.get("/coach", Some(&reader)).await;
    assert!(desk.2.contains("返事を届けたもの"));
    let theirs = app.get(&format!("/coach/journals/{shared}"), Some(&reader)).await;
    assert!(theirs.2.contains("あなたの返事") && !theirs.2.contains("/api/coaching/answer"));
});

both!(two_answers_at_once_are_one, |app| async move {
    let (coach, owner) = pair(&app).await;
    let (_, shared) = shared_entry(&app, &coach, &owner).await;
    let send = |n: i32| {
        let text = format!("返事 {n}");
        let input = (app.state.vault.clone(), coach.clone(), shared.clone(), app.state.new_id(), text, NOW);
        app.state.db.write(input, |tx, (vault, coach, share, id, text, now)| {
            Box::pin(store::answer(tx, vault, coach, share, id, text, *now))
        })
    };
    let outcomes = futures::future::join_all((0..12).map(send)).await;
    let sent = outcomes.iter().filter(|one| matches!(one, Ok(store::Answered::Sent(..)))).count();
    let already = outcomes.iter().filter(|one| matches!(one, Ok(store::Answered::Already))).count();
    assert_eq!((sent, already), (1, 11), "{outcomes:?}");
});

both!(the_queue_begins_with_the_longest_waiting, |app| async move {
    let (coach, owner) = pair(&app).await;
    let second = app.person("haruka", &[]).await;
    cohort(&app, &coach, &second).await;
    app.state.clock.set(later(-60 * 24 * 2));
    shared_entry(&app, &coach, &second).await;
    app.state.clock.set(NOW);
    shared_entry(&app, &coach, &owner).await;
    let reader = app.sign_in(&coach).await;
    let desk = app.get("/coach", Some(&reader)).await;
    let (first, then) = (desk.2.find("harukaさん").expect("there"), desk.2.find("minatoさん").expect("there"));
    assert!(first < then && desk.2.contains("2日前") && desk.2.contains("今日") && desk.2.contains("看護師"));
});

both!(the_canary_is_found_nowhere, |app| async move {
    let (coach, owner) = pair(&app).await;
    let author = app.sign_in(&owner).await;
    let reader = app.sign_in(&coach).await;
    let entry = begin(&app, &owner).await;
    let fields = [("form[entry]", entry.as_str()), ("form[base]", "0"), ("form[texts][y]", CANARY)];
    assert!(app.post_json_client("/api/journal/autosave", &fields, Some(&author)).await.0.is_success());
    let sent = send(&app, &entry, &[&coach], CANARY, &author).await;
    assert!(sent.0.is_success(), "{}", sent.2);
    let mut conn = app.state.db.read().await.expect("a connection");
    let shared = queue_of(&mut conn, &coach, NOW).await.expect("reads").remove(0).share;
    let answer = [("form[share]", shared.as_str()), ("form[text]", CANARY)];
    assert!(app.post_json_client("/api/coaching/answer", &answer, Some(&reader)).await.0.is_success());
    // A refused form is kept for a moment, too.
    let long = format!("{CANARY}{}", "長".repeat(5_000));
    let refused = [("form[share]", shared.as_str()), ("form[text]", long.as_str())];
    assert_eq!(app.post_form("/api/coaching/answer", &refused, Some(&reader)).await.0.as_u16(), 303);
    assert_eq!(count(&app, "select count(*) from form_stashes").await, 1);
    for letter in letters(&app).await {
        assert!(!letter.contains(CANARY), "{letter}");
    }
    let needle = CANARY.as_bytes();
    for (path, bytes) in files(&app) {
        assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{path}");
    }
});

both!(a_coach_hears_once_an_hour_of_an_entry_that_is_sent_again_and_again, |app| async move {
    let (coach, owner) = pair(&app).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let send = async || {
        let sent = send(&app, &entry, &[&coach], "", &cookie).await;
        assert!(sent.0.is_success(), "{}", sent.2);
    };
    for _ in 0..3 {
        send().await;
        let mut conn = app.state.db.read().await.expect("a connection");
        let newest = sqlx::query("select id from journal_shares where revoked_at is null");
        let copy: String = newest.fetch_one(&mut *conn).await.expect("a copy").get(0);
        drop(conn);
        app.post_form("/api/journal/withdraw", &[("form[share]", copy.as_str())], Some(&cookie)).await;
    }
    assert_eq!(count(&app, "select count(*) from letters where kind = 'journal_came'").await, 1);
    app.state.clock.set(NOW.plus_hours(1));
    send().await;
    assert_eq!(count(&app, "select count(*) from letters where kind = 'journal_came'").await, 2);
});

both!(another_question_about_the_same_version_is_not_dropped_in_silence, |app| async move {
    let (coach, owner) = pair(&app).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let send = async |ask: &str| send(&app, &entry, &[&coach], ask, &cookie).await.0.as_u16();
    assert_eq!((send("どう思いますか").await, send("どう思いますか").await), (200, 200), "sent twice is sent once");
    assert_eq!(send("べつの質問").await, 422);
    assert_eq!(count(&app, "select count(*) from journal_shares").await, 1);
});
