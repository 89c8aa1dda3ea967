//! The worked numbers of the worksheets.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{curve, w6, w8, w9, w10};
use super::{near, scored};

/// The placements of the example, one number a statement.
const PLACED: [u8; 20] = [5, 4, 5, 4, 3, 2, 1, 2, 5, 5, 4, 3, 3, 4, 2, 3, 1, 2, 1, 1];

fn placements(columns: &[u8]) -> Value {
    columns
        .iter()
        .enumerate()
        .map(|(at, column)| ((at + 1).to_string(), json!(column)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn six(found: &Value) -> Vec<f64> {
    found["values"].as_array().expect("a list").iter().map(|row| row["score"].as_f64().expect("a number")).collect()
}

#[test]
fn w3_the_balance_of_the_example() {
    let found = scored("W3", json!({ "placements": placements(&PLACED) }));
    assert_eq!(six(&found), [27.0, 24.0, 10.0, 28.0, 20.0, 10.0]);
    assert_eq!(found["highest"], json!(["relationships"]));
    assert_eq!(found["biggest_gap"], Value::Null);
    let met = json!({"achievement": 4, "independence": 1, "relationships": 5});
    let found = scored("W3", json!({ "placements": placements(&PLACED), "met": met }));
    assert_eq!(found["values"][0]["gap"], json!(0.5), "4.5 placed, 4 met");
    assert_eq!(found["biggest_gap"], json!("independence"));
}

#[test]
fn w4_the_facets_of_the_example() {
    let items = json!({"a1": 4, "a2": 5, "a3": 3, "a4": null, "b1": 2, "b2": 2, "b3": 4, "b4": 1,
        "c1": 5, "c2": 4, "c3": 4, "c4": 2, "d1": 3, "d2": 3, "e1": 4, "e2": 4, "e3": 3, "e4": 3});
    let found = scored("W4", json!({ "items": items, "talk": "b1" }));
    let wanted = [(4.0, 75.0), (1.75, 18.75), (4.25, 81.25)];
    for (at, (mean, hundred)) in wanted.into_iter().enumerate() {
        assert_eq!(found["scales"][at]["value"], json!(mean));
        assert_eq!(found["scales"][at]["hundred"], json!(hundred));
    }
    assert_eq!(found["scales"][3]["value"], Value::Null, "two blanks");
    assert_eq!(found["scales"][3]["hundred"], Value::Null);
    assert_eq!(found["map"], json!({"x": 4.125, "y": 3.5, "part": "deepening"}), "3.5 is high");
    assert_eq!(found["reach_out"], json!(true));
}

#[test]
fn w4_the_map_has_four_parts_or_no_point() {
    let all = |a: u8, c: u8, e: u8| {
        let mut items = serde_json::Map::new();
        for (facet, value) in [("a", a), ("c", c), ("e", e)] {
            (1..=3).for_each(|n| drop(items.insert(format!("{facet}{n}"), json!(value))));
        }
        scored("W4", json!({ "items": items }))
    };
    for (a, c, e, part) in [
        (4, 4, 4, "deepening"),
        (4, 3, 3, "rooting"),
        (3, 3, 4, "searching"),
        (3, 3, 3, "resting"),
        (2, 5, 3, "rooting"),
    ] {
        assert_eq!(all(a, c, e)["map"]["part"], json!(part));
    }
    let found = scored("W4", json!({"items": {"a1": 5, "a2": 5, "a3": 5}}));
    assert_eq!(found["map"], Value::Null);
    assert_eq!(found["reach_out"], json!(false), "nothing is said when b has no score");
    let two = |third: u8| scored("W4", json!({"items": {"b1": 2, "b2": 2, "b4": third}}))["reach_out"].clone();
    assert_eq!((two(2), two(3)), (json!(true), json!(false)), "2.0 is low, more is not");
}

#[test]
fn w5_what_is_wanted_minus_what_is_used() {
    let found = scored(
        "W5",
        json!({"strengths": [
        {"id": "waiting", "story": "…", "used_last_2w": 0, "want": 4}, {"id": "learning", "used_last_2w": 4, "want": 0},
        {"id": "relying", "want": 2}, {"id": "receiving", "used_last_2w": 2, "want": 3}]}),
    );
    let gaps: Vec<_> = found["strengths"].as_array().expect("a list").iter().map(|row| row["gap"].clone()).collect();
    assert_eq!(gaps, [json!(4), json!(-4), Value::Null, json!(1)]);
    assert_eq!(found["families"][0], json!({"id": "listening", "chosen": 2}));
}

fn line(heights: &[f64]) -> Value {
    let points = heights.iter().map(|y| json!({"when": "free", "y": y, "title": "x"}));
    json!({ "points": points.collect::<Vec<_>>() })
}

#[test]
fn w6_one_peak_one_valley_two_turns() {
    let found = scored("W6", line(&[2.0, 5.0, 5.0, 1.0, 4.0]));
    assert_eq!(found["peaks"], json!([{"first": 1, "last": 2}]), "the plateau counts once");
    assert_eq!(found["valleys"], json!([{"first": 3, "last": 3}]));
    assert_eq!(found["turns"], json!(2));
    assert_eq!(found["biggest_rise"], json!({"from": 0, "to": 1, "by": 3.0}), "of two equal rises the first");
    assert_eq!(scored("W6", line(&[3.0, 2.0, 2.0]))["biggest_rise"], Value::Null);
    assert_eq!(scored("W6", line(&[1.0, 1.0, 1.0]))["turns"], json!(0));
}

#[test]
fn w6_time_puts_points_in_order() {
    let point = |when: Value| json!({"when": when, "y": 0, "title": "x"});
    let year = |year: u16, month: u8| point(json!({"year": year, "month": month}));
    let found = scored("W6", json!({"points": [year(2020, 1), year(2010, 1), year(2015, 1)]}));
    assert_eq!(found["order"], json!([1, 2, 0]));
    assert_eq!(found["x"], json!([0.0, 0.5, 1.0]));
    let ages = scored(
        "W6",
        json!({"points": [point(json!({"age": 40})), point(json!({"age": 22})), point(json!({"age": 22}))]}),
    );
    assert_eq!(ages["order"], json!([1, 2, 0]));
    let mixed = scored("W6", json!({"points": [year(2020, 1), point(json!("free")), point(json!({"age": 22}))]}));
    assert_eq!((&mixed["order"], &mixed["x"]), (&json!([0, 1, 2]), &json!([0.0, 0.5, 1.0])), "as they stand");
}

#[test]
fn w7_two_of_five_are_forty_per_cent() {
    let found = scored(
        "W7",
        json!({"will": ["a", "b", "c", "d", "e"], "can": ["f", "g"], "must": ["h"],
        "links": [{"w": 0, "c": 0, "m": 0}, {"w": 1, "c": 0}]}),
    );
    assert_eq!(found["will"]["coverage"], json!(40.0));
    assert_eq!(found["will"]["alone"], json!(["c", "d", "e"]));
    assert_eq!((&found["can"]["coverage"], &found["must"]["coverage"]), (&json!(50.0), &json!(100.0)));
    assert_eq!(found["overlap"], json!([{"will": "a", "can": "f", "must": "h"}]));
    assert_eq!(scored("W7", json!({}))["will"]["coverage"], Value::Null);
}

#[test]
fn w8_closeness_and_products() {
    let close = |x: f64, y: f64| (w8::Mark { x, y }.r(), w8::Mark { x, y }.closeness());
    assert_eq!(close(0.3, 0.4), (0.5, 50));
    assert_eq!(close(0.6, 0.8), (1.0, 0));
    assert_eq!(close(0.0, 0.0), (0.0, 100));
    assert_eq!(close(1.0, 1.0), (1.0, 0), "no further than the edge");
    let importance = [10, 8, 5, 9, 10, 7, 3, 6, 4, 9];
    let consistency = [4, 8, 6, 3, 7, 7, 5, 2, 4, 6];
    let pairs: Vec<(u8, u8)> = importance.into_iter().zip(consistency).collect();
    assert_eq!(w8::products(&pairs), (vec![40, 64, 30, 27, 70, 49, 15, 12, 16, 54], Some(37.7)));
    let found = scored(
        "W8",
        json!({"domains": {"work": {"mark": {"x": 0.3, "y": 0.4}, "importance": 10, "consistency": 4},
        "rest": {"importance": 8, "consistency": 8}, "growth": {"importance": 3}}}),
    );
    assert_eq!(found["domains"][0]["closeness"], json!(50));
    assert_eq!(found["domains"][0]["gap"], json!(6));
    assert_eq!((&found["domains"][1]["product"], &found["composite"]), (&Value::Null, &json!(52.0)));
}

#[test]
fn w9_the_balance_of_the_example() {
    assert_eq!(w9::balance([(40.0, 1), (25.0, -2), (20.0, 2), (15.0, -1)]), 0.15);
    let task = |before: u8, after: u8, energy: i8| json!({"name": format!("{before}"), "share_before": before, "share_after": after, "energy": energy, "move": "keep"});
    let found = scored("W9", json!({"tasks": [task(40, 40, 1), task(25, 10, -2), task(20, 35, 2), task(15, 15, -1)]}));
    assert_eq!((&found["balance_before"], &found["balance_after"]), (&json!(0.15), &json!(0.75)));
    assert_eq!(found["energy"][0], json!({"energy": -2, "before": 25.0, "after": 10.0}));
}

#[test]
fn w10_diversity_and_what_is_missing() {
    near(&json!(w10::diversity(&[3, 2, 1])), 0.6111, 5e-5);
    assert_eq!(w10::diversity(&[]), None);
    let node = |alias: &str, kind: &str, gives: Value, takes: Value| json!({"alias": alias, "ring": 1, "kind": kind, "gives": gives, "takes": takes, "last": "week"});
    let found = scored(
        "W10",
        json!({"nodes": [
        node("☆", "friend", json!(["listening"]), json!(["cheer"])), node("△", "friend", json!(["laughter"]), json!([])),
        node("○", "friend", json!([]), json!([])), node("□", "manager", json!([]), json!([])),
        node("◇", "manager", json!(["cheer"]), json!(["advice"])), node("K", "online", json!([]), json!([]))]}),
    );
    near(&found["diversity"], 0.6111, 5e-5);
    near(&found["reciprocity"], 2.0 / 6.0, 1e-12);
    assert_eq!(found["missing"], json!(["advice", "practical"]));
    assert_eq!(found["rings"], json!([6, 0, 0]));
    assert!(!found.to_string().contains('☆'), "no alias in a result");
    let nobody = scored("W10", json!({}));
    assert_eq!((&nobody["diversity"], &nobody["reciprocity"]), (&Value::Null, &Value::Null));
    assert_eq!(nobody["missing"].as_array().map(Vec::len), Some(5));
}

proptest! {
    #[test]
    fn w3_scores_stay_in_range_and_turn_with_the_columns(columns in Just(PLACED.to_vec()).prop_shuffle()) {
        let found = six(&scored("W3", json!({ "placements": placements(&columns) })));
        prop_assert!(found.iter().all(|score| (6.0..=30.0).contains(score)));
        // Every card counts once: the scores, weighted by the statements, always make the same.
        let weighted: f64 = found.iter().zip([2.0, 3.0, 3.0, 3.0, 3.0, 6.0]).map(|(score, many)| score * many / 6.0).sum();
        prop_assert!((weighted - 60.0).abs() < 1e-9);
        let turned: Vec<u8> = columns.iter().map(|column| 6 - column).collect();
        for (a, b) in found.iter().zip(six(&scored("W3", json!({ "placements": placements(&turned) })))) {
            prop_assert!((a + b - 36.0).abs() < 1e-9);
        }
    }

    #[test]
    fn w6_upside_down_peaks_are_valleys(heights in proptest::collection::vec(-10..=10_i32, 3..30)) {
        let y: Vec<f64> = heights.iter().map(|y| f64::from(*y)).collect();
        let (peaks, valleys) = w6::extremes(&y);
        let down: Vec<f64> = y.iter().map(|y| -y).collect();
        prop_assert_eq!(w6::extremes(&down), (valleys.clone(), peaks.clone()));
        prop_assert!(peaks.len().abs_diff(valleys.len()) <= 1, "they take turns");
        // The number of turns is how often the slope changes its sign.
        let slopes: Vec<f64> = y.windows(2).map(|two| two[1] - two[0]).filter(|slope| *slope != 0.0).collect();
        let changes = slopes.windows(2).filter(|two| two[0].signum() != two[1].signum()).count();
        prop_assert_eq!(peaks.len() + valleys.len(), changes);
        // At a peak and in a valley the curve lies level.
        let x: Vec<f64> = (0..y.len()).map(|at| at as f64).collect();
        let slope = curve::slopes(&x, &y);
        prop_assert!(peaks.iter().chain(&valleys).all(|one| slope[one.first as usize] == 0.0));
    }

    #[test]
    fn w8_turning_the_target_changes_no_distance(r in 0.0..1.0_f64, angle in 0.0..7.0_f64) {
        let mark = w8::Mark { x: r * angle.cos(), y: r * angle.sin() };
        prop_assert!((mark.r() - r).abs() < 1e-12);
        prop_assert!((0..=100).contains(&mark.closeness()));
        prop_assert_eq!(w8::Mark { x: -mark.y, y: mark.x }.r(), mark.r());
    }

    #[test]
    fn w9_and_w10_stay_in_range(
        blocks in proptest::collection::vec((0..=10_u32, -2..=2_i8), 1..12), counts in proptest::collection::vec(0..20_u32, 1..8),
    ) {
        let all: u32 = blocks.iter().map(|(share, _)| share).sum();
        if all > 0 {
            let shares: Vec<(f64, i8)> = blocks.iter().map(|(s, e)| (f64::from(s * 100) / f64::from(all), *e)).collect();
            let found = w9::balance(shares.iter().copied());
            prop_assert!((-2.0 - 1e-9..=2.0 + 1e-9).contains(&found));
            let reversed = w9::balance(shares.iter().map(|(share, energy)| (*share, -energy)));
            prop_assert!((found + reversed).abs() < 1e-9);
        }
        if let Some(found) = w10::diversity(&counts) {
            prop_assert!((0.0..1.0).contains(&found));
            let mut turned = counts.clone();
            turned.reverse();
            prop_assert_eq!(w10::diversity(&turned), Some(found));
        }
    }
}
