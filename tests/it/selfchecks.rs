//! Self-checks: for their author alone, gone when they are deleted, asked for once in a fortnight at most.

mod refused;
mod showing;

use assemble::accounts::store::closing::{self, Closed};
use assemble::kit::id::UserId;
use assemble::kit::{Moment, Role};
use assemble::selfchecks::model::CheckId;
use assemble::selfchecks::store::{self, Kept};
use assemble::server::db::{Conn, Kind};
use assemble::worksheets::approval::approve;
use assemble::worksheets::definition::library::definition;
use assemble::worksheets::scoring::questionnaire::Answers;
use http::StatusCode;

use crate::both;
use crate::canary::{dump, files};
use crate::journal::{count, run};
use crate::locks::meet;
use crate::support::{Answer, NOW, TestApp};

pub use showing::show;

/// What 今日 says when it asks.
const PROMPT: &str = "こころの電池、見てみますか";

/// An organiser confirms every licence that nobody has confirmed yet.
async fn open_all(app: &TestApp) {
    let organiser = app.person("satomi", &[Role::Admin]).await;
    let opening = app.state.db.write(organiser, |tx, by| {
        Box::pin(async move {
            for id in ["CBI", "UCLA3", "DIRECT"] {
                approve(tx, by, (id, 1), ("the source", ""), NOW).await?;
            }
            Ok(())
        })
    });
    opening.await.expect("confirmed");
}

/// The form of a check in which the first `many` questions have this answer.
fn form(id: &str, sheet: &str, value: &str, many: usize) -> Vec<(String, String)> {
    let questions = definition(sheet).and_then(|one| one.questionnaire()).expect("a check");
    let ids: Vec<&str> = questions.items.iter().map(|item| &*item.id).collect();
    let mut fields = vec![
        ("form[id]".to_owned(), id.to_owned()),
        ("form[sheet]".to_owned(), sheet.to_owned()),
        ("form[version]".to_owned(), "1".to_owned()),
        ("form[order]".to_owned(), ids.join(",")),
    ];
    fields.extend(ids.iter().take(many).map(|item| (format!("form[items][{item}]"), value.to_owned())));
    fields
}

async fn call(app: &TestApp, path: &str, fields: &[(String, String)], cookie: Option<&str>) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    app.post_json_client(&format!("/api/checks/{path}"), &fields, cookie).await
}

fn field(name: &str, value: &str) -> Vec<(String, String)> {
    vec![(format!("form[{name}]"), value.to_owned())]
}

/// Takes the tiredness check, all with one answer; the result's id.
pub async fn take(app: &TestApp, cookie: &str, value: &str) -> String {
    let id = app.state.new_id::<CheckId>().to_string();
    let (status, _, body) = call(app, "keep", &form(&id, "cbi", value, 19), Some(cookie)).await;
    assert!(status.is_success() || status.is_redirection(), "{status}: {body}");
    id
}

async fn page(app: &TestApp, path: &str, cookie: &str) -> String {
    let (status, _, body) = app.get(path, Some(cookie)).await;
    assert_eq!(status, StatusCode::OK, "{path}: {body}");
    body
}

async fn results(app: &TestApp) -> i64 {
    count(app, "select count(*) from selfchecks").await
}

both!(the_whole_story_without_a_program_in_the_browser, |app| async move {
    let me = app.person("minato", &[]).await;
    let cookie = app.sign_in(&me).await;
    let before = page(&app, "/checks", &cookie).await;
    assert!(before.contains("/checks/proqol") && !before.contains("/checks/cbi"), "what is not confirmed is off");
    assert_eq!(app.get("/checks/cbi", Some(&cookie)).await.0, 404);
    open_all(&app).await;
    let home = page(&app, "/checks", &cookie).await;
    for sheet in ["cbi", "ucla3", "direct", "proqol"] {
        assert!(home.contains(&format!("href=\"/checks/{sheet}\"")), "{sheet}");
        let asked = page(&app, &format!("/checks/{sheet}"), &cookie).await;
        assert!(asked.contains("0570-064-556") && asked.contains("tel:0120279338"), "help stands on every page");
        assert!(asked.contains("運営がすぐに読むことはありません") && asked.contains("今日はやめておく"));
        assert_eq!(asked.contains("試訳・未標準化"), sheet == "cbi", "{sheet}");
        assert_eq!(asked.contains("https://www.ProQOL.org"), sheet == "proqol");
        let passed = asked.matches(">答えない<").count() + asked.matches(">pass<").count();
        let several = definition(sheet).and_then(|one| one.questionnaire()).filter(|one| one.scales.len() > 1);
        assert_eq!(passed, several.map_or(0, |one| one.items.len()), "{sheet}: what was answered can be passed again");
    }

    // Too few answers: the form comes back as it was, and nothing is kept.
    let id = app.state.new_id::<CheckId>().to_string();
    let few = form(&id, "cbi", "75", 2);
    let few: Vec<(&str, &str)> = few.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let (status, headers, _) = app.post_form_from("/checks/cbi", "/api/checks/keep", &few, Some(&cookie)).await;
    assert!(status.is_redirection());
    let stash = headers.get("set-cookie").and_then(|value| value.to_str().ok()).expect("the form is kept");
    let with = format!("{cookie}; {}", stash.split(';').next().expect("a cookie"));
    let again = page(&app, "/checks/cbi", &with).await;
    assert!(again.contains("もう少し答えが要ります") && again.contains(&id));
    assert_eq!(again.matches(" checked").count(), 2, "what was chosen is chosen");
    let terms = "使ってよいことを、ここの運営者が出典で確かめています。";
    assert!(again.contains(terms) && !again.contains("条件は未確認"), "what an organiser confirmed is not doubted");
    assert_eq!(results(&app).await, 0);

    take(&app, &cookie, "75").await;
    app.state.clock.set(NOW.plus_days(20));
    let later = take(&app, &cookie, "50").await;
    let result = page(&app, &format!("/checks/results/{later}"), &cookie).await;
    for words in [
        "0から100のうち、50です。",
        "前回（2026年11月24日（火））は 75 でした",
        "50が真ん中の目安です",
        "試訳・未標準化",
        "このチェックは病気の診断ではありません",
        "0570-064-556",
        "Kristensen",
        "これまでの2回",
    ] {
        assert!(result.contains(words), "{words}");
    }
    for band in ["高め", "中くらい", "重い", "判定", "リスク"] {
        assert!(!result.contains(band), "{band}");
    }
    let direct = app.state.new_id::<CheckId>().to_string();
    call(&app, "keep", &form(&direct, "direct", "5", 1), Some(&cookie)).await;
    let result = page(&app, &format!("/checks/results/{direct}"), &cookie).await;
    assert!(result.contains("約5人に1人") && result.contains("しばしばある") && result.contains("href=\"/workshops\""));
    assert!(page(&app, "/checks", &cookie).await.contains(&format!("/checks/results/{later}")));
});

both!(nobody_else_has_a_way_to_a_result, |app| async move {
    open_all(&app).await;
    let author = app.person("minato", &[]).await;
    let mine = app.sign_in(&author).await;
    let id = take(&app, &mine, "100").await;
    let unpromised = app.person("unpromised", &[]).await;
    run(&app, "delete from promises where user_id = (select id from users where name = 'unpromised')").await;
    let nothing = app.state.new_id::<CheckId>().to_string();
    let mut others = vec![(None, 401), (Some(app.sign_in(&unpromised).await), 403)];
    for (name, roles) in
        [("other", vec![]), ("coach", vec![Role::Coach]), ("host", vec![Role::Host]), ("organiser", vec![Role::Admin])]
    {
        let person = app.person(name, &roles).await;
        if name == "coach" {
            crate::journal::cohort(&app, &person, &author).await;
        }
        others.push((Some(app.sign_in(&person).await), 404));
    }
    for (cookie, status) in &others {
        let cookie = cookie.as_deref();
        let read = |id: &str| vec![("id".to_owned(), id.to_owned())];
        for (path, theirs, none) in
            [("result", read(&id), read(&nothing)), ("delete", field("id", &id), field("id", &nothing))]
        {
            let (found, missing) = (call(&app, path, &theirs, cookie).await, call(&app, path, &none, cookie).await);
            assert_eq!(found.0.as_u16(), *status, "{path}: {}", found.2);
            assert_eq!((found.0, found.2), (missing.0, missing.2), "{path}: told apart");
        }
        let over = call(&app, "keep", &form(&id, "cbi", "0", 19), cookie).await;
        assert_eq!(over.0.as_u16(), *status, "keep: {}", over.2);
        if *status != 404 {
            for (path, fields) in [
                ("home", vec![]),
                ("take", vec![("sheet".to_owned(), "cbi".to_owned())]),
                ("quiet", field("act", "quiet")),
                ("delete", field("id", "all")),
            ] {
                assert_eq!(call(&app, path, &fields, cookie).await.0.as_u16(), *status, "{path}");
            }
        } else {
            assert!(!page(&app, "/checks", cookie.expect("somebody")).await.contains("/checks/results/"));
            let all = call(&app, "delete", &field("id", "all"), cookie).await;
            assert!(all.0.is_success() || all.0.is_redirection(), "they have none of their own");
        }
        for path in ["/checks".to_owned(), "/checks/cbi".to_owned(), format!("/checks/results/{id}")] {
            let (status, _, body) = app.get(&path, cookie).await;
            assert!(!body.contains("100のうち"), "{path}: {status}");
        }
    }
    let result = page(&app, &format!("/checks/results/{id}"), &mine).await;
    assert!(result.contains("0から100のうち、100です。"), "nothing was changed");
    assert_eq!(count(&app, "select count(*) from access_log").await, 0, "and nobody opened it");
    let nonsense = call(&app, "keep", &form(&nothing, "cbi", "51", 19), Some(&mine)).await;
    assert_eq!(nonsense.0, 400, "an answer that is none");
});

both!(what_is_deleted_is_gone_with_its_row, |app| async move {
    open_all(&app).await;
    let me = app.person("minato", &[]).await;
    let cookie = app.sign_in(&me).await;
    let (first, second) = (take(&app, &cookie, "75").await, take(&app, &cookie, "50").await);
    take(&app, &cookie, "25").await;
    assert_eq!(results(&app).await, 3);
    let gone = app.post_form("/api/checks/delete", &[("form[id]", &first)], Some(&cookie)).await;
    assert_eq!(gone.1.get("location").expect("a page").to_str().expect("text"), "/checks?done=deleted");
    assert_eq!(results(&app).await, 2, "the row itself");
    assert_eq!(app.get(&format!("/checks/results/{first}"), Some(&cookie)).await.0, 404);
    assert_eq!(call(&app, "delete", &field("id", &first), Some(&cookie)).await.0, 404);
    assert_eq!(app.get(&format!("/checks/results/{second}"), Some(&cookie)).await.0, 200);
    call(&app, "delete", &field("id", "all"), Some(&cookie)).await;
    assert_eq!(results(&app).await, 0);
});

both!(the_same_form_once_more_is_the_same_result, |app| async move {
    open_all(&app).await;
    let me = app.person("minato", &[]).await;
    let cookie = app.sign_in(&me).await;
    let id = app.state.new_id::<CheckId>().to_string();
    let same = form(&id, "cbi", "75", 19);
    let twice = futures::join!(call(&app, "keep", &same, Some(&cookie)), call(&app, "keep", &same, Some(&cookie)));
    assert!(!twice.0.0.is_client_error() && !twice.1.0.is_client_error());
    assert_eq!(results(&app).await, 1);
});

both!(a_result_stays_what_it_was_on_its_day, |app| async move {
    open_all(&app).await;
    let me = app.person("minato", &[]).await;
    let cookie = app.sign_in(&me).await;
    let id = take(&app, &cookie, "75").await;
    app.state.clock.set(NOW.plus_days(1));
    let cookie = app.sign_in(&me).await;
    // Back in the browser, with other answers in the same page.
    let other = form(&id, "cbi", "50", 19);
    let other: Vec<(&str, &str)> = other.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let (status, headers, _) = app.post_form_from("/checks/cbi", "/api/checks/keep", &other, Some(&cookie)).await;
    assert!(status.is_redirection());
    assert!(page(&app, &format!("/checks/results/{id}"), &cookie).await.contains("0から100のうち、75です。"));
    let stash = headers.get("set-cookie").and_then(|value| value.to_str().ok()).expect("the form is kept");
    let with = format!("{cookie}; {}", stash.split(';').next().expect("a cookie"));
    let again = page(&app, "/checks/cbi", &with).await;
    assert!(again.contains("その結果は変わりません") && again.matches(" checked").count() == 19, "{again}");
    assert!(!again.contains(&format!("value=\"{id}\"")), "pressing once more keeps them as another result");
    assert_eq!(results(&app).await, 1);
});

async fn is_asked(app: &TestApp, cookie: &str) -> bool {
    page(app, "/today", cookie).await.contains(PROMPT)
}

both!(today_asks_once_in_a_fortnight_and_no_leaves_no_trace, |app| async move {
    open_all(&app).await;
    let me = app.person("minato", &[]).await;
    assert!(!is_asked(&app, &app.sign_in(&me).await).await, "somebody who has just come is left alone");
    let at = async |days: i64| {
        app.state.clock.set(NOW.plus_days(days));
        app.sign_in(&me).await
    };
    let cookie = at(14).await;
    // Of two pages that are opened at once, one asks.
    let (one, other) = futures::join!(is_asked(&app, &cookie), is_asked(&app, &cookie));
    assert!(one != other, "{one} {other}");
    let rows = "select (select count(*) from selfcheck_prompts) * 1000 + (select count(*) from selfchecks)
                     + (select count(*) from form_stashes) + (select count(*) from access_log)";
    let before = (count(&app, rows).await, count(&app, "select max(asked_at) from selfcheck_prompts").await);
    // 「今日はやめておく」 is the page once more, from 今日 and from a check that was opened.
    page(&app, "/checks/cbi", &cookie).await;
    assert!(!is_asked(&app, &cookie).await);
    let after = (count(&app, rows).await, count(&app, "select max(asked_at) from selfcheck_prompts").await);
    assert_eq!(before, after, "no trace");
    assert!(!is_asked(&app, &at(27).await).await);
    assert!(is_asked(&app, &at(28).await).await);
    // Whoever took a check is not asked for a fortnight either.
    let cookie = at(41).await;
    take(&app, &cookie, "50").await;
    assert!(!is_asked(&app, &at(54).await).await);
    let cookie = at(55).await;
    call(&app, "quiet", &field("act", "quiet"), Some(&cookie)).await;
    assert!(!is_asked(&app, &cookie).await, "they do not wish it");
    call(&app, "quiet", &field("act", "ask"), Some(&cookie)).await;
    assert!(is_asked(&app, &cookie).await);
    assert_eq!(call(&app, "quiet", &field("act", "nonsense"), Some(&cookie)).await.0, 400);
});

both!(what_is_off_is_offered_to_nobody_and_results_stay, |app| async move {
    open_all(&app).await;
    let me = app.person("minato", &[]).await;
    let cookie = app.sign_in(&me).await;
    let id = take(&app, &cookie, "75").await;
    run(&app, "update content_approvals set withdrawn_at = approved_at, withdrawn_by = approved_by").await;
    let none = app.state.new_id::<CheckId>().to_string();
    assert_eq!(call(&app, "keep", &form(&none, "cbi", "50", 19), Some(&cookie)).await.0, 404);
    assert_eq!(app.get("/checks/cbi", Some(&cookie)).await.0, 404);
    assert_eq!(app.get("/checks/who5", Some(&cookie)).await.0, 404);
    assert_eq!(app.get("/checks/w4", Some(&cookie)).await.0, 404, "a worksheet is no self-check");
    assert!(page(&app, &format!("/checks/results/{id}"), &cookie).await.contains("75"));
});

both!(no_answer_stands_in_the_database, |app| async move {
    open_all(&app).await;
    let me = app.person("minato", &[]).await;
    let cookie = app.sign_in(&me).await;
    let id = take(&app, &cookie, "75").await;
    let few = form(&app.state.new_id::<CheckId>().to_string(), "cbi", "75", 1);
    let few: Vec<(&str, &str)> = few.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    app.post_form_from("/checks/cbi", "/api/checks/keep", &few, Some(&cookie)).await;
    let item = "cbi_p1";
    if app.state.db.kind() == Kind::Postgres {
        let dump = dump(&app).await;
        let hex: String = item.bytes().map(|byte| format!("{byte:02x}")).collect();
        assert!(dump.contains(&id) && !dump.contains(item) && !dump.contains(&hex));
        return;
    }
    for (path, bytes) in files(&app) {
        assert!(!bytes.windows(item.len()).any(|window| window == item.as_bytes()), "{path}");
    }
});

both!(a_closed_account_takes_its_checks_with_it, |app| async move {
    open_all(&app).await;
    let (me, other) = (app.person("minato", &[]).await, app.person("other", &[]).await);
    let (mine, theirs) = (app.sign_in(&me).await, app.sign_in(&other).await);
    take(&app, &mine, "75").await;
    take(&app, &theirs, "50").await;
    call(&app, "quiet", &field("act", "quiet"), Some(&mine)).await;
    close(&app, &me, NOW).await;
    assert_eq!(results(&app).await, 1, "only the other's is left");
    assert_eq!(count(&app, "select count(*) from selfcheck_prompts").await, 0);
});

// Both lock the person. Without that they write what nobody forgets any more, the first one with a key that is gone.
both!(whoever_goes_at_the_same_moment_leaves_no_check, |app| async move {
    let config = &app.state.config;
    let me = app.person("minato", &[]).await;
    let kept = Kept { sheet: "CBI".to_owned(), version: 1, lang: "ja".to_owned(), answers: Answers::default() };
    let input = (app.state.vault.clone(), me.clone(), app.state.new_id::<CheckId>(), kept);
    let keeping = app
        .state
        .db
        .write(input, |tx, (vault, owner, id, kept)| Box::pin(store::keep(tx, vault, owner, id, kept, NOW)));
    let met = meet(&app, async |tx: &mut Conn| closing::close(tx, config, &me, NOW).await, keeping).await;
    assert!(met.waited && met.first == Closed::Done && crate::journal::is_not_found(met.second));
    assert_eq!(results(&app).await, 0);

    let other = app.person("haruka", &[]).await;
    let quiet = app.state.db.write(other.clone(), |tx, user| Box::pin(store::set_quiet(tx, user, true, NOW)));
    let met = meet(&app, async |tx: &mut Conn| closing::close(tx, config, &other, NOW).await, quiet).await;
    assert!(met.waited && met.first == Closed::Done && crate::journal::is_not_found(met.second));
    assert_eq!(count(&app, "select count(*) from selfcheck_prompts").await, 0);
});

async fn close(app: &TestApp, user: &UserId, now: Moment) {
    let input = (app.state.config.clone(), user.clone(), now);
    let closing = app.state.db.write(input, |tx, (config, user, now)| {
        Box::pin(assemble::accounts::store::closing::close(tx, config, user, *now))
    });
    closing.await.expect("closed");
}
