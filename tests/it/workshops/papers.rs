//! Pages and files of the day over the router: who gets which, and what is in them.

use assemble::kit::Role;
use assemble::workshops::day::model::Presence;
use axum::body::{Body, to_bytes};
use http::StatusCode;

use super::details;
use crate::both;
use crate::clients;
use crate::http::form_cookie;
use crate::mail::Sink;
use crate::support::{NOW, TestApp, shown};

/// A title as nobody should write one.
const TITLE: &str = "会、そして; \"題\" 🌱, 二";

async fn file(app: &TestApp, path: &str, cookie: Option<&str>) -> (StatusCode, http::HeaderMap, Vec<u8>) {
    let mut request = http::Request::get(path).header("host", "localhost:3000");
    if let Some(cookie) = cookie {
        request = request.header("cookie", cookie);
    }
    let (parts, body) = app.send(request.body(Body::empty()).expect("a request")).await.into_parts();
    (parts.status, parts.headers, to_bytes(body, usize::MAX).await.expect("a body").to_vec())
}

/// What another program reads in a PDF, without blanks.
fn read_pdf(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).expect("a PDF");
    let text = document.extract_text(&[1]).expect("text");
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

async fn rename(app: &TestApp, sql: &'static str, id: &str, to: &'static str) {
    let input = (id.to_owned(), to);
    let write = app.state.db.write(input, move |tx, (id, to)| {
        Box::pin(async move {
            sqlx::query(sql).bind(id.as_str()).bind(*to).execute(tx).await?;
            Ok(())
        })
    });
    write.await.expect("renamed");
}

both!(every_door_of_the_day_is_guarded, |app| async move {
    let (host, id, people) = app.gathering(2, 2).await;
    let registration = app.registration(&id, &people[0]).await.to_string();
    app.mark(&host, &id, &people[0], Presence::Here).await;
    app.travel_to(NOW.plus_days(2));
    app.certify(&host, &id).await;
    let code = app.certificates_of(&people[0]).await[0].code.clone();
    let other = app.sign_in(&app.person("other", &[Role::Host]).await).await;
    let stranger = app.sign_in(&app.person("stranger", &[]).await).await;
    let member = app.sign_in(&people[0]).await;
    let organiser = app.sign_in(&app.person("organiser", &[Role::Admin]).await).await;
    let host = app.sign_in(&host).await;
    let id = id.to_string();
    let form = [
        ("form[workshop]", id.as_str()),
        ("form[registration]", &registration),
        ("form[user]", people[1].as_str()),
        ("form[presence]", "here"),
        ("form[code]", &code),
        ("form[room]", "open"),
        ("form[share]", "100"),
        ("form[minutes]", "90"),
        ("form[reason]", "訂正"),
        ("id", &id),
        ("q", ""),
    ];
    let hosts =
        ["check_in", "mark", "mark_code", "walk_in", "room", "after", "share", "terms", "certify", "revoke", "sheet"];
    let call = async |name: &str, cookie: Option<&str>| {
        app.post_json_client(&format!("/api/workshops/{name}"), &form, cookie).await.0
    };
    for name in hosts {
        assert_eq!(call(name, None).await, StatusCode::UNAUTHORIZED, "{name}");
        for cookie in [&other, &stranger, &member] {
            assert_eq!(call(name, Some(cookie)).await, StatusCode::NOT_FOUND, "{name}");
        }
    }
    for name in ["check_in", "mark", "walk_in", "after", "share", "terms", "certify", "sheet", "room"] {
        for cookie in [&host, &organiser] {
            assert_eq!(call(name, Some(cookie)).await, StatusCode::OK, "{name}");
        }
    }
    for name in ["ticket", "feedback_page", "enter", "give_feedback", "my_certificates"] {
        assert_eq!(call(name, None).await, StatusCode::UNAUTHORIZED, "{name}");
    }
    let form = [form.as_slice(), &[("form[helpful]", "5"), ("form[safe]", "5")]].concat();
    for name in ["ticket", "feedback_page", "enter", "give_feedback"] {
        let path = format!("/api/workshops/{name}");
        let (status, _, _) = app.post_json_client(&path, &form, Some(&stranger)).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{name}: only those with a seat");
    }
    for page in ["check-in", "after", "sheet", "people.csv"] {
        let path = format!("/host/{id}/{page}");
        let (status, headers, _) = app.get(&path, None).await;
        assert!(status.is_redirection() && headers["location"].to_str().expect("text").starts_with("/sign-in?next="));
        for cookie in [&other, &stranger, &member] {
            assert_eq!(app.get(&path, Some(cookie)).await.0, StatusCode::NOT_FOUND, "{page}");
        }
        for cookie in [&host, &organiser] {
            assert_eq!(app.get(&path, Some(cookie)).await.0, StatusCode::OK, "{page}");
        }
    }
    let pdf = format!("/me/certificates/{code}/pdf");
    assert!(app.get(&pdf, None).await.0.is_redirection());
    for cookie in [&host, &organiser, &other, &stranger] {
        assert_eq!(app.get(&pdf, Some(cookie)).await.0, StatusCode::NOT_FOUND);
    }
    assert_eq!(file(&app, &pdf, Some(&member)).await.0, StatusCode::OK);
    for page in ["ticket", "feedback"] {
        let path = format!("/workshops/{id}/{page}");
        assert_eq!(app.get(&path, Some(&stranger)).await.0, StatusCode::NOT_FOUND, "{page}");
        assert_eq!(app.get(&path, Some(&member)).await.0, StatusCode::OK, "{page}");
    }
});

both!(a_certificate_is_read_back_and_verified, |app| async move {
    let (host, id, people) = app.gathering(3, 3).await;
    let names = ["髙﨑 𠮷子", "み🌱なと\u{202e}", "=SUM(1), \"佐藤\""];
    for (user, name) in people.iter().zip(names) {
        rename(&app, "update users set name = $2 where id = $1", user.as_str(), name).await;
        app.mark(&host, &id, user, Presence::Here).await;
    }
    rename(&app, "update workshops set title = $2 where id = $1", id.as_str(), TITLE).await;
    app.travel_to(NOW.plus_days(2));
    assert_eq!(app.certify(&host, &id).await, 3);
    let mut texts = Vec::new();
    for user in &people {
        let code = app.certificates_of(user).await[0].code.clone();
        let cookie = app.sign_in(user).await;
        let (status, headers, bytes) = file(&app, &format!("/me/certificates/{code}/pdf"), Some(&cookie)).await;
        assert_eq!((status, &headers["content-type"]), (StatusCode::OK, &"application/pdf".parse().expect("a value")));
        assert!(headers["content-disposition"].to_str().expect("text").contains("filename*=UTF-8''"));
        assert_eq!(headers["cache-control"], "no-store");
        assert!(bytes.len() < 200_000, "the whole font is in it: {}", bytes.len());
        texts.push((code, read_pdf(&bytes)));
    }
    let (code, text) = &texts[0];
    for wanted in ["受講証明書", "髙﨑𠮷子様", "2026年11月25日", "90分", code, "会、そして;\"題\"〓,二", "Assemble"]
    {
        let text = text.replace('-', "");
        assert!(text.contains(&wanted.replace(' ', "")), "{wanted}: {text}");
    }
    assert!(texts[1].1.contains("み〓なと"), "{}", texts[1].1);
    assert!(texts[1].1.contains("この書体にない文字"), "it does not say so");
    assert!(texts[2].1.contains("=SUM(1),\"佐藤\""), "{}", texts[2].1);

    let (status, headers, page) = app.get(&format!("/certificates/{}", code.to_lowercase()), None).await;
    assert_eq!((status, &headers["x-robots-tag"]), (StatusCode::OK, &"noindex".parse().expect("a value")));
    for wanted in
        ["髙﨑 𠮷子", "この証明書は有効です", "2026年11月25日", "🌱", "90分", "Assemble", "<dd dir=\"auto\">host</dd>"]
    {
        assert!(shown(&page).contains(wanted), "{wanted}");
    }
    let (_, _, page) = app.get("/certificates/AAAA-AAAA-AAAA", None).await;
    assert!(page.contains("このコードの証明書はありません"));
    let asked = app.get("/certificates", None).await.2;
    assert!(asked.contains("action=\"/certificates\"") && asked.contains("name=\"code\""), "{asked}");
    assert!(!asked.contains("このコードの証明書はありません"), "nothing was asked yet");
    let answer = app.get(&format!("/certificates?code={code}"), None).await.2;
    assert!(answer.contains("この証明書は有効です"), "{answer}");
    app.revoke(&host, &id, code).await;
    let answer = app.get(&format!("/certificates/{code}"), None).await.2;
    assert!(answer.contains("に取り消されました") && !answer.contains("この証明書は有効です"), "{answer}");
    let cookie = app.sign_in(&people[0]).await;
    let (status, ..) = file(&app, &format!("/me/certificates/{code}/pdf"), Some(&cookie)).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "a revoked one is not handed out");
    let (_, _, mine) = app.get("/me/certificates", Some(&cookie)).await;
    assert!(mine.contains("取り消されました"));
});

both!(the_list_opens_in_spreadsheets_and_holds_no_formula, |app| async move {
    let (host, id, people) = app.gathering(3, 4).await;
    for (user, name) in people.iter().zip(["=1+1", "佐藤\rさくら", "\"か\"; と, 🌱"]) {
        rename(&app, "update users set name = $2 where id = $1", user.as_str(), name).await;
    }
    rename(&app, "update workshops set title = $2 where id = $1", id.as_str(), TITLE).await;
    app.mark(&host, &id, &people[0], Presence::Here).await;
    rename(&app, "update registrations set paid_at = cast($2 as bigint) where user_id = $1", people[0].as_str(), "1")
        .await;
    let cookie = app.sign_in(&host).await;
    let (status, headers, bytes) = file(&app, &format!("/host/{id}/people.csv"), Some(&cookie)).await;
    assert_eq!(
        (status, &headers["content-type"]),
        (StatusCode::OK, &"text/csv; charset=utf-8".parse().expect("a value"))
    );
    assert!(headers["content-disposition"].to_str().expect("text").contains("%E5%90%8D%E7%B0%BF"));
    let text = String::from_utf8(bytes).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("a mark for spreadsheets");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!((&rows[0][0], &rows[0][1], &rows[0][3]), (TITLE, "'=1+1", "受付ずみ"));
    assert_eq!((&rows[1][1], &rows[2][1], &rows[3][3]), ("佐藤\nさくら", "\"か\"; と, 🌱", "順番待ち"));
    let head = text.lines().next().expect("a head");
    assert!(head.starts_with("集まり,お名前") && head.ends_with("支払い"), "{head}");
    assert_eq!((&rows[1][3], &rows[0][9], &rows[1][9]), ("席あり", "支払い確認", ""), "as the table says it");
});

both!(pages_of_the_day_work_without_javascript, |app| async move {
    let (host, id, people) = app.gathering(2, 2).await;
    rename(&app, "update users set name = $2 where id = $1", people[1].as_str(), "ミナト<script>").await;
    let cookie = app.sign_in(&host).await;
    let member = app.sign_in(&people[0]).await;
    let (_, _, ticket) = app.get(&format!("/workshops/{id}/ticket"), Some(&member)).await;
    assert!(ticket.contains("<svg viewBox=\"0 0 ") && ticket.contains("ticket-code"), "no ticket");
    assert!(ticket.contains("着いたら、ホストにこの画面を見せてください"), "{ticket}");
    rename(&app, "update workshops set place = $2 where id = $1", id.as_str(), "").await;
    let (_, _, ticket) = app.get(&format!("/workshops/{id}/ticket"), Some(&member)).await;
    assert!(ticket.contains("見せる必要はありません") && !ticket.contains("着いたら"), "{ticket}");
    let (status, headers, page) = app.get(&format!("/host/{id}/check-in?code=ABC"), Some(&cookie)).await;
    assert_eq!(status, StatusCode::OK);
    assert!(headers["permissions-policy"].to_str().expect("text").contains("camera=(self)"));
    assert!(page.contains("value=\"ABC\"") && page.contains("src=\"/scan.js\"") && !page.contains("ミナト<script>"));
    let (_, headers, _) = app.get(&format!("/host/{id}"), Some(&cookie)).await;
    assert!(headers["permissions-policy"].to_str().expect("text").contains("camera=()"));
    let registration = app.registration(&id, &people[0]).await.to_string();
    let form = [("form[workshop]", id.as_str()), ("form[registration]", &registration), ("form[presence]", "here")];
    let (status, headers, _) = app.post_form("/api/workshops/mark", &form, Some(&cookie)).await;
    assert!(status.is_redirection());
    let next = headers["location"].to_str().expect("text").to_owned();
    assert!(next.starts_with(&format!("/host/{id}/check-in?")), "{next}");
    let (_, _, page) = app.get(next.split('#').next().expect("a path"), Some(&cookie)).await;
    assert!(page.contains("member0さんを受付しました"), "the host does not hear it");
    let (_, _, page) = app.get(&format!("/host/{id}/check-in?who={registration}&again=1"), Some(&cookie)).await;
    assert!(page.contains("member0さんは、もう受付ずみです（") && page.contains("data-fresh=\"people\""), "{page}");
    let found = app.get(&format!("/host/{id}/check-in?q=%E3%81%BF%E3%81%AA%E3%81%A8"), Some(&cookie)).await;
    assert_eq!(found.0, StatusCode::OK);
    assert!(found.2.contains("ミナト"), "kana are not folded: {}", found.2);
    assert!(!found.2.contains("member0"), "others are found, too: {}", found.2);
    let (_, _, sheet) = app.get(&format!("/host/{id}/sheet"), Some(&cookie)).await;
    assert!(sheet.contains("sign-box") && sheet.contains("member0"));
});

/// A text with its blanks and breaks made alike, as where they are not kept.
fn blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

// The same title goes through everything that is written of a workshop, and other programs read it back.
both!(one_title_survives_wherever_it_stands, |app| async move {
    let host = app.host().await;
    let member = app.person("minato", &[]).await;
    let mut about = details(3);
    about.title = clients::TITLE.to_owned();
    let id = app.workshop(&host, about).await;
    app.register(&id, &member).await;
    let (mine, desk) = (app.sign_in(&member).await, app.sign_in(&host).await);
    let lines = clients::TITLE.replace('\r', "\n");

    let ics = app.get(&format!("/workshops/{id}/calendar.ics"), Some(&mine)).await.2;
    let read = clients::python("icalendar", &ics);
    assert_eq!((&read["events"][0]["summary"], &read["errors"]), (&lines.as_str().into(), &serde_json::json!([])));

    let sink = Sink::open(&[]).await;
    assert_eq!(sink.postman(&app).send_due(&app.state).await.expect("a round").sent, 1);
    let letter = clients::python("letter", &sink.taken()[0].replace('\n', "\r\n"));
    assert_eq!((&letter["defects"], &letter["events"][0]["summary"]), (&serde_json::json!([]), &lines.as_str().into()));
    let subject = letter["subject"].as_str().expect("a subject");
    assert!(blanks(subject).contains(&blanks(clients::TITLE)), "{subject}");

    let (_, _, bytes) = file(&app, &format!("/host/{id}/people.csv"), Some(&desk)).await;
    let text = String::from_utf8(bytes).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let row = reader.records().next().expect("a row").expect("a row");
    assert_eq!((&row[0], &row[1]), (lines.as_str(), "minato"));

    let page = app.get(&format!("/workshops/{id}"), Some(&mine)).await.2;
    let page = shown(&page).replace("&quot;", "\"");
    let head = page.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).expect("a heading");
    assert_eq!(blanks(head.split_once('>').expect("an end").1), blanks(clients::TITLE));

    app.travel_to(NOW.plus_days(1).plus_minutes(-15));
    app.mark(&host, &id, &member, Presence::Here).await;
    app.travel_to(NOW.plus_days(2));
    assert_eq!(app.certify(&host, &id).await, 1);
    let code = app.certificates_of(&member).await[0].code.clone();
    let (status, _, bytes) = file(&app, &format!("/me/certificates/{code}/pdf"), Some(&mine)).await;
    assert_eq!(status, StatusCode::OK);
    // The font has no candle: the printers' mark stands for it, and the page says so.
    let unseen = |c: &char| !c.is_whitespace() && *c != '\u{fe0f}';
    let wanted: String = clients::TITLE.replace('🕯', "〓").chars().filter(unseen).collect();
    let text = read_pdf(&bytes);
    assert!(text.contains(&wanted) && text.contains("この書体にない文字"), "{wanted}: {text}");
});

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn certificates_cannot_be_guessed_in_a_row() {
    let app = TestApp::new(crate::support::On::Sqlite).await;
    let mut last = StatusCode::OK;
    for _ in 0..40 {
        last = app.post_json_client("/api/workshops/verify", &[("code", "AAAAAAAAAAAA")], None).await.0;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

both!(a_fold_that_holds_a_refused_field_stands_open, |app| async move {
    let (host, id, members) = app.gathering(4, 2).await;
    let session = app.sign_in(&host).await;
    for user in &members {
        app.mark(&host, &id, user, Presence::Here).await;
    }
    let page = format!("/host/{id}/after");
    let registration = app.registration(&id, &members[0]).await;
    let open = |html: &str| html.split("<details").skip(1).filter(|one| opening(one).contains(" open")).count();
    let quiet = app.get(&page, Some(&session)).await.2;
    assert_eq!(open(&quiet), 0, "{quiet}");
    let share = [
        ("form_key", registration.as_str()),
        ("form[workshop]", id.as_str()),
        ("form[registration]", registration.as_str()),
        ("form[share]", "120"),
    ];
    let long = "点".repeat(41);
    let points = [
        ("form[workshop]", id.as_str()),
        ("form[minutes]", "90"),
        ("form[share]", "80"),
        ("form[points][nurse]", long.as_str()),
    ];
    for (path, fields) in [("/api/workshops/share", share), ("/api/workshops/terms", points)] {
        let (_, headers, _) = app.post_form_from(&page, path, &fields, Some(&session)).await;
        let cookies = format!("{session}; {}", form_cookie(&headers));
        let html = app.get(&page, Some(&cookies)).await.2;
        assert_eq!(open(&html), 1, "only that one: {html}");
        assert!(html.contains("もう一度見てほしいところがあります"), "{html}");
    }
});

/// The tag that a piece of a page behind `<` begins with.
fn opening(piece: &str) -> &str {
    piece.split('>').next().unwrap_or_default()
}
