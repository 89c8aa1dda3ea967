//! What is shown of an anonymous prompt moves by several answers at once while it is open, and is all of them at its end.

use assemble::kit::id::RowId;
use assemble::live::room::store::hosting::Opened;
use assemble::live::tools::model::{Answer, AnswerForm, SHOWN_FROM, STEP, Tally};
use assemble::live::tools::{jobs, store};
use assemble::server::state::chance_id;

use super::{Room, sheet};
use crate::both;
use crate::support::TestApp;

impl Room {
    /// Answers past the limit of how fast one does.
    async fn answers(&self, app: &TestApp, who: usize, form: AnswerForm) {
        let form = AnswerForm { workshop: self.id.to_string(), round: "1".to_owned(), ..form };
        let input = (self.id.clone(), self.people[who].clone(), form, chance_id::<RowId>(), app.state.now());
        let answering = app
            .state
            .db
            .write(input, |tx, (id, user, form, row, now)| Box::pin(store::answer(tx, (id, user), form, row, *now)));
        assert_eq!(answering.await.expect("an answer"), Ok(()));
    }

    async fn close(&self, app: &TestApp, prompt: &str) {
        assert_eq!(self.host(app, "prompt", &[("form[prompt]", prompt), ("form[act]", "close")]).await, 200);
    }
}

/// The texts that are shown, sorted; none while they are hidden.
fn texts_of(tally: Tally) -> Vec<String> {
    let Tally::Lines(lines) = tally else { return Vec::new() };
    let mut texts: Vec<String> = lines.into_iter().map(|line| line.text).collect();
    texts.sort();
    texts
}

fn differ(one: &[Option<String>], other: &[Option<String>]) -> usize {
    one.iter().zip(other).filter(|(one, other)| one != other).count()
}

fn sorted(said: &[Option<String>]) -> Vec<String> {
    let mut texts: Vec<String> = said.iter().flatten().cloned().collect();
    texts.sort();
    texts
}

// Whatever people answer, change and pass, and in whatever order: each time that what is shown changes, at least three of
// them answer otherwise than when it changed before, and it is what all answer at that moment.
both!(what_is_shown_of_an_open_anonymous_prompt_moves_by_three_answers_or_more, |app| async move {
    const PEOPLE: usize = 9;
    let room = Room::open(&app, PEOPLE).await;
    for seed in 1..=4_u64 {
        let prompt = room.ask(&app, "open", "anonymous", &[]).await;
        let (mut said, mut told) = (vec![None; PEOPLE], vec![None; PEOPLE]);
        let (mut shown, mut moves, mut dice) = (Vec::new(), 0, seed);
        for turn in 0..40 {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let who = (dice >> 33) as usize % PEOPLE;
            let form = AnswerForm { prompt: prompt.clone(), ..AnswerForm::default() };
            if (dice >> 50) & 7 == 0 {
                said[who] = None;
                room.answers(&app, who, AnswerForm { pass: "1".to_owned(), ..form }).await;
            } else {
                let text = format!("{} {}", who, (dice >> 40) % 2);
                said[who] = Some(text.clone());
                room.answers(&app, who, AnswerForm { text, ..form }).await;
            }
            let now = texts_of(room.prompt(&app, &prompt).await.tally);
            let otherwise = differ(&said, &told);
            if now == shown {
                let enough = said.iter().flatten().count() >= SHOWN_FROM as usize;
                assert!(otherwise < STEP as usize || !enough, "seed {seed}, turn {turn}: it stands still");
                continue;
            }
            assert!(otherwise >= STEP as usize, "seed {seed}, turn {turn}: {shown:?} became {now:?}");
            assert_eq!(now, sorted(&said), "seed {seed}, turn {turn}");
            (shown, moves) = (now, moves + 1);
            told.clone_from(&said);
        }
        assert!(moves > 2, "seed {seed}: it moved {moves} times");
        // Those that are on their way when it closes are not told one by one either; then all are.
        room.close(&app, &prompt).await;
        assert_eq!(texts_of(room.prompt(&app, &prompt).await.tally), shown, "seed {seed}");
        app.travel_to(app.state.now().plus_seconds(3));
        let all = sorted(&said);
        let hidden = all.len() < SHOWN_FROM as usize;
        let left = if hidden { Vec::new() } else { all };
        assert_eq!(texts_of(room.prompt(&app, &prompt).await.tally), left, "seed {seed}");
    }
});

both!(counts_move_in_steps_and_those_with_a_name_at_once, |app| async move {
    let room = Room::open(&app, 12).await;
    let (secret, named) =
        (room.ask(&app, "words", "anonymous", &[]).await, room.ask(&app, "words", "named", &[]).await);
    let first = async |prompt: &str| match room.prompt(&app, prompt).await.tally {
        Tally::Words(words) => words[0].1,
        _ => 0,
    };
    let (mut secrets, mut nameds) = (Vec::new(), Vec::new());
    for who in 0..12 {
        for prompt in [&secret, &named] {
            assert_eq!(room.answer(&app, who, prompt, ("form[words][]", "希望")).await, 200);
        }
        secrets.push(first(&secret).await);
        nameds.push(first(&named).await);
    }
    assert_eq!(secrets, [0, 0, 0, 0, 5, 5, 5, 8, 8, 8, 11, 11]);
    assert_eq!(nameds, [0, 0, 0, 0, 5, 6, 7, 8, 9, 10, 11, 12]);
    assert_eq!(room.prompt(&app, &secret).await.answered, 12, "how many answered is said at once");
    let (_, _, page) = app.get(&format!("/live/{}", room.id), Some(&room.cookies[0])).await;
    let page = crate::support::shown(&page);
    assert!(
        page.contains("12人が答えました。 匿名なので、結果は3人分以上の変化がそろうたびに、まとめて変わります。締め切ると、残りの1〜2人分も入ります。"),
        "{page}"
    );
    let own = (secret.clone(), 1, Answer::Words(vec!["希望".to_owned()]));
    assert!(room.own(&app, 11).await.answers.contains(&own), "one sees one's own");
    room.close(&app, &secret).await;
    assert_eq!(first(&secret).await, 11);
    app.travel_to(app.state.now().plus_seconds(3));
    assert_eq!(first(&secret).await, 12);
    // The room, the report and what is kept for good say the same.
    for seconds in [0, 11] {
        app.travel_to(app.state.now().plus_seconds(seconds));
        jobs::seal(app.state.clone()).await.expect("sealed");
        let mut conn = app.state.db.read().await.expect("a connection");
        let kept = store::told(&mut conn, &room.id, app.state.now()).await.expect("what was said");
        let kept = kept.into_iter().find(|prompt| prompt.id == secret).expect("it is kept");
        assert_eq!(kept, room.prompt(&app, &secret).await);
        assert_eq!(kept.tally, Tally::Words(vec![("希望".to_owned(), 12)]));
    }
});

both!(a_host_takes_away_what_is_still_told_of_somebody_who_changed_it, |app| async move {
    let room = Room::open(&app, 6).await;
    let prompt = room.ask(&app, "open", "anonymous", &[]).await;
    for who in 0..5 {
        assert_eq!(room.answer(&app, who, &prompt, ("form[text]", &format!("ことば{who}"))).await, 200);
    }
    let lines = async || match room.prompt(&app, &prompt).await.tally {
        Tally::Lines(lines) => lines,
        other => panic!("{other:?}"),
    };
    let before = lines().await;
    assert_eq!(room.answer(&app, 0, &prompt, ("form[text]", "べつのことば")).await, 200);
    assert_eq!(lines().await, before, "not even an id moves");
    let told = before.iter().find(|line| line.text == "ことば0").expect("it is told");
    assert_eq!(room.host(&app, "moderate", &[("form[id]", told.id.as_str()), ("form[act]", "hide")]).await, 200);
    assert_eq!(lines().await.len(), 4);
    room.close(&app, &prompt).await;
    app.travel_to(app.state.now().plus_seconds(3));
    assert_eq!(lines().await.len(), 4, "what they changed it to is hidden with it");
});

both!(a_host_takes_a_word_or_a_text_from_every_screen_and_from_what_is_kept, |app| async move {
    let room = Room::open(&app, 6).await;
    let (words, open) =
        (room.ask(&app, "words", "anonymous", &[]).await, room.ask(&app, "open", "anonymous", &[]).await);
    for who in 0..5 {
        let fields = [("form[words][]", "希望"), ("form[words][]", "Bad")];
        let all = [&[("form[prompt]", words.as_str()), ("form[round]", "1")][..], &fields].concat();
        assert_eq!(room.by(&app, who, "answer", &all).await, 200);
        assert_eq!(room.answer(&app, who, &open, ("form[text]", &format!("ことば{who}番"))).await, 200);
    }
    let screens = async || {
        let mut pages = String::new();
        for (path, cookie) in [("", &room.cookies[0]), ("/screen", &room.cookie)] {
            pages += &crate::support::shown(&app.get(&format!("/live/{}{path}", room.id), Some(cookie)).await.2);
        }
        pages
    };
    let before = screens().await;
    assert!(before.contains("Bad") && before.contains("ことば3番"), "{before}");
    let desk = async || app.get(&format!("/live/{}/host", room.id), Some(&room.cookie)).await.2;
    assert!(desk().await.contains("/api/live/word"), "a host takes words away by a form");
    let take = [("form[prompt]", words.as_str()), ("form[word]", "Bad"), ("form[act]", "hide")];
    assert_eq!(room.by(&app, 0, "word", &take).await, 404, "only hosts do");
    assert_eq!(
        room.host(&app, "word", &[("form[prompt]", open.as_str()), take[1], take[2]]).await,
        400,
        "it has no words"
    );
    for _ in 0..2 {
        assert_eq!(room.host(&app, "word", &take).await, 200, "twice is once");
    }
    let Tally::Lines(lines) = room.prompt(&app, &open).await.tally else { panic!("no lines") };
    let line = lines.iter().find(|line| line.text == "ことば3番").expect("it is told");
    assert_eq!(room.host(&app, "moderate", &[("form[id]", line.id.as_str()), ("form[act]", "hide")]).await, 200);
    // Whoever writes it the other way brings it back as little.
    let other = [("form[prompt]", words.as_str()), ("form[round]", "1"), ("form[words][]", "BAD")];
    assert_eq!(room.by(&app, 5, "answer", &other).await, 200);
    for prompt in [&words, &open] {
        room.close(&app, prompt).await;
    }
    app.travel_to(app.state.now().plus_seconds(3));
    let after = screens().await;
    assert!(after.contains("希望") && after.contains("ことば2番"), "{after}");
    assert!(!after.to_lowercase().contains(">bad") && !after.contains("ことば3番"), "{after}");
    let after = crate::support::shown(&desk().await);
    assert_eq!((after.matches(">bad<").count(), after.matches("ことば3番").count()), (1, 1), "to be brought back");
    let mut conn = app.state.db.read().await.expect("a connection");
    let kept = store::told(&mut conn, &room.id, app.state.now()).await.expect("what was said");
    let kept = serde_json::to_string(&kept).expect("text");
    assert!(!kept.to_lowercase().contains("bad") && !kept.contains("ことば3番"), "{kept}");
    assert!(kept.contains("希望"));
});

// A host closes the room, reads the report, opens the room again and so on: each answer in between would be seen alone.
both!(what_was_asked_before_the_room_closed_takes_no_answer_when_it_opens_anew, |app| async move {
    let room = Room::open(&app, 7).await;
    let timed = room.ask(&app, "open", "anonymous", &[("form[seconds]", "600")]).await;
    let prompt = room.ask(&app, "open", "anonymous", &[]).await;
    for who in 0..6 {
        for prompt in [&prompt, &timed] {
            assert_eq!(room.answer(&app, who, prompt, ("form[text]", &format!("ことば{who}"))).await, 200);
        }
    }
    let told = async || {
        let mut conn = app.state.db.read().await.expect("a connection");
        let told = store::told(&mut conn, &room.id, app.state.now()).await.expect("what was said");
        told.into_iter().map(|prompt| texts_of(prompt.tally).len()).collect::<Vec<_>>()
    };
    assert_eq!(told().await, [5, 5], "the sixth is no step");
    // At once, and later: also one that was on its way when the room closed comes too late.
    for seconds in [0, 60] {
        app.close_room(&room.host, &room.id).await;
        assert_eq!(told().await, [6, 6]);
        app.travel_to(app.state.now().plus_seconds(seconds));
        assert_eq!(app.open_room(&room.host, &room.id, sheet()).await, Opened::Done);
        for prompt in [&prompt, &timed] {
            assert_eq!(room.answer(&app, 6, prompt, ("form[text]", "ひとりのことば")).await, 422);
        }
        assert_eq!(told().await, [6, 6]);
        assert!(room.shown(&app, "").await.prompts.iter().all(|prompt| !prompt.open));
    }
    // What is asked from now on takes answers.
    let anew = room.ask(&app, "open", "anonymous", &[]).await;
    assert_eq!(room.answer(&app, 6, &anew, ("form[text]", "ことば")).await, 200);
});
