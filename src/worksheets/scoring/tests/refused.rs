//! What must be refused, with the reason. A draft is untouched by it: scoring only reads.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::w5::Gift;
use super::super::{ScoreError, names, score, w8};
use super::{deck, refused};
use crate::worksheets::definition::{Family, library};

/// Twenty statements, each in its column.
fn placements(columns: [u8; 20]) -> Value {
    let all: serde_json::Map<_, _> = (1..=20).map(|n| (n.to_string(), json!(columns[n - 1]))).collect();
    all.into()
}

const EVEN: [u8; 20] = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5];

#[test]
fn impossible_columns() {
    let mut columns = EVEN;
    columns[0] = 2;
    let found = refused("W3", json!({ "placements": placements(columns) }));
    assert_eq!(found, ScoreError::Columns { wanted: vec![4; 5], found: vec![4, 4, 4, 5, 3] });
    columns[0] = 6;
    let found = refused("W3", json!({ "placements": placements(columns) }));
    assert_eq!(found, ScoreError::Number { place: "placements.1".into(), least: 1.0, most: 5.0 });
    let mut few = placements(EVEN);
    few.as_object_mut().expect("a map").remove("7");
    assert!(matches!(refused("W3", json!({ "placements": few })), ScoreError::Missing { id, .. } if id == "7"));
    let mut more = placements(EVEN);
    more["21"] = json!(1);
    assert!(matches!(refused("W3", json!({ "placements": more })), ScoreError::Unknown { id, .. } if id == "21"));
}

/// A finished sitting of W1 with the cards of the deck laid in the piles `pile` says.
fn sitting(pile: impl Fn(usize) -> u8) -> Value {
    let deck: Vec<&str> = deck();
    let piles: serde_json::Map<_, _> =
        deck.iter().enumerate().map(|(at, id)| ((*id).to_owned(), json!(pile(at)))).collect();
    let top: Vec<_> = deck.iter().enumerate().filter(|(at, _)| pile(*at) == 5).map(|(_, id)| *id).collect();
    json!({ "deck": deck, "piles": piles, "top": top })
}

#[test]
fn impossible_piles() {
    assert!(score("W1", &sitting(|at| if at < 7 { 5 } else { 3 }).to_string()).is_ok());
    let thirty = refused("W1", sitting(|at| if at < 30 { 5 } else { 1 }));
    assert_eq!(thirty, ScoreError::Count { place: "piles.5".into(), least: 5, most: 10, found: 30 });
    let fine = || sitting(|at| if at < 5 { 5 } else { 2 });
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut sent = fine();
        change(&mut sent);
        refused("W1", sent)
    };
    let found = changed(&|sent| sent["deck"][0] = json!("no-such-card"));
    assert!(matches!(found, ScoreError::Unknown { id, .. } if id == "no-such-card"));
    let found = changed(&|sent| sent["deck"][0] = sent["deck"][1].clone());
    assert!(matches!(found, ScoreError::Twice { .. }));
    let found = changed(&|sent| sent["top"][0] = sent["top"][1].clone());
    assert!(matches!(found, ScoreError::Twice { .. }));
    let found = changed(&|sent| sent["top"] = json!([]));
    assert!(matches!(found, ScoreError::Count { found: 0, .. }));
    let found = changed(&|sent| drop(sent["piles"].as_object_mut().expect("a map").remove("caring")));
    assert!(matches!(found, ScoreError::Missing { id, .. } if id == "caring"));
    let found = changed(&|sent| sent["custom"] = json!([{"id": "own-6", "name": "x"}]));
    assert!(matches!(found, ScoreError::Unknown { .. }));
    let found = changed(&|sent| sent["notes"] = json!({"caring": ["字".repeat(2001), "", ""]}));
    assert!(matches!(found, ScoreError::Long { most: 2000, .. }));
}

#[test]
fn results_versions_and_names_from_outside() {
    let envelope = |extra: Value| {
        let mut sent = json!({"worksheet": "W4", "version": 1, "lang": "ja", "started_at": "x", "finished_at": null,
            "answers": {}, "result": {}, "share": {"coach": false}});
        for (key, value) in extra.as_object().expect("a map") {
            sent[key] = value.clone();
        }
        sent
    };
    assert!(score("W4", &envelope(json!({})).to_string()).is_ok());
    assert!(score("w4", "{}").is_ok());
    assert_eq!(refused("W4", envelope(json!({"result": {"scales": []}}))), ScoreError::ResultSent);
    assert_eq!(refused("W4", json!({"items": {}, "result": 3})), ScoreError::ResultSent);
    for version in [0, 2, -1] {
        let found = refused("W4", envelope(json!({ "version": version })));
        assert_eq!(found, ScoreError::Version { asked: version, known: vec![1] });
    }
    let found = refused("W5", envelope(json!({})));
    assert_eq!(found, ScoreError::Other { found: "W4".into(), wanted: "W5".into() });
    assert!(matches!(refused("W4", envelope(json!({"score": 5}))), ScoreError::Shape { .. }));
    assert!(matches!(refused("W11", json!({})), ScoreError::Worksheet { .. }));
    assert!(matches!(refused("BATTERY", json!({})), ScoreError::Worksheet { .. }));
    assert!(matches!(refused("W4", json!({"items": {}, "surprise": 1})), ScoreError::Shape { .. }));
}

#[test]
fn what_is_no_number() {
    for text in [
        r#"{"points": [{"when": "free", "y": NaN, "title": "x"}]}"#,
        r#"{"points": [{"when": "free", "y": Infinity, "title": "x"}]}"#,
        r#"{"points": [{"when": "free", "y": 1e999, "title": "x"}]}"#,
        r#"{"points": [{"when": "free", "y": "1", "title": "x"}]}"#,
        "[]",
        "",
        "null",
    ] {
        assert!(matches!(score("W6", text), Err(ScoreError::Shape { .. })), "{text}");
    }
    // From Rust a number can be none.
    let domain = w8::Domain { mark: Some(w8::Mark { x: f64::NAN, y: 0.0 }), ..Default::default() };
    let answers = w8::Answers { domains: [("work".to_owned(), domain)].into() };
    let Some(Family::Target(target)) = library::definition("W8").map(|one| &one.family) else { panic!("it is there") };
    assert!(matches!(w8::score(target, &answers), Err(ScoreError::Number { .. })));
}

#[test]
fn what_stands_twice() {
    let twice = r#"{"items": {"a1": 5, "a1": 1}}"#;
    assert!(matches!(score("W4", twice), Err(ScoreError::Shape { reason }) if reason.contains("stands twice")));
    let pair = |a: &str, b: &str| json!({"a": a, "b": b, "winner": "a"});
    let items = json!(["caring", "growth", "hope", "order"]);
    for (sent, wanted) in [
        (json!({"items": ["caring", "caring", "hope", "order"]}), "stands twice"),
        (json!({"items": items, "pairs": [pair("caring", "caring")]}), "stands twice"),
        (json!({"items": items, "pairs": [pair("caring", "health")]}), "not known"),
        (json!({"items": ["caring", "growth", "hope", "nonsense"]}), "not known"),
        (json!({"items": ["caring", "growth", "hope"]}), "must be 4 to 10"),
        (json!({"items": items, "pairs": vec![pair("caring", "hope"); 201]}), "must be 0 to 200"),
        (json!({"items": items, "pairs": [{"a": "caring", "b": "hope", "winner": "c"}]}), "cannot be read"),
    ] {
        let found = refused("W2", sent).to_string();
        assert!(found.contains(wanted), "{found}");
    }
}

#[test]
fn gifts() {
    let Some(Family::Strengths(strengths)) = library::definition("W5").map(|one| &one.family) else {
        panic!("it is there")
    };
    let gift = |strength: &str, line: &str| Gift { strength: strength.into(), line: line.into() }.check(strengths);
    assert_eq!(gift("waiting", "あのとき、待ってくれました"), Ok(()));
    assert!(matches!(gift("flying", "x"), Err(ScoreError::Unknown { .. })));
    assert!(matches!(gift("waiting", " "), Err(ScoreError::Missing { .. })));
    assert!(matches!(gift("waiting", &"字".repeat(121)), Err(ScoreError::Long { most: 120, .. })));
}

#[test]
fn the_other_worksheets() {
    let points =
        |many: usize, y: i32| json!({"points": vec![json!({"when": {"year": 2000}, "y": y, "title": "x"}); many]});
    let task =
        |before: f64, after: Value| json!({"name": "x", "share_before": before, "share_after": after, "energy": 0});
    let node = |alias: &str| json!({"alias": alias, "ring": 1, "kind": "friend"});
    for (worksheet, sent, wanted) in [
        ("W4", json!({"items": {"z9": 1}}), "\"z9\" is not known"),
        ("W4", json!({"items": {"a1": 6}}), "from 1 to 5"),
        ("W4", json!({"items": {"a1": 2.5}}), "cannot be read"),
        ("W4", json!({"form": "en3"}), "the form is en3"),
        ("CBI", json!({"items": {"cbi_p1": 60}}), "\"60\" is not known"),
        ("CBI", json!({"items": {}, "talk": "x"}), "talk"),
        ("UCLA3", json!({"items": {"ucla_1": 1}}), "the form is none; this one is jp4"),
        ("UCLA3", json!({"form": "en3", "items": {"ucla_1": 1}}), "the form is en3; this one is jp4"),
        ("WHO5", json!({"items": [1, 2, 3]}), "must be 5 to 5"),
        ("WHO5", json!({"items": [1, 2, 3, 4, 6]}), "from 0 to 5"),
        ("W5", json!({"strengths": vec![json!({"id": "waiting"}); 6]}), "must be 0 to 5"),
        ("W5", json!({"strengths": vec![json!({"id": "waiting"}); 2]}), "stands twice"),
        ("W5", json!({"strengths": [{"id": "flying"}]}), "not known"),
        ("W5", json!({"strengths": [{"id": "waiting", "want": 5}]}), "from 0 to 4"),
        ("W6", points(2, 0), "must be 3 to 30"),
        ("W6", points(31, 0), "must be 3 to 30"),
        ("W6", points(3, 11), "from -10 to 10"),
        (
            "W6",
            json!({"points": vec![json!({"when": {"year": 2000, "month": 13}, "y": 0, "title": "x"}); 3]}),
            "when.month",
        ),
        (
            "W6",
            json!({"points": vec![json!({"when": {"year": 2000, "age": 3}, "y": 0, "title": "x"}); 3]}),
            "cannot be read",
        ),
        ("W6", json!({"points": vec![json!({"when": "free", "y": 0, "title": "字".repeat(41)}); 3]}), "more than 40"),
        ("W6", json!({"points": vec![json!({"when": "free", "y": 0, "title": " "}); 3]}), "missing"),
        ("W7", json!({"will": ["a"], "can": ["b"], "links": [{"w": 1, "c": 0}]}), "links[0].w"),
        ("W7", json!({"will": ["a"], "can": ["b"], "links": [{"w": 0, "c": 0}, {"w": 0, "c": 0}]}), "stands twice"),
        ("W7", json!({"will": vec!["a"; 8]}), "must be 0 to 7"),
        ("W7", json!({"will": ["a", "a "]}), "stands twice"),
        ("W7", json!({"will": ["字".repeat(31)]}), "more than 30"),
        ("W7", json!({"core": ["a", "b", "c", "d"]}), "must be 0 to 3"),
        ("W8", json!({"domains": {"money": {}}}), "not known"),
        ("W8", json!({"domains": {"work": {"mark": {"x": 1.5, "y": 0}}}}), "from -1 to 1"),
        ("W8", json!({"domains": {"work": {"importance": 0}}}), "from 1 to 10"),
        ("W8", json!({"domains": {"work": {"barrier": {"strength": 8}}}}), "from 1 to 7"),
        ("W9", json!({"tasks": [task(99.0, Value::Null)]}), "must make 100, and makes 99"),
        ("W9", json!({"tasks": [task(100.0, json!(90.0))]}), "must make 100, and makes 90"),
        ("W9", json!({"tasks": [task(50.0, json!(100.0)), task(50.0, Value::Null)]}), "share_after"),
        ("W9", json!({"tasks": [task(150.0, Value::Null), task(-50.0, Value::Null)]}), "from 0 to 100"),
        ("W9", json!({"tasks": vec![task(100.0, Value::Null); 13]}), "must be 1 to 12"),
        ("W9", json!({"tasks": [{"name": "x", "share_before": 100, "energy": 3}]}), "from -2 to 2"),
        ("W9", json!({"tasks": [{"name": "x", "share_before": 100, "energy": 0, "move": "quit"}]}), "not known"),
        ("W10", json!({"nodes": [node("A"), node("A ")]}), "stands twice"),
        ("W10", json!({"nodes": (0..21).map(|n| node(&n.to_string())).collect::<Vec<_>>()}), "must be 0 to 20"),
        ("W10", json!({"nodes": [{"alias": "A", "ring": 4, "kind": "friend"}]}), "from 1 to 3"),
        ("W10", json!({"nodes": [{"alias": "A", "ring": 1, "kind": "enemy"}]}), "not known"),
        ("W10", json!({"nodes": [{"alias": "A", "ring": 1, "kind": "friend", "gives": ["money"]}]}), "not known"),
    ] {
        let found = refused(worksheet, sent).to_string();
        assert!(found.contains(wanted), "{worksheet}: {found}");
    }
}

proptest! {
    /// Whatever comes in: an answer or a reason, never a panic.
    #[test]
    fn nothing_breaks_the_door(worksheet in 0..14_usize, text in "[{}\\[\\]\":,a-z0-9.-]{0,60}") {
        let name = names()[worksheet % names().len()];
        let _ = score(name, &text);
        let _ = score(name, &format!("{{\"items\": {text}}}"));
    }
}
