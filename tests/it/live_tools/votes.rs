//! Many at once: nothing is lost or doubled, what is shown in the end is what is stored, and the database sees to it.

use assemble::kit::Moment;
use assemble::kit::id::{PromptId, RowId};
use assemble::live::tools::model::{Answer, AnswerForm, Tally};
use assemble::live::tools::rules::Refusal;
use assemble::live::tools::store;
use assemble::server::db::Conn;
use assemble::server::state::chance_id;
use assemble::server::{Failure, http};
use axum::body::Body;
use futures::future::join_all;
use tower::ServiceExt;

use super::{Room, texts};
use crate::both;
use crate::journal::{count, run};
use crate::locks::meet;
use crate::support::{SITE, TestApp, read};

const PEOPLE: usize = 200;

/// A vote through the whole stack, from a tab of its own.
async fn vote(router: axum::Router, room: String, prompt: String, cookie: String, choice: usize) -> u16 {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("form[workshop]", room.as_str())
        .append_pair("form[prompt]", prompt.as_str())
        .append_pair("form[round]", "1")
        .append_pair("form[one]", &choice.to_string())
        .finish();
    let request = ::http::Request::post("/api/live/answer")
        .header("host", "localhost:3000")
        .header("origin", SITE)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "application/json")
        .header("cookie", cookie)
        .body(Body::from(body))
        .expect("a request");
    read(router.oneshot(request).await.expect("the router always answers")).await.0.as_u16()
}

/// Everybody votes from two tabs at once, for the choice of their number.
async fn rush(app: &TestApp, room: &Room, prompt: &str) -> Vec<u16> {
    let router = http::router(app.state.clone());
    let mut votes = Vec::new();
    for (who, cookie) in room.cookies.iter().enumerate() {
        for _ in 0..2 {
            let (room, prompt) = (room.id.to_string(), prompt.to_owned());
            votes.push(tokio::spawn(vote(router.clone(), room, prompt, cookie.clone(), who % 3)));
        }
    }
    join_all(votes).await.into_iter().map(|status| status.expect("no panic")).collect()
}

/// Whether each vote is stored once and counted as it was given.
async fn exact(app: &TestApp, room: &Room, prompt: &str) -> Result<(), String> {
    let rows = texts(app, "select answer from live_answers order by id").await;
    if rows.len() != PEOPLE {
        return Err(format!("{} rows", rows.len()));
    }
    let voters = count(app, "select count(distinct voter) from live_answers").await;
    if voters != PEOPLE as i64 {
        return Err(format!("{voters} voters"));
    }
    let stored = [0, 1, 2].map(|choice| {
        let text = serde_json::to_string(&Answer::One(choice)).expect("text");
        rows.iter().filter(|row| **row == text).count() as u32
    });
    let shown = room.prompt(app, prompt).await;
    if shown.answered != PEOPLE as u32 {
        return Err(format!("shown is {shown:?}"));
    }
    if stored == [67, 67, 66] { Ok(()) } else { Err(format!("{stored:?}")) }
}

both!(two_hundred_votes_at_once_are_each_counted_once, |app| async move {
    let room = Room::open(&app, PEOPLE).await;
    let prompt = room.ask(&app, "choice", "anonymous", &[]).await;
    let told = rush(&app, &room, &prompt).await;
    assert!(told.iter().all(|status| *status == 200), "{told:?}");
    assert_eq!(exact(&app, &room, &prompt).await, Ok(()));
    // Forty change their mind at once, some to and fro; the last word of each counts.
    let minds = (0..40).map(|who| {
        let (room, prompt, app) = (&room, &prompt, &app);
        async move {
            for choice in ["2", "0", "1"] {
                assert_eq!(room.answer(app, who, prompt, ("form[one]", choice)).await, 200);
            }
        }
    });
    join_all(minds).await;
    // Of the first forty, 14 and 13 had chosen the first and the last of the three.
    let tally = Tally::Counts([67 - 14, 67 + 27, 66 - 13].map(Some).to_vec());
    assert_eq!(room.host(&app, "prompt", &[("form[prompt]", prompt.as_str()), ("form[act]", "close")]).await, 200);
    let closed = app.state.now();
    app.travel_to(closed.plus_seconds(3));
    let told = room.prompt(&app, &prompt).await;
    assert_eq!((told.answered, told.tally), (PEOPLE as u32, tally));
    app.travel_to(closed);
    assert_eq!(count(&app, "select count(*) from live_answers").await, PEOPLE as i64);
    assert_eq!(room.own(&app, 7).await.answers, [(prompt, 1, Answer::One(1))]);
});

// The same rush with the key taken out of the table: it must not come out right.
both!(without_the_key_the_same_rush_goes_wrong, |app| async move {
    let room = Room::open(&app, PEOPLE).await;
    let prompt = room.ask(&app, "choice", "anonymous", &[]).await;
    run(&app, "drop index live_answers_one").await;
    rush(&app, &room, &prompt).await;
    let verdict = exact(&app, &room, &prompt).await;
    assert!(verdict.is_err(), "without the key this cannot come out right");
});

both!(the_database_itself_refuses_a_second_vote_and_a_second_voice, |app| async move {
    let room = Room::open(&app, 2).await;
    let prompt = room.ask(&app, "choice", "anonymous", &[]).await;
    assert_eq!(room.answer(&app, 0, &prompt, ("form[one]", "0")).await, 200);
    let questions = room.ask(&app, "questions", "anonymous", &[]).await;
    assert_eq!(
        room.by(&app, 0, "ask", &[("form[prompt]", questions.as_str()), ("form[text]", "なぜですか")]).await,
        200
    );
    let question = room.shown(&app, "").await.questions[0].id.clone();
    assert_eq!(room.by(&app, 1, "voice", &[("form[question]", question.as_str()), ("form[to]", "on")]).await, 200);
    for again in [
        "insert into live_answers (id, prompt_id, round, voter, answer)
         select 'another', prompt_id, round, voter, answer from live_answers",
        "insert into live_voices (question_id, voter) select question_id, voter from live_voices",
    ] {
        let adding = app.state.db.write((), move |tx, ()| {
            Box::pin(async move {
                sqlx::query(again).execute(tx).await?;
                Ok(())
            })
        });
        assert!(adding.await.is_err_and(|failure: Failure| failure.is_duplicate()), "{again}");
    }
});

both!(answers_on_their_way_count_and_later_ones_hear_a_kind_word, |app| async move {
    let room = Room::open(&app, 6).await;
    let opened = app.state.now();
    let prompt = room.ask(&app, "choice", "anonymous", &[("form[seconds]", "30")]).await;
    let after = |ms: i64| app.travel_to(Moment(opened.0 + 30_000_000 + ms * 1_000));
    after(-1);
    assert!(room.prompt(&app, &prompt).await.open);
    assert_eq!(room.prompt(&app, &prompt).await.left_ms, Some(1));
    for (who, ms) in [(0, 0), (1, 1_999), (2, 2_000)] {
        after(ms);
        assert_eq!(room.answer(&app, who, &prompt, ("form[one]", "0")).await, 200, "{ms} ms after the close");
        assert!(!room.prompt(&app, &prompt).await.open);
    }
    after(2_001);
    let fields = [("form[prompt]", prompt.as_str()), ("form[round]", "1"), ("form[one]", "1")];
    let (status, body) = room.send(&app, &room.cookies[3], "answer", &fields).await;
    assert!(status == 422 && body.contains("ひと足おそく"), "{status} {body}");
    assert_eq!(room.prompt(&app, &prompt).await.answered, 3);
    // Without JavaScript the same is said on the page that the form came from.
    let all = [&[("form[workshop]", room.id.as_str())][..], &fields].concat();
    let (status, ..) = app.post_form("/api/live/answer", &all, Some(&room.cookies[3])).await;
    assert!(status.is_redirection(), "{status}");
});

both!(two_rounds_are_two_votes_each, |app| async move {
    let room = Room::open(&app, 6).await;
    let prompt = room.ask(&app, "two_rounds", "named", &[]).await;
    let cast = async |who: usize, round: &str, choice: &str| {
        let fields = [("form[prompt]", prompt.as_str()), ("form[round]", round), ("form[one]", choice)];
        room.by(&app, who, "answer", &fields).await
    };
    let act =
        async |act: &str| room.host(&app, "prompt", &[("form[prompt]", prompt.as_str()), ("form[act]", act)]).await;
    for who in 0..6 {
        assert_eq!(cast(who, "1", "0").await, 200);
    }
    assert_eq!(cast(0, "2", "0").await, 422, "there is no second round yet");
    assert_eq!(act("second").await, 422, "the first one is open");
    assert_eq!(act("close").await, 200);
    assert_eq!(act("second").await, 422, "an answer may still be on its way");
    app.travel_to(app.state.now().plus_seconds(3));
    assert_eq!(act("second").await, 200);
    assert_eq!(act("second").await, 400);
    assert_eq!(cast(0, "1", "1").await, 422, "a late answer of the first round is none of the second");
    for who in 0..5 {
        assert_eq!(cast(who, "2", "1").await, 200);
    }
    let shown = room.prompt(&app, &prompt).await;
    assert_eq!((shown.round, shown.answered), (2, 5));
    assert_eq!(shown.tally, Tally::Rounds([6, 0, 0].map(Some).to_vec(), [0, 5, 0].map(Some).to_vec()));
    assert_eq!(act("nonsense").await, 400);
});

both!(results_are_told_in_the_order_in_which_was_asked, |app| async move {
    let room = Room::open(&app, 1).await;
    let first = room.ask(&app, "two_rounds", "anonymous", &[]).await;
    let act =
        async |act: &str| room.host(&app, "prompt", &[("form[prompt]", first.as_str()), ("form[act]", act)]).await;
    assert_eq!(act("close").await, 200);
    app.travel_to(app.state.now().plus_seconds(3));
    let between = room.ask(&app, "choice", "anonymous", &[]).await;
    app.travel_to(app.state.now().plus_seconds(3));
    assert_eq!(act("second").await, 200);
    let newest: Vec<String> = room.shown(&app, "").await.prompts.into_iter().map(|prompt| prompt.id).collect();
    assert_eq!(newest, [first.clone(), between.clone()], "what is asked now stands in front");
    let mut conn = app.state.db.read().await.expect("a connection");
    let told = store::told(&mut conn, &room.id, app.state.now()).await.expect("what was asked");
    assert_eq!(told.into_iter().map(|prompt| prompt.id).collect::<Vec<_>>(), [first, between]);
});

// `seal` and `answer` lock the room. Without that the answer is kept when its prompt was counted for the last time: what
// is shown is not what is stored.
both!(an_answer_that_waited_for_the_seal_is_not_kept, |app| async move {
    let room = Room::open(&app, 2).await;
    for naming in ["anonymous", "named"] {
        let prompt = room.ask(&app, "choice", naming, &[]).await;
        assert_eq!(room.host(&app, "prompt", &[("form[prompt]", prompt.as_str()), ("form[act]", "close")]).await, 200);
        let (on_its_way, sealed) = (app.state.now().plus_seconds(1), app.state.now().plus_seconds(11));
        let form = AnswerForm {
            workshop: room.id.to_string(),
            prompt: prompt.clone(),
            round: "1".to_owned(),
            one: "0".to_owned(),
            ..AnswerForm::default()
        };
        let input = (room.id.clone(), room.people[0].clone(), form, chance_id::<RowId>());
        let answering = app.state.db.write(input, move |tx, (id, user, form, row)| {
            Box::pin(store::answer(tx, (id, user), form, row, on_its_way))
        });
        let id: PromptId = prompt.parse().expect("an id");
        let met = meet(&app, async |tx: &mut Conn| store::seal(tx, &room.id, &id, sealed).await, answering).await;
        assert!(met.waited);
        assert_eq!(met.second.expect("an answer"), Err(Refusal::Late), "{naming}");
        assert_eq!(count(&app, "select count(*) from live_answers").await, 0, "{naming}");
    }
});
