//! Remarks wait, and go as one; what changed is shown apart; notes are the coach's.

use std::time::Duration;

use assemble::kit::Role;
use assemble::kit::id::{EntryId, ShareId, UserId};
use assemble::server::db::{Conn, Kind, lock_row};

use super::{answer, comment, post};
use crate::both;
use crate::canary::files;
use crate::coaching::letters;
use crate::journal::{CANARY, begin, cohort, count, pair, run, save, share, words};
use crate::locks::meet;
use crate::support::{NOW, TestApp};

const TEXT: &str = "二度、声をかけた。そのあとは、隣で黙っていた。帰りぎわに、また来ていいですかと言った。";

async fn sent(app: &TestApp) -> (UserId, UserId, EntryId, ShareId) {
    let (coach, owner) = pair(app).await;
    let entry = begin(app, &owner).await;
    save(app, &owner, &entry, 0, words(TEXT)).await.expect("saved");
    let (_, id) = share(app, &owner, &entry, 1, &coach).await.expect("sent");
    (coach, owner, entry, id)
}

both!(remarks_wait_until_the_review_is_returned_as_one, |app| async move {
    let (coach, owner, entry, id) = sent(&app).await;
    let (reader, author) = (app.sign_in(&coach).await, app.sign_in(&owner).await);
    let page = app.get(&format!("/coach/journals/{id}"), Some(&reader)).await;
    assert!(page.2.contains("value=\"9-23\""), "a sentence can be chosen without a pointer: {}", page.2);
    let fields = [
        ("form[share]", id.as_str()),
        ("form[place]", "y/text"),
        ("form[at]", "9-23"),
        ("form[text]", "いちばん長い一文です"),
    ];
    for _ in 0..2 {
        assert!(post(&app, "/api/coaching/comment", &fields, &reader).await.0.is_success());
    }
    assert_eq!(count(&app, "select count(*) from review_comments").await, 1, "sent twice is kept once");
    for wrong in ["9-900", "900-901", ""] {
        let fields = [fields[0], fields[1], ("form[at]", wrong), fields[3]];
        let refused = post(&app, "/api/coaching/comment", &fields, &reader).await;
        assert!(matches!(refused.0.as_u16(), 400 | 422), "{wrong} {}", refused.0);
    }
    let page = app.get(&format!("/coach/journals/{id}"), Some(&reader)).await;
    assert!(page.2.contains("<mark class=\"anchor\">そのあとは、隣で黙っていた。"), "{}", page.2);
    let mine = app.get(&format!("/journal/{entry}"), Some(&author)).await;
    assert!(!mine.2.contains("いちばん長い一文です"), "nothing shows before");
    assert_eq!(app.get(&format!("/journal/{entry}/reviews/{id}"), Some(&author)).await.0.as_u16(), 404);

    let fields = [("form[share]", id.as_str()), ("form[text]", "読みました。")];
    assert!(post(&app, "/api/coaching/answer", &fields, &reader).await.0.is_success());
    let mine = app.get(&format!("/journal/{entry}"), Some(&author)).await;
    assert!(mine.2.contains("文章の横のコメント1件を読む"));
    let review = app.get(&format!("/journal/{entry}/reviews/{id}"), Some(&author)).await;
    assert!(review.2.contains("いちばん長い一文です") && review.2.contains("<mark class=\"anchor\">そのあとは"));
    let late = [("form[share]", id.as_str()), ("form[place]", "y/text"), ("form[at]", "0-3"), ("form[text]", "おまけ")];
    assert_eq!(post(&app, "/api/coaching/comment", &late, &reader).await.0.as_u16(), 422, "it was returned");
});

both!(a_remark_goes_with_its_sentence_or_is_shown_apart, |app| async move {
    let (coach, owner, entry, id) = sent(&app).await;
    comment(&app, &coach, &id, (9, 23), "ここに残ります").await.expect("kept");
    comment(&app, &coach, &id, (0, 9), "変わった文への一言").await.expect("kept");
    answer(&app, &coach, &id, "読みました").await.expect("returned");
    let later = format!("朝のことから書く。{}", TEXT.replace("二度、声をかけた。", "声は、かけなかった。"));
    save(&app, &owner, &entry, 1, words(&later)).await.expect("saved");
    let author = app.sign_in(&owner).await;
    let path = format!("/journal/{entry}/reviews/{id}");
    let copy = app.get(&path, Some(&author)).await;
    assert!(copy.2.contains("いまの日誌") && !copy.2.contains("元の文が変わったコメント"));
    let now = app.get(&format!("{path}?on=now"), Some(&author)).await;
    assert!(
        now.2.contains("朝のことから書く。") && now.2.contains("<mark class=\"anchor\">そのあとは、隣で黙っていた。")
    );
    let (_, lost) = now.2.split_once("元の文が変わったコメント").expect("apart");
    let (lost, _) = lost.split_once("</section>").expect("its end");
    assert!(
        lost.contains("変わった文への一言") && lost.contains("二度、声をかけた。") && !lost.contains("ここに残ります")
    );
});

both!(author_and_coach_talk_on_beside_a_remark, |app| async move {
    let (coach, owner, entry, id) = sent(&app).await;
    let remark = comment(&app, &coach, &id, (9, 23), "何を見ていましたか").await.expect("kept");
    let (reader, author) = (app.sign_in(&coach).await, app.sign_in(&owner).await);
    let early = [("form[share]", id.as_str()), ("form[text]", "まだ")];
    assert_eq!(post(&app, "/api/coaching/reply", &early, &author).await.0.as_u16(), 404);
    answer(&app, &coach, &id, "読みました").await.expect("returned");
    let reply = [("form[share]", id.as_str()), ("form[comment]", remark.as_str()), ("form[text]", "窓を見ていました")];
    for _ in 0..2 {
        assert!(post(&app, "/api/coaching/reply", &reply, &author).await.0.is_success());
    }
    assert_eq!(count(&app, "select count(*) from review_messages").await, 1);
    assert!(app.get("/coach", Some(&reader)).await.2.contains("返信があります"));
    let page = app.get(&format!("/coach/journals/{id}"), Some(&reader)).await;
    assert!(page.2.contains("窓を見ていました"));
    let readers = app.get("/me/readers", Some(&author)).await;
    assert!(readers.2.contains("あなたの返信"), "that it was read is in the history");
    let say = [("form[share]", id.as_str()), ("form[comment]", remark.as_str()), ("form[text]", "窓の外でしたか")];
    assert!(post(&app, "/api/coaching/say", &say, &reader).await.0.is_success());
    let review = app.get(&format!("/journal/{entry}/reviews/{id}"), Some(&author)).await;
    assert!(review.2.contains("窓の外でしたか"));
    for letter in letters(&app).await {
        assert!(!letter.contains('窓'), "{letter}");
    }
    // Once it is taken back there is nothing more to say.
    assert!(post(&app, "/api/journal/withdraw", &[("form[share]", id.as_str())], &author).await.0.is_success());
    assert_eq!(post(&app, "/api/coaching/say", &say, &reader).await.0.as_u16(), 404);
    assert_eq!(post(&app, "/api/coaching/reply", &reply, &author).await.0.as_u16(), 404);
    let review = app.get(&format!("/journal/{entry}/reviews/{id}"), Some(&author)).await;
    assert!(review.2.contains("窓の外でしたか") && review.2.contains("この写しは閉じています"), "the answer stays");
});

both!(who_does_not_coach_any_more_is_not_written_to, |app| async move {
    let (coach, owner, entry, id) = sent(&app).await;
    let author = app.sign_in(&owner).await;
    comment(&app, &coach, &id, (9, 23), "何を見ていましたか").await.expect("kept");
    answer(&app, &coach, &id, "読みました").await.expect("returned");
    let path = format!("/journal/{entry}/reviews/{id}");
    assert!(app.get(&path, Some(&author)).await.2.contains("/api/coaching/reply"));
    run(&app, "update cohort_people set left_at = 1 where part = 'coach'").await;
    let reply = [("form[share]", id.as_str()), ("form[text]", "窓を見ていました")];
    assert_eq!(post(&app, "/api/coaching/reply", &reply, &author).await.0.as_u16(), 404);
    assert_eq!(count(&app, "select count(*) from review_messages").await, 0);
    assert!(letters(&app).await.iter().all(|letter| !letter.starts_with("words_came")));
    let review = app.get(&path, Some(&author)).await.2;
    assert!(review.contains("何を見ていましたか") && !review.contains("/api/coaching/reply"), "the answer stays");
});

both!(a_reply_leads_to_nobody_but_the_two, |app| async move {
    let (coach, owner) = (app.person("北川", &[Role::Coach]).await, app.person("minato", &[]).await);
    cohort(&app, &coach, &owner).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(TEXT)).await.expect("saved");
    let (_, id) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    answer(&app, &coach, &id, "読みました").await.expect("returned");
    let author = app.sign_in(&owner).await;
    let reply = async |text: &str| {
        let fields = [("form[share]", id.as_str()), ("form[text]", text)];
        let answer = post(&app, "/api/coaching/reply", &fields, &author).await;
        assert!(!answer.2.contains("1234"), "the refusal does not repeat it");
        (answer.0.as_u16(), answer.2)
    };
    let (status, body) = reply("帰りに、お母さんから090-1234-5678に電話があった。").await;
    assert!(status == 422 && body.contains("電話番号") && body.contains("この言葉を消す"), "{body}");
    let (status, body) = reply("鈴木さんが来たからです。").await;
    assert!(status == 422 && body.contains("に言いかえる"), "{body}");
    let long = format!("090-1234-5678{}", "長".repeat(3_000));
    assert!(reply(&long).await.1.contains("文字までです"), "too long comes first");
    assert_eq!(count(&app, "select count(*) from review_messages").await, 0);
    assert_eq!(reply("北川さん、ありがとうございます。").await.0, 200, "the two may say their names");
    // Without a program the page comes back with what was typed.
    let path = format!("/journal/{entry}/reviews/{id}");
    let fields = [("form[share]", id.as_str()), ("form[text]", "番号は090-1234-5678です"), ("form_key", "answer")];
    let back = app.post_form_from(&path, "/api/coaching/reply", &fields, Some(&author)).await;
    let stash = back.1["set-cookie"].to_str().expect("text").split(';').next().expect("a cookie").to_owned();
    let page = app.get(&path, Some(&format!("{author}; {stash}"))).await.2;
    assert!(page.contains(">番号は090-1234-5678です</textarea>") && page.contains("電話番号"), "{page}");
    assert!(page.contains("<details open class=\"fold\">"), "the form stands open: {page}");
});

both!(a_page_that_lies_open_keeps_nobody_signed_in_and_waits_for_nobody, |app| async move {
    let (coach, _, _, id) = sent(&app).await;
    let reader = app.sign_in(&coach).await;
    let still = format!("/coach/journals/{id}/still");
    // Whoever works on the copy keeps it locked; who only asks does not wait for that.
    let working =
        async |tx: &mut Conn| lock_row(tx, "select id from journal_shares where id = $1 for update", id.as_str()).await;
    let asking = async { Ok(app.get(&still, Some(&reader)).await.0.as_u16()) };
    let met = meet(&app, working, asking).await;
    assert_eq!(met.second.expect("an answer"), 204);
    assert!(!met.waited || app.state.db.kind() == Kind::Sqlite, "nobody can look into the queue there");
    app.state.clock.set(NOW.plus_days(2));
    let seen = async || count(&app, "select max(seen_at) from sessions").await;
    for _ in 0..3 {
        assert_eq!(app.get(&still, Some(&reader)).await.0.as_u16(), 204);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(seen().await, NOW.0, "asking is no use");
    app.get("/coach", Some(&reader)).await;
    for _ in 0..200 {
        if seen().await > NOW.0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(seen().await, NOW.plus_days(2).0, "a page that is opened is");
});

both!(an_answer_that_is_not_finished_stays_with_its_coach, |app| async move {
    let (coach, owner, entry, id) = sent(&app).await;
    let (reader, author) = (app.sign_in(&coach).await, app.sign_in(&owner).await);
    let path = format!("/coach/journals/{id}");
    let unfinished = [("form[share]", id.as_str()), ("form[text]", "手のことが、")];
    for _ in 0..2 {
        assert!(post(&app, "/api/coaching/keep", &unfinished, &reader).await.0.is_success());
    }
    let note = [("form[share]", id.as_str()), ("form[text]", "メモ"), ("form[lens]", "")];
    assert!(post(&app, "/api/coaching/note", &note, &reader).await.0.is_success());
    let page = app.get(&path, Some(&reader)).await.2;
    assert!(page.contains("手のことが、") && page.contains("メモ"), "neither takes the other's place");
    for place in [format!("/journal/{entry}"), "/me/readers".to_owned()] {
        assert!(!app.get(&place, Some(&author)).await.2.contains("手のことが、"), "{place}");
    }
    let long = "字".repeat(5_001);
    let too_long = [("form[share]", id.as_str()), ("form[text]", long.as_str())];
    assert_eq!(post(&app, "/api/coaching/keep", &too_long, &reader).await.0.as_u16(), 422);
    answer(&app, &coach, &id, "読みました").await.expect("returned");
    let page = app.get(&path, Some(&reader)).await.2;
    assert!(!page.contains("手のことが、") && page.contains("メモ"), "what is finished is not kept beside");
    assert_eq!(post(&app, "/api/coaching/keep", &unfinished, &reader).await.0.as_u16(), 409);
});

both!(an_answer_that_comes_late_takes_no_newer_ones_place, |app| async move {
    let (coach, _, _, id) = sent(&app).await;
    let reader = app.sign_in(&coach).await;
    let path = format!("/coach/journals/{id}");
    let keep = async |page: &str, turn: &str, text: &str| {
        let fields = [("form[share]", id.as_str()), ("form[text]", text), ("form[page]", page), ("form[turn]", turn)];
        assert!(post(&app, "/api/coaching/keep", &fields, &reader).await.0.is_success(), "{text}");
        app.get(&path, Some(&reader)).await.2
    };
    assert!(keep("one", "2", "手のことが、気に").await.contains("手のことが、気に"));
    // The page gave the first save up and sent another; the first arrives after all.
    assert!(keep("one", "1", "手の").await.contains("手のことが、気に"));
    assert!(keep("one", "3", "手のこと").await.contains("手のこと<"), "what is sent next may be shorter");
    assert!(keep("two", "1", "別の日に").await.contains("別の日に"), "another page begins its own");
    assert!(keep("", "0", "押して").await.contains("押して"), "a press without a script");
    let note = [("form[share]", id.as_str()), ("form[text]", "メモ"), ("form[lens]", "")];
    assert!(keep("one", "4", "手のことを").await.contains("手のことを"));
    assert!(post(&app, "/api/coaching/note", &note, &reader).await.0.is_success());
    assert!(keep("one", "4", "手").await.contains("手のことを"), "a note between changes nothing of it");
});

both!(notes_and_the_lens_are_the_coachs_own, |app| async move {
    let (coach, owner, entry, id) = sent(&app).await;
    let (reader, author) = (app.sign_in(&coach).await, app.sign_in(&owner).await);
    let fields =
        [("form[share]", id.as_str()), ("form[text]", "次に会うとき手のことを聞く"), ("form[lens]", "reflection")];
    for _ in 0..2 {
        assert!(post(&app, "/api/coaching/note", &fields, &reader).await.0.is_success());
    }
    assert_eq!(count(&app, "select count(*) from coach_notes").await, 1);
    let page = app.get(&format!("/coach/journals/{id}"), Some(&reader)).await;
    assert!(page.2.contains("次に会うとき手のことを聞く") && page.2.contains("value=\"reflection\" selected"));
    answer(&app, &coach, &id, "読みました").await.expect("returned");
    for path in [format!("/journal/{entry}"), format!("/journal/{entry}/reviews/{id}"), "/me/readers".to_owned()] {
        let mine = app.get(&path, Some(&author)).await;
        assert!(!mine.2.contains("手のことを聞く") && !mine.2.contains("省察"), "{path}");
    }
});

both!(nothing_that_is_said_lies_open_anywhere, |app| async move {
    let (coach, owner, entry, id) = sent(&app).await;
    let (reader, author) = (app.sign_in(&coach).await, app.sign_in(&owner).await);
    comment(&app, &coach, &id, (0, 3), CANARY).await.expect("kept");
    let text = [("form[share]", id.as_str()), ("form[text]", CANARY)];
    for (path, cookie) in [
        ("/api/coaching/note", &reader),
        ("/api/coaching/answer", &reader),
        ("/api/coaching/say", &reader),
        ("/api/coaching/reply", &author),
    ] {
        assert!(post(&app, path, &text, cookie).await.0.is_success(), "{path}");
    }
    let draft = crate::coaching::begin_copy(&app, &entry, &[&coach], &author).await.expect("a copy");
    let fields = [("form[draft]", draft.as_str()), ("form[texts][y/text]", CANARY), ("form[then]", "check")];
    assert!(post(&app, "/api/journal/share", &fields, &author).await.0.is_success());
    for letter in letters(&app).await {
        assert!(!letter.contains(CANARY), "{letter}");
    }
    let needle = CANARY.as_bytes();
    for (path, bytes) in files(&app) {
        assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{path}");
    }
    // When the entry goes, all of it goes.
    assert!(post(&app, "/api/journal/delete", &[("form[entry]", entry.as_str())], &author).await.0.is_success());
    for sql in [
        "select cast(coalesce(sum(length(body)), 0) as bigint) from review_comments",
        "select cast(coalesce(sum(length(body)), 0) as bigint) from review_messages",
        "select cast(coalesce(sum(length(body)), 0) as bigint) from coach_notes",
        "select count(*) from share_drafts",
    ] {
        assert_eq!(count(&app, sql).await, 0, "{sql}");
    }
});
