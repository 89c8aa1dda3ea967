//! The host's console as a page of forms, without JavaScript.

use crate::both;
use crate::http::form_cookie;
use crate::live::SAYS;
use crate::support::shown;

both!(the_console_is_a_page_of_forms_that_carry_the_turn, |app| async move {
    let (host, id, people) = app.gathering(2, 1).await;
    let cookie = app.sign_in(&host).await;
    let address = format!("/live/{id}/host");
    let page = async || shown(&app.get(&address, Some(&cookie)).await.2);
    assert!(page().await.contains("進行表をつくります"), "a room needs a run sheet");
    app.open_room(&host, &id, crate::live::sheet()).await;
    app.come_in(&id, &people[0], "みな<b>と").await;
    let before = page().await;
    assert!(before.contains("みな&lt;b&gt;と") && before.contains("はじめる") && before.contains("区切り1"));
    assert!(before.contains(&app.room_of(&id).await.code) && before.contains("<svg"));
    // By the announcement, on the clocks of where it takes place.
    for words in ["19:30から", "19:35から", "20:25ごろ終わる見こみ"] {
        assert!(before.contains(words), "{words}");
    }
    let turn = app.room_of(&id).await.turn.to_string();
    let tell = async |act: &str| {
        let fields = [("form[workshop]", id.as_str()), ("form[turn]", turn.as_str()), ("form[act]", act)];
        app.post_form_from(&address, "/api/live/command", &fields, Some(&cookie)).await
    };
    let (_, headers, _) = tell("start").await;
    let back = headers.get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert!(back.trim_end_matches('?').ends_with(&address), "{back}");
    let running = page().await;
    assert!(running.contains(SAYS) && running.contains("予定どおり") && running.contains("次へ　区切り2"));
    // A quarter of an hour before the announcement.
    assert!(running.contains("19:20から") && !running.contains("19:35から"), "what runs has a clock of its own");
    assert!(running.contains("form[turn]") && !running.contains("はじめる</span>"));
    // The page that was loaded before the start tells what was done since then.
    let (_, headers, _) = tell("next").await;
    let both_cookies = format!("{cookie}; {}", form_cookie(&headers));
    let refused = shown(&app.get(&address, Some(&both_cookies)).await.2);
    assert!(refused.contains("先に") && refused.contains("はじめました") && refused.contains("5:00"));
    app.close_room(&host, &id).await;
    assert!(page().await.contains("この会の部屋は閉じました"));
});

both!(only_hosts_of_the_workshop_see_its_console, |app| async move {
    let (_, id, people) = app.room(1).await;
    let other = app.person("haruka", &[assemble::kit::Role::Host]).await;
    for user in [&people[0], &other] {
        let cookie = app.sign_in(user).await;
        let (status, _, page) = app.get(&format!("/live/{id}/host"), Some(&cookie)).await;
        assert!(status == 404 && !page.contains(SAYS));
    }
});
