//! Letters at their time: one an event and person, none to who left, none to who does not want them.

use assemble::kit::Moment;
use assemble::kit::id::{UserId, WorkshopId};
use assemble::workshops::model::Topic;
use assemble::workshops::{reminders, signed, store};
use http::StatusCode;
use sqlx::Row;

use super::details;
use super::planning::text;
use crate::both;
use crate::support::{NOW, TestApp, read};

/// A Friday at half past seven in the evening in Tokyo.
fn start() -> Moment {
    NOW.plus_days(3)
}

async fn round(app: &TestApp) {
    reminders::sweep(app.state.clone()).await.expect("a round");
}

async fn workshop(app: &TestApp) -> (WorkshopId, Vec<UserId>) {
    let host = app.host().await;
    let mut one = details(2);
    (one.starts_at, one.ends_at) = (start(), start().plus_minutes(90));
    let id = app.workshop(&host, one).await;
    let people = app.members(3).await;
    for user in &people {
        app.register(&id, user).await;
    }
    (id, people)
}

async fn zone(app: &TestApp, user: &UserId, zone: &'static str) {
    let set = app.state.db.write(user.clone(), move |tx, user| {
        Box::pin(async move {
            sqlx::query("update users set zone = $1, locale = 'en' where id = $2")
                .bind(zone)
                .bind(user.as_str())
                .execute(tx)
                .await?;
            Ok(())
        })
    });
    set.await.expect("set");
}

both!(reminders_come_once_and_only_with_a_seat, |app| async move {
    let (id, people) = workshop(&app).await;
    app.travel_to(start().plus_minutes(-24 * 60 - 1));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 0, "not before it is due");
    app.travel_to(start().plus_days(-1));
    let (one, two) = tokio::join!(reminders::sweep(app.state.clone()), reminders::sweep(app.state.clone()));
    one.expect("a round");
    two.expect("a round");
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 2, "two have a seat, the third waits");
    // Who leaves hears nothing more; who moved up hears the next one.
    app.give_back(&id, &people[0]).await;
    app.travel_to(start().plus_minutes(-60));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 4);
    app.travel_to(start());
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 4, "nobody is reminded of what has begun");
});

both!(a_moved_workshop_takes_its_reminders_with_it, |app| async move {
    let (id, _) = workshop(&app).await;
    app.travel_to(start().plus_days(-1));
    round(&app).await;
    app.change(&id, |details| {
        (details.starts_at, details.ends_at) = (start().plus_days(7), start().plus_days(7).plus_hours(1));
    })
    .await;
    app.travel_to(start().plus_minutes(-30));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 2, "the old hour is no more");
    app.travel_to(start().plus_days(6));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 4, "the new one is told");
});

both!(rules_of_the_host_count_and_what_was_missed_is_sent_once, |app| async move {
    let (id, _) = workshop(&app).await;
    let rules = app
        .state
        .db
        .write(id.clone(), |tx, id| Box::pin(store::reminders::set_rules(tx, id, &[2 * 24 * 60, 24 * 60, 180])));
    rules.await.expect("set");
    // The program stood still over two of them: only the nearest is worth a letter.
    app.travel_to(start().plus_minutes(-170));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 2);
    app.travel_to(start().plus_minutes(-60));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 2, "the hour before is not among these rules");
});

both!(a_host_sets_rules_by_form_and_they_are_reckoned_anew, |app| async move {
    let (id, _) = workshop(&app).await;
    let row = {
        let mut conn = app.state.db.read().await.expect("a connection");
        let row = sqlx::query("select host_id, version from workshops where id = $1").bind(id.as_str());
        row.fetch_one(&mut *conn).await.expect("a row")
    };
    let cookie = app.sign_in(&row.get::<String, _>(0).parse().expect("an id")).await;
    let mut version: i64 = row.get(1);
    let mut save = async |more: &[(&str, &str)]| {
        let stands = version.to_string();
        let mut form = vec![("form[workshop]", id.as_str()), ("form[version]", stands.as_str())];
        form.extend_from_slice(more);
        let answer = app.post_json_client("/api/workshops/plan_day", &form, Some(&cookie)).await;
        version += i64::from(answer.0 == StatusCode::OK);
        (answer.0, answer.2)
    };
    let path = format!("/host/{id}/plan/day");
    let ticked = async || {
        let html = app.get(&path, Some(&cookie)).await.2;
        let boxes = html.split("name=\"form[reminders][]\"").skip(1).map(|part| part.split('>').next().unwrap_or(""));
        let ticked = boxes.filter(|one| one.contains("checked"));
        let value = |one: &str| one.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
        ticked.filter_map(value).collect::<Vec<String>>()
    };
    assert_eq!(ticked().await, ["1440", "60"], "a host who said nothing sees what happens");
    let two_days = [("form[reminders][]", "60"), ("form[remind_number]", "２"), ("form[remind_unit]", "days")];
    assert_eq!(save(&two_days).await.0, StatusCode::OK);
    assert_eq!(ticked().await, ["2880", "60"]);
    let odd = [("form[reminders][]", "2880"), ("form[remind_number]", "31"), ("form[remind_unit]", "days")];
    let (status, body) = save(&odd).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("remind_number"), "{body}");
    app.travel_to(start().plus_days(-2));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 2, "two days before, as the form says");
    app.travel_to(start().plus_days(-1));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 2, "and not at the usual hour");
    // What is added late is reckoned in the next round; what is taken off is not sent.
    assert_eq!(save(&[("form[remind_number]", "20"), ("form[remind_unit]", "hours")]).await.0, StatusCode::OK);
    assert_eq!(ticked().await, ["1200"]);
    app.travel_to(start().plus_hours(-20));
    round(&app).await;
    let sent = app.letters("workshop_reminder").await;
    app.travel_to(start().plus_hours(-9));
    round(&app).await;
    assert_eq!((sent, app.letters("workshop_reminder").await), (2, 4), "at night it waits for the morning");
    assert_eq!(save(&[]).await.0, StatusCode::OK);
    assert!(ticked().await.is_empty());
    app.travel_to(start().plus_minutes(-50));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 4, "no reminders means none");
});

both!(nobody_is_woken_and_each_reads_their_own_clock, |app| async move {
    let (_, people) = workshop(&app).await;
    // A day before, at 19:30 in Tokyo, it is half past five in New York.
    zone(&app, &people[0], "America/New_York").await;
    app.travel_to(start().plus_days(-1));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 1);
    app.travel_to(start().plus_minutes(-24 * 60 + 90));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 2, "at seven in the morning");
    assert!(app.letter_texts().await.contains("05:30"), "their own hour");
    // An hour before, the hour does not matter.
    app.travel_to(start().plus_minutes(-60));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 4);
});

both!(a_reminder_keeps_to_its_readers_clock_when_that_is_changed, |app| async move {
    let (id, people) = workshop(&app).await;
    zone(&app, &people[0], "America/New_York").await;
    // In New York the night from 13 to 14 March 2027 is an hour shorter. It was planned for the day before, and is
    // moved over the change, to half past seven in the evening in Tokyo: there half past six, and not half past five.
    let (before, after) = (NOW.plus_days(109), NOW.plus_days(111));
    for start in [before, after] {
        app.change(&id, |details| (details.starts_at, details.ends_at) = (start, start.plus_hours(1))).await;
    }
    app.travel_to(before.plus_days(-1));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 0, "the old hour is no more");
    app.travel_to(after.plus_days(-1));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 1, "in Tokyo it is evening, in New York half past six");
    app.travel_to(after.plus_days(-1).plus_minutes(29));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 1, "it is night until seven");
    app.travel_to(after.plus_days(-1).plus_minutes(30));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 2, "seven by the new time, six by the old one");
    let reminder = "select text_body from letters where kind = 'workshop_reminder' and user_id = $1";
    let (there, here) =
        (text(&app, reminder, people[0].as_str()).await, text(&app, reminder, people[1].as_str()).await);
    assert!(there.contains("06:30") && !there.contains("05:30"), "{there}");
    assert!(here.contains("19:30"), "{here}");
});

both!(thanks_come_the_morning_after_to_those_who_came, |app| async move {
    let (id, people) = workshop(&app).await;
    app.travel_to(start().plus_minutes(91)); // 21:01 in Tokyo
    round(&app).await;
    assert_eq!(app.letters("workshop_thanks").await, 0, "it is night");
    let check_in = app.state.db.write((id.clone(), people[0].clone()), |tx, (id, user)| {
        Box::pin(async move {
            sqlx::query("update registrations set checked_in_at = $1 where workshop_id = $2 and user_id = $3")
                .bind(start().0)
                .bind(id.as_str())
                .bind(user.as_str())
                .execute(tx)
                .await?;
            Ok(())
        })
    });
    check_in.await.expect("checked in");
    app.travel_to(start().plus_hours(12));
    round(&app).await;
    round(&app).await;
    assert_eq!(app.letters("workshop_thanks").await, 1);
    assert!(app.letter_texts().await.contains(&format!("/workshops/{id}/feedback")));
});

both!(letters_can_be_stopped_and_started_again, |app| async move {
    let (_, people) = workshop(&app).await;
    let word = |user: &UserId, topic| {
        let address = signed::stop_address(&app.state.config, &app.state.vault, user, topic);
        address.strip_prefix("http://localhost:3000").expect("an address of ours").to_owned()
    };
    let path = word(&people[0], Topic::Reminders);
    let (status, _, html) = app.get(&path, None).await;
    assert!(status == StatusCode::OK && html.contains("method=\"post\""), "{html}");
    app.travel_to(start().plus_days(-1));
    // A mail program posts by itself, from nowhere, and wants no redirect.
    let one_click = http::Request::post(&path).header("content-type", "multipart/form-data; boundary=x").body(
        axum::body::Body::from(
            "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n",
        ),
    );
    let (status, headers, _) = read(app.send(one_click.expect("a request")).await).await;
    assert!(status == StatusCode::OK && !headers.contains_key("location"));
    assert!(app.get(&path, None).await.2.contains("もうお送りしません"));
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 1);

    let cookie = app.sign_in(&people[0]).await;
    let page = app.get("/me/letters", Some(&cookie)).await.2;
    let boxes: Vec<_> =
        page.split("type=\"checkbox\"").skip(1).map(|part| part.split('>').next().unwrap_or("")).collect();
    assert_eq!(boxes.iter().map(|it| it.contains("checked")).collect::<Vec<_>>(), [false, true], "{boxes:?}");
    let form = [("form[reminders]", "true")];
    app.post_form("/api/workshops/choose_letters", &form, Some(&cookie)).await;
    round(&app).await;
    assert_eq!(app.letters("workshop_reminder").await, 2);
    let mut conn = app.state.db.read().await.expect("a connection");
    assert_eq!(store::reminders::refused(&mut conn, &people[0]).await.expect("topics"), [Topic::Thanks]);
    let row = sqlx::query("select count(distinct unsubscribe) from letters where kind = 'workshop_reminder'");
    assert_eq!(
        row.fetch_one(&mut *conn).await.expect("a count").get::<i64, _>(0),
        2,
        "each letter has its own way out"
    );
    drop(conn);
    // The page's own button, and words that nobody signed.
    let path = word(&people[1], Topic::Thanks);
    let (status, headers, _) = app.post_form(&path, &[], None).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(headers["location"], path.as_str());
    for wrong in ["/letters/stop/x", "/letters/stop/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        assert_eq!(app.get(wrong, None).await.0, StatusCode::NOT_FOUND);
        assert_eq!(app.post_form(wrong, &[], None).await.0, StatusCode::NOT_FOUND);
    }
});
