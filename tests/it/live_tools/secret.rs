//! Nobody can find out whose an anonymous answer is, and nothing is shown before five people answered.

use assemble::live::tools::jobs;
use assemble::live::tools::model::Tally;
use assemble::server::db::Kind;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::hmac::{Hmac, Mac};
use sha2::Sha256;
use sqlx::{AssertSqlSafe, Row};

use super::{Room, texts};
use crate::both;
use crate::journal::{count, run};
use crate::support::TestApp;

/// Every text of every table, and the table it stands in.
async fn cells(app: &TestApp) -> Vec<(String, String)> {
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
    let mut cells = Vec::new();
    for column in sqlx::query(sql).fetch_all(&mut *conn).await.expect("columns") {
        let (table, name, kind): (String, String, String) = (column.get(0), column.get(1), column.get(2));
        if kind == "text" && !table.starts_with("_sqlx") {
            let sql = format!(r#"select "{name}" from "{table}" where "{name}" is not null"#);
            let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *conn).await.expect("rows");
            cells.extend(rows.iter().map(|row| (table.clone(), row.get::<String, _>(0))));
        }
    }
    cells
}

/// The name of a voter that would come of a salt.
fn voter(salt: &str, user: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(salt.as_bytes()).expect("any key will do");
    mac.update(user.as_bytes());
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

/// Whether anything that the database holds leads from somebody in the room to what they said.
async fn leads_to_somebody(app: &TestApp, room: &Room) -> bool {
    let cells = cells(app).await;
    let voters = texts(
        app,
        "select voter from live_answers where author_id is null union select voter from live_voices order by 1",
    )
    .await;
    assert!(!voters.is_empty());
    room.people.iter().any(|user| {
        let plain = cells.iter().any(|(table, text)| {
            ["live_answers", "live_questions", "live_voices", "live_lines"].contains(&table.as_str())
                && text.contains(user.as_str())
        });
        plain || cells.iter().any(|(_, salt)| voters.contains(&voter(salt, user.as_str())))
    })
}

both!(nobody_finds_the_author_of_an_anonymous_answer_once_it_is_closed, |app| async move {
    let room = Room::open(&app, 6).await;
    let choice = room.ask(&app, "choice", "anonymous", &[]).await;
    let open = room.ask(&app, "open", "anonymous", &[]).await;
    let questions = room.ask(&app, "questions", "anonymous", &[]).await;
    for who in 0..6 {
        assert_eq!(room.answer(&app, who, &choice, ("form[one]", "1")).await, 200);
        assert_eq!(room.answer(&app, who, &open, ("form[text]", "だれのことばでしょう")).await, 200);
    }
    assert_eq!(
        room.by(&app, 0, "ask", &[("form[prompt]", questions.as_str()), ("form[text]", "なぜですか")]).await,
        200
    );
    let question = room.shown(&app, "").await.questions[0].id.clone();
    assert_eq!(room.by(&app, 1, "voice", &[("form[question]", question.as_str()), ("form[to]", "on")]).await, 200);
    let line = [("form[block]", "b1"), ("form[text]", "ひとこと")];
    assert_eq!(room.by(&app, 2, "line", &line).await, 200);
    assert_eq!(room.own(&app, 1).await.answers.len(), 2, "while it is open one sees one's own");
    assert_eq!(room.own(&app, 1).await.voices, [question]);
    assert!(leads_to_somebody(&app, &room).await, "the salts are there, and this search finds it");
    for prompt in [&choice, &open] {
        assert_eq!(room.host(&app, "prompt", &[("form[prompt]", prompt.as_str()), ("form[act]", "close")]).await, 200);
    }
    // The third one is closed with the room.
    run(&app, "update live_rooms set closed_at = opened_at").await;
    jobs::seal(app.state.clone()).await.expect("sealed");
    assert_eq!(count(&app, "select count(*) from live_prompts where sealed_at is null").await, 3, "too early");
    app.travel_to(app.state.now().plus_seconds(11));
    jobs::seal(app.state.clone()).await.expect("sealed");
    assert_eq!(count(&app, "select count(*) from live_prompts where sealed_at is null or salt is not null").await, 0);
    assert!(!leads_to_somebody(&app, &room).await);
    let ids = texts(&app, "select id from live_answers order by prompt_id, id").await;
    assert_eq!(ids.len(), 12);
    assert_eq!(texts(&app, "select voter from live_answers order by prompt_id, id").await, ids, "voters are left");
    if matches!(app.state.db.kind(), Kind::Sqlite) {
        assert_eq!(texts(&app, "select id from live_answers order by rowid").await, ids, "rows lie as they came");
    }
    assert!(room.own(&app, 1).await.answers.is_empty() && room.own(&app, 1).await.voices.is_empty());
    // What was counted stays, and so does what was said.
    let shown = room.shown(&app, "b1").await;
    assert_eq!(room.prompt(&app, &choice).await.answered, 6);
    assert!(matches!(room.prompt(&app, &open).await.tally, Tally::Lines(lines) if lines.len() == 6));
    assert_eq!((shown.questions[0].voices, shown.lines.len()), (1, 1));
    // No moment of an answer is kept, and no id tells one.
    for id in texts(&app, "select id from live_answers union select id from live_questions order by 1").await {
        assert_eq!(&id[14..15], "4", "an id knows the time");
    }
});

both!(nothing_is_shown_before_five_answered_nor_a_name_of_who_stays_unnamed, |app| async move {
    let room = Room::open(&app, 6).await;
    for naming in ["anonymous", "named"] {
        let prompt = room.ask(&app, "open", naming, &[]).await;
        for who in 0..4 {
            assert_eq!(room.answer(&app, who, &prompt, ("form[text]", "ここだけのことば")).await, 200);
        }
        assert_eq!(room.answer(&app, 4, &prompt, ("form[pass]", "1")).await, 200);
        let four = room.prompt(&app, &prompt).await;
        assert_eq!((four.answered, four.tally), (4, Tally::Hidden), "{naming}");
        // Who passed changes their mind.
        assert_eq!(room.answer(&app, 4, &prompt, ("form[text]", "やはり")).await, 200);
        let Tally::Lines(lines) = room.prompt(&app, &prompt).await.tally else { panic!("{naming}") };
        let named = lines.iter().filter(|line| line.name.as_deref().is_some_and(|name| name.starts_with("呼び名")));
        assert_eq!((lines.len(), named.count()), (5, if naming == "named" { 5 } else { 0 }));
        let authors = "select count(*) from live_answers a join live_prompts t on t.id = a.prompt_id
                       where a.author_id is not null";
        assert_eq!(count(&app, authors).await, if naming == "named" { 5 } else { 0 });
    }
});
