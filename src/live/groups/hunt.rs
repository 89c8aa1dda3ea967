//! The hunt for rounds in which nobody, or hardly anybody, meets again, whoever they are.

use super::bound::unavoidable;
use super::dice::Dice;
use super::known::suiting;
use super::setting::Setting;
use super::turning::{Form, Turning};
use super::{Event, Round};

/// How many tries each form gets in the first pass.
const FIRST_PASS: usize = 100_000;
/// The heat, in repeats, in which a search begins and ends.
const HEAT: (f32, f32) = (0.7, 0.18);

/// A search among several forms, each in its turn, for longer and longer.
#[derive(Clone, Debug)]
pub(super) struct Hunt {
    sizes: Vec<usize>,
    rounds: usize,
    forms: Vec<Plan>,
    least: i64,
    best: i64,
    current: Option<Turning>,
    turn: usize,
    dice: Dice,
}

/// A form, and how many rounds it is searched for. People may go by the couple, or more, and always sit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Plan {
    form: Form,
    rounds: usize,
    couple: usize,
    /// So few repeats are enough.
    enough: i64,
}

impl Hunt {
    /// A hunt for `rounds` rounds of groups of these sizes, and the rounds that are known without one: maybe too few,
    /// and maybe none.
    pub(super) fn new(sizes: Vec<usize>, rounds: usize, seed: u64) -> (Self, Vec<Round>) {
        let people = sizes.iter().sum();
        let known = suiting(&sizes, rounds);
        let least = least(people, sizes.len(), rounds);
        let best = if known.len() < rounds { i64::MAX } else { repeats(&known) };
        let mut forms = forms(&sizes, rounds, least);
        let before = rounds.saturating_sub(1);
        if least > 0 && known.len() < before && self::least(people, sizes.len(), before) == 0 {
            forms.extend(self::forms(&sizes, before, 0));
        }
        let new = Self { sizes, rounds, forms, least, best, current: None, turn: 0, dice: Dice::new(seed) };
        (new, known)
    }

    /// Whether nothing better can be found.
    pub(super) fn over(&self) -> bool {
        self.best <= self.least || self.forms.is_empty()
    }

    /// Tries `tries` changes; answers with rounds when they are better than all before.
    pub(super) fn search(&mut self, tries: usize) -> Option<Vec<Round>> {
        let plan = *self.forms.get(self.turn % self.forms.len().max(1))?;
        let mut turning = self.current.take().unwrap_or_else(|| self.begin(plan));
        turning.search(tries, plan.enough);
        if turning.left() > 0 && turning.best() > plan.enough {
            self.current = Some(turning);
            return None;
        }
        self.turn += 1;
        let couple = |one: &usize| one * plan.couple..(one + 1) * plan.couple;
        let group = |group: &Vec<usize>| group.iter().flat_map(couple).collect();
        self.judge(turning.rounds(plan.rounds).iter().map(|round| round.iter().map(group).collect()).collect())
    }

    fn begin(&mut self, plan: Plan) -> Turning {
        let sizes: Vec<usize> = self.sizes.iter().map(|size| size / plan.couple).collect();
        let mut turning = Turning::new(plan.form, &sizes, Dice::new(self.dice.below(1 << 30) as u64));
        turning.warm(HEAT.0, HEAT.1, FIRST_PASS << (self.turn / self.forms.len()).min(8));
        turning
    }

    fn judge(&mut self, rounds: Vec<Round>) -> Option<Vec<Round>> {
        let found = repeats(&rounds);
        if rounds.len() < self.rounds {
            // One round too few, but nobody meets again: the last round is made up, and this is not tried any more.
            self.forms.retain(|plan| found > 0 || plan.rounds == self.rounds);
            return (found == 0).then_some(rounds);
        }
        let better = found < self.best;
        self.best = self.best.min(found);
        better.then_some(rounds)
    }
}

/// How often people meet again at least.
fn least(people: usize, groups: usize, rounds: usize) -> i64 {
    let event = Event { groups: Some(groups), ..Event::plain(people, people.div_ceil(groups.max(1)), rounds) };
    unavoidable(&Setting::new(&event)) as i64
}

/// How often people meet again.
fn repeats(rounds: &[Round]) -> i64 {
    let pairs = rounds.iter().flatten().flat_map(|group| super::setting::pairs(group));
    let mut met: Vec<(usize, usize)> = pairs.map(|(a, b)| (a.min(b), a.max(b))).collect();
    let all = met.len();
    met.sort_unstable();
    met.dedup();
    (all - met.len()) as i64
}

/// The forms in which such rounds may exist, the most promising first.
fn forms(sizes: &[usize], rounds: usize, least: i64) -> Vec<Plan> {
    let (people, groups): (usize, usize) = (sizes.iter().sum(), sizes.len());
    if groups < 2 || rounds < 2 {
        return Vec::new();
    }
    let needed: usize = sizes.iter().map(|size| size * size.saturating_sub(1) / 2).sum();
    let repeating = least > 0;
    let mut plans = Vec::new();
    for firsts in 1..rounds.min(5) {
        let few = rounds.div_ceil(firsts);
        for turns in few..few + if repeating { 1 } else { 3 } {
            for rings in (1..=people / turns.max(1)).rev() {
                let still = people - rings * turns;
                let pairs = rings * ((turns - 1) / 2) + rings * (rings - 1) / 2 * turns + rings * still;
                if turns > 1 && still <= groups && (repeating || firsts * needed <= pairs) {
                    plans.push(Plan { form: Form { turns, rings, firsts }, rounds, couple: 1, enough: least });
                }
            }
        }
    }
    plans.truncate(8);
    let ordinary = |people: usize, couple: usize| {
        let enough = self::least(people, groups, rounds);
        Plan { form: Form { turns: 1, rings: people, firsts: rounds }, rounds, couple, enough }
    };
    plans.push(ordinary(people, 1));
    if repeating {
        let couples = (2..=sizes[0] / 2).filter(|couple| sizes.iter().all(|size| size.is_multiple_of(*couple)));
        plans.extend(couples.map(|couple| ordinary(people / couple, couple)));
    }
    plans
}
