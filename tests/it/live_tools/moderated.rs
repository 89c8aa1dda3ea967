//! What a host reads before the room does, where people change their minds meanwhile.

use assemble::live::tools::model::Tally;

use super::Room;
use crate::both;
use crate::support::TestApp;

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
