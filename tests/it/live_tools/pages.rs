//! The phone and the projector as pages, as they come without JavaScript.

use super::Room;
use crate::both;
use crate::support::shown;

both!(a_phone_answers_every_kind_by_a_form_and_the_projector_shows_the_room, |app| async move {
    let room = Room::open(&app, 5).await;
    let phone = async |who: usize| {
        let (status, _, page) = app.get(&format!("/live/{}", room.id), Some(&room.cookies[who])).await;
        assert_eq!(status.as_u16(), 200);
        shown(&page)
    };
    let field = |kind: &str| match kind {
        "multiple" => "form[many][]",
        "words" => "form[words][0]",
        "open" | "questions" => "form[text]",
        "ranking" => "form[ranks][]",
        "estimate" => "form[number]",
        _ => "form[one]",
    };
    let kinds = [
        "choice",
        "multiple",
        "scale",
        "words",
        "open",
        "ranking",
        "estimate",
        "two_rounds",
        "questions",
        "tempo",
        "weather",
    ];
    for kind in kinds {
        let prompt = room.ask(&app, kind, "anonymous", &[("form[steps]", "5")]).await;
        let page = phone(0).await;
        let (_, own) = page.split_once(&format!("prompt-{prompt}")).expect("its section");
        let (own, _) = own.split_once("</section>").expect("its end");
        assert!(own.contains(&format!("name=\"{}\"", field(kind))), "{kind}: {own}");
        assert!(own.contains("匿名") && own.contains("どう思いますか"), "{kind}: {own}");
        assert_eq!(own.contains("パスします"), kind != "questions", "{kind}");
        assert_eq!(room.host(&app, "prompt", &[("form[prompt]", &prompt), ("form[act]", "close")]).await, 200);
        app.travel_to(app.state.now().plus_seconds(1));
    }
    let page = phone(0).await;
    assert!(page.contains("/api/journal/jot"), "a line to one's own journal at any moment: {page}");
    // Where a word of the host will stand is there before it: nothing below moves when it comes.
    assert!(page.contains("class=\"live-notice\""), "{page}");
    assert_eq!(room.host(&app, "notice", &[("form[notice]", "3番の部屋へどうぞ")]).await, 200);
    assert!(phone(0).await.contains("3番の部屋へどうぞ"));
    let prompt = room.ask(&app, "choice", "named", &[]).await;
    for who in 0..5 {
        assert_eq!(room.answer(&app, who, &prompt, ("form[one]", "1")).await, 200);
    }
    let page = phone(0).await;
    assert!(page.contains("名前つき") && page.contains("5人が答えました") && page.contains("受けとりました"));
    let screen = format!("/live/{}/screen", room.id);
    let (status, _, page) = app.get(&screen, Some(&room.cookie)).await;
    let projector = shown(&page);
    assert_eq!(status.as_u16(), 200);
    assert!(projector.contains(&app.room_of(&room.id).await.code) && projector.contains("<svg"), "{projector}");
    assert_eq!(app.get(&screen, Some(&room.cookies[0])).await.0.as_u16(), 404, "hosts open it");
});
