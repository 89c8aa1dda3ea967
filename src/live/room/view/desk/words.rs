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
    use crate::live::room::model::wire::Stage;

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
    fn minutes_are_the_nearest() {
        assert_eq!([0, 29, 30, 90, 600].map(minutes), [0, 0, 1, 2, 10]);
    }
}
