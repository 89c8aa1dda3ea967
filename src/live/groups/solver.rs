//! Brings it all together: an answer at once, and a better one with every step.

use super::anneal::Anneal;
use super::bound::unavoidable;
use super::dice::Dice;
use super::fit::fit;
use super::hunt::Hunt;
use super::model::{Event, Round, Schedule};
use super::score::Score;
use super::setting::Setting;

/// How many changes a step tries: a millisecond or two.
const TRIES: usize = 4_096;

/// The steps after which a search that found nothing perfect is given up, unless somebody waits longer.
pub const STEPS: u32 = 2_000;

/// A search for groups. It has an answer from the start. The same event, seed and number of steps give the same
/// answer everywhere, and it never gets worse by further steps; so stop it by the clock or by counting, as you like.
#[derive(Clone, Debug)]
pub struct Solver {
    event: Event,
    setting: Setting,
    unavoidable: usize,
    /// Who sits in some open round; the hunt calls them by their place in this list.
    present: Vec<usize>,
    hunt: Hunt,
    anneal: Anneal,
    dice: Dice,
    steps: u32,
}

impl Solver {
    /// Reads the event and makes a first answer.
    pub fn new(event: &Event, seed: u64) -> Self {
        let setting = Setting::new(event);
        let unavoidable = unavoidable(&setting);
        let mut dice = Dice::new(seed);
        let mut present: Vec<usize> = setting.open.iter().flat_map(|seating| seating.present.iter().copied()).collect();
        present.sort_unstable();
        present.dedup();
        let largest = setting.open.iter().max_by_key(|seating| seating.present.len());
        let groups = largest.map_or(0, |seating| seating.sizes.len());
        let (hunt, known) = Hunt::new(super::sizes::sizes(present.len(), groups), setting.open.len(), seed);
        dice.shuffle(&mut present);
        let begun = if event.draft.is_empty() { named(&known, &present) } else { event.draft.clone() };
        let first = fit(&setting, &begun, &mut dice);
        let anneal = Anneal::new(&setting, &first, dice.clone());
        let mut new = Self { event: event.clone(), setting, unavoidable, present, hunt, anneal, dice, steps: 0 };
        if !new.event.draft.is_empty() {
            new.adopt(&known);
        }
        new
    }

    /// Searches a little. Answers whether more steps may help.
    pub fn step(&mut self) -> bool {
        if self.over() {
            return false;
        }
        self.steps += 1;
        let hunting = if self.setting.plain {
            !self.steps.is_multiple_of(4)
        } else {
            self.steps < 100 || self.steps.is_multiple_of(4)
        };
        if hunting && !self.hunt.over() {
            if let Some(found) = self.hunt.search(TRIES) {
                self.adopt(&found);
            }
        } else {
            self.anneal.search(&self.setting, TRIES, self.floor());
        }
        !self.over()
    }

    /// The best answer so far.
    pub fn answer(&self) -> Schedule {
        let rounds: Vec<Round> = self.event.fixed.iter().chain(self.anneal.best().1).cloned().collect();
        let score = Score::of(&self.event, &self.setting, &rounds, self.unavoidable);
        Schedule { perfect: score.mixing == 100, rounds, score }
    }

    fn over(&self) -> bool {
        self.anneal.best().0 <= self.floor()
    }

    fn floor(&self) -> i64 {
        self.setting.floor(self.unavoidable)
    }

    fn adopt(&mut self, rounds: &[Round]) {
        let fitted = fit(&self.setting, &named(rounds, &self.present), &mut self.dice);
        self.anneal.restart(&self.setting, &fitted);
    }
}

/// Makes groups: takes `steps` steps, or fewer when they are perfect or when `stop` says so.
pub fn solve(event: &Event, seed: u64, steps: u32, mut stop: impl FnMut() -> bool) -> Schedule {
    let mut solver = Solver::new(event, seed);
    for _ in 0..steps {
        if stop() || !solver.step() {
            break;
        }
    }
    solver.answer()
}

fn named(rounds: &[Round], names: &[usize]) -> Vec<Round> {
    let group = |group: &Vec<usize>| group.iter().filter_map(|one| names.get(*one).copied()).collect();
    rounds.iter().map(|round| round.iter().map(group).collect()).collect()
}
