//! Who sits where in the open rounds, and what that costs, kept up to date while people change places.

use super::Round;
use super::setting::Setting;

/// The open rounds with their costs.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    rounds: Vec<Vec<Vec<u16>>>,
    /// The group of each person in each round; `NOWHERE` for those who are missing.
    places: Vec<Vec<u16>>,
    /// How often each pair met, earlier rounds and events included.
    counts: Vec<u16>,
    /// What each group costs beyond its pairs.
    groups: Vec<Vec<i64>>,
    /// What everything costs.
    pub cost: i64,
}

/// The group of someone who is missing.
pub(super) const NOWHERE: u16 = u16::MAX;

impl Tables {
    /// Seats people as `rounds` say: the open rounds, everyone who is present in exactly one group.
    pub(super) fn new(setting: &Setting, rounds: &[Round]) -> Self {
        let mut new = Self {
            rounds: Vec::new(),
            places: Vec::new(),
            counts: setting.counts(),
            groups: Vec::new(),
            cost: setting.start(),
        };
        for round in rounds {
            let mut places = vec![NOWHERE; setting.people];
            let mut costs = Vec::new();
            let mut groups: Vec<Vec<u16>> = Vec::new();
            for group in round {
                let mut seated: Vec<u16> = Vec::new();
                for person in group.iter().map(|person| *person as u16) {
                    seated.iter().for_each(|other| new.meet(setting, person, *other));
                    seated.push(person);
                    places[person as usize] = groups.len() as u16;
                }
                costs.push(setting.group(&seated));
                groups.push(seated);
            }
            new.cost += costs.iter().sum::<i64>();
            new.rounds.push(groups);
            new.places.push(places);
            new.groups.push(costs);
        }
        new
    }

    pub(super) fn rounds(&self) -> Vec<Round> {
        let group = |group: &Vec<u16>| group.iter().map(|person| *person as usize).collect();
        self.rounds.iter().map(|round| round.iter().map(group).collect()).collect()
    }

    /// The group of a person in a round.
    #[inline]
    pub(super) fn place(&self, round: usize, person: usize) -> u16 {
        self.places[round][person]
    }

    /// Who sits in a group.
    pub(super) fn seated(&self, round: usize, group: u16) -> &[u16] {
        &self.rounds[round][group as usize]
    }

    /// Two people of different groups change places.
    pub(super) fn exchange(&mut self, setting: &Setting, round: usize, x: usize, y: usize) {
        let (a, b) = (self.places[round][x], self.places[round][y]);
        for (group, out, into) in [(a, x, y), (b, y, x)] {
            let group = group as usize;
            for at in 0..self.rounds[round][group].len() {
                let other = self.rounds[round][group][at];
                if other as usize == out {
                    self.rounds[round][group][at] = into as u16;
                } else {
                    self.part(setting, out as u16, other);
                    self.meet(setting, into as u16, other);
                }
            }
        }
        self.places[round].swap(x, y);
        if !setting.plain {
            for group in [a as usize, b as usize] {
                let cost = setting.group(&self.rounds[round][group]);
                self.cost += cost - self.groups[round][group];
                self.groups[round][group] = cost;
            }
        }
    }

    #[inline]
    fn meet(&mut self, setting: &Setting, a: u16, b: u16) {
        let pair = pair(setting, a, b);
        self.cost += setting.meeting(pair, self.counts[pair]);
        self.counts[pair] += 1;
    }

    #[inline]
    fn part(&mut self, setting: &Setting, a: u16, b: u16) {
        let pair = pair(setting, a, b);
        self.counts[pair] -= 1;
        self.cost -= setting.meeting(pair, self.counts[pair]);
    }
}

/// Where a pair is counted: in the half of the table where the smaller number comes first.
#[inline]
fn pair(setting: &Setting, a: u16, b: u16) -> usize {
    a.min(b) as usize * setting.people + a.max(b) as usize
}
