use super::super::{emotions, template};
use super::*;

fn sheet(id: &str) -> Sheet {
    template(id).expect("it is there").sheet(Locale::ja, emotions())
}

fn map<V>(key: &str, value: V) -> BTreeMap<String, V> {
    BTreeMap::from([(key.to_owned(), value)])
}

#[test]
fn everything_may_be_passed() {
    for template in super::super::templates() {
        let sheet = super::super::sheet(&template.id, Locale::ja);
        let answers = SaveForm::default().answers(&sheet, &Answers::default(), Locale::ja).expect("nothing is needed");
        assert!(answers.is_empty(), "{}", template.id);
    }
}

#[test]
fn a_table_has_its_columns_and_no_blank_end() {
    let record = sheet("process_record");
    let row = |col: &str, words: &str| Row::from([(col.to_owned(), words.to_owned())]);
    let form = |rows: &[Row]| {
        let sent = rows.iter().cloned().enumerate().map(|(at, row)| (row_name(at), row)).collect();
        SaveForm { rows: map("rows", sent), ..SaveForm::default() }
    };
    let sent = [row("other", "「べつに」"), row("me", " \r\n"), row("inner", "一\r\n二"), row("now", "")];
    let answers = form(&sent).answers(&record, &Answers::default(), Locale::ja).expect("fine");
    assert_eq!(answers.of("rows").rows, [row("other", "「べつに」"), Row::new(), row("inner", "一\n二")]);
    assert_eq!(form(&sent).answered(), ["rows"]);
    assert!(matches!(
        form(&[row("secret", "x")]).answers(&record, &Answers::default(), Locale::ja),
        Err(Error::BadRequest)
    ));
    let many = vec![row("me", "x"); MAX_ROWS + 1];
    assert!(form(&many[1..]).answers(&record, &Answers::default(), Locale::ja).is_ok());
    assert!(matches!(form(&many).answers(&record, &Answers::default(), Locale::ja), Err(Error::Invalid(_))));
    assert!(form(&[row("me", &"字".repeat(MAX_CELL + 1))]).answers(&record, &Answers::default(), Locale::ja).is_err());
    assert!(
        form(&[row("", "")]).answers(&record, &Answers::default(), Locale::ja).is_err(),
        "a column without a name is not ours"
    );
}

#[test]
fn a_button_in_a_table_changes_the_form() {
    let row = |words: &str| Row::from([("me".to_owned(), words.to_owned())]);
    let sent = SentRows::from([("r00".to_owned(), row("a")), ("r01".to_owned(), row("b"))]);
    let mut form = SaveForm { rows: map("rows", sent), then: "add:rows:0".to_owned(), ..SaveForm::default() };
    let change = form.row_change().expect("a button");
    form.change_rows(&change);
    let answers = form.answers(&sheet("process_record"), &Answers::default(), Locale::ja).expect("fine");
    assert_eq!(answers.of("rows").rows, [row("a"), Row::new(), row("b")]);
    assert_eq!(SaveForm { then: "finish".to_owned(), ..SaveForm::default() }.row_change(), None);
}

#[test]
fn what_is_marked_was_offered() {
    let form = |step: &str, one: &str| SaveForm { choices: map(step, vec![one.to_owned()]), ..SaveForm::default() };
    let prep = super::super::sheet("supervision_prep", Locale::ja);
    let answers = form("want", "listen").answers(&prep, &Answers::default(), Locale::ja).expect("fine");
    assert_eq!(answers.of("want").choices, ["listen"]);
    let tagged = form("tag_values", "acceptance").answers(&prep, &Answers::default(), Locale::ja).expect("fine");
    assert_eq!(tagged.of("tag_values").choices, ["acceptance"]);
    for (step, one) in [("want", "acceptance"), ("tag_values", "wait"), ("tag_strengths", "")] {
        assert!(
            matches!(form(step, one).answers(&prep, &Answers::default(), Locale::ja), Err(Error::BadRequest)),
            "{step} {one}"
        );
    }
}

#[test]
fn characters_are_counted_without_spaces() {
    let row = Row::from([("me".to_owned(), "う え".to_owned())]);
    let form = SaveForm {
        texts: map("y", "あ い\r\n　".to_owned()),
        rows: map("rows", SentRows::from([(row_name(0), row)])),
        ..SaveForm::default()
    };
    assert_eq!(form.length(), 4);
}

#[test]
fn a_text_keeps_its_characters_and_one_kind_of_line_end() {
    let odd = "一行目\r\n👩‍👩‍👧 \u{202e}RTL</textarea><script>\u{0}";
    let form = SaveForm { texts: map("y", odd.to_owned()), ..SaveForm::default() };
    let answers = form.answers(&sheet("ywt"), &Answers::default(), Locale::ja).expect("any characters will do");
    assert_eq!(answers.of("y").text, odd.replace("\r\n", "\n"));
}

#[test]
fn too_long_a_text_says_how_long_it_may_be() {
    let form = |n: usize| SaveForm { texts: map("y", "字".repeat(n)), ..SaveForm::default() };
    assert!(form(MAX_TEXT).answers(&sheet("ywt"), &Answers::default(), Locale::ja).is_ok());
    let mut held = Answers::default();
    held.put("y", Answer { text: "あ".repeat(MAX_TEXT + 1), ..Answer::default() });
    assert!(form(MAX_TEXT + 1).answers(&sheet("ywt"), &held, Locale::ja).is_ok(), "it was that long already");
    assert!(form(MAX_TEXT + 2).answers(&sheet("ywt"), &held, Locale::ja).is_err());
    let error = form(MAX_TEXT + 1).answers(&sheet("ywt"), &Answers::default(), Locale::ja).expect_err("too long");
    let message = error.field_errors().and_then(|errors| errors.of("y")).expect("beside its field").to_owned();
    assert!(message.contains("20,000") && message.contains("20001"), "{message}");
}

#[test]
fn feelings_come_from_the_list_and_are_not_too_many() {
    let form = |ids: &[&str]| SaveForm {
        emotions: map("feelings", ids.iter().map(|id| (*id).to_owned()).collect()),
        ..SaveForm::default()
    };
    let six = ["angry", "sad", "tired", "torn", "numb", "glad"];
    assert!(form(&six[..5]).answers(&sheet("gibbs"), &Answers::default(), Locale::ja).is_ok());
    assert!(matches!(form(&six).answers(&sheet("gibbs"), &Answers::default(), Locale::ja), Err(Error::Invalid(_))));
    assert!(matches!(
        form(&["bored"]).answers(&sheet("gibbs"), &Answers::default(), Locale::ja),
        Err(Error::BadRequest)
    ));
}

#[test]
fn numbers_days_and_names_are_the_pages_own() {
    let scale = |text: &str| SaveForm { scales: map("battery", text.to_owned()), ..SaveForm::default() };
    assert_eq!(
        scale("0").answers(&sheet("hitokoto"), &Answers::default(), Locale::ja).expect("in range").of("battery").scale,
        Some(0)
    );
    for wrong in ["11", "-1", "x", "999999"] {
        assert!(scale(wrong).answers(&sheet("hitokoto"), &Answers::default(), Locale::ja).is_err(), "{wrong}");
    }
    let due = |text: &str| SaveForm { dues: map("t", text.to_owned()), ..SaveForm::default() };
    assert!(due("2026-12-01").answers(&sheet("ywt"), &Answers::default(), Locale::ja).is_ok());
    for wrong in ["tomorrow", "2026-13-01", "2026-1-1", "2026-12-0é"] {
        assert!(due(wrong).answers(&sheet("ywt"), &Answers::default(), Locale::ja).is_err(), "{wrong}");
    }
    let words = SaveForm { dues: map("action", "090-1234-5678".to_owned()), ..SaveForm::default() };
    let sent = words.answers(&sheet("gibbs"), &Answers::default(), Locale::ja);
    assert!(matches!(sent, Err(Error::BadRequest)), "a step that asks for no day takes none");
    let unknown = SaveForm { texts: map("secret", "x".to_owned()), ..SaveForm::default() };
    assert!(matches!(unknown.answers(&sheet("ywt"), &Answers::default(), Locale::ja), Err(Error::BadRequest)));
}
