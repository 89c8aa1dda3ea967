use proptest::prelude::*;

use super::*;
use crate::live::plan::model::Both;

const T0: Moment = Moment(1_795_516_200_000_000);

/// Lobby 5 (takes from the next), talk 10, groups 20, quiet 10, check-out 10 (by key), close 2.
fn sheet() -> RunSheet {
    let block = |key: &str, min, kind, overrun| Block {
        key: key.to_owned(),
        min,
        kind,
        overrun,
        title: Both { ja: key.to_owned(), en: String::new() },
        ..Block::default()
    };
    let mut blocks = vec![
        block("b1", 5, BlockKind::Lobby, Overrun::Next),
        block("b2", 10, BlockKind::Plenary, Overrun::Shrink),
        block("b3", 20, BlockKind::Breakout, Overrun::Shrink),
        block("b4", 10, BlockKind::Solo, Overrun::Shrink),
        // Whatever its rule says, the check-out is not shortened.
        block("b5", 10, BlockKind::Plenary, Overrun::Shrink),
        block("b6", 2, BlockKind::Plenary, Overrun::Next),
    ];
    blocks[3].auto_advance = true;
    blocks[4].check_out = true;
    RunSheet { blocks, ..RunSheet::default() }
}

fn begun() -> Run {
    let mut run = Run::of(&sheet());
    run.act(Command::Start, T0).expect("it begins");
    run
}

fn minutes(run: &Run) -> Vec<f64> {
    run.blocks.iter().map(|block| f64::from(block.seconds) / 60.0).collect()
}

/// `T0` and so many seconds.
fn at(seconds: i64) -> Moment {
    T0.plus_seconds(seconds)
}

#[test]
fn it_goes_from_the_first_block_to_the_end() {
    let mut run = Run::of(&sheet());
    assert_eq!((run.phase(T0), run.current(), run.drift(T0)), (Phase::Waiting, None, 0));
    assert_eq!(run.act(Command::Next, T0), Err(Refusal::NotBegun));
    run.act(Command::Start, T0).expect("it begins");
    assert_eq!(run.act(Command::Start, T0), Err(Refusal::Begun));
    assert_eq!(run.phase(at(60)), Phase::Running { left_ms: 240_000 });
    assert_eq!(run.act(Command::Back, T0), Err(Refusal::First));
    let mut now = T0;
    for (block, min) in [5, 10, 20, 10, 10, 2].into_iter().enumerate() {
        assert_eq!(run.current(), Some(block));
        assert_eq!(run.took(block), None, "it runs");
        now = now.plus_minutes(min);
        assert_eq!(run.drift(now), 0);
        run.act(Command::Next, now).expect("it goes on");
        assert_eq!(run.took(block), Some(min as u32 * 60));
    }
    assert_eq!((run.phase(now), run.drift(now.plus_hours(1))), (Phase::Ended, 0));
    assert_eq!(run.act(Command::Next, now), Err(Refusal::Over));
    run.act(Command::Back, now).expect("the end was pressed too early");
    assert_eq!(run.phase(now), Phase::Running { left_ms: AGAIN_MS });
}

#[test]
fn nothing_begins_without_a_block() {
    let mut run = Run::of(&RunSheet::default());
    assert_eq!(run.act(Command::Start, T0), Err(Refusal::Empty));
    assert_eq!(run, Run::default());
}

#[test]
fn more_time_comes_from_later_blocks_and_never_from_the_check_out() {
    let mut run = begun();
    // The lobby takes from the block after it first.
    run.act(Command::Extend(5), at(60)).expect("five minutes more");
    assert_eq!(minutes(&run), [10.0, 5.0, 20.0, 10.0, 10.0, 2.0]);
    assert_eq!((run.phase(at(60)), run.drift(at(60))), (Phase::Running { left_ms: 540_000 }, 0));
    run.act(Command::Extend(5), at(60)).expect("the next has nothing left: those after it give");
    assert_eq!(minutes(&run), [15.0, 5.0, 15.0, 10.0, 10.0, 2.0]);
    run.act(Command::Extend(20), at(60)).expect("more than all can give");
    assert_eq!(minutes(&run), [35.0, 5.0, 10.0, 5.0, 10.0, 2.0]);
    assert_eq!(run.drift(at(60)), 600, "the rest makes it later");
}

#[test]
fn a_block_that_may_shrink_takes_from_all_in_proportion() {
    let mut run = begun();
    run.act(Command::Next, at(300)).expect("on");
    run.act(Command::Extend(3), at(300)).expect("three more");
    assert_eq!(minutes(&run), [5.0, 13.0, 18.0, 9.0, 10.0, 2.0]);
}

#[test]
fn minutes_are_taken_off_as_far_as_a_block_may_be_shortened() {
    let mut run = begun();
    assert_eq!(run.act(Command::Shorten(1), T0), Err(Refusal::TooShort), "the lobby keeps its plan");
    run.act(Command::Extend(5), T0).expect("five more");
    run.act(Command::Shorten(3), at(60)).expect("three of them were too many");
    assert_eq!(minutes(&run)[..2], [7.0, 8.0]);
    assert_eq!((run.phase(at(60)), run.drift(at(60))), (Phase::Running { left_ms: 360_000 }, 0));
    run.act(Command::Next, at(420)).expect("on");
    run.act(Command::Shorten(60), at(420)).expect("to half of its plan");
    assert_eq!(minutes(&run)[..3], [7.0, 5.0, 20.0]);
    assert_eq!(run.act(Command::Shorten(1), at(670)), Err(Refusal::TooShort), "less than a minute is left");
}

#[test]
fn overrunning_costs_later_blocks_and_being_quick_gives_it_back() {
    let mut run = begun();
    run.act(Command::Next, at(480)).expect("three minutes late");
    assert_eq!(minutes(&run)[..2], [8.0, 7.0]);
    assert_eq!(run.drift(at(480)), 0, "it will end as planned");
    run.act(Command::Next, at(480 + 420)).expect("on time again");
    assert_eq!(run.blocks[1].seconds, 420);
    let mut quick = begun();
    quick.act(Command::Extend(10), at(0)).expect("ten more");
    assert_eq!(minutes(&quick)[..3], [15.0, 5.0, 15.0]);
    quick.act(Command::Next, at(300)).expect("not needed after all");
    assert_eq!(minutes(&quick)[1..3], [10.0, 20.0]);
    assert_eq!(quick.drift(at(300)), 0);
    quick.act(Command::Next, at(360)).expect("quicker than planned");
    assert_eq!(quick.drift(at(360)), -540, "ahead; nothing gets longer than its plan");
}

#[test]
fn time_over_counts_from_now_when_more_is_given() {
    let mut run = begun();
    assert_eq!(run.phase(at(390)), Phase::Running { left_ms: -90_000 });
    assert_eq!(run.drift(at(390)), 90);
    run.act(Command::Extend(1), at(390)).expect("a minute");
    assert_eq!(run.phase(at(390)), Phase::Running { left_ms: 60_000 });
    assert_eq!(minutes(&run)[..2], [7.5, 7.5]);
}

#[test]
fn a_pause_stops_the_clock_and_makes_it_later() {
    let mut run = begun();
    assert_eq!(run.act(Command::Resume, at(1)), Err(Refusal::Runs));
    run.act(Command::Pause, at(100)).expect("it stands");
    assert_eq!(run.act(Command::Pause, at(120)), Err(Refusal::Paused));
    assert_eq!((run.phase(at(500)), run.drift(at(500))), (Phase::Paused { left_ms: 200_000 }, 400));
    run.act(Command::Extend(1), at(500)).expect("a minute");
    run.act(Command::Resume, at(700)).expect("it runs");
    assert_eq!(run.phase(at(700)), Phase::Running { left_ms: 260_000 });
    run.act(Command::Next, at(960)).expect("on");
    assert_eq!((run.took(0), run.drift(at(960))), (Some(360), 600));
    run.act(Command::Pause, at(960)).expect("it stands");
    run.act(Command::Next, at(970)).expect("on, from a pause too");
    assert_eq!(run.current(), Some(2));
}

#[test]
fn a_press_too_early_is_taken_back_with_the_time_that_was_left() {
    let mut run = begun();
    run.act(Command::Next, at(60)).expect("on");
    run.act(Command::Back, at(63)).expect("back");
    assert_eq!(run.phase(at(63)), Phase::Running { left_ms: 240_000 });
    run.act(Command::Next, at(303)).expect("on");
    assert_eq!(run.phase(at(303)), Phase::Running { left_ms: 597_000 }, "three seconds of it ran");
    run.act(Command::Back, at(304)).expect("back");
    assert_eq!(run.phase(at(304)), Phase::Running { left_ms: AGAIN_MS }, "at least a minute");
}

#[test]
fn what_a_press_too_early_gave_to_later_blocks_is_taken_back_with_it() {
    for command in [Command::Next, Command::Skip] {
        let mut run = begun();
        run.act(Command::Extend(10), T0).expect("ten more");
        run.act(command, at(300)).expect("on");
        assert_eq!(minutes(&run), [15.0, 10.0, 20.0, 10.0, 10.0, 2.0]);
        run.act(Command::Back, at(303)).expect("back");
        assert_eq!(minutes(&run), [15.0, 5.0, 15.0, 10.0, 10.0, 2.0]);
        assert_eq!((run.phase(at(303)), run.drift(at(303))), (Phase::Running { left_ms: 600_000 }, 0));
    }
}

#[test]
fn the_check_out_is_never_left_out() {
    let mut run = begun();
    for n in 0..4 {
        run.act(Command::Skip, at(n)).expect("left out");
        assert_eq!(run.took(n as usize), None, "what was left out says nothing of its length");
    }
    assert_eq!(run.act(Command::Skip, at(9)), Err(Refusal::CheckOut));
    assert_eq!(run.current_key(), Some("b5"));
}

#[test]
fn groups_are_warned_and_quiet_blocks_go_on_by_themselves() {
    let mut run = begun();
    assert_eq!(run.wakes_at(T0), None, "hosts press");
    run.act(Command::Next, at(300)).expect("on");
    run.act(Command::Next, at(900)).expect("on");
    assert_eq!(run.wakes_at(at(900)), Some(at(900 + 1140)));
    assert_eq!(run.wakes_at(at(900 + 1140)), Some(at(900 + 1200)), "the warning ends with the block");
    assert_eq!(run.wakes_at(at(900 + 1200)), None);
    assert!(!run.last_minute(at(900 + 1139)) && run.last_minute(at(900 + 1140)) && run.last_minute(at(900 + 1199)));
    assert!(!run.last_minute(at(900 + 1200)) && !run.advance(at(900 + 1300)), "it waits for the host");
    run.act(Command::Next, at(2100)).expect("on");
    assert_eq!(run.wakes_at(at(2100)), Some(at(2700)));
    assert!(!run.advance(at(2699)) && run.advance(at(2700)) && !run.advance(at(2700)));
    assert_eq!(run.current_key(), Some("b5"));
}

#[test]
fn commands_have_their_words() {
    for command in [
        Command::Start,
        Command::Next,
        Command::Back,
        Command::Skip,
        Command::Pause,
        Command::Resume,
        Command::Extend(5),
        Command::End,
    ] {
        assert_eq!(Command::parse(command.as_str(), "5"), Some(command));
    }
    for minutes in ["", "0", "61", "-1", "x"] {
        assert_eq!(Command::parse("extend", minutes), None);
    }
    assert_eq!(Command::parse("dance", ""), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    // Whatever hosts press, and whenever: nothing shrinks below its half, the check-out not at all, what is refused
    // changes nothing, what is kept is read back the same, and time that is left is what the plan says.
    #[test]
    fn any_evening(
        plan in proptest::collection::vec((1..40_u32, 0..6_u8, any::<bool>(), any::<bool>()), 0..9),
        presses in proptest::collection::vec((0..9_u8, 1..20_u32, 0..900_i64), 0..60),
    ) {
        let blocks = plan.iter().enumerate().map(|(n, (min, kind, shrinks, auto))| Block {
            key: format!("b{n}"),
            min: *min,
            kind: if *kind == 0 { BlockKind::Breakout } else { BlockKind::Plenary },
            overrun: if *shrinks { Overrun::Shrink } else { Overrun::Next },
            check_out: *kind == 1,
            auto_advance: *auto,
            ..Block::default()
        });
        let mut run = Run::of(&RunSheet { blocks: blocks.collect(), ..RunSheet::default() });
        let mut now = T0;
        for (press, minutes, pause) in presses {
            now = now.plus_seconds(pause);
            let command = match press {
                0 => Command::Start,
                1..=3 => Command::Next,
                4 => Command::Back,
                5 => Command::Skip,
                6 => if minutes % 2 == 0 { Command::Pause } else { Command::Resume },
                7 => if minutes % 3 == 0 { Command::Shorten(minutes) } else { Command::Extend(minutes) },
                _ => { run.advance(now); continue; }
            };
            let before = run.clone();
            let later = |run: &Run| -> u32 {
                let from = before.current().map_or(0, |block| block + 1);
                run.blocks.iter().skip(from).map(|block| block.seconds).sum()
            };
            match run.act(command, now) {
                Err(_) => prop_assert_eq!(&run, &before, "what is refused changes nothing"),
                Ok(()) => {
                    if let (Command::Extend(_), Some(block)) = (command, run.current()) {
                        let more = run.blocks[block].seconds - before.blocks[block].seconds;
                        let drift = run.drift(now) - before.drift(now);
                        prop_assert!(more >= minutes * 60 && later(&before) - later(&run) <= more);
                        // What ran over already was late before, and may be taken back from later blocks now.
                        prop_assert!(drift + i64::from(more) >= i64::from(minutes * 60) - 1, "{}", drift);
                    }
                }
            }
            for (block, (min, kind, shrinks, _)) in run.blocks.iter().zip(&plan) {
                let whole = *kind == 1 || !shrinks;
                let least = if whole { min * 60 } else { min * 30 };
                prop_assert!(block.seconds >= least, "{:?} {}", block, least);
                prop_assert!(block.took_ms >= 0);
            }
            prop_assert!(run.current().is_none_or(|block| block < run.blocks.len()));
            let kept = serde_json::to_string(&run).expect("it can be kept");
            prop_assert_eq!(&serde_json::from_str::<Run>(&kept).expect("it can be read"), &run);
            if let (Phase::Running { left_ms }, Some(wakes)) = (run.phase(now), run.wakes_at(now)) {
                prop_assert!(wakes.0 - now.0 <= left_ms.max(0) * 1000 || left_ms < 0);
            }
        }
    }
}
