use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::library::{FILES, SELFCHECKS, all, battery, definition};
use super::*;

fn tree(file: &str) -> Json {
    let (_, text) = FILES.iter().find(|(name, _)| name.ends_with(file)).expect("a file");
    serde_json::from_str(text).expect("JSON")
}

fn faults(value: &Json) -> Vec<(String, String)> {
    check("x.json", &value.to_string()).into_iter().map(|fault| (fault.path, fault.reason)).collect()
}

/// Every place of a file: pointer and path as faults name it.
fn places(value: &Json, pointer: &str, path: &str, found: &mut Vec<(String, String)>) {
    if !pointer.is_empty() {
        found.push((pointer.to_owned(), path.to_owned()));
    }
    match value {
        Json::Object(map) => map.iter().for_each(|(key, value)| {
            let dot = if path.is_empty() { "" } else { "." };
            places(value, &format!("{pointer}/{key}"), &format!("{path}{dot}{key}"), found);
        }),
        Json::Array(list) => list.iter().enumerate().for_each(|(at, value)| {
            places(value, &format!("{pointer}/{at}"), &format!("{path}[{at}]"), found);
        }),
        _ => {}
    }
}

#[test]
fn every_file_that_ships_is_without_fault() {
    for (file, text) in FILES {
        assert_eq!(check(file, text), [], "{file}");
    }
    assert_eq!(check_all(FILES), []);
    let twice = check_all([FILES[2], ("copy.json", FILES[2].1)]);
    assert_eq!(
        twice[0].to_string(),
        format!("copy.json: version: W3 version 1 is in another file as well: {}", FILES[2].0)
    );
    let ids: Vec<_> = all().iter().map(|one| one.about.id.as_str()).collect();
    let sheets: Vec<_> = (1..=10).map(|n| format!("W{n}")).collect();
    assert_eq!(ids[..10], sheets);
    assert_eq!(ids[10..], SELFCHECKS);
    assert!(definition("w3").is_some() && definition("W11").is_none());
}

#[test]
fn what_is_not_confirmed_ships_disabled() {
    let off: Vec<_> = all().iter().filter(|one| !one.about.licence_confirmed).map(|one| &*one.about.id).collect();
    assert_eq!(off, ["W7", "W8", "W9", "CBI", "UCLA3", "DIRECT"]);
    for one in all() {
        let credit = &one.about.credit;
        assert!(!credit.ja.is_empty() && !credit.en.is_empty(), "{}", one.about.id);
    }
    let notice = |id: &str| definition(id).expect("it is there").about.notice.is_some();
    assert!(notice("W4") && notice("W5"), "not standardised, and they say so");
    assert!(definition("W3").expect("it is there").about.credit.en.contains("has not approved, endorsed, or tested"));
}

#[test]
fn the_numbers_for_help_are_the_right_ones() {
    let line = |id: &str| battery().lines.iter().find(|line| &*line.id == id).expect("a line");
    assert_eq!(line("touitsu-dial").numbers, ["0570-064-556"], "a page with 0570-046-556 is in circulation");
    assert_eq!(line("yorisoi").numbers, ["0120-279-338"]);
    assert_eq!(line("inochi-sos").numbers, ["0120-061-338"]);
    assert_eq!(line("inochi-no-denwa").numbers, ["0570-783-556", "0120-783-556"]);
    assert_eq!(line("kokoro-no-mimi").numbers, ["0120-565-455"]);
    assert_eq!(line("kokoro-no-mimi").check_first, Some(true));
    assert!(FILES.iter().all(|(_, text)| !text.contains("046-556")));
    assert_eq!(battery().every_days, 14, "at most one prompt a fortnight");
}

#[test]
fn no_word_of_the_checks_judges() {
    for (file, text) in FILES.iter().filter(|(file, _)| file.contains("selfchecks")) {
        for word in ["判定", "リスク", "重症", "ランク"] {
            assert!(!text.contains(word), "{file}: {word}");
        }
    }
    let cbi = definition("CBI").and_then(Definition::questionnaire).expect("questions");
    assert!(cbi.scales.iter().all(|scale| scale.bands.is_none()), "no bands where the domain page says none");
    assert_eq!(cbi.trial.as_ref().and_then(|words| words.ja.as_deref()), Some("試訳・未標準化"));
}

#[test]
fn every_fault_is_named_with_its_place() {
    let mut w3 = tree("w3.json");
    w3["minutes"] = json!("ten");
    w3["values"][2]["name"]["en"] = json!(" ");
    w3["values"][1]["statements"][0].as_object_mut().expect("a map").remove("text");
    w3["surprise"] = json!(1);
    let mut found = faults(&w3);
    found.sort();
    let wanted = [
        ("minutes", "must be a whole number"),
        ("surprise", "is not known here"),
        ("values[1].statements[0].text", "is missing"),
        ("values[2].name.en", "is empty"),
    ];
    assert_eq!(found, wanted.map(|(path, reason)| (path.to_owned(), reason.to_owned())));
    assert_eq!(check("x.json", "{")[0].file, "x.json");
    assert_eq!(check("x.json", "{")[0].path, "");
    assert_eq!(faults(&json!([])), [(String::new(), "must be an object".to_owned())]);
    assert_eq!(check("a.json", "3")[0].to_string(), "a.json: .: must be an object");
}

#[test]
fn meaning_is_checked_as_well() {
    let changed = |file: &str, pointer: &str, value: Json| {
        let mut tree = tree(file);
        *tree.pointer_mut(pointer).expect("a place") = value;
        faults(&tree).into_iter().map(|(path, reason)| format!("{path}: {reason}")).collect::<Vec<_>>().join("; ")
    };
    for (file, pointer, value, wanted) in [
        ("w1.json", "/cards/4/id", json!("caring"), "cards[8].id: \"caring\" stands twice"),
        ("w1.json", "/cards/4/id", json!("Own"), "cards[4].id: must be made of"),
        ("w1.json", "/cards/0/id", json!("own-1"), "cards[0].id: must not begin with own-"),
        ("w1.json", "/cards/4/name/en", json!("Caring"), "cards[8].name.en: \"Caring\" stands twice"),
        ("w1.json", "/piles", json!([]), "piles: must have 5 entries, and has 0"),
        ("w3.json", "/columns/1/cards", json!(5), "columns: hold 21 cards, and there are 20 statements"),
        ("w3.json", "/values/1/statements/0/id", json!("1"), "values[1].statements[0].id: \"1\" stands twice"),
        ("w4.json", "/items/3/scale", json!("z"), "items[3].scale: \"z\" is not a scale"),
        ("w4.json", "/map/up/0", json!("z"), "map.up[0]: \"z\" is not a scale with a mean"),
        ("w4.json", "/answers/0/options/0/value", json!(0), "map.across[0]: its answers must run from 1 to 5"),
        ("w4.json", "/scales/0/least", json!(5), "scales[0].least: must be from 1 to 4"),
        ("w4.json", "/items/0/text", json!({"ja": "あ"}), "items[0].text.en: is missing"),
        ("ucla3.json", "/items/0/text", json!({"ja": "あ", "en": "a"}), "items[0].text.en: is not one of"),
        ("w5.json", "/scale/4/value", json!(5), "scale: must have the values 0 to 4"),
        ("w9.json", "/energy/0/value", json!(-3), "energy: must have the values -2 to 2"),
        ("cbi.json", "/to_confirm", json!([]), "to_confirm: must say what is to be confirmed"),
        ("w4.json", "/family", json!("wheel"), "family: \"wheel\" is not known"),
        ("battery.json", "/lines/0/numbers/0", json!("call us"), "lines[0].numbers: must be made of digits"),
    ] {
        let found = changed(file, pointer, value);
        assert!(found.contains(wanted), "{found}");
    }
}

/// The two mistakes of a published program for the ProQOL cannot enter unseen.
#[test]
fn a_doubled_item_and_a_shifted_band_are_faults() {
    let mut doubled = tree("proqol.json");
    doubled["items"][13]["text"] = doubled["items"][9]["text"].clone();
    assert_eq!(faults(&doubled), [("items[13].text".to_owned(), "asks what another item asks".to_owned())]);
    let mut shifted = tree("proqol.json");
    shifted["scales"][0]["bands"][1]["to"] = json!(42);
    assert_eq!(faults(&shifted), [("scales[0].bands[2].from".to_owned(), "must be 43".to_owned())]);
    let mut twice = tree("proqol.json").to_string();
    twice.insert_str(1, "\"id\": \"PROQOL\", ");
    assert!(check("x.json", &twice)[0].reason.contains("stands twice"));
}

#[test]
fn a_questionnaire_is_added_by_a_file() {
    let words = |text: &str| json!({"ja": text, "en": text});
    let mut sheet = json!({
        "id": "CLINIC-1", "version": 1, "family": "questionnaire", "name": words("n"), "opening": words("o"),
        "minutes": 3, "credit": words("c"), "licence": words("l"), "licence_confirmed": true, "result": words("r"),
        "coach_sees": words("s"),
        "answers": [{"id": "yes", "options": [{"value": 0, "name": words("no")}, {"value": 1, "name": words("yes")}]}],
        "scales": [{"id": "all", "name": words("All"), "method": "mean", "least": 1}],
        "items": [{"id": "q1", "scale": "all", "answers": "yes", "text": words("?")}],
    });
    assert_eq!(faults(&sheet), []);
    sheet["version"] = json!(2);
    sheet["earlier"] = json!([{"version": 1, "renamed": [{"was": "first", "now": "q1"}], "gone": ["q9"]}]);
    let Ok(Content::Sheet(sheet)) = read("x.json", &sheet.to_string()) else { panic!("it is fine") };
    let carried = ["first", "q1", "q9"].map(|id| sheet.about.carry(1, id));
    assert_eq!(carried, [Some("q1"), None, None], "one thing a name");
    assert_eq!(sheet.about.carry(2, "first"), Some("first"));
    assert_eq!(sheet.about.carry(3, "q1"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is taken out of a file that ships, emptied, or put where it does not belong: the fault names it.
    #[test]
    fn no_damage_goes_unseen(file in 0..FILES.len(), pick in any::<prop::sample::Index>(), how in 0..3_u8) {
        let mut tree: Json = serde_json::from_str(FILES[file].1).expect("JSON");
        let mut found = Vec::new();
        places(&tree, "", "", &mut found);
        let (pointer, path) = pick.get(&found).clone();
        let place = tree.pointer_mut(&pointer).expect("a place");
        let wanted = match (how, place) {
            (0, Json::Object(map)) => {
                map.insert("unheard-of".into(), json!(1));
                format!("{path}.unheard-of")
            }
            (1, place @ (Json::String(_) | Json::Object(_))) => {
                *place = json!([[]]);
                path
            }
            (_, place) => {
                *place = Json::Null;
                path
            }
        };
        // A file without its family is not a family's file; then only the family is named.
        let named: BTreeSet<_> = faults(&tree).into_iter().map(|(path, _)| path).collect();
        prop_assert!(named.contains(&wanted) || (wanted.starts_with("family") && !named.is_empty()), "{wanted}: {named:?}");
    }
}
