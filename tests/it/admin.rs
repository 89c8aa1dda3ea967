//! The organiser's room: who may do what, roles under races, cohorts.

use assemble::admin::model::Part;
use assemble::admin::store;
use assemble::admin::store::lists::{self, Wanted};
use assemble::admin::store::roles::{Change, Outcome, set_roles};
use assemble::coaching::store::coaches_of;
use assemble::kit::id::{CohortId, UserId};
use assemble::kit::{Error, Locale, Role, Viewer};
use assemble::server::session::roles_of;
use assemble::server::{Failure, Result};

use crate::both;
use crate::support::{NOW, TestApp};

const ANYBODY: &str = "019376b0-7c6a-7000-8000-0123456789ab";

/// The other account of the person in `requests`, once a test has made it.
const DOUBLED: &str = "はるか@example.jp";

/// Every server function of the room with a request that an organiser could send.
fn requests(person: &UserId, cohort: &CohortId) -> Vec<(&'static str, Vec<(String, String)>)> {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let (person, cohort) = (person.as_str(), cohort.as_str());
    vec![
        ("/api/admin/desk", vec![]),
        ("/api/admin/people", vec![field("q", ""), field("role", ""), field("after", "")]),
        ("/api/admin/person", vec![field("id", person)]),
        ("/api/admin/set_roles", vec![field("form[person]", person), field("form[roles][]", "coach")]),
        (
            "/api/admin/merge",
            vec![field("form[person]", person), field("form[email]", DOUBLED), field("form[sure]", "true")],
        ),
        ("/api/admin/cohorts", vec![]),
        ("/api/admin/create_cohort", vec![field("form[name]", "第九期生")]),
        (
            "/api/admin/join_cohort",
            vec![field("form[cohort]", cohort), field("form[person]", person), field("form[part]", "member")],
        ),
        ("/api/admin/leave_cohort", vec![field("form[cohort]", cohort), field("form[leaving]", person)]),
        ("/api/admin/close_cohort", vec![field("form[cohort]", cohort)]),
        ("/api/admin/reopen_cohort", vec![field("form[cohort]", cohort)]),
    ]
}

pub async fn cohort(app: &TestApp, name: &str) -> CohortId {
    let id: CohortId = app.state.new_id();
    let input = (id.clone(), name.to_owned());
    let made = app.state.db.write(input, |tx, (id, name)| Box::pin(store::create_cohort(tx, id, name, NOW)));
    made.await.expect("a cohort");
    id
}

pub async fn join(app: &TestApp, cohort: &CohortId, person: &UserId, part: Part) -> Result<Option<String>> {
    let input = (cohort.clone(), person.clone(), part);
    let op = app.state.db.write(input, |tx, (cohort, person, part)| {
        Box::pin(store::join_cohort(tx, cohort, person, part.as_str(), NOW))
    });
    op.await
}

pub async fn leave(app: &TestApp, cohort: &CohortId, person: &UserId) -> Result<()> {
    let input = (cohort.clone(), person.clone());
    app.state.db.write(input, |tx, (cohort, person)| Box::pin(store::leave_cohort(tx, cohort, person, NOW))).await
}

async fn change(app: &TestApp, actor: &UserId, person: &UserId, had: &[Role], wanted: &[Role]) -> Result<Outcome> {
    let change = Change { actor: actor.clone(), person: person.clone(), had: had.to_vec(), wanted: wanted.to_vec() };
    app.state.db.write(change, |tx, change| Box::pin(set_roles(tx, change, NOW))).await
}

async fn roles(app: &TestApp, person: &UserId) -> Vec<Role> {
    let mut conn = app.state.db.read().await.expect("a connection");
    roles_of(&mut conn, person).await.expect("roles")
}

pub fn looking(id: &UserId) -> Viewer {
    Viewer {
        id: id.clone(),
        name: "さと".to_owned(),
        roles: vec![Role::Admin],
        locale: Locale::ja,
        zone: "Asia/Tokyo".to_owned(),
        promised: true,
    }
}

both!(nobody_but_an_organiser_gets_in, |app| async move {
    let someone = app.person("みなと", &[]).await;
    let everything_but = app.person("ひらく", &[Role::Coach, Role::Host]).await;
    let cohort = cohort(&app, "第一期生").await;
    let cookies = [None, Some(app.sign_in(&someone).await), Some(app.sign_in(&everything_but).await)];
    for (path, fields) in requests(&someone, &cohort) {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        for cookie in &cookies {
            let (status, _, body) = app.post_json_client(path, &fields, cookie.as_deref()).await;
            let wanted = if cookie.is_none() { 401 } else { 403 };
            assert_eq!(status, wanted, "{path} {body}");
        }
    }
    assert!(roles(&app, &someone).await.is_empty());
    for page in ["/admin", "/admin/people", "/admin/cohorts"] {
        let (status, _, body) = app.get(page, cookies[2].as_deref()).await;
        assert_eq!(status, 403, "{page}");
        assert!(!body.contains("みなと"), "{page}");
    }
});

both!(an_organiser_gets_in_everywhere, |app| async move {
    let organiser = app.person("さと", &[Role::Admin]).await;
    let someone = app.person("みなと", &[]).await;
    app.person("はるか", &[]).await;
    let cohort = cohort(&app, "第一期生").await;
    let cookie = app.sign_in(&organiser).await;
    for (path, fields) in requests(&someone, &cohort) {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let (status, _, body) = app.post_json_client(path, &fields, Some(&cookie)).await;
        assert!(status.is_success(), "{path} {status} {body}");
    }
    assert_eq!(roles(&app, &someone).await, [Role::Coach]);
    let people = app.get("/admin/people?q=%E3%81%BF%E3%81%AA", Some(&cookie)).await.2;
    assert!(people.contains("みなとさん"), "the search finds her");
    assert!(!people.contains("はるかさん"), "and nobody else");
    // No database text holds a NUL; one in an address is left out.
    for (path, name) in [("/admin/people?q=%00", "はるかさん"), ("/admin/people?q=%E3%81%BF%00%E3%81%AA", "みなとさん")]
    {
        let (status, _, page) = app.get(path, Some(&cookie)).await;
        assert!(status.is_success() && page.contains(name), "{path}: {status}");
    }
    let opened = app.get(&format!("/admin/people?person={someone}"), Some(&cookie)).await.2;
    assert!(opened.contains("さとさんが「コーチ」を渡しました"), "who gave the role");
    let cohorts = app.get(&format!("/admin/cohorts?cohort={cohort}&q=%E3%81%BF"), Some(&cookie)).await.2;
    assert!(cohorts.contains("第一期生") && cohorts.contains("みなとさん"));
    let desk = app.get("/admin", Some(&cookie)).await.2;
    assert!(desk.contains("世話役からも見えないもの"));
});

both!(wrong_and_unknown_ids_change_nothing, |app| async move {
    let organiser = app.person("さと", &[Role::Admin]).await;
    let cookie = app.sign_in(&organiser).await;
    let cohort = cohort(&app, "第一期生").await;
    for id in ["", "x", ANYBODY, "019376B0-7C6A-7000-8000-0123456789AB", "' or 1=1"] {
        let fields = [("form[cohort]", cohort.as_str()), ("form[person]", id), ("form[part]", "member")];
        let (status, ..) = app.post_json_client("/api/admin/join_cohort", &fields, Some(&cookie)).await;
        assert!(status.is_client_error(), "{id} {status}");
        let (status, ..) = app.post_json_client("/api/admin/set_roles", &[("form[person]", id)], Some(&cookie)).await;
        assert_eq!(status, 404, "{id}");
        let (status, ..) = app.get(&format!("/admin/people?person={}", id.replace(' ', "%20")), Some(&cookie)).await;
        assert_eq!(status, if id.is_empty() { 200 } else { 404 }, "{id}");
    }
    let fields = [("form[cohort]", ANYBODY), ("form[person]", organiser.as_str()), ("form[part]", "member")];
    assert_eq!(app.post_json_client("/api/admin/join_cohort", &fields, Some(&cookie)).await.0, 404);
    let long = "長".repeat(100_000);
    for name in ["", " \u{202e} ", long.as_str()] {
        let (status, ..) =
            app.post_json_client("/api/admin/create_cohort", &[("form[name]", name)], Some(&cookie)).await;
        assert_eq!(status, 422);
    }
});

both!(a_refused_form_without_javascript_says_why, |app| async move {
    let organiser = app.person("さと", &[Role::Admin]).await;
    let cookie = app.sign_in(&organiser).await;
    let fields = [("form[person]", organiser.as_str()), ("form[had]", "admin"), ("form[sure]", "true")];
    let page = format!("/admin/people?person={organiser}");
    let (status, headers, _) = app.post_form_from(&page, "/api/admin/set_roles", &fields, Some(&cookie)).await;
    assert_eq!(status, 303);
    let form = headers.get("set-cookie").and_then(|value| value.to_str().ok()).expect("the form is carried");
    let both = format!("{cookie}; {}", form.split(';').next().unwrap_or_default());
    let page = app.get(&page, Some(&both)).await.2;
    assert!(page.contains("世話役がだれもいなくなってしまいます"));
    assert_eq!(roles(&app, &organiser).await, [Role::Admin]);
});

both!(the_last_organiser_stays, |app| async move {
    let organiser = app.person("さと", &[Role::Admin]).await;
    let other = app.person("のぞみ", &[]).await;
    let alone = change(&app, &organiser, &organiser, &[Role::Admin], &[]).await.expect("an answer");
    assert_eq!(alone, Outcome::LastAdmin);
    change(&app, &organiser, &other, &[], &[Role::Admin]).await.expect("given");
    let two = change(&app, &organiser, &organiser, &[Role::Admin], &[]).await.expect("an answer");
    assert_eq!(two, Outcome::Done);
    assert!(roles(&app, &organiser).await.is_empty());
    // Whoever is no organiser any more changes nothing, even when the page was still open.
    let late = change(&app, &organiser, &other, &[Role::Admin], &[]).await;
    assert!(matches!(late, Err(Failure::Known(Error::Forbidden))));
});

both!(organisers_who_remove_each_other_leave_one, |app| async move {
    for round in 0..8 {
        let a = app.person(&format!("あ{round}"), &[Role::Admin]).await;
        let b = app.person(&format!("い{round}"), &[Role::Admin]).await;
        let (one, two) =
            tokio::join!(change(&app, &a, &b, &[Role::Admin], &[]), change(&app, &b, &a, &[Role::Admin], &[]),);
        let left = [roles(&app, &a).await, roles(&app, &b).await].iter().filter(|roles| !roles.is_empty()).count();
        assert_eq!(left, 1, "round {round}: {one:?} {two:?}");
        // The one who is left makes room for the next round.
        let mut conn = app.state.db.read().await.expect("a connection");
        sqlx::query("delete from role_history").execute(&mut *conn).await.expect("cleared");
        sqlx::query("delete from user_roles").execute(&mut *conn).await.expect("cleared");
    }
});

both!(what_another_organiser_changed_meanwhile_is_not_undone, |app| async move {
    let organiser = app.person("さと", &[Role::Admin]).await;
    let someone = app.person("みなと", &[Role::Host]).await;
    change(&app, &organiser, &someone, &[Role::Host], &[Role::Host, Role::Coach]).await.expect("given");
    let stale = change(&app, &organiser, &someone, &[Role::Host], &[]).await;
    assert!(matches!(stale, Err(Failure::Known(Error::Conflict))));
    assert_eq!(roles(&app, &someone).await, [Role::Coach, Role::Host]);
});

both!(a_taken_role_is_remembered_and_a_coach_leaves_their_cohorts, |app| async move {
    let organiser = app.person("さと", &[Role::Admin]).await;
    let coach = app.person("きた", &[Role::Coach]).await;
    let member = app.person("みなと", &[]).await;
    let cohort = cohort(&app, "第一期生").await;
    join(&app, &cohort, &coach, Part::Coach).await.expect("a coach");
    join(&app, &cohort, &member, Part::Member).await.expect("a member");
    change(&app, &organiser, &coach, &[Role::Coach], &[]).await.expect("taken");
    let mut conn = app.state.db.read().await.expect("a connection");
    assert!(coaches_of(&mut conn, &member).await.expect("coaches").is_empty());
    let sheet = lists::sheet(&mut conn, &looking(&organiser), &coach).await.expect("a sheet");
    assert_eq!(sheet.changes.iter().map(|line| line.given).collect::<Vec<_>>(), [false, true]);
    assert_eq!(sheet.changes[0].by.as_deref(), Some("さと"));
    assert!(sheet.cohorts.is_empty());
    let desk = lists::desk(&mut conn, NOW).await.expect("numbers");
    assert_eq!((desk.people, desk.coaches, desk.cohorts, desk.without_coach), (3, 0, 1, 1));
});

both!(people_leave_a_cohort_and_come_back, |app| async move {
    let coach = app.person("きた", &[Role::Coach]).await;
    let member = app.person("みなと", &[]).await;
    let cohort = cohort(&app, "第一期生").await;
    join(&app, &cohort, &coach, Part::Coach).await.expect("a coach");
    for _ in 0..2 {
        join(&app, &cohort, &member, Part::Member).await.expect("joined, and once more changes nothing");
        join(&app, &cohort, &member, Part::Member).await.expect("the same again");
        let mut conn = app.state.db.read().await.expect("a connection");
        assert_eq!(coaches_of(&mut conn, &member).await.expect("coaches").len(), 1);
        drop(conn);
        leave(&app, &cohort, &member).await.expect("left");
        assert!(matches!(leave(&app, &cohort, &member).await, Err(Failure::Known(Error::NotFound))));
        let mut conn = app.state.db.read().await.expect("a connection");
        assert!(coaches_of(&mut conn, &member).await.expect("coaches").is_empty());
    }
    join(&app, &cohort, &member, Part::Coach).await.expect("back as a coach");
    let mut conn = app.state.db.read().await.expect("a connection");
    let sheets = lists::cohorts(&mut conn, &looking(&coach)).await.expect("cohorts");
    assert_eq!((sheets[0].coaches.len(), sheets[0].members.len()), (2, 0));
});

both!(doubled_and_simultaneous_requests_join_once, |app| async move {
    let member = app.person("みなと", &[]).await;
    let cohort = cohort(&app, "第一期生").await;
    let joins = (0..12).map(|_| join(&app, &cohort, &member, Part::Member));
    for joined in futures::future::join_all(joins).await {
        joined.expect("joined");
    }
    let mut conn = app.state.db.read().await.expect("a connection");
    let sheets = lists::cohorts(&mut conn, &looking(&member)).await.expect("cohorts");
    assert_eq!(sheets[0].members.len(), 1);
});

both!(the_list_goes_on_where_it_stopped, |app| async move {
    for n in 0..25 {
        app.person(&format!("{:02}さくら", n), &[]).await;
    }
    let host = app.person("100%_ゆり", &[Role::Host]).await;
    let mut conn = app.state.db.read().await.expect("a connection");
    let mut wanted = Wanted { name: "さくら".to_owned(), ..Wanted::default() };
    let mut seen = Vec::new();
    loop {
        let page = lists::people(&mut conn, Locale::ja, &wanted, 10).await.expect("a page");
        seen.extend(page.rows.iter().map(|person| person.name.clone()));
        match page.next {
            Some(after) => wanted.after = Some(after.parse().expect("an id")),
            None => break,
        }
    }
    let mut sorted = seen.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!((seen.len(), sorted.len()), (25, 25));
    let percent = Wanted { name: "0%_".to_owned(), ..Wanted::default() };
    let found = lists::people(&mut conn, Locale::ja, &percent, 10).await.expect("a page");
    assert_eq!(found.rows.iter().map(|person| &person.id).collect::<Vec<_>>(), [&host]);
    let hosts = Wanted { role: Some(Role::Host), ..Wanted::default() };
    let found = lists::people(&mut conn, Locale::ja, &hosts, 10).await.expect("a page");
    assert_eq!(found.rows.len(), 1);
    assert_eq!(found.rows[0].profession, "看護師");
});
