//! The value cards, over the real router and the real store, on both databases.

mod refused;
mod saving;
mod showing;

use assemble::admin::store::{create_cohort, join_cohort};
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
    assert!(page(&app, &cookie, "/worksheets").await.contains("/worksheets/values"));
    let start = page(&app, &cookie, "/worksheets/values").await;
    assert!(start.contains("カードを配る") && start.contains("Personal Values Card Sort"));
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
    let (_, paper) = result.split_once("class=\"print-only\"").expect("paper shows what is folded away here");
    let (piles, _) = paper.split_once("</dl>").expect("a list");
    assert!(piles.contains("いちばん大切") && piles.contains("ひなたぼっこ"), "{piles}");
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
