//! The time that is left of a block, by the server's clock, and whose turn it is in a group. What the server renders is
//! what the browser shows first: no time has passed since then.

use leptos::prelude::*;

use super::bell;
use super::wire::use_now;
use crate::live::room::model::wire::{Phase, ShownBlock, Stage};
use crate::t;

/// How much of a block is left. Said in words, drawn, and heard: never by a colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Time enough.
    Plenty,
    /// A fifth or less.
    Soon,
    /// A twentieth or less.
    Last,
    /// It runs over.
    Over,
}

impl Level {
    /// `data-left` of what shows it.
    pub fn name(self) -> &'static str {
        match self {
            Level::Plenty => "plenty",
            Level::Soon => "soon",
            Level::Last => "last",
            Level::Over => "over",
        }
    }
}

/// Milliseconds left of the block that runs or is paused, at a moment of the server's clock.
pub fn left(stage: &Stage, now: i64) -> Option<i64> {
    match stage.phase {
        Phase::Running { left_ms } => Some(left_ms - (now - stage.at).max(0)),
        Phase::Paused { left_ms } => Some(left_ms),
        Phase::Waiting | Phase::Ended => None,
    }
}

/// How much of the block that is.
pub fn level(stage: &Stage, left: i64) -> Level {
    let whole = stage.now.as_ref().map_or(0, |block| i64::from(block.seconds) * 1_000);
    if left < 0 {
        Level::Over
    } else if left * 20 <= whole {
        Level::Last
    } else if left * 5 <= whole {
        Level::Soon
    } else {
        Level::Plenty
    }
}

/// As on a clock: 4:59, and +0:12 when it runs over.
pub fn on_clock(left: i64) -> String {
    let (sign, seconds) = if left < 0 { ("+", -left / 1_000) } else { ("", (left + 999) / 1_000) };
    format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
}

/// A turn in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Whose, from 0.
    pub nth: u32,
    /// Milliseconds left of it.
    pub left: i64,
    /// The bell before its end was rung.
    pub rung: bool,
}

/// Whose turn it is among so many people; None where there are no turns, and in the open minutes after them.
pub fn turn(block: &ShownBlock, left: i64, people: u32) -> Option<Turn> {
    let turns = block.block.turns.as_ref()?;
    let each = i64::from(turns.per_person_s) * 1_000;
    let gone = (i64::from(block.seconds) * 1_000 - left).max(0);
    let nth = u32::try_from(gone.checked_div(each)?).ok().filter(|nth| *nth < people)?;
    let left = each - gone % each;
    Some(Turn { nth, left, rung: left <= i64::from(turns.bell_s) * 1_000 })
}

/// The time that is left of what runs, as a ring and in words.
#[component]
pub fn Timer(
    /// What everybody sees.
    stage: Signal<Stage>,
) -> impl IntoView {
    let now = use_now();
    // Whole seconds: nothing is drawn oftener.
    let shown = Memo::new(move |_| {
        stage.with(|stage| {
            let left = left(stage, now.get())?;
            let whole = stage.now.as_ref().map_or(1, |block| i64::from(block.seconds).max(1)) * 1_000;
            let share = (left.clamp(0, whole) + 999) / 1_000 * 100_000 / whole;
            Some((on_clock(left), level(stage, left), share.clamp(0, 100)))
        })
    });
    let phase = Memo::new(move |_| {
        stage.with(|stage| match stage.phase {
            Phase::Waiting => "waiting",
            Phase::Running { .. } => "running",
            Phase::Paused { .. } => "paused",
            Phase::Ended => "ended",
        })
    });
    let level = move || shown.with(|shown| shown.as_ref().map_or(Level::Plenty, |(_, level, _)| *level));
    let words = move || match (phase.get(), level()) {
        ("waiting", _) => t!(live_view.timer_waiting),
        ("paused", _) => t!(live_view.timer_paused),
        ("ended", _) => t!(live_view.timer_ended),
        (_, Level::Plenty) => t!(live_view.timer_left),
        (_, Level::Soon) => t!(live_view.timer_soon),
        (_, Level::Last) => t!(live_view.timer_last),
        (_, Level::Over) => t!(live_view.timer_over),
    };
    let clock =
        move || shown.with(|shown| shown.as_ref().map_or_else(|| "–".to_owned(), |(clock, _, _)| clock.clone()));
    let drawn = move || shown.with(|shown| format!("{} 100", shown.as_ref().map_or(0, |(_, _, share)| *share)));
    view! {
        <div class="timer" role="timer" data-left=move || level().name() data-phase=move || phase.get()>
            <svg viewBox="0 0 120 120" aria-hidden="true">
                <circle class="timer-track" cx="60" cy="60" r="55"></circle>
                <circle class="timer-left" cx="60" cy="60" r="55" pathLength="100" stroke-dasharray=drawn transform="rotate(-90 60 60)"></circle>
            </svg>
            <p><span>{words}</span><b>{clock}</b></p>
        </div>
    }
}

/// Switches the soft sound on, which is heard when a fifth and a twentieth of a block are left, and before a turn ends.
/// It is off until somebody presses it: a browser stays silent before that, and so do rooms where people talk. What was
/// chosen stays on the device.
#[component]
pub fn Bell(
    /// What everybody sees.
    stage: Signal<Stage>,
    /// How many people take turns; 0 for none.
    #[prop(optional, into)]
    people: Signal<u32>,
) -> impl IntoView {
    let now = use_now();
    let is_on = RwSignal::new(false);
    // What is heard: the block, how much of it is left, and the turn whose bell was rung.
    let heard = Memo::new(move |_| {
        stage.with(|stage| {
            let block = stage.now.as_ref()?;
            let left = left(stage, now.get())?;
            let rung = turn(block, left, people.get()).filter(|turn| turn.rung).map(|turn| turn.nth);
            Some((block.index, level(stage, left), rung))
        })
    });
    Effect::new(move |before: Option<Option<(u32, Level, Option<u32>)>>| {
        let now = heard.get();
        if let (Some(Some(before)), Some(now)) = (before, now)
            && before.0 == now.0
            && is_on.get_untracked()
        {
            let is_later = now.1 > before.1 && now.1 < Level::Over;
            if is_later || (now.2.is_some() && now.2 != before.2) {
                bell::strike(if now.1 == Level::Last && is_later { 2 } else { 1 });
            }
        }
        now
    });
    Effect::new(move |_| is_on.set(bell::recall()));
    let press = move |_| {
        is_on.update(|is_on| *is_on = !*is_on);
        bell::allow(is_on.get_untracked());
    };
    view! {
        <button class="btn only-live" type="button" data-kind="text" data-size="small" aria-pressed=move || is_on.get().to_string() on:click=press>
            {t!(live_view.sound)}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::plan::model::{Block, Turns};

    fn stage(phase: Phase) -> Stage {
        let block = Block { turns: Some(Turns { per_person_s: 90, bell_s: 30 }), ..Block::default() };
        Stage { at: 5_000, phase, now: Some(ShownBlock { block, index: 2, seconds: 480 }), ..Stage::default() }
    }

    #[test]
    fn time_runs_by_the_servers_clock_and_stands_while_it_is_paused() {
        let running = stage(Phase::Running { left_ms: 60_000 });
        // Before the clocks were compared no time has passed.
        assert_eq!(left(&running, 5_000), Some(60_000));
        assert_eq!(left(&running, 4_000), Some(60_000));
        assert_eq!(left(&running, 66_000), Some(-1_000));
        assert_eq!(left(&stage(Phase::Paused { left_ms: 60_000 }), 66_000), Some(60_000));
        assert_eq!(left(&stage(Phase::Waiting), 66_000), None);
    }

    #[test]
    fn a_fifth_and_a_twentieth_are_told_apart() {
        let stage = stage(Phase::Running { left_ms: 480_000 });
        let of = |left| level(&stage, left);
        assert_eq!([of(480_000), of(96_001)], [Level::Plenty; 2]);
        assert_eq!([of(96_000), of(24_001)], [Level::Soon; 2]);
        assert_eq!([of(24_000), of(0)], [Level::Last; 2]);
        assert_eq!(of(-1), Level::Over);
    }

    #[test]
    fn a_clock_says_minutes_and_seconds() {
        let said = [299_001, 300_000, 1, 0, -500, -12_000, -61_000].map(on_clock);
        assert_eq!(said, ["5:00", "5:00", "0:01", "0:00", "+0:00", "+0:12", "+1:01"]);
    }

    #[test]
    fn turns_follow_one_another_and_leave_open_minutes() {
        let stage = stage(Phase::Running { left_ms: 480_000 });
        let block = stage.now.expect("a block");
        assert_eq!(turn(&block, 480_000, 4), Some(Turn { nth: 0, left: 90_000, rung: false }));
        assert_eq!(turn(&block, 480_000 - 60_000, 4), Some(Turn { nth: 0, left: 30_000, rung: true }));
        assert_eq!(turn(&block, 480_000 - 359_999, 4), Some(Turn { nth: 3, left: 1, rung: true }));
        assert_eq!(turn(&block, 480_000 - 360_000, 4), None);
        assert_eq!(turn(&block, -9_000, 4), None);
        assert_eq!(turn(&block, 480_000, 0), None);
        let none = ShownBlock { block: Block::default(), ..block };
        assert_eq!(turn(&none, 480_000, 4), None);
    }
}
