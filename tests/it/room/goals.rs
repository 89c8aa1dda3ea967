//! Goals are their owner's alone until they are shown, and every opening is noted.

use assemble::admin::model::Part;
use assemble::coaching::cohorts::model::{GoalAct, GoalId, StepId};
use assemble::coaching::cohorts::store::goals::{self, NewGoal};
use assemble::coaching::cohorts::store::members;
use assemble::kit::Role;
use assemble::kit::id::{CohortId, UserId};
use assemble::server::Result;
use assemble::server::db::Conn;

use super::{Circle, circle};
use crate::admin::join;
use crate::both;
use crate::journal::{CANARY, count, is_not_found, run};
use crate::locks::meet;
use crate::support::{NOW, TestApp};

fn goal(app: &TestApp, cohort: &CohortId, text: &str) -> NewGoal {
    NewGoal {
        id: app.state.new_id::<GoalId>(),
        cohort: cohort.clone(),
        text: text.to_owned(),
        step: (app.state.new_id::<StepId>(), "一歩".to_owned()),
        due: String::new(),
        shared: false,
    }
}

async fn set(app: &TestApp, owner: &UserId, new: NewGoal) -> Result<bool> {
    let input = (app.state.vault.clone(), owner.clone(), new);
    app.state.db.write(input, |tx, (vault, owner, new)| Box::pin(goals::set(tx, vault, owner, new, NOW))).await
}

async fn act(app: &TestApp, owner: &UserId, id: &GoalId, act: GoalAct) -> Result<bool> {
    let input = (owner.clone(), id.clone(), act, app.state.now());
    app.state.db.write(input, |tx, (owner, id, act, now)| Box::pin(goals::act(tx, owner, id, *act, *now))).await
}

async fn opened(app: &TestApp, coach: &UserId, member: &UserId) -> Result<Vec<String>> {
    let input = (app.state.vault.clone(), coach.clone(), member.clone());
    let open = app
        .state
        .db
        .write(input, |tx, (vault, coach, member)| Box::pin(goals::open_shared(tx, vault, coach, member, NOW)));
    Ok(open.await?.into_iter().map(|goal| goal.text).collect())
}

// `set` locks the person. Without it both find two open goals, and there are four.
both!(a_fourth_goal_does_not_slip_in, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    for text in ["一", "二"] {
        assert!(set(&app, &circle.member, goal(&app, &circle.cohort, text)).await.expect("set"));
    }
    let third = goal(&app, &circle.cohort, "三");
    let first = async |tx: &mut Conn| goals::set(tx, &app.state.vault, &circle.member, &third, NOW).await;
    let met = meet(&app, first, set(&app, &circle.member, goal(&app, &circle.cohort, "四"))).await;
    assert!(met.first && !met.second.expect("an answer"));
    assert_eq!(count(&app, "select count(*) from cohort_goals").await, 3);
    assert!(set(&app, &circle.member, goal(&app, &circle.cohort, "三")).await.expect("an answer"), "the same again");
    assert_eq!(count(&app, "select count(*) from cohort_goals").await, 3);
    // One that is reached makes room; it does not come back over the limit.
    assert!(act(&app, &circle.member, &third.id, GoalAct::Done).await.expect("reached"));
    assert!(set(&app, &circle.member, goal(&app, &circle.cohort, "五")).await.expect("set"));
    assert!(!act(&app, &circle.member, &third.id, GoalAct::Undo).await.expect("an answer"));
});

both!(a_coach_reads_only_what_is_shown_and_the_member_sees_it, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let stranger = super::circle(&app, "第二期生", 8).await;
    let shown = goal(&app, &circle.cohort, CANARY);
    set(&app, &circle.member, shown.clone()).await.expect("set");
    set(&app, &circle.member, goal(&app, &circle.cohort, "ひとりのもの")).await.expect("set");
    assert!(opened(&app, &circle.coach, &circle.member).await.expect("nothing yet").is_empty());
    act(&app, &circle.member, &shown.id, GoalAct::Share).await.expect("shown");
    assert_eq!(count(&app, "select count(*) from access_log").await, 0);
    let (coach, member) = (app.sign_in(&circle.coach).await, app.sign_in(&circle.member).await);
    let page = app.get(&format!("/coaching/members/{}", circle.member), Some(&coach)).await.2;
    assert!(page.contains("目標（1）") && !page.contains(CANARY), "nothing is opened there");
    assert_eq!(count(&app, "select count(*) from access_log").await, 0);
    let page = app.get(&format!("/coaching/members/{}/goals", circle.member), Some(&coach)).await.2;
    assert!(page.contains(CANARY) && !page.contains("ひとりのもの"));
    assert_eq!(
        count(&app, "select count(*) from access_log where object_kind = 'goal' and actor_role = 'coach'").await,
        1
    );
    assert!(app.get("/me/readers", Some(&member)).await.2.contains("小さな目標"));
    assert!(is_not_found(opened(&app, &stranger.coach, &circle.member).await));
    act(&app, &circle.member, &shown.id, GoalAct::Hide).await.expect("hidden");
    assert!(opened(&app, &circle.coach, &circle.member).await.expect("an answer").is_empty());
    assert!(
        is_not_found(act(&app, &stranger.member, &shown.id, GoalAct::Delete).await),
        "somebody else's is like none"
    );
    act(&app, &circle.member, &shown.id, GoalAct::Delete).await.expect("deleted");
    assert_eq!(count(&app, "select count(*) from cohort_steps").await, 1, "its steps go along");
});

both!(goals_are_set_and_walked_by_forms, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let cookie = app.sign_in(&circle.member).await;
    let page = app.get("/cohort", Some(&cookie)).await.2;
    assert!(page.contains("はじめのワーク") && page.contains("つぎはここ") && page.contains("終わりの手紙"));
    assert!(page.contains("coach-of-第一期生さん"));
    let fields = [
        ("form[cohort]", circle.cohort.as_str()),
        ("form[goal]", CANARY),
        ("form[step]", "まず五分"),
        ("form[due]", "2026-12-24"),
    ];
    let (_, headers, _) = app.post_form("/api/cohorts/set_goal", &fields, Some(&cookie)).await;
    assert_eq!(
        headers["location"].to_str().ok(),
        Some(format!("/cohort?id={}&done=goal#goals", circle.cohort).as_str())
    );
    let page = app.get("/cohort", Some(&cookie)).await.2;
    assert!(
        page.contains(CANARY)
            && page.contains("まず五分")
            && page.contains("12月24日")
            && page.contains("あなただけに")
    );
    assert!(page.contains("11月24日（火）にできました"), "the place of the path is passed");
    let wrong = [("form[cohort]", circle.cohort.as_str()), ("form[goal]", "x"), ("form[due]", "2026-02-30")];
    assert_eq!(app.post_json_client("/api/cohorts/set_goal", &wrong, Some(&cookie)).await.0, 422);
    // Nothing of it stands in the database as it was written.
    let mut conn = app.state.db.read().await.expect("a connection");
    use sqlx::Row;
    let body: Vec<u8> = sqlx::query("select body from cohort_goals").fetch_one(&mut *conn).await.expect("a row").get(0);
    assert!(!body.windows(6).any(|part| CANARY.as_bytes().windows(6).any(|word| word == part)));
});

/// A second coach, who came an hour after the first.
async fn later_coach(app: &TestApp, circle: &Circle) -> UserId {
    let late = app.person("manabe", &[Role::Coach]).await;
    join(app, &circle.cohort, &late, Part::Coach).await.expect("joined");
    run(app, "update cohort_people set joined_at = joined_at + 3600000000 where user_id = (select id from users where name = 'manabe')").await;
    late
}

both!(who_coaches_later_reads_what_is_shown_from_then_on, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let shown = goal(&app, &circle.cohort, CANARY);
    set(&app, &circle.member, shown.clone()).await.expect("set");
    act(&app, &circle.member, &shown.id, GoalAct::Share).await.expect("shown");
    let late = later_coach(&app, &circle).await;
    let counted = async |coach: &UserId| {
        let mut conn = app.state.db.read().await.expect("a connection");
        members::one(&mut conn, coach, &circle.member, NOW).await.expect("a member").goals
    };
    app.state.clock.set(NOW.plus_hours(2));
    let cookie = app.sign_in(&late).await;
    let page = format!("/coaching/members/{}", circle.member);
    assert!(opened(&app, &late, &circle.member).await.expect("an answer").is_empty());
    assert_eq!((counted(&circle.coach).await, counted(&late).await), (1, 0));
    assert!(!app.get(&page, Some(&cookie)).await.2.contains(&format!("{page}/goals")), "no row leads there");
    assert!(!app.get(&format!("{page}/goals"), Some(&cookie)).await.2.contains(CANARY));
    assert_eq!(count(&app, "select count(*) from access_log").await, 0);
    assert_eq!(opened(&app, &circle.coach, &circle.member).await.expect("opened"), [CANARY]);
    // Shown anew it is shown to everybody who is there.
    for change in [GoalAct::Hide, GoalAct::Share] {
        act(&app, &circle.member, &shown.id, change).await.expect("changed");
    }
    assert_eq!(counted(&late).await, 1);
    assert_eq!(opened(&app, &late, &circle.member).await.expect("opened"), [CANARY]);
});

both!(a_shown_goal_is_a_receipt_and_is_hidden_there, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let stranger = super::circle(&app, "第二期生", 8).await;
    let (shown, alone) = (goal(&app, &circle.cohort, "見せる目標"), goal(&app, &circle.cohort, "ひとりのもの"));
    for new in [&shown, &alone] {
        set(&app, &circle.member, new.clone()).await.expect("set");
    }
    act(&app, &circle.member, &shown.id, GoalAct::Share).await.expect("shown");
    let (member, other) = (app.sign_in(&circle.member).await, app.sign_in(&stranger.member).await);
    let receipts = async || app.get("/me/consents", Some(&member)).await.2.replace("<!>", "");
    let page = receipts().await;
    assert!(page.contains("coach-of-第一期生さんへ") && page.contains("目標「見せる目標」"), "{page}");
    assert!(!page.contains("ひとりのもの") && count(&app, "select count(*) from access_log").await == 0);
    assert!(!app.get("/me/consents", Some(&other)).await.2.contains("見せる目標"));
    let fields = [("form[goal]", shown.id.as_str()), ("form[act]", "hide"), ("form[from]", "consents")];
    assert_eq!(app.post_json_client("/api/cohorts/goal", &fields, Some(&other)).await.0.as_u16(), 404);
    let back = app.post_form("/api/cohorts/goal", &fields, Some(&member)).await;
    assert_eq!(back.1["location"], "/me/consents?done=revoked");
    assert!(opened(&app, &circle.coach, &circle.member).await.expect("an answer").is_empty());
    assert!(!receipts().await.contains("見せる目標"));
});

both!(what_is_hidden_leaves_a_page_that_lies_open, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let other = super::circle(&app, "第二期生", 8).await;
    let shown = goal(&app, &circle.cohort, CANARY);
    set(&app, &circle.member, shown.clone()).await.expect("set");
    act(&app, &circle.member, &shown.id, GoalAct::Share).await.expect("shown");
    let coach = app.sign_in(&circle.coach).await;
    let base = format!("/coaching/members/{}/goals", circle.member);
    let still = format!("{base}/still?goals={}", shown.id);
    let page = app.get(&base, Some(&coach)).await.2;
    assert!(page.contains(&format!("data-still=\"{still}\"")) && page.contains("/watch.js"), "{page}");
    let opened = count(&app, "select count(*) from access_log").await;
    let ask = async |path: &str, cookie: Option<&str>| {
        let (status, _, body) = app.get(path, cookie).await;
        assert!(!body.contains(CANARY));
        status.as_u16()
    };
    // Another goal that is shown meanwhile takes nothing from the page.
    let second = goal(&app, &circle.cohort, "二つめ");
    set(&app, &circle.member, second.clone()).await.expect("set");
    act(&app, &circle.member, &second.id, GoalAct::Share).await.expect("shown");
    let coach = Some(coach.as_str());
    assert_eq!(ask(&still, coach).await, 204);
    assert_eq!(count(&app, "select count(*) from access_log").await, opened, "asking opens nothing");
    let (stranger, member) = (app.sign_in(&other.coach).await, app.sign_in(&circle.member).await);
    assert_eq!([ask(&still, None).await, ask(&still, Some(member.as_str())).await], [401, 403]);
    for path in [format!("{base}/still"), format!("{base}/still?goals="), format!("{still}.x")] {
        assert_eq!(ask(&path, coach).await, 404, "{path}");
    }
    assert_eq!(ask(&still, Some(stranger.as_str())).await, 404);
    let two = format!("{still}.{}", second.id);
    act(&app, &circle.member, &second.id, GoalAct::Hide).await.expect("hidden");
    assert_eq!([ask(&still, coach).await, ask(&two, coach).await], [204, 404]);
    act(&app, &circle.member, &shown.id, GoalAct::Hide).await.expect("hidden");
    assert_eq!(ask(&still, coach).await, 404);
});

const PHONE: &str = "090-1234-5678に、毎朝電話する";

both!(a_goal_that_leads_to_somebody_is_not_shown, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let cookie = app.sign_in(&circle.member).await;
    let post = async |path: &str, fields: &[(&str, &str)]| {
        let (status, _, body) = app.post_json_client(&format!("/api/cohorts/{path}"), fields, Some(&cookie)).await;
        assert!(!body.contains("1234"), "the refusal does not repeat it: {body}");
        (status.as_u16(), body)
    };
    let cohort = ("form[cohort]", circle.cohort.as_str());
    for (goal, step, field) in [(PHONE, "一歩", "goal"), ("断る", PHONE, "step")] {
        let fields = [cohort, ("form[goal]", goal), ("form[step]", step), ("form[shared]", "true")];
        let (status, body) = post("set_goal", &fields).await;
        assert!(status == 422 && body.contains(field) && body.contains("電話番号"), "{body}");
    }
    assert_eq!(count(&app, "select count(*) from cohort_goals").await, 0);
    // For oneself one may write it; it only cannot be shown like that.
    let fields = [cohort, ("form[goal]", "断る"), ("form[step]", PHONE)];
    assert_eq!(post("set_goal", &fields).await.0, 200);
    let mut conn = app.state.db.read().await.expect("a connection");
    let mine = goals::mine(&mut conn, &app.state.vault, &circle.member, &circle.cohort).await.expect("goals").remove(0);
    drop(conn);
    let share = [cohort, ("form[goal]", mine.id.as_str()), ("form[act]", "share")];
    let (status, body) = post("goal", &share).await;
    assert!(status == 422 && body.contains("電話番号"), "{body}");
    assert_eq!(count(&app, "select count(*) from cohort_goals where shared_at is not null").await, 0);
    let gone = [cohort, ("form[step]", mine.steps[0].id.as_str()), ("form[act]", "delete")];
    assert_eq!([post("step", &gone).await.0, post("goal", &share).await.0], [200, 200]);
    let step = |text: &'static str| [cohort, ("form[goal]", mine.id.as_str()), ("form[step]", text)];
    assert_eq!([post("add_step", &step(PHONE)).await.0, post("add_step", &step("一歩")).await.0], [422, 200]);
    assert_eq!(count(&app, "select count(*) from cohort_steps").await, 1);
    // Without a program the page comes back with what was typed.
    let fields = [cohort, ("form[goal]", PHONE), ("form[shared]", "true")];
    let back = app.post_form_from("/cohort", "/api/cohorts/set_goal", &fields, Some(&cookie)).await;
    assert_eq!(back.0.as_u16(), 303);
    let carried = back.1["set-cookie"].to_str().expect("text").split(';').next().expect("a cookie").to_owned();
    let page = app.get("/cohort", Some(&format!("{cookie}; {carried}"))).await.2;
    assert!(page.contains(PHONE) && page.contains("電話番号"), "{page}");
});
