//! A host's letter: it is read over before it goes, and may go to everybody of a course.

use assemble::kit::Role;
use assemble::kit::id::{RowId, WorkshopId};
use http::StatusCode;

use super::course::dates;
use super::planning::{count, post};
use crate::both;
use crate::http::form_cookie;
use crate::support::TestApp;

/// A letter from the page of a date, to those whom `to` means.
fn letter<'a>(id: &'a WorkshopId, letter: &'a str, to: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("form[workshop]", id.as_str()),
        ("form[letter]", letter),
        ("form[to]", to),
        ("form[subject]", "持ちもの"),
        ("form[text]", "どの回も、筆記用具を持ってきてください。"),
    ]
}

/// Presses the button without having read it over; what the page then says that was read.
pub async fn read_over(app: &TestApp, form: &[(&str, &str)], cookie: &str) -> String {
    let path = format!("/host/{}/plan/letter", form[0].1);
    let (_, headers, _) = app.post_form_from(&path, "/api/workshops/letter_send", form, Some(cookie)).await;
    let page = app.get(&path, Some(&format!("{cookie}; {}", form_cookie(&headers)))).await.2;
    let seen = page.split("name=\"form[seen]\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    seen.expect("a letter that came back").to_owned()
}

/// Presses the button, as somebody who read over what `seen` stands for.
async fn press(app: &TestApp, form: &[(&str, &str)], seen: &str, cookie: &str) -> (StatusCode, String) {
    let form = [form, &[("form[seen]", seen)]].concat();
    post(app, "letter_send", &form, Some(cookie)).await
}

both!(a_letter_to_a_course_reaches_everybody_once, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 1).await;
    let people = app.members(4).await;
    // One at all dates, one who waits, one at the last date, and one who left.
    for date in &dates {
        app.register(date, &people[0]).await;
    }
    app.register(&dates[0], &people[1]).await;
    app.register(&dates[2], &people[2]).await;
    app.register(&dates[1], &people[3]).await;
    assert!(app.give_back(&dates[1], &people[3]).await);
    let cookie = app.sign_in(&host).await;
    let page = app.get(&format!("/host/{}/plan/letter?to=course", dates[1]), Some(&cookie)).await.2;
    assert!(page.contains("講座のどれかの回にいる人みんな（3人）"), "{page}");
    let course = app.get(&format!("/host/{}/plan/course", dates[1]), Some(&cookie)).await.2;
    assert!(course.contains(&format!("/host/{}/plan/letter?to=course", dates[1])), "{course}");
    let fresh = app.state.new_id::<RowId>().to_string();
    let form = letter(&dates[1], &fresh, "course");
    let (status, body) = press(&app, &form, "", &cookie).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(body.contains("3人に届きます"), "{body}");
    let seen = read_over(&app, &form, &cookie).await;
    for _ in 0..2 {
        assert_eq!(press(&app, &form, &seen, &cookie).await.0, StatusCode::OK);
    }
    assert_eq!(app.letters("workshop_host").await, 3, "each gets one, however many dates they come to");
});

both!(a_letter_goes_only_to_those_and_in_the_words_that_were_read_over, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 3).await;
    let people = app.members(2).await;
    for (date, user) in dates.iter().zip(&people) {
        app.register(date, user).await;
    }
    let cookie = app.sign_in(&host).await;
    let fresh = app.state.new_id::<RowId>().to_string();
    let form = letter(&dates[0], &fresh, "course");
    let seen = read_over(&app, &form, &cookie).await;
    // One leaves and another comes: still two.
    assert!(app.give_back(&dates[1], &people[1]).await);
    app.register(&dates[2], &app.person("other", &[]).await).await;
    let (status, body) = press(&app, &form, &seen, &cookie).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "others than were read of");
    assert!(body.contains("2人に届きます"), "{body}");
    let seen = read_over(&app, &form, &cookie).await;
    let mut elsewhere = form.clone();
    elsewhere[2].1 = "seated";
    let mut subject = form.clone();
    subject[3].1 = "持ちもの2";
    let mut text = form.clone();
    text[4].1 = "なにも要りません。";
    for changed in [&elsewhere, &subject, &text] {
        let status = press(&app, changed, &seen, &cookie).await.0;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{changed:?}");
    }
    assert_eq!(app.letters("workshop_host").await, 0);
    assert_eq!(press(&app, &form, &seen, &cookie).await.0, StatusCode::OK);
    assert_eq!(app.letters("workshop_host").await, 2);
});

both!(a_letter_to_a_course_reaches_only_dates_that_one_hosts, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 3).await;
    let cohost = app.person("cohost", &[Role::Host]).await;
    let add = [("form[workshop]", dates[0].as_str()), ("form[user]", cohost.as_str())];
    let cookie = app.sign_in(&host).await;
    assert_eq!(post(&app, "host_add", &add, Some(&cookie)).await.0, StatusCode::OK);
    let people = app.members(3).await;
    for (date, user) in dates.iter().zip(&people) {
        app.register(date, user).await;
    }
    let cohost = app.sign_in(&cohost).await;
    let fresh = || app.state.new_id::<RowId>().to_string();
    let mine = fresh();
    let form = letter(&dates[0], &mine, "course");
    let (_, body) = press(&app, &form, "", &cohost).await;
    assert!(body.contains("1人に届きます"), "{body}");
    let seen = read_over(&app, &form, &cohost).await;
    assert_eq!(press(&app, &form, &seen, &cohost).await.0, StatusCode::OK);
    assert_eq!(app.letters("workshop_host").await, 1);
    assert_eq!(press(&app, &letter(&dates[1], &fresh(), "course"), &seen, &cohost).await.0, StatusCode::NOT_FOUND);
    // Nobody hears of a date that was called off, nor where there is no course.
    assert!(app.call_off(&dates[2]).await);
    let (_, body) = press(&app, &letter(&dates[1], &fresh(), "course"), "", &cookie).await;
    assert!(body.contains("2人に届きます"), "{body}");
    let alone = app.workshop(&host, crate::workshops::details(2)).await;
    app.register(&alone, &people[0]).await;
    let (status, body) = press(&app, &letter(&alone, &fresh(), "course"), "", &cookie).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(body.contains("届ける人がいません"), "{body}");
});

both!(a_letter_to_a_course_gives_the_key_of_a_date_only_to_who_has_it, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 3).await;
    let people = app.members(2).await;
    for (date, user) in dates.iter().zip(&people) {
        app.register(date, user).await;
    }
    let by_link = "update workshops set visibility = 'link', visible_key = $2 where id = $1";
    app.sql(by_link, dates[1].as_str(), Some("secret-key"), None).await;
    let cookie = app.sign_in(&host).await;
    let fresh = app.state.new_id::<RowId>().to_string();
    let form = letter(&dates[1], &fresh, "course");
    let seen = read_over(&app, &form, &cookie).await;
    assert_eq!(press(&app, &form, &seen, &cookie).await.0, StatusCode::OK);
    let with_key = "select count(*) from letters where kind = 'workshop_host' and text_body like '%secret-key%'";
    assert_eq!((app.letters("workshop_host").await, count(&app, with_key).await), (2, 1));
});
