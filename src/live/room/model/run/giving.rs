//! How later blocks give way, and get back what they gave.

use super::{AGAIN_MS, Refusal, Run, Standing, Stretch};

impl Stretch {
    /// The shortest it may become: half of its plan, or what it took already.
    fn floor(&self) -> u32 {
        self.planned.div_ceil(2).max(super::seconds_up(self.took_ms))
    }

    /// What it can give.
    fn spare(&self) -> u32 {
        if self.gives { self.seconds.saturating_sub(self.floor()) } else { 0 }
    }
}

impl Run {
    /// What becomes of the difference when a block is left: what it took too long is taken from later ones, what it
    /// did not need goes back to those that had given way: so many seconds. Below a second nothing does.
    pub(super) fn settle(&mut self, block: usize, left_ms: i64) -> u32 {
        let over = u32::try_from(-left_ms / 1000).unwrap_or_default();
        if over > 0 {
            let stretch = &mut self.blocks[block];
            stretch.seconds = stretch.seconds.saturating_add(over);
            self.take(block, over);
        }
        let rest = u32::try_from(left_ms / 1000).unwrap_or_default();
        let mut spare = rest;
        for later in self.blocks.iter_mut().skip(block + 1) {
            let back = later.planned.saturating_sub(later.seconds).min(spare);
            later.seconds += back;
            spare -= back;
        }
        rest - spare
    }

    /// Fewer minutes for a block: not below half of its plan where it may shrink, not below its plan elsewhere, and with
    /// a minute left of it. What had given way later on gets the time.
    pub(super) fn shorten(&mut self, block: usize, minutes: u32, now: i64) -> Result<(), Refusal> {
        let left = match self.standing {
            Standing::Running { due_ms, .. } => due_ms - now,
            Standing::Paused { left_ms, .. } => left_ms,
            Standing::Waiting | Standing::Ended { .. } => return Err(Refusal::NotBegun),
        };
        let stretch = &mut self.blocks[block];
        let least = if stretch.gives { stretch.planned.div_ceil(2) } else { stretch.planned };
        let to_come = u32::try_from((left - AGAIN_MS) / 1000).unwrap_or_default();
        let less = minutes.saturating_mul(60).min(stretch.seconds.saturating_sub(least)).min(to_come);
        if less == 0 {
            return Err(Refusal::TooShort);
        }
        stretch.seconds -= less;
        let less_ms = i64::from(less) * 1000;
        match &mut self.standing {
            Standing::Running { due_ms, .. } => *due_ms -= less_ms,
            Standing::Paused { left_ms, .. } => *left_ms -= less_ms,
            Standing::Waiting | Standing::Ended { .. } => {}
        }
        self.settle(block, less_ms);
        Ok(())
    }

    /// Takes up to `need` seconds from the blocks after `block`: from the nearest first, or from each in proportion to
    /// what it has.
    pub(super) fn take(&mut self, block: usize, need: u32) {
        let after = block + 1;
        let all: u64 = self.blocks.iter().skip(after).map(|later| u64::from(later.spare())).sum();
        let mut need = u64::from(need).min(all);
        if need == 0 {
            return;
        }
        if !self.blocks[block].takes_next {
            let whole = need;
            for later in self.blocks.iter_mut().skip(after) {
                // No more than its spare, which is a number of 32 bits.
                let share = whole * u64::from(later.spare()) / all;
                later.seconds -= share as u32;
                need -= share;
            }
        }
        // From the nearest: all of it, or the seconds that the proportions left over.
        for later in self.blocks.iter_mut().skip(after) {
            let share = u64::from(later.spare()).min(need);
            later.seconds -= share as u32;
            need -= share;
        }
    }
}
