//! Search by words, the further filters, and the month.

use assemble::accounts::model::Profession;
use assemble::kit::Locale;
use assemble::kit::id::WorkshopId;
use assemble::workshops::model::{Editor, Filter};
use assemble::workshops::store::By;
use assemble::workshops::store::series::{self, Course};
use assemble::workshops::{backfill, store};
use http::StatusCode;

use super::details;
use crate::both;
use crate::support::{NOW, TestApp};

async fn titles(app: &TestApp, filter: Filter) -> Vec<String> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let page = store::browse(&mut conn, &filter, None, app.state.now(), "Asia/Tokyo", Locale::ja).await;
    page.expect("a page").rows.into_iter().map(|card| card.title).collect()
}

async fn found(app: &TestApp, words: &str) -> Vec<String> {
    titles(app, Filter { words: words.to_owned(), ..Filter::default() }).await
}

both!(two_kanji_are_found_wherever_they_stand, |app| async move {
    let host = app.person("水野さと", &[assemble::kit::Role::Host]).await;
    let with = |title: &str, body: &str, place: &str| {
        let mut one = details(3);
        (one.title, one.body, one.place) = (title.to_owned(), body.to_owned(), place.to_owned());
        one
    };
    let first = app.workshop(&host, with("内省の夜", "", "")).await;
    app.workshop(&host, with("はじめての多職種コウリュウ", "静かに**内**省する", "神戸")).await;
    app.workshop(&host, with("省みること、内に", "", "ﾘﾘｯｸ 100%")).await;
    app.draft(&host, with("内省の下書き", "", "")).await;
    assert_eq!(found(&app, "内省").await.len(), 2, "in a title and through the marks of a text");
    assert_eq!(found(&app, "こうりゅう").await, ["はじめての多職種コウリュウ"]);
    assert_eq!(found(&app, "りりっく").await, ["省みること、内に"]);
    assert_eq!(found(&app, "夜").await, ["内省の夜"], "one character is looked for in titles");
    assert_eq!(found(&app, "神戸　内省").await, ["はじめての多職種コウリュウ"], "all words");
    assert_eq!(found(&app, "水野さと").await.len(), 3, "the host's name");
    assert_eq!(found(&app, "100%").await, ["省みること、内に"]);
    for nothing in ["交流会だ", "_", "%", "' or 1=1 --", "=v1"] {
        assert!(found(&app, nothing).await.is_empty(), "{nothing}");
    }
    assert_eq!(found(&app, " \u{3000}").await.len(), 3, "no words, no filter");

    app.change(&first, |details| details.title = "対話の夜".to_owned()).await;
    assert_eq!(found(&app, "内省").await.len(), 1);
    assert_eq!(found(&app, "対話の夜").await, ["対話の夜"]);
    let (_, _, html) = app.get("/workshops?q=%E5%AF%BE%E8%A9%B1", None).await;
    assert!(html.contains("対話の夜") && !html.contains("省みること") && html.contains("value=\"対話\""), "{html}");

    // As if there had been no search before.
    let forget = app.state.db.write((), |tx, ()| {
        Box::pin(async move {
            sqlx::query("delete from search_pairs").execute(tx).await?;
            Ok(())
        })
    });
    forget.await.expect("forgotten");
    assert!(found(&app, "対話の夜").await.is_empty());
    for _ in 0..2 {
        backfill::index_words(app.state.clone()).await.expect("indexed");
        assert_eq!(found(&app, "対話の夜").await, ["対話の夜"]);
    }
});

both!(the_dates_of_a_course_are_found_at_once, |app| async move {
    let host = app.host().await;
    let mut one = details(3);
    one.title = "八つの夜の内省".to_owned();
    let id = app.draft(&host, one).await;
    let copies: Vec<WorkshopId> = (0..3).map(|_| app.state.new_id()).collect();
    let course = Course { id: app.state.new_id(), joining: "both".to_owned(), copies, weeks: 1 };
    let alone: WorkshopId = app.state.new_id();
    let input = (host.clone(), id.clone(), course, alone.clone(), NOW);
    let made = app.state.db.write(input, |tx, (host, id, course, alone, now)| {
        Box::pin(async move {
            let editor = Editor::Host(host.clone());
            series::make(tx, By { editor: &editor, actor: host, now: *now }, id, course).await?;
            series::duplicate(tx, &editor, host, id, alone, *now).await?;
            store::publish(tx, By { editor: &editor, actor: host, now: *now }, alone).await?;
            series::publish(tx, &editor, host, id, *now).await
        })
    });
    assert_eq!(made.await.expect("a course"), 4);
    assert_eq!(found(&app, "夜の内省").await.len(), 5, "nothing waits for the next start of the program");
    let mut conn = app.state.db.read().await.expect("a connection");
    assert!(store::search::not_indexed(&mut conn).await.expect("asked").is_empty());
});

both!(days_and_professions_narrow_down, |app| async move {
    let host = app.host().await;
    let at = |title: &str, days: i64| {
        let mut one = details(4);
        one.title = title.to_owned();
        (one.starts_at, one.ends_at) = (NOW.plus_days(days), NOW.plus_days(days).plus_hours(1));
        one
    };
    let one = app.workshop(&host, at("一", 1)).await;
    let two = app.workshop(&host, at("二", 2)).await;
    app.workshop(&host, at("三", 3)).await;
    let day = |text: &str| Some(text.to_owned());
    let range = |from, to| Filter { from, to, ..Filter::default() };
    assert_eq!(titles(&app, range(day("2026-11-26"), None)).await, ["二", "三"]);
    assert_eq!(titles(&app, range(None, day("2026-11-26"))).await, ["一", "二"], "the last day counts");
    assert_eq!(titles(&app, range(day("2026-11-26"), day("2026-11-26"))).await, ["二"]);
    assert_eq!(titles(&app, range(day("2026-02-30"), day("x"))).await.len(), 3, "what is no day is left out");
    let rule = app.state.db.write((one, two), |tx, (one, two)| {
        Box::pin(async move {
            for (id, profession, kept, most) in
                [(one, "nurse", 0, Some(0)), (two, "nurse", 3, None), (two, "teacher", 1, None)]
            {
                sqlx::query("insert into seat_rules (workshop_id, profession, kept, most) values ($1, $2, $3, $4)")
                    .bind(id.as_str())
                    .bind(profession)
                    .bind(kept)
                    .bind::<Option<i64>>(most)
                    .execute(&mut *tx)
                    .await?;
            }
            Ok(())
        })
    });
    rule.await.expect("rules");
    let open = |profession| Filter { profession: Some(profession), ..Filter::default() };
    assert_eq!(titles(&app, open(Profession::Nurse)).await, ["二", "三"], "the first is shut to nurses");
    assert_eq!(titles(&app, open(Profession::Doctor)).await, ["一", "三"], "the second is kept for others");
    assert_eq!(titles(&app, open(Profession::Teacher)).await, ["一", "二", "三"]);
});

both!(a_month_lies_beside_the_list, |app| async move {
    let host = app.host().await;
    let id = app.workshop(&host, details(3)).await;
    let mut late = details(3);
    late.title = "十二月の会".to_owned();
    (late.starts_at, late.ends_at) = (NOW.plus_days(20), NOW.plus_days(20).plus_hours(1));
    app.workshop(&host, late).await;
    let (status, _, html) = app.get("/workshops?month=now&kind=exchange", None).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("<table class=\"month\"") && html.contains("2026年11月"), "{html}");
    assert!(html.contains(&format!("/workshops/{id}")) && !html.contains("十二月の会"));
    assert!(html.contains("/workshops?kind=exchange&amp;month=2026-12"), "the next month keeps the filter: {html}");
    assert!(html.contains("name=\"month\" value=\"now\""));
    let december = app.get("/workshops?month=2026-12", None).await.2;
    assert!(december.contains("十二月の会") && december.contains("month=2027-01"));
    // What is over stays in its month.
    app.travel_to(NOW.plus_days(3));
    assert!(app.get("/workshops?month=2026-11", None).await.2.contains(&format!("/workshops/{id}")));
});
