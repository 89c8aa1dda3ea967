//! Every version that can be scored has a file of answers with their results in `tests/golden`. The files were computed
//! from the definitions by another program, and are scored in WebAssembly too (`tests/wasm-scoring`). Whoever changes a
//! formula finds it here: what people were told once stays true, and another formula is another version.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::super::score;
use crate::worksheets::definition::library;

/// What the iteration of W2 leaves open, and nothing more.
const CLOSE: f64 = 1e-9;

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// Every worksheet and self-check with its version.
fn versions() -> Vec<(String, i64)> {
    let ours = library::all().iter().map(|one| (one.about.id.clone(), one.about.version));
    ours.chain([("WHO5".to_owned(), 1)]).collect()
}

fn same(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::Number(a), Value::Number(b)) => a.as_f64().zip(b.as_f64()).is_some_and(|(a, b)| (a - b).abs() <= CLOSE),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| same(a, b)))
        }
        _ => found == wanted,
    }
}

#[test]
fn no_published_formula_changes() {
    for (id, version) in versions() {
        let file = directory().join(format!("{id}-v{version}.json"));
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let cases: Vec<Value> = serde_json::from_str(&text).expect("a list");
        assert!(cases.len() >= 2, "{id}");
        for case in cases {
            let sent = json!({"worksheet": id, "version": version, "answers": case["answers"]});
            let found = score(&id, &sent.to_string()).unwrap_or_else(|error| panic!("{id}: {error}: {sent}"));
            assert!(same(&found, &case["result"]), "{id} version {version}: {found}\nis not {}", case["result"]);
        }
    }
}

#[test]
fn no_file_of_results_lies_there_unused() {
    let files = std::fs::read_dir(directory()).expect("the directory");
    let there: BTreeSet<String> =
        files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    let wanted = versions().into_iter().map(|(id, version)| format!("{id}-v{version}.json")).collect();
    assert_eq!(there, wanted);
}

/// A change of one in a million is seen, a missing field too.
#[test]
fn what_differs_is_seen() {
    let one = json!({"a": [1.0, null], "b": "x"});
    assert!(same(&one, &json!({"a": [1, null], "b": "x"})));
    for other in [json!({"a": [1.000_001, null], "b": "x"}), json!({"a": [1.0], "b": "x"}), json!({"a": [1.0, null]})] {
        assert!(!same(&one, &other) && !same(&other, &one), "{other}");
    }
}
