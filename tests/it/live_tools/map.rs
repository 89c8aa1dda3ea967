//! The map of what a room values: of those who allow it, from five on, and never of one who comes or goes.

use assemble::kit::id::AnswerId;
use assemble::live::tools::model::Tally;
use assemble::server::jobs;

use super::Room;
use crate::both;
use crate::journal::{count, run};
use crate::support::TestApp;
use crate::worksheets::{TOP, finished};

/// Somebody of the room sorts their cards.
async fn sort(app: &TestApp, room: &Room, who: usize) -> AnswerId {
    finished(app, &room.people[who], &room.cookies[who], TOP).await
}

/// They allow it, or allow it no more.
async fn allow(app: &TestApp, room: &Room, who: usize, sheet: &AnswerId, act: &str) {
    let fields = [("form[id]", sheet.as_str()), ("form[kind]", "live"), ("form[act]", act)];
    let (status, _, body) = app.post_json_client("/api/worksheets/count", &fields, Some(&room.cookies[who])).await;
    assert_eq!(status, 200, "{body}");
}

both!(the_map_is_of_five_who_allow_it_and_never_of_the_sixth, |app| async move {
    let room = Room::open(&app, 12).await;
    let mut sheets = Vec::new();
    for who in 0..12 {
        sheets.push(sort(&app, &room, who).await);
    }
    let show = async || room.host(&app, "values", &[("form[block]", "b3")]).await;
    for (who, sheet) in sheets.iter().enumerate().take(4) {
        allow(&app, &room, who, sheet, "on").await;
    }
    let page = format!("/worksheets/counted/{}", sheets[0]);
    assert!(app.get(&page, Some(&room.cookies[0])).await.2.contains("場ぜんたいの価値観地図"));
    assert_eq!(show().await, 422, "four are too few, whoever else has sorted");
    allow(&app, &room, 4, &sheets[4], "on").await;
    assert_eq!(show().await, 200);
    let map = room.shown(&app, "").await.prompts.remove(0);
    assert_eq!((map.answered, map.open, map.asked.label.ja.as_str()), (5, false, "場ぜんたいの価値観地図"));
    let Tally::Words(words) = map.tally else { panic!("no words") };
    assert!(words.len() == TOP.len() && words.iter().all(|(_, n)| *n == 5), "{words:?}");
    assert_eq!(room.answer(&app, 0, &map.id, ("form[words][]", "x")).await, 422, "nobody answers it");
    app.travel_to(app.state.now().plus_seconds(1));
    // One more, and one less: the same map. Five more: another one.
    allow(&app, &room, 5, &sheets[5], "on").await;
    assert_eq!(show().await, 422);
    allow(&app, &room, 0, &sheets[0], "off").await;
    assert_eq!(show().await, 422);
    for (who, sheet) in sheets.iter().enumerate().skip(6).take(4) {
        allow(&app, &room, who, sheet, "on").await;
    }
    assert_eq!(show().await, 200);
    assert_eq!(room.shown(&app, "").await.prompts[0].answered, 9);
    assert_eq!(count(&app, "select count(*) from live_counted").await, 9);
});

both!(what_a_host_takes_from_the_map_does_not_come_back_after_a_week, |app| async move {
    let room = Room::open(&app, 5).await;
    for who in 0..5 {
        let sheet = sort(&app, &room, who).await;
        allow(&app, &room, who, &sheet, "on").await;
    }
    assert_eq!(room.host(&app, "values", &[("form[block]", "b3")]).await, 200);
    let cloud = room.ask(&app, "words", "anonymous", &[]).await;
    for who in 0..5 {
        assert_eq!(room.answer(&app, who, &cloud, ("form[words][]", "希望")).await, 200);
    }
    let prompts = room.shown(&app, "").await.prompts;
    let map = prompts.iter().find(|prompt| prompt.id != cloud).expect("the map");
    let Tally::Words(words) = &map.tally else { panic!("no words") };
    let (taken, left) = (words[0].0.as_str(), words[1].0.as_str());
    for (prompt, word) in [(map.id.as_str(), taken), (cloud.as_str(), "希望")] {
        let take = [("form[prompt]", prompt), ("form[word]", word), ("form[act]", "hide")];
        assert_eq!(room.host(&app, "word", &take).await, 200);
    }
    let closed = app.state.now();
    run(&app, "update live_rooms set closed_at = opened_at").await;
    // Twice: what the first sweep leaves, the next one does not take either.
    for days in [0, 7, 8] {
        app.travel_to(closed.plus_days(days));
        jobs::sweep(app.state.clone()).await.expect("swept");
        let cookie = app.sign_in(&room.host).await;
        for page in ["report", "report.csv"] {
            let (status, _, text) = app.get(&format!("/live/{}/{page}", room.id), Some(&cookie)).await;
            assert_eq!(status, 200);
            assert!(text.contains(left) && !text.contains(taken), "{taken} after {days} days: {text}");
        }
    }
    assert_eq!(count(&app, "select count(*) from live_prompts where left_out is not null").await, 1);
});
