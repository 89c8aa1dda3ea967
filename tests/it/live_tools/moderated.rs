//! What a host reads before the room does: where people change their minds meanwhile, and when the last ones are in.

use std::time::Duration;

use assemble::kit::Locale;
use assemble::live::room::hub::{Face, News};
use assemble::live::room::model::Command;
use assemble::live::room::model::wire::{Desk, Frame};
use assemble::live::tools::jobs;
use assemble::live::tools::model::Tally;
use sqlx::Row;
use tokio::sync::watch;

use super::Room;
use crate::both;
use crate::journal::count;
use crate::support::{TestApp, shown};

/// An anonymous prompt whose texts are read first, which the first five of the room have answered.
async fn asked(app: &TestApp, room: &Room) -> String {
    let prompt = room.ask(app, "open", "anonymous", &[("form[moderated]", "1")]).await;
    for who in 0..5 {
        assert_eq!(room.answer(app, who, &prompt, ("form[text]", &format!("ことば{who}"))).await, 200);
    }
    prompt
}

/// Somebody says something else, and then again what they said first.
async fn to_and_fro(app: &TestApp, room: &Room, prompt: &str, who: usize) {
    for text in ["べつのことば".to_owned(), format!("ことば{who}")] {
        assert_eq!(room.answer(app, who, prompt, ("form[text]", &text)).await, 200);
    }
}

/// The host decides on all that waits; how many that was.
async fn decide(app: &TestApp, room: &Room, act: &str) -> usize {
    let waiting = room.shown(app, "").await.waiting;
    for (_, line) in &waiting {
        assert_eq!(room.host(app, "moderate", &[("form[id]", &line.id), ("form[act]", act)]).await, 200);
    }
    assert!(room.shown(app, "").await.waiting.is_empty(), "it is decided");
    waiting.len()
}

/// The texts on the screens, sorted.
async fn texts(app: &TestApp, room: &Room, prompt: &str) -> Vec<String> {
    let Tally::Lines(lines) = room.prompt(app, prompt).await.tally else { panic!("no lines") };
    let mut texts: Vec<String> = lines.into_iter().map(|line| line.text).collect();
    texts.sort();
    texts
}

both!(what_was_changed_and_changed_back_is_shown_when_it_is_let_through, |app| async move {
    let room = Room::open(&app, 5).await;
    let prompt = asked(&app, &room).await;
    // Nobody has read it yet.
    to_and_fro(&app, &room, &prompt, 0).await;
    assert!(texts(&app, &room, &prompt).await.is_empty());
    assert_eq!(decide(&app, &room, "show").await, 5);
    assert_eq!(texts(&app, &room, &prompt).await, ["ことば0", "ことば1", "ことば2", "ことば3", "ことば4"]);
});

both!(what_was_changed_and_changed_back_is_gone_when_it_is_hidden, |app| async move {
    let room = Room::open(&app, 5).await;
    let prompt = asked(&app, &room).await;
    assert_eq!(decide(&app, &room, "show").await, 5);
    // It was let through before.
    to_and_fro(&app, &room, &prompt, 0).await;
    assert_eq!(texts(&app, &room, &prompt).await.len(), 5, "what is told stands");
    assert_eq!(decide(&app, &room, "hide").await, 1);
    assert_eq!(texts(&app, &room, &prompt).await, ["ことば1", "ことば2", "ことば3", "ことば4"]);
});

/// How long a desk may take until it shows what it was rung for: much less than until it looks by itself.
const SOON: Duration = Duration::from_secs(10);

/// The next frame of a desk that is as it should be.
async fn desk(frames: &mut watch::Receiver<News>, is_it: impl Fn(&Desk) -> bool) {
    let waiting = frames.wait_for(|news| match news {
        News::Frame(text) => match serde_json::from_str::<Frame>(text.as_str()).expect("a frame") {
            Frame::Desk(desk) => is_it(&desk),
            _ => false,
        },
        _ => false,
    });
    tokio::time::timeout(SOON, waiting).await.expect("it comes in time").expect("the room is there");
}

both!(the_last_texts_come_to_the_desk_when_the_prompt_is_sealed, |app| async move {
    let room = Room::open(&app, 6).await;
    let prompt = asked(&app, &room).await;
    assert_eq!(room.answer(&app, 5, &prompt, ("form[text]", "おわりのことば")).await, 200);
    let visit = app.state.live.visit(&app.state, &room.id, &room.people[0]).await.expect("an answer").expect("a place");
    let mut frames = visit.frames(Face::Desk(Locale::ja));
    assert_eq!(room.host(&app, "prompt", &[("form[prompt]", prompt.as_str()), ("form[act]", "close")]).await, 200);
    app.travel_to(app.state.now().plus_seconds(11));
    // One alone is no step. After this frame time brings nothing any more.
    assert_eq!(room.host(&app, "notice", &[("form[notice]", "おわります")]).await, 200);
    desk(&mut frames, |desk| desk.stage.notice == "おわります" && desk.waiting.len() == 5).await;
    let before = app.room_of(&room.id).await.seq;
    jobs::seal(app.state.clone()).await.expect("sealed");
    assert!(app.room_of(&room.id).await.seq > before);
    desk(&mut frames, |desk| desk.waiting.len() == 6).await;
});

both!(what_was_taken_from_the_screens_can_be_brought_back, |app| async move {
    let room = Room::open(&app, 5).await;
    let (words, open) =
        (room.ask(&app, "words", "anonymous", &[]).await, room.ask(&app, "open", "anonymous", &[]).await);
    let questions = room.ask(&app, "questions", "anonymous", &[]).await;
    for who in 0..5 {
        assert_eq!(room.answer(&app, who, &words, ("form[words][]", "希望")).await, 200);
        assert_eq!(room.answer(&app, who, &open, ("form[text]", &format!("ことば{who}"))).await, 200);
    }
    let asked = [("form[prompt]", questions.as_str()), ("form[text]", "なぜですか")];
    assert_eq!(room.by(&app, 0, "ask", &asked).await, 200);
    assert_eq!(room.by(&app, 0, "line", &[("form[block]", "b1"), ("form[text]", "ひとこと")]).await, 200);
    app.run(&room.host, &room.id, Command::Start).await;
    let screens = async || {
        let stage = app.stage_of(&room.id, app.state.now()).await;
        let told = serde_json::to_string(&stage).expect("it is encoded");
        ["希望", "ことば0", "なぜですか", "ひとこと"].map(|text| told.contains(text))
    };
    assert_eq!(screens().await, [true; 4]);
    let Tally::Lines(lines) = room.prompt(&app, &open).await.tally else { panic!("no lines") };
    let line = lines.into_iter().find(|line| line.text == "ことば0").expect("it is told");
    let stage = app.stage_of(&room.id, app.state.now()).await;
    let (question, said) = (stage.questions[0].id.clone(), stage.lines[0].id.clone());
    let moderated = async |act: &'static str| {
        let word = [("form[prompt]", words.as_str()), ("form[word]", "希望"), ("form[act]", act)];
        assert_eq!(room.by(&app, 0, "word", &word).await, 404, "only hosts do");
        for _ in 0..2 {
            assert_eq!(room.host(&app, "word", &word).await, 200, "twice is once");
            for id in [&line.id, &question, &said] {
                let text = [("form[id]", id.as_str()), ("form[act]", act)];
                assert_eq!(room.by(&app, 0, "moderate", &text).await, 404, "only hosts do");
                assert_eq!(room.host(&app, "moderate", &text).await, 200);
            }
        }
    };
    moderated("hide").await;
    assert_eq!(screens().await, [false; 4]);
    let mut taken: Vec<String> = app.desk_of(&room.id).await.taken.into_iter().map(|(_, line)| line.text).collect();
    taken.sort();
    assert_eq!(taken, ["ことば0", "なぜですか", "ひとこと", "希望"]);
    let (_, _, page) = app.get(&format!("/live/{}/host", room.id), Some(&room.cookie)).await;
    assert_eq!(shown(&page).matches("画面にもどす").count(), 4, "by forms, also without a program");
    moderated("show").await;
    assert_eq!(screens().await, [true; 4]);
    assert!(app.desk_of(&room.id).await.taken.is_empty());
    // It is kept who did it and when, and not what it says.
    for (act, times) in [(r#"%"deed":"took"%"text"%"#, 4), (r#"%"deed":"brought"%"text"%"#, 4), ("%希望%", 0)] {
        let mut conn = app.state.db.read().await.expect("a connection");
        let found = sqlx::query("select count(*) from live_acts where user_id = $1 and act like $2")
            .bind(room.host.as_str())
            .bind(act)
            .fetch_one(&mut *conn)
            .await
            .expect("a number");
        assert_eq!(found.get::<i64, _>(0), times, "{act}");
    }
    assert_eq!(app.room_of(&room.id).await.turn, 2, "it moves no run");
    // Somebody says something else than what was taken away: hosts see it with the next step, and not before.
    assert_eq!(room.host(&app, "moderate", &[("form[id]", &line.id), ("form[act]", "hide")]).await, 200);
    assert_eq!(room.answer(&app, 0, &open, ("form[text]", "べつのことば")).await, 200);
    assert!(app.desk_of(&room.id).await.taken.is_empty());
    assert_eq!(count(&app, "select count(*) from live_answers where hidden_at is not null").await, 1);
});
