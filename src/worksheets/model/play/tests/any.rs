//! Whatever is done: what is refused changes nothing, what is done can be taken back, and what was played can be scored.

use proptest::prelude::*;

use super::super::*;
use super::{choose, circles, line, node, pairs, point, rings, scores, sort};
use crate::worksheets::scoring::w2::Winner;
use crate::worksheets::scoring::w7::{self, Link};

/// Plays any moves; each one either changes nothing or can be taken back to the state before it.
fn taken_back<P: Clone + PartialEq + std::fmt::Debug, M>(
    mut play: P,
    moves: Vec<M>,
    apply: impl Fn(&mut P, &M) -> Result<(), Refused>,
    undo: &M,
    content: impl Fn(&P) -> String,
) -> Result<P, TestCaseError> {
    for step in moves {
        let before = play.clone();
        match apply(&mut play, &step) {
            Err(_) => prop_assert_eq!(&play, &before, "what is refused changes nothing"),
            Ok(()) if content(&play) != content(&before) => {
                let mut back = play.clone();
                apply(&mut back, undo).expect("it can be taken back");
                prop_assert_eq!(content(&back), content(&before));
            }
            Ok(()) => {}
        }
    }
    Ok(play)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_sort(steps in proptest::collection::vec((0..22_u8, 0..7_i64, 0..22_u8), 0..60)) {
        let moves = steps.into_iter().map(|(a, column, b)| match b {
            0..=4 => SortMove::Swap { a: a.to_string(), b: b.to_string() },
            _ => SortMove::Place { statement: a.to_string(), column },
        });
        let play = taken_back(SortPlay::new(sort(), 1), moves.collect(), |play, step| play.apply(sort(), step), &SortMove::Undo,
            |play| format!("{:?}", play.answers.placements))?;
        for column in 1..=5 {
            prop_assert!(play.in_column(column).len() <= 4);
        }
    }

    #[test]
    fn any_line(steps in proptest::collection::vec((0..6_u8, 0..6_u32, -12..12_i32), 0..60)) {
        let moves = steps.into_iter().map(|(kind, name, y)| match kind {
            0 | 1 => LineMove::Add { point: point(f64::from(y)) },
            2 => LineMove::Lift { name, by: f64::from(y) },
            3 => LineMove::Shift { name, later: y > 0 },
            4 => LineMove::Share { name, share: y > 0 },
            _ => LineMove::Remove { name },
        });
        let play = taken_back(LinePlay::default(), moves.collect(), |play, step| play.apply(line(), step), &LineMove::Undo,
            |play| format!("{:?} {:?}", play.names, play.answers))?;
        prop_assert_eq!(play.names.len(), play.answers.points.len());
        prop_assert!(play.answers.points.iter().all(|point| point.y.abs() <= 10.0));
    }

    #[test]
    fn any_circles(steps in proptest::collection::vec((0..5_u8, 0..3_u8, 0..4_u32, 0..4_u32), 0..60)) {
        let circle = |n: u8| [Circle::Will, Circle::Can, Circle::Must][usize::from(n)];
        let moves = steps.into_iter().map(|(kind, which, a, b)| match kind {
            0 | 1 => CirclesMove::Add { circle: circle(which), text: format!("{a}{b}") },
            2 => CirclesMove::Remove { circle: circle(which), at: a },
            3 => CirclesMove::Rename { circle: circle(which), at: a, text: format!("{b}") },
            _ => CirclesMove::Link(Link { w: a, c: b, m: u32::from(which).checked_sub(1) }),
        });
        let play = taken_back(CirclesPlay::default(), moves.collect(), |play, step| play.apply(circles(), step), &CirclesMove::Undo,
            |play| format!("{:?}", play.answers))?;
        let found = w7::score(circles(), &play.answers).expect("what was played can be scored");
        for circle in [found.will, found.can, found.must] {
            prop_assert!(circle.linked <= circle.entries);
            prop_assert!(circle.coverage.is_none_or(|share| (0.0..=100.0).contains(&share)));
        }
    }

    #[test]
    fn any_rings(steps in proptest::collection::vec((0..4_u8, 0..25_u32, 0..5_u8), 0..60)) {
        let moves = steps.into_iter().map(|(kind, at, ring)| match kind {
            0 | 1 => RingsMove::Add { node: node(&at.to_string(), ring) },
            2 => RingsMove::Ring { at, ring },
            _ => RingsMove::Remove { at },
        });
        let play = taken_back(RingsPlay::default(), moves.collect(), |play, step| play.apply(rings(), step), &RingsMove::Undo,
            |play| format!("{:?}", play.answers))?;
        scores("W10", &play.answers);
        prop_assert!(play.answers.nodes.len() <= 20);
    }
}

proptest! {
    // Every question is a fit, and without optimisation each takes a while.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_pairs(items in 4..=10_usize, steps in proptest::collection::vec(0..5_u8, 0..60)) {
        let mut play = pairs(items);
        for step in steps {
            let before = play.clone();
            let step = match (step, play.question()) {
                (4, _) | (_, None) => PairsMove::Undo,
                (3, Some(Question { a, b })) => PairsMove::Skip { a, b },
                (n, _) => choose(&play, [Winner::A, Winner::B, Winner::Tie][usize::from(n)]),
            };
            match play.apply(&step) {
                Err(refused) => prop_assert!(refused == Refused::NothingToUndo && play == before),
                Ok(()) if step != PairsMove::Undo => {
                    let mut back = play.clone();
                    back.apply(&PairsMove::Undo).expect("it can be taken back");
                    prop_assert_eq!(back, before);
                }
                Ok(()) => {}
            }
        }
        scores("W2", &play.answers);
        let again: PairsPlay = serde_json::from_str(&serde_json::to_string(&play).expect("JSON")).expect("a state");
        prop_assert_eq!(again.question(), play.question(), "who comes back finds the same pair");
    }
}
