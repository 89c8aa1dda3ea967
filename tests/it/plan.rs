//! Run sheets: who may change them, what two tabs do to each other, and that every form says what it did.

mod took;

use assemble::accounts::store::closing::{self, Closed};
use assemble::kit::id::{TemplateId, UserId, WorkshopId};
use assemble::kit::{Error, Role};
use assemble::live::plan::content::template;
use assemble::live::plan::draft::{Change, Refused, Step};
use assemble::live::plan::model::{Both, Mix};
use assemble::live::plan::store::{self, Kept, MAX_TEMPLATES};
use assemble::live::plan::sums::total;
use assemble::live::tools::model::{Naming, PromptKind};
use assemble::server::{Failure, Result};
use assemble::workshops::model::Editor;
use assemble::workshops::store::By;
use http::StatusCode;
use tokio::task::JoinSet;

use crate::both;
use crate::journal::count;
use crate::support::{NOW, TestApp, shown};
use crate::workshops::details;

/// A change by an organiser.
async fn change(
    app: &TestApp,
    actor: &UserId,
    id: &WorkshopId,
    revision: i64,
    change: Change,
) -> Result<Result<Option<String>, Refused>> {
    let input = (actor.clone(), id.clone(), change);
    let changing = app.state.db.write(input, move |tx, (actor, id, change)| {
        let by = By { editor: &Editor::Organiser, actor, now: NOW };
        Box::pin(store::change(tx, by, id, revision, change))
    });
    changing.await
}

fn start() -> Change {
    Change::Start(template("t1").expect("it ships").sheet.clone())
}

/// The list as it is, and a button.
fn press(kept: &Kept, step: Step) -> Change {
    let sheet = kept.draft.sheet.clone();
    Change::List { title: sheet.title, size: sheet.size, minutes: Vec::new(), then: Some(step) }
}

async fn kept(app: &TestApp, id: &WorkshopId) -> Kept {
    let mut conn = app.state.db.read().await.expect("a connection");
    store::read(&mut conn, id).await.expect("it can be read").expect("a run sheet")
}

fn keys(kept: &Kept) -> String {
    kept.draft.sheet.blocks.iter().map(|block| block.key.as_str()).collect::<Vec<_>>().join(" ")
}

fn is<T>(outcome: &Result<T>, error: &Error) -> bool {
    matches!(outcome, Err(Failure::Known(known)) if known == error)
}

/// Sends a form of the editor.
async fn post(app: &TestApp, name: &str, fields: &[(&str, &str)], cookie: Option<&str>) -> (StatusCode, String) {
    let (status, _, body) = app.post_json_client(&format!("/api/plan/{name}"), fields, cookie).await;
    (status, body)
}

/// Sends it as a browser without JavaScript does; where it leads.
async fn submit(app: &TestApp, name: &str, fields: &[(&str, &str)], cookie: &str) -> String {
    let (status, headers, body) = app.post_form(&format!("/api/plan/{name}"), fields, Some(cookie)).await;
    assert!(status.is_redirection(), "{name}: {status} {body}");
    headers["location"].to_str().expect("an address").to_owned()
}

both!(a_run_sheet_is_kept_as_it_was_written, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(8)).await;
    assert!(is(&change(&app, &host, &id, 1, start()).await, &Error::Conflict), "there is none yet");
    let none = Change::DropPrompt("b1".to_owned(), 0);
    assert!(is(&change(&app, &host, &id, 0, none).await, &Error::NotFound));
    change(&app, &host, &id, 0, start()).await.expect("kept").expect("done");
    let first = kept(&app, &id).await;
    assert_eq!(first.draft.sheet, template("t1").expect("it ships").sheet);
    assert_eq!((first.revision, first.edited_by.as_str(), first.edited_at), (1, "host", NOW));
    change(&app, &host, &id, 1, press(&first, Step::Remove("b3".to_owned()))).await.expect("kept").expect("done");
    let second = kept(&app, &id).await;
    assert_eq!((second.revision, total(&second.draft.sheet)), (2, 82));
    let gone = change(&app, &host, &id, 2, press(&second, Step::Up("b3".to_owned()))).await.expect("an answer");
    assert_eq!(gone, Err(Refused::Gone));
    assert_eq!(kept(&app, &id).await, second, "what is refused changes nothing");
    change(&app, &host, &id, 2, press(&second, Step::Undo)).await.expect("kept").expect("done");
    let third = kept(&app, &id).await;
    assert_eq!(third.draft, first.draft);
    change(&app, &host, &id, 3, start()).await.expect("kept").expect("begun anew");
});

both!(of_two_tabs_the_second_is_told, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(8)).await;
    change(&app, &host, &id, 0, start()).await.expect("kept").expect("done");
    let seen = kept(&app, &id).await;
    change(&app, &host, &id, 1, press(&seen, Step::Down("b1".to_owned()))).await.expect("kept").expect("done");
    let late = change(&app, &host, &id, 1, press(&seen, Step::Remove("b1".to_owned()))).await;
    assert!(is(&late, &Error::Conflict));
    assert!(is(&change(&app, &host, &id, 0, start()).await, &Error::Conflict), "one begins once");
    let now = kept(&app, &id).await;
    assert_eq!((now.revision, keys(&now).as_str()), (2, "b2 b1 b3 b4 b5 b6 b7 b8 b9 b10"));
});

both!(of_many_who_write_at_once_one_is_kept, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(8)).await;
    for revision in 0..3 {
        let mut writing = JoinSet::new();
        for n in 0..8_u32 {
            let (db, host, id) = (app.state.db.clone(), host.clone(), id.clone());
            writing.spawn(async move {
                let mut sheet = template("t1").expect("it ships").sheet.clone();
                sheet.blocks[0].min = n + 1;
                let input = (host, id, Change::Start(sheet));
                let changing = db.write(input, move |tx, (host, id, change)| {
                    let by = By { editor: &Editor::Organiser, actor: host, now: NOW };
                    Box::pin(store::change(tx, by, id, revision, change))
                });
                (n, changing.await)
            });
        }
        let mut won = Vec::new();
        while let Some(done) = writing.join_next().await {
            match done.expect("it ends") {
                (n, Ok(outcome)) => {
                    outcome.expect("done");
                    won.push(n);
                }
                (_, lost) => assert!(is(&lost, &Error::Conflict), "{lost:?}"),
            }
        }
        let now = kept(&app, &id).await;
        assert_eq!((won.len(), now.revision), (1, revision + 1));
        assert_eq!(now.draft.sheet.blocks[0].min, won[0] + 1);
    }
});

both!(templates_are_their_owners_alone, |app| async move {
    let (host, other) = (app.host().await, app.person("other", &[Role::Host]).await);
    let id = app.workshop(&host, details(8)).await;
    change(&app, &host, &id, 0, start()).await.expect("kept").expect("done");
    let keep = async |who: &UserId| {
        let template: TemplateId = app.state.new_id();
        let input = (who.clone(), id.clone(), template.clone());
        let keeping = app.state.db.write(input, |tx, (who, id, template)| {
            let by = By { editor: &Editor::Organiser, actor: who, now: NOW };
            Box::pin(store::keep(tx, by, id, (template, "秋の会")))
        });
        (template, keeping.await.expect("an answer"))
    };
    let (template, room) = keep(&host).await;
    assert!(room);
    let mut conn = app.state.db.read().await.expect("a connection");
    let sheet = store::template(&mut conn, &host, &template).await.expect("one's own");
    assert_eq!((sheet.title.ja.as_str(), total(&sheet)), ("秋の会", 90));
    assert!(is(&store::template(&mut conn, &other, &template).await, &Error::NotFound));
    assert!(store::templates(&mut conn, &other).await.expect("none").is_empty());
    drop(conn);
    let forget = async |who: &UserId| {
        let input = (who.clone(), template.clone());
        app.state.db.write(input, |tx, (who, template)| Box::pin(store::forget(tx, who, template))).await
    };
    assert!(is(&forget(&other).await, &Error::NotFound));
    forget(&host).await.expect("gone");
    assert!(is(&forget(&host).await, &Error::NotFound));
    for _ in 0..MAX_TEMPLATES {
        assert!(keep(&host).await.1);
    }
    assert!(!keep(&host).await.1, "there is room for so many");
    // Who closes their account leaves none behind.
    assert!(keep(&other).await.1);
    let input = (app.state.config.clone(), other.clone());
    let close = app.state.db.write(input, |tx, (config, who)| Box::pin(closing::close(tx, config, who, NOW)));
    assert_eq!(close.await.expect("an answer"), Closed::Done);
    assert_eq!(count(&app, "select count(*) from run_templates").await, MAX_TEMPLATES);
});

both!(only_those_who_host_it_reach_the_run_sheet, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(8)).await;
    change(&app, &host, &id, 0, start()).await.expect("kept").expect("done");
    let id = id.to_string();
    let member = app.sign_in(&app.person("guest", &[]).await).await;
    let stranger = app.sign_in(&app.person("other", &[Role::Host]).await).await;
    let admin = app.sign_in(&app.person("admin", &[Role::Admin]).await).await;
    let host = app.sign_in(&host).await;
    let nothing = "019376b0-7c6a-7000-8000-0123456789ab";
    let form = [
        ("form[workshop]", id.as_str()),
        ("form[revision]", "1"),
        ("form[source]", "t2"),
        ("form[block]", "b1"),
        ("form[title]", "x"),
        ("form[template]", nothing),
    ];
    let names = ["start", "list", "block", "prompt", "drop_prompt", "keep_template", "forget_template"];
    for name in names {
        assert_eq!(post(&app, name, &form, None).await.0, StatusCode::UNAUTHORIZED, "{name}");
        for cookie in [&member, &stranger] {
            assert_eq!(post(&app, name, &form, Some(cookie)).await.0, StatusCode::NOT_FOUND, "{name}");
        }
        for wrong in ["", "1", nothing, "' or 1=1 --"] {
            let status = post(&app, name, &[("form[workshop]", wrong), form[1]], Some(&host)).await.0;
            assert_eq!(status, StatusCode::NOT_FOUND, "{name} {wrong:?}");
        }
    }
    assert_eq!(post(&app, "sheet", &[("id", id.as_str())], None).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(post(&app, "sheet", &[("id", id.as_str())], Some(&member)).await.0, StatusCode::NOT_FOUND);
    for page in ["run", "run?block=b3", "run/print"] {
        let path = format!("/host/{id}/{page}");
        for cookie in [&member, &stranger] {
            assert_eq!(app.get(&path, Some(cookie)).await.0, StatusCode::NOT_FOUND, "{page}");
        }
        for cookie in [&host, &admin] {
            let (status, _, html) = app.get(&path, Some(cookie)).await;
            assert_eq!(status, StatusCode::OK, "{page}");
            assert!(shown(&html).contains("チェックイン「いまの心の天気」1人1分半"), "{page}");
        }
    }
    assert_eq!(count(&app, "select cast(sum(revision) as bigint) from run_sheets").await, 1, "nothing changed");
});

both!(a_host_prepares_a_run_sheet_by_forms, |app| async move {
    let host = app.host().await;
    let workshop = app.workshop(&host, details(8)).await;
    let (id, cookie) = (workshop.to_string(), app.sign_in(&host).await);
    let page = format!("/host/{id}/run");
    let see = async |path: &str| shown(&app.get(path, Some(&cookie)).await.2);
    assert!(see(&format!("/host/{id}")).await.contains(&page), "the way there");
    let blank = see(&page).await;
    assert!(blank.contains("ピアで考える事例の会") && blank.contains("120分・6〜10人"), "{blank}");
    assert!(see(&format!("{page}/print")).await.contains("まだ何もありません"));
    let with = |revision: &'static str, more: &[(&'static str, &'static str)]| {
        let mut fields = vec![("form[workshop]", id.as_str()), ("form[revision]", revision)];
        fields.extend_from_slice(more);
        fields
    };
    assert_eq!(
        submit(&app, "start", &with("0", &[("form[source]", "t1")]), &cookie).await,
        format!("{page}?done=started")
    );
    let list = see(&format!("{page}?done=started")).await;
    // It begins at 19:30.
    for words in ["進行表ができました", "あわせて90分（19:30〜21:00）", "ぴったり", "19:42"] {
        assert!(list.contains(words), "{words}: {list}");
    }
    let head: [(&str, &str); 3] = [("form[title]", "秋の会"), ("form[least]", "4"), ("form[most]", "１２")];
    let moved = [&head[..], &[("form[min][b1]", "１０"), ("form[min][b3]", "8"), ("form[then]", "down:b1")]].concat();
    assert_eq!(submit(&app, "list", &with("1", &moved), &cookie).await, format!("{page}?done=moved#b1"));
    let now = kept(&app, &workshop).await;
    assert_eq!(keys(&now), "b2 b1 b3 b4 b5 b6 b7 b8 b9 b10");
    assert_eq!((now.draft.sheet.blocks[1].min, now.draft.sheet.size, total(&now.draft.sheet)), (10, (4, 12), 95));
    assert!(see(&page).await.contains("5分長くなっています"));

    let gone = [&head[..], &[("form[then]", "remove:b6")]].concat();
    assert_eq!(submit(&app, "list", &with("2", &gone), &cookie).await, format!("{page}?done=removed"));
    let list = see(&page).await;
    assert!(list.contains("「休憩」を外しました") && list.contains("元に戻す"), "{list}");
    let undo = [&head[..], &[("form[then]", "undo")]].concat();
    assert_eq!(submit(&app, "list", &with("3", &undo), &cookie).await, format!("{page}?done=undone#b6"));
    let add = [&head[..], &[("form[then]", "add")]].concat();
    assert_eq!(submit(&app, "list", &with("4", &add), &cookie).await, format!("{page}?block=b11"));

    let block = [
        ("form[block]", "b11"),
        ("form[title]", "余韻 </textarea><script>alert(1)</script>"),
        ("form[min]", "15"),
        ("form[kind]", "breakout"),
        ("form[group]", "3"),
        ("form[mix]", "remix"),
        ("form[tool]", "none"),
        ("form[turn]", "120"),
        ("form[bell]", "20"),
        ("form[overrun]", "next"),
        ("form[auto_advance]", "true"),
    ];
    assert_eq!(submit(&app, "block", &with("5", &block), &cookie).await, format!("{page}?done=saved#b11"));
    let now = kept(&app, &workshop).await;
    let last = now.draft.sheet.blocks.last().expect("a block");
    assert_eq!((last.min, last.group, last.mix, last.auto_advance), (15, Some(3), Mix::Remix, true));
    let one = app.get(&format!("{page}?block=b11"), Some(&cookie)).await.2;
    assert!(one.contains("余韻") && !one.contains("<script>alert(1)"), "{one}");

    let prompt = [
        ("form[block]", "b11"),
        ("form[kind]", "two_rounds"),
        ("form[naming]", "named"),
        ("form[label]", "つづけたいですか | Go on?"),
        ("form[choices]", "はい | Yes\r\nいいえ | No\r\n"),
    ];
    let to = submit(&app, "prompt", &with("6", &prompt), &cookie).await;
    assert_eq!(to, format!("{page}?block=b11&done=prompt#prompts"));
    let now = kept(&app, &workshop).await;
    let asked = &now.draft.sheet.blocks.last().expect("a block").prompts[0];
    assert_eq!((asked.kind, asked.naming, asked.choices.len()), (PromptKind::TwoRounds, Naming::Named, 2));
    assert_eq!(asked.label, Both { ja: "つづけたいですか".to_owned(), en: "Go on?".to_owned() });
    let one = see(&format!("{page}?block=b11")).await;
    assert!(one.contains("話し合いをはさんで二回えらぶ") && one.contains("はい | Yes"), "{one}");
    let paper = see(&format!("{page}/print")).await;
    assert!(paper.contains("つづけたいですか") && paper.contains("ようこそ。音を確かめながら"), "{paper}");
    let first = [("form[block]", "b11"), ("form[at]", "0")];
    submit(&app, "drop_prompt", &with("7", &first), &cookie).await;
    assert!(kept(&app, &workshop).await.draft.sheet.blocks.last().expect("a block").prompts.is_empty());

    let keep = with("8", &[("form[title]", "わたしの雛形")]);
    assert_eq!(submit(&app, "keep_template", &keep, &cookie).await, format!("{page}?done=kept"));
    let mut conn = app.state.db.read().await.expect("a connection");
    let own = store::templates(&mut conn, &host).await.expect("templates").remove(0).id.to_string();
    drop(conn);
    let next = app.workshop(&host, details(8)).await;
    let fields = [("form[workshop]", next.as_str()), ("form[source]", own.as_str())];
    submit(&app, "start", &fields, &cookie).await;
    assert_eq!(total(&kept(&app, &next).await.draft.sheet), 110);
    let forget = [("form[workshop]", id.as_str()), ("form[template]", own.as_str())];
    assert_eq!(submit(&app, "forget_template", &forget, &cookie).await, format!("{page}?done=forgotten"));
    assert_eq!(count(&app, "select count(*) from run_templates").await, 0);
});

both!(what_is_refused_comes_back_with_what_was_typed, |app| async move {
    let host = app.host().await;
    let workshop = app.workshop(&host, details(8)).await;
    change(&app, &host, &workshop, 0, start()).await.expect("kept").expect("done");
    let (id, cookie) = (workshop.to_string(), app.sign_in(&host).await);
    let refused = async |name: &str, fields: &[(&str, &str)]| {
        let fields = [&[("form[workshop]", id.as_str()), ("form[revision]", "1")][..], fields].concat();
        post(&app, name, &fields, Some(&cookie)).await
    };
    let head = [("form[title]", "会"), ("form[least]", "4"), ("form[most]", "12")];
    for (name, more, field) in [
        ("list", ("form[min][b1]", "0"), "min.b1"),
        ("list", ("form[most]", "3"), "most"),
        ("keep_template", ("form[title]", " "), "title"),
    ] {
        let fields: Vec<_> = head.iter().filter(|(key, _)| *key != more.0).chain([&more]).copied().collect();
        let (status, body) = refused(name, &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {body}");
        assert!(body.contains(&format!("\"field\":\"{field}\"")), "{name}: {body}");
    }
    for (name, fields, status) in [
        ("list", vec![head[0], head[1], head[2], ("form[then]", "explode")], StatusCode::BAD_REQUEST),
        ("list", vec![head[0], head[1], head[2], ("form[then]", "up:b99")], StatusCode::NOT_FOUND),
        ("list", vec![head[0], head[1], head[2], ("form[min][b99]", "5")], StatusCode::NOT_FOUND),
        ("start", vec![("form[source]", "t9")], StatusCode::NOT_FOUND),
        ("block", vec![("form[block]", "b1")], StatusCode::BAD_REQUEST),
        ("prompt", vec![("form[block]", "b1")], StatusCode::BAD_REQUEST),
        ("drop_prompt", vec![("form[block]", "b1"), ("form[at]", "0")], StatusCode::NOT_FOUND),
    ] {
        let (got, body) = refused(name, &fields).await;
        assert_eq!(got, status, "{name} {fields:?}: {body}");
    }
    let stale = [("form[workshop]", id.as_str()), ("form[revision]", "9"), ("form[source]", "t2")];
    assert_eq!(post(&app, "start", &stale, Some(&cookie)).await.0, StatusCode::CONFLICT);
    assert_eq!(kept(&app, &workshop).await.revision, 1);

    // Without JavaScript: what was typed stands there again, beside what another tab stored.
    let page = format!("/host/{id}/run?block=b1");
    let block = [
        ("form[workshop]", id.as_str()),
        ("form[revision]", "7"),
        ("form_key", "b1"),
        ("form[block]", "b1"),
        ("form[title]", "わたしの入室"),
        ("form[min]", "6"),
        ("form[kind]", "lobby"),
        ("form[tool]", "none"),
        ("form[overrun]", "next"),
    ];
    let (status, headers, _) = app.post_form_from(&page, "/api/plan/block", &block, Some(&cookie)).await;
    assert_eq!((status, headers["location"].to_str().expect("an address")), (StatusCode::SEE_OTHER, page.as_str()));
    let with = format!("{cookie}; {}", crate::http::form_cookie(&headers));
    let html = shown(&app.get(&page, Some(&with)).await.2);
    assert!(html.contains("わたしの入室") && html.contains("先に変わっていました"), "{html}");
});

both!(a_copy_of_a_workshop_has_its_run_sheet, |app| async move {
    let host = app.host().await;
    let workshop = app.workshop(&host, details(8)).await;
    change(&app, &host, &workshop, 0, start()).await.expect("kept").expect("done");
    let cookie = app.sign_in(&host).await;
    let copy: WorkshopId = app.state.new_id();
    let fields = [("form[workshop]", workshop.as_str()), ("form[copy]", copy.as_str())];
    app.post_form("/api/workshops/duplicate", &fields, Some(&cookie)).await;
    let (old, new) = (kept(&app, &workshop).await, kept(&app, &copy).await);
    assert_eq!((old.draft, new.revision), (new.draft, 1));
});
