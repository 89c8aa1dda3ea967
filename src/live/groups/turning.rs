//! Rounds that turn: one round is searched, the others follow from it.
//!
//! People sit on rings of `turns` seats, and a few stand still in the middle. After each round all rings turn by one
//! seat. Two people then meet again exactly when two pairs of a first round have the same distance on the same rings,
//! so that instead of a whole schedule only `firsts` rounds have to be found. Most of the best known schedules have
//! this form. With `turns` = 1 nothing turns, and it is an ordinary search.

use super::Round;
use super::dice::Dice;

/// How people sit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// How often the rings turn until everybody is back.
    pub turns: usize,
    /// How many rings there are; whoever is not on a ring stands still.
    pub rings: usize,
    /// How many rounds are searched.
    pub firsts: usize,
}

impl Form {
    /// Where someone of `seat` sits after `by` turns.
    fn turn(self, seat: usize, by: usize) -> usize {
        let Self { turns, rings, .. } = self;
        if seat < rings * turns { seat / turns * turns + (seat % turns + by) % turns } else { seat }
    }
}

/// A search for rounds of one form.
#[derive(Clone, Debug)]
pub(super) struct Turning {
    form: Form,
    people: usize,
    starts: Vec<usize>,
    /// Of first round `r`: seat `seats[r][i]` for place `i`; the groups are the stretches between `starts`.
    seats: Vec<Vec<u16>>,
    group_of_place: Vec<usize>,
    /// The kind of each pair: pairs of one kind are turned into each other.
    kinds: Vec<u32>,
    /// How many pairs are of each kind.
    widths: Vec<i64>,
    counts: Vec<u16>,
    /// Meetings that are not the first of their pair, over all rounds.
    pub repeats: i64,
    best: (i64, Vec<Vec<u16>>),
    /// The heat at the beginning and at the end, the tries from one to the other, and those that are left.
    heat: (f32, f32),
    tries: usize,
    left: usize,
    dice: Dice,
}

impl Turning {
    pub(super) fn new(form: Form, sizes: &[usize], mut dice: Dice) -> Self {
        let people = sizes.iter().sum();
        let (kinds, widths) = kinds(form, people);
        let mut starts = vec![0];
        let mut group_of_place = Vec::new();
        for (group, size) in sizes.iter().enumerate() {
            group_of_place.extend(std::iter::repeat_n(group, *size));
            starts.push(group_of_place.len());
        }
        let mut seats = vec![(0..people as u16).collect::<Vec<_>>(); form.firsts];
        seats.iter_mut().for_each(|round| dice.shuffle(round));
        let counts = vec![0; widths.len()];
        let mut new = Self {
            form,
            people,
            starts,
            seats,
            group_of_place,
            kinds,
            widths,
            counts,
            repeats: 0,
            best: (i64::MAX, Vec::new()),
            heat: (0.0, 0.0),
            tries: 1,
            left: 0,
            dice,
        };
        new.count();
        new.best = (new.repeats, new.seats.clone());
        new
    }

    /// How few repeats were found.
    pub(super) fn best(&self) -> i64 {
        self.best.0
    }

    /// Starts to cool from `hot` to `cold` (in repeats of one pair), in `tries`.
    pub(super) fn warm(&mut self, hot: f32, cold: f32, tries: usize) {
        let turns = self.form.turns as f32;
        self.heat = (hot * turns, cold * turns);
        (self.tries, self.left) = (tries.max(1), tries);
    }

    /// How many tries are left until it is cold.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// Tries to exchange two people, `tries` times, or until only `enough` repeats are left.
    pub(super) fn search(&mut self, tries: usize, enough: i64) {
        if self.starts.len() < 3 {
            self.left = 0;
            return;
        }
        let mut heat = self.heat.1;
        for at in 0..tries.min(self.left) {
            if at % 1024 == 0 {
                let left = self.left as f32 / self.tries as f32;
                heat = self.heat.1 + (self.heat.0 - self.heat.1) * left * left;
            }
            self.left -= 1;
            let round = self.dice.below(self.form.firsts);
            let (x, y) = (self.dice.below(self.people), self.dice.below(self.people));
            if self.group_of_place[x] == self.group_of_place[y] {
                continue;
            }
            let loss = self.exchange(round, x, y);
            if !self.dice.accepts(loss, heat) {
                self.exchange(round, x, y);
            } else if self.repeats < self.best.0 {
                self.best = (self.repeats, self.seats.clone());
                if self.repeats <= enough {
                    return;
                }
            }
        }
    }

    /// The rounds of the best that was found, at most `rounds`.
    pub(super) fn rounds(&self, rounds: usize) -> Vec<Round> {
        let group = |first: &[u16], ends: &[usize]| first[ends[0]..ends[1]].to_vec();
        let first = |first: &Vec<u16>| self.starts.windows(2).map(|ends| group(first, ends)).collect();
        turn_all(self.form, &self.best.1.iter().map(first).collect::<Vec<_>>(), rounds)
    }

    fn count(&mut self) {
        self.counts.fill(0);
        self.repeats = 0;
        for round in 0..self.form.firsts {
            for group in 0..self.starts.len() - 1 {
                for x in self.starts[group]..self.starts[group + 1] {
                    for y in self.starts[group]..x {
                        self.meet(self.seats[round][x], self.seats[round][y]);
                    }
                }
            }
        }
    }

    fn exchange(&mut self, round: usize, x: usize, y: usize) -> i64 {
        let before = self.repeats;
        let (a, b) = (self.seats[round][x], self.seats[round][y]);
        for (place, out, into) in [(x, a, b), (y, b, a)] {
            let group = self.group_of_place[place];
            for other in self.starts[group]..self.starts[group + 1] {
                if other != place {
                    let other = self.seats[round][other];
                    self.part(out, other);
                    self.meet(into, other);
                }
            }
        }
        self.seats[round].swap(x, y);
        self.repeats - before
    }

    #[inline]
    fn meet(&mut self, a: u16, b: u16) {
        let kind = self.kinds[a as usize * self.people + b as usize] as usize;
        self.repeats += self.form.turns as i64 - if self.counts[kind] == 0 { self.widths[kind] } else { 0 };
        self.counts[kind] += 1;
    }

    #[inline]
    fn part(&mut self, a: u16, b: u16) {
        let kind = self.kinds[a as usize * self.people + b as usize] as usize;
        self.counts[kind] -= 1;
        self.repeats -= self.form.turns as i64 - if self.counts[kind] == 0 { self.widths[kind] } else { 0 };
    }
}

/// All rounds that follow from first rounds, at most `rounds`.
pub(super) fn turn_all(form: Form, firsts: &[Vec<Vec<u16>>], rounds: usize) -> Vec<Round> {
    let all = firsts.iter().flat_map(|first| (0..form.turns).map(move |by| (first, by)));
    let turned = |group: &Vec<u16>, by: usize| group.iter().map(|seat| form.turn(*seat as usize, by)).collect();
    all.take(rounds).map(|(first, by)| first.iter().map(|group| turned(group, by)).collect()).collect()
}

/// The kind of each pair of seats, and how many pairs are of each kind.
fn kinds(form: Form, people: usize) -> (Vec<u32>, Vec<i64>) {
    let unset = u32::MAX;
    let mut kinds = vec![unset; people * people];
    let mut widths = Vec::new();
    for a in 0..people {
        for b in 0..a {
            if kinds[a * people + b] != unset {
                continue;
            }
            let (mut x, mut y, mut width) = (a, b, 0);
            while kinds[x * people + y] == unset {
                kinds[x * people + y] = widths.len() as u32;
                kinds[y * people + x] = widths.len() as u32;
                (x, y, width) = (form.turn(x, 1), form.turn(y, 1), width + 1);
            }
            widths.push(width);
        }
    }
    (kinds, widths)
}
