//! The whole way through each worksheet, and what is refused on it.

mod any;

use super::*;
use crate::worksheets::definition::{Circles, Family, Line, Rings, Sort, library};
use crate::worksheets::scoring::w2::{Pair, Winner};
use crate::worksheets::scoring::w6::{Free, Point, When};
use crate::worksheets::scoring::w7::Link;
use crate::worksheets::scoring::w10::Node;
use crate::worksheets::scoring::{Outcome, score};

fn family(id: &str) -> &'static Family {
    &library::definition(id).expect("it is there").family
}

macro_rules! definition {
    ($name:ident, $kind:ident, $id:literal) => {
        fn $name() -> &'static $kind {
            if let Family::$kind(one) = family($id) { one } else { panic!("it is there") }
        }
    };
}
definition!(sort, Sort, "W3");
definition!(line, Line, "W6");
definition!(circles, Circles, "W7");
definition!(rings, Rings, "W10");

/// The answers of a state can be scored as the worksheet wants.
fn scores<T: serde::Serialize>(worksheet: &str, answers: &T) {
    let json = serde_json::to_string(answers).expect("JSON");
    score(worksheet, &json).unwrap_or_else(|error| panic!("{worksheet}: {error}"));
}

const CARDS: [&str; 10] = ["caring", "growth", "hope", "order", "duty", "health", "humor", "honesty", "family", "fun"];

fn pairs(items: usize) -> PairsPlay {
    PairsPlay::new(CARDS[..items].iter().map(|card| (*card).to_owned()).collect(), 5).expect("enough items")
}

fn choose(play: &PairsPlay, winner: Winner) -> PairsMove {
    let Question { a, b } = play.question().expect("a pair");
    PairsMove::Choose(Pair { a, b, winner, ms: None })
}

#[test]
fn two_by_two_to_the_end_and_back() {
    for items in 4..=10 {
        let mut play = pairs(items);
        let mut states = vec![play.clone()];
        assert_eq!(play.apply(&PairsMove::Finish), Err(Refused::Unfinished));
        while play.question().is_some() {
            let step = choose(&play, [Winner::A, Winner::B, Winner::Tie][states.len() % 3]);
            play.apply(&step).expect("the pair that is shown");
            assert_eq!(play.apply(&step), Err(Refused::Behind), "each once");
            states.push(play.clone());
        }
        assert_eq!(play.passed(), if items <= 7 { items * (items - 1) / 2 } else { 3 * items });
        for card in &CARDS[..items] {
            let sides = |left: bool| {
                play.answers.pairs.iter().filter(|pair| if left { pair.a == *card } else { pair.b == *card }).count()
            };
            assert!(sides(true).abs_diff(sides(false)) <= 2, "{card}: about as often left as right");
        }
        scores("W2", &play.answers);
        let mut back = play.clone();
        while states.pop().is_some_and(|state| state == back) && back.apply(&PairsMove::Undo).is_ok() {}
        assert!(states.is_empty() && back == pairs(items), "every step is taken back");
        play.apply(&PairsMove::Finish).expect("all is answered");
        assert_eq!(play.apply(&PairsMove::Undo), Err(Refused::Finished));
    }
}

#[test]
fn a_pair_can_be_left() {
    let mut play = pairs(4);
    let Question { a, b } = play.question().expect("a pair");
    play.apply(&PairsMove::Skip { a: a.clone(), b: b.clone() }).expect("it is shown");
    assert_ne!(play.question(), Some(Question { a: a.clone(), b: b.clone() }));
    let answer = choose(&play, Winner::A);
    play.apply(&answer).expect("the next");
    play.apply(&PairsMove::Undo).expect("the answer");
    play.apply(&PairsMove::Undo).expect("the skip");
    assert_eq!(play, pairs(4));
    assert_eq!(play.apply(&PairsMove::Undo), Err(Refused::NothingToUndo));
    assert_eq!(
        play.apply(&PairsMove::Skip { a: b.clone(), b: a.clone() }),
        Err(Refused::Behind),
        "the other way round"
    );
    assert_eq!(play.apply(&PairsMove::Skip { a, b: "nothing".into() }), Err(Refused::Unknown));
    assert_eq!(PairsPlay::new(vec!["a".into(); 4], 1), Err(Refused::Twice));
    assert_eq!(PairsPlay::new(vec!["a".into()], 1), Err(Refused::Unfinished));
    assert_eq!(PairsPlay::new((0..11).map(|n| n.to_string()).collect(), 1), Err(Refused::Full));
    assert_eq!((PairsPlay::winner("tie"), PairsPlay::winner("c")), (Some(Winner::Tie), None));
}

#[test]
fn columns_hold_four_and_change_places() {
    let mut play = SortPlay::new(sort(), 3);
    assert_eq!(play.apply(sort(), &SortMove::Finish), Err(Refused::Unfinished));
    let place = |statement: &str, column| SortMove::Place { statement: statement.to_owned(), column };
    while let Some(next) = play.next_statement().map(str::to_owned) {
        let column = (1..=5).find(|column| play.room(sort(), *column) > 0).expect("room");
        play.apply(sort(), &place(&next, column)).expect("there is room");
    }
    let (first, last) = (play.in_column(1)[0].to_owned(), play.in_column(5)[3].to_owned());
    assert_eq!(play.apply(sort(), &place(&first, 5)), Err(Refused::Full));
    assert_eq!(play.apply(sort(), &place(&first, 6)), Err(Refused::Number));
    assert_eq!(play.apply(sort(), &place("21", 1)), Err(Refused::Unknown));
    play.apply(sort(), &SortMove::Swap { a: first.clone(), b: last.clone() }).expect("they change places");
    assert!(play.in_column(5).contains(&first.as_str()) && play.in_column(1).contains(&last.as_str()));
    play.apply(sort(), &SortMove::Undo).expect("back");
    assert!(play.in_column(1).contains(&first.as_str()));
    play.apply(sort(), &SortMove::Met { value: "support".into(), grade: 2 }).expect("a grade");
    assert_eq!(play.apply(sort(), &SortMove::Met { value: "money".into(), grade: 2 }), Err(Refused::Unknown));
    play.apply(sort(), &SortMove::Finish).expect("all are placed");
    assert_eq!(play.apply(sort(), &SortMove::Undo), Err(Refused::Finished));
    scores("W3", &play.answers);
}

fn point(y: f64) -> Point {
    let (story, lesson) = (String::new(), String::new());
    Point { when: When::Free(Free::Free), y, title: "x".into(), story, lesson, tags: Vec::new(), share: false }
}

#[test]
fn a_point_moves_by_the_keyboard_and_stops_at_the_edge() {
    let mut play = LinePlay::default();
    for y in [0.0, 9.0, -3.0] {
        play.apply(line(), &LineMove::Add { point: point(y) }).expect("a point");
    }
    for _ in 0..3 {
        play.apply(line(), &LineMove::Lift { name: 1, by: 1.0 }).expect("up");
    }
    assert_eq!(play.point(1).map(|point| point.y), Some(10.0));
    assert_eq!(play.apply(line(), &LineMove::Lift { name: 1, by: f64::NAN }), Err(Refused::Number));
    assert_eq!(play.apply(line(), &LineMove::Add { point: point(f64::NAN) }), Err(Refused::Number));
    assert_eq!(
        play.apply(line(), &LineMove::Add { point: Point { title: " ".into(), ..point(0.0) } }),
        Err(Refused::Words)
    );
    let strange = Point { tags: vec!["字".repeat(1000)], ..point(0.0) };
    for step in [LineMove::Add { point: strange.clone() }, LineMove::Put { name: 0, point: strange }] {
        assert_eq!(play.apply(line(), &step), Err(Refused::Unknown), "no draft keeps what no page offers");
    }
    let tagged = Point { tags: vec!["waiting".into(), "own-1".into()], ..point(0.0) };
    assert_eq!(tagged.check(line(), "point"), Ok(()));
    assert_eq!(
        play.apply(line(), &LineMove::Shift { name: 0, later: false }),
        Err(Refused::Unknown),
        "it is the first"
    );
    play.apply(line(), &LineMove::Shift { name: 0, later: true }).expect("later");
    assert_eq!(play.in_order(), [1, 0, 2]);
    let year = |year| When::Year(crate::worksheets::scoring::w6::Year { year, month: None });
    for (name, when) in [(1, 2020), (0, 2000), (2, 2010)] {
        play.apply(line(), &LineMove::Date { name, when: year(when) }).expect("a date");
    }
    assert_eq!(play.in_order(), [0, 2, 1], "by time");
    play.apply(line(), &LineMove::Remove { name: 2 }).expect("gone");
    assert_eq!(play.apply(line(), &LineMove::Finish), Err(Refused::Unfinished), "two points are no line");
    play.apply(line(), &LineMove::Undo).expect("it is back");
    play.apply(line(), &LineMove::Finish).expect("three are");
    scores("W6", &play.answers);
}

#[test]
fn links_follow_their_entries() {
    let mut play = CirclesPlay::default();
    let add = |circle, text: &str| CirclesMove::Add { circle, text: text.to_owned() };
    for (circle, text) in
        [(Circle::Will, "a"), (Circle::Will, "b"), (Circle::Can, "c"), (Circle::Can, "d"), (Circle::Must, "e")]
    {
        play.apply(circles(), &add(circle, text)).expect("an entry");
    }
    let link = |w, c, m| CirclesMove::Link(Link { w, c, m });
    play.apply(circles(), &link(1, 1, Some(0))).expect("a link");
    play.apply(circles(), &link(1, 0, None)).expect("a link");
    assert_eq!(play.apply(circles(), &link(1, 0, None)), Err(Refused::Twice));
    assert_eq!(play.apply(circles(), &link(2, 0, None)), Err(Refused::Unknown));
    assert_eq!(play.apply(circles(), &add(Circle::Will, "a")), Err(Refused::Twice));
    assert_eq!(play.apply(circles(), &add(Circle::Will, "  ")), Err(Refused::Words));
    assert_eq!(play.apply(circles(), &add(Circle::Will, &"字".repeat(31))), Err(Refused::Words));
    let before = play.clone();
    play.apply(circles(), &CirclesMove::Remove { circle: Circle::Will, at: 0 }).expect("gone");
    assert_eq!(play.answers.links, [Link { w: 0, c: 1, m: Some(0) }, Link { w: 0, c: 0, m: None }]);
    play.apply(circles(), &CirclesMove::Remove { circle: Circle::Must, at: 0 }).expect("gone");
    assert_eq!(play.answers.links[0], Link { w: 0, c: 1, m: None }, "the other two still belong together");
    play.apply(circles(), &CirclesMove::Remove { circle: Circle::Can, at: 0 }).expect("gone");
    assert_eq!(play.answers.links, [Link { w: 0, c: 0, m: None }]);
    (0..3).for_each(|_| play.apply(circles(), &CirclesMove::Undo).expect("back"));
    assert_eq!(play, before);
    play.apply(circles(), &CirclesMove::Core { texts: vec!["k".into(), " ".into()] }).expect("words");
    assert_eq!(play.answers.core, ["k"]);
    play.apply(circles(), &CirclesMove::Finish).expect("the end");
    scores("W7", &play.answers);
    assert_eq!(CirclesPlay::default().apply(circles(), &CirclesMove::Finish), Err(Refused::Unfinished));
}

fn node(alias: &str, ring: u8) -> Node {
    Node { alias: alias.to_owned(), ring, kind: "friend".into(), ..Node::default() }
}

#[test]
fn people_move_between_rings() {
    let mut play = RingsPlay::default();
    let add = |alias: &str| RingsMove::Add { node: node(alias, 2) };
    play.apply(rings(), &add(" ☆\u{202e} ")).expect("someone");
    assert_eq!(play.answers.nodes[0].alias, "☆");
    assert_eq!(play.apply(rings(), &add("☆")), Err(Refused::Twice));
    assert_eq!(play.apply(rings(), &add("")), Err(Refused::Words));
    play.apply(rings(), &RingsMove::Ring { at: 0, ring: 1 }).expect("nearer");
    assert_eq!(play.apply(rings(), &RingsMove::Ring { at: 0, ring: 4 }), Err(Refused::Number));
    assert_eq!(play.apply(rings(), &RingsMove::Remove { at: 1 }), Err(Refused::Unknown));
    play.apply(rings(), &RingsMove::Undo).expect("back");
    assert_eq!(play.answers.nodes[0].ring, 2);
    play.apply(rings(), &RingsMove::Step { next: "line".into(), step: None }).expect("a step");
    assert_eq!(play.apply(rings(), &RingsMove::Step { next: "fly".into(), step: None }), Err(Refused::Unknown));
    (1..20).for_each(|n| play.apply(rings(), &add(&n.to_string())).expect("someone"));
    assert_eq!(play.apply(rings(), &add("one more")), Err(Refused::Full));
    play.apply(rings(), &RingsMove::Finish).expect("the end");
    scores("W10", &play.answers);
}

#[test]
fn states_are_kept_as_json_and_outcomes_are_typed() {
    let json = r#"{"points": [{"when": {"age": 30}, "y": 1, "title": "x"}, {"when": {"age": 20}, "y": 2, "title": "y"},
        {"when": {"age": 25}, "y": 3, "title": "z"}]}"#;
    let outcome = crate::worksheets::scoring::outcome("W6", json).expect("it is fine");
    let Outcome::Line(answers, scored) = outcome else { panic!("a line") };
    assert_eq!((answers.points.len(), scored.order), (3, vec![1, 2, 0]));
    let step: SortMove = serde_json::from_str(r#"{"move": "place", "statement": "1", "column": 5}"#).expect("a move");
    assert_eq!(step, SortMove::Place { statement: "1".into(), column: 5 });
    let step: CirclesMove = serde_json::from_str(r#"{"move": "link", "w": 0, "c": 1}"#).expect("a move");
    assert_eq!(step, CirclesMove::Link(Link { w: 0, c: 1, m: None }));
}
