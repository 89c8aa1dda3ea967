//! A questionnaire that a clinic adds by a file, in two versions: on the shelf, answered, scored, shown to a coach and
//! taken along. nextest gives every test a program of its own; what is added to one is not there in the others.

use std::collections::BTreeMap;
use std::fs;

use assemble::kit::Role;
use assemble::kit::id::AnswerId;
use assemble::worksheets::added;
use assemble::worksheets::approval::approve;
use assemble::worksheets::definition::library::version_of;
use assemble::worksheets::sheets::Play;
use assemble::worksheets::sheets::store::answers::{self, Kept};
use http::StatusCode;

use super::sharing::{coached, seen, show};
use super::taking::archive;
use super::{Pressed, Sitter};
use crate::both;
use crate::support::{NOW, TestApp};

const FILES: [(&str, &str); 2] = [
    ("breath-1.json", include_str!("../../data/clinic-v1.json")),
    ("breath-2.json", include_str!("../../data/clinic-v2.json")),
];

/// What a start does with the files in the data directory.
fn start_with_the_files(app: &TestApp) {
    let directory = added::directory(&app.state.config.data);
    fs::create_dir(&directory).expect("made");
    FILES.iter().for_each(|(name, text)| fs::write(directory.join(name), text).expect("written"));
    added::load(&app.state.config.data).expect("nothing is wrong with them");
    let list = fs::read_to_string(directory.join("published.json")).expect("the list of what is published");
    assert_eq!(list.matches("CLINIC-1").count(), 2);
}

async fn finish(sitter: &Sitter<'_>, version: &str, said: [(&str, &str); 2]) -> Pressed {
    let revision = sitter.revision().await;
    let mut fields = vec![("form[id]", sitter.id()), ("form[revision]", revision.as_str()), ("form[version]", version)];
    fields.extend([("form_key", "questions"), ("form[act]", "finish"), ("form[f][talk]", "朝の廊下のこと")]);
    fields.extend(said);
    sitter.send("play", &fields).await
}

both!(a_clinics_questionnaire_goes_all_the_way_in_both_its_versions, |app| async move {
    start_with_the_files(&app);
    let member = app.person("minato", &[]).await;
    let cookie = app.sign_in(&member).await;
    let shelf = app.get("/worksheets", Some(&cookie)).await.2;
    assert!(shelf.contains("準備中：") && shelf.contains("帰り道のひと息"), "nobody confirmed the second version");
    assert!(!shelf.contains("href=\"/worksheets/clinic-1\""));
    let organiser = app.person("satomi", &[Role::Admin]).await;
    let opening =
        app.state.db.write(organiser, |tx, by| Box::pin(approve(tx, by, ("CLINIC-1", 2), ("the clinic", ""), NOW)));
    opening.await.expect("confirmed");
    let shelf = app.get("/worksheets", Some(&cookie)).await.2;
    assert!(shelf.contains("href=\"/worksheets/clinic-1\""));
    let start = app.get("/worksheets/clinic-1", Some(&cookie)).await.2;
    assert!(start.contains("みなとクリニック"), "with its credit");
    assert!(app.get("/about/credits", None).await.2.contains("みなとクリニック"));

    // A round of the first version, from before the second one came.
    let first = version_of("CLINIC-1", 1).expect("the first version");
    let kept = Kept::new(Play::new(first, Vec::new(), 0).expect("a sheet"), BTreeMap::new());
    let input = (app.state.vault.clone(), member.clone(), app.state.new_id::<AnswerId>(), kept);
    let begun = app.state.db.write(input, |tx, (vault, owner, id, kept)| {
        Box::pin(answers::start(tx, vault, owner, id, ("CLINIC-1", 1), kept, NOW))
    });
    let path = format!("/worksheets/clinic-1/{}", begun.await.expect("a round"));
    let old = Sitter { app: &app, user: member.clone(), cookie: cookie.clone(), path };
    assert!(old.page("").await.contains("だれかと笑った"), "it goes on with its own questions");
    let pressed = finish(&old, "1", [("form[f][q1]", "0"), ("form[f][q2]", "2")]).await;
    assert_eq!(pressed.location, format!("{}/result?done=finished", old.path), "{}", pressed.page);
    assert!(old.page("/result").await.contains("おちつき"));

    app.state.clock.set(NOW.plus_days(1));
    let new = Sitter::again(&app, member.clone(), cookie.clone(), "clinic-1").await;
    let asked = new.page("").await;
    assert!(asked.contains("帰り道に空を見た") && !asked.contains("だれかと笑った"));
    let said = [("form[f][q1]", "4"), ("form[f][q3]", "4")];
    assert!(finish(&new, "1", said).await.page.contains("版が変わっています"));
    let gone = finish(&new, "2", [("form[f][q1]", "4"), ("form[f][q2]", "4")]).await.page;
    assert!(gone.contains("error-summary") && gone.contains("朝の廊下のこと"), "what no question asks: {gone}");
    let three = finish(&new, "2", [("form[f][q1]", "4"), ("form[f][q3]", "3")]).await.page;
    assert!(three.contains("error-summary"), "3 is none of its answers");
    let pressed = finish(&new, "2", said).await;
    assert_eq!(pressed.location, format!("{}/result?done=finished", new.path), "{}", pressed.page);
    let result = new.page("/result").await;
    assert!(result.contains("正解も、よい・わるいもありません") && result.contains("1 → 4"), "{result}");
    assert!(result.contains("しずけさ") && !result.contains("おちつき"), "side by side under the present name");
    let before = old.page("/result").await;
    assert!(before.contains("おちつき") && !before.contains("しずけさ"), "the old one is what it was");

    let (coach, theirs) = coached(&app, &new).await;
    let copy = show(&app, &new, &coach, &[]).await;
    let (status, body) = seen(&app, &theirs, &copy).await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains("しずけさ") && body.contains("朝の廊下のこと"), "{body}");
    let files = archive(&app, &cookie).await;
    let data: serde_json::Value = serde_json::from_str(&files["worksheets.json"]).expect("data");
    assert_eq!(data["rounds"][0]["version"], 1);
    assert_eq!(data["rounds"][1]["version"], 2);
    assert_eq!(data["rounds"][0]["result"]["scales"][0]["hundred"], 25.0);
    assert_eq!(data["rounds"][1]["result"]["scales"][0]["hundred"], 100.0);
    assert_eq!(data["rounds"][1]["answers"]["items"]["q3"], 4);
});
