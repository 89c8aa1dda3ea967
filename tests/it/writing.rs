//! Writing in every template, and what one's own shelf does: reading, searching, the calendar, taking it all along.

mod library;

use assemble::coaching::sharing::model::Terms;
use assemble::journal::model::{Answer, Answers, Row, row_name, template, templates};
use assemble::journal::store;
use assemble::kit::id::{EntryId, UserId};

use crate::both;
use crate::journal::{pair, save, share_step};
use crate::support::{TestApp, shown};

async fn begin(app: &TestApp, owner: &UserId, name: &str) -> EntryId {
    let template = template(name).expect("a template of ours");
    let input = (owner.clone(), app.state.new_id::<EntryId>(), template, app.state.now());
    let begun = app.state.db.write(input, |tx, (owner, id, template, now)| {
        Box::pin(store::create_entry(tx, owner, id, &template.id, template.version, *now))
    });
    begun.await.expect("an entry")
}

/// An entry with these words in one of its steps.
async fn written(app: &TestApp, owner: &UserId, name: &str, step: &str, words: &str) -> EntryId {
    let entry = begin(app, owner, name).await;
    let mut answers = Answers::default();
    answers.put(step, Answer { text: words.to_owned(), ..Answer::default() });
    save(app, owner, &entry, 0, answers).await.expect("saved");
    entry
}

async fn newest(app: &TestApp, owner: &UserId, entry: &EntryId) -> (i64, Answers) {
    let mut conn = app.state.db.read().await.expect("a connection");
    let head = store::entry(&mut conn, owner, entry).await.expect("it is there").head;
    let answers = store::answers(&mut conn, &app.state.vault, owner, entry, head).await.expect("its words");
    (head, answers)
}

fn row(other: &str, me: &str) -> Row {
    [("other", other), ("me", me)]
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(col, words)| (col.to_owned(), words.to_owned()))
        .collect()
}

/// The fields of a table as a browser sends them.
fn fields(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    let cells = rows.iter().enumerate().flat_map(|(at, (other, me))| {
        [("other", other), ("me", me)]
            .map(|(col, words)| (format!("form[rows][rows][{}][{col}]", row_name(at)), (*words).to_owned()))
    });
    cells.collect()
}

async fn press(app: &TestApp, cookie: &str, entry: &EntryId, rows: &[(&str, &str)], button: &str) -> (u16, String) {
    let mut form = fields(rows);
    let head = crate::journal::count(app, "select max(head_seq) from journal_entries").await;
    form.extend([
        ("form[entry]".to_owned(), entry.to_string()),
        ("form[base]".to_owned(), head.to_string()),
        ("form[then]".to_owned(), button.to_owned()),
    ]);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let page = format!("/journal/{entry}");
    let (status, headers, _) = app.post_form_from(&page, "/api/journal/save", &form, Some(cookie)).await;
    let to = headers.get("location").map(|to| to.to_str().expect("plain").to_owned()).unwrap_or_default();
    (status.as_u16(), to)
}

both!(every_template_can_be_begun_written_and_read_without_a_program, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    for template in templates() {
        let (status, _, page) = app.get(&format!("/journal/new?template={}", template.id), Some(&cookie)).await;
        assert_eq!(status, 200, "{}", template.id);
        let credit = template.credit_ja.replace('&', "&amp;");
        assert!(page.contains(&template.title_ja) && page.contains(&credit), "{}", template.id);
        let begun = app.post_form("/api/journal/start", &[("form[template]", &template.id)], Some(&cookie)).await;
        let address = begun.1.get("location").expect("the entry").to_str().expect("plain").to_owned();
        let id = address.rsplit('/').next().expect("an id").to_owned();
        let (status, _, page) = app.get(&address, Some(&cookie)).await;
        assert_eq!(status, 200, "{}", template.id);
        for step in &template.steps {
            assert!(page.contains(&step.prompt_ja), "{} {}", template.id, step.id);
        }
        let words = format!("{}の一行", template.id);
        let step = template.steps.iter().find(|step| {
            use assemble::journal::model::StepKind::{Action, Text};
            matches!(step.kind, Text { .. } | Action { .. })
        });
        let field = format!("form[texts][{}]", step.expect("words somewhere").id);
        let form = [("form[entry]", id.as_str()), ("form[base]", "0"), (field.as_str(), words.as_str())];
        let form = [&form[..], &[("form[choices][tag_values][]", "acceptance"), ("form[then]", "finish")]].concat();
        let saved = app.post_form_from(&address, "/api/journal/save", &form, Some(&cookie)).await;
        assert!(saved.0.is_redirection(), "{} {}", template.id, saved.2);
        let (status, _, page) = app.get(&format!("{address}/read"), Some(&cookie)).await;
        assert_eq!(status, 200, "{}", template.id);
        assert!(page.contains(&words) && page.contains("受容"), "{}", template.id);
    }
});

both!(the_buttons_of_a_table_lose_nothing, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let entry = begin(&app, &owner, "process_record").await;
    let two = [("「べつに」", "「そっか」"), ("（笑う）", "")];
    let (status, to) = press(&app, &cookie, &entry, &two, "add:rows:0").await;
    assert_eq!((status, to), (302, format!("/journal/{entry}#q-rows")));
    let (head, answers) = newest(&app, &owner, &entry).await;
    assert_eq!(answers.of("rows").rows, [row("「べつに」", "「そっか」"), Row::new(), row("（笑う）", "")]);
    let (_, _, page) = app.get(&format!("/journal/{entry}"), Some(&cookie)).await;
    assert_eq!(page.matches("class=\"exchange-row\"").count(), 4, "three, and a blank one to write on");

    // What was typed and not saved yet stands in the version before the row went.
    let three = [("「べつに」", "「そっか」"), ("まだ保存していない", ""), ("（笑う）", "")];
    press(&app, &cookie, &entry, &three, "remove:rows:1").await;
    let (last, answers) = newest(&app, &owner, &entry).await;
    assert_eq!(answers.of("rows").rows, [row("「べつに」", "「そっか」"), row("（笑う）", "")]);
    assert_eq!(last, head + 2);
    let mut conn = app.state.db.read().await.expect("a connection");
    let before = store::answers(&mut conn, &app.state.vault, &owner, &entry, last - 1).await.expect("the version");
    assert_eq!(before.of("rows").rows[1], row("まだ保存していない", ""));
    drop(conn);

    press(&app, &cookie, &entry, &two, "up:rows:1").await;
    let (_, answers) = newest(&app, &owner, &entry).await;
    assert_eq!(answers.of("rows").rows[0], row("（笑う）", ""));

    // A cell that is too long comes back with every word, and changes nothing.
    let long = "字".repeat(2_001);
    let (head, _) = newest(&app, &owner, &entry).await;
    let (status, to) = press(&app, &cookie, &entry, &[(&long, "")], "add:rows:0").await;
    assert_eq!((status, to), (303, format!("/journal/{entry}")));
    assert_eq!(newest(&app, &owner, &entry).await.0, head);
    let odd = press(&app, &cookie, &entry, &two, "add:ro\nws:0").await;
    assert_eq!(odd.0, 302, "no button of ours only saves");
});

both!(words_that_lead_to_a_person_are_counted_at_the_pace_of_the_sheet, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let phone = "お母さんから090-1234-5678に電話があった。";
    for (name, step, likely) in [("process_record", "reason", true), ("ywt", "y", false)] {
        let entry = begin(&app, &owner, name).await;
        let answers = async |base: &str, words: &str| {
            let step = format!("form[texts][{step}]");
            let fields = [("form[entry]", entry.as_str()), ("form[base]", base), (step.as_str(), words)];
            let saved = app.post_json_client("/api/journal/autosave", &fields, Some(&cookie)).await;
            assert!(saved.0.is_success() && !saved.2.contains("1234"), "{name} {}", saved.2);
            saved.2
        };
        let (unseen, nothing) = ("\"traces\":null", "\"traces\":0");
        let first = answers("0", phone).await;
        assert_eq!((first.contains(unseen), first.contains(nothing)), (!likely, false), "{name}");
        let plain = answers("1", "電話があった。").await;
        assert!(plain.contains(if likely { nothing } else { unseen }), "{name} {plain}");
        // Where a case is only possible, every third save is looked at, and a place alone is nothing.
        let third = answers("2", phone).await;
        assert!(!third.contains(unseen) && !third.contains(nothing), "{name} {third}");
        let page = app.get(&format!("/journal/{entry}"), Some(&cookie)).await.2;
        assert!(shown(&page).contains("人につながりそうな言葉が"), "{name}");
        for (base, words) in [("3", "渋谷駅で会った。"), ("4", "駅で会った。")] {
            answers(base, words).await;
        }
        let sixth = answers("5", "新宿駅で会った。").await;
        assert_eq!((sixth.contains(unseen), sixth.contains(nothing)), (false, !likely), "{name} {sixth}");
        let page = app.get(&format!("/journal/{entry}"), Some(&cookie)).await.2;
        assert_eq!(shown(&page).contains("人につながりそうな言葉が"), likely, "{name}");
    }
});

both!(a_coach_reads_rows_and_choices, |app| async move {
    let (coach, owner) = pair(&app).await;
    let entry = begin(&app, &owner, "supervision_prep").await;
    let mut answers = Answers::default();
    answers.put("want", Answer { choices: vec!["listen".to_owned()], ..Answer::default() });
    answers.put("y", Answer { text: "x".to_owned(), ..Answer::default() });
    save(&app, &owner, &entry, 0, answers).await.expect("saved");
    let terms = Terms::default();
    let sent = share_step(&app, &owner, (&entry, 1), "want", &[&coach], terms, app.state.new_id()).await;
    let (_, id) = sent.expect("sent");
    let cookie = app.sign_in(&coach).await;
    let (status, _, page) = app.get(&format!("/coach/journals/{id}"), Some(&cookie)).await;
    assert_eq!(status, 200);
    assert!(page.contains("聴いてほしい"));
});

both!(three_questions_lead_somewhere, |app| async move {
    let owner = app.person("minato", &[]).await;
    let cookie = app.sign_in(&owner).await;
    let (status, _, page) = app.get("/journal/new", Some(&cookie)).await;
    assert_eq!(status, 200);
    for template in templates() {
        assert!(page.contains(&format!("/journal/new?template={}\"", template.id)), "{}", template.id);
    }
    let (_, _, page) = app.get("/journal/new?time=5&about=event&want=learn", Some(&cookie)).await;
    let (_, found) = page.split_once("id=\"found\"").expect("what was found");
    assert!(found.split_once("template=").expect("a template").1.starts_with("rolfe"), "the first is the answer");
    assert!(page.contains("少し長め"));
    let (_, _, page) = app.get("/journal/new?about=event", Some(&cookie)).await;
    assert!(page.contains("まず、時間をひとつ"));
    assert_eq!(app.get("/journal/new?template=nothing", Some(&cookie)).await.0, 404);
});

/// The save of an older program: a document without rows or choices.
#[test]
fn older_documents_read_as_they_were() {
    let json = r#"{"line":{"text":"一"},"battery":{"scale":3},"t":{"text":"二","due":"2026-12-01"}}"#;
    let answers: Answers = serde_json::from_str(json).expect("it reads");
    let again = serde_json::to_string(&answers).expect("it writes");
    assert_eq!(again, r#"{"battery":{"scale":3},"line":{"text":"一"},"t":{"text":"二","due":"2026-12-01"}}"#);
    assert!(answers.of("line").rows.is_empty() && answers.of("line").choices.is_empty());
}
