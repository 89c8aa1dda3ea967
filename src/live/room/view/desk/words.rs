//! How the console says things.

use crate::live::plan::model::{Block, BlockKind, Mix};
use crate::live::room::model::wire::{Desk, Phase};
use crate::live::tools::model::PromptKind;
use crate::t;

/// Minutes behind the plan at that moment of the server's clock, negative when ahead. While a block runs over and while
/// the clock stands it grows by itself.
pub fn behind(desk: &Desk, now: i64) -> i64 {
    let passed = (now - desk.stage.at).max(0);
    let late = match desk.stage.phase {
        Phase::Running { left_ms } => (passed - left_ms.max(0)).max(0),
        Phase::Paused { .. } => passed,
        Phase::Waiting | Phase::Ended => 0,
    };
    (desk.drift + late / 1_000) / 60
}

/// The same in words.
pub fn drift(minutes: i64) -> String {
    match minutes {
        0 => t!(desk_view.on_time).to_owned(),
        1.. => t!(desk_view.behind, n = minutes),
        _ => t!(desk_view.ahead, n = minutes.abs()),
    }
}

/// When the blocks that are still to come begin, and when all is over, as it stands at that moment of the server's clock;
/// on the clocks of where it takes place. Before it begins all are to come, by the announcement; after the end none.
pub fn clocks(desk: &Desk, now: i64) -> (Vec<Option<String>>, Option<String>) {
    let now = now.max(desk.stage.at);
    let mut at = match desk.stage.phase {
        Phase::Waiting => desk.starts.max(now),
        Phase::Running { left_ms } => now.max(desk.stage.at + left_ms),
        Phase::Paused { left_ms } => now + left_ms.max(0),
        Phase::Ended => return (vec![None; desk.blocks.len()], None),
    };
    let gone = desk.stage.now.as_ref().map_or(0, |now| now.index as usize + 1);
    let begins = desk.blocks.iter().enumerate().map(|(index, row)| {
        let begin = (index >= gone).then_some(at)?;
        at += i64::from(row.seconds.saturating_sub(row.took.unwrap_or(0))) * 1_000;
        Some(clock(begin, desk.offset))
    });
    let begins = begins.collect();
    (begins, Some(clock(at, desk.offset)))
}

/// 20:15, where clocks are so many seconds ahead of UTC.
fn clock(at: i64, offset: i32) -> String {
    let minutes = (at.div_euclid(1_000) + i64::from(offset)).div_euclid(60).rem_euclid(1_440);
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// Whole minutes, the nearest.
pub fn minutes(seconds: u32) -> u32 {
    seconds.saturating_add(30) / 60
}

/// How people sit during a block.
pub fn seating(block: &Block) -> String {
    let groups = |n: u8| match block.mix {
        Mix::New => t!(desk_view.groups_new, n = n),
        Mix::Remix => t!(desk_view.groups_remix, n = n),
        Mix::Same => t!(desk_view.groups_same, n = n),
    };
    match block.kind {
        BlockKind::Lobby => t!(desk_view.kind_lobby).to_owned(),
        BlockKind::Plenary => t!(desk_view.kind_plenary).to_owned(),
        BlockKind::Solo => t!(desk_view.kind_solo).to_owned(),
        BlockKind::Break => t!(desk_view.kind_break).to_owned(),
        BlockKind::Pair => groups(2),
        BlockKind::Breakout => groups(block.group.unwrap_or(4)),
    }
}

/// What is asked for.
pub fn prompt(kind: PromptKind) -> &'static str {
    match kind {
        PromptKind::Choice => t!(desk_view.ask_choice),
        PromptKind::Multiple => t!(desk_view.ask_multiple),
        PromptKind::Scale => t!(desk_view.ask_scale),
        PromptKind::Words => t!(desk_view.ask_words),
        PromptKind::Open => t!(desk_view.ask_open),
        PromptKind::Ranking => t!(desk_view.ask_ranking),
        PromptKind::Estimate => t!(desk_view.ask_estimate),
        PromptKind::TwoRounds => t!(desk_view.ask_two_rounds),
        PromptKind::Questions => t!(desk_view.ask_questions),
        PromptKind::Tempo => t!(desk_view.ask_tempo),
        PromptKind::Weather => t!(desk_view.ask_weather),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::room::model::wire::{DeskBlock, ShownBlock, Stage};

    #[test]
    fn being_late_grows_while_a_block_runs_over_and_while_the_clock_stands() {
        let desk = |phase| Desk { stage: Stage { at: 0, phase, ..Stage::default() }, drift: -60, ..Desk::default() };
        let running = desk(Phase::Running { left_ms: 60_000 });
        assert_eq!([0, 60_000, 180_000].map(|now| behind(&running, now)), [-1, -1, 1]);
        let over = desk(Phase::Running { left_ms: -5_000 });
        assert_eq!(behind(&over, 120_000), 1);
        assert_eq!(behind(&desk(Phase::Paused { left_ms: 60_000 }), 120_000), 1);
        assert_eq!(behind(&desk(Phase::Ended), 600_000), -1);
    }

    #[test]
    fn what_is_to_come_has_its_times_also_when_it_gets_late() {
        let minute = 60_000;
        let row = |seconds, took| DeskBlock { seconds, took, ..DeskBlock::default() };
        let blocks = vec![row(600, Some(660)), row(600, None), row(1_200, None), row(300, None)];
        let now = Some(ShownBlock { index: 1, ..ShownBlock::default() });
        let desk = |phase, now| {
            let stage = Stage { at: 0, phase, now, ..Stage::default() };
            Desk { stage, blocks: blocks.clone(), starts: 20 * minute, offset: 9 * 3_600, ..Desk::default() }
        };
        let times = |(begins, end): (Vec<Option<String>>, Option<String>)| {
            let begins: Vec<String> = begins.into_iter().map(Option::unwrap_or_default).collect();
            (begins.join(" "), end.unwrap_or_default())
        };
        let told = |begins: &str, end: &str| (begins.to_owned(), end.to_owned());
        let running = desk(Phase::Running { left_ms: 5 * minute }, now.clone());
        assert_eq!(times(clocks(&running, minute)), told("  9:05 9:25", "9:30"));
        assert_eq!(times(clocks(&running, 8 * minute)), told("  9:08 9:28", "9:33"), "it runs over");
        let paused = desk(Phase::Paused { left_ms: 5 * minute }, now);
        assert_eq!(times(clocks(&paused, 8 * minute)), told("  9:13 9:33", "9:38"));
        let waiting = desk(Phase::Waiting, None);
        assert_eq!(times(clocks(&waiting, 0)), told("9:20 9:20 9:30 9:50", "9:55"));
        assert_eq!(times(clocks(&desk(Phase::Ended, None), 0)), told("   ", ""));
        assert_eq!([clock(-1, 0), clock(86_400_000, -3_600)], ["23:59", "23:00"]);
    }

    #[test]
    fn minutes_are_the_nearest() {
        assert_eq!([0, 29, 30, 90, 600].map(minutes), [0, 0, 1, 2, 10]);
    }
}
