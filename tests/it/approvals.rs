//! What an organiser confirms and keeps up to date: licences of content, and the numbers for help.

use assemble::kit::Role;
use assemble::worksheets::approval::enabled;
use assemble::worksheets::definition::library::all;

use crate::both;
use crate::journal::count;
use crate::support::{Answer, NOW, TestApp};

async fn call(app: &TestApp, path: &str, fields: &[(&str, &str)], cookie: Option<&str>) -> Answer {
    app.post_json_client(&format!("/api/admin/{path}"), fields, cookie).await
}

async fn page(app: &TestApp, path: &str, cookie: Option<&str>) -> String {
    let (status, _, body) = app.get(path, cookie).await;
    assert_eq!(status, 200, "{path}: {body}");
    body
}

fn fine(answer: &Answer) -> bool {
    answer.0.is_success() || answer.0.is_redirection()
}

/// Every server function of the organiser's with a request that one could send.
const REQUESTS: [(&str, &[(&str, &str)]); 6] = [
    ("content", &[]),
    ("approve", &CBI),
    ("take_back", &[("form[content]", "CBI"), ("form[version]", "1")]),
    ("help", &[]),
    ("help_save", &[("form[name_ja]", "窓口"), ("form[name_en]", "A line"), ("form[numbers]", "0120-000-000")]),
    ("help_mark", &[("form[line]", "yorisoi"), ("form[version]", "0"), ("form[act]", "checked")]),
];

const CBI: [(&str, &str); 5] = [
    ("form[content]", "CBI"),
    ("form[version]", "1"),
    ("form[source]", "nfa.dk, 2026-11-20"),
    ("form[note]", "メールでも返事をもらいました"),
    ("form[sure]", "true"),
];

async fn is_on(app: &TestApp, id: &str) -> bool {
    enabled(&mut app.state.db.read().await.expect("a connection"), id).await.expect("an answer")
}

async fn organiser(app: &TestApp) -> String {
    let person = app.person("satomi", &[Role::Admin]).await;
    app.sign_in(&person).await
}

both!(nobody_but_an_organiser_confirms_or_changes_numbers, |app| async move {
    let mut others = vec![(None, 401)];
    for (name, roles) in [("member", vec![]), ("everything but", vec![Role::Coach, Role::Host])] {
        let person = app.person(name, &roles).await;
        others.push((Some(app.sign_in(&person).await), 403));
    }
    for (cookie, status) in &others {
        for (path, fields) in REQUESTS {
            let answer = call(&app, path, fields, cookie.as_deref()).await;
            assert_eq!(answer.0.as_u16(), *status, "{path}: {}", answer.2);
        }
        for path in ["/admin/content", "/admin/help"] {
            let (status, _, body) = app.get(path, cookie.as_deref()).await;
            assert!(
                !status.is_success() && !body.contains("form[source]") && !body.contains("form[numbers]"),
                "{path}"
            );
        }
    }
    assert_eq!(count(&app, "select count(*) from content_approvals").await, 0);
    assert_eq!(count(&app, "select count(*) from help_lines").await, 0);
    let cookie = organiser(&app).await;
    for (path, fields) in REQUESTS {
        let answer = call(&app, path, fields, Some(&cookie)).await;
        assert!(fine(&answer), "{path}: {} {}", answer.0, answer.2);
    }
});

both!(what_nobody_confirmed_is_off_until_somebody_does, |app| async move {
    for one in all() {
        assert_eq!(is_on(&app, &one.about.id).await, one.about.licence_confirmed, "{}", one.about.id);
    }
    assert!(!is_on(&app, "W99").await && is_on(&app, "w3").await);
    let cookie = organiser(&app).await;
    let list = page(&app, "/admin/content", Some(&cookie)).await;
    for one in all() {
        assert!(list.contains(&one.about.name.ja), "{}", one.about.id);
    }
    assert!(list.contains("Gibbs (1988)"), "templates too");

    let refused = call(&app, "approve", &CBI[..4], Some(&cookie)).await;
    assert_eq!(refused.0, 422, "without the tick");
    let nowhere = call(&app, "approve", &[CBI[0], CBI[1], CBI[4]], Some(&cookie)).await;
    assert_eq!(nowhere.0, 422, "without a source");
    let other = |content: &'static str, version: &'static str| {
        [("form[content]", content), ("form[version]", version), CBI[2], CBI[4]]
    };
    assert_eq!(call(&app, "approve", &other("CBI", "2"), Some(&cookie)).await.0, 409, "another version");
    assert_eq!(call(&app, "approve", &other("W3", "1"), Some(&cookie)).await.0, 404, "it needs nobody");
    assert_eq!(call(&app, "approve", &other("W99", "1"), Some(&cookie)).await.0, 404);
    assert!(!is_on(&app, "CBI").await);

    let twice = futures::join!(call(&app, "approve", &CBI, Some(&cookie)), call(&app, "approve", &CBI, Some(&cookie)));
    assert!(fine(&twice.0) && fine(&twice.1));
    assert_eq!(count(&app, "select count(*) from content_approvals").await, 1, "one confirmation");
    assert!(is_on(&app, "CBI").await && !is_on(&app, "UCLA3").await);
    let list = page(&app, "/admin/content", Some(&cookie)).await;
    assert!(list.contains("satomiさんが第1版を確かめました") && list.contains("nfa.dk, 2026-11-20"));
    assert!(page(&app, "/about/credits", None).await.contains("Copenhagen Burnout Inventory"));

    let back = REQUESTS[2].1;
    app.state.clock.set(NOW.plus_days(1));
    let cookie = organiser_again(&app).await;
    assert!(fine(&call(&app, "take_back", back, Some(&cookie)).await));
    assert!(!is_on(&app, "CBI").await);
    assert_eq!(call(&app, "take_back", back, Some(&cookie)).await.0, 404, "there is nothing to take back");
    let list = page(&app, "/admin/content", Some(&cookie)).await;
    assert!(list.contains("さんが取り消しました") && list.contains("nfa.dk, 2026-11-20"), "who and when stays");
    assert!(!page(&app, "/about/credits", None).await.contains("Copenhagen"));
    assert!(fine(&call(&app, "approve", &CBI, Some(&cookie)).await) && is_on(&app, "CBI").await);
    assert_eq!(count(&app, "select count(*) from content_approvals").await, 2);
});

async fn organiser_again(app: &TestApp) -> String {
    let person = app.person("satomi two", &[Role::Admin]).await;
    app.sign_in(&person).await
}

both!(credits_name_everybody_whose_work_is_shown, |app| async move {
    let credits = page(&app, "/about/credits", None).await;
    for words in [
        "Personal Values Card Sort (W. R. Miller, J. C&#x27;de Baca, D. B. Matthews &amp; P. L. Wilbourne",
        "Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA",
        "USDOL/ETA has not approved, endorsed, or tested these modifications.",
        "https://www.ProQOL.org",
        "Gibbs (1988)",
    ] {
        let plain = words.replace("&#x27;", "'");
        assert!(credits.contains(words) || credits.contains(&plain), "{words}");
    }
    assert!(!credits.contains("Hughes"), "what is off is not shown");
});

both!(numbers_for_help_are_kept_up_to_date, |app| async move {
    let shown = page(&app, "/help", None).await;
    assert!(shown.contains("tel:0570064556") && shown.contains("tel:119"), "before anybody has changed anything");
    assert!(!shown.contains("0120-565-455"), "what must be checked first is not shown before");
    let cookie = organiser(&app).await;
    let desk = page(&app, "/admin/help", Some(&cookie)).await;
    assert!(desk.contains("窓口が7件あります") && desk.contains("0120-565-455"), "all are to be checked");
    let mark = async |line: &str, version: &str, act: &str| {
        let fields = [("form[line]", line), ("form[version]", version), ("form[act]", act)];
        call(&app, "help_mark", &fields, Some(&cookie)).await
    };
    assert!(fine(&mark("kokoro-no-mimi", "0", "checked").await));
    assert!(page(&app, "/help", None).await.contains("0120-565-455"));
    assert!(page(&app, "/help", None).await.contains("tel:0570064556"), "the others are still there");
    assert_eq!(mark("kokoro-no-mimi", "0", "hidden").await.0, 409, "somebody changed it in between");
    assert_eq!(mark("nowhere", "0", "hidden").await.0, 404);
    assert!(page(&app, "/admin/help", Some(&cookie)).await.contains("窓口が6件あります"));

    let save = async |numbers: &str, version: &str, checked: bool| {
        let mut fields = vec![
            ("form[line]", "touitsu-dial"),
            ("form[version]", version),
            ("form[name_ja]", "こころの健康相談統一ダイヤル"),
            ("form[name_en]", "Nationwide number"),
            ("form[numbers]", numbers),
        ];
        if checked {
            fields.push(("form[checked]", "true"));
        }
        call(&app, "help_save", &fields, Some(&cookie)).await
    };
    let misprint = save("0570-046-556", "0", true).await;
    assert!(misprint.0 == 422 && misprint.2.contains("0570-064-556"), "{}", misprint.2);
    assert!(fine(&save("0570-000-111", "0", true).await));
    assert!(page(&app, "/help", None).await.contains("tel:0570000111"));
    let desk = page(&app, "/admin/help", Some(&cookie)).await;
    assert!(
        desk.contains("satomiさんが直しました") && desk.contains("（前の番号：0570-064-556）"),
        "who, and what it was"
    );
    assert!(desk.contains("窓口が5件あります"));
    assert!(fine(&save("0570-064-556", "1", false).await));
    let desk = page(&app, "/admin/help", Some(&cookie)).await;
    assert!(desk.contains("窓口が6件あります"), "changed without looking: nobody has checked these words");

    assert!(fine(&mark("inochi-sos", "0", "hidden").await));
    assert!(!page(&app, "/help", None).await.contains("0120-061-338"));
    assert!(fine(&mark("inochi-sos", "1", "shown").await));
    assert!(page(&app, "/help", None).await.contains("0120-061-338"));
    let new = [("form[name_ja]", "町の窓口"), ("form[name_en]", "In town"), ("form[url]", "https://example.org/")];
    assert!(fine(&call(&app, "help_save", &new, Some(&cookie)).await));
    assert!(page(&app, "/help", None).await.contains("町の窓口"));

    app.state.clock.set(NOW.plus_days(181));
    let cookie = organiser_again(&app).await;
    assert!(page(&app, "/admin/help", Some(&cookie)).await.contains("窓口が8件あります"), "old days are told");
    assert!(page(&app, "/admin", Some(&cookie)).await.contains("確かめなおす番号が8件あります"));
});

both!(statistics_count_only_who_wants_it_and_nobody_alone, |app| async move {
    let cookie = organiser(&app).await;
    let mut last = None;
    for n in 0..11 {
        let member = app.person(&format!("member {n}"), &[]).await;
        let mine = app.sign_in(&member).await;
        let sheet = crate::worksheets::finished(&app, &member, &mine, crate::worksheets::TOP).await;
        let shown = page(&app, "/admin/statistics", Some(&cookie)).await;
        assert!(!shown.contains("いたわり"), "{n} said yes");
        if n < 10 {
            let path = format!("/worksheets/counted/{sheet}");
            assert!(page(&app, &path, Some(&mine)).await.contains("いまは、数に入っていません"));
            let on = [("form[id]", sheet.as_str()), ("form[act]", "on")];
            assert!(fine(&app.post_json_client("/api/worksheets/count", &on, Some(&mine)).await));
        }
        last = Some((mine, sheet));
    }
    // Ten people chose exactly the same: each count is everybody's, and that would tell what each one chose.
    let all = page(&app, "/admin/statistics", Some(&cookie)).await;
    assert!(all.contains("10人が選んだもの") && !all.contains("いたわり"));
    // Whose sheet it is not finds no switch, and changes nothing.
    let (mine, sheet) = last.expect("the eleventh");
    let off = [("form[id]", sheet.as_str()), ("form[act]", "off")];
    assert_eq!(app.post_json_client("/api/worksheets/count", &off, Some(&cookie)).await.0, 404);
    assert_eq!(app.get(&format!("/worksheets/counted/{sheet}"), Some(&cookie)).await.0, 404);
    assert_eq!(app.post_json_client("/api/worksheets/count", &off, None).await.0, 401);
    assert_eq!(call(&app, "statistics", &[], Some(&mine)).await.0, 403);
    assert_eq!(call(&app, "statistics", &[], None).await.0, 401);
    assert_eq!(count(&app, "select count(*) from worksheet_consents").await, 10);
    crate::journal::run(
        &app,
        "delete from worksheet_consents where answer_id = (select min(answer_id) from worksheet_consents)",
    )
    .await;
    assert!(!page(&app, "/admin/statistics", Some(&cookie)).await.contains("10人が"), "nine are too few");
});
