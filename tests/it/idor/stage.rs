//! Everybody, and everything of the author's that somebody could ask for.

use assemble::admin::model::Part;
use assemble::coaching::sharing::model::Terms;
use assemble::kit::Role;
use assemble::kit::id::{CohortId, ShareId, UserId};
use sqlx::Row;

use super::{AUTHOR, NAMED};
use crate::admin::join;
use crate::coaching::begin_copy;
use crate::desk::{answer, comment};
use crate::journal::{CANARY, begin, cohort, run, save, share, share_with, words};
use crate::room;
use crate::selfchecks;
use crate::sheets::{Sitter, confirm_all};
use crate::support::{NOW, TestApp};
use crate::worksheets::{TOP, finished};
use crate::workshops::details;

/// What there is of the author's, by the names that stand for it in the rows.
pub struct Things(pub Vec<(&'static str, String)>);

impl Things {
    /// The text with every name but `gone` put in; `gone` becomes something that never was.
    pub fn put(&self, text: &str, gone: Option<(&str, &str)>) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, id)| match gone {
            Some((missing, nothing)) if missing == *name => text.replace(name, nothing),
            _ => text.replace(name, id),
        })
    }
}

/// Everybody, and everything of the author's.
pub async fn stage(app: &TestApp) -> (Vec<Option<String>>, Things) {
    let (named, author) = (app.person("kitagawa", &[Role::Coach]).await, app.person("minato", &[]).await);
    let circle = cohort(app, &named, &author).await;
    let unpromised = app.person("unpromised", &[]).await;
    let other = app.person("other", &[]).await;
    let same = app.person("same", &[]).await;
    cohort(app, &named, &same).await;
    let second = app.person("second", &[Role::Coach]).await;
    cohort(app, &second, &author).await;
    let elsewhere = app.person("elsewhere", &[Role::Coach]).await;
    cohort(app, &elsewhere, &other).await;
    let former = app.person("former", &[Role::Coach]).await;
    cohort(app, &former, &author).await;
    let host = app.person("host", &[Role::Host]).await;
    let organiser = app.person("organiser", &[Role::Admin]).await;
    let peer = app.person("peer", &[Role::Coach]).await;
    let colleague = app.person("colleague", &[Role::Coach]).await;
    join(app, &circle, &colleague, Part::Coach).await.expect("joined");
    let left = app.person("left", &[]).await;
    join(app, &circle, &left, Part::Member).await.expect("joined");
    let elsewhere_host = app.person("elsewhere host", &[Role::Host]).await;
    run(app, "delete from promises where user_id = (select id from users where name = 'unpromised')").await;

    let entry = begin(app, &author).await;
    save(app, &author, &entry, 0, words(CANARY)).await.expect("saved");
    save(app, &author, &entry, 1, words(&format!("{CANARY}。"))).await.expect("saved");
    let id: ShareId = app.state.new_id();
    let both = [&named, &former];
    let (_, open) = share_with(app, &author, (&entry, 1), &both, Terms::default(), id).await.expect("sent");
    let pending = comment(app, &named, &open, (0, 4), "x").await.expect("kept");
    let (_, returned) = share(app, &author, &entry, 2, &named).await.expect("sent");
    let said = comment(app, &named, &returned, (0, 4), "y").await.expect("kept");
    answer(app, &named, &returned, "読みました").await.expect("returned");
    let gone =
        "update cohort_people set left_at = 1 where user_id in (select id from users where name in ('former', 'left'))";
    run(app, gone).await;
    let cookies = [
        None,
        Some(&unpromised),
        Some(&author),
        Some(&other),
        Some(&same),
        Some(&named),
        Some(&second),
        Some(&elsewhere),
        Some(&former),
        Some(&host),
        Some(&organiser),
        Some(&peer),
        Some(&colleague),
        Some(&left),
        Some(&elsewhere_host),
    ];
    let mut signed = Vec::new();
    for person in cookies {
        signed.push(match person {
            Some(person) => Some(app.sign_in(person).await),
            None => None,
        });
    }
    let asking = signed[NAMED].clone().expect("a coach");
    let draft =
        begin_copy(app, &entry, &[&named], signed[AUTHOR].as_deref().expect("an author")).await.expect("a copy");
    let request = async |peer: &UserId, excerpt: &str| {
        let status = crate::desk::supervision::ask(app, &open, peer, excerpt, &asking).await;
        assert_eq!(status, 200);
        crate::desk::supervision::newest(app).await
    };
    let shown = request(&peer, "抜き書き").await;
    let fields = [("form[supervision]", shown.as_str()), ("form[then]", "accept")];
    let yes = app.post_json_client("/api/coaching/supervision_decide", &fields, signed[AUTHOR].as_deref()).await;
    assert!(yes.0.is_success(), "{}", yes.2);
    app.state.clock.set(NOW.plus_minutes(1));
    let asked = request(&peer, "べつの抜き書き").await;
    let mut things = vec![
        ("ENTRY", entry.to_string()),
        ("DRAFT", draft),
        ("SHARE", open.to_string()),
        ("RETURNED", returned.to_string()),
        ("PENDING", pending.to_string()),
        ("SAID", said.to_string()),
        ("OPEN", shown),
        ("ASKED", asked),
        ("COACH", named.to_string()),
        ("THIRD", second.to_string()),
        ("FOREIGN", elsewhere.to_string()),
        ("PERSON", author.to_string()),
        ("COHORT", circle.to_string()),
    ];
    let mine = signed[AUTHOR].clone().expect("an author");
    things.extend(rounds(app, &author, &named, &mine).await);
    things.extend(sheets(app, (&author, &mine), (&named, &asking)).await);
    things.extend(checks(app, &named, &mine).await);
    things.extend(gathering(app, &host, &author).await);
    things.extend(together(app, circle, named, author, &mine).await);
    (signed, Things(things))
}

/// What the author has of the value cards: two finished rounds, one of them shown, and one under way.
async fn rounds(app: &TestApp, author: &UserId, coach: &UserId, cookie: &str) -> [(&'static str, String); 4] {
    let earlier = finished(app, author, cookie, TOP).await;
    let sitting = finished(app, author, cookie, TOP).await;
    let post = async |path: &str, fields: &[(&str, &str)]| {
        let (status, headers, body) =
            app.post_form(&format!("/api/worksheets/values/{path}"), fields, Some(cookie)).await;
        assert!(status.is_redirection(), "{path}: {status} {body}");
        headers["location"].to_str().expect("text").to_owned()
    };
    post("pick", &[("form[id]", sitting.as_str()), ("form[coach]", coach.as_str())]).await;
    let sent = post("share", &[("form[id]", sitting.as_str()), ("form[act]", "send")]).await;
    assert!(sent.ends_with("done=shared"), "{sent}");
    let begun = post("start", &[("form[worksheet]", "W1")]).await;
    [
        ("ROUND", begun.rsplit('/').next().expect("an id").to_owned()),
        ("SITTING", sitting.to_string()),
        ("EARLIER", earlier.to_string()),
        ("SHOWN", only(app, "select id from worksheet_shares").await),
    ]
}

/// A sheet of the author's that is under way, and one that is finished; the copy of it that a coach has; and the
/// strength that the coach has seen in them.
async fn sheets(
    app: &TestApp,
    (author, cookie): (&UserId, &str),
    (coach, coach_cookie): (&UserId, &str),
) -> [(&'static str, String); 4] {
    confirm_all(app).await;
    let begun = Sitter::again(app, author.clone(), cookie.to_owned(), "w4").await;
    let sitter = Sitter::again(app, author.clone(), cookie.to_owned(), "w5").await;
    sitter.press(&[("form[act]", "choose"), ("form[many][strengths][]", "waiting")]).await;
    sitter.finish(&[("form[f][story_waiting]", CANARY)]).await;
    let fields = [("form[id]", sitter.id()), ("form[coach]", coach.as_str()), ("form[seen]", "true")];
    let sent = sitter.send("share", &fields).await;
    assert!(sent.location.ends_with("done=shared"), "{}", sent.page);
    let leaf = "select s.id from worksheet_shares s join worksheet_answers a on a.id = s.answer_id
                where a.worksheet = 'W5'";
    let leaf = only(app, leaf).await;
    let gift = [("form[share]", leaf.as_str()), ("form[strength]", "bridges"), ("form[line]", CANARY)];
    let given = app.post_json_client("/api/sheets/gift", &gift, Some(coach_cookie)).await;
    assert!(given.0.is_success(), "{}", given.2);
    [
        ("BEGUN", begun.id().to_owned()),
        ("SHEET", sitter.id().to_owned()),
        ("LEAF", leaf),
        ("GIFT", only(app, "select id from strength_gifts").await),
    ]
}

/// A self-check of the author's, and the copy of it that a coach has.
async fn checks(app: &TestApp, coach: &UserId, cookie: &str) -> [(&'static str, String); 2] {
    let check = selfchecks::take(app, cookie, "75").await;
    let shown = selfchecks::show(app, &check, coach, Some(cookie)).await;
    assert!(!shown.0.is_client_error(), "{}", shown.2);
    [("CHECK", check), ("TOLD", only(app, "select id from selfcheck_shares").await)]
}

/// A draft of a host, and a run sheet that they keep; what they published, where the author has a seat; a certificate and a sign-in of the author's.
async fn gathering(app: &TestApp, host: &UserId, author: &UserId) -> [(&'static str, String); 7] {
    let plan = app.draft(host, details(4)).await;
    let event = app.workshop(host, details(4)).await;
    app.register(&event, author).await;
    run(
        app,
        "insert into certificates (id, workshop_id, user_id, code, name, title, minutes, points, held_on, issued_at,
                                   issued_by)
         select 'certificate', r.workshop_id, r.user_id, 'WXYZ2345WXYZ', 'みなと', '交流会', 90, '', '2026-11-01', 1,
                w.host_id
         from registrations r join workshops w on w.id = r.workshop_id",
    )
    .await;
    run(
        app,
        r#"insert into run_templates (id, owner_id, title, sheet, created_at)
           select '019376b0-7c6a-7000-8000-00000000abcd', id, '秋の会',
                  '{"title":{"ja":"秋の会"},"size":[3,8],"blocks":[]}', 1
           from users where name = 'host'"#,
    )
    .await;
    let device = "select min(s.id) from sessions s join users u on u.id = s.user_id where u.name = 'minato'";
    [
        ("PLAN", plan.to_string()),
        ("EVENT", event.to_string()),
        ("REGISTRATION", only(app, "select id from registrations").await),
        ("GIVEN", "WXYZ2345WXYZ".to_owned()),
        ("DEVICE", only(app, device).await),
        ("FRESH", app.state.new_id::<UserId>().to_string()),
        ("TEMPLATE", only(app, "select id from run_templates").await),
    ]
}

/// What the author has in their cohort: a goal that is shown, an appointment, a time that is free; and an application
/// to another cohort.
async fn together(
    app: &TestApp,
    cohort: CohortId,
    coach: UserId,
    author: UserId,
    cookie: &str,
) -> [(&'static str, String); 6] {
    let fields =
        [("form[cohort]", cohort.as_str()), ("form[goal]", CANARY), ("form[step]", "一歩"), ("form[shared]", "true")];
    let set = app.post_json_client("/api/cohorts/set_goal", &fields, Some(cookie)).await;
    assert!(set.0.is_success(), "{}", set.2);
    let other = room::circle(app, "申し込み先", 8).await;
    let applied = room::apply(app, &other.cohort, &author, CANARY).await.expect("applied");
    let programme = other.programme.to_string();
    let circle = room::Circle { programme: other.programme, cohort, coach, member: author };
    let booked = room::offer(app, &circle, NOW.plus_days(2)).await;
    let meeting = room::book(app, &circle.member, &booked).await.expect("an answer").1.expect("booked");
    [
        ("GOAL", only(app, "select id from cohort_goals").await),
        ("STEP", only(app, "select id from cohort_steps").await),
        ("SLOT", room::offer(app, &circle, NOW.plus_days(3)).await.to_string()),
        ("MEETING", meeting.id.to_string()),
        ("APPLIED", applied.to_string()),
        ("PROGRAMME", programme),
    ]
}

/// The one id that there is.
async fn only(app: &TestApp, sql: &'static str) -> String {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query(sql).fetch_one(&mut *conn).await.expect("one").get(0)
}
