//! Who may ask for what: every server function, with and without an account, a role, a share in it. What is somebody
//! else's cannot be told from what never was.

use assemble::kit::Role;
use assemble::kit::id::UserId;

use super::{apply, book, circle, offer};
use crate::both;
use crate::journal::{count, run};
use crate::support::{NOW, TestApp};

const ANYBODY: &str = "019376b0-7c6a-7000-8000-0123456789ab";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum For {
    Everybody,
    Members,
    Coaches,
    Organisers,
}
use For::*;

type Request = (&'static str, For, Vec<(&'static str, String)>);

/// Every server function of the room with what its owner could send; `ids` of a programme, a cohort, an application,
/// a goal, a step, a slot, an appointment and a member.
fn requests([programme, cohort, application, goal, step, slot, appointment, member]: [&str; 8]) -> Vec<Request> {
    let text = str::to_owned;
    vec![
        ("programmes", Everybody, vec![]),
        ("programme", Everybody, vec![("id", text(programme))]),
        (
            "apply",
            Members,
            vec![("form[cohort]", text(cohort)), ("form[words]", text("話したい")), ("form[knows]", text("true"))],
        ),
        ("withdraw_application", Members, vec![("form[application]", text(application))]),
        ("mine", Members, vec![("id", text(cohort))]),
        ("set_goal", Members, vec![("form[cohort]", text(cohort)), ("form[goal]", text("断る"))]),
        ("goal", Members, vec![("form[goal]", text(goal)), ("form[act]", text("share"))]),
        ("add_step", Members, vec![("form[goal]", text(goal)), ("form[step]", text("一歩"))]),
        ("step", Members, vec![("form[step]", text(step)), ("form[act]", text("done"))]),
        ("times", Members, vec![("moving", text(appointment))]),
        ("book", Members, vec![("form[slot]", text(slot))]),
        ("move", Members, vec![("form[appointment]", text(appointment)), ("form[slot]", text(slot))]),
        ("cancel", Members, vec![("form[appointment]", text(appointment))]),
        ("leave", Members, vec![("form[cohort]", text(cohort))]),
        ("application", Members, vec![("id", text(application))]),
        ("offers", Coaches, vec![]),
        (
            "offer",
            Coaches,
            vec![
                ("form[cohort]", text(cohort)),
                ("form[first]", text("2026-12-01T19:00")),
                ("form[minutes]", text("45")),
                ("form[weeks]", text("1")),
            ],
        ),
        ("withdraw_slot", Coaches, vec![("form[slot]", text(slot))]),
        ("members", Coaches, vec![]),
        ("member", Coaches, vec![("id", text(member))]),
        ("member_goals", Coaches, vec![("id", text(member))]),
        (
            "send_letter",
            Coaches,
            vec![("form[cohort]", text(cohort)), ("form[member]", text(member)), ("form[words]", text("ありがとう"))],
        ),
        ("all_programmes", Organisers, vec![]),
        ("programme_desk", Organisers, vec![("id", text(programme))]),
        ("save_programme", Organisers, vec![("form[name]", text("名")), ("form[body]", text("文"))]),
        ("show_programme", Organisers, vec![("form[programme]", text(programme)), ("form[act]", text("hide"))]),
        ("cohort_desk", Organisers, vec![("id", text(cohort))]),
        ("plan", Organisers, vec![("form[cohort]", text(cohort))]),
        ("decide", Organisers, vec![("form[application]", text(application)), ("form[act]", text("wait"))]),
    ]
}

async fn ask(app: &TestApp, (name, _, fields): &Request, cookie: Option<&str>) -> (u16, String) {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = app.post_json_client(&format!("/api/cohorts/{name}"), &fields, cookie).await;
    (answer.0.as_u16(), answer.2)
}

#[test]
fn every_server_function_of_the_room_is_in_the_list() {
    let listed: Vec<String> = requests([ANYBODY; 8]).iter().map(|(name, ..)| format!("/api/cohorts/{name}")).collect();
    for (path, _) in leptos::server_fn::axum::server_fn_paths() {
        assert!(!path.starts_with("/api/cohorts/") || listed.iter().any(|known| known == path), "{path}");
    }
}

both!(every_door_asks_who_comes, |app| async move {
    let all = requests([ANYBODY; 8]);
    let member = app.sign_in(&app.person("minato", &[]).await).await;
    let coach = app.sign_in(&app.person("kitagawa", &[Role::Coach]).await).await;
    let everything_but = app.sign_in(&app.person("mizuno", &[Role::Host, Role::Coach]).await).await;
    for request in &all {
        let (name, whose, _) = request;
        let (anonymous, body) = ask(&app, request, None).await;
        assert_eq!(anonymous == 401, *whose != Everybody, "{name} {anonymous} {body}");
        let barred = |status| (*whose == Coaches || *whose == Organisers) == (status == 403);
        assert!(barred(ask(&app, request, Some(&member)).await.0), "{name} for a member");
        for cookie in [&coach, &everything_but] {
            let (status, _) = ask(&app, request, Some(cookie)).await;
            assert_eq!(status == 403, *whose == Organisers, "{name} {status} for a coach");
        }
    }
    run(&app, "delete from promises").await;
    let hasty = app.sign_in(&app.person("satomi", &[Role::Admin, Role::Coach]).await).await;
    run(&app, "delete from promises").await;
    for request in all.iter().filter(|(_, whose, _)| *whose != Everybody) {
        let (status, body) = ask(&app, request, Some(&hasty)).await;
        assert_eq!((status, body.contains("Promise")), (403, true), "{}", request.0);
    }
    for table in [
        "select count(*) from cohort_applications",
        "select count(*) from appointments",
        "select count(*) from programmes",
    ] {
        assert_eq!(count(&app, table).await, 0, "{table}");
    }
});

both!(what_is_somebody_elses_is_like_what_never_was, |app| async move {
    let mine = circle(&app, "第一期生", 8).await;
    let theirs = circle(&app, "第二期生", 8).await;
    let someone = app.person("hotaru", &[]).await;
    let application = apply(&app, &mine.cohort, &someone, "話したい").await.expect("applied");
    let slot = offer(&app, &mine, NOW.plus_days(2)).await;
    let appointment = book(&app, &mine.member, &slot).await.expect("booked").1.expect("an appointment").id;
    let free = offer(&app, &mine, NOW.plus_days(3)).await;
    let cookie = app.sign_in(&mine.member).await;
    let fields = [
        ("form[cohort]", mine.cohort.as_str()),
        ("form[goal]", "断る"),
        ("form[step]", "一歩"),
        ("form[shared]", "true"),
    ];
    assert_eq!(app.post_json_client("/api/cohorts/set_goal", &fields, Some(&cookie)).await.0, 200);
    let mut conn = app.state.db.read().await.expect("a connection");
    let goals =
        assemble::coaching::cohorts::store::goals::mine(&mut conn, &app.state.vault, &mine.member, &mine.cohort);
    let goal = goals.await.expect("goals").remove(0);
    drop(conn);
    let ids = [
        mine.programme.as_str(),
        mine.cohort.as_str(),
        application.as_str(),
        goal.id.as_str(),
        goal.steps[0].id.as_str(),
        free.as_str(),
        appointment.as_str(),
        mine.member.as_str(),
    ];
    let before = state(&app).await;
    let strangers: [(&UserId, For); 2] = [(&theirs.member, Members), (&theirs.coach, Coaches)];
    for (who, least) in strangers {
        let cookie = app.sign_in(who).await;
        for (real, nothing) in requests(ids).iter().zip(requests([ANYBODY; 8]).iter()) {
            // Applying is for everybody, and these ask for nothing of anybody's.
            let open = ["programmes", "programme", "apply", "offers", "members"].contains(&real.0);
            if open || real.1 == Organisers || (real.1 == Coaches && least == Members) {
                continue;
            }
            let (found, missing) = (ask(&app, real, Some(&cookie)).await, ask(&app, nothing, Some(&cookie)).await);
            assert_eq!(found, missing, "{} for {least:?}", real.0);
            assert_eq!(found.0, 404, "{}", real.0);
        }
        for path in
            [format!("/appointments/{appointment}/calendar.ics"), format!("/coaching/applications/{application}")]
        {
            assert_eq!(app.get(&path, Some(&cookie)).await.0, 404, "{path}");
        }
    }
    assert_eq!(app.get(&format!("/appointments/{appointment}/calendar.ics"), None).await.0, 404);
    assert_eq!(state(&app).await, before, "nothing was changed and nothing opened");
});

/// What strangers could have touched.
async fn state(app: &TestApp) -> Vec<i64> {
    let mut all = Vec::new();
    for sql in [
        "select count(*) from access_log",
        "select count(*) from cohort_goals where shared_at is not null and done_at is null",
        "select count(*) from cohort_steps where done_at is null",
        "select count(*) from appointments where cancelled_at is null and sequence = 0",
        "select count(*) from appointment_slots where withdrawn_at is null",
        "select count(*) from cohort_applications where withdrawn_at is null",
        "select count(*) from cohort_people where left_at is null",
        "select count(*) from cohort_letters",
        "select count(*) from letters",
    ] {
        all.push(count(app, sql).await);
    }
    all
}
