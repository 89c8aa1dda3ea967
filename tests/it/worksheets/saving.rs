//! Moves of the value cards are kept once, in their order, and impossible ones lose nothing.

use super::*;
use crate::both;

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

// The number of a save comes from outside. Adding to the last there is would be a panic, or the first again.
both!(no_save_comes_after_the_last_number, |app| async move {
    let circle = circle(&app, "minato", "kitagawa").await;
    let id = begin(&app, &circle.cookie).await;
    let moves = json(&[place("caring", 5)]);
    let last = i64::MAX.to_string();
    let fields = [("form[id]", id.as_str()), ("form[revision]", last.as_str()), ("form[moves]", moves.as_str())];
    assert_eq!(call(&app, Some(&circle.cookie), "values/save", &fields).await.0, 409);
});
