//! The demo community keeps every rule that the real one keeps.

use std::collections::{HashMap, HashSet, VecDeque};

use assemble::coaching;
use assemble::demo;
use assemble::journal;
use assemble::kit::id::UserId;
use assemble::worksheets;
use assemble::workshops;
use sqlx::Row;

use crate::both;
use crate::support::{NOW, On, TestApp, shown};

async fn number(app: &TestApp, sql: &'static str) -> i64 {
    let mut conn = app.state.db.read().await.expect("a connection");
    sqlx::query(sql).fetch_one(&mut *conn).await.expect("a row").get(0)
}

async fn lines(app: &TestApp, sql: &'static str) -> Vec<String> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query(sql).fetch_all(&mut *conn).await.expect("rows");
    rows.iter().map(|row| row.get(0)).collect()
}

async fn person(app: &TestApp, email: &str) -> UserId {
    let mut conn = app.state.db.read().await.expect("a connection");
    let row = sqlx::query("select id from users where email = $1").bind(email).fetch_one(&mut *conn).await;
    row.expect("somebody").get::<String, _>(0).parse().expect("an id")
}

/// Everything that must be the same for the same clock.
async fn picture(app: &TestApp) -> Vec<String> {
    let mut all = lines(app, "select email || ' ' || name || ' ' || profession from users order by email").await;
    all.extend(
        lines(
            app,
            "select w.title || ' ' || w.starts_at || ' ' || u.email || ' ' || r.seq || ' ' || r.joined_at
             from registrations r join workshops w on w.id = r.workshop_id join users u on u.id = r.user_id
             order by w.starts_at, w.id, r.seq",
        )
        .await,
    );
    all.extend(
        lines(
            app,
            "select u.email || ' ' || e.template || ' ' || e.updated_at from journal_entries e
             join users u on u.id = e.owner_id order by u.email, e.created_at, e.id",
        )
        .await,
    );
    for table in [
        "select 'answers ' || count(*) from coach_answers",
        "select 'sittings ' || count(*) from worksheet_answers",
        "select 'values ' || count(*) from worksheet_shares",
        "select 'letters ' || count(*) from letters",
        "select 'readings ' || count(*) from access_log",
    ] {
        all.extend(lines(app, table).await);
    }
    all
}

both!(filling_keeps_the_rules_and_twice_changes_nothing, |app| async move {
    demo::fill(&app.state).await.expect("filled");
    let first = picture(&app).await;
    demo::fill(&app.state).await.expect("left alone");
    assert_eq!(picture(&app).await, first);

    assert!(number(&app, "select count(*) from users where verified_at is not null").await >= 45);
    assert_eq!(number(&app, "select count(*) from workshops").await, 24);
    assert_eq!(number(&app, "select count(*) from workshops where published_at is null").await, 1);
    assert_eq!(number(&app, "select count(*) from workshops where cancelled_at is not null").await, 1);
    // Never more people than seats; never a free seat while somebody waits; the order has no holes.
    let seats = "select count(*) from workshops w where
         (select count(r.confirmed_at) from registrations r where r.workshop_id = w.id and r.cancelled_at is null) > w.capacity";
    assert_eq!(number(&app, seats).await, 0);
    // Apart from seats that are kept for a profession, or given by a host's word or a draw.
    let waiting = "select count(*) from workshops w where w.mode = 'first'
         and not exists (select 1 from seat_rules s where s.workshop_id = w.id) and
         (select count(coalesce(r.confirmed_at, r.offered_at)) from registrations r where r.workshop_id = w.id and r.cancelled_at is null) < w.capacity
         and exists (select 1 from registrations r where r.workshop_id = w.id and r.cancelled_at is null
                     and r.confirmed_at is null and r.offered_at is null)";
    assert_eq!(number(&app, waiting).await, 0);
    let dense = "select count(*) from (select workshop_id, max(seq) as last, count(*) as n from registrations group by workshop_id) x where last <> n";
    assert_eq!(number(&app, dense).await, 0);
    let full =
        "select count(distinct workshop_id) from registrations where confirmed_at is null and cancelled_at is null";
    assert!(number(&app, full).await >= 2, "some are full with a waiting list");
    // Nothing happened in the future, nobody acted before they joined, and no letter may leave the house.
    for sql in [
        "select count(*) from letters where sent_at is null",
        "select count(*) from registrations r join users u on u.id = r.user_id where r.joined_at < u.created_at",
        "select count(*) from journal_entries e join users u on u.id = e.owner_id where e.created_at < u.created_at",
        "select count(*) from worksheet_answers e join users u on u.id = e.owner_id where e.started_at < u.created_at",
        "select count(*) from coach_answers a join journal_shares s on s.id = a.share_id where a.sent_at < s.shared_at",
        "select count(*) from users where email not like '%@demo.example'",
    ] {
        assert_eq!(number(&app, sql).await, 0, "{sql}");
    }
    for sql in [
        "select max(joined_at) from registrations",
        "select max(updated_at) from journal_entries",
        "select max(sent_at) from coach_answers",
        "select max(read_at) from coach_answers",
        "select max(at) from access_log",
        "select max(updated_at) from worksheet_answers",
        "select max(created_at) from letters",
    ] {
        assert!(number(&app, sql).await <= NOW.0, "{sql}");
    }
});

both!(the_past_has_people_voices_and_certificates, |app| async move {
    demo::fill(&app.state).await.expect("filled");
    let voices = "select w.title || ' ' || count(*) from feedback f join workshops w on w.id = f.workshop_id
                  group by w.id, w.title order by count(*) desc";
    let voices = lines(&app, voices).await;
    assert!(voices.len() == 2 && voices[0].ends_with(" 7") && voices[1].ends_with(" 3"), "{voices:?}");
    let minato = person(&app, "minato@demo.example").await;
    let mut conn = app.state.db.read().await.expect("a connection");
    let mine = workshops::day::store::certificates::of_person(&mut conn, &minato).await.expect("asked");
    assert_eq!(mine.len(), 2);
    drop(conn);
    let absent = "select count(*) from certificates c join registrations r
                  on r.workshop_id = c.workshop_id and r.user_id = c.user_id
                  where r.checked_in_at is null or r.attended < 80 or c.issued_at < r.checked_in_at";
    assert_eq!(number(&app, absent).await, 0);
    assert!(number(&app, "select max(checked_in_at) from registrations").await <= NOW.0);
});

both!(a_room_is_open_tonight_for_whoever_tries_it, |app| async move {
    demo::fill(&app.state).await.expect("filled");
    let room = lines(&app, "select workshop_id from live_rooms where closed_at is null").await.remove(0);
    let seats = "select count(*) from registrations r join live_rooms l on l.workshop_id = r.workshop_id
                 where r.confirmed_at is not null and r.cancelled_at is null";
    assert_eq!(number(&app, seats).await, 12);
    assert_eq!(number(&app, "select count(*) from live_people").await, 11);
    let host = app.sign_in(&person(&app, "mizuno@demo.example").await).await;
    let (status, _, console) = app.get(&format!("/live/{room}/host"), Some(&host)).await;
    assert_eq!(status, 200);
    assert!(shown(&console).contains("はじめる"), "{console}");
    let guest = app.sign_in(&person(&app, "mika@demo.example").await).await;
    let (status, _, door) = app.get(&format!("/live/{room}"), Some(&guest)).await;
    assert_eq!(status, 200);
    assert!(door.contains("form[name]"), "she stands at the door: {door}");
});

both!(organisers_see_counts_without_names, |app| async move {
    demo::fill(&app.state).await.expect("filled");
    let organiser = app.sign_in(&person(&app, "satomi@demo.example").await).await;
    let (status, _, page) = app.get("/admin/statistics", Some(&organiser)).await;
    assert_eq!(status, 200);
    for words in ["38人が選んだもの", "27人が選んだもの", "深めながらひろげる時期", "根を張る時期", "ユーモア"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    // Seven and six people are too few to be told.
    assert!(!page.contains("さがす時期") && !page.contains("休む・ためる時期"));
});

both!(everything_is_there_for_minato, |app| async move {
    demo::fill(&app.state).await.expect("filled");
    let minato = person(&app, "minato@demo.example").await;
    let kitagawa = person(&app, "kitagawa@demo.example").await;
    let mut conn = app.state.db.read().await.expect("a connection");
    let unread = coaching::store::unread_answer(&mut conn, &minato).await.expect("asked").expect("an unread answer");
    assert_eq!((unread.coach_name.as_str(), unread.template.as_str()), ("北川", "gibbs"));
    let draft = journal::store::unfinished(&mut conn, &minato).await.expect("asked").expect("a draft");
    assert_eq!(draft.template, "ywt");
    let coming = workshops::store::coming_for(&mut conn, &minato, NOW).await.expect("asked");
    assert_eq!((coming[0].title.as_str(), coming[0].waiting_position), ("はじめての多職種交流会", None));
    let held = coming.iter().find(|one| one.held_until.is_some()).expect("a seat is held");
    assert_eq!((held.title.as_str(), held.waiting_position), ("みんなで考える事例の会", Some(0)));
    // A seat is held for her, for the rest of the day at least, and a letter says so.
    let held = "select count(*) from registrations r join users u on u.id = r.user_id
                join workshops w on w.id = r.workshop_id
                where u.email = 'minato@demo.example' and w.title = 'みんなで考える事例の会'
                  and r.cancelled_at is null and r.confirmed_at is null and r.offered_at is not null
                  and r.offer_expires_at > $1";
    let held = sqlx::query(held).bind(NOW.plus_hours(11).0).fetch_one(&mut *conn).await.expect("a count");
    assert_eq!(held.get::<i64, _>(0), 1);
    let rounds = worksheets::store::rounds(&mut conn, &minato).await.expect("asked");
    assert_eq!(rounds.iter().filter(|round| round.finished_at.is_some()).count(), 2);
    assert!(coaching::store::waiting_for(&mut conn, &kitagawa, NOW).await.expect("asked") >= 2);
    drop(conn);
    let letters = "select count(*) from letters l join users u on u.id = l.user_id where u.email = 'minato@demo.example' and l.kind = 'answer_came'";
    assert_eq!(number(&app, letters).await, 1);
    let offers = "select count(*) from letters l join users u on u.id = l.user_id
                  where u.email = 'minato@demo.example' and l.kind = 'workshop_offer'";
    assert_eq!(number(&app, offers).await, 1);
    for (_, email) in demo::SIGN_INS {
        person(&app, email).await;
    }
});

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_clock_gives_the_same_community() {
    let (one, two) = (TestApp::new(On::Sqlite).await, TestApp::new(On::Sqlite).await);
    demo::fill(&one.state).await.expect("filled");
    demo::fill(&two.state).await.expect("filled");
    assert_eq!(picture(&one).await, picture(&two).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn any_day_and_any_hour_will_do() {
    for hours in [5, 29, 51, 74, 100, 123, 148] {
        let app = TestApp::new(On::Sqlite).await;
        app.state.clock.set(NOW.plus_hours(hours));
        demo::fill(&app.state).await.expect("filled");
        let held = "select count(*) from registrations r join users u on u.id = r.user_id
                    where u.email = 'minato@demo.example' and r.cancelled_at is null and r.confirmed_at is null
                      and r.offer_expires_at is not null";
        assert_eq!(number(&app, held).await, 1, "{hours}");
        let future = "select count(*) from coach_answers where sent_at > (select max(created_at) from letters)";
        assert_eq!(number(&app, future).await, 0);
    }
}

/// How many pages of one kind are opened: the newest of a list come first.
const OF_A_KIND: usize = 4;

/// An address without the ids in it, and without what its question says.
fn kind(address: &str) -> String {
    let (path, question) = address.split_once('?').unwrap_or((address, ""));
    let parts = path.split('/').map(|part| if part.len() == 36 { "ID" } else { part });
    let asked = question.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
    format!("{}?{}", parts.collect::<Vec<_>>().join("/"), asked.collect::<Vec<_>>().join("&"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_link_of_the_demo_leads_to_a_failure() {
    let app = TestApp::with(On::Sqlite, |config| config.demo = true).await;
    demo::fill(&app.state).await.expect("filled");
    for (_, email) in demo::SIGN_INS {
        let cookie = app.sign_in(&person(&app, email).await).await;
        let (mut seen, mut kinds) = (HashSet::new(), HashMap::<String, usize>::new());
        let mut ahead = VecDeque::from(["/".to_owned(), "/today".to_owned()]);
        while let Some(address) = ahead.pop_front() {
            let (status, _, page) = app.get(&address, Some(&cookie)).await;
            assert!(!status.is_server_error(), "{address} for {email}: {status}");
            for rest in page.split("href=\"/").skip(1) {
                let link = rest.split(['"', '#']).next().unwrap_or_default().replace("&amp;", "&");
                let link = format!("/{link}");
                if link.contains(' ') || !seen.insert(link.clone()) {
                    continue;
                }
                let count = kinds.entry(kind(&link)).or_default();
                *count += 1;
                if *count <= OF_A_KIND {
                    ahead.push_back(link);
                }
            }
        }
        assert!(kinds.len() > 20, "{email} found only {kinds:?}");
        if email.starts_with("minato") {
            assert!(kinds["/checks/results/ID?"] >= 5, "{kinds:?}");
        }
    }
}
