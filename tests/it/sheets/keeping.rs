//! What a page keeps while somebody writes in it, when answers are lost on their way.

use assemble::kit::Locale;
use assemble::kit::id::AnswerId;
use assemble::server::db::Conn;
use assemble::worksheets::sheets::PlayForm;
use assemble::worksheets::sheets::store::answers;

use super::{ALONE, Sitter};
use crate::demo;
use crate::locks::meet;
use crate::support::NOW;

/// The revision that a page of that name learns when it keeps an answer, in its turn.
async fn keeps(sitter: &Sitter<'_>, revision: &str, (page, turn): (&str, &str), talk: &str) -> Option<String> {
    let mut fields = vec![("form[id]", sitter.id()), ("form[revision]", revision), ("form[version]", "1")];
    fields.extend([("form[page]", page), ("form[turn]", turn), ("form[f][talk]", talk)]);
    let (status, _, body) = sitter.app.post_json_client("/api/sheets/keep", &fields, Some(&sitter.cookie)).await;
    let (_, rest) = body.split_once("\"revision\":").filter(|_| status.is_success())?;
    Some(rest.split([',', '}']).next().unwrap_or_default().to_owned())
}

demo!(a_page_is_not_behind_what_it_kept_without_hearing_of_it, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    let first = keeps(&sitter, "0", ("p1", "1"), "夜勤").await;
    assert_eq!(first.as_deref(), Some("1"));
    // The page gave up waiting for that answer, and went on writing; so it does once more.
    assert_eq!(keeps(&sitter, "0", ("p1", "2"), "夜勤のあと").await.as_deref(), Some("2"));
    assert_eq!(keeps(&sitter, "0", ("p1", "3"), "夜勤のあとの朝").await.as_deref(), Some("3"));
    // What was on its way all the time arrives at last: it says where things are, and takes nothing back.
    assert_eq!(keeps(&sitter, "0", ("p1", "2"), "夜勤のあと").await.as_deref(), Some("3"));
    assert!(sitter.page("").await.contains("夜勤のあとの朝"));
    // Another page is behind, and so is this one once another has gone on; nobody gets by without a name.
    assert_eq!(keeps(&sitter, "0", ("p2", "9"), "別の窓").await, None);
    assert_eq!(keeps(&sitter, "0", ("", "9"), "名のない窓").await, None);
    assert_eq!(keeps(&sitter, "3", ("p2", "1"), "別の窓から").await.as_deref(), Some("4"));
    assert_eq!(keeps(&sitter, "0", ("p1", "4"), "もとの窓").await, None);
    assert_eq!(keeps(&sitter, "3", ("p1", "5"), "もとの窓").await, None);
    assert!(sitter.page("").await.contains("別の窓から"));
    // A press goes on from there as well.
    let mut whole = ALONE.to_vec();
    whole.extend([("form[page]", "p2"), ("form[turn]", "2"), ("form[act]", "finish")]);
    let pressed = sitter.press_at("3", &whole).await;
    assert_eq!(pressed.location, format!("{}/result?done=finished", sitter.path), "{}", pressed.page);
    // Pressed twice, it is finished once; with other words it is said that the sheet had gone on.
    assert_eq!(sitter.press_at("3", &whole).await.location, pressed.location);
    whole.retain(|(name, _)| *name != "form[f][talk]");
    whole.push(("form[f][talk]", "ほかのことば"));
    assert_ne!(sitter.press_at("3", &whole).await.location, pressed.location);
});

demo!(what_is_written_after_a_press_is_not_taken_for_something_sent_before, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    let press = |talk: &'static str| {
        [("form[act]", "keep"), ("form[page]", "p1"), ("form[turn]", "1"), ("form[f][talk]", talk)]
    };
    let kept = format!("{}?done=kept", sitter.path);
    assert_eq!(sitter.press_at("0", &press("夜勤")).await.location, kept);
    assert_eq!(sitter.press_at("0", &press("夜勤")).await.location, kept, "the same again");
    // The page is still open, because it was slow to go.
    assert_eq!(keeps(&sitter, "0", ("p1", "1"), "夜勤のあと").await, None, "nothing is kept, and nothing says so");
    assert_ne!(sitter.press_at("0", &press("夜勤のあと")).await.location, kept);
    assert!(!sitter.page("").await.contains("夜勤のあと"));
});

// `play` locks the sitting. Without it the second does not see what the first keeps, and is refused as if another window
// had gone on.
demo!(of_two_that_a_page_sends_at_once_the_second_is_kept_on_the_first, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w4").await;
    let id: AnswerId = sitter.id().parse().expect("an id");
    let form = |turn: i64, talk: &str| PlayForm {
        id: id.to_string(),
        version: 1,
        act: "keep".to_owned(),
        at: "writing".to_owned(),
        page: "p1".to_owned(),
        turn,
        f: [("talk".to_owned(), talk.to_owned())].into(),
        ..PlayForm::default()
    };
    let (one, two) = (form(1, "夜勤"), form(2, "夜勤のあと"));
    let vault = &app.state.vault;
    let first = async |tx: &mut Conn| answers::play(tx, vault, &sitter.user, &id, &one, Locale::ja, NOW).await;
    let input = (vault.clone(), sitter.user.clone(), id.clone(), two);
    let second = app.state.db.write(input, |tx, (vault, owner, id, form)| {
        Box::pin(answers::play(tx, vault, owner, id, form, Locale::ja, NOW))
    });
    let met = meet(&app, first, second).await;
    assert_eq!((met.first.revision, met.second.expect("kept").revision), (1, 2));
    assert!(sitter.page("").await.contains("夜勤のあと"));
});
