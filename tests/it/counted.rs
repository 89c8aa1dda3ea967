//! Anonymous statistics against somebody who looks again and again: what is shown before and after a person came or went
//! is the same, so that the difference tells nothing of them.

use std::collections::BTreeMap;

use assemble::kit::id::{AnswerId, UserId};
use assemble::kit::{Locale, Role};
use assemble::worksheets::definition::library::definition;
use assemble::worksheets::sheets::store::answers::{self, Kept};
use assemble::worksheets::sheets::store::consents;
use assemble::worksheets::sheets::{Play, PlayForm};

use crate::both;
use crate::journal::{count, run};
use crate::support::{NOW, TestApp};

/// Answers whose point lies at 「深めながらひろげる時期」, and at 「休む・ためる時期」.
const DEEP: &str = "5";
const REST: &str = "1";

/// Somebody who fills the map with one answer throughout and lets it be counted.
async fn fill(app: &TestApp, owner: &UserId, answer: &str) {
    let map = definition("W4").expect("the map");
    let questions = map.questionnaire().expect("questions");
    let f = questions.items.iter().map(|item| (item.id.to_string(), answer.to_owned())).collect();
    let form = PlayForm { act: "finish".to_owned(), version: map.about.version, f, ..PlayForm::default() };
    let kept = Kept::new(Play::new(map, Vec::new(), 0).expect("a sheet"), BTreeMap::new());
    let input = (app.state.vault.clone(), owner.clone(), app.state.new_id::<AnswerId>(), kept, form, app.state.now());
    let done = app.state.db.write(input, |tx, (vault, owner, id, kept, form, now)| {
        Box::pin(async move {
            answers::start(tx, vault, owner, id, ("W4", 1), kept, *now).await?;
            for (step, revision) in form.steps().into_iter().zip(0..) {
                let press = PlayForm { id: id.to_string(), revision, ..step };
                answers::play(tx, vault, owner, id, &press, Locale::ja, *now).await?;
            }
            consents::switch(tx, owner, id, ("statistics", true), *now).await
        })
    });
    done.await.expect("counted");
}

/// So many people more.
async fn come(app: &TestApp, name: &str, many: usize, answer: &str) -> Vec<UserId> {
    let mut people = Vec::new();
    for n in 0..many {
        let person = app.person(&format!("{name} {n}"), &[]).await;
        fill(app, &person, answer).await;
        people.push(person);
    }
    people
}

/// Lets nothing of a person be counted any more.
async fn go(app: &TestApp, person: &UserId) {
    let gone = app.state.db.write(person.clone(), |tx, person| {
        Box::pin(async move {
            sqlx::query("delete from worksheet_consents where owner_id = $1").bind(person.as_str()).execute(tx).await?;
            Ok(())
        })
    });
    gone.await.expect("taken back");
}

/// What the organiser is told after so many days.
async fn look(app: &TestApp, organiser: &UserId, days: i64) -> String {
    app.state.clock.set(NOW.plus_days(days));
    let cookie = app.sign_in(organiser).await;
    let (status, _, body) = app.post_json_client("/api/admin/statistics", &[], Some(&cookie)).await;
    assert_eq!(status, 200, "{body}");
    body
}

both!(looking_again_tells_nothing_of_who_came_and_went, |app| async move {
    let organiser = app.person("satomi", &[Role::Admin]).await;
    let nobody = look(&app, &organiser, 0).await;
    let deep = come(&app, "deep", 12, DEEP).await;
    come(&app, "rest", 11, REST).await;
    // Of two who look first at the same moment both are told the same.
    let (first, other) = futures::join!(look(&app, &organiser, 0), look(&app, &organiser, 0));
    assert_eq!(first, other);
    assert_ne!(first, nobody);
    assert!(first.contains("\"people\":23") && first.contains("[\"深めながらひろげる時期\",12]"), "{first}");
    assert!(!first.contains("休む・ためる時期"), "it would tell that nobody is in the two others");

    // One goes; one comes; one lays another sheet: nothing of it is seen, however often somebody looks.
    go(&app, &deep[0]).await;
    assert_eq!(look(&app, &organiser, 1).await, first);
    assert_eq!(look(&app, &organiser, 40).await, first);
    come(&app, "one more", 1, REST).await;
    assert_eq!(look(&app, &organiser, 41).await, first);
    fill(&app, &deep[1], REST).await;
    assert_eq!(look(&app, &organiser, 48).await, first);
    assert_eq!(count(&app, "select count(*) from worksheet_counted").await, 23);

    // With ten more it is counted anew: 23 less one, and eleven who came. Of them all but two are on one side, and 20 beside
    // the 12 of before would tell of the two: the number stands.
    come(&app, "many", 10, DEEP).await;
    let second = look(&app, &organiser, 49).await;
    assert!(second.contains("\"people\":33") && second.contains("[\"深めながらひろげる時期\",12]"), "{second}");
    // Ten at once within a week wait for the week to pass.
    come(&app, "soon", 10, REST).await;
    assert_eq!(look(&app, &organiser, 55).await, second);
    let third = look(&app, &organiser, 56).await;
    assert!(third.contains("\"people\":43") && third.contains("[\"休む・ためる時期\",23]"), "{third}");
    assert!(!third.contains("深めながらひろげる時期"), "the rest of the 43 would be the nobody in the two others");

    // Fewer than ten who still allow it: nothing is told; one back again: the count from before, and no newer one.
    run(
        &app,
        "delete from worksheet_consents where answer_id not in
             (select answer_id from worksheet_consents order by answer_id limit 9)",
    )
    .await;
    assert_eq!(look(&app, &organiser, 57).await, nobody);
    come(&app, "back", 1, DEEP).await;
    assert_eq!(look(&app, &organiser, 58).await, third);
    assert!(look(&app, &organiser, 200).await.contains("\"people\":10"), "many went, and it is counted anew");
});

both!(a_count_from_before_what_was_told_is_remembered_told_what_it_showed, |app| async move {
    let organiser = app.person("satomi", &[Role::Admin]).await;
    come(&app, "deep", 12, DEEP).await;
    come(&app, "rest", 11, REST).await;
    let first = look(&app, &organiser, 0).await;
    run(&app, r#"update worksheet_counts set counts = '{"people":23,"rows":[["deepening",12]],"hidden":3}'"#).await;
    assert_eq!(look(&app, &organiser, 1).await, first);
    // Ten who all chose the same: set beside the 12, a 22 would tell of every one of them.
    come(&app, "many", 10, DEEP).await;
    let second = look(&app, &organiser, 7).await;
    assert!(second.contains("\"people\":33") && second.contains("[\"深めながらひろげる時期\",12]"), "{second}");
});

both!(the_value_cards_have_both_switches_and_both_are_off, |app| async move {
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    let sheet = crate::worksheets::finished(&app, &member, &cookie, crate::worksheets::TOP).await;
    let allowed = "select count(*) from worksheet_consents";
    assert_eq!(count(&app, allowed).await, 0);
    let steps = [("live", "on", 1), ("statistics", "on", 2), ("live", "off", 1), ("statistics", "off", 0)];
    for (kind, act, left) in steps {
        let fields = [("form[id]", sheet.as_str()), ("form[kind]", kind), ("form[act]", act)];
        let (status, _, body) = app.post_json_client("/api/worksheets/count", &fields, Some(&cookie)).await;
        assert!(status.as_u16() < 400, "{kind} {act}: {status} {body}");
        assert_eq!(count(&app, allowed).await, left, "{kind} {act}");
    }
    let strange = [("form[id]", sheet.as_str()), ("form[kind]", "coach"), ("form[act]", "on")];
    assert_eq!(app.post_json_client("/api/worksheets/count", &strange, Some(&cookie)).await.0, 400);
    let (_, _, page) = app.get(&format!("/worksheets/counted/{sheet}"), Some(&cookie)).await;
    assert!(page.contains("名前のない統計") && page.contains("ライブの場"), "{page}");
});
