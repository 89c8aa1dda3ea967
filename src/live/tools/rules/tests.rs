//! What must hold for prompts, answers and what is shown of them.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::kit::form::chars;
use crate::live::plan::model::Both;
use crate::live::tools::model::{
    Answer, AnswerForm, Asked, CELL, MOST_TEXT, Naming, PromptKind, SHOWN_FROM, StartForm, Tally,
};

const KINDS: [PromptKind; 11] = [
    PromptKind::Choice,
    PromptKind::Multiple,
    PromptKind::Scale,
    PromptKind::Words,
    PromptKind::Open,
    PromptKind::Ranking,
    PromptKind::Estimate,
    PromptKind::TwoRounds,
    PromptKind::Questions,
    PromptKind::Tempo,
    PromptKind::Weather,
];

fn both(ja: &str) -> Both {
    Both { ja: ja.to_owned(), en: String::new() }
}

fn prompt(kind: PromptKind, naming: Naming, choices: usize) -> Asked {
    let choices = (0..choices).map(|n| both(&format!("c{n}"))).collect();
    asked(Asked { kind, naming, label: both("どう思いますか"), choices, steps: 5, ..Asked::default() })
        .expect("a prompt")
}

fn given(n: usize, answer: Answer) -> Given {
    Given { id: n.to_string(), round: 1, answer, name: Some(format!("name {n}")), shown: true }
}

/// One answer for each of the choices that were made.
fn votes(counts: &[u32]) -> Vec<Given> {
    let all = (0..).zip(counts).flat_map(|(choice, n)| std::iter::repeat_n(choice, *n as usize));
    (0..).zip(all).map(|(n, choice)| given(n, Answer::One(choice))).collect()
}

#[test]
fn a_prompt_keeps_what_its_kind_needs_and_nothing_else() {
    let raw = Asked {
        label: both("  いま、\u{200b}どんな\u{202e} 気分？\r\n"),
        choices: vec![both("か\u{3099}"), both(""), both("b"), both(" c ")],
        steps: 200,
        unit: both("件"),
        moderated: true,
        ..Asked::default()
    };
    let kept = asked(raw.clone()).expect("a prompt");
    assert_eq!(kept.label.ja, "いま、どんな 気分？");
    assert_eq!(kept.choices, [both("が"), both("b"), both("c")], "composed, trimmed, without the empty one");
    assert_eq!((kept.steps, kept.unit, kept.moderated), (0, Both::default(), false));
    let refused = |change: fn(&mut Asked)| {
        let mut raw = raw.clone();
        change(&mut raw);
        asked(raw).expect_err("not a prompt")
    };
    assert_eq!(refused(|raw| raw.label = both(" \u{feff}")), ("label", Refusal::Empty));
    assert_eq!(refused(|raw| raw.label = both(&"あ".repeat(201))), ("label", Refusal::Long(200)));
    assert_eq!(refused(|raw| raw.choices.truncate(1)), ("choices", Refusal::Choices));
    assert_eq!(refused(|raw| raw.choices[2] = both("が")), ("choices", Refusal::Twice));
    assert_eq!(refused(|raw| raw.choices = (0..13).map(|n| both(&n.to_string())).collect()).1, Refusal::Choices);
    assert_eq!(refused(|raw| raw.kind = PromptKind::Scale), ("steps", Refusal::Steps));
    assert_eq!(refused(|raw| raw.seconds = Some(4)), ("seconds", Refusal::Seconds));
    let english = Both { ja: " ".to_owned(), en: "How are you?".to_owned() };
    assert_eq!(asked(Asked { label: english, ..raw }).expect("a prompt").label, both("How are you?"));
    assert_eq!(prompt(PromptKind::Tempo, Naming::Anonymous, 0).choices.len(), 4);
}

#[test]
fn a_host_writes_a_prompt_by_a_form() {
    let form = StartForm {
        kind: "two_rounds".to_owned(),
        naming: "anonymous".to_owned(),
        label: "どちら？".to_owned(),
        choices: "あれ\r\n\r\nこれ\r\n".to_owned(),
        seconds: "９０".to_owned(),
        ..StartForm::default()
    };
    let kept = start(&form).expect("a prompt");
    assert_eq!((kept.kind, kept.choices.len(), kept.seconds), (PromptKind::TwoRounds, 2, Some(90)));
    assert_eq!(start(&StartForm { kind: "x".to_owned(), ..form.clone() }), Err(("kind", Refusal::Choose)));
    assert_eq!(start(&StartForm { seconds: "-1".to_owned(), ..form }), Err(("seconds", Refusal::Seconds)));
}

#[test]
fn forms_are_read_as_people_fill_them_in() {
    let texts = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    let ranking = prompt(PromptKind::Ranking, Naming::Anonymous, 3);
    let ranks = |all: &[&str]| read(&ranking, &AnswerForm { ranks: texts(all), ..AnswerForm::default() });
    assert_eq!(ranks(&["2", "３", "1"]), Ok(Answer::Order(vec![2, 0, 1])));
    for wrong in [&["1", "1", "2"][..], &["1", "2"], &["", "", ""], &["0", "1", "2"], &["1", "2", "3", "4"]] {
        assert_eq!(ranks(wrong), Err(Refusal::Order), "{wrong:?}");
    }
    let estimate = prompt(PromptKind::Estimate, Naming::Anonymous, 0);
    let number = |text: &str| read(&estimate, &AnswerForm { number: text.to_owned(), ..AnswerForm::default() });
    assert_eq!(number(" １，２００．５ "), Ok(Answer::Number(1200.5)));
    for wrong in ["", "NaN", "inf", "1e400", "1e9", "たくさん", "--1"] {
        assert_eq!(number(wrong), Err(Refusal::Number), "{wrong}");
    }
    let choice = prompt(PromptKind::Choice, Naming::Anonymous, 3);
    let one = |text: &str| read(&choice, &AnswerForm { one: text.to_owned(), ..AnswerForm::default() });
    assert_eq!((one("2"), one(""), one("3")), (Ok(Answer::One(2)), Err(Refusal::Choose), Err(Refusal::Foreign)));
    let pass = AnswerForm { pass: "1".to_owned(), ..AnswerForm::default() };
    for kind in KINDS {
        let passed = read(&prompt(kind, Naming::Named, 3), &pass);
        assert_eq!(passed.is_ok(), kind != PromptKind::Questions, "{kind:?}");
    }
}

#[test]
fn results_are_hidden_until_five_answered() {
    for kind in KINDS.into_iter().filter(|kind| *kind != PromptKind::Questions) {
        for naming in [Naming::Anonymous, Naming::Named] {
            let asked = prompt(kind, naming, 3);
            let answer = match kind {
                PromptKind::Multiple => Answer::Many(vec![0]),
                PromptKind::Scale => Answer::Step(2),
                PromptKind::Words => Answer::Words(vec!["安心".to_owned()]),
                PromptKind::Open => Answer::Text("ことば".to_owned()),
                PromptKind::Ranking => Answer::Order(vec![2, 1, 0]),
                PromptKind::Estimate => Answer::Number(7.0),
                _ => Answer::One(0),
            };
            let mut all: Vec<Given> = (0..4).map(|n| given(n, answer.clone())).collect();
            all.push(given(4, Answer::Pass));
            assert_eq!((tally(&asked, &all, 1), answered(&all, 1)), (Tally::Hidden, 4), "{kind:?}");
            all.push(given(5, answer));
            assert_ne!(tally(&asked, &all, 1), Tally::Hidden, "{kind:?}");
            let told = serde_json::to_string(&tally(&asked, &all, 1)).expect("text");
            assert!(naming == Naming::Named || !told.contains("name "), "{told}");
        }
    }
}

#[test]
fn named_prompts_are_shown_plainly_and_anonymous_ones_hide_small_cells() {
    let all = votes(&[9, 2, 0]);
    let shown = |naming| tally(&prompt(PromptKind::Choice, naming, 3), &all, 1);
    assert_eq!(shown(Naming::Named), Tally::Counts(vec![Some(9), Some(2), Some(0)]));
    assert_eq!(shown(Naming::Anonymous), Tally::Counts(vec![None; 3]), "that two said otherwise tells of two");
    assert_eq!(publish(&[9, 3, 2]), [Some(9), None, None]);
    assert_eq!(publish(&[12, 7, 4]), [Some(12), None, None], "one small cell would follow from the sum");
    assert_eq!(publish(&[3, 5, 5]), [None; 3], "which of two equal ones is hidden would tell where the small one is");
    assert_eq!(publish(&[20, 4, 4, 4]), [None; 4], "three that cannot be more follow from their sum");
    assert_eq!(publish(&[6, 7]), [Some(6), Some(7)]);
    assert_eq!(marks(&[6, 4, 8, 12], 12), [Some(6), None, None, None]);
}

#[test]
fn each_round_is_counted_by_itself() {
    let asked = prompt(PromptKind::TwoRounds, Naming::Anonymous, 2);
    let mut all = votes(&[6, 7]);
    assert_eq!(tally(&asked, &all, 1), Tally::Rounds(vec![Some(6), Some(7)], Vec::new()));
    all.extend(votes(&[2, 2]).into_iter().map(|one| Given { round: 2, ..one }));
    assert_eq!(tally(&asked, &all, 2), Tally::Rounds(vec![Some(6), Some(7)], Vec::new()), "four answered again");
    all.extend(votes(&[8, 4]).into_iter().map(|one| Given { round: 2, ..one }));
    assert_eq!(tally(&asked, &all, 2), Tally::Rounds(vec![Some(6), Some(7)], vec![Some(10), Some(6)]));
    assert_eq!((answered(&all, 1), answered(&all, 2)), (13, 16));
}

#[test]
fn scales_ranks_estimates_and_words_are_put_together() {
    let scale = |naming, steps: &[u8]| {
        let all: Vec<Given> = (0..).zip(steps).map(|(n, step)| given(n, Answer::Step(*step))).collect();
        tally(&prompt(PromptKind::Scale, naming, 0), &all, 1)
    };
    let few = [1_u8, 1, 2, 4, 5, 5];
    let plain = [2, 1, 0, 1, 2].map(Some).to_vec();
    assert_eq!(scale(Naming::Named, &few), Tally::Steps { counts: plain, median: 3.0 });
    assert_eq!(scale(Naming::Anonymous, &few), Tally::Steps { counts: vec![None; 5], median: 2.0 });
    let orders = [[0, 1, 2], [0, 1, 2], [0, 2, 1], [1, 0, 2], [0, 1, 2]];
    let all: Vec<Given> = (0..).zip(orders).map(|(n, order)| given(n, Answer::Order(order.to_vec()))).collect();
    let ranks = tally(&prompt(PromptKind::Ranking, Naming::Anonymous, 3), &all, 1);
    assert_eq!(ranks, Tally::Ranks(vec![(0, 1.2), (1, 2.0), (2, 2.8)]));
    let all: Vec<Given> = (0..5).map(|n| given(n, Answer::Number([40.0, 10.0, 20.0, 50.0, 30.0][n]))).collect();
    let spread = |naming, all: &[Given]| tally(&prompt(PromptKind::Estimate, naming, 0), all, 1);
    assert_eq!(spread(Naming::Named, &all), Tally::Spread(vec![10.0, 20.0, 30.0, 40.0, 50.0]));
    let quartiles = spread(Naming::Anonymous, &all);
    assert_eq!(quartiles, Tally::Spread(vec![20.0, 30.0, 40.0]), "the ends are each somebody's");
    assert_eq!(spread(Naming::Named, &all[..4]), Tally::Hidden);
    let words = |n: usize, word: &str| given(n, Answer::Words(vec![word.to_owned()]));
    let mut all: Vec<Given> = (0..6).map(|n| words(n, if n % 2 == 0 { "Hope" } else { "hope" })).collect();
    all.extend([words(6, "静けさ"), words(7, "静けさ")]);
    all.push(Given { shown: false, ..words(8, "まだ") });
    let cloud = tally(&prompt(PromptKind::Words, Naming::Anonymous, 0), &all, 1);
    assert_eq!(cloud, Tally::Words(vec![("Hope".to_owned(), 6), ("静けさ".to_owned(), 1)]));
}

/// Whoever knows the rule and sees what is shown cannot tell a hidden count: at least two tables look the same.
#[test]
fn no_hidden_cell_follows_from_what_is_shown() {
    let most = 16_u32;
    let mut same: BTreeMap<_, Vec<[u32; 3]>> = BTreeMap::new();
    for a in 0..=most {
        for b in 0..=most - a {
            for c in 0..=most - a - b {
                if a + b + c >= SHOWN_FROM {
                    same.entry((a + b + c, publish(&[a, b, c]))).or_default().push([a, b, c]);
                }
            }
        }
    }
    for ((total, shown), tables) in same {
        for (at, cell) in shown.iter().enumerate() {
            let known = tables.iter().all(|table| table[at] == tables[0][at]);
            assert!(cell.is_some() || !known, "{shown:?} of {total} can only be {:?}", tables[0]);
        }
    }
}

fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        any::<u16>().prop_map(|n| Answer::One(n % 14)),
        proptest::collection::vec(0..14_u16, 0..6).prop_map(Answer::Many),
        any::<u8>().prop_map(Answer::Step),
        proptest::collection::vec(".{0,30}", 0..5).prop_map(Answer::Words),
        "(?s).{0,500}".prop_map(Answer::Text),
        proptest::collection::vec(0..4_u16, 0..5).prop_map(Answer::Order),
        any::<i32>().prop_map(|n| Answer::Number(f64::from(n) / 8.0)),
        Just(Answer::Pass),
    ]
}

proptest! {
    /// Whatever is sent, what is kept fits the prompt, is kept unchanged when it is sent again, and can be stored.
    #[test]
    fn what_is_taken_is_taken_again_unchanged(kind in 0..KINDS.len(), raw in any_answer()) {
        let asked = prompt(KINDS[kind], Naming::Anonymous, 4);
        if let Ok(kept) = answer(&asked, raw) {
            prop_assert_eq!(answer(&asked, kept.clone()), Ok(kept.clone()));
            let stored = serde_json::to_string(&kept).expect("text");
            prop_assert_eq!(serde_json::from_str::<Answer>(&stored).expect("an answer"), kept);
        }
    }

    /// Text is within its bounds and shows all that it holds.
    #[test]
    fn text_is_plain_and_short(raw in "(?s).{0,600}") {
        let once = lines(&raw);
        prop_assert_eq!(lines(&once), once.clone());
        prop_assert!(!once.contains("\n\n\n") && !once.chars().any(|c| c.is_control() && c != '\n'));
        if let Ok(kept) = text(&raw) {
            prop_assert!((1..=MOST_TEXT).contains(&chars(&kept)));
        }
    }

    /// What is shown of an anonymous prompt does not depend on the order in which people answered, and has no small cell.
    #[test]
    fn counts_are_those_of_the_rows(
        counts in proptest::collection::vec(0..20_u32, 2..7),
        turn in any::<prop::sample::Index>(),
    ) {
        let asked = prompt(PromptKind::Choice, Naming::Anonymous, counts.len());
        let mut all = votes(&counts);
        let shown = tally(&asked, &all, 1);
        if !all.is_empty() {
            let at = turn.index(all.len());
            all.rotate_left(at);
        }
        prop_assert_eq!(tally(&asked, &all, 1), shown.clone());
        let total: u32 = counts.iter().sum();
        match shown {
            Tally::Counts(cells) => {
                prop_assert!(total >= SHOWN_FROM);
                for (cell, count) in cells.iter().zip(&counts) {
                    prop_assert!(cell.is_none_or(|cell| cell == *count && cell >= CELL));
                }
                let rest = total - cells.iter().flatten().sum::<u32>();
                let hidden = cells.iter().filter(|cell| cell.is_none()).count();
                prop_assert!(hidden == 0 || (hidden > 1 && (rest >= CELL || hidden == cells.len())));
            }
            other => prop_assert!(total < SHOWN_FROM && other == Tally::Hidden),
        }
    }
}
