use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::live::plan::content::template;
use crate::live::plan::sums::total;

fn t1() -> Draft {
    Draft::of(template("t1").expect("it ships").sheet.clone())
}

fn keys(draft: &Draft) -> Vec<&str> {
    draft.sheet.blocks.iter().map(|block| block.key.as_str()).collect()
}

/// Presses a button and changes nothing else.
fn press(draft: &mut Draft, step: Step) -> Result<Option<String>, Refused> {
    let RunSheet { title, size, .. } = draft.sheet.clone();
    draft.apply(&Change::List { title, size, minutes: Vec::new(), then: Some(step) })
}

fn key(key: &str) -> String {
    key.to_owned()
}

#[test]
fn blocks_move_and_stop_at_the_ends() {
    let mut draft = t1();
    let before = keys(&draft).join(" ");
    assert_eq!(before, "b1 b2 b3 b4 b5 b6 b7 b8 b9 b10");
    assert_eq!(press(&mut draft, Step::Up(key("b1"))), Ok(Some(key("b1"))));
    assert_eq!(press(&mut draft, Step::Down(key("b10"))), Ok(Some(key("b10"))));
    assert_eq!(keys(&draft).join(" "), before);
    press(&mut draft, Step::Down(key("b1"))).expect("moved");
    press(&mut draft, Step::Up(key("b10"))).expect("moved");
    assert_eq!(keys(&draft).join(" "), "b2 b1 b3 b4 b5 b6 b7 b8 b10 b9");
    press(&mut draft, Step::To(key("b2"), 3)).expect("moved");
    press(&mut draft, Step::To(key("b1"), u32::MAX)).expect("moved");
    assert_eq!(keys(&draft).join(" "), "b3 b4 b2 b5 b6 b7 b8 b10 b9 b1");
    assert_eq!(press(&mut draft, Step::Up(key("b99"))), Err(Refused::Gone));
}

#[test]
fn what_was_taken_out_comes_back_where_it_was_and_its_key_is_nobody_elses() {
    let mut draft = t1();
    let before = draft.sheet.clone();
    press(&mut draft, Step::Remove(key("b10"))).expect("gone");
    press(&mut draft, Step::Remove(key("b3"))).expect("gone");
    assert_eq!(total(&draft.sheet), 79);
    let added = press(&mut draft, Step::Add(Both { ja: key("余白"), en: String::new() })).expect("there");
    assert_eq!(added.as_deref(), Some("b11"));
    press(&mut draft, Step::Undo).expect("back");
    assert_eq!(draft.sheet.blocks[2], before.blocks[2]);
    assert_eq!(press(&mut draft, Step::Undo), Err(Refused::Gone), "only the last one, once");
    assert_eq!(keys(&draft).join(" "), "b1 b2 b3 b4 b5 b6 b7 b8 b9 b11");
}

#[test]
fn a_copy_follows_with_a_key_of_its_own() {
    let mut draft = t1();
    assert_eq!(press(&mut draft, Step::Copy(key("b3"))), Ok(Some(key("b11"))));
    assert_eq!(keys(&draft)[2..4], ["b3", "b11"]);
    let [first, second] = [&draft.sheet.blocks[2], &draft.sheet.blocks[3]];
    assert_eq!((&first.title, &first.prompts, first.min), (&second.title, &second.prompts, second.min));
}

#[test]
fn there_is_room_for_so_many() {
    let mut draft = Draft::default();
    let add = || Step::Add(Both::default());
    for _ in 0..MAX_BLOCKS {
        press(&mut draft, add()).expect("room");
    }
    assert_eq!(press(&mut draft, add()), Err(Refused::Full));
    assert_eq!(press(&mut draft, Step::Copy(key("b1"))), Err(Refused::Full));
    press(&mut draft, Step::Remove(key("b1"))).expect("gone");
    press(&mut draft, add()).expect("room");
    assert_eq!(press(&mut draft, Step::Undo), Err(Refused::Full));
    assert!(draft.removed.is_some(), "it is still there to come back");
}

#[test]
fn minutes_are_saved_before_the_button_and_with_it_or_not_at_all() {
    let mut draft = t1();
    let list = |minutes: &[(&str, u32)], then| Change::List {
        title: Both { ja: key("秋の会"), en: String::new() },
        size: (4, 12),
        minutes: minutes.iter().map(|(key, min)| ((*key).to_owned(), *min)).collect(),
        then,
    };
    assert_eq!(draft.apply(&list(&[("b1", 9), ("b99", 1)], None)), Err(Refused::Gone));
    assert_eq!(draft, t1());
    draft.apply(&list(&[("b1", 9)], Some(Step::Down(key("b1"))))).expect("saved");
    assert_eq!((draft.sheet.blocks[1].min, draft.sheet.size, total(&draft.sheet)), (9, (4, 12), 94));
}

#[test]
fn a_block_keeps_its_key_and_prompts() {
    let mut draft = t1();
    let new =
        Block { key: key("b77"), min: 3, title: Both { ja: key("天気"), en: String::new() }, ..Block::default() };
    draft.apply(&Change::Block(key("b3"), Box::new(new))).expect("saved");
    let block = &draft.sheet.blocks[2];
    assert_eq!((block.key.as_str(), block.min, block.prompts.len()), ("b3", 3, 1));
    let asked = Asked { label: Both { ja: key("いまは"), en: String::new() }, ..Asked::default() };
    let prompt = |at| Change::Prompt(key("b3"), at, Box::new(asked.clone()));
    draft.apply(&prompt(None)).expect("added");
    draft.apply(&prompt(Some(0))).expect("changed");
    assert_eq!(draft.sheet.blocks[2].prompts, [asked.clone(), asked.clone()]);
    assert_eq!(draft.apply(&prompt(Some(2))), Err(Refused::Gone));
    draft.apply(&Change::DropPrompt(key("b3"), 1)).expect("gone");
    assert_eq!(draft.apply(&Change::DropPrompt(key("b3"), 1)), Err(Refused::Gone));
    for _ in 1..MAX_PROMPTS {
        draft.apply(&prompt(None)).expect("added");
    }
    assert_eq!(draft.apply(&prompt(None)), Err(Refused::Full));
}

proptest! {
    #[test]
    fn whatever_is_pressed_keys_stay_single_and_blocks_whole(
        presses in proptest::collection::vec((0..7_u8, 0..14_u32, 0..14_u32), 0..60),
    ) {
        let mut draft = t1();
        let mut given: BTreeSet<String> = keys(&draft).into_iter().map(str::to_owned).collect();
        for (button, which, to) in presses {
            let key = format!("b{which}");
            let (before, were) = (draft.clone(), draft.sheet.blocks.len());
            let step = match button {
                0 => Step::Up(key),
                1 => Step::Down(key),
                2 => Step::To(key, to),
                3 => Step::Copy(key),
                4 => Step::Remove(key),
                5 => Step::Undo,
                _ => Step::Add(Both::default()),
            };
            match press(&mut draft, step.clone()) {
                Err(_) => prop_assert_eq!(&draft, &before),
                Ok(about) => {
                    let grown = matches!(step, Step::Copy(_) | Step::Add(_));
                    let now = draft.sheet.blocks.len();
                    let expected = match step {
                        Step::Remove(_) => were - 1,
                        Step::Copy(_) | Step::Add(_) | Step::Undo => were + 1,
                        _ => were,
                    };
                    prop_assert_eq!(now, expected);
                    if grown {
                        prop_assert!(given.insert(about.expect("a new block has a key")), "a key was given twice");
                    }
                }
            }
            let single: BTreeSet<&str> = keys(&draft).into_iter().collect();
            prop_assert_eq!(single.len(), draft.sheet.blocks.len());
            let sum: u32 = draft.sheet.blocks.iter().map(|block| block.min).sum();
            prop_assert_eq!(total(&draft.sheet), sum);
        }
    }
}
