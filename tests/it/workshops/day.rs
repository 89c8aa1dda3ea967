//! The day and after: coming and going, codes, shares, feedback without names, certificates.

use assemble::kit::id::{RegistrationId, RowId, UserId, WorkshopId};
use assemble::kit::{Error, Locale, Role};
use assemble::server::Failure;
use assemble::server::state::chance_id;
use assemble::workshops::day::model::{Opinion, Presence, grouped};
use assemble::workshops::day::store::certificates::{self, Rules};
use assemble::workshops::day::store::feedback::{self, Given};
use assemble::workshops::day::store::{self, Marked, Person};
use assemble::workshops::model::Editor;
use assemble::workshops::store::for_editor;
use sqlx::Row;

use super::details;
use crate::both;
use crate::support::{NOW, TestApp};

impl TestApp {
    /// A workshop of `capacity` with people on it, a quarter of an hour before it begins.
    pub async fn gathering(&self, capacity: i64, count: usize) -> (UserId, WorkshopId, Vec<UserId>) {
        let host = self.host().await;
        let id = self.workshop(&host, details(capacity)).await;
        let members = self.members(count).await;
        for user in &members {
            self.register(&id, user).await;
        }
        self.travel_to(NOW.plus_days(1).plus_minutes(-15));
        (host, id, members)
    }

    pub async fn people_of(&self, id: &WorkshopId) -> Vec<Person> {
        let mut conn = self.state.db.read().await.expect("a connection");
        let workshop = for_editor(&mut conn, &Editor::Organiser, id).await.expect("a workshop");
        store::people(&mut conn, &workshop, Locale::ja).await.expect("people")
    }

    pub async fn registration(&self, id: &WorkshopId, user: &UserId) -> RegistrationId {
        let people = self.people_of(id).await;
        people.into_iter().find(|person| person.user == *user).expect("registered").registration
    }

    pub async fn mark(&self, host: &UserId, id: &WorkshopId, user: &UserId, to: Presence) -> Marked {
        let registration = self.registration(id, user).await;
        let input = (Editor::Host(host.clone()), host.clone(), id.clone(), registration, self.state.now());
        let marking = self.state.db.write(input, move |tx, (editor, actor, id, registration, now)| {
            Box::pin(store::mark(tx, (editor, actor), id, registration, to, *now))
        });
        marking.await.expect("an answer")
    }

    async fn mark_code(&self, host: &UserId, id: &WorkshopId, code: &str) -> Marked {
        let input = (Editor::Host(host.clone()), host.clone(), id.clone(), code.to_owned(), self.state.now());
        let marking = self.state.db.write(input, |tx, (editor, actor, id, code, now)| {
            Box::pin(store::mark_by_code(tx, (editor, actor), id, code, *now))
        });
        marking.await.expect("an answer").0
    }

    async fn enter(&self, id: &WorkshopId, user: &UserId, code: &str) -> Result<Marked, Failure> {
        let input = (id.clone(), user.clone(), code.to_owned(), self.state.now());
        let enter = self
            .state
            .db
            .write(input, |tx, (id, user, code, now)| Box::pin(store::enter_room(tx, id, user, code, *now)));
        enter.await
    }

    pub async fn share(&self, host: &UserId, id: &WorkshopId, share: i64, only: Option<RegistrationId>) -> u64 {
        let input = (Editor::Host(host.clone()), host.clone(), id.clone(), only, self.state.now());
        let setting = self.state.db.write(input, move |tx, (editor, actor, id, only, now)| {
            Box::pin(store::set_share(tx, (editor, actor), id, only.as_ref(), share, *now))
        });
        setting.await.expect("an answer")
    }

    pub async fn certify(&self, host: &UserId, id: &WorkshopId) -> i64 {
        let input = (self.state.config.clone(), Editor::Host(host.clone()), host.clone(), id.clone(), self.state.now());
        let issuing = self.state.db.write(input, |tx, (config, editor, actor, id, now)| {
            Box::pin(certificates::issue(tx, config, (editor, actor), id, None, *now))
        });
        issuing.await.expect("an answer")
    }

    pub async fn revoke(&self, host: &UserId, id: &WorkshopId, code: &str) {
        let input = (Editor::Host(host.clone()), host.clone(), id.clone(), code.to_owned(), self.state.now());
        let revoking = self.state.db.write(input, |tx, (editor, actor, id, code, now)| {
            Box::pin(certificates::revoke(tx, (editor, actor), id, code, "お名前の訂正", *now))
        });
        revoking.await.expect("it is revoked");
    }

    pub async fn certificates_of(&self, user: &UserId) -> Vec<certificates::Given> {
        let mut conn = self.state.db.read().await.expect("a connection");
        certificates::of_person(&mut conn, user).await.expect("certificates")
    }

    async fn feedback(&self, id: &WorkshopId, user: &UserId, kept: &str) -> Result<Given, Failure> {
        let opinion = Opinion { helpful: 5, safe: 4, kept: kept.to_owned(), wished: String::new() };
        let input = (id.clone(), user.clone(), chance_id::<RowId>(), opinion, self.state.now());
        let giving = self.state.db.write(input, |tx, (id, user, row, opinion, now)| {
            Box::pin(feedback::give(tx, id, user, row, opinion, *now))
        });
        giving.await
    }

    /// The actions of a workshop's history about one person, in order.
    async fn noted(&self, id: &WorkshopId, user: &UserId) -> Vec<String> {
        let mut conn = self.state.db.read().await.expect("a connection");
        let rows = sqlx::query(
            "select action from workshop_history where workshop_id = $1 and user_id = $2 and actor_id is not null
             and action not in ('registered', 'confirmed', 'waiting') order by at, id",
        )
        .bind(id.as_str().to_owned())
        .bind(user.as_str().to_owned())
        .fetch_all(&mut *conn)
        .await
        .expect("rows");
        rows.iter().map(|row| row.get(0)).collect()
    }

    async fn code_of(&self, id: &WorkshopId, user: &UserId) -> Option<String> {
        let mut conn = self.state.db.read().await.expect("a connection");
        let row = sqlx::query("select check_code from registrations where workshop_id = $1 and user_id = $2")
            .bind(id.as_str().to_owned())
            .bind(user.as_str().to_owned());
        row.fetch_one(&mut *conn).await.expect("a row").get(0)
    }
}

both!(one_comes_leaves_returns_and_all_is_undone, |app| async move {
    let (host, id, people) = app.gathering(2, 1).await;
    let user = &people[0];
    let presence = async || app.people_of(&id).await[0].presence();
    for (to, then) in [
        (Presence::Left, Presence::Expected),
        (Presence::Here, Presence::Here),
        (Presence::Here, Presence::Here),
        (Presence::Left, Presence::Left),
        (Presence::Left, Presence::Left),
        (Presence::Here, Presence::Here),
        (Presence::Expected, Presence::Expected),
        (Presence::Expected, Presence::Expected),
    ] {
        app.travel_to(app.state.now().plus_minutes(1));
        assert_eq!(app.mark(&host, &id, user, to).await, Marked::Done);
        assert_eq!(presence().await, then, "{to:?}");
    }
    assert_eq!(app.noted(&id, user).await, ["checked_in", "checked_out", "came_back", "check_in_undone"]);
    assert_eq!(app.people_of(&id).await[0].attended, None);
});

both!(two_hosts_at_once_check_in_once, |app| async move {
    let (host, id, people) = app.gathering(3, 2).await;
    let marks = (0..8).map(|_| app.mark(&host, &id, &people[0], Presence::Here));
    assert!(futures::future::join_all(marks).await.iter().all(|marked| *marked == Marked::Done));
    assert_eq!(app.noted(&id, &people[0]).await, ["checked_in"]);
    assert_eq!(app.noted(&id, &people[1]).await, [""; 0]);
});

both!(codes_are_for_those_with_a_seat_and_forgive_keyboards, |app| async move {
    let (host, id, people) = app.gathering(2, 3).await;
    assert_eq!(app.mark_code(&host, &id, "AAAAAA").await, Marked::UnknownCode);
    let code = app.code_of(&id, &people[0]).await.expect("made by the first look");
    assert_ne!(Some(code.clone()), app.code_of(&id, &people[1]).await);
    assert_eq!(app.code_of(&id, &people[2]).await, None, "who waits has none");
    let wide: String = code.to_lowercase().chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect();
    assert_eq!(app.mark_code(&host, &id, &wide).await, Marked::Done);
    assert_eq!(app.mark_code(&host, &id, &code).await, Marked::Already);
    assert_eq!(app.noted(&id, &people[0]).await, ["checked_in"], "it is written once");
    assert_eq!(app.people_of(&id).await[0].presence(), Presence::Here);
    assert_eq!(app.mark(&host, &id, &people[2], Presence::Here).await, Marked::Waiting);
    // A code of another workshop opens nothing here.
    let other = app.workshop(&host, details(1)).await;
    assert_eq!(app.mark_code(&host, &other, &code).await, Marked::UnknownCode);
});

both!(nobody_is_checked_in_too_early_or_where_nothing_is_held, |app| async move {
    let (host, id, people) = app.gathering(2, 2).await;
    app.travel_to(NOW);
    assert_eq!(app.mark(&host, &id, &people[0], Presence::Here).await, Marked::TooEarly);
    let code = {
        app.mark_code(&host, &id, "x").await;
        app.code_of(&id, &people[1]).await.expect("a code")
    };
    assert!(app.give_back(&id, &people[1]).await);
    app.travel_to(NOW.plus_days(1));
    assert_eq!(app.mark_code(&host, &id, &code).await, Marked::GaveBack);
});

both!(the_rooms_code_opens_for_a_while_and_is_new_each_time, |app| async move {
    let (host, id, people) = app.gathering(2, 2).await;
    let stranger = app.person("stranger", &[]).await;
    let set = async |open: bool| {
        let fresh = open.then(|| app.state.new_id::<RowId>());
        let input = (Editor::Host(host.clone()), host.clone(), id.clone(), fresh, app.state.now());
        let set = app.state.db.write(input, |tx, (editor, actor, id, fresh, now)| {
            Box::pin(store::set_room(tx, (editor, actor), id, fresh.as_ref(), *now))
        });
        assert_eq!(set.await.expect("an answer"), Marked::Done);
        store::room_code(&mut app.state.db.read().await.expect("a connection"), &id).await.expect("an answer")
    };
    assert_eq!(app.enter(&id, &people[0], "").await.expect("an answer"), Marked::UnknownCode, "no code is shown");
    let code = set(true).await.expect("a code");
    assert_eq!(set(true).await.as_ref(), Some(&code), "a second press changes nothing");
    assert_eq!(app.enter(&id, &people[0], "QQQQQQ").await.expect("an answer"), Marked::UnknownCode);
    assert_eq!(app.enter(&id, &people[0], &code.to_lowercase()).await.expect("an answer"), Marked::Done);
    assert!(matches!(app.enter(&id, &stranger, &code).await, Err(Failure::Known(Error::NotFound))));
    assert_eq!(app.noted(&id, &people[0]).await, ["checked_in"]);
    app.travel_to(NOW.plus_days(1).plus_minutes(-31));
    assert_eq!(app.enter(&id, &people[1], &code).await.expect("an answer"), Marked::RoomShut);
    app.travel_to(NOW.plus_days(1).plus_minutes(90));
    assert_eq!(app.enter(&id, &people[1], &code).await.expect("an answer"), Marked::RoomShut);
    assert_eq!(set(false).await, None);
    assert_ne!(set(true).await.expect("a code"), code);
});

both!(certificates_are_for_those_who_were_there_long_enough, |app| async move {
    let (host, id, people) = app.gathering(4, 4).await;
    for user in &people[..3] {
        app.mark(&host, &id, user, Presence::Here).await;
    }
    let short = app.registration(&id, &people[1]).await;
    assert_eq!(app.share(&host, &id, 79, Some(short)).await, 1);
    assert_eq!(app.certify(&host, &id).await, 0, "not before the end");
    app.travel_to(NOW.plus_days(2));
    let points = [("nurse".to_owned(), "2ポイント".to_owned()), ("wizard".to_owned(), "9".to_owned())].into();
    let input = (Editor::Host(host.clone()), host.clone(), id.clone(), Rules { minutes: 85, share: 80, points });
    let set = app.state.db.write(input, |tx, (editor, actor, id, rules)| {
        Box::pin(certificates::set_rules(tx, (editor, actor), id, rules, NOW))
    });
    set.await.expect("the rules are set");
    let at_once = (0..4).map(|_| app.certify(&host, &id));
    let issued: i64 = futures::future::join_all(at_once).await.into_iter().sum();
    assert_eq!(issued, 2, "each has one, however often it is asked for");
    assert_eq!(app.letters("workshop_certified").await, 2);
    let given = app.certificates_of(&people[0]).await;
    assert_eq!((given.len(), given[0].minutes, given[0].points.as_str()), (1, 85, "2ポイント"));
    assert_eq!((given[0].held_on.as_str(), given[0].code.len()), ("2026-11-25", 12));
    assert_eq!(app.mark(&host, &id, &people[0], Presence::Expected).await, Marked::Certified);
    for nobody in &people[1..=1] {
        assert!(app.certificates_of(nobody).await.is_empty(), "79 % is not 80 %");
    }
    assert!(app.certificates_of(&people[3]).await.is_empty(), "who did not come has none");
    assert_eq!(app.share(&host, &id, 100, None).await, 1, "only what differs is said");
    assert_eq!(app.certify(&host, &id).await, 1);
});

both!(giving_certificates_twice_tells_the_truth_both_times, |app| async move {
    let (host, id, people) = app.gathering(1, 1).await;
    app.mark(&host, &id, &people[0], Presence::Here).await;
    app.travel_to(NOW.plus_days(2));
    let cookie = app.sign_in(&host).await;
    let workshop = id.to_string();
    let press = async || {
        let fields = [("form[workshop]", workshop.as_str())];
        let (_, headers, _) = app.post_form("/api/workshops/certify", &fields, Some(&cookie)).await;
        headers["location"].to_str().expect("an address").to_owned()
    };
    for _ in 0..2 {
        assert!(press().await.ends_with("done=certified"), "the second press hears what the first one did");
    }
    assert_eq!(app.letters("workshop_certified").await, 1);
    app.travel_to(NOW.plus_days(2).plus_minutes(2));
    assert!(press().await.ends_with("done=nobody"));
    // Its owner finds the file on the page that proves it; nobody else does.
    let code = app.certificates_of(&people[0]).await.remove(0).code;
    let path = format!("/certificates/{}", grouped(&code));
    let file = format!("/me/certificates/{code}/pdf");
    let owner = app.sign_in(&people[0]).await;
    assert!(app.get(&path, Some(&owner)).await.2.contains(&file));
    assert!(!app.get(&path, Some(&cookie)).await.2.contains(&file) && !app.get(&path, None).await.2.contains(&file));
});

both!(a_certificate_is_taken_back_and_given_anew, |app| async move {
    let (host, id, people) = app.gathering(1, 1).await;
    app.mark(&host, &id, &people[0], Presence::Here).await;
    app.travel_to(NOW.plus_days(2));
    assert_eq!(app.certify(&host, &id).await, 1);
    let first = app.certificates_of(&people[0]).await.remove(0);
    app.travel_to(NOW.plus_days(2).plus_minutes(1));
    app.revoke(&host, &id, &first.code).await;
    app.travel_to(NOW.plus_days(3));
    app.revoke(&host, &id, &first.code).await;
    assert_eq!(app.certify(&host, &id).await, 1);
    let both = app.certificates_of(&people[0]).await;
    assert_eq!(both.len(), 2);
    assert!(both[0].revoked.is_none() && both[0].code != first.code);
    let (since, why) = both[1].revoked.clone().expect("revoked");
    assert_eq!((since, why.as_str()), (NOW.plus_days(2).plus_minutes(1), "お名前の訂正"));
    assert_eq!(app.noted(&id, &people[0]).await, ["checked_in", "certified", "certificate_revoked", "certified"]);
    let (_, _, page) = app.get(&format!("/certificates/{}", grouped(&first.code)), None).await;
    assert!(page.contains("取り消されました") && page.contains("お名前の訂正"), "the page does not say it");
});

both!(feedback_is_given_once_after_the_end_and_read_from_five_on, |app| async move {
    let (host, id, people) = app.gathering(6, 7).await;
    assert_eq!(app.feedback(&id, &people[0], "早い").await.expect("an answer"), Given::NotOver);
    app.travel_to(NOW.plus_days(2));
    let read = async || {
        let mut conn = app.state.db.read().await.expect("a connection");
        let workshop = for_editor(&mut conn, &Editor::Host(host.clone()), &id).await.expect("a workshop");
        feedback::read(&mut conn, &workshop).await.expect("feedback")
    };
    for (at, user) in people[..4].iter().enumerate() {
        assert_eq!(app.feedback(&id, user, &format!("声{at}")).await.expect("an answer"), Given::Kept);
    }
    assert_eq!((read().await.count, read().await.opinions.len()), (4, 0), "four voices are not shown");
    let twice = (0..4).map(|_| app.feedback(&id, &people[4], "声4"));
    let twice = futures::future::join_all(twice).await;
    assert_eq!(twice.iter().filter(|given| matches!(given, Ok(Given::Kept))).count(), 1, "{twice:?}");
    let all = read().await;
    assert_eq!((all.count, all.opinions.len()), (5, 5));
    assert!(matches!(app.feedback(&id, &people[6], "").await, Err(Failure::Known(Error::NotFound))), "who waited");
    assert!(matches!(app.feedback(&id, &host, "").await, Err(Failure::Known(Error::NotFound))));
    // Nothing says who wrote what, or when.
    let mut conn = app.state.db.read().await.expect("a connection");
    let ids = sqlx::query("select id from feedback order by id").fetch_all(&mut *conn).await.expect("rows");
    for row in ids {
        assert_eq!(&row.get::<String, _>(0)[14..15], "4", "an id knows the time");
    }
    drop(conn);
    assert_eq!(app.noted(&id, &people[0]).await, [""; 0]);
});

both!(another_host_cannot_touch_it, |app| async move {
    let (_, id, people) = app.gathering(1, 1).await;
    let other = app.person("other", &[Role::Host]).await;
    let registration = app.registration(&id, &people[0]).await;
    let input = (Editor::Host(other.clone()), other, id.clone(), registration, app.state.now());
    let marking = app.state.db.write(input, |tx, (editor, actor, id, registration, now)| {
        Box::pin(store::mark(tx, (editor, actor), id, registration, Presence::Here, *now))
    });
    assert!(matches!(marking.await, Err(Failure::Known(Error::NotFound))));
    assert_eq!(app.noted(&id, &people[0]).await, [""; 0]);
});
