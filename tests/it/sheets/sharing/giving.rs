//! A strength that somebody has seen: it shows when its receiver accepted it, and not before.

use super::*;
use crate::demo;

demo!(a_gift_shows_only_when_it_was_accepted, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w5").await;
    sitter.press(&[("form[act]", "choose"), ("form[many][strengths][]", "waiting")]).await;
    sitter.finish(&[("form[f][story_waiting]", "廊下で待った朝")]).await;
    let (coach, cookie) = coached(&app, &sitter).await;
    let copy = show(&app, &sitter, &coach, &[]).await;
    let (_, body) = seen(&app, &cookie, &copy).await;
    assert!(body.contains("廊下で待った朝") && body.contains("強みをひとつおくる"));
    let gift =
        [("form[share]", copy.as_str()), ("form[strength]", "bridges"), ("form[line]", "会議で二つの部署をつないだ")];
    let other = circle(&app, "haruka", "yoshida").await;
    for stranger in [app.sign_in(&other.coach).await, sitter.cookie.clone()] {
        let (status, _, _) = app.post_json_client("/api/sheets/gift", &gift, Some(&stranger)).await;
        assert!(status.is_client_error());
    }
    for _ in 0..3 {
        let (status, headers, _) = app.post_form("/api/sheets/gift", &gift, Some(&cookie)).await;
        assert!(status.is_redirection() && headers["location"].to_str().is_ok_and(|to| to.ends_with("done=gift")));
    }
    let (status, _, _) = app.post_json_client("/api/sheets/gift", &gift, Some(&cookie)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "three wait for an answer");
    for (strength, line) in [("flying", "空を"), ("bridges", ""), ("bridges", "090-1234-5678へ電話した")] {
        let wrong = [("form[share]", copy.as_str()), ("form[strength]", strength), ("form[line]", line)];
        let (status, _, _) = app.post_json_client("/api/sheets/gift", &wrong, Some(&cookie)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{strength}");
    }
    assert!(!sitter.page("/result").await.contains("会議で二つの部署をつないだ"), "not before it was accepted");
    let (_, _, home) = app.get("/worksheets/w5", Some(&sitter.cookie)).await;
    assert!(home.contains("会議で二つの部署をつないだ"));
    let ids = texts(&app, "select id from strength_gifts order by id").await;
    let answer = |id: &str, word: &'static str| [("form[id]", id.to_owned()), ("form[answer]", word.to_owned())];
    let (yes, no) = (answer(&ids[0], "yes"), answer(&ids[1], "no"));
    let yes: Vec<(&str, &str)> = yes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let no: Vec<(&str, &str)> = no.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (status, _, _) = app.post_json_client("/api/sheets/gift_answer", &yes, Some(&cookie)).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "it is not the giver who accepts");
    assert_eq!(sitter.send("gift_answer", &yes).await.location, "/worksheets/w5?done=gift_yes");
    assert_eq!(sitter.send("gift_answer", &no).await.location, "/worksheets/w5?done=gift_no");
    assert!(sitter.page("/result").await.contains("会議で二つの部署をつないだ"));
});

demo!(whoever_has_the_link_may_give_and_nothing_shows_before_it_is_accepted, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w5").await;
    sitter.press(&[("form[act]", "choose"), ("form[many][strengths][]", "waiting")]).await;
    sitter.finish(&[("form[f][story_waiting]", "廊下で待った朝")]).await;
    let peer = app.person("haruka", &[]).await;
    let peer = app.sign_in(&peer).await;
    for _ in 0..2 {
        assert_eq!(sitter.send("gift_link", &[("form[act]", "make")]).await.location, "/worksheets/w5?done=gift_link");
    }
    let links = texts(&app, "select id from gift_links").await;
    let [link] = links.as_slice() else { panic!("one link: {links:?}") };
    let path = format!("/worksheets/gifts/{link}");
    let (_, _, home) = app.get("/worksheets/w5", Some(&sitter.cookie)).await;
    assert!(home.contains(&path), "{home}");
    let (status, _, page) = app.get(&path, Some(&peer)).await;
    assert!(status == 200 && page.contains("minatoさんの強みを、ひとつ") && !page.contains("廊下"), "{page}");
    assert!(app.get(&path, Some(&sitter.cookie)).await.2.contains("あなた自身のリンク"));
    assert!(app.get(&path, None).await.0.is_redirection(), "only for those who are signed in");

    let gift = |strength: &'static str, line: &'static str| {
        [("form[link]", link.as_str()), ("form[strength]", strength), ("form[line]", line)]
    };
    for (strength, line) in
        [("", "会議で"), ("flying", "空を"), ("bridges", " "), ("bridges", "090-1234-5678へ電話した")]
    {
        let (status, _, _) = app.post_json_client("/api/sheets/give", &gift(strength, line), Some(&peer)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{strength} {line}");
    }
    let right = gift("bridges", "会議で二つの部署をつないだ");
    let (status, _, _) = app.post_json_client("/api/sheets/give", &right, Some(&sitter.cookie)).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "nobody gives to themselves");
    assert_eq!(app.post_json_client("/api/sheets/give", &right, None).await.0, StatusCode::UNAUTHORIZED);
    let (status, headers, _) = app.post_form("/api/sheets/give", &right, Some(&peer)).await;
    assert!(status.is_redirection() && headers["location"] == format!("{path}?done=gift").as_str());
    assert!(!sitter.page("/result").await.contains("会議で二つの部署"), "not before it was accepted");
    assert!(app.get("/today", Some(&sitter.cookie)).await.2.contains("あなたの強みを見つけた人がいます"));
    // Of many at once three wait, and the others are refused.
    let many = (0..6).map(|_| app.post_json_client("/api/sheets/give", &right, Some(&peer)));
    let refused = futures::future::join_all(many).await.iter().filter(|one| one.0 == 422).count();
    assert_eq!(refused, 4);
    let waiting = texts(&app, "select id from strength_gifts order by id").await;
    assert_eq!(waiting.len(), 3);
    for (id, word) in waiting.iter().zip(["yes", "no", "no"]) {
        sitter.send("gift_answer", &[("form[id]", id.as_str()), ("form[answer]", word)]).await;
    }
    assert!(sitter.page("/result").await.contains("会議で二つの部署をつないだ"));
    assert!(!app.get("/today", Some(&sitter.cookie)).await.2.contains("あなたの強みを見つけた人がいます"));

    assert_eq!(sitter.send("gift_link", &[("form[act]", "close")]).await.location, "/worksheets/w5?done=gift_closed");
    assert_eq!(app.get(&path, Some(&peer)).await.0, StatusCode::NOT_FOUND);
    assert_eq!(app.post_json_client("/api/sheets/give", &right, Some(&peer)).await.0, StatusCode::NOT_FOUND);
});
