//! Who sees what: the author, their coach, and nobody else.

mod counting;
mod giving;

use assemble::accounts::store::closing::{self, Closed};
use assemble::coaching::cohorts::leaving;
use assemble::kit::id::{CohortId, UserId};
use http::StatusCode;
use sqlx::Row;

use super::filling::{line, rings};
use super::{ALONE, Sitter};
use crate::demo;
use crate::journal::run;
use crate::support::{NOW, TestApp, shown};
use crate::worksheets::circle;

async fn texts(app: &TestApp, sql: &'static str) -> Vec<String> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query(sql).fetch_all(&mut *conn).await.expect("rows");
    rows.iter().map(|row| row.get(0)).collect()
}

/// Puts the author of a sheet and a coach into one cohort; the coach and their cookie.
pub async fn coached(app: &TestApp, sitter: &Sitter<'_>) -> (String, String) {
    use assemble::admin::store::{create_cohort, join_cohort};
    use assemble::kit::Role;
    use assemble::kit::id::CohortId;
    let coach = app.person("kitagawa", &[Role::Coach]).await;
    let cohort: CohortId = app.state.new_id();
    let input = (cohort, sitter.user.clone(), coach.clone());
    let made = app.state.db.write(input, |tx, (cohort, member, coach)| {
        Box::pin(async move {
            create_cohort(tx, cohort, "第一期生", crate::support::NOW).await?;
            join_cohort(tx, cohort, member, "member", crate::support::NOW).await?;
            join_cohort(tx, cohort, coach, "coach", crate::support::NOW).await.map(drop)
        })
    });
    made.await.expect("a cohort");
    let cookie = app.sign_in(&coach).await;
    (coach.to_string(), cookie)
}

/// The same, with a coach of their own name.
async fn circle_of(app: &TestApp, sitter: &Sitter<'_>) -> String {
    let coach = app.person(&format!("the coach of {}", sitter.id()), &[assemble::kit::Role::Coach]).await;
    crate::journal::cohort(app, &coach, &sitter.user).await;
    coach.to_string()
}

/// Shows a finished sheet; the copy's id.
pub async fn show(app: &TestApp, sitter: &Sitter<'_>, coach: &str, also: &[&str]) -> String {
    let mut fields = vec![("form[id]", sitter.id()), ("form[coach]", coach), ("form[seen]", "true")];
    fields.extend(also.iter().map(|one| ("form[extras][]", *one)));
    let sent = sitter.send("share", &fields).await;
    assert_eq!(sent.location, format!("{}/result?done=shared", sitter.path), "{}", sent.page);
    texts(app, "select id from worksheet_shares where revoked_at is null order by shared_at, id")
        .await
        .pop()
        .expect("a copy")
}

pub async fn seen(app: &TestApp, cookie: &str, copy: &str) -> (StatusCode, String) {
    let (status, _, body) = app.get(&format!("/coach/sheets/{copy}"), Some(cookie)).await;
    (status, body.replace("<!>", ""))
}

demo!(a_coach_sees_the_bars_and_the_words_and_nothing_else, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    sitter.finish(&ALONE).await;
    let (coach, cookie) = coached(&app, &sitter).await;
    let result = sitter.page("/result").await;
    assert_eq!(result.matches("<span class=\"tag\">切</span>").count(), 3, "three switches, all off");
    let preview = sitter.page(&format!("/share?coach={coach}")).await;
    assert!(preview.contains("夜勤明けの引きつぎのこと") && preview.contains("<td>19</td>"));
    assert!(texts(&app, "select id from worksheet_shares").await.is_empty(), "looking sends nothing");
    let copy = show(&app, &sitter, &coach, &[]).await;
    let letters = texts(&app, "select text_body from letters where kind = 'sheet_shown'").await;
    let [letter] = letters.as_slice() else { panic!("one letter: {letters:?}") };
    assert!(letter.contains("/coach#shown\n") && !letter.contains(&copy) && !letter.contains("夜勤"), "{letter}");
    let (_, _, desk) = app.get("/coach", Some(&cookie)).await;
    assert!(desk.contains(&format!("/coach/sheets/{copy}")), "{desk}");
    let (status, body) = seen(&app, &cookie, &copy).await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains("<td>19</td>") && body.contains("夜勤明けの引きつぎのこと"));
    let still = format!("/coach/sheets/{copy}/still");
    assert!(body.contains(&format!("data-still=\"{still}\"")) && body.contains("/watch.js"));
    assert_eq!(app.get(&still, Some(&cookie)).await.0, StatusCode::NO_CONTENT);
    let receipts = app.get("/me/consents", Some(&sitter.cookie)).await.2;
    assert!(receipts.contains("kitagawaさんへ") && receipts.contains(&format!("{}/result", sitter.path)));
    assert!(
        !body.contains("深めながらひろげる") && !body.contains("ひとりで抱えなくて"),
        "neither the map nor the hook"
    );
    let (_, _, log) = app.get("/me/readers", Some(&sitter.cookie)).await;
    assert!(log.contains("ワークの結果"), "the author sees who looked: {log}");
    // The way of the value cards does not open it.
    let (status, _, _) = app.get(&format!("/coach/values/{copy}"), Some(&cookie)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);

    let other = circle(&app, "haruka", "yoshida").await;
    let other_coach = app.sign_in(&other.coach).await;
    for cookie in [&other_coach, &other.cookie, &sitter.cookie] {
        assert_ne!(seen(&app, cookie, &copy).await.0, StatusCode::OK);
    }
    let taken = sitter.send("take_back", &[("form[id]", &copy)]).await;
    assert_eq!(taken.location, format!("{}/result?done=withdrawn", sitter.path));
    assert_eq!(seen(&app, &cookie, &copy).await.0, StatusCode::NOT_FOUND);
    assert_eq!(app.get(&still, Some(&cookie)).await.0, StatusCode::NOT_FOUND);
    let sealed = texts(&app, "select cast(length(body) as text) from worksheet_shares").await;
    assert_eq!(sealed, ["0"], "its words are gone");
    let copy = show(&app, &sitter, &coach, &[]).await;
    let (_, _, list) = app.get("/me/consents", Some(&sitter.cookie)).await;
    assert!(list.contains("わたしの職業アイデンティティの地図（") && list.contains(&copy), "{list}");
    let listed = [("form[id]", copy.as_str()), ("form[from]", "consents")];
    assert_eq!(sitter.send("take_back", &listed).await.location, "/me/consents?done=revoked");
    assert_eq!(seen(&app, &cookie, &copy).await.0, StatusCode::NOT_FOUND);
    let copy = show(&app, &sitter, &coach, &[]).await;
    sitter.send("delete", &[("form[id]", sitter.id())]).await;
    assert_eq!(seen(&app, &cookie, &copy).await.0, StatusCode::NOT_FOUND, "gone with the sheet");
});

/// The names of the fields in which a page asks why something may go.
fn asked(page: &str) -> Vec<String> {
    let rest = page.split("name=\"form[reasons][").skip(1);
    rest.filter_map(|rest| Some(format!("form[reasons][{}]", rest.split_once(']')?.0))).collect()
}

demo!(what_leads_to_a_person_goes_only_for_a_reason, |app| async move {
    // Plain letters are looked at like all others.
    for (name, talk, kinds) in [
        ("minato", "佐藤花子さんの家へ090-1234-5678で電話したこと", vec!["person", "phone"]),
        ("mika", "090-1234-5678", vec!["phone"]),
    ] {
        let sitter = Sitter::begins(&app, name, "w4").await;
        let mut fields = ALONE.to_vec();
        fields.retain(|(name, _)| *name != "form[f][talk]");
        fields.push(("form[f][talk]", talk));
        sitter.finish(&fields).await;
        let coach = circle_of(&app, &sitter).await;
        let preview = sitter.page(&format!("/share?coach={coach}")).await;
        assert!(preview.contains("だれか分かりそうなことばが見つかりました"), "{preview}");
        let reasons = asked(&preview);
        assert!(reasons.len() >= kinds.len(), "{preview}");
        let seen = [("form[id]", sitter.id()), ("form[coach]", coach.as_str()), ("form[seen]", "true")];
        for reason in ["", "because"] {
            let mut send = seen.to_vec();
            send.extend(reasons.iter().map(|field| (field.as_str(), reason)));
            let (status, _, body) = app.post_json_client("/api/sheets/share", &send, Some(&sitter.cookie)).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        }
        assert!(texts(&app, "select id from worksheet_shares").await.is_empty());
        let mut send = seen.to_vec();
        send.extend(reasons.iter().map(|field| (field.as_str(), "invented")));
        let sent = sitter.send("share", &send).await;
        assert_eq!(sent.location, format!("{}/result?done=shared", sitter.path), "{}", sent.page);
        let log = "select d.kind || d.decision from deid_decisions d join worksheet_shares s on s.id = d.object_id
                   where d.object_kind = 'sheet_share' order by d.kind";
        let log = texts(&app, log).await;
        assert!(kinds.iter().all(|kind| log.contains(&format!("{kind}invented"))), "{log:?}");
        for gone in ["delete from deid_decisions", "delete from worksheet_shares"] {
            crate::journal::run(&app, gone).await;
        }
    }
});

demo!(a_coach_who_closes_keeps_no_words, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    sitter.finish(&ALONE).await;
    let (coach, _) = coached(&app, &sitter).await;
    show(&app, &sitter, &coach, &[]).await;
    let coach: UserId = coach.parse().expect("an id");
    let closing = app.state.db.write((app.state.config.clone(), coach), |tx, (config, coach)| {
        Box::pin(closing::close(tx, config, coach, NOW))
    });
    assert!(closing.await.expect("closed") == Closed::Done);
    assert_eq!(texts(&app, "select cast(length(body) as text) from worksheet_shares").await, ["0"]);
    assert!(sitter.page("/result").await.contains("夜勤明けの引きつぎのこと"), "its author has it still");
});

async fn leave(app: &TestApp, cohort: &CohortId, person: &UserId) {
    let input = (app.state.config.clone(), cohort.clone(), person.clone());
    let left = app
        .state
        .db
        .write(input, |tx, (config, cohort, person)| Box::pin(leaving::leave(tx, config, cohort, person, NOW)));
    left.await.expect("left");
}

demo!(what_was_shown_ends_with_the_last_cohort_of_both, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    sitter.finish(&ALONE).await;
    let (coach, cookie) = coached(&app, &sitter).await;
    let first: CohortId = texts(&app, "select id from cohorts").await[0].parse().expect("an id");
    let coach_id: UserId = coach.parse().expect("an id");
    let second = crate::journal::cohort(&app, &coach_id, &sitter.user).await;
    let copy = show(&app, &sitter, &coach, &[]).await;
    leave(&app, &first, &sitter.user).await;
    assert_eq!(seen(&app, &cookie, &copy).await.0, StatusCode::OK, "they are in another one");
    leave(&app, &second, &sitter.user).await;
    assert_eq!(seen(&app, &cookie, &copy).await.0, StatusCode::NOT_FOUND);
    assert_eq!(texts(&app, "select cast(length(body) as text) from worksheet_shares").await, ["0"]);
    let held = "select id from worksheet_shares where revoked_at is null";
    assert!(texts(&app, held).await.is_empty(), "and the receipts say so");
    crate::journal::cohort(&app, &coach_id, &sitter.user).await;
    assert_eq!(seen(&app, &cookie, &copy).await.0, StatusCode::NOT_FOUND, "when they meet again it is shown anew");
    let newer = show(&app, &sitter, &coach, &[]).await;
    assert_eq!(seen(&app, &cookie, &newer).await.0, StatusCode::OK);
});

demo!(barriers_go_along_only_when_ticked, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w8").await;
    let fields = [
        ("form[f][value_work]", "声の小さい人の側に"),
        ("form[f][barrier_work]", "会議の多さ"),
        ("form[f][barrier_rest]", "眠れない夜"),
        ("form[f][importance_work]", "9"),
    ];
    sitter.finish(&fields).await;
    let (coach, cookie) = coached(&app, &sitter).await;
    let copy = show(&app, &sitter, &coach, &[]).await;
    let (_, body) = seen(&app, &cookie, &copy).await;
    assert!(body.contains("声の小さい人の側に") && !body.contains("会議の多さ") && !body.contains("眠れない夜"));
    let copy = show(&app, &sitter, &coach, &["work"]).await;
    let (_, body) = seen(&app, &cookie, &copy).await;
    assert!(body.contains("会議の多さ") && !body.contains("眠れない夜"));
    let open = texts(&app, "select id from worksheet_shares where revoked_at is null").await;
    assert_eq!(open, [copy], "the newer copy took the place of the older");
});

demo!(a_line_shows_only_its_marked_points, |app| async move {
    let sitter = line(&app).await;
    let change = [
        ("form[act]", "put"),
        ("form[f][point]", "3"),
        ("form[f][title]", "休職"),
        ("form[f][when]", "year"),
        ("form[f][year]", "2016"),
        ("form[f][y]", "1"),
        ("form[f][share]", "true"),
    ];
    sitter.press(&change).await;
    sitter.finish(&[]).await;
    let (coach, cookie) = coached(&app, &sitter).await;
    let copy = show(&app, &sitter, &coach, &[]).await;
    let (_, body) = seen(&app, &cookie, &copy).await;
    assert!(body.contains("休職") && !body.contains("はじめての担当"), "{body}");
});

demo!(a_map_shows_counts_and_no_alias_unless_ticked, |app| async move {
    let sitter = rings(&app).await;
    sitter.finish(&[]).await;
    let (coach, cookie) = coached(&app, &sitter).await;
    let result = sitter.page("/result").await;
    assert!(!result.contains("ライブの場"), "never to live sessions");
    assert!(!result.contains("名前のない統計"), "nothing of it is counted, so nothing is asked");
    for kind in ["live", "statistics"] {
        let allow = [("form[id]", sitter.id()), ("form[kind]", kind), ("form[to]", "on")];
        let (status, _, _) = app.post_json_client("/api/sheets/switch", &allow, Some(&sitter.cookie)).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{kind}");
    }
    let (status, _, _) = app
        .post_json_client(
            "/api/worksheets/count",
            &[("form[id]", sitter.id()), ("form[act]", "on")],
            Some(&sitter.cookie),
        )
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(texts(&app, "select kind from worksheet_consents").await.is_empty());
    // What was allowed while that was still asked can be taken back, and opens no other door.
    run(
        &app,
        "insert into worksheet_consents (answer_id, kind, owner_id, given_at)
             select id, 'statistics', owner_id, 0 from worksheet_answers",
    )
    .await;
    for (kind, act, done) in [("live", "on", false), ("statistics", "on", false), ("statistics", "off", true)] {
        let fields = [("form[id]", sitter.id()), ("form[kind]", kind), ("form[act]", act)];
        let (status, ..) = app.post_json_client("/api/worksheets/count", &fields, Some(&sitter.cookie)).await;
        assert!(if done { status.as_u16() < 400 } else { status == StatusCode::BAD_REQUEST }, "{kind} {act}: {status}");
    }
    assert!(texts(&app, "select kind from worksheet_consents").await.is_empty());
    let copy = show(&app, &sitter, &coach, &[]).await;
    let (_, body) = seen(&app, &cookie, &copy).await;
    assert!(body.contains("友人") && !body.contains("ねこ"));
    let copy = show(&app, &sitter, &coach, &["aliases"]).await;
    assert!(seen(&app, &cookie, &copy).await.1.contains("ねこ"));
});

demo!(nobody_else_opens_or_changes_a_sheet, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    sitter.finish(&ALONE).await;
    let (coach, coach_cookie) = coached(&app, &sitter).await;
    let stranger = app.person("haruka", &[]).await;
    let stranger = app.sign_in(&stranger).await;
    let nothing = "019376b0-7c6a-7000-8000-0123456789ab";
    for cookie in [&stranger, &coach_cookie] {
        for below in ["", "/result", "/share"] {
            let (status, _, body) = app.get(&format!("{}{below}", sitter.path), Some(cookie)).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{below}");
            assert!(!body.contains("夜勤明け"));
        }
        for (call, fields) in [
            ("play", vec![("form[act]", "finish"), ("form[version]", "1")]),
            ("keep", vec![("form[version]", "1")]),
            ("delete", vec![]),
            ("share", vec![("form[coach]", coach.as_str())]),
            ("switch", vec![("form[kind]", "live"), ("form[to]", "on")]),
            ("take_back", vec![]),
            ("gift_answer", vec![("form[answer]", "yes")]),
        ] {
            let mut answers = Vec::new();
            for id in [sitter.id(), nothing] {
                let mut all = vec![("form[id]", id)];
                all.extend(fields.clone());
                let (status, _, body) = app.post_json_client(&format!("/api/sheets/{call}"), &all, Some(cookie)).await;
                answers.push((status, body));
            }
            assert_eq!(answers[0].0, StatusCode::NOT_FOUND, "{call}");
            assert_eq!(answers[0], answers[1], "{call}: like what never was");
        }
        for call in ["sitting", "result", "sharing"] {
            let fields = [("id", sitter.id()), ("coach", ""), ("extras[]", "")];
            let (status, _, _) = app.post_json_client(&format!("/api/sheets/{call}"), &fields, Some(cookie)).await;
            assert!(status.is_client_error(), "{call}");
        }
    }
    for path in ["/worksheets", "/worksheets/w4", &sitter.path, &format!("/coach/sheets/{nothing}")] {
        let (status, headers, _) = app.get(path, None).await;
        assert!(
            status.is_redirection() && headers["location"].to_str().is_ok_and(|to| to.starts_with("/sign-in")),
            "{path}"
        );
    }
    for call in [
        "shelf",
        "home",
        "begin",
        "play",
        "keep",
        "delete",
        "share",
        "switch",
        "take_back",
        "shared",
        "gift",
        "gift_answer",
    ] {
        let fields = [("form[id]", sitter.id()), ("name", "w4"), ("id", nothing)];
        let (status, _, _) = app.post_json_client(&format!("/api/sheets/{call}"), &fields, None).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{call}");
    }
    // To somebody who is not one's coach nothing can be sent.
    let other = circle(&app, "mio", "yoshida").await;
    let fields = [("form[id]", sitter.id()), ("form[coach]", other.coach.as_str())];
    let (status, _, _) = app.post_json_client("/api/sheets/share", &fields, Some(&sitter.cookie)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    // What is kept is sealed.
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query("select body from worksheet_answers").fetch_all(&mut *conn).await.expect("rows");
    for row in rows {
        let body: Vec<u8> = row.get(0);
        assert!(!String::from_utf8_lossy(&body).contains("夜勤"));
    }
});

demo!(the_map_of_the_beginning_and_of_the_end_stand_on_the_path, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    let (coach, _) = coached(&app, &sitter).await;
    let path = async || shown(&app.get("/cohort", Some(&sitter.cookie)).await.2);
    let page = path().await;
    assert!(page.contains("はじめの地図") && page.contains("終わりの地図") && page.contains("href=\"/worksheets/w4\""));
    assert!(!page.contains("並べて見る"));
    sitter.finish(&ALONE).await;
    assert!(!path().await.contains("並べて見る"), "there is nothing to compare with");
    app.state.clock.set(crate::support::NOW.plus_days(60));
    let cookie = app.sign_in(&sitter.user).await;
    let end = Sitter::again(&app, sitter.user.clone(), cookie, "w4").await;
    end.finish(&ALONE).await;
    let page = app.get("/cohort", Some(&end.cookie)).await.2;
    assert!(page.contains("並べて見る") && page.contains(&format!("href=\"{}/result\"", end.path)), "{page}");
    assert!(end.page("/result").await.contains(sitter.id()), "the first round stands beside");
    // A coach sees what is shown, and that is nothing yet.
    let coach = app.sign_in(&coach.parse().expect("an id")).await;
    let page = app.get(&format!("/coaching/members/{}", end.user), Some(&coach)).await.2;
    assert!(!page.contains("/coach/sheets/"));
});
