//! Two accounts of one person: an organiser brings their registrations together.

use assemble::kit::Role;
use assemble::kit::id::{UserId, WorkshopId};
use assemble::workshops::model::Outcome;
use assemble::workshops::model::seating::Wish;
use assemble::workshops::store::seating;
use futures::future::join_all;
use http::StatusCode;
use sqlx::Row;

use super::details;
use super::planning::{ask, count, post, text};
use crate::both;
use crate::support::{NOW, TestApp};

impl TestApp {
    /// An organiser whom no test looks at.
    async fn keeper(&self) -> UserId {
        let mut conn = self.state.db.read().await.expect("a connection");
        let row = sqlx::query("select user_id from user_roles order by granted_at, user_id limit 1");
        row.fetch_one(&mut *conn).await.expect("somebody").get::<String, _>(0).parse().expect("an id")
    }

    /// Makes the registrations of `from` those of `into`; says for how many workshops.
    pub async fn merge(&self, from: &UserId, into: &UserId) -> usize {
        let actor = self.keeper().await;
        let input = (
            self.state.config.clone(),
            self.state.vault.clone(),
            (from.clone(), into.clone()),
            actor,
            self.state.now(),
        );
        let merging = self.state.db.write(input, |tx, (config, vault, (from, into), actor, now)| {
            Box::pin(seating::merge(tx, config, vault, (from, into), actor, *now))
        });
        merging.await.expect("an answer")
    }

    async fn seqs(&self, id: &WorkshopId, user: &UserId) -> Vec<i64> {
        let rows = self.registrations(id).await;
        rows.into_iter().filter(|row| row.user == *user && !row.cancelled).map(|row| row.seq).collect()
    }
}

both!(a_place_changes_its_account_with_all_that_belongs_to_it, |app| async move {
    const SECRET: &str = "ひだりの耳がきこえません";
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let cookie = app.sign_in(&host).await;
    ask(&app, id.as_str(), &[("form[kind]", "short"), ("form[label]", "きっかけ")], &cookie).await;
    let question = text(&app, "select id from questions where workshop_id = $1", id.as_str()).await;
    let (old, new) = (app.person("old", &[]).await, app.person("new", &[]).await);
    let key = format!("form[answers][q{question}]");
    let form = [("form[workshop]", id.as_str()), ("form[needs]", SECRET), (key.as_str(), "友だちに聞いて")];
    let theirs = app.sign_in(&old).await;
    assert_eq!(post(&app, "register", &form, Some(&theirs)).await.0, StatusCode::OK);
    let token = app.token(&old, "workshop_confirmed").await;
    let past = app.workshop(&host, details(3)).await;
    app.register(&past, &old).await;
    app.sql("update workshops set ends_at = $2 where id = $1", past.as_str(), None, Some(NOW.0)).await;
    assert_eq!(app.merge(&old, &new).await, 1);
    assert_eq!(app.merge(&old, &new).await, 0, "a second time there is nothing to move");
    assert_eq!((app.standing(&id, &old).await, app.standing(&id, &new).await), ("gone", "seat"));
    assert_eq!(app.standing(&past, &old).await, "seat", "what is over stays where it was");
    assert_eq!(app.letters("workshop_merged").await, 2, "both addresses hear of it");
    assert_eq!(app.letters("workshop_given_back").await + app.letters("workshop_removed").await, 0);
    let page = app.get(&format!("/host/{id}/plan/needs"), Some(&cookie)).await.2;
    assert!(page.contains(SECRET) && page.contains("new"), "{page}");
    let registration = text(&app, "select id from registrations where workshop_id = $1", id.as_str()).await;
    let person = app.get(&format!("/host/{id}/plan/needs?person={registration}"), Some(&cookie)).await.2;
    assert!(person.contains("友だちに聞いて"), "{person}");
    let mut conn = app.state.db.read().await.expect("a connection");
    assert_eq!(seating::link_owner(&mut conn, &token).await.expect("it still leads somewhere"), (id, new));
});

both!(the_better_place_stays_and_the_other_goes_on, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(2)).await;
    let people = app.members(5).await;
    for user in &people[..3] {
        app.register(&id, user).await;
    }
    app.ask_for(&id, &people[3], Wish::Auto).await;
    app.register(&id, &people[4]).await;
    // Two in the line: the earlier place stays.
    app.merge(&people[2], &people[4]).await;
    assert_eq!(app.seqs(&id, &people[4]).await, [3]);
    assert_eq!(app.register(&id, &people[4]).await, Outcome::Waiting(1));
    // A seat and a place in the line: the seat stays, whichever account it comes from.
    app.merge(&people[0], &people[3]).await;
    assert_eq!((app.standing(&id, &people[0]).await, app.seqs(&id, &people[3]).await), ("gone", vec![1]));
    // Two seats: one is free, and goes to the first in the line.
    app.merge(&people[3], &people[1]).await;
    assert_eq!(app.seqs(&id, &people[1]).await, [1]);
    assert_eq!(app.standing(&id, &people[4]).await, "seat");
    assert_eq!(app.letters("workshop_moved_up").await, 1);
    // Nobody is seated at what they host; the seat goes on.
    let next = app.person("next", &[]).await;
    app.register(&id, &next).await;
    assert_eq!(app.merge(&people[1], &host).await, 1);
    assert_eq!((app.standing(&id, &host).await, app.standing(&id, &next).await), ("gone", "seat"));
    assert_eq!(count(&app, "select count(*) from registrations where left_reason = 'merged'").await, 4);
});

both!(words_and_payment_of_both_are_kept, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(3)).await;
    let (old, new) = (app.person("old", &[]).await, app.person("new", &[]).await);
    for (user, needs) in [(&old, "車いすで行きます"), (&new, "")] {
        let cookie = app.sign_in(user).await;
        let form = [("form[workshop]", id.as_str()), ("form[needs]", needs)];
        assert_eq!(post(&app, "register", &form, Some(&cookie)).await.0, StatusCode::OK);
    }
    app.sql("update registrations set paid_at = $2 where user_id = $1", new.as_str(), None, Some(7)).await;
    app.merge(&old, &new).await;
    assert_eq!(app.seqs(&id, &new).await, [1], "who came first");
    let paid =
        text(&app, "select cast(paid_at as text) from registrations where user_id = $1 and seq = 1", new.as_str());
    assert_eq!(paid.await, "7");
    let cookie = app.sign_in(&host).await;
    assert!(app.get(&format!("/host/{id}/plan/needs"), Some(&cookie)).await.2.contains("車いすで行きます"));
    assert_eq!(count(&app, "select count(*) from registrations where needs is not null").await, 1);
});

both!(merged_from_all_sides_at_once_one_place_is_left, |app| async move {
    app.host().await;
    let id = app.workshop(&app.keeper().await, details(3)).await;
    let people = app.members(3).await;
    for user in &people {
        app.register(&id, user).await;
    }
    let pairs = [(0, 1), (1, 0), (1, 2), (2, 1), (0, 2), (2, 0), (0, 1), (1, 0)];
    join_all(pairs.iter().map(|(from, into)| app.merge(&people[*from], &people[*into]))).await;
    let active: Vec<_> = app.registrations(&id).await.into_iter().filter(|row| !row.cancelled).collect();
    assert!(!active.is_empty() && active.len() <= 2, "{active:?}");
    app.merge(&people[0], &people[1]).await;
    app.merge(&people[1], &people[2]).await;
    let active: Vec<_> = app.registrations(&id).await.into_iter().filter(|row| !row.cancelled).collect();
    assert_eq!(active.iter().map(|row| &row.user).collect::<Vec<_>>(), [&people[2]]);
    assert!(active[0].confirmed);
});

both!(an_organiser_merges_by_form, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(3)).await;
    let (old, new) = (app.person("old", &[]).await, app.person("new", &[]).await);
    app.register(&id, &old).await;
    let cookie = app.sign_in(&app.person("organiser", &[Role::Admin]).await).await;
    let page = app.get(&format!("/admin/people?person={new}"), Some(&cookie)).await.2;
    assert!(page.contains("二重のアカウント") && page.contains("action=\"/api/admin/merge\""), "{page}");
    let send = async |email: &str, sure: bool| {
        let mut form = vec![("form[person]", new.as_str()), ("form[email]", email)];
        form.extend(sure.then_some(("form[sure]", "true")));
        let (status, headers, body) = app.post_json_client("/api/admin/merge", &form, Some(&cookie)).await;
        let to = headers.get("serverfnredirect").or(headers.get("location")).cloned();
        (status, format!("{to:?} {body}"))
    };
    for (email, sure, field) in [
        ("old@example.jp", false, "sure"),
        ("", true, "email"),
        ("nobody@example.jp", true, "email"),
        ("new@example.jp", true, "email"),
    ] {
        let (status, body) = send(email, sure).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains(field), "{email} {sure}: {body}");
        assert_eq!(app.standing(&id, &old).await, "seat");
    }
    let (status, body) = send(" OLD@example.jp ", true).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    assert_eq!((app.standing(&id, &old).await, app.standing(&id, &new).await), ("gone", "seat"));
});
