//! Who gets the next seat, and why the others wait. Pure: it knows neither the database nor the clock.
//!
//! A seat counts for a class, which is a profession or nobody's. A rule keeps a number of seats for its profession,
//! gives it at most so many, or wishes for a mix; after its release it no longer binds. A class that is over-full
//! does not stand in the way of another one that has room.

pub mod wish;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use wish::{Mode, Wish};

use crate::accounts::model::Profession;
use crate::kit::Moment;

/// What a seat counts for: a profession, or none when it was not said.
pub type Class = Option<Profession>;

/// What a host decided about the seats of one profession.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Whose seats.
    pub profession: Profession,
    /// So many stay free for it.
    pub kept: i64,
    /// At most so many are given to it.
    pub most: Option<i64>,
    /// Its part in the mix that the host wishes for.
    pub target: Option<i64>,
    /// From here on the rule no longer binds.
    pub released_at: Option<Moment>,
}

impl Rule {
    /// Whether it binds at `now`.
    pub fn binds(&self, now: Moment) -> bool {
        self.released_at.is_none_or(|at| now < at)
    }

    /// How many seats are kept for it; never more than it may have.
    fn promised(&self) -> i64 {
        self.most.map_or(self.kept, |most| self.kept.min(most))
    }
}

/// Somebody in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// What their seat would count for.
    pub class: Class,
    /// What they wish when a seat becomes free.
    pub wish: Wish,
    /// Whether the host said yes, where that is asked.
    pub approved: bool,
    /// Whether they ask for a seat at this very moment, so that it need not be offered first.
    pub asks_now: bool,
}

/// What becomes of somebody who waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The seat is theirs.
    Confirm,
    /// The seat is held until they answer.
    Offer,
}

/// Why somebody waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bar {
    /// Every seat is taken.
    Full,
    /// The free seats are kept for these professions, each until its moment.
    Kept(Vec<(Profession, Option<Moment>)>),
    /// Their profession has all the seats that it may have.
    Most(Profession, i64, Option<Moment>),
    /// The host has not said yes yet.
    Approval,
    /// The draw is at this moment.
    Draw(Moment),
    /// They wished to be asked no more, so many hours before the start.
    TooLate(i64),
}

/// A part of the seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// For whom they are kept; none for those that are for everybody.
    pub class: Class,
    /// How many of them somebody has.
    pub taken: i64,
    /// How many of them nobody has.
    pub open: i64,
}

/// The seats at one moment.
#[derive(Clone, Debug)]
pub struct Room {
    /// How many people fit.
    pub capacity: i64,
    /// All rules; those that do not bind any more count for nothing.
    pub rules: Vec<Rule>,
    /// How many have a seat, or one that is held for them, by class.
    pub taken: BTreeMap<Class, i64>,
    /// How seats are given.
    pub mode: Mode,
    /// When the workshop begins.
    pub starts_at: Moment,
}

impl Room {
    /// How many seats nobody has.
    pub fn free(&self) -> i64 {
        (self.capacity - self.taken.values().sum::<i64>()).max(0)
    }

    /// How many seats of this class are taken.
    pub fn taken_by(&self, class: Class) -> i64 {
        self.taken.get(&class).copied().unwrap_or(0)
    }

    fn rule_of(&self, class: Class, now: Moment) -> Option<&Rule> {
        self.rules.iter().find(|rule| Some(rule.profession) == class && rule.binds(now))
    }

    /// The seats that are still kept for a profession and that nobody of it has taken.
    fn missing(&self, rule: &Rule) -> i64 {
        (rule.promised() - self.taken_by(Some(rule.profession))).max(0)
    }

    /// The rules that keep seats free at this moment, and how many.
    pub fn kept(&self, now: Moment) -> Vec<(&Rule, i64)> {
        let binding = self.rules.iter().filter(|rule| rule.binds(now));
        binding.map(|rule| (rule, self.missing(rule))).filter(|(_, missing)| *missing > 0).collect()
    }

    /// The seats in parts that add up to all of them: those kept for a profession, and last those for everybody.
    pub fn parts(&self, now: Moment) -> Vec<Part> {
        let (mut open, mut taken) = (self.free(), self.taken.values().sum::<i64>());
        let mut parts = Vec::new();
        for rule in self.rules.iter().filter(|rule| rule.binds(now) && rule.promised() > 0) {
            let sat = rule.promised() - self.missing(rule);
            // More may be kept than there is.
            let left = self.missing(rule).min(open);
            (open, taken) = (open - left, taken - sat);
            parts.push(Part { class: Some(rule.profession), taken: sat, open: left });
        }
        if parts.is_empty() || open + taken > 0 {
            parts.push(Part { class: None, taken, open });
        }
        parts
    }

    /// Why nobody of this class can sit down now; none when there is a seat for it. A seat that is kept for the
    /// class itself is open to it even where more was promised than there is.
    pub fn bar(&self, class: Class, now: Moment) -> Option<Bar> {
        if self.free() == 0 {
            return Some(Bar::Full);
        }
        let own = self.rule_of(class, now);
        if let Some((rule, most)) = own.and_then(|rule| Some((rule, rule.most?)))
            && self.taken_by(class) >= most
        {
            return Some(Bar::Most(rule.profession, most, rule.released_at));
        }
        let kept = self.kept(now);
        let has_own = own.is_some_and(|rule| self.missing(rule) > 0);
        if has_own || self.free() > kept.iter().map(|(_, missing)| missing).sum() {
            return None;
        }
        Some(Bar::Kept(kept.into_iter().map(|(rule, _)| (rule.profession, rule.released_at)).collect()))
    }

    /// How many of this class could sit down now, one after another.
    pub fn left(&self, class: Class, now: Moment) -> i64 {
        let (free, kept) = (self.free(), self.kept(now));
        let all: i64 = kept.iter().map(|(_, missing)| missing).sum();
        let own: i64 = kept.iter().filter(|(rule, _)| Some(rule.profession) == class).map(|(_, missing)| missing).sum();
        let seats = own.min(free).max(free - (all - own));
        match self.rule_of(class, now).and_then(|rule| rule.most) {
            Some(most) => seats.min((most - self.taken_by(class)).max(0)),
            None => seats,
        }
    }

    /// Why this person waits; none when the next free seat could be theirs at once.
    pub fn bar_of(&self, waiter: &Waiter, now: Moment) -> Option<Bar> {
        match self.mode {
            Mode::Approval if !waiter.approved => return Some(Bar::Approval),
            Mode::Lottery { draw_at, drawn: false } => return Some(Bar::Draw(draw_at)),
            _ => {}
        }
        match waiter.wish {
            Wish::Until(hours) if !waiter.asks_now && now >= self.starts_at.plus_hours(-hours) => {
                Some(Bar::TooLate(hours))
            }
            _ => self.bar(waiter.class, now),
        }
    }

    /// Who of the line gets the next seat: of the class that is furthest below its part of the mix, the first one.
    pub fn next(&self, line: &[Waiter], now: Moment) -> Option<usize> {
        let mut best: Option<(usize, i64)> = None;
        for (at, waiter) in line.iter().enumerate() {
            let below = self.below_its_share(waiter.class, now);
            if best.is_none_or(|(_, most)| below > most) && self.bar_of(waiter, now).is_none() {
                best = Some((at, below));
            }
        }
        best.map(|(at, _)| at)
    }

    /// How far a class is below its part of the mix: in seats, times the sum of all parts; 0 when it is not.
    fn below_its_share(&self, class: Class, now: Moment) -> i64 {
        let parts = || self.rules.iter().filter(|rule| rule.binds(now)).filter_map(|rule| rule.target);
        let Some(part) = self.rule_of(class, now).and_then(|rule| rule.target) else { return 0 };
        (part * self.capacity - self.taken_by(class) * parts().sum::<i64>()).max(0)
    }

    /// Somebody of this class sits down.
    pub fn take(&mut self, class: Class) {
        *self.taken.entry(class).or_default() += 1;
    }

    /// Gives every seat that can be given to the line, in order: who (by place in `line`) gets what. Afterwards no
    /// seat is free for anybody who waits.
    pub fn settle(&mut self, line: &[Waiter], now: Moment) -> Vec<(usize, Step)> {
        let mut left: Vec<(usize, Waiter)> = line.iter().copied().enumerate().collect();
        let mut steps = Vec::new();
        loop {
            let waiting: Vec<Waiter> = left.iter().map(|(_, waiter)| *waiter).collect();
            let Some(next) = self.next(&waiting, now) else { return steps };
            let (at, waiter) = left.remove(next);
            self.take(waiter.class);
            let asks = waiter.wish == Wish::Ask && !waiter.asks_now;
            steps.push((at, if asks { Step::Offer } else { Step::Confirm }));
        }
    }
}
