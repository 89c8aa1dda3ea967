//! What 今日 and the first page say of workshops.

use assemble::home::store;
use assemble::kit::{Locale, Role, Viewer};

use crate::both;
use crate::journal::run;
use crate::support::{NOW, shown};
use crate::workshops::{LINK, details};

both!(what_has_a_link_is_online_wherever_else_it_takes_place, |app| async move {
    let host = app.host().await;
    let everywhere = [("神戸 元町", LINK), ("", LINK), ("神戸 元町", "")];
    for (hours, (place, link)) in (1..).zip(everywhere) {
        let mut details = details(5);
        (details.starts_at, details.ends_at) = (NOW.plus_hours(hours), NOW.plus_hours(hours + 1));
        (details.place, details.online_url) = (place.to_owned(), link.to_owned());
        app.workshop(&host, details).await;
    }
    let mut conn = app.state.db.read().await.expect("a connection");
    let coming = store::coming(&mut conn, NOW).await.expect("workshops");
    let online: Vec<bool> = coming.into_iter().map(|one| one.told(Locale::ja, "Asia/Tokyo").online).collect();
    assert_eq!(online, [true, true, false]);

    let viewer = Viewer {
        id: host,
        name: "host".to_owned(),
        roles: vec![Role::Host],
        locale: Locale::ja,
        zone: "Asia/Tokyo".to_owned(),
        promised: true,
    };
    let mut hosted = Vec::new();
    for hours in 0..3 {
        let today = store::today(&mut conn, &app.state.vault, &viewer, NOW.plus_hours(hours).plus_minutes(90))
            .await
            .expect("a page");
        hosted.push(today.hosting.map(|one| one.online));
    }
    assert_eq!(hosted, [Some(true), Some(true), Some(false)]);
});

both!(the_first_page_names_what_is_for_everybody, |app| async move {
    let host = app.host().await;
    app.workshop(&host, details(5)).await;
    assert!(app.get("/", None).await.2.contains("はじめての多職種交流会"));
    for unlisted in [
        "update workshops set visibility = 'members'",
        "update workshops set visibility = 'cohort'",
        "update workshops set visibility = 'link'",
    ] {
        run(&app, unlisted).await;
        assert!(!app.get("/", None).await.2.contains("はじめての多職種交流会"), "{unlisted}");
    }
});

both!(the_first_page_and_machines_read_of_seats_what_the_list_says, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(3)).await;
    app.rule(&id, "nurse", 2, None, None).await;
    let told = async |words: &str, machines: &str| {
        for path in ["/", "/workshops"] {
            let page = shown(&app.get(path, None).await.2);
            assert!(page.contains(words), "{path} {words}: {page}");
        }
        let page = app.get(&format!("/workshops/{id}"), None).await.2;
        assert!(page.contains(&format!("https://schema.org/{machines}\"")), "{machines}: {page}");
    };
    told("あと1席", "InStock").await;
    for doctor in ["a", "b"] {
        app.register(&id, &app.pro(doctor, "doctor").await).await;
        told("職種によっては席があります", "LimitedAvailability").await;
    }
    for nurse in ["c", "d"] {
        app.register(&id, &app.pro(nurse, "nurse").await).await;
    }
    told("順番待ち 1人", "SoldOut").await;
});

both!(who_waits_for_the_hosts_word_hears_of_no_line, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    app.sql("update workshops set mode = $2 where id = $1", id.as_str(), Some("approval"), None).await;
    for member in app.members(2).await {
        app.register(&id, &member).await;
        let cookie = app.sign_in(&member).await;
        let page = shown(&app.get("/today", Some(&cookie)).await.2);
        assert!(page.contains("ホストがひとりずつ確かめて決めます") && !page.contains("番目に"), "{page}");
    }
});
