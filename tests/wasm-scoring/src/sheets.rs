//! Sheets to score: the worked examples, and many that are made up, the same ones every time.

use serde_json::{Value, json};

use crate::worksheets::definition::library;
use crate::worksheets::scoring::pairs::{fit_with_ghost, next_pair, nothing};
use crate::worksheets::scoring::{self, curve, rbo, statistics, tau_b};

/// The files of answers with results that stay for ever; the results are compared in the program's own tests.
const GOLDEN: [(&str, &str); 15] = [
    ("W1", include_str!("../../golden/W1-v1.json")),
    ("W2", include_str!("../../golden/W2-v1.json")),
    ("W3", include_str!("../../golden/W3-v1.json")),
    ("W4", include_str!("../../golden/W4-v1.json")),
    ("W5", include_str!("../../golden/W5-v1.json")),
    ("W6", include_str!("../../golden/W6-v1.json")),
    ("W7", include_str!("../../golden/W7-v1.json")),
    ("W8", include_str!("../../golden/W8-v1.json")),
    ("W9", include_str!("../../golden/W9-v1.json")),
    ("W10", include_str!("../../golden/W10-v1.json")),
    ("CBI", include_str!("../../golden/CBI-v1.json")),
    ("UCLA3", include_str!("../../golden/UCLA3-v1.json")),
    ("DIRECT", include_str!("../../golden/DIRECT-v1.json")),
    ("PROQOL", include_str!("../../golden/PROQOL-v1.json")),
    ("WHO5", include_str!("../../golden/WHO5-v1.json")),
];
/// How many sheets are made up.
const MADE_UP: u32 = 1200;
/// How many sheets there are.
pub const COUNT: u32 = MADE_UP + GOLDEN.len() as u32;

/// Worksheets and self-checks that nothing here scores.
pub fn missing() -> Vec<&'static str> {
    scoring::names().into_iter().filter(|name| !GOLDEN.iter().any(|(id, _)| id == name)).collect()
}

/// Numbers that look like chance and are always the same (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % most
    }

    fn shuffled<T>(&mut self, mut list: Vec<T>) -> Vec<T> {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last as u64 + 1) as usize);
        }
        list
    }
}

/// The result of a sheet as text; the kind of sheet goes round.
pub fn result(sheet: u32) -> String {
    if let Some((worksheet, cases)) = sheet.checked_sub(MADE_UP).and_then(|at| GOLDEN.get(at as usize)) {
        let cases: Vec<Value> = serde_json::from_str(cases).expect("a list");
        return cases.iter().map(|case| scored(worksheet, &case["answers"].to_string())).collect();
    }
    let mut chance = Chance(u64::from(sheet));
    let Some((worksheet, _)) = GOLDEN.get(sheet as usize % (GOLDEN.len() + 1)) else { return rest(&mut chance) };
    let answers = match *worksheet {
        "W1" => cards(&mut chance),
        "W2" => pairs(&mut chance),
        "W3" => columns(&mut chance),
        "W5" => pieces(&mut chance),
        "W6" => line(&mut chance),
        "W7" => circles(&mut chance),
        "W8" => target(&mut chance),
        "W9" => blocks(&mut chance),
        "W10" => rings(&mut chance),
        "WHO5" => json!({ "items": (0..5).map(|_| chance.below(6)).collect::<Vec<_>>() }),
        questionnaire => questions(questionnaire, &mut chance),
    };
    let text = answers.to_string();
    let mut found = scored(worksheet, &text);
    if *worksheet == "W1" {
        let other = cards(&mut chance).to_string();
        found +=
            &scoring::compare("W1", &[&text, &other]).map_or_else(|error| error.to_string(), |found| found.to_string());
    }
    found
}

fn scored(worksheet: &str, answers: &str) -> String {
    match scoring::score(worksheet, answers) {
        Ok(result) => result.to_string(),
        Err(error) => panic!("{worksheet}: {error}: {answers}"),
    }
}

fn deck() -> Vec<String> {
    let cards = library::definition("W1").and_then(|one| one.cards()).expect("it is there");
    cards.cards.iter().filter(|card| card.work).map(|card| card.id.to_string()).collect()
}

fn cards(chance: &mut Chance) -> Value {
    let deck = deck();
    let many = 5 + chance.below(6) as usize;
    let top: Vec<String> = chance.shuffled(deck.clone()).into_iter().take(many).collect();
    let piles: serde_json::Map<String, Value> = deck
        .iter()
        .map(|card| (card.clone(), json!(if top.contains(card) { 5 } else { 1 + chance.below(4) })))
        .collect();
    json!({ "deck": deck, "piles": piles, "top": top })
}

/// A sitting of W2 as it is played: the next pair always follows from the answers before.
fn pairs(chance: &mut Chance) -> Value {
    let many = 4 + chance.below(7) as usize;
    let items: Vec<String> = chance.shuffled(deck()).into_iter().take(many).collect();
    let (mut wins, mut compared, mut pairs) = (nothing(many), vec![vec![0; many]; many], Vec::new());
    while let Some((i, j)) = fit_with_ghost(&wins, 0.5).and_then(|fit| next_pair(&compared, &fit.theta)) {
        let (winner, a, b) = match chance.below(7) {
            0 => ("tie", 0.5, 0.5),
            1 | 2 => ("b", 0.0, 1.0),
            _ => ("a", 1.0, 0.0),
        };
        wins[i][j] += a;
        wins[j][i] += b;
        compared[i][j] += 1;
        compared[j][i] += 1;
        pairs.push(json!({ "a": items[i], "b": items[j], "winner": winner }));
    }
    json!({ "items": items, "pairs": pairs })
}

fn columns(chance: &mut Chance) -> Value {
    let placed = chance.shuffled((0..20).collect());
    let placements: serde_json::Map<String, Value> =
        placed.into_iter().enumerate().map(|(at, n)| ((at + 1).to_string(), json!(n / 4 + 1))).collect();
    json!({ "placements": placements, "met": {"support": 1 + chance.below(5), "achievement": 1 + chance.below(5)} })
}

fn questions(id: &str, chance: &mut Chance) -> Value {
    let sheet = library::definition(id).and_then(|one| one.questionnaire()).expect("it is there");
    let items: serde_json::Map<String, Value> = sheet
        .items
        .iter()
        .map(|item| {
            let values = sheet.values_of(item);
            let answer = (chance.below(12) > 0).then(|| values[chance.below(values.len() as u64) as usize]);
            (item.id.to_string(), json!(answer))
        })
        .collect();
    json!({ "form": sheet.form.as_deref(), "items": items })
}

fn pieces(chance: &mut Chance) -> Value {
    let chosen = chance.shuffled(vec!["waiting", "bridges", "laughter", "teaching", "observing", "protecting"]);
    let many = chance.below(6) as usize;
    let pieces: Vec<Value> = chosen
        .into_iter()
        .take(many)
        .map(|id| json!({"id": id, "used_last_2w": chance.below(5), "want": chance.below(5)}))
        .collect();
    json!({ "strengths": pieces })
}

fn line(chance: &mut Chance) -> Value {
    let points: Vec<Value> = (0..3 + chance.below(28))
        .map(|_| {
            let when = json!({"year": 1980 + chance.below(46), "month": 1 + chance.below(12)});
            json!({"when": when, "y": chance.below(201) as f64 / 10.0 - 10.0, "title": "x"})
        })
        .collect();
    json!({ "points": points })
}

fn circles(chance: &mut Chance) -> Value {
    let mut list = |name: &str| (0..1 + chance.below(7)).map(|n| format!("{name}{n}")).collect::<Vec<_>>();
    let (will, can, must) = (list("w"), list("c"), list("m"));
    let (w, c, m) = (will.len() as u64, can.len() as u64, must.len() as u64);
    let links = json!([{"w": chance.below(w), "c": chance.below(c), "m": chance.below(m)}]);
    json!({ "will": will, "can": can, "must": must, "links": links })
}

fn target(chance: &mut Chance) -> Value {
    let mut domain = || {
        let mut unit = || chance.below(2001) as f64 / 1000.0 - 1.0;
        let mark = json!({"x": unit(), "y": unit()});
        json!({"mark": mark, "importance": 1 + chance.below(10), "consistency": 1 + chance.below(10)})
    };
    json!({ "domains": {"work": domain(), "growth": domain(), "rest": domain()} })
}

fn blocks(chance: &mut Chance) -> Value {
    let parts: Vec<f64> = (0..1 + chance.below(12)).map(|_| 1.0 + chance.below(50) as f64).collect();
    let all: f64 = parts.iter().sum();
    let tasks: Vec<Value> = parts
        .iter()
        .zip(parts.iter().rev())
        .map(|(before, after)| {
            let energy = chance.below(5) as i64 - 2;
            json!({"name": "x", "share_before": 100.0 * before / all, "share_after": 100.0 * after / all, "energy": energy})
        })
        .collect();
    json!({ "tasks": tasks })
}

fn rings(chance: &mut Chance) -> Value {
    let kinds = ["same-profession", "manager", "friend", "family", "online"];
    let supports = ["listening", "advice", "laughter"];
    let nodes: Vec<Value> = (0..chance.below(21))
        .map(|n| {
            let kind = kinds[chance.below(5) as usize];
            let gives = &supports[..chance.below(4) as usize];
            json!({"alias": n.to_string(), "ring": 1 + chance.below(3), "kind": kind, "gives": gives, "takes": ["cheer"]})
        })
        .collect();
    json!({ "nodes": nodes })
}

/// What no single sheet computes: curves, likeness, concordance, and what may be published.
fn rest(chance: &mut Chance) -> String {
    let y: Vec<f64> = (0..12).map(|_| chance.below(201) as f64 / 10.0 - 10.0).collect();
    let x: Vec<f64> = y
        .iter()
        .scan(0.0, |at, _| {
            *at += 0.1 + chance.below(50) as f64 / 7.0;
            Some(*at)
        })
        .collect();
    let a = chance.shuffled((0..10).collect::<Vec<u8>>());
    let b: Vec<u8> = chance.shuffled((3..13).collect::<Vec<u8>>()).into_iter().take(7).collect();
    let counts: Vec<u64> = (0..6).map(|_| chance.below(40)).collect();
    let ranks: Vec<Vec<f64>> = {
        let orders: Vec<Vec<u8>> = (0..4).map(|_| chance.shuffled((1..=6).collect())).collect();
        (0..6).map(|thing| orders.iter().map(|order| f64::from(order[thing])).collect()).collect()
    };
    json!({
        "curve": curve::controls(&x, &y), "rbo": [rbo(&a, &b, 0.9), rbo(&a, &b, 0.8)], "tau": tau_b(&a[..7], &b),
        "w": scoring::concordance::concordance(&ranks), "published": statistics::publish(&counts),
    })
    .to_string()
}
