//! Calendars: one workshop, and a person's own by its secret address.

use assemble::kit::Role;
use assemble::kit::id::{UserId, WorkshopId};
use assemble::workshops::{signed, store};
use http::StatusCode;

use super::course::dates;
use super::{LINK, details};
use crate::both;
use crate::support::{Answer, NOW, TestApp, read};

/// The lines of an answer, unfolded.
pub fn lines(ics: &str) -> Vec<String> {
    ics.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

fn value(ics: &str, name: &str) -> String {
    let found = lines(ics).into_iter().find_map(|line| line.strip_prefix(&format!("{name}:")).map(str::to_owned));
    found.unwrap_or_else(|| panic!("no {name} in {ics}"))
}

impl TestApp {
    /// Makes the address of a person's calendar, by the form of the page; its path.
    pub async fn calendar_path(&self, user: &UserId) -> String {
        let cookie = self.sign_in(user).await;
        let mut conn = self.state.db.read().await.expect("a connection");
        let now = store::calendar::generation(&mut conn, user).await.expect("a number");
        drop(conn);
        let (_, headers, _) = self
            .post_form("/api/workshops/renew_calendar", &[("form[generation]", &now.to_string())], Some(&cookie))
            .await;
        assert_eq!(headers["location"], "/me/calendar?done=address");
        let address = signed::calendar_address(&self.state.config, &self.state.vault, user, now + 1);
        let page = self.get("/me/calendar", Some(&cookie)).await.2;
        assert!(page.contains(&address), "the page shows it: {page}");
        address.strip_prefix("http://localhost:3000").expect("an address of ours").to_owned()
    }

    async fn ics(&self, id: &WorkshopId, user: Option<&UserId>) -> String {
        let cookie = match user {
            Some(user) => Some(self.sign_in(user).await),
            None => None,
        };
        let (status, headers, body) = self.get(&format!("/workshops/{id}/calendar.ics"), cookie.as_deref()).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        assert_eq!(headers["content-type"], "text/calendar; charset=utf-8");
        assert!(headers["content-disposition"].to_str().is_ok_and(|it| it.starts_with("attachment")));
        body
    }

    async fn get_if(&self, path: &str, mark: &str) -> Answer {
        let request = ::http::Request::get(path).header("host", "localhost:3000").header("if-none-match", mark);
        read(self.send(request.body(axum::body::Body::empty()).expect("a request")).await).await
    }
}

both!(an_entry_tells_the_truth_to_each, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(1)).await;
    let people = app.members(2).await;
    let public = app.ics(&id, None).await;
    assert_eq!(value(&public, "UID"), format!("{id}@localhost"));
    assert_eq!(value(&public, "STATUS"), "CONFIRMED");
    assert_eq!(value(&public, "DTSTART;TZID=Asia/Tokyo"), "20261125T193000");
    assert_eq!(value(&public, "DTEND;TZID=Asia/Tokyo"), "20261125T210000");
    assert_eq!(value(&public, "LOCATION"), "神戸 元町 / オンライン");
    assert!(!public.contains("kokodake") && public.contains("BEGIN:VTIMEZONE"));
    for user in &people {
        app.register(&id, user).await;
    }
    let seated = app.ics(&id, Some(&people[0])).await;
    assert_eq!(
        (value(&seated, "STATUS"), value(&seated, "LOCATION")),
        ("CONFIRMED".into(), format!("神戸 元町 / {LINK}"))
    );
    let waiting = app.ics(&id, Some(&people[1])).await;
    assert_eq!(value(&waiting, "STATUS"), "TENTATIVE");
    assert!(!waiting.contains("kokodake") && value(&waiting, "SUMMARY").starts_with("（順番待ち）"));
    let uid = value(&waiting, "UID");
    assert_ne!(uid, value(&public, "UID"));
    let sequence = |ics: &str| value(ics, "SEQUENCE").parse::<i64>().expect("a number");
    let mut last = sequence(&waiting);

    app.give_back(&id, &people[0]).await;
    assert_eq!(value(&app.ics(&id, Some(&people[0])).await, "STATUS"), "CANCELLED");
    let moved = app.ics(&id, Some(&people[1])).await;
    assert_eq!((value(&moved, "STATUS"), value(&moved, "UID")), ("CONFIRMED".into(), uid.clone()));
    assert!(sequence(&moved) > last, "a change of the place raises it");
    last = sequence(&moved);
    app.change(&id, |details| details.place = "三宮".to_owned()).await;
    let changed = app.ics(&id, Some(&people[1])).await;
    assert!(sequence(&changed) > last && value(&changed, "UID") == uid, "so does a change of the workshop");

    let draft = app.draft(&host, details(1)).await;
    let cookie = app.sign_in(&host).await;
    for path in [format!("/workshops/{draft}/calendar.ics"), "/workshops/x/calendar.ics".to_owned()] {
        assert_eq!(app.get(&path, Some(&cookie)).await.0, StatusCode::NOT_FOUND, "{path}");
    }
});

both!(what_gives_a_date_another_number_raises_its_entry, |app| async move {
    let host = app.host().await;
    let dates = dates(&app, &host, 2).await;
    let member = app.person("member", &[]).await;
    app.register(&dates[1], &member).await;
    let told = async |user: Option<&UserId>| {
        let ics = app.ics(&dates[1], user).await;
        assert!(ics.matches("BEGIN:VEVENT").count() == 1 && !ics.contains(dates[0].as_str()), "only this date: {ics}");
        let sequence = value(&ics, "SEQUENCE").parse::<i64>().expect("a number");
        (value(&ics, "SUMMARY"), sequence, value(&ics, "LAST-MODIFIED"))
    };
    let feed = app.get("/workshops/feed.atom", None).await.2;
    assert!(feed.contains("（第1回）</title>") && feed.contains("（第2回）</title>"), "{feed}");
    let before = [told(None).await, told(Some(&member)).await];
    app.travel_to(NOW.plus_hours(1));
    assert!(app.call_off(&dates[0]).await);
    let after = [told(None).await, told(Some(&member)).await];
    for ((name, sequence, changed), (new_name, raised, changed_again)) in before.into_iter().zip(after) {
        assert!(name.contains("第2回") && new_name.contains("第1回"), "{name} {new_name}");
        assert!(raised > sequence && changed_again > changed, "{new_name}");
    }
});

both!(ones_own_calendar_is_read_by_its_address_alone, |app| async move {
    let host = app.host().await;
    let member = app.person("member", &[]).await;
    let id = app.workshop(&host, details(5)).await;
    let other = app.workshop(&host, details(5)).await;
    app.register(&id, &member).await;
    let path = app.calendar_path(&member).await;
    let (status, headers, body) = app.get(&path, None).await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains(LINK), "who has a seat finds the way in");
    assert_eq!(body.matches("BEGIN:VEVENT").count(), 1);
    assert!(!body.contains(other.as_str()) && !headers.contains_key("set-cookie"));
    assert_eq!(headers["cache-control"], "private, no-cache");

    let mark = headers["etag"].to_str().expect("a mark").to_owned();
    let (status, headers, again) = app.get_if(&path, &format!("\"x\", {mark}")).await;
    assert_eq!((status, again.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(headers["etag"], mark.as_str());
    app.travel_to(NOW.plus_minutes(5));
    assert_eq!(app.get_if(&path, &mark).await.0, StatusCode::NOT_MODIFIED, "time alone changes nothing");
    app.change(&id, |details| details.title = "題が変わった".to_owned()).await;
    let (status, headers, body) = app.get_if(&path, &mark).await;
    assert!(status == StatusCode::OK && headers["etag"] != mark.as_str() && body.contains("題が変わった"));

    for wrong in ["/calendar/x.ics".to_owned(), path.replace(".ics", ""), format!("{}A.ics", path.replace(".ics", ""))]
    {
        assert_eq!(app.get(&wrong, None).await.0, StatusCode::NOT_FOUND, "{wrong}");
    }
    let fresh = app.calendar_path(&member).await;
    assert_eq!(app.get(&path, None).await.0, StatusCode::NOT_FOUND, "the old address leads nowhere");
    assert_eq!(app.get(&fresh, None).await.0, StatusCode::OK);
    // Sent twice, from a page that showed the first address: nothing more happens.
    let cookie = app.sign_in(&member).await;
    app.post_form("/api/workshops/renew_calendar", &[("form[generation]", "1")], Some(&cookie)).await;
    assert_eq!(app.get(&fresh, None).await.0, StatusCode::OK);
});

both!(what_was_given_back_stays_for_a_month_as_cancelled, |app| async move {
    let host = app.host().await;
    let member = app.person("member", &[]).await;
    let mut far = details(5);
    (far.starts_at, far.ends_at) = (NOW.plus_days(60), NOW.plus_days(60).plus_hours(2));
    let id = app.workshop(&host, far).await;
    app.register(&id, &member).await;
    let path = app.calendar_path(&member).await;
    app.give_back(&id, &member).await;
    let feed = app.get(&path, None).await.2;
    assert_eq!(value(&feed, "STATUS"), "CANCELLED");
    assert!(!feed.contains("kokodake"));
    app.travel_to(NOW.plus_days(31));
    assert!(!app.get(&path, None).await.2.contains("BEGIN:VEVENT"));
    // Registered again: the new place alone.
    app.register(&id, &member).await;
    let feed = app.get(&path, None).await.2;
    assert_eq!((feed.matches("BEGIN:VEVENT").count(), value(&feed, "STATUS")), (1, "CONFIRMED".to_owned()));
});

both!(nobody_makes_an_address_signed_out, |app| async move {
    for (name, fields) in [
        ("renew_calendar", vec![("form[generation]", "0")]),
        ("choose_letters", vec![]),
        ("calendar", vec![]),
        ("letters", vec![]),
    ] {
        let status = app.post_json_client(&format!("/api/workshops/{name}"), &fields, None).await.0;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{name}");
    }
    let status = app.post_json_client("/api/workshops/stopping", &[("token", "x")], None).await.0;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/me/calendar", None).await.1["location"], "/sign-in?next=/me/calendar");
});

both!(the_feed_for_everybody_and_the_pages_head, |app| async move {
    let host = app.person("水野 & Co <b>", &[Role::Host]).await;
    let mut one = details(3);
    one.title = "</script><script>alert(1)</script> \"内省\" & 交流".to_owned();
    one.starts_at = NOW.plus_hours(3);
    let id = app.workshop(&host, one).await;
    let draft = app.draft(&host, details(3)).await;
    let (status, headers, feed) = app.get("/workshops/feed.atom", None).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["content-type"], "application/atom+xml; charset=utf-8");
    assert!(feed.contains(&format!("<id>urn:uuid:{id}</id>")) && !feed.contains(draft.as_str()));
    assert!(feed.contains("&lt;/script&gt;") && !feed.contains("<script") && !feed.contains("kokodake"));
    assert!(feed.contains("<updated>2026-11-24T10:30:00+00:00</updated>"), "{feed}");
    let mark = headers["etag"].to_str().expect("a mark");
    assert_eq!(app.get_if("/workshops/feed.atom", mark).await.0, StatusCode::NOT_MODIFIED);

    let (_, _, html) = app.get(&format!("/workshops/{id}"), None).await;
    let (head, _) = html.split_once("</head>").expect("a head");
    let event = structured(&app, &id).await;
    assert_eq!(event["name"], "</script><script>alert(1)</script> \"内省\" & 交流");
    assert_eq!(event["@type"], "Event");
    assert_eq!(event["eventStatus"], "https://schema.org/EventScheduled");
    assert_eq!(event["eventAttendanceMode"], "https://schema.org/MixedEventAttendanceMode");
    let offer = &event["offers"];
    assert!(offer["price"].is_null() && offer["description"].is_null(), "nobody said that it is free: {offer}");
    for (fee, price) in [("1,000円（資料代）", serde_json::Value::Null), ("無料", "0".into())] {
        app.sql("update workshops set fee = $2 where id = $1", id.as_str(), Some(fee), None).await;
        let again = structured(&app, &id).await;
        assert_eq!((&again["offers"]["description"], &again["offers"]["price"]), (&fee.into(), &price));
    }
    assert_eq!(event["startDate"], "2026-11-24T22:30:00+09:00");
    assert!(!head.contains("<script>alert") && !head.contains("kokodake"), "{head}");
    assert_eq!(head.matches("name=\"description\"").count(), 1, "{head}");
    for name in ["og:title", "og:type", "og:description", "og:url", "og:image"] {
        assert_eq!(head.matches(&format!("property=\"{name}\"")).count(), 1, "{name}");
    }
    assert!(head.contains("nonce=") && head.contains("rel=\"canonical\""));
    assert!(app.get("/workshops", None).await.2.contains("name=\"description\""));
});

/// What a workshop's page tells machines.
async fn structured(app: &TestApp, id: &WorkshopId) -> serde_json::Value {
    let html = app.get(&format!("/workshops/{id}"), None).await.2;
    let json = html.split_once("application/ld+json").and_then(|(_, rest)| rest.split_once('>')).expect("data").1;
    let json = json.split_once("</script>").expect("an end").0;
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

both!(machines_read_where_it_is_whether_it_takes_place_and_whether_a_seat_is_left, |app| async move {
    let host = app.host().await;
    let with = |place: &str, link: &str| {
        let mut one = details(1);
        (one.place, one.online_url) = (place.to_owned(), link.to_owned());
        one
    };
    let (online, onsite) =
        (app.workshop(&host, with("", LINK)).await, app.workshop(&host, with("神戸 元町", "")).await);
    let word = |event: &serde_json::Value, name: &str| {
        let value = if name == "availability" { &event["offers"][name] } else { &event[name] };
        value.as_str().and_then(|value| value.strip_prefix("https://schema.org/")).expect("a word").to_owned()
    };
    let event = structured(&app, &online).await;
    assert_eq!(word(&event, "eventAttendanceMode"), "OnlineEventAttendanceMode");
    let page = format!("http://localhost:3000/workshops/{online}");
    // The way in is for those with a seat: machines are told of the page.
    let location = serde_json::json!([{ "@type": "VirtualLocation", "url": page }]);
    assert_eq!((&event["location"], &event["url"]), (&location, &page.into()));
    let event = structured(&app, &onsite).await;
    assert_eq!(word(&event, "eventAttendanceMode"), "OfflineEventAttendanceMode");
    assert_eq!(
        (event["location"].as_array().map(Vec::len), &event["location"][0]["name"]),
        (Some(1), &"神戸 元町".into())
    );
    assert_eq!(
        (word(&event, "eventStatus"), word(&event, "availability")),
        ("EventScheduled".into(), "InStock".into())
    );

    let member = app.person("member", &[]).await;
    app.register(&onsite, &member).await;
    let event = structured(&app, &onsite).await;
    assert_eq!(
        (word(&event, "eventStatus"), word(&event, "availability")),
        ("EventScheduled".into(), "SoldOut".into())
    );
    assert!(app.call_off(&online).await);
    let event = structured(&app, &online).await;
    assert_eq!(
        (word(&event, "eventStatus"), word(&event, "availability")),
        ("EventCancelled".into(), "SoldOut".into())
    );
});
