//! W2 through the front door, sittings side by side, and what a coach sees.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::coach::{Shown, for_coach};
use super::super::{compare, outcome};
use super::{deck, near, scored};

const ITEMS: [&str; 4] = ["caring", "growth", "hope", "order"];

fn pairs(chosen: &[(usize, usize, &str)]) -> Value {
    chosen.iter().map(|(a, b, winner)| json!({"a": ITEMS[*a], "b": ITEMS[*b], "winner": winner, "ms": 900})).collect()
}

fn two_by_two(chosen: &[(usize, usize, &str)]) -> Value {
    scored("W2", json!({ "items": ITEMS, "pairs": pairs(chosen) }))
}

#[test]
fn one_stands_out_and_the_rest_go_round() {
    let found = two_by_two(&[(0, 1, "a"), (2, 0, "b"), (0, 3, "a"), (1, 2, "a"), (2, 3, "a"), (3, 1, "a")]);
    let of = |field: &str| {
        found["items"].as_array().expect("a list").iter().map(|row| row[field].clone()).collect::<Vec<_>>()
    };
    for (found, wanted) in of("theta").iter().zip([1.6203, -0.4541, -0.4541, -0.4541]) {
        near(found, wanted, 6e-5);
    }
    for (found, wanted) in of("share").iter().zip([0.7263, 0.0912, 0.0912, 0.0912]) {
        near(found, wanted, 6e-5);
    }
    assert_eq!(of("place"), [1, 2, 2, 2].map(|place| json!(place)), "equals share a place");
    assert_eq!(found["consistency"], json!({"circular_triads": 1, "zeta": 0.5, "wavering": false}));
    for row in found["items"].as_array().expect("a list") {
        let number = |field: &str| row[field].as_f64().expect("a number");
        assert!(0.0 < number("low") && number("low") < number("share") && number("share") < number("high"));
        assert!(number("high") < 1.0);
    }
}

#[test]
fn consistency_needs_every_pair_once_and_no_tie() {
    let all = [(0, 1, "a"), (0, 2, "a"), (0, 3, "a"), (1, 2, "a"), (1, 3, "a"), (2, 3, "a")];
    assert_eq!(two_by_two(&all)["consistency"], json!({"circular_triads": 0, "zeta": 1.0, "wavering": false}));
    assert_eq!(two_by_two(&all[..5])["consistency"], Value::Null);
    let mut tied = all;
    tied[3].2 = "tie";
    assert_eq!(two_by_two(&tied)["consistency"], Value::Null);
    let twice = [&all[..], &all[..1]].concat();
    assert_eq!(two_by_two(&twice)["consistency"], Value::Null);
    let round = two_by_two(&[(0, 1, "a"), (1, 2, "a"), (2, 3, "a"), (3, 0, "a"), (0, 2, "a"), (1, 3, "a")]);
    assert_eq!(round["consistency"], json!({"circular_triads": 2, "zeta": 0.0, "wavering": true}));
    let none = two_by_two(&[]);
    assert_eq!((&none["compared"], &none["wanted"]), (&json!(0), &json!(6)));
    assert_eq!(none["items"][3]["share"], json!(0.25));
}

/// A finished sitting of W1 with these cards on top.
fn cards(top: &[&str]) -> String {
    let piles: serde_json::Map<_, _> =
        deck().into_iter().map(|id| (id.to_owned(), json!(if top.contains(&id) { 5 } else { 2 }))).collect();
    json!({ "deck": deck(), "piles": piles, "top": top, "notes": {"caring": ["one", "", "three"], "duty": ["low", "", ""]} }).to_string()
}

#[test]
fn the_value_cards_side_by_side() {
    let letters = ["caring", "growth", "hope", "order", "duty", "health", "humor", "honesty", "family", "fun"];
    let at = |order: [usize; 8]| order.map(|at| letters[at]);
    // The lists of the example, a to j; its x and y are two other cards.
    let before = cards(&letters);
    let now: Vec<&str> = at([1, 0, 2, 5, 3, 6, 4, 7]).into_iter().chain(["justice", "leisure"]).collect();
    let found = compare("W1", &[&before, &cards(&now)]).expect("it is fine");
    let change = &found["changes"][0];
    assert_eq!(change["overlap_at_5"], json!(4));
    near(&change["jaccard_at_5"], 0.6667, 5e-5);
    near(&change["tau"], 0.7143, 5e-5);
    near(&change["rbo"]["truncated"], 0.4976, 5e-5);
    near(&change["rbo"]["extrapolated"], 0.7765, 5e-5);
    assert_eq!(change["places"][0], json!({"card": "growth", "before": 2, "now": 1}));
    assert_eq!(change["places"].as_array().map(Vec::len), Some(12));
}

/// `own-1` of one sitting and of the next may be two cards, and one card may have two ids.
#[test]
fn cards_of_ones_own_are_known_by_their_names() {
    let sitting = |id: &str, name: &str| {
        let mut sheet: Value = serde_json::from_str(&cards(&["caring", "growth", "hope", "order"])).expect("JSON");
        sheet["custom"] = json!([{"id": id, "name": name, "says": ""}]);
        sheet["piles"][id] = json!(5);
        sheet["top"] = json!([id, "caring", "growth", "hope", "order"]);
        sheet.to_string()
    };
    let overlap = |a: &str, b: &str| compare("W1", &[a, b]).expect("it is fine")["changes"][0]["overlap_at_5"].clone();
    assert_eq!(overlap(&sitting("own-1", "余白"), &sitting("own-2", "余白")), json!(5));
    assert_eq!(overlap(&sitting("own-1", "余白"), &sitting("own-1", "静けさ")), json!(4));
}

#[test]
fn the_others_side_by_side() {
    let w4 = |a: u8, b: u8| json!({"items": {"a1": a, "a2": a, "a3": a, "b1": b, "b2": b, "b4": b}}).to_string();
    let found = compare("W4", &[&w4(2, 3), &w4(3, 3), &json!({"items": {"a1": 4, "a2": 4, "a3": 4}}).to_string()]);
    let tracks = found.expect("it is fine")["measures"]["value"].clone();
    assert_eq!(tracks[0], json!({"id": "a", "values": [2.0, 3.0, 4.0], "change": 2.0}));
    assert_eq!(tracks[1], json!({"id": "b", "values": [3.0, 3.0, null], "change": null}));
    let w8 = |importance: u8| json!({"domains": {"rest": {"importance": importance, "consistency": 5}}}).to_string();
    let found = compare("W8", &[&w8(9), &w8(6)]).expect("it is fine");
    assert_eq!(found["measures"]["gap"][3], json!({"id": "rest", "values": [4.0, 1.0], "change": -3.0}));
    let w5 = |id: &str| json!({"strengths": [{"id": id, "used_last_2w": 1, "want": 2}]}).to_string();
    let found = compare("W5", &[&w5("waiting"), &w5("learning")]).expect("it is fine");
    assert_eq!(found["measures"]["used"][1], json!({"id": "learning", "values": [null, 1.0], "change": null}));
    assert!(compare("W4", &[&w4(2, 3), "{\"items\": {\"a1\": 9}}"]).is_err());
}

fn coach(worksheet: &str, sent: Value, shown: &Shown) -> Value {
    for_coach(&outcome(worksheet, &sent.to_string()).expect("it is fine"), shown)
}

#[test]
fn a_coach_sees_what_the_domain_page_says() {
    let nothing = Shown::default();
    let top = ["caring", "growth", "hope", "order", "health"];
    let sheet: Value = serde_json::from_str(&cards(&top)).expect("JSON");
    assert_eq!(coach("W1", sheet.clone(), &nothing), json!({"top": top, "notes": {}}));
    let notes = [("caring", 0), ("caring", 1), ("duty", 0)].map(|(card, question)| (card.to_owned(), question));
    let shown = Shown { notes: notes.into(), ..Shown::default() };
    assert_eq!(
        coach("W1", sheet, &shown),
        json!({"top": top, "notes": {"caring": {"0": "one"}}}),
        "nothing of low cards"
    );

    let w2 = coach("W2", json!({"items": ITEMS, "pairs": pairs(&[(0, 1, "a")])}), &nothing);
    assert_eq!(w2["order"][0], json!({"id": "caring", "place": 1}));
    assert_eq!(w2["consistency"], Value::Null);

    let low = json!({"items": {"b1": 1, "b2": 1, "b4": 1}, "talk": "words"});
    let w4 = coach("W4", low, &nothing);
    assert_eq!((&w4["talk"], &w4["scales"][1]["value"]), (&json!("words"), &json!(1.0)));
    assert!(w4.get("map").is_none() && w4.get("reach_out").is_none(), "the hook is for the author");

    let piece = json!({"strengths": [{"id": "waiting", "story": "s", "used_last_2w": 1, "want": 4}]});
    assert_eq!(coach("W5", piece, &nothing), json!({"strengths": [{"id": "waiting", "story": "s"}]}));

    let point = |title: &str, share: bool| json!({"when": "free", "y": -9, "title": title, "share": share});
    let line = json!({"points": [point("own", false), point("ours", true), point("own", false)]});
    let seen = coach("W6", line, &nothing);
    assert_eq!(seen["points"].as_array().map(Vec::len), Some(1));
    assert!(!seen.to_string().contains("own"));

    let circles = json!({"will": ["w"], "can": ["c"], "core": ["k"], "step": {"text": "s"}});
    assert_eq!(coach("W7", circles, &nothing), json!({"core": ["k"], "step": {"text": "s", "due": ""}}));

    let target =
        json!({"domains": {"work": {"value": "v", "importance": 9, "barrier": {"text": "secret", "strength": 7}}}});
    let seen = coach("W8", target.clone(), &nothing);
    assert_eq!(seen, json!({"domains": [{"id": "work", "value": "v", "step": null, "barrier": null}]}));
    let shown = Shown { barriers: ["work".to_owned()].into(), ..Shown::default() };
    assert!(coach("W8", target, &shown).to_string().contains("secret"));

    let week = json!({"tasks": [{"name": "t", "share_before": 100, "share_after": 100, "energy": -2, "move": "keep"}],
        "relations": [{"who": "K", "contact": "less"}], "meaning": "m", "step": {"text": "s"}});
    let seen = coach("W9", week, &nothing);
    assert_eq!(
        seen,
        json!({"after": [{"name": "t", "share": 100.0, "move": "keep"}], "step": {"text": "s", "due": ""}})
    );

    let people = json!({"nodes": [{"alias": "☆", "ring": 1, "kind": "friend"}]});
    let seen = coach("W10", people.clone(), &nothing);
    assert_eq!((&seen["counts"]["people"], &seen["nodes"]), (&json!(1), &Value::Null));
    assert!(!seen.to_string().contains('☆'));
    let shown = Shown { aliases: true, ..Shown::default() };
    assert!(coach("W10", people, &shown).to_string().contains('☆'));
}

proptest! {
    /// Which side an item stands on, and in which order it was asked, changes nothing.
    #[test]
    fn sides_and_order_change_nothing(
        chosen in proptest::collection::vec((0..4_usize, 1..4_usize, 0..3_u8), 0..20), turn in 0..20_usize,
    ) {
        let word = |n: u8| ["a", "b", "tie"][usize::from(n)];
        let chosen: Vec<_> = chosen.into_iter().map(|(a, by, n)| (a, (a + by) % 4, word(n))).collect();
        let other = |winner: &'static str| match winner { "a" => "b", "b" => "a", tie => tie };
        let mut swapped: Vec<_> = chosen.iter().map(|(a, b, winner)| (*b, *a, other(winner))).collect();
        swapped.rotate_left(turn % chosen.len().max(1));
        let (one, two) = (two_by_two(&chosen), two_by_two(&swapped));
        prop_assert_eq!(&one["consistency"], &two["consistency"]);
        prop_assert_eq!(&one, &two, "to the last bit");
        let all: f64 = one["items"].as_array().expect("a list").iter().map(|row| row["share"].as_f64().expect("one")).sum();
        prop_assert!((all - 1.0).abs() < 1e-9);
    }
}
