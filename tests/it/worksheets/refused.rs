//! What no page of ours sends for the value cards: a clear word, and the draft as it was.

use super::{act, begin, call, json, open, page, place, play};
use crate::both;
use assemble::worksheets::model::Move;
use http::StatusCode;

both!(thirty_in_one_pile_a_result_and_no_number_leave_the_draft_as_it_was, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    let id = begin(&app, &cookie).await;
    let order = open(&app, &member, &id).await.kept.sitting.order_shown;
    let pile = |at: usize| if at < 30 { 5 } else { 1 };
    play(&app, &member, &id, order.iter().enumerate().map(|(at, card)| place(card, pile(at))).collect()).await;
    let before = open(&app, &member, &id).await;
    let (id_text, revision) = (id.to_string(), before.revision.to_string());
    let thirty = Move::Order { top: order.iter().take(30).cloned().collect() };
    let away = json(&[place(&order[0], 1)]);
    for (moves, result, status, words) in [
        (json(&[Move::Rank]), "", 422, "10枚までにしてください"),
        (json(&[thirty]), "", 422, "いまの段階では"),
        (json(&[place("no-such-card", 5)]), "", 422, "このカードは"),
        (away.clone(), "{\"top\":[]}", 422, "結果はこちらで計算します"),
        (away.replace(":1}", ":NaN}"), "", 400, ""),
    ] {
        let mut fields = vec![("form[id]", id_text.as_str()), ("form[revision]", revision.as_str())];
        fields.extend([("form[moves]", moves.as_str()), ("form[result]", result)]);
        let (found, body) = call(&app, Some(&cookie), "values/save", &fields).await;
        assert!(found == status && body.contains(words), "{moves}: {found} {body}");
        let after = open(&app, &member, &id).await;
        assert_eq!((after.revision, &after.kept.sitting), (before.revision, &before.kept.sitting), "{moves}");
    }
    // Without JavaScript the page says it, and the draft is there.
    let sent = [("form[act]", "place"), ("form[card]", order[0].as_str()), ("form[pile]", "1"), ("form[result]", "{}")];
    assert_eq!(act(&app, &cookie, &member, &id, &sent).await.0, StatusCode::SEE_OTHER);
    assert_eq!(open(&app, &member, &id).await.revision, before.revision);
    assert!(page(&app, &cookie, &format!("/worksheets/values/{id}")).await.contains("10枚まで"));
});
