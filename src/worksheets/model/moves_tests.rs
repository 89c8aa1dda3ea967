use proptest::prelude::*;

use super::*;
use crate::worksheets::model::{TOP_LEAST, TOP_MOST};

fn deck() -> Vec<String> {
    (1..=20).map(|n| format!("card-{n}")).collect()
}

fn place(card: &str, pile: u8) -> Move {
    Move::Place { card: card.to_owned(), pile }
}

/// A sitting with every card sorted, `top` of them to pile 5 and the rest to pile 4.
fn sorted(top: usize) -> Sitting {
    let mut sitting = Sitting::new(deck(), 3);
    for n in 0..20 {
        let card = sitting.next_card().expect("one is left").to_owned();
        sitting.apply(&place(&card, if n < top { 5 } else { 4 })).expect("it can be placed");
    }
    sitting
}

fn all(sitting: &mut Sitting, moves: &[Move]) -> Result<(), Refusal> {
    moves.iter().try_for_each(|one| sitting.apply(one))
}

#[test]
fn the_whole_way() {
    let mut sitting = Sitting::new(deck(), 3);
    assert_eq!(sitting.step(), Step::Sort);
    assert_eq!(sitting.apply(&Move::Rank), Err(Refusal::Unsorted));
    sitting = sorted(3);
    assert_eq!(sitting.step(), Step::Promote);
    assert_eq!(sitting.apply(&Move::Rank), Err(Refusal::TopSmall));
    let more: Vec<Move> = sitting.in_pile(4).iter().take(9).map(|card| place(card, 5)).collect();
    all(&mut sitting, &more).expect("cards move up");
    assert_eq!(sitting.step(), Step::Demote);
    assert_eq!(sitting.apply(&Move::Rank), Err(Refusal::TopLarge));
    let fewer: Vec<Move> = sitting.in_pile(5).iter().take(7).map(|card| place(card, 4)).collect();
    all(&mut sitting, &fewer).expect("cards move down");
    assert_eq!(sitting.step(), Step::Ready);
    sitting.apply(&Move::Rank).expect("five are enough");
    assert_eq!(sitting.top.len(), 5);

    let second = sitting.top[1].clone();
    sitting.apply(&Move::Up { card: second.clone() }).expect("it moves");
    assert_eq!(sitting.top[0], second);
    assert_eq!(sitting.apply(&Move::Up { card: second.clone() }), Err(Refusal::Order), "it is the first");
    sitting.apply(&Move::Undo).expect("back");
    assert_eq!(sitting.top[1], second);
    assert_eq!(sitting.apply(&Move::Undo), Err(Refusal::NothingToUndo), "no further than this part");

    sitting.apply(&Move::Write).expect("on");
    sitting.apply(&Move::Note { card: second.clone(), question: 0, text: "一\r\n二".into() }).expect("a note");
    assert_eq!(sitting.note(&second, 0), "一\n二");
    sitting.apply(&Move::Finish).expect("the end");
    assert_eq!(sitting.step(), Step::Done);
    for late in [Move::Back, Move::Undo, place(&second, 1), Move::Finish] {
        assert!(sitting.apply(&late).is_err(), "{late:?}");
    }
}

#[test]
fn who_goes_back_finds_the_order_and_the_notes_again() {
    let mut sitting = sorted(6);
    sitting.apply(&Move::Rank).expect("on");
    let reversed: Vec<String> = sitting.top.iter().rev().cloned().collect();
    sitting.apply(&Move::Order { top: reversed.clone() }).expect("another order");
    let gone = reversed[2].clone();
    all(&mut sitting, &[Move::Write, Move::Note { card: gone.clone(), question: 1, text: "x".into() }]).expect("on");
    all(&mut sitting, &[Move::Back, Move::Back, place(&gone, 4), Move::Rank]).expect("and back");
    assert_eq!(sitting.top, reversed.iter().filter(|card| **card != gone).cloned().collect::<Vec<_>>());
    all(&mut sitting, &[Move::Back, place(&gone, 5), Move::Rank]).expect("it comes back");
    assert_eq!(sitting.top.last(), Some(&gone), "at the end");
    assert_eq!(sitting.note(&gone, 1), "x", "with its note");
}

#[test]
fn impossible_moves_are_refused_and_change_nothing() {
    let sitting = sorted(6);
    let ranking = {
        let mut ranking = sitting.clone();
        ranking.apply(&Move::Rank).expect("on");
        ranking
    };
    let noting = {
        let mut noting = ranking.clone();
        noting.apply(&Move::Write).expect("on");
        noting
    };
    let top = ranking.top.clone();
    let low = ranking.in_pile(4)[0].to_owned();
    let doubled = [&top[..5], &top[..1]].concat();
    let with_low = [&top[..5], std::slice::from_ref(&low)].concat();
    let own = |name: &str, says: &str| Move::Own { name: name.into(), says: says.into() };
    let note = |card: &str, question, text: String| Move::Note { card: card.to_owned(), question, text };
    for (state, refused, why) in [
        (&sitting, place("sexuality", 5), Refusal::Card),
        (&sitting, place("own-1", 5), Refusal::Card),
        (&sitting, place(&low, 0), Refusal::Pile),
        (&sitting, place(&low, 6), Refusal::Pile),
        (&sitting, Move::Up { card: top[1].clone() }, Refusal::Step),
        (&sitting, Move::Finish, Refusal::Step),
        (&sitting, Move::Back, Refusal::Step),
        (&sitting, own("", ""), Refusal::OwnName),
        (&sitting, own(" \u{202e} ", ""), Refusal::OwnName),
        (&sitting, own(&"あ".repeat(21), ""), Refusal::OwnName),
        (&sitting, own("a", &"あ".repeat(61)), Refusal::OwnSays),
        (&sitting, Move::Discard { card: low.clone() }, Refusal::Card),
        (&ranking, place(&low, 5), Refusal::Step),
        (&ranking, Move::Order { top: top[..5].to_vec() }, Refusal::Order),
        (&ranking, Move::Order { top: doubled }, Refusal::Order),
        (&ranking, Move::Order { top: with_low }, Refusal::Order),
        (&ranking, Move::Order { top: deck() }, Refusal::Order),
        (&ranking, Move::Down { card: top[5].clone() }, Refusal::Order),
        (&ranking, Move::Down { card: low.clone() }, Refusal::Card),
        (&noting, note(&low, 0, "x".into()), Refusal::Card),
        (&noting, note(&top[0], 3, "x".into()), Refusal::Question),
        (&noting, note(&top[0], 0, "字".repeat(2001)), Refusal::NoteLong),
    ] {
        let mut after = state.clone();
        assert_eq!(after.apply(&refused), Err(why), "{refused:?}");
        assert_eq!(&after, state, "{refused:?}");
    }
}

#[test]
fn five_cards_of_ones_own() {
    let mut sitting = sorted(6);
    for n in 1..=5 {
        sitting.apply(&Move::Own { name: format!("わたし{n}"), says: String::new() }).expect("there is room");
        let id = sitting.next_card().expect("it is to be sorted").to_owned();
        assert_eq!(id, format!("own-{n}"));
        sitting.apply(&place(&id, 5)).expect("it has a pile");
    }
    assert_eq!(sitting.apply(&Move::Own { name: "六".into(), says: String::new() }), Err(Refusal::OwnFull));
    sitting.apply(&Move::Discard { card: "own-2".into() }).expect("gone");
    assert!(!sitting.has("own-2") && !sitting.piles.contains_key("own-2"));
    sitting.apply(&Move::Own { name: "また".into(), says: "ひとこと".into() }).expect("its place is free");
    assert_eq!(sitting.custom.last().map(|card| card.id.as_str()), Some("own-2"));
    sitting.apply(&Move::Undo).expect("not written");
    assert_eq!(sitting.custom.len(), 4);
}

#[test]
fn the_reserves_reach_down_only_when_they_must() {
    assert_eq!(sorted(6).reserves(), [4]);
    let mut sitting = Sitting::new(deck(), 1);
    for (n, card) in deck().iter().enumerate() {
        sitting.apply(&place(card, if n < 2 { 4 } else { 1 })).expect("placed");
    }
    assert_eq!(sitting.reserves(), [4, 3, 2, 1]);
}

#[test]
fn a_card_that_is_put_aside_comes_after_the_others() {
    let mut sitting = Sitting::new(deck(), 3);
    let aside = [sitting.order_shown[0].clone(), sitting.order_shown[1].clone()];
    for card in &aside {
        assert_eq!(sitting.next_card(), Some(card.as_str()));
        sitting.apply(&Move::Later { card: card.clone() }).expect("aside");
    }
    sitting.apply(&Move::Undo).expect("the second is back");
    assert_eq!(sitting.next_card(), Some(aside[1].as_str()));
    for n in 1..20 {
        let card = sitting.next_card().expect("one is left").to_owned();
        assert_eq!(card, sitting.order_shown[n]);
        sitting.apply(&place(&card, 3)).expect("placed");
    }
    assert_eq!(sitting.next_card(), Some(aside[0].as_str()), "the one that waits");
    sitting.apply(&Move::Later { card: aside[0].clone() }).expect("and waits on");
    assert_eq!(sitting.apply(&Move::Later { card: aside[1].clone() }), Err(Refusal::Card), "it is sorted");
    sitting.apply(&place(&aside[0], 3)).expect("placed");
    assert_eq!(sitting.next_card(), None);
}

/// Any move, sensible or not.
fn any_move() -> impl Strategy<Value = Move> {
    let card = prop_oneof![
        8 => (1..=22_u8).prop_map(|n| format!("card-{n}")),
        1 => (1..=6_u8).prop_map(|n| format!("own-{n}")),
    ];
    prop_oneof![
        30 => (card.clone(), 0..=6_u8).prop_map(|(card, pile)| Move::Place { card, pile }),
        3 => Just(Move::Undo),
        3 => card.clone().prop_map(|card| Move::Later { card }),
        2 => "[a-z]{0,22}".prop_map(|name| Move::Own { name, says: String::new() }),
        1 => card.clone().prop_map(|card| Move::Discard { card }),
        5 => Just(Move::Rank),
        2 => card.clone().prop_map(|card| Move::Up { card }),
        2 => card.clone().prop_map(|card| Move::Down { card }),
        2 => Just(Move::Write),
        2 => (card, 0..=3_u8).prop_map(|(card, question)| Move::Note { card, question, text: "x".into() }),
        2 => Just(Move::Back),
        1 => Just(Move::Finish),
    ]
}

proptest! {
    #[test]
    fn whatever_is_played_the_state_stays_sound(
        top in 0..=20_usize, moves in proptest::collection::vec(any_move(), 0..120),
    ) {
        let mut sitting = sorted(top);
        for one in &moves {
            let before = sitting.clone();
            let allowed = sitting.apply(one);
            if allowed.is_err() {
                prop_assert_eq!(&sitting, &before);
            }
            prop_assert!(sitting.custom.len() <= 5);
            prop_assert!(sitting.later.iter().all(|card| sitting.has(card)));
            prop_assert_eq!(sitting.next_card().is_none(), sitting.cards().all(|card| sitting.piles.contains_key(card)));
            prop_assert!(sitting.piles.iter().all(|(card, pile)| sitting.has(card) && (1..=5).contains(pile)));
            if sitting.stage != Stage::Sorting {
                prop_assert!((TOP_LEAST..=TOP_MOST).contains(&sitting.top.len()));
                let mut once = sitting.top.clone();
                once.sort();
                once.dedup();
                prop_assert_eq!(once.len(), sitting.top.len());
                prop_assert!(sitting.top.iter().all(|card| sitting.piles.get(card) == Some(&5)));
            }
            let text = serde_json::to_string(&sitting).expect("it is written");
            prop_assert_eq!(serde_json::from_str::<Sitting>(&text).expect("and read"), sitting.clone());
        }
    }

    #[test]
    fn undo_takes_back_exactly_one_step(top in 0..=20_usize, card in 1..=20_u8, pile in 1..=5_u8) {
        let before = sorted(top);
        let mut sitting = before.clone();
        sitting.apply(&place(&format!("card-{card}"), pile)).expect("placed");
        if sitting != before {
            sitting.apply(&Move::Undo).expect("taken back");
        }
        prop_assert_eq!(sitting.piles, before.piles);
    }
}
