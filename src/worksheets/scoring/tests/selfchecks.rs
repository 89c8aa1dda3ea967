//! The self-checks: published tables, constructed numbers, and mistakes of published programs that must not come back.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::super::questionnaire::{mean, reversed, sum};
use super::{near, scored};
use crate::worksheets::definition::library;

fn items(prefix: &str, answers: &[Option<i64>]) -> Value {
    let items: Map<_, _> =
        answers.iter().enumerate().map(|(at, one)| (format!("{prefix}{}", at + 1), json!(one))).collect();
    items.into()
}

fn all<const N: usize>(answers: [i64; N]) -> Vec<Option<i64>> {
    answers.into_iter().map(Some).collect()
}

/// One scale of the CBI.
fn cbi(prefix: &str, at: usize, answers: &[Option<i64>]) -> Value {
    scored("CBI", json!({ "items": items(prefix, answers) }))["scales"][at]["value"].clone()
}

#[test]
fn cbi_constructed_numbers() {
    near(&cbi("cbi_p", 0, &all([75, 50, 50, 25, 50, 25])), 45.8333, 5e-5);
    near(&cbi("cbi_w", 1, &all([50, 75, 25, 75, 50, 25, 100])), 42.857, 5e-4);
    near(&cbi("cbi_w", 1, &all([50, 75, 25, 75, 50, 25, 50])), 50.0, 0.0);
    near(&cbi("cbi_w", 1, &all([100, 75, 75, 75, 75, 50, 25])), 75.0, 0.0);
    near(&cbi("cbi_c", 2, &[Some(25), Some(25), None, Some(50), Some(0), None]), 25.0, 0.0);
    assert_eq!(cbi("cbi_c", 2, &[Some(25), None, None, None, Some(0), None]), Value::Null, "two answers are too few");
    assert_eq!(cbi("cbi_p", 0, &all([50, 50])), Value::Null);
    assert_eq!(cbi("cbi_w", 1, &all([50, 50, 50])), Value::Null);
    near(&cbi("cbi_p", 0, &all([50, 50, 50])), 50.0, 0.0);
}

#[test]
fn cbi_has_no_total_and_no_bands() {
    let found = scored("CBI", json!({ "items": items("cbi_p", &all([100; 6])) })).to_string();
    for word in ["total", "band", "high", "severe", "moderate"] {
        assert!(!found.contains(word), "{found}");
    }
}

/// Dhusia et al. 2019, n = 300: per cent of always, often, sometimes, seldom and never, and the mean of the item.
const TABLE: [([i64; 5], f64); 18] = [
    ([2233, 3733, 3500, 467, 67], 69.00),
    ([1733, 4500, 2967, 667, 133], 67.58),
    ([2100, 2633, 3267, 1600, 400], 61.08),
    ([600, 1633, 3967, 2200, 1600], 43.58),
    ([1167, 2800, 3633, 1667, 733], 55.00),
    ([533, 2200, 3567, 2967, 733], 47.08),
    ([2500, 3133, 2900, 1067, 400], 65.67),
    ([1833, 2600, 3033, 1667, 867], 57.16),
    ([833, 1667, 3833, 2333, 1333], 45.83),
    ([800, 1867, 2267, 3333, 1733], 41.67),
    ([1233, 2600, 3767, 1733, 667], 55.00),
    ([1033, 1733, 3467, 2567, 1200], 47.08),
    ([1367, 1867, 3767, 2200, 800], 52.00),
    ([400, 1367, 4200, 2367, 1667], 41.17),
    ([633, 2133, 3867, 2433, 933], 47.75),
    ([500, 1633, 4033, 2500, 1333], 43.67),
    ([2767, 2967, 2067, 1467, 733], 63.92),
    ([133, 1633, 3300, 2633, 2300], 36.66),
];

/// The energy item, which counts the other way round.
const ENERGY: usize = 9;

fn item_mean(at: usize, turned: bool) -> f64 {
    let points = [100, 75, 50, 25, 0].map(|points| if turned { reversed(points, 0, 100) } else { points });
    let answers: Vec<Option<i64>> =
        TABLE[at].0.iter().zip(points).flat_map(|(many, points)| vec![Some(points); *many as usize]).collect();
    mean(&answers, 1).expect("many answered")
}

#[test]
fn cbi_published_table() {
    for (at, (_, wanted)) in TABLE.iter().enumerate() {
        assert!((item_mean(at, false) - wanted).abs() < 0.0051, "item {}: {}", at + 1, item_mean(at, false));
    }
    assert!((item_mean(ENERGY, true) - 58.33).abs() < 0.0051);
    let personal = (0..6).map(|at| item_mean(at, false)).sum::<f64>() / 6.0;
    let work = (6..13).map(|at| item_mean(at, at == ENERGY)).sum::<f64>() / 7.0;
    assert!((personal - 57.22).abs() < 0.0051 && (work - 54.44).abs() < 0.0051, "{personal} {work}");
}

/// The headline of that paper, 57.14 per cent, comes out only when the energy item is not turned round.
#[test]
fn cbi_turns_the_energy_item_round() {
    let high = |turned: bool| (6..13).filter(|at| item_mean(*at, turned && *at == ENERGY) >= 50.0).count();
    assert_eq!((high(true), high(false)), (5, 4));
    assert!((100.0 * high(true) as f64 / 7.0 - 57.14).abs() > 14.0);
    let sheet = library::definition("CBI").and_then(|one| one.questionnaire()).expect("it is there");
    let turned: Vec<_> = sheet.items.iter().filter(|item| item.reverse == Some(true)).map(|item| &*item.id).collect();
    assert_eq!(turned, ["cbi_w7"]);
}

fn proqol(answer: impl Fn(usize) -> Option<i64>) -> Value {
    scored("PROQOL", json!({ "items": items("proqol_", &(0..30).map(answer).collect::<Vec<_>>()) }))["scales"].clone()
}

fn three(found: &Value) -> [Option<f64>; 3] {
    std::array::from_fn(|at| found[at]["value"].as_f64())
}

#[test]
fn proqol_known_numbers() {
    assert_eq!(three(&proqol(|_| Some(3))), [Some(30.0); 3]);
    assert_eq!(three(&proqol(|_| Some(5))), [Some(50.0), Some(30.0), Some(50.0)]);
    assert_eq!(three(&proqol(|_| Some(1))), [Some(10.0), Some(30.0), Some(10.0)]);
    let cycle = [4, 2, 5, 3, 1];
    assert_eq!(three(&proqol(|at| Some(cycle[at % 5]))), [Some(29.0), Some(34.0), Some(31.0)]);
    let blank = proqol(|at| (at != 2).then_some(3));
    assert_eq!(three(&blank), [None, Some(30.0), Some(30.0)], "a blank takes the score of its own scale only");
    assert_eq!(blank[0].get("band"), None);
}

#[test]
fn proqol_bands_end_where_they_should() {
    // The ten items of compassion satisfaction.
    const CS: [usize; 10] = [3, 6, 12, 16, 18, 20, 22, 24, 27, 30];
    let band = |wanted: i64| {
        let found = proqol(|at| {
            let place = CS.iter().position(|item| *item == at + 1).unwrap_or(0) as i64;
            Some(wanted / 10 + i64::from(place < wanted % 10))
        });
        assert_eq!(found[0]["value"], json!(wanted as f64));
        found[0]["band"].clone()
    };
    let found = [10, 22, 23, 41, 42, 50].map(band);
    assert_eq!(found, ["low", "low", "moderate", "moderate", "high", "high"].map(|band| json!(band)), "42 is high");
}

/// A published program had item 10 twice, which shifted every later one: then other items counted for the scales.
#[test]
fn proqol_items_stand_where_they_should() {
    let sheet = library::definition("PROQOL").and_then(|one| one.questionnaire()).expect("it is there");
    let numbers = |scale: &str, turned: bool| -> Vec<usize> {
        let items = sheet.items.iter().enumerate().filter(|(_, item)| &*item.scale == scale);
        items.filter(|(_, item)| !turned || item.reverse == Some(true)).map(|(at, _)| at + 1).collect()
    };
    assert_eq!(numbers("satisfaction", false), [3, 6, 12, 16, 18, 20, 22, 24, 27, 30]);
    assert_eq!(numbers("burnout", false), [1, 4, 8, 10, 15, 17, 19, 21, 26, 29]);
    assert_eq!(numbers("stress", false), [2, 5, 7, 9, 11, 13, 14, 23, 25, 28]);
    assert_eq!(numbers("burnout", true), [1, 4, 15, 17, 29]);
    let text = |at: usize| sheet.items[at - 1].text.en.as_deref().unwrap_or_default();
    assert_eq!(text(10), "I feel trapped by my job as a [helper].");
    assert_eq!(text(14), "I feel as though I am experiencing the trauma of someone I have [helped].");
    assert!((1..=30).all(|at| *sheet.items[at - 1].id == format!("proqol_{at}")));
}

#[test]
fn who5_known_numbers() {
    let of = |items: [u8; 5]| {
        let found = scored("WHO5", json!({ "items": items }));
        (found["raw"].as_i64(), found["score"].as_i64(), found["talk"] == json!(true))
    };
    assert_eq!(of([4, 4, 3, 5, 5]), (Some(21), Some(84), false));
    assert_eq!(of([3, 2, 3, 2, 2]), (Some(12), Some(48), true));
    assert_eq!(of([3, 3, 3, 2, 2]), (Some(13), Some(52), false));
    assert_eq!(of([5, 5, 5, 5, 0]), (Some(20), Some(80), true));
    // A popular page subtracts five first.
    assert_ne!(of([4, 4, 3, 5, 5]).1, Some((21 - 5) * 4));
    assert_eq!(scored("WHO5", json!({"items": [4, 4, null, 5, 5]}))["score"], Value::Null);
}

#[test]
fn loneliness_known_numbers() {
    let of = |answers: [i64; 3]| scored("UCLA3", json!({ "form": "jp4", "items": items("ucla_", &all(answers)) }));
    let found = of([2, 3, 2]);
    assert_eq!((&found["scales"][0]["value"], &found["scales"][0]["band"]), (&json!(7.0), &json!("sometimes")));
    assert_eq!(found["form"], json!("jp4"));
    assert_eq!(of([1, 1, 1])["scales"][0]["value"], json!(3.0));
    assert_eq!(of([4, 4, 4])["scales"][0]["value"], json!(12.0));
    let bands = [[1, 1, 1], [1, 1, 2], [2, 2, 2], [2, 2, 3], [3, 3, 3], [3, 3, 4]]
        .map(|one| of(one)["scales"][0]["band"].clone());
    assert_eq!(
        bands,
        ["never", "hardly-ever", "hardly-ever", "sometimes", "sometimes", "always"].map(|one| json!(one))
    );
    assert_eq!(scored("DIRECT", json!({"items": {"lonely": 4}}))["scales"][0]["value"], json!(4.0));
    let survey = library::definition("DIRECT").and_then(|one| one.questionnaire()).and_then(|one| one.survey.clone());
    let survey = survey.expect("it is there");
    let more: f64 = survey.shares.iter().filter(|share| share.value >= survey.from).map(|share| share.percent).sum();
    assert!((more - 19.6).abs() < 1e-9 && survey.says.ja.contains("19.6") && survey.people == 11_141);
}

/// Not shipped; the number shows that turning items round and adding up are right.
#[test]
fn olbi_known_number() {
    let answers = [2, 3, 1, 2, 2, 1, 3, 2, 4, 2, 3, 1, 2, 2, 1, 2];
    let turned = [2, 3, 4, 6, 8, 9, 11, 12];
    let counted: Vec<Option<i64>> = (1..=16)
        .map(|n| Some(if turned.contains(&n) { reversed(answers[n - 1], 1, 4) } else { answers[n - 1] }))
        .collect();
    assert_eq!(sum(&counted), Some(39));
}

proptest! {
    #[test]
    fn scores_stay_in_range_and_turn_round_with_the_answers(
        answers in proptest::collection::vec(proptest::option::weighted(0.9, 0..=4_i64), 19),
    ) {
        let sheet = library::definition("CBI").and_then(|one| one.questionnaire()).expect("it is there");
        let of = |turn: bool| {
            let items: Map<_, _> = sheet.items.iter().zip(&answers).map(|(item, one)| {
                (item.id.to_string(), json!(one.map(|one| 25 * if turn { 4 - one } else { one })))
            }).collect();
            scored("CBI", json!({ "items": items }))["scales"].clone()
        };
        let (one, other) = (of(false), of(true));
        for at in 0..3 {
            match (one[at]["value"].as_f64(), other[at]["value"].as_f64()) {
                (Some(a), Some(b)) => {
                    prop_assert!((0.0..=100.0).contains(&a));
                    prop_assert!((a + b - 100.0).abs() < 1e-9);
                }
                (a, b) => prop_assert_eq!(a, b, "the same blanks"),
            }
        }
    }

    #[test]
    fn proqol_stays_in_range(answers in proptest::collection::vec(1..=5_i64, 30)) {
        let found = three(&proqol(|at| Some(answers[at])));
        let turned = three(&proqol(|at| Some(6 - answers[at])));
        for (a, b) in found.iter().zip(turned) {
            prop_assert!(a.is_some_and(|sum| (10.0..=50.0).contains(&sum)));
            prop_assert_eq!(a.expect("a sum") + b.expect("a sum"), 60.0);
        }
    }
}
