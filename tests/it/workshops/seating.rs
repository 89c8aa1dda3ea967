//! Seats by profession, wishes, offers, and the links in letters.

use assemble::kit::Moment;
use assemble::kit::id::{UserId, WorkshopId};
use assemble::server::jobs::wake_seats;
use assemble::workshops::model::Outcome;
use assemble::workshops::model::seating::Wish;
use assemble::workshops::store::Asking;
use assemble::workshops::store::seating::{self, Answered};
use http::StatusCode;
use sqlx::Row;

use super::details;
use crate::both;
use crate::support::{NOW, TestApp};

impl TestApp {
    /// Changes something that another room's forms change.
    pub async fn sql(&self, sql: &'static str, id: &str, value: Option<&str>, number: Option<i64>) {
        let input = (sql, id.to_owned(), value.map(str::to_owned), number);
        let write = self.state.db.write(input, |tx, (sql, id, value, number)| {
            Box::pin(async move {
                let query = sqlx::query(*sql).bind(id.clone());
                let query = match (value, number) {
                    (Some(value), None) => query.bind(value.clone()),
                    (None, number) => query.bind(*number),
                    (Some(value), number) => query.bind(value.clone()).bind(*number),
                };
                query.execute(tx).await?;
                Ok(())
            })
        });
        write.await.expect("it is changed");
    }

    /// A rule of a workshop: `kept` seats for a profession, and at most so many.
    pub async fn rule(&self, id: &WorkshopId, profession: &str, kept: i64, most: Option<i64>, until: Option<Moment>) {
        let input = (id.clone(), profession.to_owned(), kept, most, until);
        let write = self.state.db.write(input, |tx, (id, profession, kept, most, until)| {
            Box::pin(async move {
                sqlx::query(
                    "insert into seat_rules (workshop_id, profession, kept, most, released_at)
                     values ($1, $2, $3, $4, $5)",
                )
                .bind(id.as_str())
                .bind(profession)
                .bind(*kept)
                .bind(*most)
                .bind(until.map(|at| at.0))
                .execute(tx)
                .await?;
                Ok(())
            })
        });
        write.await.expect("a rule");
    }

    /// Somebody of a profession.
    pub async fn pro(&self, name: &str, profession: &str) -> UserId {
        let user = self.person(name, &[]).await;
        self.sql("update users set profession = $2 where id = $1", user.as_str(), Some(profession), None).await;
        user
    }

    /// Registers somebody with a wish.
    pub async fn ask_for(&self, id: &WorkshopId, user: &UserId, wish: Wish) -> Outcome {
        let asking = Asking { wish, ..Asking::default() };
        let input = (self.state.config.clone(), id.clone(), user.clone(), asking, self.state.now());
        let write = self.state.db.write(input, |tx, (config, id, user, asking, now)| {
            Box::pin(seating::register_with(tx, config, id, user, asking, *now))
        });
        write.await.expect("an outcome")
    }

    pub async fn reply(&self, id: &WorkshopId, user: &UserId, yes: bool) -> Answered {
        let input = (self.state.config.clone(), id.clone(), user.clone(), yes, self.state.now());
        let write = self.state.db.write(input, |tx, (config, id, user, yes, now)| {
            Box::pin(async move {
                match yes {
                    true => seating::accept(tx, config, id, user, *now).await,
                    false => seating::decline(tx, config, id, user, *now).await,
                }
            })
        });
        write.await.expect("an answer")
    }

    pub async fn sweep_seats(&self) {
        wake_seats(self.state.clone()).await.expect("a round");
    }

    /// The token of the last letter of a kind to somebody.
    pub async fn token(&self, user: &UserId, kind: &str) -> String {
        let mut conn = self.state.db.read().await.expect("a connection");
        let row = sqlx::query(
            "select text_body from letters where user_id = $1 and kind = $2 order by created_at desc, id desc limit 1",
        )
        .bind(user.as_str())
        .bind(kind)
        .fetch_one(&mut *conn)
        .await
        .expect("a letter");
        let text: String = row.get(0);
        let start = text.find("place?token=").expect("a link") + "place?token=".len();
        text[start..].chars().take_while(|c| !c.is_whitespace()).collect()
    }

    /// Where somebody stands: `seat`, `offered`, `waiting` or `gone`.
    pub async fn standing(&self, id: &WorkshopId, user: &UserId) -> &'static str {
        let mut conn = self.state.db.read().await.expect("a connection");
        match seating::held_by(&mut conn, id, user).await.expect("an answer") {
            None => "gone",
            Some(held) if held.confirmed_at.is_some() => "seat",
            Some(held) if held.is_offered() => "offered",
            Some(_) => "waiting",
        }
    }
}

both!(kept_seats_wait_for_their_profession_until_they_are_released, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await;
    let release = NOW.plus_hours(3);
    app.rule(&id, "nurse", 1, None, Some(release)).await;
    let people = [app.pro("a", "doctor").await, app.pro("b", "doctor").await, app.pro("c", "nurse").await];
    assert_eq!(app.register(&id, &people[0]).await, Outcome::Confirmed);
    assert_eq!(app.register(&id, &people[1]).await, Outcome::Waiting(1));
    let cookie = app.sign_in(&people[1]).await;
    let (_, _, html) = app.get(&format!("/workshops/{id}"), Some(&cookie)).await;
    assert!(html.contains("看護師（11月24日（火）22:30まで）"), "{html}");
    assert!(html.contains("看護師のために1席を取っています（いま0席）"), "the rule is public");
    let seats = |state: &str| html.matches(&format!("data-seat=\"{state}\"")).count();
    assert_eq!([seats("taken"), seats("open"), seats("wait")], [1, 1, 1], "one circle a seat, and one who waits");
    assert!(html.contains("どの職種でも"), "what is kept stands apart");
    assert_eq!(app.register(&id, &people[2]).await, Outcome::Confirmed, "the kept seat is theirs");
    app.give_back(&id, &people[2]).await;
    assert_eq!(app.standing(&id, &people[1]).await, "waiting", "it is kept again");
    app.travel_to(release);
    app.sweep_seats().await;
    assert_eq!(app.standing(&id, &people[1]).await, "seat");
    assert_eq!(app.letters("workshop_moved_up").await, 1);
    app.sweep_seats().await;
    assert_eq!(app.letters("workshop_moved_up").await, 1);
});

both!(whoever_comes_before_the_sweep_does_not_overtake, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    app.rule(&id, "nurse", 1, None, Some(NOW.plus_hours(1))).await;
    let (first, second) = (app.pro("a", "doctor").await, app.pro("b", "doctor").await);
    assert_eq!(app.register(&id, &first).await, Outcome::Waiting(1));
    app.travel_to(NOW.plus_hours(2));
    assert_eq!(app.register(&id, &second).await, Outcome::Waiting(1), "the rule ran out, and the first got the seat");
    assert_eq!(app.standing(&id, &first).await, "seat");
});

both!(an_over_full_profession_does_not_block_another, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(3)).await;
    app.rule(&id, "doctor", 0, Some(1), None).await;
    let doctors = [app.pro("a", "doctor").await, app.pro("b", "doctor").await];
    let nurse = app.pro("c", "nurse").await;
    assert_eq!(app.register(&id, &doctors[0]).await, Outcome::Confirmed);
    assert_eq!(app.register(&id, &doctors[1]).await, Outcome::Waiting(1));
    assert_eq!(app.register(&id, &nurse).await, Outcome::Confirmed);
    let cookie = app.sign_in(&doctors[1]).await;
    let (_, _, html) = app.get(&format!("/workshops/{id}"), Some(&cookie)).await;
    assert!(html.contains("医師の席は1席までにしています"), "{html}");
    // A nurse who turns out to be a doctor changes nothing; a doctor who turns out to be a nurse makes room.
    let form = |profession| {
        vec![
            ("form[name]", "a"),
            ("form[profession]", profession),
            ("form[locale]", "ja"),
            ("form[zone]", "Asia/Tokyo"),
        ]
    };
    let cookie = app.sign_in(&nurse).await;
    app.post_form("/api/accounts/profile", &form("doctor"), Some(&cookie)).await;
    assert_eq!(app.standing(&id, &nurse).await, "seat", "nobody loses a seat by a correction");
    assert_eq!(app.standing(&id, &doctors[1]).await, "waiting");
    let cookie = app.sign_in(&doctors[0]).await;
    app.post_form("/api/accounts/profile", &form("nurse"), Some(&cookie)).await;
    assert_eq!(app.standing(&id, &doctors[1]).await, "seat", "in the same write");
});

both!(an_offer_is_answered_by_the_link_of_its_letter, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let people = app.members(3).await;
    app.register(&id, &people[0]).await;
    assert_eq!(app.ask_for(&id, &people[1], Wish::Ask).await, Outcome::Waiting(1));
    assert_eq!(app.ask_for(&id, &people[2], Wish::Auto).await, Outcome::Waiting(2));
    app.give_back(&id, &people[0]).await;
    assert_eq!(app.standing(&id, &people[1]).await, "offered");
    assert_eq!(app.standing(&id, &people[2]).await, "waiting", "an offer holds its seat");
    assert_eq!(app.register(&id, &people[1]).await, Outcome::Offered);
    let token = app.token(&people[1], "workshop_offer").await;
    let page = format!("/place?token={token}");
    for _ in 0..2 {
        let (status, _, html) = app.get(&page, None).await;
        assert_eq!(status, StatusCode::OK);
        assert!(html.contains("席をひとつ、お取りしています") && html.contains("action=\"/api/workshops/place_act\""));
        assert!(!html.contains("kokodake"), "the way in is for those who have said yes");
    }
    assert_eq!(app.standing(&id, &people[1]).await, "offered", "looking changes nothing");
    let cookie = app.sign_in(&people[1]).await;
    assert!(!app.get(&format!("/workshops/{id}"), Some(&cookie)).await.2.contains("kokodake"));
    let yes = [("form[token]", token.as_str()), ("form[act]", "accept")];
    let (_, headers, _) = app.post_form("/api/workshops/place_act", &yes, None).await;
    assert_eq!(headers["location"], format!("{page}&done=accepted"));
    assert_eq!(app.standing(&id, &people[1]).await, "seat");
    app.post_form("/api/workshops/place_act", &yes, None).await;
    assert_eq!(app.letters("workshop_accepted").await, 1, "a replay changes nothing");
    // Leaving takes one press on the same page, and nobody who leaves is told that they are in.
    let before = app.letters("workshop_accepted").await + app.letters("workshop_moved_up").await;
    let leave = [("form[token]", token.as_str()), ("form[act]", "leave")];
    let (_, headers, _) = app.post_form("/api/workshops/place_act", &leave, None).await;
    assert_eq!(headers["location"], "/place?done=left");
    assert_eq!(app.standing(&id, &people[1]).await, "gone");
    assert_eq!(app.standing(&id, &people[2]).await, "seat");
    assert_eq!(app.letters("workshop_accepted").await + app.letters("workshop_moved_up").await, before + 1);
    let (status, _, html) = app.get(&page, None).await;
    assert!(status == StatusCode::OK && html.contains("このリンクは使い終わっています"), "{html}");
    assert_eq!(app.post_json_client("/api/workshops/place_act", &leave, None).await.0, StatusCode::NOT_FOUND);
});

both!(offers_run_out_by_day_and_never_by_night, |app| async move {
    let host = app.host().await;
    let mut soon = details(1);
    (soon.starts_at, soon.ends_at) = (NOW.plus_days(5), NOW.plus_days(5).plus_hours(1));
    let id = app.workshop(&host, soon).await;
    app.sql("update workshops set offer_hours = $2 where id = $1", id.as_str(), None, Some(4)).await;
    let people = app.members(3).await;
    app.register(&id, &people[0]).await;
    app.ask_for(&id, &people[1], Wish::Ask).await;
    app.ask_for(&id, &people[2], Wish::Ask).await;
    app.give_back(&id, &people[0]).await;
    assert!(app.letter_texts().await.contains("11月25日（水）07:00までに"), "half past eleven becomes seven");
    for hours in [4, 8, 11] {
        app.travel_to(NOW.plus_hours(hours));
        app.sweep_seats().await;
        assert_eq!(app.standing(&id, &people[1]).await, "offered", "{hours} hours later");
    }
    app.travel_to(NOW.plus_hours(12));
    let (one, two) = tokio::join!(wake_seats(app.state.clone()), wake_seats(app.state.clone()));
    one.and(two).expect("two programs at once");
    assert_eq!(app.standing(&id, &people[1]).await, "gone");
    assert_eq!(app.standing(&id, &people[2]).await, "offered");
    assert_eq!((app.letters("workshop_expired").await, app.letters("workshop_offer").await), (1, 2));
    assert_eq!(app.reply(&id, &people[1], true).await, Answered::Gone);
    assert_eq!(app.reply(&id, &people[2], false).await, Answered::Done);
    assert_eq!(app.reply(&id, &people[2], false).await, Answered::Gone);
    assert_eq!(app.letters("workshop_declined").await, 1);
    let back = app.letter_texts().await;
    assert!(back.contains("また参加したくなったら"), "a letter says how to come back");
    assert_eq!(app.register(&id, &people[1]).await, Outcome::Confirmed, "and one can");
});

both!(up_to_some_hours_before_and_no_later, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let people = app.members(3).await;
    app.register(&id, &people[0]).await;
    app.ask_for(&id, &people[1], Wish::Until(12)).await;
    app.ask_for(&id, &people[2], Wish::Auto).await;
    app.travel_to(NOW.plus_hours(13));
    app.give_back(&id, &people[0]).await;
    assert_eq!(app.standing(&id, &people[1]).await, "waiting");
    assert_eq!(app.standing(&id, &people[2]).await, "seat");
    let cookie = app.sign_in(&people[1]).await;
    let (_, _, html) = app.get(&format!("/workshops/{id}"), Some(&cookie)).await;
    assert!(html.contains("開始の12時間前）を過ぎた"), "{html}");
    let form = [("form[workshop]", id.as_str()), ("form[wish]", "auto")];
    app.post_form("/api/workshops/wish", &form, Some(&cookie)).await;
    app.give_back(&id, &people[2]).await;
    assert_eq!(app.standing(&id, &people[1]).await, "seat");
});

both!(a_draft_publishes_itself_and_windows_are_kept, |app| async move {
    let host = app.host().await;
    let id = app.draft(&host, details(1)).await;
    let user = app.person("minato", &[]).await;
    app.sql("update workshops set publish_at = $2 where id = $1", id.as_str(), None, Some(NOW.plus_hours(1).0)).await;
    app.sweep_seats().await;
    assert!(app.try_register(&id, &user).await.is_err(), "it is a draft");
    app.travel_to(NOW.plus_hours(1));
    app.sweep_seats().await;
    app.sql("update workshops set closes_at = $2 where id = $1", id.as_str(), None, Some(NOW.plus_hours(2).0)).await;
    app.sql("update workshops set opens_at = $2 where id = $1", id.as_str(), None, Some(NOW.plus_hours(1).0 + 1)).await;
    app.sql("update workshops set cancel_until = $2 where id = $1", id.as_str(), None, Some(NOW.plus_hours(3).0)).await;
    assert_eq!(app.register(&id, &user).await, Outcome::Closed);
    app.travel_to(NOW.plus_hours(1).plus_seconds(1));
    assert_eq!(app.register(&id, &user).await, Outcome::Confirmed);
    let other = app.person("other", &[]).await;
    assert_eq!(app.register(&id, &other).await, Outcome::Waiting(1));
    app.travel_to(NOW.plus_hours(3));
    assert!(!app.give_back(&id, &user).await, "the day for giving back has passed");
    assert!(app.give_back(&id, &other).await, "a line can be left until it begins");
});
