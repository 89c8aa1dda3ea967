//! How organisers come to be, and roles.

use assemble::accounts::store;
use assemble::kit::Role;
use assemble::kit::id::UserId;
use assemble::server::session;
use sqlx::Row;

use super::browser::{Browser, PASSWORD, count, member};
use crate::both;
use crate::support::NOW;

both!(the_first_organiser_comes_by_a_link_and_only_the_first, |app| async move {
    let link = async || {
        app.state.db.write(app.state.now(), |tx, now| Box::pin(store::setup_link(tx, *now))).await.expect("a look")
    };
    let first = link().await.expect("there is no organiser yet");
    let second = link().await.expect("still none");
    let mut browser = Browser::new(&app);
    let fields = |token| [("token", token), ("name", "運営"), ("email", "admin@example.jp"), ("password", PASSWORD)];
    assert!(browser.get(&format!("/setup?token={second}")).await.body.contains("はじめの世話役"));
    assert_eq!(browser.call("setup", &fields(first.as_str())).await.status, 422, "the later link counts");
    assert_eq!(browser.call("setup", &fields("")).await.status, 422);
    let answer =
        browser.call("setup", &[("token", second.as_str()), ("name", ""), ("email", ""), ("password", "")]).await;
    assert_eq!(answer.status, 422, "and a refused form uses nothing");
    let answer = browser.post("/setup", "setup", &fields(second.as_str())).await;
    assert_eq!(answer.location, "/promise", "{answer:?}");
    assert!(browser.get("/me").await.body.contains("世話役の机"));
    assert_eq!(browser.call("setup", &fields(second.as_str())).await.status, 422);
    assert_eq!(link().await, None);
    assert_eq!(count(&app, "select count(*) from users").await, 1);
});

both!(an_organiser_made_by_hand_chooses_a_password_by_link, |app| async move {
    let make = async |email: &'static str| {
        let input = (email, app.state.vault.clone(), app.state.now());
        let write = app
            .state
            .db
            .write(input, |tx, (email, vault, now)| Box::pin(store::create_admin(tx, email, "運営", *now, vault)));
        write.await.expect("an organiser")
    };
    let link = make("admin@example.jp").await;
    let mut browser = Browser::new(&app);
    let answer = browser.post("/reset", "reset", &[("token", &link), ("password", PASSWORD)]).await;
    assert_eq!(answer.location, "/promise?next=/me%3Fdone%3Dpassword");
    assert!(browser.get("/me").await.body.contains("世話役の机"));
    // Somebody who is a member already keeps their account.
    member(&app, "みなと", "minato@example.jp").await;
    make("minato@example.jp").await;
    assert_eq!(count(&app, "select count(*) from users").await, 2);
    assert_eq!(count(&app, "select count(*) from user_roles where role = 'admin'").await, 2);
});

both!(roles_are_given_and_taken_once, |app| async move {
    member(&app, "みなと", "minato@example.jp").await;
    let mut conn = app.state.db.read().await.expect("a connection");
    let id: String = sqlx::query("select id from users").fetch_one(&mut *conn).await.expect("one person").get(0);
    let id: UserId = id.parse().expect("an id");
    for _ in 0..2 {
        store::grant(&mut conn, &id, Role::Host, Some(&id), NOW).await.expect("granted");
    }
    assert_eq!(session::roles_of(&mut conn, &id).await.expect("roles"), [Role::Host]);
    store::revoke(&mut conn, &id, Role::Host).await.expect("revoked");
    assert!(session::roles_of(&mut conn, &id).await.expect("roles").is_empty());
    let contact = store::contact_of(&mut conn, &id).await.expect("a contact");
    assert_eq!((contact.name.as_str(), contact.address.as_str()), ("みなと", "minato@example.jp"));
    assert_eq!(contact.zone, "Asia/Tokyo");
});
