//! What hosts do stands in the history: who, what, when, in words.

use assemble::kit::id::{SeriesId, WorkshopId};
use http::StatusCode;

use super::details;
use super::planning::{ask, post, text};
use crate::both;
use crate::support::shown;

both!(each_act_of_a_host_stands_in_the_history_in_words, |app| async move {
    let host = app.host().await;
    let cookie = app.sign_in(&host).await;
    let draft = app.draft(&host, details(8)).await;
    let id = draft.to_string();
    app.change(&draft, |details| {
        details.capacity = 9;
        details.title = "あたらしい題".to_owned();
    })
    .await;
    app.change(&draft, |_| ()).await;
    let mut asked = String::new();
    for label in ["きっかけ", "期待"] {
        asked = ask(&app, &id, &[("form[kind]", "short"), ("form[label]", label)], &cookie).await;
    }
    let series = app.state.new_id::<SeriesId>().to_string();
    let (of, question) = (("form[workshop]", id.as_str()), ("form[question]", asked.as_str()));
    let course =
        [of, ("form[copy]", series.as_str()), ("form[dates]", "2"), ("form[weeks]", "1"), ("form[joining]", "both")];
    for (name, fields) in [
        ("question_move", &[of, question, ("form[act]", "up")][..]),
        ("course_make", &course[..]),
        ("plan_step", &[of, ("form[act]", "publish_course")][..]),
        ("plan_step", &[of, ("form[act]", "close")][..]),
        ("plan_step", &[of, ("form[act]", "reopen")][..]),
    ] {
        let (status, body) = post(&app, name, fields, Some(&cookie)).await;
        assert_eq!(status, StatusCode::OK, "{name}: {body}");
    }
    let other = text(&app, "select id from workshops where id <> $1", &id).await;
    let guest = app.person("guest", &[]).await;
    app.register(&draft, &guest).await;
    let place = text(&app, "select id from registrations where workshop_id = $1", &id).await;
    let to = ("form[to]", other.as_str());
    let shift = [of, ("form[people][]", place.as_str()), ("form[act]", "move"), ("form[sure]", "yes"), to];
    let (status, body) = post(&app, "people_act", &shift, Some(&cookie)).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    assert_eq!(app.standing(&other.parse::<WorkshopId>().expect("an id"), &guest).await, "seat");
    assert_eq!(post(&app, "call_off", &[of], Some(&cookie)).await.0, StatusCode::OK);
    let page = app.get(&format!("/host/{id}/plan/history"), Some(&cookie)).await.2;
    for words in [
        "下書きをつくった",
        "内容を変えた",
        "席の数を変えた",
        "8 → 9",
        "質問を保存した",
        "質問の順番を変えた",
        "講座にした",
        "公開した",
        "受付を止めた",
        "受付をはじめた",
        "ほかの日へ移した",
        "中止にした",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!shown(&page).contains("ホストが外した"), "being moved is one act: {page}");
    assert_eq!(shown(&page).matches("内容を変えた").count(), 1, "saving what stands there already is no change");
    let said = text(
        &app,
        "select a.name || ' ' || h.detail from workshop_history h join users a on a.id = h.actor_id
         where h.workshop_id = $1 and h.action = 'registered'",
        &other,
    )
    .await;
    assert_eq!(said, "host moved", "the host did it, not the guest");
    let page = app.get(&format!("/host/{other}/plan/history"), Some(&cookie)).await.2;
    assert!(page.contains("写してつくった") && page.contains("ほかの日から移った"), "{page}");
});
