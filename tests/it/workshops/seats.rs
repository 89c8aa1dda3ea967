//! Registering, giving back, moving up, and the letters of each.

use assemble::kit::id::WorkshopId;
use assemble::workshops::model::Outcome;
use assemble::workshops::store::{self, Edited};
use futures::future::join_all;
use http::StatusCode;

use super::access::fields;
use super::{LINK, details};
use crate::both;
use crate::http::form_cookie;
use crate::support::NOW;

both!(a_double_click_registers_once, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(5)).await;
    let user = app.person("minato", &[]).await;
    let outcomes = join_all((0..8).map(|_| app.register(&id, &user))).await;
    assert!(outcomes.iter().all(|outcome| *outcome == Outcome::Confirmed), "{outcomes:?}");
    assert_eq!(app.registrations(&id).await.len(), 1);
    assert_eq!(app.letters("workshop_confirmed").await, 1);
});

both!(the_first_who_waits_moves_up_and_who_comes_back_joins_at_the_end, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let people = app.members(3).await;
    assert_eq!(app.register(&id, &people[0]).await, Outcome::Confirmed);
    assert_eq!(app.register(&id, &people[1]).await, Outcome::Waiting(1));
    assert_eq!(app.register(&id, &people[2]).await, Outcome::Waiting(2));
    assert!(app.give_back(&id, &people[0]).await);
    assert!(app.give_back(&id, &people[0]).await, "a second time is fine");
    assert_eq!(app.letters("workshop_given_back").await, 1);
    assert_eq!(app.letters("workshop_moved_up").await, 1);
    assert_eq!(app.register(&id, &people[1]).await, Outcome::Confirmed);
    assert_eq!(app.register(&id, &people[2]).await, Outcome::Waiting(1));
    assert_eq!(app.register(&id, &people[0]).await, Outcome::Waiting(2));
    let rows = app.registrations(&id).await;
    assert_eq!(rows.len(), 4, "what was given back stays as a row");
    assert!(rows[0].cancelled && rows[0].confirmed && rows[3].user == people[0]);
});

both!(more_seats_move_people_up_and_taken_ones_stay, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let people = app.members(4).await;
    for user in &people {
        app.register(&id, user).await;
    }
    let edited = app.change(&id, |details| {
        details.capacity = 3;
        details.place = "神戸 三宮".to_owned();
    });
    assert_eq!(edited.await, Edited::Saved);
    assert_eq!(app.letters("workshop_moved_up").await, 2);
    assert_eq!(app.letters("workshop_changed").await, 2, "one letter a person: who moved up reads it there");
    assert_eq!(app.change(&id, |details| details.capacity = 2).await, Edited::TooFewSeats(3));
    let confirmed: Vec<bool> = app.registrations(&id).await.iter().map(|row| row.confirmed).collect();
    assert_eq!(confirmed, [true, true, true, false]);
});

both!(people_hear_of_a_new_time_place_or_link_and_of_nothing_else, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    for user in app.members(2).await {
        app.register(&id, &user).await;
    }
    app.change(&id, |details| details.title = "あたらしい題".to_owned()).await;
    assert_eq!(app.letters("workshop_changed").await, 0);
    app.change(&id, |details| details.ends_at = details.ends_at.plus_minutes(30)).await;
    assert_eq!(app.letters("workshop_changed").await, 2, "those who wait hear it too");
    app.change(&id, |details| details.online_url = "https://meet.example.jp/moved".to_owned()).await;
    assert_eq!(app.letters("workshop_changed").await, 4);
    assert_eq!(app.change(&id, |details| details.starts_at = NOW.plus_hours(-1)).await, Edited::InThePast);
    app.change(&id, |details| details.place = "神戸 三宮".to_owned()).await;
    let text = app.letter_texts().await;
    for words in [
        "あたらしい題",
        "日時が変わりました。\nこれまで：2026年11月25日（水）19:30〜21:00（日本時間）\nこれから：2026年11月25日（水）19:30〜21:30（日本時間）",
        "会場が変わりました。\nこれまで：神戸 元町\nこれから：神戸 三宮",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains(LINK) && !text.contains("meet.example.jp"), "a letter gives the link away");
});

both!(a_host_reads_how_many_hear_of_a_change_before_they_do, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(3)).await;
    let cookie = app.sign_in(&host).await;
    for user in app.members(2).await {
        app.register(&id, &user).await;
    }
    let mut form = fields(id.as_str(), "2");
    form.push(("form_key", id.as_str()));
    let page = format!("/host/{id}");
    let (_, headers, _) = app.post_form_from(&page, "/api/workshops/edit", &form, Some(&cookie)).await;
    let html = app.get(&page, Some(&format!("{cookie}; {}", form_cookie(&headers)))).await.2;
    for wanted in
        ["申し込んだ2人に、変わったことを知らせるメールが届きます", "name=\"form[seen]\" value=\"2\"", "あたらしい題"]
    {
        assert!(html.contains(wanted), "{wanted}: {html}");
    }
    assert!(!html.contains("もう一度見てほしいところがあります"), "nothing is wrong with it: {html}");
    assert_eq!(app.letters("workshop_changed").await, 0);
    // Another number than is true now is asked about again; the true one sends the letters.
    for (seen, status) in [("1", StatusCode::UNPROCESSABLE_ENTITY), ("2", StatusCode::OK)] {
        let mut form = fields(id.as_str(), "2");
        form.push(("form[seen]", seen));
        let (answered, _, body) = app.post_json_client("/api/workshops/edit", &form, Some(&cookie)).await;
        assert_eq!(answered, status, "{seen}: {body}");
    }
    assert_eq!(app.letters("workshop_changed").await, 2);
    // What nobody has to know, and what is refused anyhow, is not asked about.
    let form = fields(id.as_str(), "3");
    assert_eq!(app.post_json_client("/api/workshops/edit", &form, Some(&cookie)).await.0, StatusCode::OK);
    let mut form = fields(id.as_str(), "4");
    form.retain(|(name, _)| !matches!(*name, "form[capacity]" | "form[place]"));
    form.extend([("form[capacity]", "1"), ("form[place]", "大阪")]);
    let body = app.post_json_client("/api/workshops/edit", &form, Some(&cookie)).await.2;
    assert!(body.contains("capacity") && !body.contains("seen"), "{body}");
});

both!(who_moves_up_by_a_change_is_not_counted_among_those_who_hear_of_it, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let cookie = app.sign_in(&host).await;
    for user in app.members(3).await {
        app.register(&id, &user).await;
    }
    let mut form = fields(id.as_str(), "2");
    form.retain(|(name, _)| *name != "form[capacity]");
    form.extend([("form[capacity]", "2"), ("form[seen]", "3")]);
    let edit = async |form: &[(&str, &str)]| app.post_json_client("/api/workshops/edit", form, Some(&cookie)).await;
    let (status, _, body) = edit(&form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(body.contains("\"field\":\"seen\",\"message\":\"2\""), "{body}");
    form.pop();
    form.push(("form[seen]", "2"));
    assert_eq!(edit(&form).await.0, StatusCode::OK);
    assert_eq!((app.letters("workshop_changed").await, app.letters("workshop_moved_up").await), (2, 1));
});

both!(nobody_registers_or_gives_back_once_it_has_begun, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let people = app.members(2).await;
    assert_eq!(app.register(&id, &host).await, Outcome::Closed, "a host has a seat of their own");
    app.register(&id, &people[0]).await;
    app.travel_to(NOW.plus_days(1));
    assert_eq!(app.register(&id, &people[1]).await, Outcome::Closed);
    assert_eq!(app.register(&id, &people[0]).await, Outcome::Confirmed, "who is registered hears so");
    assert!(!app.give_back(&id, &people[0]).await);
    assert!(!app.call_off(&id).await);
});

both!(calling_off_tells_everybody_once, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let people = app.members(3).await;
    for user in &people[..2] {
        app.register(&id, user).await;
    }
    assert!(app.call_off(&id).await && app.call_off(&id).await);
    assert_eq!(app.letters("workshop_called_off").await, 2);
    assert_eq!(app.register(&id, &people[2]).await, Outcome::Closed);
    let mut conn = app.state.db.read().await.expect("a connection");
    assert!(store::coming_for(&mut conn, &people[0], NOW).await.expect("an answer").is_empty());
});

both!(ones_workshops_are_those_that_are_not_over, |app| async move {
    let host = app.host().await;
    let later = app.workshop(&host, details(1)).await;
    let mut soon = details(1);
    (soon.starts_at, soon.ends_at) = (NOW.plus_hours(1), NOW.plus_hours(2));
    let soon = app.workshop(&host, soon).await;
    let people = app.members(2).await;
    for user in &people {
        app.register(&later, user).await;
        app.register(&soon, user).await;
    }
    let mut conn = app.state.db.read().await.expect("a connection");
    let places = |mine: Vec<store::Mine>| -> Vec<(WorkshopId, Option<i64>)> {
        mine.into_iter().map(|one| (one.id, one.waiting_position)).collect()
    };
    let mine = store::coming_for(&mut conn, &people[1], NOW).await.expect("an answer");
    assert!(mine.iter().all(|one| one.online && one.held_until.is_none()));
    assert_eq!(places(mine), [(soon, Some(1)), (later.clone(), Some(1))]);
    let mine = store::coming_for(&mut conn, &people[0], NOW.plus_hours(2)).await.expect("an answer");
    assert_eq!(places(mine), [(later, None)]);
});
