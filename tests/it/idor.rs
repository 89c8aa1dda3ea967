//! Fourteen people try everything with everything: what they may not have answers like what never was.

use assemble::admin::model::Part;
use assemble::coaching::sharing::model::Terms;
use assemble::kit::Role;
use assemble::kit::id::{CohortId, ShareId, UserId};
use sqlx::Row;

use crate::admin::join;
use crate::both;
use crate::coaching::begin_copy;
use crate::desk::{answer, comment};
use crate::journal::{CANARY, begin, cohort, count, run, save, share, share_with, without_ids, words};
use crate::room;
use crate::support::{NOW, TestApp};
use crate::worksheets::{TOP, finished};

const VISITOR: usize = 0;
const UNPROMISED: usize = 1;
const AUTHOR: usize = 2;
const NAMED: usize = 5;
const SECOND: usize = 6;
const ORGANISER: usize = 10;
const PEER: usize = 11;
const COLLEAGUE: usize = 12;

/// Who they are, in the order of the numbers above.
const ACTORS: [&str; 14] = [
    "visitor",
    "member without the promise",
    "author",
    "other member",
    "member of the same cohort",
    "named coach",
    "other coach of the author",
    "coach of another cohort",
    "former coach",
    "host",
    "organiser",
    "supervision peer",
    "other coach of the same cohort",
    "member who left the cohort",
];

/// What there is of the author's, by the names that stand for it below.
struct Things(Vec<(&'static str, String)>);

impl Things {
    /// The text with every name but `gone` put in; `gone` becomes something that never was.
    fn put(&self, text: &str, gone: Option<(&str, &str)>) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, id)| match gone {
            Some((missing, nothing)) if missing == *name => text.replace(name, nothing),
            _ => text.replace(name, id),
        })
    }
}

/// A way to ask for something: the page or server function with its fields, what it is about, and who may.
struct Verb {
    path: &'static str,
    fields: &'static str,
    about: &'static str,
    may: &'static [usize],
}

const fn page(path: &'static str, about: &'static str, may: &'static [usize]) -> Verb {
    Verb { path, fields: "", about, may }
}

const fn call(path: &'static str, fields: &'static str, about: &'static str, may: &'static [usize]) -> Verb {
    Verb { path, fields, about, may }
}

const VERBS: &[Verb] = &[
    page("/journal/ENTRY", "ENTRY", &[AUTHOR]),
    page("/journal/ENTRY?version=1", "ENTRY", &[AUTHOR]),
    page("/journal/ENTRY/share", "ENTRY", &[AUTHOR]),
    page("/journal/ENTRY/look", "ENTRY", &[AUTHOR]),
    page("/journal/ENTRY/read", "ENTRY", &[AUTHOR]),
    page("/journal/ENTRY/history", "ENTRY", &[AUTHOR]),
    page("/journal/ENTRY/history/1", "ENTRY", &[AUTHOR]),
    page("/journal/ENTRY/share/DRAFT", "DRAFT", &[AUTHOR]),
    page("/journal/ENTRY/reviews/RETURNED", "RETURNED", &[AUTHOR]),
    page("/supervision/OPEN", "OPEN", &[AUTHOR]),
    page("/supervision/ASKED", "ASKED", &[AUTHOR]),
    page("/coach/journals/SHARE", "SHARE", &[NAMED]),
    page("/coach/journals/SHARE/still", "SHARE", &[NAMED]),
    page("/coach/journals/SHARE/supervision", "SHARE", &[NAMED]),
    page("/coach/journals/RETURNED", "RETURNED", &[NAMED]),
    page("/coach/supervision/OPEN", "OPEN", &[NAMED, PEER]),
    page("/coach/supervision/OPEN/still", "OPEN", &[NAMED, PEER]),
    page("/coach/supervision/ASKED", "ASKED", &[]),
    page("/worksheets/values/ROUND", "ROUND", &[AUTHOR]),
    page("/worksheets/values/SITTING/result", "SITTING", &[AUTHOR]),
    page("/coach/values/SHOWN", "SHOWN", &[NAMED]),
    page("/coach/values/SHOWN/still", "SHOWN", &[NAMED]),
    page("/coach/sheets/SHOWN/still", "SHOWN", &[NAMED]),
    page("/cohort?id=COHORT", "COHORT", &[AUTHOR]),
    page("/cohort/appointments?move=MEETING", "MEETING", &[AUTHOR]),
    page("/appointments/MEETING/calendar.ics", "MEETING", &[AUTHOR, NAMED]),
    page("/coaching/members/PERSON", "PERSON", &[NAMED, SECOND, COLLEAGUE]),
    page("/coaching/members/PERSON/goals", "PERSON", &[NAMED, SECOND, COLLEAGUE]),
    page("/coaching/members/PERSON/goals/still?goals=GOAL", "GOAL", &[NAMED, COLLEAGUE]),
    page("/coaching/applications/APPLIED", "APPLIED", &[ORGANISER]),
    call("journal/entry", "id=ENTRY", "ENTRY", &[AUTHOR]),
    call("journal/read", "id=ENTRY", "ENTRY", &[AUTHOR]),
    call("journal/versions", "id=ENTRY&before=0", "ENTRY", &[AUTHOR]),
    call("journal/compare", "id=ENTRY&version=1", "ENTRY", &[AUTHOR]),
    call("journal/share_page", "id=ENTRY", "ENTRY", &[AUTHOR]),
    call("deid/found", "id=ENTRY", "ENTRY", &[AUTHOR]),
    call("deid/look", "form[entry]=ENTRY", "ENTRY", &[AUTHOR]),
    call("journal/save", "form[entry]=ENTRY&form[base]=1&form[texts][y]=x", "ENTRY", &[AUTHOR]),
    call("journal/autosave", "form[entry]=ENTRY&form[base]=1&form[texts][y]=x", "ENTRY", &[AUTHOR]),
    call("journal/restore", "form[entry]=ENTRY&form[version]=1", "ENTRY", &[AUTHOR]),
    call("journal/delete", "form[entry]=ENTRY", "ENTRY", &[AUTHOR]),
    call(
        "journal/share_begin",
        "form[entry]=ENTRY&form[version]=1&form[steps][]=y&form[coaches][]=COACH",
        "ENTRY",
        &[AUTHOR],
    ),
    call(
        "journal/share_begin",
        "form[entry]=ENTRY&form[version]=1&form[steps][]=y&form[coaches][]=FOREIGN",
        "FOREIGN",
        &[],
    ),
    call("journal/share_copy", "id=DRAFT", "DRAFT", &[AUTHOR]),
    call("journal/share", "form[draft]=DRAFT&form[texts][y/text]=x&form[then]=check", "DRAFT", &[AUTHOR]),
    call("journal/share", "form[draft]=DRAFT&form[then]=send", "DRAFT", &[AUTHOR]),
    call("journal/withdraw", "form[share]=SHARE", "SHARE", &[AUTHOR]),
    call("coaching/review", "entry=ENTRY&share=RETURNED&newest=false", "RETURNED", &[AUTHOR]),
    call("coaching/reply", "form[share]=RETURNED&form[text]=x", "RETURNED", &[AUTHOR]),
    call("coaching/reply", "form[share]=RETURNED&form[comment]=SAID&form[text]=x", "SAID", &[AUTHOR]),
    call("coaching/open", "id=SHARE", "SHARE", &[NAMED]),
    call("coaching/claim", "form[share]=SHARE&form[turn]=1", "SHARE", &[NAMED]),
    call("coaching/claim", "form[share]=SHARE&form[then]=release", "SHARE", &[NAMED]),
    call("coaching/comment", "form[share]=SHARE&form[place]=y/text&form[at]=0-3&form[text]=x", "SHARE", &[NAMED]),
    call("coaching/drop_comment", "form[comment]=PENDING", "PENDING", &[NAMED]),
    call("coaching/drop_comment", "form[comment]=SAID", "SAID", &[]),
    call("coaching/note", "form[share]=SHARE&form[text]=x", "SHARE", &[NAMED]),
    call("coaching/keep", "form[share]=SHARE&form[text]=x", "SHARE", &[NAMED]),
    call("coaching/answer", "form[share]=SHARE&form[text]=x", "SHARE", &[NAMED]),
    call("coaching/say", "form[share]=RETURNED&form[text]=x", "RETURNED", &[NAMED]),
    call("coaching/say", "form[share]=RETURNED&form[comment]=SAID&form[text]=x", "SAID", &[NAMED]),
    call("coaching/supervision_page", "share=SHARE", "SHARE", &[NAMED]),
    call(
        "coaching/supervision_ask",
        "form[share]=SHARE&form[peer]=THIRD&form[texts][excerpt]=x&form[checks][]=0&form[checks][]=1&form[checks][]=2&form[checks][]=3&form[checks][]=4",
        "SHARE",
        &[NAMED],
    ),
    call("coaching/supervision_request", "id=ASKED", "ASKED", &[AUTHOR]),
    call("coaching/supervision_decide", "form[supervision]=ASKED&form[then]=accept", "ASKED", &[AUTHOR]),
    call("coaching/supervision_decide", "form[supervision]=ASKED&form[then]=decline", "ASKED", &[AUTHOR]),
    call("coaching/supervision_decide", "form[supervision]=OPEN&form[then]=revoke", "OPEN", &[AUTHOR, NAMED]),
    call("coaching/supervision_open", "id=OPEN", "OPEN", &[NAMED, PEER]),
    call("coaching/supervision_open", "id=ASKED", "ASKED", &[]),
    call("coaching/supervision_say", "form[supervision]=OPEN&form[text]=x", "OPEN", &[NAMED, PEER]),
    call("worksheets/values/sitting", "id=ROUND", "ROUND", &[AUTHOR]),
    call("worksheets/values/result", "id=SITTING", "SITTING", &[AUTHOR]),
    call("worksheets/values/compare", "a=SITTING&b=EARLIER", "SITTING", &[AUTHOR]),
    call("worksheets/values/compare", "a=SITTING&b=EARLIER", "EARLIER", &[AUTHOR]),
    call("worksheets/values/move", "form[id]=ROUND&form[act]=undo", "ROUND", &[AUTHOR]),
    call("worksheets/values/save", r#"form[id]=ROUND&form[moves]=[{"move":"undo"}]"#, "ROUND", &[AUTHOR]),
    call("worksheets/values/pick", "form[id]=SITTING&form[coach]=COACH", "SITTING", &[AUTHOR]),
    call("worksheets/values/share", "form[id]=SITTING&form[act]=send", "SITTING", &[AUTHOR]),
    call("worksheets/values/share", "form[id]=SITTING&form[act]=change", "SITTING", &[AUTHOR]),
    call("worksheets/values/withdraw", "form[id]=SHOWN", "SHOWN", &[AUTHOR]),
    page("/worksheets/counted/SITTING", "SITTING", &[AUTHOR]),
    call("worksheets/counted", "id=SITTING", "SITTING", &[AUTHOR]),
    call("worksheets/count", "form[id]=SITTING&form[act]=on", "SITTING", &[AUTHOR]),
    call("worksheets/values/delete", "form[id]=SITTING", "SITTING", &[AUTHOR]),
    call("worksheets/values/shared", "id=SHOWN", "SHOWN", &[NAMED]),
    call("cohorts/mine", "id=COHORT", "COHORT", &[AUTHOR]),
    call("cohorts/leave", "form[cohort]=COHORT", "COHORT", &[AUTHOR]),
    call("cohorts/set_goal", "form[cohort]=COHORT&form[goal]=x", "COHORT", &[AUTHOR]),
    call("cohorts/goal", "form[goal]=GOAL&form[act]=share", "GOAL", &[AUTHOR]),
    call("cohorts/goal", "form[goal]=GOAL&form[act]=hide", "GOAL", &[AUTHOR]),
    call("cohorts/goal", "form[goal]=GOAL&form[act]=done", "GOAL", &[AUTHOR]),
    call("cohorts/goal", "form[goal]=GOAL&form[act]=delete", "GOAL", &[AUTHOR]),
    call("cohorts/add_step", "form[goal]=GOAL&form[step]=x", "GOAL", &[AUTHOR]),
    call("cohorts/step", "form[step]=STEP&form[act]=done", "STEP", &[AUTHOR]),
    call("cohorts/step", "form[step]=STEP&form[act]=delete", "STEP", &[AUTHOR]),
    call("cohorts/member", "id=PERSON", "PERSON", &[NAMED, SECOND, COLLEAGUE]),
    call("cohorts/member_goals", "id=PERSON", "PERSON", &[NAMED, SECOND, COLLEAGUE]),
    call("cohorts/send_letter", "form[cohort]=COHORT&form[member]=PERSON&form[words]=x", "PERSON", &[NAMED, COLLEAGUE]),
    call(
        "cohorts/offer",
        "form[cohort]=COHORT&form[first]=2026-12-01T19:00&form[minutes]=45&form[weeks]=1",
        "COHORT",
        &[NAMED, COLLEAGUE],
    ),
    call("cohorts/withdraw_slot", "form[slot]=SLOT", "SLOT", &[NAMED]),
    call("cohorts/times", "moving=MEETING", "MEETING", &[AUTHOR]),
    call("cohorts/book", "form[slot]=SLOT", "SLOT", &[AUTHOR]),
    call("cohorts/move", "form[appointment]=MEETING&form[slot]=SLOT", "MEETING", &[AUTHOR]),
    call("cohorts/cancel", "form[appointment]=MEETING", "MEETING", &[AUTHOR, NAMED]),
    call("cohorts/application", "id=APPLIED", "APPLIED", &[ORGANISER]),
    call("cohorts/withdraw_application", "form[application]=APPLIED", "APPLIED", &[AUTHOR]),
    call("cohorts/decide", "form[application]=APPLIED&form[act]=accept", "APPLIED", &[ORGANISER]),
    call("cohorts/cohort_desk", "id=COHORT", "COHORT", &[ORGANISER]),
];

/// Server functions that ask for nothing of anybody's: whoever may come gets their own.
const OWN: [&str; 15] = [
    "coaching/queue",
    "journal/all",
    "journal/calendar",
    "journal/consents",
    "journal/entries",
    "journal/export",
    "journal/offer",
    "journal/readers",
    "journal/search",
    "journal/sheet",
    "journal/start",
    "worksheets/shelf",
    "worksheets/values",
    "worksheets/values/latest",
    "worksheets/values/start",
];

/// The rooms of which every server function is here; those of cohorts have `room::doors`.
const ROOMS: [&str; 4] = ["journal/", "coaching/", "deid/", "worksheets/"];

#[test]
fn every_server_function_about_something_is_tried() {
    let mut found = 0;
    for (path, _) in leptos::server_fn::axum::server_fn_paths() {
        let name = path.trim_start_matches("/api/");
        if ROOMS.iter().any(|room| name.starts_with(room)) {
            found += 1;
            assert!(OWN.contains(&name) || VERBS.iter().any(|verb| verb.path == name), "{name} is tried by nobody");
        }
    }
    assert!(found > 40, "{found}");
}

/// Everybody, and everything of the author's.
async fn stage(app: &TestApp) -> (Vec<Option<String>>, Things) {
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

/// What the author has in their cohort: a goal that is shown, an appointment, a time that is free; and an application
/// to another cohort.
async fn together(
    app: &TestApp,
    cohort: CohortId,
    coach: UserId,
    author: UserId,
    cookie: &str,
) -> [(&'static str, String); 5] {
    let fields =
        [("form[cohort]", cohort.as_str()), ("form[goal]", CANARY), ("form[step]", "一歩"), ("form[shared]", "true")];
    let set = app.post_json_client("/api/cohorts/set_goal", &fields, Some(cookie)).await;
    assert!(set.0.is_success(), "{}", set.2);
    let other = room::circle(app, "申し込み先", 8).await;
    let applied = room::apply(app, &other.cohort, &author, CANARY).await.expect("applied");
    let circle = room::Circle { programme: other.programme, cohort, coach, member: author };
    let booked = room::offer(app, &circle, NOW.plus_days(2)).await;
    let meeting = room::book(app, &circle.member, &booked).await.expect("an answer").1.expect("booked");
    [
        ("GOAL", only(app, "select id from cohort_goals").await),
        ("STEP", only(app, "select id from cohort_steps").await),
        ("SLOT", room::offer(app, &circle, NOW.plus_days(3)).await.to_string()),
        ("MEETING", meeting.id.to_string()),
        ("APPLIED", applied.to_string()),
    ]
}

/// The one id that there is.
async fn only(app: &TestApp, sql: &'static str) -> String {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query(sql).fetch_one(&mut *conn).await.expect("one").get(0)
}

/// What somebody who may not could have done.
const TRACES: [&str; 21] = [
    "select count(*) from access_log",
    "select count(*) from review_comments where deleted_at is null",
    "select count(*) from review_messages",
    "select count(*) from journal_revisions",
    "select count(*) from coach_notes",
    "select count(*) from coach_answers",
    "select count(*) from share_drafts",
    "select count(*) from supervisions where accepted_at is null and declined_at is null and revoked_at is null",
    "select count(*) from supervision_words",
    "select count(*) from journal_shares where revoked_at is null",
    "select count(*) from worksheet_shares where revoked_at is null",
    "select count(*) from worksheet_answers",
    "select count(*) from cohort_goals where shared_at is not null and done_at is null",
    "select count(*) from cohort_steps where done_at is null",
    "select count(*) from appointments where cancelled_at is null and sequence = 0",
    "select count(*) from appointment_slots where withdrawn_at is null",
    "select count(*) from cohort_applications where withdrawn_at is null and accepted_at is null",
    "select count(*) from cohort_people where left_at is null",
    "select count(*) from cohort_letters",
    "select count(*) from letters",
    "select count(*) from journal_entries where deleted_at is null",
];

async fn traces(app: &TestApp) -> Vec<i64> {
    let mut all = Vec::new();
    for sql in TRACES {
        all.push(count(app, sql).await);
    }
    all
}

/// What came back, without what differs from one request to the next.
async fn tried(app: &TestApp, verb: &Verb, cookie: Option<&str>, path: &str, fields: &str, id: &str) -> (u16, String) {
    let answer = if verb.path.starts_with('/') {
        app.get(path, cookie).await
    } else {
        let fields: Vec<(&str, &str)> = fields.split('&').filter_map(|field| field.split_once('=')).collect();
        app.post_json_client(&format!("/api/{path}"), &fields, cookie).await
    };
    let to = answer.1.get("location").and_then(|to| to.to_str().ok()).unwrap_or_default();
    (answer.0.as_u16(), format!("{to}\n{}", without_ids(&answer.2, id)).replace(id, "ID"))
}

both!(whoever_may_not_have_it_sees_no_page_of_it, |app| async move { try_all(&app, &["/"]).await });

both!(whoever_may_not_have_it_does_nothing_to_it, |app| async move {
    try_all(&app, &["journal/", "coaching/", "deid/"]).await
});

both!(whoever_may_not_have_it_does_nothing_to_a_worksheet_or_in_a_cohort, |app| async move {
    try_all(&app, &["worksheets/", "cohorts/"]).await
});

/// Everybody tries what begins like one of these.
async fn try_all(app: &TestApp, rooms: &[&str]) {
    let (cookies, things) = stage(app).await;
    let verbs = move || VERBS.iter().filter(move |verb| rooms.iter().any(|room| verb.path.starts_with(*room)));
    let before = traces(app).await;
    let nothing = "019376b0-7c6a-7000-8000-0123456789ab";
    let mut tries = 0;
    for verb in verbs() {
        let real = things.0.iter().find(|(name, _)| *name == verb.about).expect("something").1.clone();
        for (who, cookie) in ACTORS.iter().zip(&cookies).enumerate().map(|(at, (_, cookie))| (at, cookie)) {
            if verb.may.contains(&who) {
                continue;
            }
            let gone = Some((verb.about, nothing));
            let theirs = tried(
                app,
                verb,
                cookie.as_deref(),
                &things.put(verb.path, None),
                &things.put(verb.fields, None),
                &real,
            )
            .await;
            let none = tried(
                app,
                verb,
                cookie.as_deref(),
                &things.put(verb.path, gone),
                &things.put(verb.fields, gone),
                nothing,
            )
            .await;
            let what = format!("{} {} for the {}", verb.path, verb.fields, ACTORS[who]);
            assert!(matches!(theirs.0, 302 | 303 | 401 | 403 | 404), "{what}: {} {}", theirs.0, theirs.1);
            assert!(matches!((who, theirs.0), (VISITOR | UNPROMISED, _) | (_, 403 | 404)), "{what}: {}", theirs.0);
            assert!(!theirs.1.contains(CANARY), "{what}");
            assert_eq!(theirs.0, none.0, "{what}");
            // One's own id stands on each of one's pages.
            let own = verb.about == "PERSON" && who == AUTHOR;
            assert!(own || theirs.1 == none.1, "{what}: told apart");
            tries += 1;
        }
    }
    assert!(tries > 150, "{tries}");
    assert_eq!(traces(app).await, before, "nothing was opened, and nothing changed");
    // Those who may, may: the matrix is not empty on the other side. What changes something is tried where it belongs.
    for verb in verbs().filter(|verb| !verb.fields.contains("form[")) {
        for who in verb.may {
            let (path, fields) = (things.put(verb.path, None), things.put(verb.fields, None));
            let (status, body) = tried(app, verb, cookies[*who].as_deref(), &path, &fields, "-").await;
            assert!((200..300).contains(&status), "{path} {fields} for the {}: {status} {body}", ACTORS[*who]);
        }
    }
}
