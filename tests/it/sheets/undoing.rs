//! What is taken back: the latest save or step, and nothing that was not saved yet.

use assemble::kit::id::AnswerId;
use assemble::worksheets::definition::library::definition;
use assemble::worksheets::sheets::Play;
use assemble::worksheets::sheets::jobs::forget_ways;
use assemble::worksheets::sheets::store::answers::{self, Kept};

use super::filling::{line, point, rings};
use super::{PLACED, Sitter};
use crate::demo;
use crate::journal::{count, run};
use crate::support::{NOW, TestApp};

const UNDO: (&str, &str) = ("form[act]", "undo");

/// Fields of a form, with what stands in them.
type Fields<'a> = &'a [(&'a str, &'a str)];

/// Keeps what stands in the form, and what stands in it then; then takes the second back, with what is sent along.
async fn twice(app: &TestApp, sheet: &str, (one, two): (Fields<'_>, Fields<'_>), along: Fields<'_>) -> String {
    let sitter = Sitter::begins(app, sheet, sheet).await;
    let page = sitter.page("").await;
    let (_, rest) = page.split_once(" data-undo").expect("the button");
    assert!(rest.split('>').next().is_some_and(|tag| tag.contains(" disabled")), "{sheet}: nothing to take back yet");
    for fields in [one, two] {
        let mut keep = vec![("form[act]", "keep")];
        keep.extend_from_slice(fields);
        assert!(sitter.press(&keep).await.location.ends_with("?done=kept"), "{sheet}");
    }
    let mut undo = vec![UNDO];
    undo.extend_from_slice(along);
    assert_eq!(sitter.press(&undo).await.location, sitter.path, "{sheet}");
    sitter.page("").await
}

demo!(a_save_is_taken_back_and_what_was_not_saved_stays, |app| async move {
    let (one, two) = ([("form[f][talk]", "はじめ")], [("form[f][talk]", "つぎ")]);
    let page = twice(&app, "w4", (&one, &two), &two).await;
    assert!(page.contains("はじめ") && !page.contains("つぎ"), "{page}");

    let one = [("form[f][value_work]", "はじめ")];
    let two = [("form[f][value_work]", "つぎ")];
    let along = [("form[f][value_work]", "つぎ"), ("form[f][value_rest]", "まだ保存していない")];
    let page = twice(&app, "w8", (&one, &two), &along).await;
    assert!(page.contains("はじめ") && !page.contains("つぎ") && page.contains("まだ保存していない"), "{page}");

    let one = [("form[f][name_0]", "面談"), ("form[f][energy_0]", "0")];
    let two = [("form[f][name_0]", "面談の準備"), ("form[f][energy_0]", "0")];
    let page = twice(&app, "w9", (&one, &two), &two).await;
    assert!(page.contains("value=\"面談\"") && !page.contains("面談の準備"), "{page}");
});

demo!(a_column_is_taken_back_and_choices_that_wait_stay, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w3").await;
    let all: Vec<(String, String)> =
        PLACED.iter().zip(1..).map(|(column, n)| (format!("form[f][s_{n}]"), column.to_string())).collect();
    let fields = |act: &'static str, many: usize| -> Vec<(&str, &str)> {
        let placed = all.iter().take(many).map(|(name, column)| (name.as_str(), column.as_str()));
        std::iter::once(("form[act]", act)).chain(placed).collect()
    };
    for many in [1, 2] {
        assert!(sitter.press(&fields("keep", many)).await.location.ends_with("?done=kept"));
    }
    // The third was chosen on the page, and the second is the latest step.
    assert_eq!(sitter.press(&fields("undo", 3)).await.location, sitter.path);
    // Both that stand now, and once the third is given back as well only the first.
    let short = sitter.press(&[("form[act]", "finish")]).await.page;
    assert!(short.contains("data-count=\"5\">2<"), "{short}");
});

demo!(what_is_written_about_an_open_point_outlives_a_step_back, |app| async move {
    let sitter = line(&app).await;
    assert_eq!(sitter.press(&[("form[act]", "down 4")]).await.location, sitter.path);
    let open = [
        UNDO,
        ("form[f][point]", "4"),
        ("form[f][title]", "戻る"),
        ("form[f][when]", "year"),
        ("form[f][year]", "2018"),
        ("form[f][y]", "3"),
        ("form[f][story]", "朝の電車"),
    ];
    assert_eq!(sitter.press(&open).await.location, sitter.path);
    let page = sitter.page("?point=4").await;
    assert!(page.contains("高さ 4") && !page.contains("高さ 3") && page.contains("朝の電車"), "{page}");
});

demo!(a_point_is_moved_kept_and_taken_back, |app| async move {
    let sitter = line(&app).await;
    let keep = |y: &'static str| [("form[act]", "keep"), ("form[f][y_4]", y)];
    assert!(sitter.press(&keep("-7")).await.location.ends_with("?done=kept"));
    assert!(sitter.page("").await.contains("aria-valuetext=\"高さ -7\""));
    for wrong in ["11", "NaN", "", "x"] {
        assert!(sitter.press(&keep(wrong)).await.page.contains("error-summary"), "{wrong}");
    }
    assert!(sitter.press(&[("form[act]", "keep"), ("form[f][y_99]", "1")]).await.page.contains("この用紙にないもの"));
    assert_eq!(sitter.press(&[UNDO, ("form[f][y_4]", "-7")]).await.location, sitter.path);
    assert!(sitter.page("").await.contains("aria-valuetext=\"高さ 4\""));
});

/// All that is sealed of a sheet.
pub async fn sealed(sitter: &Sitter<'_>) -> String {
    let state = &sitter.app.state;
    let id = sitter.id().parse().expect("an id");
    let mut conn = state.db.read().await.expect("a connection");
    let answer = answers::open(&mut conn, &state.vault, &sitter.user, &id).await.expect("the sheet");
    serde_json::to_string(&answer.kept).expect("text")
}

// Sheets that were finished before finishing forgot.
demo!(what_an_old_finished_sheet_still_holds_goes_at_the_next_start, |app| async move {
    let map = definition("W4").expect("the map");
    let mut play = Play::new(map, Vec::new(), 0).expect("a sheet");
    let Play::Questions(sheet) = &mut play else { panic!("a form") };
    let mut before = sheet.answers.clone();
    before.items.insert("a1".to_owned(), Some(4));
    sheet.history.push(before);
    sheet.done = true;
    let user = app.person("minato", &[]).await;
    let names = [("own-1".to_owned(), "余白".to_owned())].into();
    let input = (app.state.vault.clone(), user.clone(), app.state.new_id::<AnswerId>(), Kept::new(play, names));
    let begun = app.state.db.write(input, |tx, (vault, owner, id, kept)| {
        Box::pin(answers::start(tx, vault, owner, id, ("W4", 1), kept, NOW))
    });
    let id = begun.await.expect("a sheet");
    let cookie = app.sign_in(&user).await;
    let sitter = Sitter { app: &app, user, cookie, path: format!("/worksheets/w4/{id}") };
    forget_ways(app.state.clone()).await.expect("done");
    let kept = sealed(&sitter).await;
    assert!(kept.contains("\"a1\"") && kept.contains("余白"), "one under way keeps it: {kept}");
    run(&app, "update worksheet_answers set finished_at = updated_at").await;
    for _ in 0..2 {
        forget_ways(app.state.clone()).await.expect("done");
        let kept = sealed(&sitter).await;
        assert!(kept.contains("\"done\":true") && !kept.contains("\"a1\"") && !kept.contains("余白"), "{kept}");
    }
    assert_eq!(count(&app, "select count(*) from worksheet_answers where revision = 0").await, 1);
});

demo!(a_finished_sheet_keeps_nothing_that_was_written_over_or_taken_away, |app| async move {
    let sitter = Sitter::begins(&app, "haruka", "w4").await;
    for talk in ["言いすぎたこと", "朝のこと"] {
        let keep = [("form[act]", "keep"), ("form[f][a1]", "3"), ("form[f][talk]", talk)];
        assert!(sitter.press(&keep).await.location.ends_with("?done=kept"));
    }
    assert!(sealed(&sitter).await.contains("言いすぎたこと"), "it can still be taken back");
    sitter.finish(&[("form[f][a1]", "3"), ("form[f][talk]", "朝のこと")]).await;
    let kept = sealed(&sitter).await;
    assert!(kept.contains("朝のこと") && !kept.contains("言いすぎたこと"), "{kept}");

    let sitter = line(&app).await;
    assert_eq!(sitter.press(&[("form[act]", "remove 3")]).await.location, sitter.path);
    assert!(sealed(&sitter).await.contains("休職"));
    sitter.finish(&[]).await;
    let kept = sealed(&sitter).await;
    assert!(kept.contains("異動") && !kept.contains("休職"), "{kept}");
});

demo!(a_choice_of_strengths_is_taken_back_where_it_is_made, |app| async move {
    let sitter = Sitter::begins(&app, "minato", "w5").await;
    assert!(!sitter.page("").await.contains("ひとつ戻す"), "nothing to take back yet");
    for second in ["bridges", "laughter"] {
        let strengths = "form[many][strengths][]";
        let choose = [("form[act]", "choose"), (strengths, "waiting"), (strengths, second)];
        assert_eq!(sitter.press(&choose).await.location, sitter.path);
    }
    assert!(sitter.page("?choose=1").await.contains("ひとつ戻す"));
    assert_eq!(sitter.press(&[UNDO]).await.location, sitter.path);
    let page = sitter.page("").await;
    assert!(page.contains("橋をかける") && !page.contains("笑いを生む"), "{page}");
    assert_eq!(sitter.press(&[UNDO]).await.location, sitter.path);
    assert!(sitter.page("").await.contains("name=\"form[many][strengths][]\""), "the choice from the beginning");
});

demo!(undo_takes_back_whatever_is_open, |app| async move {
    let sitter = rings(&app).await;
    assert_eq!(sitter.press(&[("form[act]", "remove 0")]).await.location, sitter.path);
    assert!(sitter.page("?person=2").await.contains("value=\"となり\""));
    let open = [
        ("form[act]", "undo"),
        ("form[f][new_at]", "2"),
        ("form[f][new_alias]", "となりの席"),
        ("form[f][new_ring]", "2"),
        ("form[f][new_kind]", "manager"),
        ("form[f][new_last]", "week"),
    ];
    assert_eq!(sitter.press(&open).await.location, sitter.path);
    let page = sitter.page("").await;
    // Who had been taken away is back, and what was just written about somebody else stays theirs.
    for alias in ["☆", "◎", "△", "となりの席", "ねこ", "かさ"] {
        assert!(
            page.contains(&format!("「{alias}」を近くへ")) || page.contains(&format!("「{alias}」を遠くへ")),
            "{alias}"
        );
    }
    assert!(!page.contains("「となり」を"), "nobody is there twice");
    // Added, changed, and the change taken back: the person is not there twice.
    let added = [
        ("form[act]", "add"),
        ("form[f][new_alias]", "ほし"),
        ("form[f][new_ring]", "2"),
        ("form[f][new_kind]", "friend"),
    ];
    assert_eq!(sitter.press(&added).await.location, sitter.path);
    let mut open = open;
    (open[1].1, open[2].1, open[4].1, open[5].1) = ("6", "ほし", "friend", "");
    assert_eq!(sitter.press(&open).await.location, sitter.path, "the person who is open is the one who goes");
    assert!(!sitter.page("").await.contains("「ほし」を"));

    let sitter = line(&app).await;
    assert_eq!(sitter.press(&[("form[act]", "down 4")]).await.location, sitter.path);
    assert!(sitter.page("?point=4").await.contains("高さ 3"));
    let mut open = point("戻る", "2018", "3");
    open[0] = ("form[act]", "undo");
    open.push(("form[f][point]", "4"));
    assert_eq!(sitter.press(&open).await.location, sitter.path);
    let page = sitter.page("").await;
    assert!(page.contains("高さ 4") && !page.contains("高さ 3"), "{page}");
    let mut added = point("本を出す", "2022", "6");
    assert_eq!(sitter.press(&added).await.location, sitter.path);
    added[0] = ("form[act]", "undo");
    added.push(("form[f][point]", "5"));
    assert_eq!(sitter.press(&added).await.location, sitter.path);
    assert!(!sitter.page("").await.contains("本を出す"));
});
