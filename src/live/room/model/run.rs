//! Where the run of a workshop stands, and how it moves. Pure: it is told what a host did and when, and says what is so.
//! Times are milliseconds since 1970 on the server's clock.
//!
//! When a block takes longer than it has, later blocks that may shrink give way, none below half of its plan and never
//! the check-out. When it takes less, those that had given way get their time back.

mod command;
mod giving;
#[cfg(test)]
mod tests;

pub use command::{Command, MOST_MINUTES};
use serde::{Deserialize, Serialize};

use super::wire::Phase;
use crate::kit::Moment;
use crate::live::plan::model::{Block, BlockKind, Overrun, RunSheet};

/// Whoever comes back to a block, or shortens it, has at least so long there, in milliseconds.
const AGAIN_MS: i64 = 60_000;
/// The longest that a block may get, in seconds: six hours.
const LONGEST: u32 = 6 * 3600;
/// Groups hear so long before the end that it comes, in milliseconds.
const WARNING_MS: i64 = 60_000;

/// Why a command does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The sheet has no block.
    Empty,
    /// It has not begun.
    NotBegun,
    /// It has begun.
    Begun,
    /// It is over.
    Over,
    /// The clock stands already.
    Paused,
    /// The clock runs already.
    Runs,
    /// There is no block before.
    First,
    /// The check-out is never left out.
    CheckOut,
    /// The block would be longer than any.
    TooLong,
    /// The block has no minute to spare.
    TooShort,
}

/// A block in the run: its plan, its length as it stands now, what it took so far, and how it gives way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// Its key in the sheet.
    pub key: String,
    /// As planned, in seconds.
    pub planned: u32,
    /// As it stands now, in seconds.
    pub seconds: u32,
    /// What it took so far, in milliseconds; what runs now is not counted yet.
    pub took_ms: i64,
    /// A host left it out.
    pub skipped: bool,
    /// What it did not need and later blocks got, in seconds: theirs no longer when it comes again.
    #[serde(default)]
    gave: u32,
    /// It may shrink.
    gives: bool,
    /// What it takes too long comes from the block after it first.
    takes_next: bool,
    /// Goes on by itself.
    auto: bool,
    /// The check-out.
    check_out: bool,
    /// People are in groups.
    out: bool,
}

/// Where it stands. Numbers of blocks count from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Not begun.
    #[default]
    Waiting,
    /// A block runs.
    Running {
        /// Which.
        block: u32,
        /// Since when, at this visit.
        since_ms: i64,
        /// When its time is over.
        due_ms: i64,
    },
    /// The clock stands.
    Paused {
        /// In which block.
        block: u32,
        /// What is left of it.
        left_ms: i64,
    },
    /// Over.
    Ended {
        /// The last block that ran.
        block: u32,
        /// Since when.
        at_ms: i64,
    },
}

/// The run of a workshop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The blocks in their order.
    pub blocks: Vec<Stretch>,
    /// Where it stands.
    pub standing: Standing,
    /// When it began.
    pub started_ms: Option<i64>,
}

impl Stretch {
    fn of(block: &Block) -> Stretch {
        let seconds = block.min.saturating_mul(60).min(LONGEST);
        Stretch {
            key: block.key.clone(),
            planned: seconds,
            seconds,
            gives: block.overrun == Overrun::Shrink && !block.check_out,
            takes_next: block.overrun == Overrun::Next,
            auto: block.auto_advance,
            check_out: block.check_out,
            out: matches!(block.kind, BlockKind::Breakout | BlockKind::Pair),
            ..Stretch::default()
        }
    }

    fn left_ms(&self) -> i64 {
        i64::from(self.seconds) * 1000 - self.took_ms
    }

    /// What it took, in whole seconds.
    pub fn took(&self) -> u32 {
        u32::try_from(self.took_ms / 1000).unwrap_or_default()
    }
}

impl Run {
    /// The run of a sheet, before it begins.
    pub fn of(sheet: &RunSheet) -> Run {
        Run { blocks: sheet.blocks.iter().map(Stretch::of).collect(), ..Run::default() }
    }

    /// The number of the block that runs or in which the clock stands.
    pub fn current(&self) -> Option<usize> {
        match self.standing {
            Standing::Running { block, .. } | Standing::Paused { block, .. } => Some(block as usize),
            Standing::Waiting | Standing::Ended { .. } => None,
        }
    }

    /// The key of the block that runs or in which the clock stands.
    pub fn current_key(&self) -> Option<&str> {
        Some(self.blocks.get(self.current()?)?.key.as_str())
    }

    /// Does what a host says. What is refused changes nothing.
    pub fn act(&mut self, command: Command, now: Moment) -> Result<(), Refusal> {
        let now = millis(now);
        let block = match (command, self.standing) {
            (Command::Start, Standing::Waiting) if self.blocks.is_empty() => return Err(Refusal::Empty),
            (Command::Start, Standing::Waiting) => {
                self.started_ms = Some(now);
                self.enter(0, now);
                return Ok(());
            }
            (Command::Start, _) => return Err(Refusal::Begun),
            (_, Standing::Waiting) => return Err(Refusal::NotBegun),
            (Command::Back, Standing::Ended { block, .. }) => {
                self.enter(block as usize, now);
                return Ok(());
            }
            (_, Standing::Ended { .. }) => return Err(Refusal::Over),
            (_, Standing::Running { block, .. } | Standing::Paused { block, .. }) => block as usize,
        };
        match command {
            Command::Next => {
                self.leave(block, now);
                self.blocks[block].gave = self.settle(block, self.blocks[block].left_ms());
                self.go_on(block, now);
            }
            Command::Skip if self.blocks[block].check_out => return Err(Refusal::CheckOut),
            Command::Skip => {
                self.leave(block, now);
                self.blocks[block].gave = self.settle(block, self.blocks[block].left_ms());
                self.blocks[block].skipped = true;
                self.go_on(block, now);
            }
            Command::Back if block == 0 => return Err(Refusal::First),
            Command::Back => {
                self.leave(block, now);
                // What is left of it is for when it comes again.
                self.settle(block, self.blocks[block].left_ms().min(0));
                self.enter(block - 1, now);
            }
            Command::End => {
                self.leave(block, now);
                self.standing = Standing::Ended { block: block as u32, at_ms: now };
            }
            Command::Extend(minutes) => self.extend(block, minutes, now)?,
            Command::Shorten(minutes) => self.shorten(block, minutes, now)?,
            Command::Pause => match self.standing {
                Standing::Running { due_ms, .. } => {
                    self.leave(block, now);
                    self.standing = Standing::Paused { block: block as u32, left_ms: due_ms - now };
                }
                _ => return Err(Refusal::Paused),
            },
            Command::Resume => match self.standing {
                Standing::Paused { left_ms, .. } => {
                    self.standing = Standing::Running { block: block as u32, since_ms: now, due_ms: now + left_ms };
                }
                _ => return Err(Refusal::Runs),
            },
            Command::Start => return Err(Refusal::Begun),
        }
        Ok(())
    }

    /// Goes on by itself, where the sheet says so and the time is over.
    pub fn advance(&mut self, now: Moment) -> bool {
        match self.standing {
            Standing::Running { block, due_ms, .. }
                if self.blocks.get(block as usize).is_some_and(|block| block.auto) && due_ms <= millis(now) =>
            {
                self.act(Command::Next, now).is_ok()
            }
            _ => false,
        }
    }

    /// When something happens next by itself: the minute's warning to groups and its end, or the next block.
    pub fn wakes_at(&self, now: Moment) -> Option<Moment> {
        let Standing::Running { block, due_ms, .. } = self.standing else { return None };
        let block = self.blocks.get(block as usize)?;
        let warning = (block.out && millis(now) < due_ms - WARNING_MS).then_some(due_ms - WARNING_MS);
        let over = (block.auto || (block.out && millis(now) < due_ms)).then_some(due_ms);
        warning.or(over).map(|at_ms| Moment(at_ms * 1000))
    }

    /// Whether the last minute of a block in groups runs.
    pub fn last_minute(&self, now: Moment) -> bool {
        let Standing::Running { block, due_ms, .. } = self.standing else { return false };
        let out = self.blocks.get(block as usize).is_some_and(|block| block.out);
        out && (1..=WARNING_MS).contains(&(due_ms - millis(now)))
    }

    /// The same for screens, with what is left now.
    pub fn phase(&self, now: Moment) -> Phase {
        match self.standing {
            Standing::Waiting => Phase::Waiting,
            Standing::Running { due_ms, .. } => Phase::Running { left_ms: due_ms - millis(now) },
            Standing::Paused { left_ms, .. } => Phase::Paused { left_ms },
            Standing::Ended { .. } => Phase::Ended,
        }
    }

    /// How many seconds later than planned it will end, as it stands now; negative when earlier.
    pub fn drift(&self, now: Moment) -> i64 {
        let Some(started) = self.started_ms else { return 0 };
        let planned: i64 = self.blocks.iter().map(|block| i64::from(block.planned)).sum();
        let after = |block: u32| self.blocks.iter().skip(block as usize + 1);
        let rest = |block: u32| after(block).map(|later| later.left_ms().max(0)).sum::<i64>();
        let ends = match self.standing {
            Standing::Waiting => return 0,
            Standing::Running { block, due_ms, .. } => due_ms.max(millis(now)) + rest(block),
            Standing::Paused { block, left_ms } => millis(now) + left_ms.max(0) + rest(block),
            Standing::Ended { at_ms, .. } => at_ms,
        };
        (ends - started - planned * 1000) / 1000
    }

    /// What a block took, once it was left; none while it runs and for what never ran.
    pub fn took(&self, block: usize) -> Option<u32> {
        let stretch = self.blocks.get(block).filter(|stretch| stretch.took_ms > 0 && !stretch.skipped)?;
        (self.current() != Some(block)).then(|| stretch.took())
    }

    /// Counts what ran of a block until now.
    fn leave(&mut self, block: usize, now: i64) {
        if let Standing::Running { since_ms, .. } = self.standing {
            // A clock that was set back takes nothing away.
            self.blocks[block].took_ms += (now - since_ms).max(0);
        }
    }

    fn go_on(&mut self, block: usize, now: i64) {
        if block + 1 < self.blocks.len() {
            self.enter(block + 1, now);
        } else {
            self.standing = Standing::Ended { block: block as u32, at_ms: now };
        }
    }

    fn enter(&mut self, block: usize, now: i64) {
        let gave = std::mem::take(&mut self.blocks[block].gave);
        self.take(block, gave);
        let stretch = &mut self.blocks[block];
        stretch.skipped = false;
        if stretch.took_ms > 0 && stretch.left_ms() < AGAIN_MS {
            let more = seconds_up(AGAIN_MS - stretch.left_ms());
            stretch.seconds += more;
            self.take(block, more);
        }
        let due_ms = now + self.blocks[block].left_ms();
        self.standing = Standing::Running { block: block as u32, since_ms: now, due_ms };
    }

    /// More minutes, counted from now where the time is over already.
    fn extend(&mut self, block: usize, minutes: u32, now: i64) -> Result<(), Refusal> {
        let left = match self.standing {
            Standing::Running { due_ms, .. } => due_ms - now,
            Standing::Paused { left_ms, .. } => left_ms,
            _ => return Err(Refusal::NotBegun),
        };
        let more = minutes.saturating_mul(60).saturating_add(seconds_up(-left));
        let seconds = self.blocks[block].seconds.saturating_add(more);
        if seconds > LONGEST {
            return Err(Refusal::TooLong);
        }
        self.blocks[block].seconds = seconds;
        match &mut self.standing {
            Standing::Running { due_ms, .. } => *due_ms += i64::from(more) * 1000,
            Standing::Paused { left_ms, .. } => *left_ms += i64::from(more) * 1000,
            _ => {}
        }
        self.take(block, more);
        Ok(())
    }
}

fn millis(at: Moment) -> i64 {
    at.0 / 1000
}

/// Whole seconds that cover so many milliseconds; none for what is not positive.
fn seconds_up(ms: i64) -> u32 {
    u32::try_from((ms.max(0) + 999) / 1000).unwrap_or(LONGEST)
}
