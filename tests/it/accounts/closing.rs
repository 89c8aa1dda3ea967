//! Closing an account: what goes, what stays, and that nothing of it opens again.

use std::collections::BTreeMap;

use assemble::accounts::store::closing::{self, Closed};
use assemble::admin::model::Part;
use assemble::coaching::cohorts::model::Act;
use assemble::coaching::cohorts::store::applications::Decided;
use assemble::coaching::sharing::model::Terms;
use assemble::journal::store;
use assemble::kit::Role;
use assemble::kit::id::{EntryId, ShareId, UserId};
use assemble::server::Failure;
use assemble::server::db::{Conn, Kind};
use http::StatusCode;
use sqlx::{AssertSqlSafe, Executor, Row};

use super::browser::{Browser, PASSWORD, count, letters, member};
use crate::admin::join;
use crate::desk::{answer, comment};
use crate::journal::{begin, cohort, is_not_found, open, pair, run, save, share, share_with, words};
use crate::locks::meet;
use crate::room::{Circle, LINK, apply, book, circle, decide, offer};
use crate::support::{NOW, TestApp};
use crate::workshops::details;
use crate::{both, room};

async fn id_of(app: &TestApp, email: &'static str) -> UserId {
    let mut conn = app.state.db.read().await.expect("a connection");
    let row = sqlx::query("select id from users where email = $1").bind(email).fetch_one(&mut *conn).await;
    row.expect("a person").get::<String, _>(0).parse().expect("an id")
}

async fn read(app: &TestApp, user: &UserId, entry: &EntryId) -> Result<String, Failure> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let read = store::answers(&mut conn, &app.state.vault, user, entry, 1).await;
    read.map(|answers| answers.of("y").text)
}

both!(a_closed_account_is_gone_and_its_words_open_nowhere, |app| async move {
    let mut browser = member(&app, "みなと", "minato@example.jp").await;
    browser.post("/promise", "accept-promise", &[("version", "1"), ("next", "/today")]).await;
    let me = id_of(&app, "minato@example.jp").await;
    let entry = begin(&app, &me).await;
    save(&app, &me, &entry, 0, words("だれにも言えなかったこと")).await.expect("saved");
    let host = app.person("mizuno", &[Role::Host]).await;
    let next = app.person("haruka", &[]).await;
    let workshop = app.workshop(&host, details(1)).await;
    app.register(&workshop, &me).await;
    app.register(&workshop, &next).await;
    run(&app, "create table backup_of_words as select * from journal_revisions").await;
    run(&app, "create table backup_of_keys as select * from user_keys").await;

    let page = browser.get("/me/close").await;
    assert!(page.body.contains("席をとじて、書いたものを消す") && page.body.contains("元には戻せません"));
    let wrong = browser.call("close", &[("present_password", "ちがうことばです。")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(count(&app, "select count(*) from users where closed_at is not null").await, 0);
    let mut there = Browser::new(&app);
    there.sign_in("minato@example.jp", PASSWORD).await;
    let answer = browser.post("/me/close", "close", &[("present_password", PASSWORD)]).await;
    assert_eq!(answer.location, "/sign-in?done=closed");
    assert!(browser.get("/sign-in?done=closed").await.body.contains("席をとじました"));
    assert_eq!(there.get("/me").await.location, "/sign-in?next=/me", "every sign-in has ended");
    assert_eq!(there.call("sign-in", &[("email", "minato@example.jp"), ("password", PASSWORD)]).await.status, 422);

    let seats = app.registrations(&workshop).await;
    assert!(seats.iter().any(|seat| seat.user == me && seat.cancelled));
    assert!(seats.iter().any(|seat| seat.user == next && seat.confirmed), "the seat went on");
    assert!(letters(&app, "minato@example.jp").await.is_empty());
    assert_eq!(count(&app, "select count(*) from users where name = 'みなと'").await, 0);
    assert_eq!(count(&app, "select count(*) from users where email = 'minato@example.jp'").await, 0);

    // The rows are put back from a backup: without the key nothing opens.
    for back in [
        "delete from journal_revisions",
        "insert into journal_revisions select * from backup_of_words",
        "update journal_entries set deleted_at = null",
    ] {
        run(&app, back).await;
    }
    assert!(is_not_found(read(&app, &me, &entry).await));
    let again = app
        .state
        .db
        .write((app.state.vault.clone(), me.clone()), |tx, (vault, me)| Box::pin(vault.create_key(tx, me, NOW)));
    again.await.expect("another key");
    assert!(matches!(read(&app, &me, &entry).await, Err(Failure::Other(_))), "another key opens nothing");
    // Somebody else may have the address now.
    member(&app, "べつのみなと", "minato@example.jp").await;
});

both!(people_who_are_counted_on_are_asked_first, |app| async move {
    let mut browser = member(&app, "ほすと", "host@example.jp").await;
    browser.post("/promise", "accept-promise", &[("version", "1"), ("next", "/today")]).await;
    let me = id_of(&app, "host@example.jp").await;
    let workshop = app.workshop(&me, details(3)).await;
    let close = [("present_password", PASSWORD)];
    let refused = browser.call("close", &close).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("ホスト"), "{}", refused.body);
    run(&app, "update workshops set cancelled_at = 1").await;
    run(&app, "insert into user_roles (user_id, role, granted_at) select id, 'admin', 1 from users").await;
    let refused = browser.call("close", &close).await;
    assert!(refused.body.contains("世話役"), "{}", refused.body);
    run(&app, "delete from user_roles").await;
    assert!(browser.call("close", &close).await.status.is_success());
    assert_eq!(app.get(&format!("/workshops/{workshop}"), None).await.0.as_u16(), 200);
    assert_eq!(browser.call("close", &close).await.status, StatusCode::UNAUTHORIZED);
});

async fn close(app: &TestApp, who: &UserId) -> Closed {
    let input = (app.state.config.clone(), who.clone(), app.state.now());
    let closed = app.state.db.write(input, |tx, (config, who, now)| Box::pin(closing::close(tx, config, who, *now)));
    closed.await.expect("an answer")
}

// `close` locks the rows of all organisers. Without it each of the two finds the other and goes.
both!(of_two_last_organisers_who_close_at_once_one_stays, |app| async move {
    let (a, b) = (app.person("satomi", &[Role::Admin]).await, app.person("nozomi", &[Role::Admin]).await);
    let config = &app.state.config;
    let also = async { Ok(close(&app, &b).await) };
    let met = meet(&app, async |tx: &mut Conn| closing::close(tx, config, &a, NOW).await, also).await;
    assert!(met.waited);
    assert_eq!((met.first, met.second.expect("an answer")), (Closed::Done, Closed::IsLastAdmin));
    assert_eq!(count(&app, "select count(*) from user_roles where role = 'admin'").await, 1);
});

both!(a_coach_who_closes_leaves_their_members_pages_and_calendars_whole, |app| async move {
    let circle = circle(&app, "第一期生", 8).await;
    for day in [1, 3] {
        let slot = offer(&app, &circle, NOW.plus_days(day)).await;
        book(&app, &circle.member, &slot).await.expect("an answer").1.expect("booked");
    }
    offer(&app, &circle, NOW.plus_days(4)).await;
    // The first of them is over.
    app.state.clock.set(NOW.plus_days(2));
    let cookie = app.sign_in(&circle.member).await;
    let feed = app.calendar_path(&circle.member).await;
    let look = async || {
        let mut all = String::new();
        for path in ["/cohort", "/cohort/appointments", feed.as_str()] {
            let (status, _, body) = app.get(path, Some(&cookie)).await;
            assert_eq!(status, 200, "{path}: {body}");
            all += &body;
        }
        all
    };
    assert!(look().await.contains(LINK));
    // Even where the key went and the appointments stand.
    run(&app, "delete from user_keys where user_id in (select id from users where name like 'coach-%')").await;
    assert!(!look().await.contains(LINK));

    assert_eq!(close(&app, &circle.coach).await, Closed::Done);
    let seen = look().await;
    assert!(!seen.contains(LINK) && seen.contains("STATUS:CANCELLED"), "{seen}");
    assert_eq!(count(&app, "select count(*) from appointments where cancelled_at is null").await, 1, "what was, was");
    let offered = "select count(*) from appointment_slots where withdrawn_at is null or link is not null";
    assert_eq!(count(&app, offered).await, 0);
    let told = room::letters(&app).await;
    let told: Vec<&str> =
        told.iter().filter(|letter| letter[0] == "appointment_cancelled").map(|letter| letter[1].as_str()).collect();
    assert_eq!(told, ["member-of-第一期生@example.jp"]);
});

both!(what_two_coaches_have_stays_with_the_other_when_one_closes, |app| async move {
    let (first, owner) = pair(&app).await;
    let second = app.person("yoshino", &[Role::Coach]).await;
    cohort(&app, &second, &owner).await;
    let entry = begin(&app, &owner).await;
    for (base, text) in [(0, "隣で黙っていた。"), (1, "つぎの日も。"), (2, "三日めに話した。")] {
        save(&app, &owner, &entry, base, words(text)).await.expect("saved");
    }
    let together = async |version: i64| {
        let id: ShareId = app.state.new_id();
        let sent = share_with(&app, &owner, (&entry, version), &[&first, &second], Terms::default(), id).await;
        sent.expect("sent").1
    };
    let (shared, answered) = (together(1).await, together(2).await);
    let (_, alone) = share(&app, &owner, &entry, 3, &first).await.expect("sent");
    comment(&app, &first, &shared, (0, 3), "まだ返していない").await.expect("kept");
    assert!(open(&app, &second, &shared).await.is_err(), "the first holds it");
    answer(&app, &first, &answered, "読みました").await.expect("returned");

    assert_eq!(close(&app, &first).await, Closed::Done);
    assert_eq!(count(&app, "select count(*) from review_comments").await, 0);
    open(&app, &second, &shared).await.expect("it is free");
    answer(&app, &second, &shared, "わたしも読みました").await.expect("returned");
    for over in [&answered, &alone] {
        assert!(is_not_found(open(&app, &second, over).await));
    }
    let mut conn = app.state.db.read().await.expect("a connection");
    let copies = store::shares_of(&mut conn, &owner, &entry).await.expect("copies");
    drop(conn);
    let of = |id: &ShareId| copies.iter().find(|one| one.id == *id).expect("a copy");
    assert_eq!((of(&shared).revoked_at, of(&shared).coaches.join(" ")), (None, "yoshino".to_owned()));
    assert_eq!((of(&alone).revoked_at, of(&alone).coaches.join(" ")), (Some(NOW), "退会した方".to_owned()));
    assert_eq!(of(&answered).revoked_at, Some(NOW), "nobody is there to talk on");
    let author = app.sign_in(&owner).await;
    let (status, _, body) = app.get(&format!("/journal/{entry}/reviews/{answered}"), Some(&author)).await;
    assert!(status == 200 && body.contains("読みました"), "the answer stays with whom it was for: {status}");
});

/// Puts a row there; $1 is something sealed, the others are ids.
async fn put(app: &TestApp, sql: &'static str, ids: &[&str]) {
    let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    let put = app.state.db.write(ids, move |tx, ids| {
        Box::pin(async move {
            let mut query = sqlx::query(sql).bind(vec![7_u8; 40]);
            for id in ids {
                query = query.bind(id.clone());
            }
            query.execute(tx).await?;
            Ok(())
        })
    });
    put.await.expect(sql);
}

/// What everybody may read.
const PUBLIC: [&str; 3] = ["programmes", "series", "workshops"];

/// Every column that holds something sealed, or is called `body` or `link`, and in how many rows of this person it holds
/// anything: as the database knows it, whatever the program knows.
async fn held(app: &TestApp, who: &UserId) -> BTreeMap<String, i64> {
    let sql = match app.state.db.kind() {
        Kind::Sqlite => {
            "select cast(t.name as text), cast(c.name as text), lower(cast(c.type as text))
             from sqlite_master t, pragma_table_info(t.name) c where t.type = 'table' order by 1, 2"
        }
        Kind::Postgres => {
            "select cast(table_name as text), cast(column_name as text), cast(data_type as text)
             from information_schema.columns where table_schema = 'public' order by 1, 2"
        }
    };
    let mut conn = app.state.db.read().await.expect("a connection");
    let mut tables: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in sqlx::query(sql).fetch_all(&mut *conn).await.expect("columns") {
        tables.entry(row.get(0)).or_default().push((row.get(1), row.get(2)));
    }
    tables.retain(|table, _| !table.starts_with("_sqlx") && !PUBLIC.contains(&table.as_str()));
    let mut held = BTreeMap::new();
    for (table, columns) in &tables {
        let is_sealed = |(name, kind): &&(String, String)| kind == "bytea" || name == "body" || name == "link";
        for (column, _) in columns.iter().filter(is_sealed) {
            let whose = ["owner_id", "user_id", "coach_id", "owner"];
            let whose = whose.iter().find(|whose| columns.iter().any(|(name, _)| name == *whose));
            let whose = whose.unwrap_or_else(|| panic!("whose is {table}.{column}?"));
            let sql = format!("select count(*) from {table} where {whose} = $1 and length({column}) > 0");
            let row = sqlx::query(AssertSqlSafe(sql)).bind(who.to_string()).fetch_one(&mut *conn).await;
            held.insert(format!("{table}.{column}"), row.expect("a count").get::<i64, _>(0));
        }
    }
    held
}

both!(no_table_keeps_anything_of_who_closed, |app| async move {
    let (mine, theirs) = (circle(&app, "第一期生", 8).await, circle(&app, "第二期生", 8).await);
    let (me, coach, peer) = (&mine.member, &mine.coach, theirs.coach.clone());
    join(&app, &theirs.cohort, me, Part::Coach).await.expect("a coach as well");
    let desk = Circle { coach: me.clone(), ..theirs };

    // As a member: a journal with a copy that was answered, what lies around it, a round of worksheets, a seat.
    let entry = begin(&app, me).await;
    save(&app, me, &entry, 0, words("隣で黙っていた。")).await.expect("saved");
    let (_, copy) = share(&app, me, &entry, 1, coach).await.expect("sent");
    comment(&app, coach, &copy, (0, 3), "待てましたね").await.expect("kept");
    answer(&app, coach, &copy, "読みました").await.expect("returned");
    let third = circle(&app, "第三期生", 8).await;
    let application = apply(&app, &third.cohort, me, "話したい").await.expect("applied");
    let host = app.host().await;
    let workshop = app.workshop(&host, details(3)).await;
    app.register(&workshop, me).await;
    run(
        &app,
        "insert into questions (id, workshop_id, position, kind, label, help, choices, required, created_at)
         select '019376b0-7c6a-7000-8000-000000000001', w.id, 1, 'text', 'x', '', '', 0, 1 from workshops w",
    )
    .await;
    // As a coach: somebody's copy with a remark that was not returned, and an appointment to come.
    let other = begin(&app, &desk.member).await;
    save(&app, &desk.member, &other, 0, words("三日めに話した。")).await.expect("saved");
    let (_, read) = share(&app, &desk.member, &other, 1, me).await.expect("sent");
    comment(&app, me, &read, (0, 3), "まだ返していない").await.expect("kept");
    let slot = offer(&app, &desk, NOW.plus_days(2)).await;
    book(&app, &desk.member, &slot).await.expect("an answer").1.expect("booked");

    let (me_id, coach_id, peer_id, member_id) = (me.as_str(), coach.as_str(), peer.as_str(), desk.member.as_str());
    for (sql, ids) in [
        ("insert into form_stashes (id_hash, sealed, expires_at, owner) values ('h', $1, 1, $2)", vec![me_id]),
        ("update registrations set needs = $1 where user_id = $2", vec![me_id]),
        (
            "insert into question_answers (registration_id, question_id, owner_id, body, answered_at)
             select r.id, '019376b0-7c6a-7000-8000-000000000001', r.user_id, $1, 1
             from registrations r where r.user_id = $2",
            vec![me_id],
        ),
        (
            "insert into worksheet_answers
                 (id, owner_id, worksheet, version, revision, body, started_at, updated_at)
             values ('w', $2, 'values', 1, 1, $1, 1, 1)",
            vec![me_id],
        ),
        ("insert into selfchecks (id, owner_id, body, kept_at) values ('c', $2, $1, 1)", vec![me_id]),
        (
            "insert into selfcheck_shares (id, check_id, owner_id, coach_id, body, shared_at)
             values ('k', 'c', $2, $3, $1, 1)",
            vec![me_id, coach_id],
        ),
        (
            "insert into worksheet_shares (id, answer_id, owner_id, coach_id, body, shared_at)
             values ('x', 'w', $2, $3, $1, 1)",
            vec![me_id, coach_id],
        ),
        (
            "insert into strength_gifts (id, owner_id, giver_id, body, offered_at) values ('i', $2, $3, $1, 1)",
            vec![me_id, coach_id],
        ),
        (
            "insert into share_drafts (id, entry_id, owner_id, body, updated_at) values ('d', $3, $2, $1, 1)",
            vec![me_id, entry.as_str()],
        ),
        (
            "insert into review_messages (id, share_id, owner_id, writer_id, body, sent_at)
             values ('m', $3, $2, $2, $1, 1)",
            vec![me_id, copy.as_str()],
        ),
        (
            "insert into coach_notes (id, share_id, coach_id, body, updated_at) values ('n', $3, $2, $1, 1)",
            vec![me_id, read.as_str()],
        ),
        (
            "insert into coach_notes (id, share_id, coach_id, body, updated_at) values ('o', $3, $2, $1, 1)",
            vec![coach_id, copy.as_str()],
        ),
        // Of one's own words, by oneself, and with oneself as the other coach.
        (
            "insert into supervisions (id, share_id, owner_id, coach_id, peer_id, body, asked_at, until)
             values ('s', $2, $3, $4, $5, $1, 1, 1)",
            vec![copy.as_str(), me_id, coach_id, peer_id],
        ),
        (
            "insert into supervisions (id, share_id, owner_id, coach_id, peer_id, body, asked_at, until)
             values ('t', $2, $3, $4, $5, $1, 1, 1)",
            vec![read.as_str(), member_id, me_id, coach_id],
        ),
        (
            "insert into supervisions (id, share_id, owner_id, coach_id, peer_id, body, asked_at, until)
             values ('u', $2, $3, $4, $5, $1, 1, 1)",
            vec![read.as_str(), member_id, peer_id, me_id],
        ),
        (
            "insert into supervision_words (id, supervision_id, coach_id, writer_id, body, sent_at)
             values ('s', 's', $2, $2, $1, 1)",
            vec![coach_id],
        ),
        (
            "insert into supervision_words (id, supervision_id, coach_id, writer_id, body, sent_at)
             values ('t', 't', $2, $3, $1, 1)",
            vec![me_id, coach_id],
        ),
        (
            "insert into cohort_goals (id, cohort_id, owner_id, body, due, created_at) values ('g', $3, $2, $1, '', 1)",
            vec![me_id, mine.cohort.as_str()],
        ),
        (
            "insert into cohort_steps (id, goal_id, owner_id, body, created_at) values ('p', 'g', $2, $1, 1)",
            vec![me_id],
        ),
        (
            "insert into cohort_letters (id, cohort_id, coach_id, owner_id, body, sent_at)
             values ('l', $4, $3, $2, $1, 1)",
            vec![me_id, coach_id, mine.cohort.as_str()],
        ),
    ] {
        put(&app, sql, &ids).await;
    }
    run(
        &app,
        "insert into deid_decisions (id, object_kind, object_id, owner_id, actor_id, place, kind, level, decision, at)
         select e.id, 'journal', e.id, e.owner_id, e.owner_id, 'y/text', 'name', 'direct', 'kept', 1
         from journal_entries e",
    )
    .await;
    run(
        &app,
        "insert into journal_branches (entry_id, writer, turn, tip_seq, fork_seq, trunk_seq, joined_seq)
         select e.id, 'page', 1, 1, 1, 1, 1 from journal_entries e",
    )
    .await;
    let before = held(&app, me).await;
    let empty: Vec<_> = before.iter().filter(|(_, rows)| **rows == 0).collect();
    assert!(empty.is_empty() && before.len() >= 20, "a new table is filled here too: {empty:?}");

    assert_eq!(close(&app, me).await, Closed::Done);
    let left: Vec<_> = held(&app, me).await.into_iter().filter(|(_, rows)| *rows > 0).collect();
    assert!(left.is_empty(), "{left:?}");
    for nothing in [
        "select count(*) from supervision_words where length(body) > 0",
        "select count(*) from supervisions where revoked_at is null",
        "select count(*) from review_comments where returned_at is null",
        "select count(*) from coach_notes",
        "select count(*) from cohort_applications where withdrawn_at is null",
        "select count(*) from appointments where cancelled_at is null",
        "select count(*) from appointment_slots where withdrawn_at is null",
        "select count(*) from journal_shares where revoked_at is null or claimed_by is not null and returned_at is null",
    ] {
        assert_eq!(count(&app, nothing).await, 0, "{nothing}");
    }
    // An organiser whose page is still open gives no place to nobody.
    let organiser = app.person("satomi", &[Role::Admin]).await;
    assert_eq!(decide(&app, &organiser, &application, Act::Accept).await.expect("an answer").1, Decided::Late);
    // What is the others' stays.
    for (whole, rows) in [
        ("select count(*) from journal_revisions where length(body) > 0", 1),
        ("select count(*) from supervisions where length(body) > 0", 2),
        ("select count(*) from deid_decisions", 1),
        ("select count(*) from journal_branches where writer = 'page'", 1),
    ] {
        assert_eq!(count(&app, whole).await, rows, "{whole}");
    }
});

both!(a_destroyed_key_is_written_over_in_the_file, |app| async move {
    if app.state.db.kind() == Kind::Postgres {
        return;
    }
    let me = app.person("minato", &[]).await;
    app.members(3).await;
    let mut conn = app.state.db.read().await.expect("a connection");
    let row = sqlx::query("select wrapped from user_keys where user_id = $1").bind(me.to_string());
    let wrapped: Vec<u8> = row.fetch_all(&mut *conn).await.expect("a key")[0].get(0);
    let path = app.database.url.strip_prefix("sqlite:").expect("a file");
    let mut there = Vec::new();
    for closes in [false, true] {
        if closes {
            assert_eq!(close(&app, &me).await, Closed::Done);
        }
        conn.execute("pragma wal_checkpoint(truncate)").await.expect("the log is taken in");
        let file = std::fs::read(path).expect("the file");
        there.push(file.windows(40).any(|part| wrapped.ends_with(part)));
    }
    assert_eq!(there, [true, false]);
});
