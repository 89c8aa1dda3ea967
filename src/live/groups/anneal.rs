//! Changing places at random while a heat sinks: at first a loss is often taken, at the end hardly ever.

use super::Round;
use super::dice::Dice;
use super::setting::Setting;
use super::tables::{NOWHERE, Tables};

/// A search that goes on for ever, one pass after the other, and remembers the best.
#[derive(Clone, Debug)]
pub(super) struct Anneal {
    tables: Tables,
    best: (i64, Vec<Round>),
    dice: Dice,
    heat: f32,
    pass: u32,
    left: usize,
    length: usize,
}

/// How many tries the first pass takes.
const FIRST_PASS: usize = 150_000;
/// The heat in which passes begin, by turns.
const HOT: [f32; 4] = [30.0, 15.0, 60.0, 120.0];
/// The heat in which passes end.
const COLD: f32 = 0.6;

impl Anneal {
    pub(super) fn new(setting: &Setting, rounds: &[Round], dice: Dice) -> Self {
        let tables = Tables::new(setting, rounds);
        let best = (tables.cost, rounds.to_vec());
        let mut new = Self { tables, best, dice, heat: 0.0, pass: 0, left: 0, length: 0 };
        new.begin();
        new
    }

    /// Begins anew with `rounds`, keeping the best that there was.
    pub(super) fn restart(&mut self, setting: &Setting, rounds: &[Round]) {
        self.tables = Tables::new(setting, rounds);
        self.remember();
        self.pass = 0;
        self.begin();
    }

    pub(super) fn best(&self) -> (i64, &[Round]) {
        (self.best.0, &self.best.1)
    }

    /// Tries about `tries` changes, or fewer when a cost of `enough` is reached.
    pub(super) fn search(&mut self, setting: &Setting, tries: usize, enough: i64) {
        let rounds: Vec<usize> = (0..setting.open.len()).filter(|at| setting.open[*at].sizes.len() > 1).collect();
        if rounds.is_empty() {
            return;
        }
        let mut done = 0;
        while done < tries && self.best.0 > enough {
            if self.left == 0 {
                self.pass += 1;
                self.tables = Tables::new(setting, &self.best.1);
                self.begin();
            }
            let round = rounds[self.dice.below(rounds.len())];
            // The first pass leaves the meetings as they are, and asks only who is who; later ones do that sometimes.
            let spent = if !setting.plain && (self.pass == 0 || self.dice.below(64) == 0) {
                self.rename(setting, round);
                rounds.len()
            } else {
                self.change(setting, round);
                1
            };
            done += spent;
            self.left = self.left.saturating_sub(spent);
            let left = self.left as f32 / self.length as f32;
            self.heat = COLD + (self.hot() - COLD) * left * left * left;
            if self.tables.cost < self.best.0 {
                self.remember();
            }
        }
    }

    fn hot(&self) -> f32 {
        HOT[self.pass as usize % HOT.len()]
    }

    fn begin(&mut self) {
        self.length = FIRST_PASS << (self.pass / HOT.len() as u32).min(8);
        self.left = self.length;
        self.heat = self.hot();
    }

    fn remember(&mut self) {
        if self.tables.cost < self.best.0 {
            self.best = (self.tables.cost, self.tables.rounds());
        }
    }

    /// Two people change places in one round; whoever is bound to one of them comes along.
    fn change(&mut self, setting: &Setting, round: usize) {
        let present = &setting.open[round].present;
        let (mut x, mut y) = (present[self.dice.below(present.len())], present[self.dice.below(present.len())]);
        if self.tables.place(round, x) == self.tables.place(round, y) {
            return;
        }
        if setting.bonds[x].is_empty() && setting.bonds[y].is_empty() {
            let before = self.tables.cost;
            self.tables.exchange(setting, round, x, y);
            if !self.dice.accepts(self.tables.cost - before, self.heat) {
                self.tables.exchange(setting, round, y, x);
            }
            return;
        }
        if setting.bonds[x].len() < setting.bonds[y].len() {
            (x, y) = (y, x);
        }
        let (here, there) = (self.tables.place(round, x), self.tables.place(round, y));
        let with_x = |person: &u16| setting.bonds[x].contains(&(*person as usize));
        let going: Vec<usize> =
            self.tables.seated(round, here).iter().filter(|p| with_x(p)).map(|p| *p as usize).collect();
        let mut coming = vec![y];
        let bound = |person: &usize| setting.bonds[y].contains(person);
        let others =
            self.tables.seated(round, there).iter().map(|person| *person as usize).filter(|person| *person != y);
        let (mut first, rest): (Vec<usize>, Vec<usize>) = others.partition(bound);
        coming.append(&mut first);
        coming.extend(rest.into_iter().filter(|person| setting.bonds[*person].is_empty()));
        if coming.len() >= going.len() {
            let moves: Vec<(usize, usize)> = going.into_iter().zip(coming).collect();
            self.together(setting, &moves.iter().map(|(x, y)| (round, *x, *y)).collect::<Vec<_>>());
        }
    }

    /// Two people change places in all rounds, so that the others only meet different people, not others again.
    fn rename(&mut self, setting: &Setting, round: usize) {
        let present = &setting.open[round].present;
        let (x, y) = (present[self.dice.below(present.len())], present[self.dice.below(present.len())]);
        if x == y || !setting.bonds[x].is_empty() || !setting.bonds[y].is_empty() {
            return;
        }
        let places = |at: usize| (self.tables.place(at, x), self.tables.place(at, y));
        if (0..setting.open.len()).any(|at| (places(at).0 == NOWHERE) != (places(at).1 == NOWHERE)) {
            return;
        }
        let apart = (0..setting.open.len()).filter(|at| places(*at).0 != places(*at).1);
        let moves: Vec<(usize, usize, usize)> = apart.map(|at| (at, x, y)).collect();
        self.together(setting, &moves);
    }

    /// Makes all of these exchanges, or none.
    fn together(&mut self, setting: &Setting, moves: &[(usize, usize, usize)]) {
        let before = self.tables.cost;
        for (round, x, y) in moves {
            self.tables.exchange(setting, *round, *x, *y);
        }
        if !self.dice.accepts(self.tables.cost - before, self.heat) {
            for (round, x, y) in moves.iter().rev() {
                self.tables.exchange(setting, *round, *y, *x);
            }
        }
    }
}
