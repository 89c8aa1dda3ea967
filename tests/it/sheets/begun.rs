//! A point, a person or an entry that somebody is still writing: it is kept as it is, and is not on the sheet yet.

use assemble::accounts::store::closing::{self, Closed};
use assemble::kit::Error;
use assemble::kit::id::AnswerId;
use assemble::server::Failure;
use assemble::worksheets::sheets::store::answers;
use http::StatusCode;

use super::Sitter;
use super::filling::line;
use super::taking::archive;
use super::undoing::sealed;
use crate::demo;
use crate::journal::{count, run};
use crate::support::NOW;

/// Keeps the form as it stands while somebody writes in it.
async fn write(sitter: &Sitter<'_>, fields: &[(&str, &str)]) -> (StatusCode, String) {
    let revision = sitter.revision().await;
    let mut all = vec![("form[id]", sitter.id()), ("form[revision]", revision.as_str()), ("form[version]", "1")];
    all.extend_from_slice(fields);
    let (status, _, body) = sitter.app.post_json_client("/api/sheets/keep", &all, Some(&sitter.cookie)).await;
    (status, body)
}

/// How many points can be taken hold of.
fn points(page: &str) -> usize {
    page.matches("data-handle=").count()
}

demo!(a_new_point_that_is_half_written_is_kept_beside_the_line, |app| async move {
    let sitter = line(&app).await;
    let mut half = [
        ("form[f][point]", ""),
        ("form[f][title]", "本を出す"),
        ("form[f][when]", "year"),
        ("form[f][year]", "20"),
        ("form[f][y]", "6"),
        ("form[f][story]", "書きはじめた朝"),
    ];
    let (status, body) = write(&sitter, &half).await;
    assert!(status.is_success(), "{status} {body}");
    let page = sitter.page("").await;
    for kept in ["value=\"本を出す\"", "value=\"20\"", "書きはじめた朝"] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
    assert_eq!(points(&page), 5, "it is not on the line");
    assert!(archive(&app, &sitter.cookie).await["worksheets.json"].contains("書きはじめた朝"), "it is taken along");

    // What cannot be kept is said, and what was kept stays.
    let long = "長".repeat(41);
    half[1].1 = &long;
    assert_eq!(write(&sitter, &half).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sitter.page("").await.contains("value=\"本を出す\""));

    // Once it is whole it is put, and the fields are free for the next one.
    (half[1].1, half[3].1) = ("本を出す", "2022");
    let mut whole = vec![("form[act]", "add")];
    whole.extend(half);
    assert_eq!(sitter.press(&whole).await.location, sitter.path);
    let page = sitter.page("").await;
    assert!(points(&page) == 6 && !page.contains("value=\"本を出す\""), "{page}");

    // What is only half written when the line is finished is not kept with it.
    (half[1].1, half[5].1) = ("", "まだ題のないこと");
    assert!(write(&sitter, &half).await.0.is_success());
    assert!(sealed(&sitter).await.contains("まだ題のないこと"));
    sitter.finish(&[]).await;
    assert!(!sealed(&sitter).await.contains("まだ題のないこと"));
});

demo!(a_point_that_is_being_changed_is_found_as_it_was_left, |app| async move {
    let sitter = line(&app).await;
    let mut open = [
        ("form[f][point]", "4"),
        ("form[f][title]", "戻る"),
        ("form[f][when]", "year"),
        ("form[f][year]", "2018"),
        ("form[f][month]", ""),
        ("form[f][y]", "4"),
        ("form[f][story]", "朝の電車"),
    ];
    assert!(write(&sitter, &open).await.0.is_success());
    let page = sitter.page("").await;
    assert!(page.contains("朝の電車") && page.contains("name=\"form[f][point]\" value=\"4\""), "{page}");
    // Written as it stands on the line, it is not open any more.
    open[6].1 = "";
    assert!(write(&sitter, &open).await.0.is_success());
    assert!(sitter.page("").await.contains("name=\"form[f][point]\" value=\"\""));
    open[0].1 = "99";
    assert_eq!(write(&sitter, &open).await.0, StatusCode::UNPROCESSABLE_ENTITY);
});

demo!(an_entry_that_is_half_written_is_kept_beside_its_list, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w7").await;
    let half = [("form[f][new_will]", "本を"), ("form[f][new_can]", ""), ("form[f][core_0]", "待つ人")];
    assert!(write(&sitter, &half).await.0.is_success());
    let page = sitter.page("").await;
    assert!(page.contains("value=\"本を\"") && page.contains("value=\"待つ人\""), "{page}");
    assert!(!page.contains("「本を」"), "it is not in the list");
    let add = [("form[act]", "add"), ("form[at]", "will"), ("form[f][new_will]", "本を書く")];
    assert_eq!(sitter.press(&add).await.location, sitter.path);
    let page = sitter.page("").await;
    assert!(page.contains("「本を書く」") && !page.contains("value=\"本を"), "{page}");
    let long = "長".repeat(31);
    assert_eq!(write(&sitter, &[("form[f][new_can]", &long)]).await.0, StatusCode::UNPROCESSABLE_ENTITY);
});

demo!(a_person_who_is_half_written_is_kept_beside_the_map, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w10").await;
    let half = [
        ("form[f][new_at]", ""),
        ("form[f][new_alias]", ""),
        ("form[f][new_ring]", "2"),
        ("form[f][new_kind]", "friend"),
        ("form[many][new_gives][]", "advice"),
    ];
    assert!(write(&sitter, &half).await.0.is_success());
    let page = sitter.page("").await;
    assert!(page.contains("value=\"advice\" checked") && page.contains("まだだれもいません"), "{page}");
    let mut whole = vec![("form[act]", "add")];
    whole.extend(half);
    whole[2].1 = "ほし";
    assert_eq!(sitter.press(&whole).await.location, sitter.path);
    let page = sitter.page("").await;
    assert!(page.contains("「ほし」を") && !page.contains("value=\"advice\" checked"), "{page}");
    let open = [("form[f][new_at]", "0"), ("form[f][new_alias]", "ほしの人"), half[2], half[3]];
    assert!(write(&sitter, &open).await.0.is_success());
    let page = sitter.page("").await;
    assert!(page.contains("value=\"ほしの人\"") && page.contains("「ほし」を"), "{page}");
});

demo!(what_is_half_written_goes_with_the_account, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w10").await;
    let half = [
        ("form[f][new_at]", ""),
        ("form[f][new_alias]", "ほしの人"),
        ("form[f][new_ring]", "2"),
        ("form[f][new_kind]", "friend"),
    ];
    assert!(write(&sitter, &half).await.0.is_success());
    assert!(sealed(&sitter).await.contains("ほしの人"));
    run(&app, "create table backup_of_sheets as select id, body from worksheet_answers").await;
    let closing = app.state.db.write((app.state.config.clone(), sitter.user.clone()), |tx, (config, user)| {
        Box::pin(closing::close(tx, config, user, NOW))
    });
    assert!(closing.await.expect("closed") == Closed::Done);
    assert_eq!(count(&app, "select count(*) from worksheet_answers where length(body) > 0").await, 0);

    // The row is put back from a backup: without the key nothing opens.
    run(
        &app,
        "update worksheet_answers set deleted_at = null,
             body = (select k.body from backup_of_sheets k where k.id = worksheet_answers.id)",
    )
    .await;
    let id: AnswerId = sitter.id().parse().expect("an id");
    let opened = async || {
        let mut conn = app.state.db.read().await.expect("a connection");
        answers::open(&mut conn, &app.state.vault, &sitter.user, &id).await
    };
    assert!(matches!(opened().await, Err(Failure::Known(Error::NotFound))));
    let again = app.state.db.write((app.state.vault.clone(), sitter.user.clone()), |tx, (vault, user)| {
        Box::pin(vault.create_key(tx, user, NOW))
    });
    again.await.expect("another key");
    assert!(matches!(opened().await, Err(Failure::Other(_))), "another key opens nothing");
});
