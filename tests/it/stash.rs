//! Refused forms on their way back: how much is kept, of whom, and who gets it.

use assemble::accounts::api::SendAgain;
use assemble::kit::LocalPath;
use assemble::kit::form::Carried;
use assemble::kit::id::UserId;
use assemble::server::http::stash::{self, OF_A_MEMBER, OF_ALL_SAID, OF_ALL_VISITORS};
use http::HeaderMap;
use leptos::server_fn::ServerFn;

use crate::both;
use crate::http::{GREET, form_cookie};
use crate::journal::count;
use crate::support::TestApp;

async fn keep(app: &TestApp, owner: Option<&UserId>, note: &str) -> String {
    let values = vec![("form[note]".to_owned(), note.to_owned())];
    let carried = Carried { action: GREET.to_owned(), values, error: None };
    let cookie = stash::keep(&app.state, owner, &LocalPath::new("/workshops"), carried).await.expect("kept");
    cookie.to_str().expect("text").split(';').next().expect("a pair").to_owned()
}

async fn shown(app: &TestApp, cookies: &str) -> String {
    app.get("/workshops", Some(cookies)).await.2
}

async fn refused(app: &TestApp, name: &str, note: &str, cookie: Option<&str>) -> HeaderMap {
    let (_, headers, _) = app.post_form(GREET, &[("form[name]", name), ("form[note]", note)], cookie).await;
    headers
}

both!(a_visitors_form_is_kept_as_far_as_64_kb_and_a_members_as_a_whole, |app| async move {
    let long = "長い".repeat(20_000);
    let fields = [("form[name]", ""), ("form[essay]", long.as_str()), ("form[note]", "a short note")];
    let (_, headers, _) = app.post_form(GREET, &fields, None).await;
    let page = shown(&app, &form_cookie(&headers)).await;
    assert!(page.contains("a short note") && !page.contains("長い長い") && page.contains("Write a name."));

    let person = app.person("minato", &[]).await;
    let session = app.sign_in(&person).await;
    let (_, headers, _) = app.post_form(GREET, &fields, Some(&session)).await;
    let page = shown(&app, &format!("{session}; {}", form_cookie(&headers))).await;
    assert!(page.contains("a short note") && page.contains(&long));
});

both!(the_forms_of_all_visitors_are_so_many_and_the_oldest_goes, |app| async move {
    let person = app.person("minato", &[]).await;
    let session = app.sign_in(&person).await;
    let mine = keep(&app, Some(&person), "a member's words").await;
    let oldest = keep(&app, None, "the oldest").await;
    app.state.clock.set(app.state.now().plus_seconds(1));
    futures::future::join_all((0..OF_ALL_VISITORS + 3).map(|_| keep(&app, None, "one of many"))).await;
    app.state.clock.set(app.state.now().plus_seconds(1));
    let newest = keep(&app, None, "the newest").await;
    assert_eq!(count(&app, "select count(*) from form_stashes where owner = ''").await, OF_ALL_VISITORS);
    assert!(!shown(&app, &oldest).await.contains("the oldest"));
    assert!(shown(&app, &newest).await.contains("the newest"));
    assert!(shown(&app, &format!("{session}; {mine}")).await.contains("a member's words"), "their room is apart");
});

both!(what_is_said_of_forms_that_were_taken_puts_no_refused_form_out, |app| async move {
    let refused = keep(&app, None, "a visitor's words").await;
    app.state.clock.set(app.state.now().plus_seconds(1));
    let page = LocalPath::new("/sign-up/sent");
    let values = vec![("form[email]".to_owned(), "minato@example.jp".to_owned())];
    let carried = Carried { action: SendAgain::url().to_owned(), values, error: None };
    let said = (0..OF_ALL_SAID + 3).map(|_| stash::say(&app.state, &page, &carried));
    for said in futures::future::join_all(said).await {
        said.expect("kept");
    }
    app.state.clock.set(app.state.now().plus_seconds(1));
    let newest = stash::say(&app.state, &page, &carried).await.expect("kept");
    assert_eq!(count(&app, "select count(*) from form_stashes").await, OF_ALL_SAID + 1);
    let newest = newest.to_str().expect("text").split(';').next().expect("a pair");
    assert!(app.get("/sign-up/sent", Some(newest)).await.2.contains("minato@example.jp"), "it is said");
    assert!(shown(&app, &refused).await.contains("a visitor's words"));
});

both!(a_member_has_room_of_their_own, |app| async move {
    let person = app.person("minato", &[]).await;
    let session = app.sign_in(&person).await;
    let mut kept = Vec::new();
    for n in 0..=OF_A_MEMBER {
        app.state.clock.set(app.state.now().plus_seconds(1));
        kept.push(keep(&app, Some(&person), &format!("words no. {n}.")).await);
    }
    assert_eq!(count(&app, "select count(*) from form_stashes").await, OF_A_MEMBER);
    for (n, cookie) in kept.iter().enumerate() {
        let page = shown(&app, &format!("{session}; {cookie}")).await;
        assert_eq!(page.contains(&format!("words no. {n}.")), n > 0, "{n}");
    }
});

both!(somebody_else_in_the_same_browser_sees_nothing, |app| async move {
    let (minato, aoi) = (app.person("minato", &[]).await, app.person("aoi", &[]).await);
    let (mine, theirs) = (app.sign_in(&minato).await, app.sign_in(&aoi).await);
    let cookie = form_cookie(&refused(&app, "", "minato's words", Some(&mine)).await);
    for other in [cookie.clone(), format!("{theirs}; {cookie}")] {
        assert!(!shown(&app, &other).await.contains("minato's words"));
    }
    assert!(shown(&app, &format!("{mine}; {cookie}")).await.contains("minato's words"), "they are still there");
});

both!(who_has_to_sign_in_first_finds_their_words_after_it, |app| async move {
    let headers = refused(&app, "signed out", "words of a long evening", None).await;
    assert_eq!(headers["location"], "/sign-in?next=%2Fworkshops");
    let cookie = form_cookie(&headers);
    let (_, _, page) = app.get("/sign-in?next=%2Fworkshops", Some(&cookie)).await;
    assert!(!page.contains("words of a long evening"));
    let person = app.person("minato", &[]).await;
    let page = shown(&app, &format!("{}; {cookie}", app.sign_in(&person).await)).await;
    assert!(page.contains("words of a long evening"), "{page}");
});
