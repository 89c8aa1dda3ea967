//! What coaches and organisers see: contact and counts, and never a word that was not shown to them.

use assemble::admin::model::Part;
use assemble::coaching::cohorts::model::ApplicationId;
use assemble::coaching::cohorts::store::{counts, members};
use assemble::kit::Role;

use super::{apply, circle, letters};
use crate::admin::join;
use crate::both;
use crate::journal::{CANARY, begin, count, open, run, save, share, words};
use crate::support::NOW;

both!(an_application_is_opened_by_its_readers_and_the_applicant_sees_it, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let other = super::circle(&app, "第二期生", 8).await;
    let organiser = app.person("satomi", &[Role::Admin]).await;
    let who = app.person("hotaru", &[]).await;
    let id: ApplicationId = apply(&app, &circle.cohort, &who, CANARY).await.expect("applied");
    let page = format!("/coaching/applications/{id}");
    let desk = format!("/admin/cohorts/{}", circle.cohort);
    let (boss, coach) = (app.sign_in(&organiser).await, app.sign_in(&circle.coach).await);
    let list = app.get(&desk, Some(&boss)).await.2;
    assert!(list.contains("hotaruさん") && !list.contains(CANARY), "the list opens nothing");
    assert_eq!(count(&app, "select count(*) from access_log").await, 0);
    for (cookie, decides) in [(&boss, true), (&coach, false)] {
        let (status, _, body) = app.get(&page, Some(cookie)).await;
        assert_eq!((status.as_u16(), body.contains(CANARY), body.contains("参加してもらう")), (200, true, decides));
    }
    for stranger in [&other.coach, &circle.member, &who] {
        let (status, _, body) = app.get(&page, Some(&app.sign_in(stranger).await)).await;
        assert_eq!((status.as_u16(), body.contains(CANARY)), (404, false));
    }
    assert_eq!(
        count(&app, "select count(*) from access_log where object_kind = 'application' and actor_role = 'admin'").await,
        1
    );
    assert_eq!(count(&app, "select count(*) from access_log where object_kind = 'application'").await, 2);
    let readers = app.get("/me/readers", Some(&app.sign_in(&who).await)).await.2;
    assert!(readers.contains("期への申し込み") && readers.contains("世話役"));
    // Without the log there are no words.
    run(&app, "drop table access_log").await;
    assert!(!app.get(&page, Some(&boss)).await.2.contains(CANARY));
});

both!(a_coach_sees_contact_what_waits_and_what_may_be_opened, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    let cookie = app.sign_in(&circle.coach).await;
    let one = async || {
        let mut conn = app.state.db.read().await.expect("a connection");
        members::one(&mut conn, &circle.coach, &circle.member, app.state.now()).await.expect("a member")
    };
    assert_eq!((one().await.contact, one().await.waiting), (None, 0));
    let entry = begin(&app, &circle.member).await;
    save(&app, &circle.member, &entry, 0, words(CANARY)).await.expect("saved");
    app.state.clock.set(NOW.plus_hours(1));
    let (_, copy) = share(&app, &circle.member, &entry, 1, &circle.coach).await.expect("sent");
    assert_eq!((one().await.contact, one().await.waiting), (Some(NOW.plus_hours(1)), 1));
    app.state.clock.set(NOW.plus_hours(2));
    open(&app, &circle.coach, &copy).await.expect("opened");
    assert_eq!(one().await.contact, Some(NOW.plus_hours(2)));
    let list = app.get("/coaching/members", Some(&cookie)).await.2;
    assert!(list.contains("返事待ち 1件") && list.contains("最後のやりとり 11月24日"), "{list}");
    let page = app.get(&format!("/coaching/members/{}", circle.member), Some(&cookie)).await.2;
    assert!(page.contains(&format!("/coach/journals/{copy}")) && !page.contains(CANARY));
    run(&app, "update journal_shares set returned_at = 1").await;
    assert_eq!(one().await.waiting, 0);
    // A member who is not theirs is like nobody.
    let other = super::circle(&app, "第二期生", 8).await;
    assert_eq!(app.get(&format!("/coaching/members/{}", other.member), Some(&cookie)).await.0, 404);
});

both!(an_organiser_sees_counts_of_many_and_nothing_of_few, |app| async move {
    let circle = circle(&app, "第一期生", 20).await;
    let entry = begin(&app, &circle.member).await;
    save(&app, &circle.member, &entry, 0, words(CANARY)).await.expect("saved");
    share(&app, &circle.member, &entry, 1, &circle.coach).await.expect("sent");
    for n in 0..8 {
        let who = app.person(&format!("one-of-many-{n}"), &[]).await;
        join(&app, &circle.cohort, &who, Part::Member).await.expect("joined");
    }
    let told = async || {
        let mut conn = app.state.db.read().await.expect("a connection");
        counts::of_cohort(&mut conn, &circle.cohort).await.expect("counts")
    };
    assert_eq!(told().await, None, "of nine, numbers would tell who");
    let boss = app.sign_in(&app.person("satomi", &[Role::Admin]).await).await;
    let desk = format!("/admin/cohorts/{}", circle.cohort);
    assert!(app.get(&desk, Some(&boss)).await.2.contains("メンバーが10人に満たない期"));
    let who = app.person("the-tenth", &[]).await;
    join(&app, &circle.cohort, &who, Part::Member).await.expect("joined");
    let now = told().await.expect("ten");
    assert_eq!((now.shared, now.returned), (1, 0));
    run(&app, "update journal_shares set returned_at = 1").await;
    assert_eq!(told().await.expect("ten").returned, 1);
    let page = app.get(&desk, Some(&boss)).await.2;
    assert!(page.contains("届いたもの・返ったもの") && !page.contains(CANARY) && !page.contains("member-of"));
});

both!(a_closing_letter_goes_once_at_the_end_and_its_mail_says_nothing, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    run(&app, "update cohorts set ends_at = 1800000000000000").await;
    let (coach, member) = (app.sign_in(&circle.coach).await, app.sign_in(&circle.member).await);
    let fields = |words: &'static str| {
        [
            ("form[cohort]", circle.cohort.to_string()),
            ("form[member]", circle.member.to_string()),
            ("form[words]", words.to_owned()),
        ]
    };
    let post = async |words: &'static str| {
        let fields = fields(words);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        app.post_json_client("/api/cohorts/send_letter", &fields, Some(&coach)).await.0.as_u16()
    };
    assert_eq!(post(CANARY).await, 409, "it is not time");
    run(&app, "update cohorts set closed_at = 1").await;
    assert_eq!(post("090-1234-5678にいつでもどうぞ。").await, 422, "it leads to somebody");
    assert_eq!(count(&app, "select count(*) from cohort_letters").await, 0, "nothing of it is kept");
    assert_eq!([post(CANARY).await, post(CANARY).await, post("ほかのことば").await], [200, 200, 422]);
    let sent = letters(&app).await;
    assert_eq!(sent.len(), 1);
    assert!(sent[0][0] == "closing_letter" && !sent[0][2].contains(CANARY));
    assert!(app.get("/cohort", Some(&member)).await.2.contains(CANARY));
    let page = format!("/coaching/members/{}", circle.member);
    assert!(app.get(&page, Some(&coach)).await.2.contains(CANARY));
    // What one coach wrote is not opened where another looks: a letter that cannot be opened breaks nothing there.
    run(&app, "update cohorts set closed_at = null").await;
    let second = app.person("yoshino", &[Role::Coach]).await;
    join(&app, &circle.cohort, &second, Part::Coach).await.expect("joined");
    run(&app, "update cohorts set closed_at = 1").await;
    run(&app, "update cohort_letters set id = 'moved'").await;
    let (status, _, body) = app.get(&page, Some(&app.sign_in(&second).await)).await;
    assert_eq!((status.as_u16(), body.contains(CANARY)), (200, false));
    assert!(app.get(&page, Some(&coach)).await.0.is_server_error(), "it is bound to its row");
});
