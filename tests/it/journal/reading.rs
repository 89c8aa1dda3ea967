//! Whoever reads a journal: its author, a coach with a line for the author each time, and nobody else.

use super::*;
use crate::both;

both!(another_persons_entry_is_like_none, |app| async move {
    let (coach, owner) = pair(&app).await;
    let other = app.person("someone", &[Role::Coach, Role::Admin]).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let (_, shared) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    assert!(is_not_found(read(&app, &other, &entry, 1).await));
    assert!(is_not_found(save(&app, &other, &entry, 1, words("x")).await));
    assert!(is_not_found(share(&app, &other, &entry, 1, &coach).await));
    assert!(is_not_found(open(&app, &other, &shared).await), "a coach of nobody here");
    assert!(is_not_found(open(&app, &owner, &shared).await), "not even the author opens by this door");

    // Over HTTP: the same answer as for a thing that never was.
    let cookie = app.sign_in(&other).await;
    let none: EntryId = app.state.new_id();
    for path in
        ["/journal/ID", "/journal/ID/share", "/journal/ID?version=1", "/journal/ID/history", "/journal/ID/history/1"]
    {
        let theirs = app.get(&path.replace("ID", entry.as_str()), Some(&cookie)).await;
        let nothing = app.get(&path.replace("ID", none.as_str()), Some(&cookie)).await;
        assert_eq!((theirs.0.as_u16(), nothing.0.as_u16()), (404, 404), "{path}");
        let (theirs, nothing) = (without_ids(&theirs.2, entry.as_str()), without_ids(&nothing.2, none.as_str()));
        let same = theirs.bytes().zip(nothing.bytes()).take_while(|(a, b)| a == b).count();
        let around = |text: &str| {
            String::from_utf8_lossy(&text.as_bytes()[same.saturating_sub(80)..]).chars().take(160).collect::<String>()
        };
        assert!(theirs == nothing, "{path}: {} | {}", around(&theirs), around(&nothing));
    }
    let none_share: ShareId = app.state.new_id();
    for (path, mine, none) in [
        ("/api/journal/save", ("form[entry]", entry.as_str()), none.as_str()),
        ("/api/journal/autosave", ("form[entry]", entry.as_str()), none.as_str()),
        ("/api/journal/restore", ("form[entry]", entry.as_str()), none.as_str()),
        ("/api/journal/delete", ("form[entry]", entry.as_str()), none.as_str()),
        ("/api/journal/entry", ("id", entry.as_str()), none.as_str()),
        ("/api/journal/share_page", ("id", entry.as_str()), none.as_str()),
        ("/api/journal/withdraw", ("form[share]", shared.as_str()), none_share.as_str()),
    ] {
        let theirs = app.post_json_client(path, &[mine], Some(&cookie)).await;
        let nothing = app.post_json_client(path, &[(mine.0, none)], Some(&cookie)).await;
        assert_eq!(theirs.0.as_u16(), 404, "{path} {}", theirs.2);
        assert_eq!((theirs.0, theirs.2), (nothing.0, nothing.2), "{path}");
    }
    let send = |entry: &str| {
        [("form[entry]", entry), ("form[version]", "1"), ("form[coaches][]", coach.as_str()), ("form[steps][]", "y")]
            .map(|(name, value)| (name, value.to_owned()))
    };
    for id in [entry.as_str(), none.as_str()] {
        let fields = send(id);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = app.post_json_client("/api/journal/share_begin", &fields, Some(&cookie)).await;
        assert_eq!(answer.0.as_u16(), 404, "{}", answer.2);
    }
    assert_eq!(count(&app, "select count(*) from access_log").await, 0, "nothing was opened");
    assert_eq!(count(&app, "select count(*) from journal_revisions").await, 1);
});

both!(nobody_in_without_signing_in_and_promising, |app| async move {
    let owner = app.person("minato", &[]).await;
    let entry = begin(&app, &owner).await;
    run(&app, "delete from promises").await;
    let cookie = app.sign_in(&owner).await;
    let id = entry.as_str();
    for (path, fields) in [
        ("/api/journal/entries", vec![("after", "")]),
        ("/api/journal/sheet", vec![("template", "ywt")]),
        ("/api/journal/start", vec![("form[template]", "ywt")]),
        ("/api/journal/entry", vec![("id", id)]),
        ("/api/journal/autosave", vec![("form[entry]", id)]),
        ("/api/journal/save", vec![("form[entry]", id)]),
        ("/api/journal/restore", vec![("form[entry]", id)]),
        ("/api/journal/delete", vec![("form[entry]", id)]),
        ("/api/journal/share_page", vec![("id", id)]),
        ("/api/journal/versions", vec![("id", id), ("before", "0")]),
        ("/api/journal/compare", vec![("id", id), ("version", "1")]),
        ("/api/journal/share_begin", vec![("form[entry]", id)]),
        ("/api/journal/share", vec![("form[draft]", id)]),
        ("/api/journal/share_copy", vec![("id", id)]),
        ("/api/journal/consents", vec![("after", "")]),
        ("/api/deid/look", vec![("form[entry]", id)]),
        ("/api/deid/found", vec![("id", id)]),
        ("/api/coaching/review", vec![("entry", id), ("share", id), ("newest", "false")]),
        ("/api/coaching/reply", vec![("form[share]", id), ("form[text]", "x")]),
        ("/api/coaching/supervision_request", vec![("id", id)]),
        ("/api/coaching/supervision_decide", vec![("form[supervision]", id), ("form[then]", "accept")]),
        ("/api/journal/withdraw", vec![("form[share]", id)]),
        ("/api/journal/readers", vec![("after", "")]),
    ] {
        let nobody = app.post_json_client(path, &fields, None).await;
        assert_eq!((nobody.0.as_u16(), nobody.2.contains("SignIn")), (401, true), "{path} {}", nobody.2);
        let unpromised = app.post_json_client(path, &fields, Some(&cookie)).await;
        assert_eq!((unpromised.0.as_u16(), unpromised.2.contains("Promise")), (403, true), "{path} {}", unpromised.2);
    }
    let page = app.get("/journal", Some(&cookie)).await;
    assert!(page.1.get("location").is_some_and(|to| to.to_str().is_ok_and(|to| to.starts_with("/promise"))));
});

both!(a_row_copied_to_another_owner_cannot_be_opened, |app| async move {
    let owner = app.person("minato", &[]).await;
    let thief = app.person("thief", &[]).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let input = (thief.clone(), entry.clone());
    let moved = app.state.db.write(input, |tx, (thief, entry)| {
        Box::pin(async move {
            for moved in [
                "update journal_entries set owner_id = $1 where id = $2",
                "update journal_revisions set owner_id = $1 where entry_id = $2",
            ] {
                sqlx::query(moved).bind(thief.as_str()).bind(entry.as_str()).execute(&mut *tx).await?;
            }
            Ok(())
        })
    });
    moved.await.expect("rows can be moved");
    let opened = read(&app, &thief, &entry, 1).await;
    assert!(matches!(opened, Err(Failure::Other(_))), "{opened:?}");
});

both!(every_reading_of_a_coach_is_one_line_for_the_author, |app| async move {
    let (coach, owner) = pair(&app).await;
    let author = app.sign_in(&owner).await;
    let reader = app.sign_in(&coach).await;
    let empty = app.get("/me/readers", Some(&author)).await;
    assert!(empty.2.contains("まだ、だれも開いていません"));
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let (_, shared) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    let desk = app.get("/coach", Some(&reader)).await;
    assert!(desk.2.contains("minatoさん") && !desk.2.contains(CANARY));
    assert_eq!(count(&app, "select count(*) from access_log").await, 0, "the list opens nothing");
    for n in 1..=3 {
        let page = app.get(&format!("/coach/journals/{shared}"), Some(&reader)).await;
        assert!(page.0.is_success() && page.2.contains(CANARY));
        assert_eq!(count(&app, "select count(*) from access_log").await, n);
    }
    let readers = app.get("/me/readers", Some(&author)).await;
    assert!(readers.2.contains("kitagawaさん") && readers.2.contains("YWT") && readers.2.contains("19:30"));
    let others = app.get("/me/readers", Some(&reader)).await;
    assert!(others.2.contains("まだ、だれも開いていません"), "the log is the author's");
    assert!(readers.2.contains("19:30・3回"), "one sitting is one line");
    for (minutes, seen) in [(8, "19:30〜19:38・4回"), (40, "20:10")] {
        app.state.clock.set(NOW.plus_minutes(minutes));
        app.get(&format!("/coach/journals/{shared}"), Some(&reader)).await;
        assert!(app.get("/me/readers", Some(&author)).await.2.contains(seen), "{seen}");
    }
    assert_eq!(count(&app, "select count(*) from access_log").await, 5, "the log keeps every one");
});

both!(without_the_log_there_is_no_text, |app| async move {
    let (coach, owner) = pair(&app).await;
    let entry = begin(&app, &owner).await;
    save(&app, &owner, &entry, 0, words(CANARY)).await.expect("saved");
    let (_, shared) = share(&app, &owner, &entry, 1, &coach).await.expect("sent");
    assert!(open(&app, &coach, &shared).await.is_ok());
    run(&app, "drop table access_log").await;
    assert!(matches!(open(&app, &coach, &shared).await, Err(Failure::Db(_))));
    let reader = app.sign_in(&coach).await;
    let page = app.get(&format!("/coach/journals/{shared}"), Some(&reader)).await;
    assert!(page.0.is_server_error() && !page.2.contains(CANARY));
});
