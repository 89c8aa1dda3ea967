//! The pages and forms of a room, without JavaScript: the code, the door, what one does inside.

use assemble::kit::Role;

use crate::both;
use crate::journal::count;
use crate::live::SAYS;
use crate::support::{TestApp, shown};

async fn post(app: &TestApp, cookie: &str, path: &str, fields: &[(&str, &str)]) -> (u16, String, String) {
    let (status, headers, body) = app.post_form_from("/live", &format!("/api/live/{path}"), fields, Some(cookie)).await;
    let location = headers.get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
    (status.as_u16(), location.to_owned(), body)
}

both!(one_finds_the_room_by_its_code_comes_in_and_goes_out_by_forms, |app| async move {
    let (host, id, people) = app.gathering(2, 1).await;
    let cookie = app.sign_in(&people[0]).await;
    let door = format!("/live/{id}");
    let page = async || shown(&app.get(&door, Some(&cookie)).await.2);
    assert!(page().await.contains("まだ開いていません"));
    let workshop_page = async || app.get(&format!("/workshops/{id}"), Some(&cookie)).await.2;
    let way_in = format!("href=\"{door}\"");
    assert!(!workshop_page().await.contains(&door), "nothing leads to a room that nobody opened");
    app.open_room(&host, &id, crate::live::sheet()).await;
    assert!(workshop_page().await.contains(&way_in), "who has a seat comes in from the workshop's page");
    let visitor = app.get(&format!("/workshops/{id}"), None).await.2;
    assert!(!visitor.contains(&door), "nobody else hears of a room");
    let page_before = page().await;
    assert!(page_before.contains("ここで聞いた話は") && page_before.contains("呼ばれたい名前"));
    let code = app.room_of(&id).await.code;
    let small = code.to_lowercase();
    let (_, location, _) = post(&app, &cookie, "find", &[("form[code]", small.as_str())]).await;
    assert_eq!(location, door);
    let workshop = id.as_str();
    let enter = async |name: &str, promises: Option<&str>| {
        let mut fields = vec![("form[workshop]", workshop), ("form[name]", name)];
        fields.extend(promises.map(|yes| ("form[promises]", yes)));
        post(&app, &cookie, "enter", &fields).await
    };
    enter("みなと", None).await;
    enter(" ", Some("true")).await;
    assert_eq!(count(&app, "select count(*) from live_people").await, 0, "a name and the promises are asked for");
    assert_eq!(enter("みな <b>と</b>", Some("true")).await.1, door);
    let inside = page().await;
    assert!(inside.contains("みな &lt;b&gt;と") && inside.contains("ひと休みする") && !inside.contains(SAYS));
    post(&app, &cookie, "rest", &[("form[workshop]", workshop), ("form[to]", "on")]).await;
    post(&app, &cookie, "hand", &[("form[workshop]", workshop), ("form[to]", "on")]).await;
    post(&app, &cookie, "call", &[("form[workshop]", workshop)]).await;
    let resting = page().await;
    assert!(resting.contains("ひと休みからもどる") && resting.contains("手をおろす"));
    let desk = app.desk_of(&id).await;
    assert!(desk.people[0].hand && desk.calls.len() == 1);
    post(&app, &cookie, "leave", &[("form[workshop]", workshop)]).await;
    assert!(page().await.contains("約束をたしかめました"));
    app.close_room(&host, &id).await;
    assert!(page().await.contains("部屋は閉じました"));
    let after = workshop_page().await;
    assert!(after.contains(&format!("{door}/recap")) && !after.contains(&way_in), "and finds what they keep there");
    let (_, location, _) = post(&app, &cookie, "find", &[("form[code]", code.as_str())]).await;
    assert_ne!(location, door, "the code of a closed room leads nowhere");
});

// A name is text wherever it stands: on pages, in what they carry for the browser, in frames and in the host's file.
both!(a_name_is_text_wherever_it_stands, |app| async move {
    let (host, id, people) = app.room(1).await;
    let (cookie, desk) = (app.sign_in(&people[0]).await, app.sign_in(&host).await);
    let fields = [
        ("form[workshop]", id.as_str()),
        ("form[name]", "</script>👩\u{200d}👧\u{202e}<b>"),
        ("form[promises]", "true"),
    ];
    assert!(app.post_json_client("/api/live/enter", &fields, Some(&cookie)).await.0.is_success());
    assert_eq!(app.desk_of(&id).await.people[0].name, "</script>👩\u{200d}👧<b>");
    for (path, cookie) in [("", &cookie), ("/host", &desk), ("/cards", &desk)] {
        let (status, _, page) = app.get(&format!("/live/{id}{path}"), Some(cookie)).await;
        assert_eq!(status, 200, "{path}");
        assert!(!page.contains("</script>👩"), "{path}: it ends a script");
        assert!(shown(&page).contains("&lt;/script&gt;👩\u{200d}👧&lt;b&gt;"), "{path}: it is shown");
    }
});

both!(whoever_has_no_seat_finds_no_room, |app| async move {
    let (host, id, _) = app.room(1).await;
    let code = app.room_of(&id).await.code;
    let stranger = app.person("yohei", &[]).await;
    let other_host = app.person("haruka", &[Role::Host]).await;
    for user in [&stranger, &other_host] {
        let cookie = app.sign_in(user).await;
        assert_eq!(app.get(&format!("/live/{id}"), Some(&cookie)).await.0, 404);
        let fields = [("form[code]", code.as_str())];
        let known = app.post_json_client("/api/live/find", &fields, Some(&cookie)).await;
        let unknown = app.post_json_client("/api/live/find", &[("form[code]", "QQQQQQ")], Some(&cookie)).await;
        assert_eq!((known.0, known.2), (unknown.0, unknown.2), "a code that is right says nothing to them");
        let fields = [("form[workshop]", id.as_str()), ("form[name]", "x"), ("form[promises]", "true")];
        assert_eq!(app.post_json_client("/api/live/enter", &fields, Some(&cookie)).await.0, 404);
    }
    assert_eq!(count(&app, "select count(*) from live_people").await, 0);
    // A host of it has no seat and may come in.
    let cookie = app.sign_in(&host).await;
    let fields = [("form[workshop]", id.as_str()), ("form[name]", "しんこう"), ("form[promises]", "true")];
    assert!(app.post_json_client("/api/live/enter", &fields, Some(&cookie)).await.0.is_success());
    assert!(app.desk_of(&id).await.people[0].host);
});

both!(a_seat_that_is_given_back_is_no_way_in, |app| async move {
    let (_, id, people) = app.room(1).await;
    let cookie = app.sign_in(&people[0]).await;
    let fields = [("form[workshop]", id.as_str()), ("form[name]", "x"), ("form[promises]", "true")];
    assert!(app.post_json_client("/api/live/enter", &fields, Some(&cookie)).await.0.is_success());
    assert_eq!(app.desk_of(&id).await.people.len(), 1);
    assert!(app.give_back(&id, &people[0]).await);
    assert!(app.desk_of(&id).await.people.is_empty(), "no group waits for them");
    assert_eq!(app.get(&format!("/live/{id}"), Some(&cookie)).await.0, 404);
    let fields = [("form[workshop]", id.as_str()), ("form[to]", "on")];
    assert_eq!(app.post_json_client("/api/live/hand", &fields, Some(&cookie)).await.0, 404);
});

both!(a_host_moves_the_run_by_a_form_and_hears_kindly_who_was_first, |app| async move {
    let (host, id, people) = app.room(1).await;
    let cookie = app.sign_in(&host).await;
    let turn = app.room_of(&id).await.turn.to_string();
    let tell = async |cookie: &str, act: &str| {
        let fields = [("form[workshop]", id.as_str()), ("form[turn]", turn.as_str()), ("form[act]", act)];
        app.post_json_client("/api/live/command", &fields, Some(cookie)).await
    };
    assert!(tell(&cookie, "start").await.0.is_success());
    let late = tell(&cookie, "next").await;
    assert!(late.0 == 422 && late.2.contains("host") && late.2.contains("はじめました"), "{late:?}");
    assert_eq!(tell(&cookie, "dance").await.0, 400);
    let member = app.sign_in(&people[0]).await;
    assert_eq!(tell(&member, "next").await.0, 404);
    assert_eq!(app.room_of(&id).await.run.current_key(), Some("b1"));
    let console = app.post_json_client("/api/live/console", &[("id", id.as_str())], Some(&cookie)).await;
    assert!(console.0.is_success() && console.2.contains(SAYS) && console.2.contains("<svg"), "{console:?}");
});
