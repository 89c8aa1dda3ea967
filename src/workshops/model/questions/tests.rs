use proptest::prelude::*;

use super::*;

fn question(id: &str, kind: QuestionKind) -> Question {
    let choices = if kind.has_choices() { vec!["はい。".to_owned(), "まだ".to_owned()] } else { Vec::new() };
    Question { id: id.to_owned(), kind, label: "問い".to_owned(), choices, ..Question::default() }
}

fn typed(pairs: &[(&str, &str)]) -> Typed {
    pairs.iter().map(|(key, value)| (format!("q{key}"), (*value).to_owned())).collect()
}

fn refused(questions: &[Question], given: &[(&str, &str)]) -> Vec<String> {
    match judge(questions, &typed(given), Locale::ja) {
        Ok(_) => Vec::new(),
        Err(crate::kit::Error::Invalid(errors)) => errors.0.into_iter().map(|error| error.field).collect(),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn each_kind_takes_what_it_asks_for() {
    for (kind, good, bad) in [
        (QuestionKind::One, "まだ", "ほか"),
        (QuestionKind::Number, "１２", "五"),
        (QuestionKind::Number, "-5", "1e3"),
        (QuestionKind::Date, "2028-02-29", "2026-02-29"),
        (QuestionKind::YesNo, "no", "maybe"),
    ] {
        assert!(refused(&[question("a", kind)], &[("a", good)]).is_empty(), "{kind:?} {good}");
        assert_eq!(refused(&[question("a", kind)], &[("a", bad)]), ["answers.qa"], "{kind:?} {bad}");
    }
    assert_eq!(refused(&[question("a", QuestionKind::Short)], &[("a", &"長".repeat(201))]), ["answers.qa"]);
    assert_eq!(refused(&[question("a", QuestionKind::Long)], &[("a", &"長".repeat(100_000))]), ["answers.qa"]);
    let consent = Question { required: true, ..question("a", QuestionKind::Consent) };
    assert_eq!(refused(std::slice::from_ref(&consent), &[]), ["answers.qa"]);
    assert!(refused(&[consent], &[("a", "true")]).is_empty());
    let many = judge(&[question("a", QuestionKind::Many)], &typed(&[("a_1", "true"), ("a_9", "true")]), Locale::ja);
    assert_eq!(many.expect("fine"), [("a".to_owned(), "まだ".to_owned())]);
}

#[test]
fn a_hidden_question_is_neither_asked_nor_kept() {
    let first = question("a", QuestionKind::YesNo);
    let second = Question {
        required: true,
        shown_if: Some(("a".to_owned(), YES.to_owned())),
        ..question("b", QuestionKind::Short)
    };
    let third = Question { shown_if: Some(("b".to_owned(), "x".to_owned())), ..question("c", QuestionKind::Short) };
    let all = [first, second, third];
    assert_eq!(refused(&all, &[("a", "yes")]), ["answers.qb"]);
    let kept = judge(&all, &typed(&[("a", "no"), ("b", "消える"), ("c", "消える")]), Locale::ja).expect("fine");
    assert_eq!(kept, [("a".to_owned(), "no".to_owned())]);
}

#[test]
fn pages_are_told_which_answer_shows_what() {
    let on =
        |id: &str, answer: &str, of: Question| Question { shown_if: Some((id.to_owned(), answer.to_owned())), ..of };
    let all = [
        question("a", QuestionKind::YesNo),
        on("a", YES, question("b", QuestionKind::One)),
        question("x", QuestionKind::Short),
        on("b", "まだ", question("c", QuestionKind::Long)),
        on("a", YES, question("d", QuestionKind::Date)),
        on("gone", YES, question("e", QuestionKind::Short)),
    ];
    assert_eq!(conditions_of(&all), ["", "1", "", "1 3", "4", ""], "what leads to a question counts with it");
    assert_eq!(shown_on(&all, "a", YES), "1 4");
    assert_eq!((shown_on(&all, "a", NO), shown_on(&all, "b", "まだ")), (String::new(), "3".to_owned()));
    let sheet = include_str!("../../../../style/questions.css");
    for place in 1..MAX_QUESTIONS {
        assert!(sheet.contains(&format!("[data-shows~=\"{place}\"]")), "no rule for the question at {place}");
    }
}

#[test]
fn a_host_writes_only_questions_that_can_be_answered() {
    let good = QuestionForm {
        kind: "one".to_owned(),
        label: "昼食".to_owned(),
        choices: "いる\r\nいらない\nいる".to_owned(),
        ..QuestionForm::default()
    };
    let read = good.read(&[], Locale::ja).expect("fine");
    assert_eq!(read.choices, ["いる", "いらない"]);
    let fields = |form: QuestionForm| match form
        .read(std::slice::from_ref(&Question { id: "q".to_owned(), ..read.clone() }), Locale::ja)
    {
        Err(crate::kit::Error::Invalid(errors)) => errors.0.into_iter().map(|error| error.field).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(fields(QuestionForm { kind: "poem".to_owned(), ..good.clone() }), ["kind"]);
    assert_eq!(fields(QuestionForm { label: "\u{202e} ".to_owned(), ..good.clone() }), ["label"]);
    assert_eq!(fields(QuestionForm { choices: "ひとつ".to_owned(), ..good.clone() }), ["choices"]);
    assert_eq!(fields(QuestionForm { shown_if: "q=ない".to_owned(), ..good.clone() }), ["shown_if"]);
    assert_eq!(fields(QuestionForm { shown_if: "nonsense".to_owned(), ..good.clone() }), ["shown_if"]);
}

proptest! {
    #[test]
    fn what_is_kept_was_asked_and_is_short_enough(texts in prop::collection::vec(".{0,300}", 8), yes in any::<bool>()) {
        let questions: Vec<Question> = QuestionKind::ALL.iter().enumerate().map(|(at, kind)| Question {
            shown_if: (at == 0).then(|| ("nobody".to_owned(), YES.to_owned())),
            required: yes && at == 7,
            ..question(&format!("q{at}"), *kind)
        }).collect();
        let given: Typed = texts.iter().enumerate().map(|(at, text)| (format!("qq{at}"), text.clone())).collect();
        if let Ok(kept) = judge(&questions, &given, Locale::ja) {
            for (id, answer) in kept {
                prop_assert!(id != "q0" && !answer.is_empty() && chars(&answer) <= MAX_LONG);
                prop_assert!(!answer.contains('\0') && !answer.contains('\r'));
            }
        }
    }
}
