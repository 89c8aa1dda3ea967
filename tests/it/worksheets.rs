//! The value cards, over the real router and the real store, on both databases.

mod refused;

use assemble::admin::store::{create_cohort, join_cohort, leave_cohort};
use assemble::kit::id::{AnswerId, CohortId, UserId};
use assemble::kit::{Locale, Role};
use assemble::worksheets::model::{Move, Stage};
use assemble::worksheets::store::{self, Answer, Played};
use http::StatusCode;
use sqlx::Row;

use crate::both;
use crate::support::{NOW, TestApp};

const CANARY: &str = "保健室の前で立ち止まる子に名前で声をかけた朝";

fn place(card: &str, pile: u8) -> Move {
    Move::Place { card: card.to_owned(), pile }
}

fn json(moves: &[Move]) -> String {
    serde_json::to_string(moves).expect("moves are text")
}

async fn post(app: &TestApp, cookie: &str, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
    let (status, headers, body) = app.post_form(&format!("/api/worksheets/{path}"), fields, Some(cookie)).await;
    let location = headers.get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
    (status, if location.is_empty() { body } else { location.to_owned() })
}

/// As the program in the browser calls.
async fn call(app: &TestApp, cookie: Option<&str>, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let (status, _, body) = app.post_json_client(&format!("/api/worksheets/{path}"), fields, cookie).await;
    (status.as_u16(), body)
}

async fn page(app: &TestApp, cookie: &str, path: &str) -> String {
    let (status, _, body) = app.get(path, Some(cookie)).await;
    assert_eq!(status, StatusCode::OK, "{path}: {body}");
    body
}

async fn begin(app: &TestApp, cookie: &str) -> AnswerId {
    let (status, location) = post(app, cookie, "values/start", &[("form[worksheet]", "W1")]).await;
    assert!(status.is_redirection(), "{status}: {location}");
    location.rsplit('/').next().expect("an id").parse().expect("an id")
}

async fn open(app: &TestApp, owner: &UserId, id: &AnswerId) -> Answer {
    let mut conn = app.state.db.read().await.expect("a connection");
    store::open(&mut conn, &app.state.vault, owner, id).await.expect("the sitting")
}

/// One move by form, from the revision that the page would show.
async fn act(
    app: &TestApp,
    cookie: &str,
    owner: &UserId,
    id: &AnswerId,
    fields: &[(&str, &str)],
) -> (StatusCode, String) {
    let (id, revision) = (id.to_string(), open(app, owner, id).await.revision.to_string());
    let mut all = vec![("form[id]", id.as_str()), ("form[revision]", revision.as_str())];
    all.extend_from_slice(fields);
    post(app, cookie, "values/move", &all).await
}

/// Makes moves as the browser saves them.
async fn play(app: &TestApp, owner: &UserId, id: &AnswerId, moves: Vec<Move>) {
    let revision = open(app, owner, id).await.revision;
    let input = (app.state.vault.clone(), owner.clone(), id.clone(), moves, app.state.now());
    let saved = app.state.db.write(input, move |tx, (vault, owner, id, moves, now)| {
        Box::pin(store::save(tx, vault, owner, id, Played { from: revision, moves }, Locale::ja, *now))
    });
    saved.await.expect("these moves are possible");
}

/// A finished round: `top` lead, everything else is not important; a note on the first and on the second card.
pub async fn finished(app: &TestApp, owner: &UserId, cookie: &str, top: [&str; 5]) -> AnswerId {
    let id = begin(app, cookie).await;
    let deck = open(app, owner, &id).await.kept.sitting.deck;
    let pile = |card: &String| if top.contains(&card.as_str()) { 5 } else { 1 };
    let mut moves: Vec<Move> = deck.iter().map(|card| place(card, pile(card))).collect();
    let note = |card: &str, text: &str| Move::Note { card: card.to_owned(), question: 0, text: text.to_owned() };
    moves.extend([Move::Rank, Move::Order { top: top.map(str::to_owned).to_vec() }, Move::Write]);
    moves.extend([note(top[0], CANARY), note(top[1], "だれにも見せないことば"), Move::Finish]);
    play(app, owner, &id, moves).await;
    id
}

/// The same with a card of one's own, `own-1`, above the others.
pub async fn finished_with_own(app: &TestApp, owner: &UserId, cookie: &str, name: &str) -> AnswerId {
    let id = begin(app, cookie).await;
    let deck = open(app, owner, &id).await.kept.sitting.deck;
    let top = ["own-1", TOP[0], TOP[1], TOP[2], TOP[3]];
    let pile = |card: &String| if top.contains(&card.as_str()) { 5 } else { 1 };
    let mut moves: Vec<Move> = deck.iter().map(|card| place(card, pile(card))).collect();
    moves.extend([Move::Own { name: name.to_owned(), says: String::new() }, place("own-1", 5), Move::Rank]);
    moves.extend([Move::Order { top: top.map(str::to_owned).to_vec() }, Move::Write, Move::Finish]);
    play(app, owner, &id, moves).await;
    id
}

pub const TOP: [&str; 5] = ["caring", "purpose", "cooperation", "humor", "solitude"];

pub struct Circle {
    pub member: UserId,
    pub cookie: String,
    pub coach: UserId,
    coach_cookie: String,
    cohort: CohortId,
}

/// A member and their coach in one cohort.
pub async fn circle(app: &TestApp, member: &str, coach: &str) -> Circle {
    let (member, coach) = (app.person(member, &[]).await, app.person(coach, &[Role::Coach]).await);
    let cohort: CohortId = app.state.new_id();
    let input = (cohort.clone(), member.clone(), coach.clone());
    let made = app.state.db.write(input, |tx, (cohort, member, coach)| {
        Box::pin(async move {
            create_cohort(tx, cohort, "第一期生", NOW).await?;
            join_cohort(tx, cohort, member, "member", NOW).await?;
            join_cohort(tx, cohort, coach, "coach", NOW).await.map(drop)
        })
    });
    made.await.expect("a cohort");
    let (cookie, coach_cookie) = (app.sign_in(&member).await, app.sign_in(&coach).await);
    Circle { member, cookie, coach, coach_cookie, cohort }
}

async fn rows(app: &TestApp, sql: &'static str) -> Vec<String> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query(sql).fetch_all(&mut *conn).await.expect("rows");
    rows.iter().map(|row| row.get(0)).collect()
}

/// Picks coach and notes and sends; the copy's id.
pub async fn share(app: &TestApp, circle: &Circle, id: &AnswerId, notes: &[&str]) -> String {
    let (id, coach) = (id.to_string(), circle.coach.to_string());
    let mut fields = vec![("form[id]", id.as_str()), ("form[coach]", coach.as_str())];
    fields.extend(notes.iter().map(|note| ("form[notes][]", *note)));
    let (status, _) = post(app, &circle.cookie, "values/pick", &fields).await;
    assert!(status.is_redirection());
    let send = [("form[id]", id.as_str()), ("form[act]", "send")];
    let (status, location) = post(app, &circle.cookie, "values/share", &send).await;
    assert!(status.is_redirection());
    assert!(location.ends_with("done=shared"), "{location}");
    rows(app, "select id from worksheet_shares where revoked_at is null order by shared_at, id")
        .await
        .pop()
        .expect("a copy")
}

both!(the_whole_story_by_forms, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    assert!(page(&app, &cookie, "/worksheets").await.contains("Personal Values Card Sort"));
    assert!(page(&app, &cookie, "/worksheets/values").await.contains("カードを配る"));
    let id = begin(&app, &cookie).await;
    let path = format!("/worksheets/values/{id}");
    assert!(page(&app, &cookie, &path).await.contains("73枚のうち0枚"));

    let order = open(&app, &member, &id).await.kept.sitting.order_shown;
    assert_eq!(order.len(), 73);
    for (n, card) in order.iter().enumerate() {
        let pile = if n < 4 { "5" } else { "4" };
        let fields = [("form[act]", "place"), ("form[card]", card.as_str()), ("form[pile]", pile)];
        let (status, location) = act(&app, &cookie, &member, &id, &fields).await;
        assert!(status.is_redirection());
        assert_eq!(location, path);
        if n == 0 {
            assert!(page(&app, &cookie, &path).await.contains("73枚のうち1枚"));
            let today = page(&app, &cookie, "/today").await;
            assert!(today.contains("73枚のうち1枚") && today.contains(&path) && today.contains("<progress"));
            act(&app, &cookie, &member, &id, &[("form[act]", "undo")]).await;
            assert!(page(&app, &cookie, &path).await.contains("73枚のうち0枚"));
            act(&app, &cookie, &member, &id, &fields).await;
        }
    }
    assert!(page(&app, &cookie, &path).await.contains("選び足しましょう"), "four are too few");
    assert!(page(&app, &cookie, "/worksheets").await.contains("途中のものがあります"));
    assert!(page(&app, &cookie, "/worksheets/values").await.contains("途中のカードがあります"));
    act(&app, &cookie, &member, &id, &[("form[act]", "own"), ("form[name]", "ひなたぼっこ"), ("form[says]", "<b>")])
        .await;
    let sorting = page(&app, &cookie, &path).await;
    assert!(sorting.contains("74枚のうち73枚") && sorting.contains("ひなたぼっこ") && sorting.contains("&lt;b&gt;"));
    act(&app, &cookie, &member, &id, &[("form[act]", "place"), ("form[card]", "own-1"), ("form[pile]", "5")]).await;
    let today = page(&app, &cookie, "/today").await;
    assert!(today.contains("カードはぜんぶ分けました") && !today.contains("<progress"), "the bar goes when it is full");
    act(&app, &cookie, &member, &id, &[("form[act]", "rank")]).await;
    act(&app, &cookie, &member, &id, &[("form[act]", "up"), ("form[card]", "own-1")]).await;
    assert_eq!(open(&app, &member, &id).await.kept.sitting.top[3], "own-1");
    act(&app, &cookie, &member, &id, &[("form[act]", "write")]).await;
    assert!(page(&app, &cookie, &format!("{path}?at=4")).await.contains("ひなたぼっこ"));
    let note =
        [("form[act]", "note"), ("form[card]", "own-1"), ("form[note1]", "縁側の</textarea>午後"), ("form[goto]", "5")];
    let (_, location) = act(&app, &cookie, &member, &id, &note).await;
    assert_eq!(location, format!("{path}?at=5"));
    let last = [("form[act]", "note"), ("form[card]", order[0].as_str()), ("form[goto]", "finish")];
    let (_, location) = act(&app, &cookie, &member, &id, &last).await;
    assert_eq!(location, format!("{path}/result?done=finished"));

    let result = page(&app, &cookie, &location).await;
    for words in [
        "正解も、よい・わるいもありません",
        "ひなたぼっこ",
        "縁側の&lt;/textarea&gt;午後",
        "2026年11月24日",
        "いちばん大切」に5枚",
    ] {
        assert!(result.contains(words), "{words}");
    }
    assert!(!result.contains("style=\""));
    assert!(page(&app, &cookie, "/worksheets/values").await.contains("2026年11月24日"));
    assert!(!page(&app, &cookie, "/today").await.contains(&path), "what is done is not under way");
    let (status, ..) =
        app.get(&format!("/worksheets/values/{}/result", app.state.new_id::<AnswerId>()), Some(&cookie)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
});

both!(a_card_waits_until_the_others_are_sorted, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    let id = begin(&app, &cookie).await;
    let first = open(&app, &member, &id).await.kept.sitting.next_card().expect("a card").to_owned();
    assert!(page(&app, &cookie, &format!("/worksheets/values/{id}")).await.contains("このカードはあとで"));
    let wait = [("form[act]", "later"), ("form[card]", first.as_str())];
    let (status, location) = act(&app, &cookie, &member, &id, &wait).await;
    assert!(status.is_redirection(), "{status}: {location}");
    let sitting = open(&app, &member, &id).await.kept.sitting;
    assert!(sitting.next_card().is_some_and(|next| next != first), "another one is dealt");
    assert_eq!(sitting.later, [first]);
});

both!(private_cards_only_when_wanted, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    let (_, location) =
        post(&app, &cookie, "values/start", &[("form[worksheet]", "W1"), ("form[private_cards]", "true")]).await;
    let id = location.rsplit('/').next().expect("an id").parse().expect("an id");
    assert_eq!(open(&app, &member, &id).await.kept.sitting.deck.len(), 83);
});

both!(nobody_else_gets_at_a_sitting, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    let other_round = finished(&app, &circle.member, &circle.cookie, TOP).await.to_string();
    let copy = share(&app, &circle, &id, &[]).await;
    let stranger = app.person("stranger", &[]).await;
    let strange = app.sign_in(&stranger).await;
    let unpromised = app.person("new", &[]).await;
    let unpromised_cookie = app.sign_in(&unpromised).await;
    let forget = app.state.db.write(unpromised, |tx, user| {
        Box::pin(async move {
            sqlx::query("delete from promises where user_id = $1").bind(user.as_str()).execute(tx).await?;
            Ok(())
        })
    });
    forget.await.expect("no promise");
    let before = open(&app, &circle.member, &id).await;
    let (id_text, coach) = (id.to_string(), circle.coach.to_string());
    let moves = json(&[Move::Undo]);
    let of_id = ("form[id]", id_text.as_str());
    let calls: [(&str, Vec<(&str, &str)>); 9] = [
        ("values/sitting", vec![("id", &id_text)]),
        ("values/result", vec![("id", &id_text)]),
        ("values/compare", vec![("a", &id_text), ("b", &other_round)]),
        ("values/move", vec![of_id, ("form[act]", "undo")]),
        ("values/save", vec![of_id, ("form[moves]", &moves)]),
        ("values/delete", vec![of_id]),
        ("values/pick", vec![of_id, ("form[coach]", &coach)]),
        ("values/share", vec![of_id, ("form[act]", "send")]),
        ("values/withdraw", vec![("form[id]", &copy)]),
    ];
    for (path, fields) in &calls {
        assert_eq!(call(&app, None, path, fields).await.0, 401, "{path} signed out");
        assert_eq!(call(&app, Some(&unpromised_cookie), path, fields).await.0, 403, "{path} without the promise");
        assert_eq!(call(&app, Some(&strange), path, fields).await.0, 404, "{path} of another person");
        // Not even one's own coach.
        assert_eq!(call(&app, Some(&circle.coach_cookie), path, fields).await.0, 404, "{path} by the coach");
    }
    for path in ["values", "values/latest"] {
        assert_eq!(call(&app, None, path, &[]).await.0, 401, "{path}");
        assert_eq!(call(&app, Some(&unpromised_cookie), path, &[]).await.0, 403, "{path}");
    }
    assert_eq!(call(&app, None, "values/start", &[("form[worksheet]", "W1")]).await.0, 401);
    assert_eq!(call(&app, None, "values/shared", &[("id", &copy)]).await.0, 401);
    assert_eq!(call(&app, Some(&strange), "values/shared", &[("id", &copy)]).await.0, 403, "no coach at all");
    let after = open(&app, &circle.member, &id).await;
    assert_eq!((before.revision, before.kept.sitting), (after.revision, after.kept.sitting), "nothing changed");
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &copy)]).await.0, 200, "still open");
});

both!(impossible_moves_are_refused_and_lose_nothing, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    let id = begin(&app, &cookie).await;
    let card = open(&app, &member, &id).await.kept.sitting.order_shown[0].clone();
    play(&app, &member, &id, vec![place(&card, 5)]).await;
    let id_text = id.to_string();
    let own = |name: &str| Move::Own { name: name.into(), says: String::new() };
    for wrong in [
        json(&[place("sexuality", 5)]),
        json(&[place("no such card", 5)]),
        json(&[place(&card, 9)]),
        json(&[place(&card, 1), Move::Rank]),
        json(&[Move::Order { top: vec![card.clone(); 11] }]),
        json(&[Move::Finish]),
        json(&[own(&"字".repeat(100_000))]),
        json(&[own("")]),
    ] {
        let fields = [("form[id]", id_text.as_str()), ("form[revision]", "1"), ("form[moves]", wrong.as_str())];
        let (status, body) = call(&app, Some(&cookie), "values/save", &fields).await;
        assert_eq!(status, 422, "{}", &wrong[..wrong.len().min(80)]);
        assert!(body.contains("Invalid"), "{body}");
    }
    let many = json(&vec![place(&card, 5); 201]);
    for wrong in ["", "[]", "{}", "null", r#"[{"move":"win"}]"#, r#"[{"move":"place","card":"hope","pile":-1}]"#, &many]
    {
        let fields = [("form[id]", id_text.as_str()), ("form[revision]", "1"), ("form[moves]", wrong)];
        assert_eq!(call(&app, Some(&cookie), "values/save", &fields).await.0, 400, "{}", &wrong[..wrong.len().min(80)]);
    }
    assert_eq!(act(&app, &cookie, &member, &id, &[("form[act]", "win")]).await.0, StatusCode::SEE_OTHER);
    let after = open(&app, &member, &id).await;
    assert_eq!((after.revision, after.kept.sitting.piles.len()), (1, 1));

    // Without JavaScript the words come back to the page they were typed on.
    let long = "字".repeat(21);
    let fields =
        [("form[id]", id_text.as_str()), ("form[revision]", "1"), ("form[act]", "own"), ("form[name]", long.as_str())];
    let sitting = format!("/worksheets/values/{id}");
    let (status, headers, _) =
        app.post_form_from(&sitting, "/api/worksheets/values/move", &fields, Some(&cookie)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let stash = headers.get("set-cookie").and_then(|value| value.to_str().ok()).expect("what was typed is kept");
    let both = format!("{cookie}; {}", stash.split(';').next().expect("a cookie"));
    let again = page(&app, &both, &sitting).await;
    assert!(again.contains(&long) && again.contains("20字までで書いてください"), "{again}");
});

both!(a_save_sent_again_is_one_save_and_another_window_is_noticed, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    let id = begin(&app, &cookie).await;
    let order = open(&app, &member, &id).await.kept.sitting.order_shown;
    let id_text = id.to_string();
    let first = json(&[place(&order[0], 5), place(&order[1], 4)]);
    let fields = [("form[id]", id_text.as_str()), ("form[revision]", "0"), ("form[moves]", first.as_str())];
    let one = call(&app, Some(&cookie), "values/save", &fields).await;
    assert_eq!(one.0, 200, "{}", one.1);
    assert_eq!(one, call(&app, Some(&cookie), "values/save", &fields).await, "its answer was lost on the way");
    assert_eq!(open(&app, &member, &id).await.revision, 1);

    // The other window still shows revision 0.
    let other = json(&[place(&order[0], 1)]);
    let fields = [("form[id]", id_text.as_str()), ("form[revision]", "0"), ("form[moves]", other.as_str())];
    assert_eq!(call(&app, Some(&cookie), "values/save", &fields).await.0, 409);
    let kept = open(&app, &member, &id).await;
    assert_eq!((kept.revision, kept.kept.sitting.piles[&order[0]]), (1, 5));

    // A form that is sent twice is one move.
    let form = [
        ("form[id]", id_text.as_str()),
        ("form[revision]", "1"),
        ("form[act]", "place"),
        ("form[card]", order[2].as_str()),
        ("form[pile]", "3"),
    ];
    for _ in 0..2 {
        let (status, location) = post(&app, &cookie, "values/move", &form).await;
        assert!(status.is_redirection());
        assert_eq!(location, format!("/worksheets/values/{id}"));
    }
    let kept = open(&app, &member, &id).await;
    assert_eq!((kept.revision, kept.kept.sitting.piles.len()), (2, 3));
});

both!(many_at_once_start_one_round_and_make_one_move, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    let started = futures::future::join_all((0..12).map(|_| begin(&app, &cookie))).await;
    assert!(started.iter().all(|id| *id == started[0]), "{started:?}");
    assert_eq!(rows(&app, "select id from worksheet_answers").await.len(), 1);

    let id = started[0].to_string();
    let cards = open(&app, &member, &started[0]).await.kept.sitting.order_shown;
    let saves = cards.iter().take(12).map(|card| {
        let (app, cookie, id, moves) = (&app, &cookie, &id, json(&[place(card, 5)]));
        async move {
            let fields = [("form[id]", id.as_str()), ("form[revision]", "0"), ("form[moves]", moves.as_str())];
            call(app, Some(cookie), "values/save", &fields).await.0
        }
    });
    let answers = futures::future::join_all(saves).await;
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 409).count(), 11, "{answers:?}");
    assert_eq!(open(&app, &member, &started[0]).await.kept.sitting.piles.len(), 1);
});

both!(a_coach_sees_the_top_list_and_the_chosen_notes_only, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    let path = format!("/worksheets/values/{id}/result");
    let (id_text, coach) = (id.to_string(), circle.coach.to_string());
    let pick = [("form[id]", id_text.as_str()), ("form[coach]", coach.as_str()), ("form[notes][]", "caring/0")];
    let (_, location) = post(&app, &circle.cookie, "values/pick", &pick).await;
    assert_eq!(location, format!("{path}#share"));
    let preview = page(&app, &circle.cookie, &path).await;
    assert!(preview.contains("届くのは、次の内容です") && preview.contains("この内容で届ける"));
    assert!(rows(&app, "select id from worksheet_shares").await.is_empty(), "nothing is sent yet");
    let again = [("form[id]", id_text.as_str()), ("form[act]", "change")];
    post(&app, &circle.cookie, "values/share", &again).await;
    assert!(!page(&app, &circle.cookie, &path).await.contains("この内容で届ける"), "it can be picked anew");

    let copy = share(&app, &circle, &id, &["caring/0"]).await;
    let (status, seen) = call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &copy)]).await;
    assert_eq!(status, 200, "{seen}");
    for words in ["いたわり", "ひとりの時間", CANARY, "minato"] {
        assert!(seen.contains(words), "{words} in {seen}");
    }
    for words in ["だれにも見せないことば", "名声", "達成", "fame", "pile"] {
        assert!(!seen.contains(words), "{words} in {seen}");
    }
    let log =
        rows(&app, "select actor_id || ' ' || action || ' ' || object_kind || ' ' || object_id from access_log").await;
    assert_eq!(log, [format!("{coach} open worksheet_share {copy}")]);
    let letters = rows(&app, "select address || subject || text_body || html_body from letters").await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].contains("kitagawa@example.jp") && letters[0].contains("/coach#shown"));
    assert!(!letters[0].contains(&copy), "a copy that is replaced would leave a dead link");
    for words in ["いたわり", CANARY, "minato"] {
        assert!(!letters[0].contains(words), "{words}");
    }
    // The form that was sent twice is one copy and one letter.
    post(&app, &circle.cookie, "values/share", &[("form[id]", &id_text), ("form[act]", "send")]).await;
    assert_eq!(rows(&app, "select id from letters").await.len(), 1);
    let mut conn = app.state.db.read().await.expect("a connection");
    let waiting = store::shares_for(&mut conn, &circle.coach).await.expect("a list");
    drop(conn);
    assert!(waiting.len() == 1 && waiting[0].opened && waiting[0].name == "minato");

    // A coach of another cohort, and one's coach after leaving.
    let other = self::circle(&app, "someone", "other").await;
    assert_eq!(call(&app, Some(&other.coach_cookie), "values/shared", &[("id", &copy)]).await.0, 404);
    let wrong = [("form[id]", id_text.as_str()), ("form[coach]", other.coach.as_str())];
    assert_eq!(call(&app, Some(&circle.cookie), "values/pick", &wrong).await.0, 404, "not one's coach");
    let low = [("form[id]", id_text.as_str()), ("form[coach]", coach.as_str()), ("form[notes][]", "fame/0")];
    assert_eq!(call(&app, Some(&circle.cookie), "values/pick", &low).await.0, 404, "not in the top list");
    let nobody = [("form[id]", id_text.as_str())];
    assert_eq!(call(&app, Some(&circle.cookie), "values/pick", &nobody).await.0, 422, "no coach was chosen");
    let input = (circle.cohort.clone(), circle.coach.clone());
    let leave = app.state.db.write(input, |tx, (cohort, coach)| {
        Box::pin(async move { leave_cohort(tx, cohort, coach, NOW).await.map(drop) })
    });
    leave.await.expect("left");
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &copy)]).await.0, 404);
    let mut conn = app.state.db.read().await.expect("a connection");
    assert!(store::shares_for(&mut conn, &circle.coach).await.expect("a list").is_empty());
    assert_eq!(rows(&app, "select id from access_log").await.len(), 1, "refused looks open nothing");
});

both!(what_is_taken_back_is_gone, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    let copy = share(&app, &circle, &id, &["caring/0"]).await;
    let newer = share(&app, &circle, &id, &[]).await;
    assert_ne!(copy, newer);
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &copy)]).await.0, 404, "replaced");
    let (_, location) = post(&app, &circle.cookie, "values/withdraw", &[("form[id]", &newer)]).await;
    assert_eq!(location, format!("/worksheets/values/{id}/result?done=withdrawn"));
    post(&app, &circle.cookie, "values/withdraw", &[("form[id]", &newer)]).await;
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &newer)]).await.0, 404);

    let last = share(&app, &circle, &id, &["caring/0"]).await;
    let (_, location) = post(&app, &circle.cookie, "values/delete", &[("form[id]", id.as_str())]).await;
    assert_eq!(location, "/worksheets/values?done=deleted");
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &last)]).await.0, 404);
    assert_eq!(call(&app, Some(&circle.cookie), "values/result", &[("id", id.as_str())]).await.0, 404);
    assert_eq!(call(&app, Some(&circle.cookie), "values/delete", &[("form[id]", id.as_str())]).await.0, 404);
    let left = "select cast(sum(n) as text) from (select length(body) as n from worksheet_answers
                union all select length(body) from worksheet_shares) as bodies";
    assert_eq!(rows(&app, left).await, ["0"], "no words are left");
});

both!(an_open_page_of_values_hears_that_they_were_taken_back, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let other = self::circle(&app, "someone", "other").await;
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    let copy = share(&app, &circle, &id, &["caring/0"]).await;
    let path = format!("/coach/values/{copy}");
    let still = format!("{path}/still");
    let shown = page(&app, &circle.coach_cookie, &path).await;
    assert!(
        shown.contains(&format!("data-still=\"{still}\"")) && shown.contains("/watch.js") && shown.contains(CANARY)
    );
    let ask = async |cookie: Option<&str>| {
        let (status, _, body) = app.get(&still, cookie).await;
        assert_eq!(body, "");
        status.as_u16()
    };
    assert_eq!(ask(Some(&circle.coach_cookie)).await, 204);
    assert_eq!(rows(&app, "select id from access_log").await.len(), 1, "asking opens nothing");
    assert_eq!(
        [ask(None).await, ask(Some(&circle.cookie)).await, ask(Some(&other.coach_cookie)).await],
        [401, 403, 404]
    );
    post(&app, &circle.cookie, "values/withdraw", &[("form[id]", &copy)]).await;
    assert_eq!(ask(Some(&circle.coach_cookie)).await, 404);
    // Whoever coaches the member no more sees it no more, though it was not taken back.
    let copy = share(&app, &circle, &id, &[]).await;
    let still = format!("/coach/values/{copy}/still");
    assert_eq!(app.get(&still, Some(&circle.coach_cookie)).await.0.as_u16(), 204);
    let input = (circle.cohort.clone(), circle.coach.clone());
    let leave = app.state.db.write(input, |tx, (cohort, coach)| {
        Box::pin(async move { leave_cohort(tx, cohort, coach, NOW).await.map(drop) })
    });
    leave.await.expect("left");
    assert_eq!(app.get(&still, Some(&circle.coach_cookie)).await.0.as_u16(), 404);
});

both!(what_was_shown_stands_among_the_receipts_and_is_taken_back_there, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let other = self::circle(&app, "someone", "other").await;
    assert!(page(&app, &circle.cookie, "/me/consents").await.contains("まだ、何も届けていません"));
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    let first = share(&app, &circle, &id, &[]).await;
    app.state.clock.set(NOW.plus_minutes(1));
    let copy = share(&app, &circle, &id, &["caring/0"]).await;
    let receipts = page(&app, &circle.cookie, "/me/consents").await;
    assert!(receipts.contains("kitagawaさんへ") && receipts.contains(&format!("/worksheets/values/{id}/result")));
    let form = |id: &str| format!("value=\"{id}\"");
    assert!(receipts.contains(&form(&copy)) && !receipts.contains(&form(&first)));
    assert!(receipts.contains("新しい写しに替わりました"));
    assert!(!receipts.contains(CANARY) && rows(&app, "select id from access_log").await.is_empty());
    let foreign = page(&app, &other.cookie, "/me/consents").await;
    assert!(!foreign.contains(&copy) && !foreign.contains("kitagawa"));
    let fields = [("form[id]", copy.as_str()), ("form[from]", "consents")];
    let take_back = async |cookie: &str| app.post_form("/api/sheets/take_back", &fields, Some(cookie)).await;
    assert!(take_back(&other.cookie).await.1.get("location").is_none_or(|to| to != "/me/consents?done=revoked"));
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &copy)]).await.0, 200);
    assert_eq!(take_back(&circle.cookie).await.1["location"], "/me/consents?done=revoked");
    assert_eq!(call(&app, Some(&circle.coach_cookie), "values/shared", &[("id", &copy)]).await.0, 404);
    let receipts = page(&app, &circle.cookie, "/me/consents?done=revoked").await;
    assert!(receipts.contains("に取り消しました") && !receipts.contains(&form(&copy)), "{receipts}");
    post(&app, &circle.cookie, "values/delete", &[("form[id]", id.as_str())]).await;
    assert!(page(&app, &circle.cookie, "/me/consents").await.contains("消したワーク"), "the receipt stays");
});

both!(a_coach_hears_once_an_hour_of_values_that_are_shown_again_and_again, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    for _ in 0..3 {
        let copy = share(&app, &circle, &id, &[]).await;
        post(&app, &circle.cookie, "values/withdraw", &[("form[id]", &copy)]).await;
    }
    let letters = "select id from letters where kind = 'values_shown'";
    assert_eq!(rows(&app, letters).await.len(), 1);
    app.state.clock.set(NOW.plus_hours(1));
    share(&app, &circle, &id, &[]).await;
    assert_eq!(rows(&app, letters).await.len(), 2);
});

// The number of a save comes from outside. Adding to the last there is would be a panic, or the first again.
both!(no_save_comes_after_the_last_number, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let id = begin(&app, &circle.cookie).await;
    let moves = json(&[place("caring", 5)]);
    let last = i64::MAX.to_string();
    let fields = [("form[id]", id.as_str()), ("form[revision]", last.as_str()), ("form[moves]", moves.as_str())];
    assert_eq!(call(&app, Some(&circle.cookie), "values/save", &fields).await.0, 409);
});

both!(two_rounds_side_by_side, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    // Without a choice one is led to what there is to see.
    let led_to = async || {
        let (status, headers, _) = app.get("/worksheets/values/compare", Some(&cookie)).await;
        assert!(status.is_redirection(), "{status}");
        headers["location"].to_str().expect("text").to_owned()
    };
    assert_eq!(led_to().await, "/worksheets/values");
    let first = finished(&app, &member, &cookie, TOP).await;
    assert_eq!(led_to().await, format!("/worksheets/values/{first}/result"));
    app.state.clock.set(NOW.plus_days(2));
    let second = finished(&app, &member, &cookie, ["purpose", "caring", "cooperation", "humor", "growth"]).await;
    let result = page(&app, &cookie, &format!("/worksheets/values/{second}/result")).await;
    for words in [
        "前の記録とくらべて",
        "「意味」が上がりました",
        "「成長」が新しく入りました",
        "はじめの5枚のうち4枚が同じです",
        "<desc",
    ] {
        assert!(result.contains(words), "{words}");
    }
    assert!(!page(&app, &cookie, &format!("/worksheets/values/{first}/result")).await.contains("前の記録とくらべて"));
    // In either order the earlier one stands on the left.
    for (a, b) in [(&first, &second), (&second, &first)] {
        let compare = page(&app, &cookie, &format!("/worksheets/values/compare?a={a}&b={b}")).await;
        assert!(compare.contains("4 / 5") && compare.contains("「意味」が上がりました"), "{compare}");
    }
    let (status, ..) = app.get(&format!("/worksheets/values/compare?a={first}&b={first}"), Some(&cookie)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(led_to().await, format!("/worksheets/values/compare?a={first}&b={second}"));
    app.state.clock.set(NOW.plus_days(4));
    begin(&app, &cookie).await;
    assert_eq!(led_to().await, format!("/worksheets/values/compare?a={first}&b={second}"), "one under way is left out");
    let (status, ..) = app.get("/worksheets/values/compare?a=x", Some(&cookie)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(open(&app, &member, &second).await.kept.sitting.stage, Stage::Done);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_word_of_a_sitting_stands_in_the_file() {
    let app = TestApp::new(crate::support::On::Sqlite).await;
    let circle = circle(&app, "minato", "kitagawa").await;
    let id = finished(&app, &circle.member, &circle.cookie, TOP).await;
    share(&app, &circle, &id, &["caring/0"]).await;
    let file = app.state.config.data.join("test.db");
    let mut bytes = std::fs::read(&file).expect("the database");
    bytes.extend(std::fs::read(file.with_extension("db-wal")).unwrap_or_default());
    assert!(bytes.len() > 10_000);
    for words in [CANARY, "だれにも見せないことば", "solitude", "ひとりの時間"] {
        assert!(!bytes.windows(words.len()).any(|window| window == words.as_bytes()), "{words}");
    }
    assert!(bytes.windows(6).any(|window| window == b"minato"), "the search itself works");
}
