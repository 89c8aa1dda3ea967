//! Questions, lines, what a host reads first, and what is gone after a week.

use assemble::accounts::store::closing::{self, Closed};
use assemble::kit::Locale;
use assemble::live::tools::model::{ShownPrompt, Tally};
use assemble::live::tools::store;
use assemble::server::{jobs, time};

use super::Room;
use crate::both;
use crate::journal::{count, run};
use crate::support;

both!(questions_are_read_first_and_have_one_voice_a_person, |app| async move {
    let room = Room::open(&app, 4).await;
    let prompt = room.ask(&app, "questions", "anonymous", &[("form[moderated]", "1")]).await;
    let ask = async |who: usize, text: &str, named: &str| {
        let fields = [("form[prompt]", prompt.as_str()), ("form[text]", text), ("form[named]", named)];
        room.by(&app, who, "ask", &fields).await
    };
    assert_eq!(ask(0, "はじめの一歩は？", "").await, 200);
    assert_eq!(ask(1, "つぎの一歩は？", "1").await, 200);
    assert_eq!(ask(2, "広告です", "").await, 200);
    assert_eq!(ask(3, " \u{200b} ", "").await, 422);
    let shown = room.shown(&app, "").await;
    assert!(shown.questions.is_empty(), "nobody read them");
    assert_eq!(shown.waiting.len(), 3);
    assert!(shown.waiting.iter().all(|(of, line)| *of == prompt && line.name.is_none()));
    let ids: Vec<String> = shown.waiting.iter().map(|(_, line)| line.id.clone()).collect();
    let voice = async |who: usize, id: &str, to: &str| {
        room.by(&app, who, "voice", &[("form[question]", id), ("form[to]", to)]).await
    };
    assert_eq!(voice(3, &ids[0], "on").await, 404, "it is not shown yet");
    for (id, act) in ids.iter().zip(["show", "show", "hide"]) {
        assert_eq!(room.host(&app, "moderate", &[("form[id]", id.as_str()), ("form[act]", act)]).await, 200);
    }
    for (who, to) in [(0, "on"), (0, "on"), (2, "on"), (3, "on"), (3, "off")] {
        assert_eq!(voice(who, &ids[1], to).await, 200);
    }
    let shown = room.shown(&app, "").await;
    let told: Vec<_> = shown.questions.iter().map(|one| (one.text.as_str(), one.name.as_deref(), one.voices)).collect();
    assert_eq!(told, [("つぎの一歩は？", Some("呼び名2"), 2), ("はじめの一歩は？", None, 0)]);
    assert!(shown.waiting.is_empty());
    assert_eq!(room.host(&app, "mark", &[("form[question]", ids[1].as_str()), ("form[to]", "on")]).await, 200);
    let shown = room.shown(&app, "").await;
    assert_eq!((shown.questions[0].answered, shown.questions[1].answered), (false, true), "what waits comes first");
    assert_eq!(room.host(&app, "prompt", &[("form[prompt]", prompt.as_str()), ("form[act]", "close")]).await, 200);
    app.travel_to(app.state.now().plus_seconds(3));
    assert_eq!((ask(0, "まだ？", "").await, voice(2, &ids[0], "on").await), (422, 422));
});

both!(what_is_let_through_is_what_the_host_read, |app| async move {
    let room = Room::open(&app, 8).await;
    let prompt = room.ask(&app, "open", "anonymous", &[("form[moderated]", "1")]).await;
    for who in 0..8 {
        let waiting = room.shown(&app, "").await.waiting.len();
        assert_eq!(waiting, if who < 5 { 0 } else { 5 }, "of {who} it would be known who wrote what");
        assert_eq!(room.answer(&app, who, &prompt, ("form[text]", "よいことば")).await, 200);
    }
    let lines = async || match room.prompt(&app, &prompt).await.tally {
        Tally::Lines(lines) => lines.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(lines().await, 0, "eight answered, and nobody read them");
    let waiting = room.shown(&app, "").await.waiting;
    assert_eq!(waiting.len(), 8);
    let decide = async |id: &str, act: &str| room.host(&app, "moderate", &[("form[id]", id), ("form[act]", act)]).await;
    for (_, line) in &waiting {
        assert_eq!(decide(&line.id, "show").await, 200);
    }
    assert_eq!(lines().await, 8);
    // Sent again it stays; changed it is read again, and not by the press that was meant for the words before. Those
    // stand until two more have changed theirs.
    assert_eq!(room.answer(&app, 0, &prompt, ("form[text]", "よいことば")).await, 200);
    for who in 0..3 {
        assert_eq!((lines().await, room.shown(&app, "").await.waiting.len()), (8, 0));
        assert_eq!(room.answer(&app, who, &prompt, ("form[text]", "ほかのことば")).await, 200);
    }
    assert_eq!(lines().await, 5);
    let mut conflicts = 0;
    for (_, line) in &waiting {
        conflicts += i32::from(decide(&line.id, "show").await == 409);
    }
    assert_eq!((conflicts, lines().await), (3, 5));
    let waiting = room.shown(&app, "").await.waiting;
    assert_eq!((waiting.len(), waiting[0].1.text.as_str()), (3, "ほかのことば"));
    for (_, line) in &waiting {
        assert_eq!(decide(&line.id, "hide").await, 200);
    }
    assert!(room.shown(&app, "").await.waiting.is_empty());
});

both!(of_a_great_many_lines_a_frame_holds_some_and_looking_back_all, |app| async move {
    let room = Room::open(&app, 2).await;
    let open = room.ask(&app, "open", "named", &[]).await;
    run(
        &app,
        r#"insert into live_answers (id, prompt_id, round, voter, answer)
           with recursive n (i) as (select 1 union all select i + 1 from n where i < 120)
           select 'a' || i, t.id, 1, 'v' || i, '{"text":"ことば"}' from live_prompts t, n"#,
    )
    .await;
    let lines = |prompt: &ShownPrompt| match &prompt.tally {
        Tally::Lines(lines) => lines.len(),
        other => panic!("{other:?}"),
    };
    let shown = room.prompt(&app, &open).await;
    assert_eq!((shown.answered, lines(&shown)), (120, 100));
    let mut conn = app.state.db.read().await.expect("a connection");
    let told = store::told(&mut conn, &room.id, app.state.now()).await.expect("what was said");
    assert_eq!(lines(&told[0]), 120);
});

both!(lines_stand_in_their_block_and_column_and_a_host_takes_one_away, |app| async move {
    let room = Room::open(&app, 2).await;
    let say = async |who: usize, block: &str, column: &str, text: &str| {
        let fields = [("form[block]", block), ("form[column]", column), ("form[text]", text), ("form[named]", "1")];
        room.by(&app, who, "line", &fields).await
    };
    assert_eq!(say(0, "b1", "", "いちばん").await, 200);
    assert_eq!(say(1, "b1", "0", "<script>alert(1)</script>").await, 200);
    assert_eq!((say(0, "b1", "1", "x").await, say(0, "b2", "4", "x").await), (400, 400), "there is no such column");
    assert_eq!((say(0, "b3", "", "x").await, say(0, "nothing", "", "x").await), (404, 404));
    assert_eq!(say(0, "b2", "3", "問い").await, 200);
    assert_eq!(say(0, "b2", "3", &"長".repeat(401)).await, 422);
    let lines = room.shown(&app, "b1").await.lines;
    let told: Vec<_> = lines.iter().map(|line| (line.text.as_str(), line.name.as_deref())).collect();
    assert_eq!(told, [("いちばん", Some("呼び名1")), ("<script>alert(1)</script>", Some("呼び名2"))]);
    assert_eq!(room.shown(&app, "b2").await.lines[0].column, 3);
    assert_eq!(room.host(&app, "moderate", &[("form[id]", lines[1].id.as_str()), ("form[act]", "hide")]).await, 200);
    assert_eq!(room.shown(&app, "b1").await.lines.len(), 1);
    // A prompt that the sheet prepared; one that it did not.
    let prepared = [("form[block]", "b3"), ("form[nth]", "0")];
    assert_eq!((room.host(&app, "start", &prepared).await, room.host(&app, "start", &prepared).await), (200, 200));
    let prompts = room.shown(&app, "b3").await.prompts;
    assert_eq!((prompts.len(), prompts[0].asked.label.ja.as_str()), (1, "どれですか"), "of two hosts one asks");
    let close = [("form[prompt]", prompts[0].id.as_str()), ("form[act]", "close")];
    assert_eq!(room.host(&app, "prompt", &close).await, 200);
    assert_eq!(room.host(&app, "start", &prepared).await, 200);
    assert_eq!(room.shown(&app, "b3").await.prompts.len(), 2, "once more");
    assert_eq!(room.host(&app, "start", &[("form[block]", "b3"), ("form[nth]", "1")]).await, 404);
    assert_eq!(room.host(&app, "start", &[("form[kind]", "choice"), ("form[naming]", "named")]).await, 422);
});

both!(nobody_fills_a_room_alone, |app| async move {
    let room = Room::open(&app, 2).await;
    let line = [("form[block]", "b1"), ("form[text]", "ひとこと")];
    for _ in 0..20 {
        assert_eq!(room.by(&app, 0, "line", &line).await, 200);
    }
    assert_eq!(room.by(&app, 0, "line", &line).await, 429);
    assert_eq!(room.by(&app, 1, "line", &line).await, 200, "others are heard");
    assert_eq!(room.shown(&app, "b1").await.lines.len(), 21);
});

both!(who_is_not_in_the_room_says_and_asks_nothing_there, |app| async move {
    let room = Room::open(&app, 2).await;
    let prompt = room.ask(&app, "open", "named", &[]).await;
    let answer = [("form[prompt]", prompt.as_str()), ("form[round]", "1"), ("form[text]", "x")];
    let stranger = app.person("stranger", &[]).await;
    let other = app.person("other host", &[assemble::kit::Role::Host]).await;
    for cookie in [app.sign_in(&stranger).await, app.sign_in(&other).await, room.cookie.clone()] {
        assert_eq!(room.send(&app, &cookie, "answer", &answer).await.0, 404, "nor a host who did not come in");
    }
    let close = [("form[prompt]", prompt.as_str()), ("form[act]", "close")];
    for cookie in [&app.sign_in(&other).await, &room.cookies[0]] {
        assert_eq!(room.send(&app, cookie, "prompt", &close).await.0, 404);
    }
    // Another room's prompt is none of this one.
    let elsewhere = app.workshop(&room.host, crate::workshops::details(3)).await;
    let fields = [("form[workshop]", elsewhere.as_str()), close[0], close[1]];
    assert_eq!(app.post_json_client("/api/live/prompt", &fields, Some(&room.cookie)).await.0.as_u16(), 404);
    // Who gave their seat back, and everybody once the room is closed.
    assert!(app.give_back(&room.id, &room.people[1]).await);
    assert_eq!(room.by(&app, 1, "answer", &answer).await, 404);
    assert_eq!(room.by(&app, 0, "answer", &answer).await, 200);
    // An organiser may come into any room, and then takes part in it.
    let organiser = app.person("organiser", &[assemble::kit::Role::Admin]).await;
    let cookie = app.sign_in(&organiser).await;
    assert_eq!(room.send(&app, &cookie, "answer", &answer).await.0, 404);
    app.come_in(&room.id, &organiser, "事務局").await;
    assert_eq!(room.send(&app, &cookie, "answer", &answer).await.0, 200);
    // Nobody has a seat at what was called off.
    run(&app, "update workshops set cancelled_at = 1").await;
    assert_eq!(room.by(&app, 0, "answer", &answer).await, 404);
    run(&app, "update workshops set cancelled_at = null").await;
    run(&app, "update live_rooms set closed_at = 1").await;
    assert_eq!((room.by(&app, 0, "answer", &answer).await, room.host(&app, "prompt", &close).await), (404, 404));
});

both!(what_was_said_is_gone_after_a_week_and_what_was_counted_stays, |app| async move {
    let room = Room::open(&app, 6).await;
    let choice = room.ask(&app, "choice", "anonymous", &[]).await;
    let words = room.ask(&app, "words", "anonymous", &[]).await;
    let questions = room.ask(&app, "questions", "named", &[]).await;
    for who in 0..6 {
        assert_eq!(room.answer(&app, who, &choice, ("form[one]", "1")).await, 200);
        assert_eq!(room.answer(&app, who, &words, ("form[words][]", "希望")).await, 200);
    }
    assert_eq!(
        room.by(&app, 0, "ask", &[("form[prompt]", questions.as_str()), ("form[text]", "なぜですか")]).await,
        200
    );
    let question = room.shown(&app, "").await.questions[0].id.clone();
    assert_eq!(room.by(&app, 1, "voice", &[("form[question]", question.as_str()), ("form[to]", "on")]).await, 200);
    assert_eq!(room.by(&app, 0, "line", &[("form[block]", "b1"), ("form[text]", "ひとこと")]).await, 200);
    let closed = app.state.now();
    run(&app, "update live_rooms set closed_at = opened_at").await;
    let left = async || {
        let mut left = Vec::new();
        for sql in [
            "select count(*) from live_lines",
            "select count(*) from live_questions",
            "select count(*) from live_voices",
            "select count(*) from live_answers",
        ] {
            left.push(count(&app, sql).await);
        }
        left
    };
    // A host reads it as long as it is there.
    let report = async || {
        let cookie = app.sign_in(&room.host).await;
        let (status, _, page) = app.get(&format!("/live/{}/report", room.id), Some(&cookie)).await;
        assert_eq!(status, 200);
        support::shown(&page)
    };
    let page = report().await;
    for words in ["希望", "なぜですか", "1人が聞きたい", "ひとこと", "6人が答えました。", "1件の質問がありました。"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    app.travel_to(closed.plus_days(7).plus_seconds(-1));
    jobs::sweep(app.state.clone()).await.expect("swept");
    assert_eq!(left().await, [1, 1, 1, 12]);
    app.travel_to(closed.plus_days(7));
    jobs::sweep(app.state.clone()).await.expect("swept");
    assert_eq!(left().await, [0, 0, 0, 6], "the votes are numbers");
    assert_eq!(room.prompt(&app, &choice).await.answered, 6);
    let told = room.prompt(&app, &words).await;
    assert_eq!((told.answered, told.tally), (6, Tally::Hidden), "how many wrote stays");
    // A later sweep counts nothing anew.
    app.travel_to(closed.plus_days(9));
    jobs::sweep(app.state.clone()).await.expect("swept");
    let page = report().await;
    let day = time::full_day(closed.plus_days(7), "Asia/Tokyo", Locale::ja);
    let gone = format!("ことばは{day}に消えました。");
    for words in ["6人が答えました。", "1件の質問がありました。", gone.as_str()] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("なぜですか") && !page.contains("呼び名1 ·"), "{page}");
});

both!(where_nobody_said_anything_no_word_is_said_to_be_gone, |app| async move {
    let room = Room::open(&app, 1).await;
    for kind in ["open", "words", "questions"] {
        room.ask(&app, kind, "anonymous", &[]).await;
    }
    let closed = app.state.now();
    run(&app, "update live_rooms set closed_at = opened_at").await;
    // As rooms are that were swept when it was not kept yet how many there were.
    run(&app, "update live_prompts set salt = null, closes_at = 1, sealed_at = 1 where kind = 'open'").await;
    app.travel_to(closed.plus_days(9));
    jobs::sweep(app.state.clone()).await.expect("swept");
    assert_eq!(count(&app, "select count(*) from live_prompts where tally is null").await, 3);
    assert_eq!(count(&app, "select count(*) from live_prompts where kind = 'open' and sealed_at = 1").await, 1);
    let cookie = app.sign_in(&room.host).await;
    let (status, _, page) = app.get(&format!("/live/{}/report", room.id), Some(&cookie)).await;
    assert_eq!(status, 200);
    let page = support::shown(&page);
    assert!(page.contains("どう思いますか") && !page.contains("に消えました"), "{page}");
});

both!(who_closes_their_account_takes_their_words_along, |app| async move {
    let room = Room::open(&app, 2).await;
    let open = room.ask(&app, "open", "named", &[]).await;
    let questions = room.ask(&app, "questions", "named", &[]).await;
    for who in 0..2 {
        assert_eq!(room.answer(&app, who, &open, ("form[text]", "ことば")).await, 200);
    }
    let asked = [("form[prompt]", questions.as_str()), ("form[text]", "なぜですか")];
    assert_eq!(room.by(&app, 0, "ask", &asked).await, 200);
    let question = room.shown(&app, "").await.questions[0].id.clone();
    assert_eq!(room.by(&app, 1, "voice", &[("form[question]", question.as_str()), ("form[to]", "on")]).await, 200);
    let line = [("form[block]", "b1"), ("form[text]", "ひとこと"), ("form[named]", "1")];
    assert_eq!(room.by(&app, 0, "line", &line).await, 200);
    let input = (app.state.config.clone(), room.people[0].clone(), app.state.now());
    let closing = app.state.db.write(input, |tx, (config, user, now)| Box::pin(closing::close(tx, config, user, *now)));
    assert_eq!(closing.await.expect("an answer"), Closed::Done);
    assert_eq!(count(&app, "select count(*) from live_answers").await, 1);
    for left in
        ["select count(*) from live_questions", "select count(*) from live_voices", "select count(*) from live_lines"]
    {
        assert_eq!(count(&app, left).await, 0, "{left}");
    }
});
