//! An event made ready for counting fast.

use super::model::{Event, Person, Round};
use super::sizes::{group_count, sizes};

/// What a broken wish (apart, together) costs: more than everything else together.
const WISH: i64 = 100_000;
/// What a meeting again costs. It weighs more than the mixing of traits: new faces come first.
const AGAIN: i64 = 100;
/// Two of the same organisation in a group.
const SAME_ORGANISATION: i64 = 10;
/// Two of the same profession in a group, so that four professions are better than three.
const SAME_PROFESSION: i64 = 1;
/// Each profession that a group lacks to three, or to as many as there are.
const MISSING_PROFESSION: i64 = 4;
/// Each band between the most and the least years in a group.
const SPREAD_OF_YEARS: i64 = 2;
/// Each first-timer in a group without anyone experienced.
const LONE_FIRST_TIMER: i64 = 8;

/// More rounds than any event has.
const MOST_ROUNDS: usize = 1_000;

/// Who sits in a round, and how large its groups are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seating {
    pub present: Vec<usize>,
    pub sizes: Vec<usize>,
}

/// An event, ready for counting.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub people: usize,
    /// The rounds that are to be made.
    pub open: Vec<Seating>,
    /// The rounds that stay.
    pub fixed: Vec<Seating>,
    /// How often each pair met before the open rounds; empty when nobody did.
    met: Vec<u16>,
    /// Whom each person is bound to, themselves included; empty when to nobody.
    pub bonds: Vec<Vec<usize>>,
    /// Whether nothing but meeting again within the open rounds counts.
    pub plain: bool,
    /// What pairs cost whether they met or not; empty when nothing is known of any.
    side: Vec<i64>,
    /// A bit for the profession of each person.
    professions: Vec<u64>,
    /// How many professions a group should have.
    wanted: i64,
    years: Vec<Option<u8>>,
    first_timers: Vec<bool>,
}

impl Setting {
    pub(super) fn new(event: &Event) -> Self {
        let people = event.people.len();
        let valid = |pairs: &[(usize, usize)]| -> Vec<(usize, usize)> {
            pairs.iter().copied().filter(|(a, b)| a != b && *a < people && *b < people).collect()
        };
        let mut known: Vec<u16> = event.people.iter().filter_map(|one| one.profession).collect();
        known.sort_unstable();
        known.dedup();
        let open = (event.fixed.len()..event.rounds.min(MOST_ROUNDS)).map(|round| {
            let present = event.present(round);
            let sizes = sizes(present.len(), group_count(present.len(), event.size, event.groups));
            Seating { present, sizes }
        });
        let mut new = Self {
            people,
            open: open.collect(),
            fixed: event.fixed.iter().map(|round| seated(round, people)).collect(),
            met: Vec::new(),
            bonds: bonds(people, &valid(&event.together)),
            plain: false,
            side: Vec::new(),
            professions: event.people.iter().map(|one| profession_bit(one, &known)).collect(),
            wanted: known.len().min(3) as i64,
            years: event.people.iter().map(|one| one.years).collect(),
            first_timers: event.people.iter().map(|one| one.first_timer).collect(),
        };
        let fixed = event.fixed.iter().flatten().flat_map(|group| pairs(group));
        let before = [valid(&fixed.collect::<Vec<_>>()), valid(&event.met)].concat();
        if !before.is_empty() {
            new.met = vec![0; people * people];
        }
        for (a, b) in before {
            for at in [a * people + b, b * people + a] {
                new.met[at] = new.met[at].saturating_add(1).min(MOST_ROUNDS as u16);
            }
        }
        let weighed = new.weigh(event, &valid(&event.apart));
        let known = weighed && new.side.iter().any(|cost| *cost != 0);
        let traits = known || new.first_timers.iter().any(|first| *first);
        let traits = traits || new.professions.iter().any(|mask| *mask != 0) || new.years.iter().any(Option::is_some);
        new.plain = !traits && new.met.is_empty();
        new
    }

    /// Says what pairs cost, if anything is known of any; answers whether it is.
    fn weigh(&mut self, event: &Event, apart: &[(usize, usize)]) -> bool {
        // Of hundreds of people of whom nothing is known there are too many pairs to look at each.
        let known = |one: &Person| one.organisation.is_some() || one.profession.is_some();
        if !event.people.iter().any(known) && self.bonds.iter().all(Vec::is_empty) && apart.is_empty() {
            return false;
        }
        self.side = vec![0; self.people * self.people];
        let same = |a: Option<u16>, b: Option<u16>| a.is_some() && a == b;
        for (a, one) in event.people.iter().enumerate() {
            for (b, other) in event.people.iter().enumerate().filter(|(b, _)| *b != a) {
                let organisation = i64::from(same(one.organisation, other.organisation)) * SAME_ORGANISATION;
                let profession = i64::from(same(one.profession, other.profession)) * SAME_PROFESSION;
                let bond = i64::from(self.bonded(a, b)) * WISH;
                self.side[a * self.people + b] = organisation + profession - bond;
            }
        }
        for (a, b) in apart {
            self.side[a * self.people + b] += WISH;
            self.side[b * self.people + a] += WISH;
        }
        true
    }

    /// How often each pair met before, to count on from. A new table of zeros costs less than a copy of one.
    pub(super) fn counts(&self) -> Vec<u16> {
        if self.met.is_empty() { vec![0; self.people * self.people] } else { self.met.clone() }
    }

    /// Whether it matters who sits with whom even when nobody meets again.
    pub(super) fn choosy(&self) -> bool {
        !self.side.is_empty()
    }

    /// Whether two people always sit together.
    pub(super) fn bonded(&self, a: usize, b: usize) -> bool {
        a != b && self.bonds[a].contains(&b)
    }

    /// Whether two people must not sit together.
    pub(super) fn parted(&self, a: usize, b: usize) -> bool {
        self.side(a * self.people + b) > WISH / 2
    }

    /// How many pairs of those who are `present`, in order, always sit together.
    pub(super) fn bonded_pairs(&self, present: &[usize]) -> usize {
        let of = |a: &usize| self.bonds[*a].iter().filter(|b| a != *b && present.binary_search(b).is_ok()).count();
        present.iter().map(of).sum::<usize>() / 2
    }

    /// How many people someone has not met yet, may meet, and is not bound to.
    pub(super) fn fresh(&self, person: usize) -> usize {
        if self.plain {
            return self.people - 1;
        }
        let new = |other: usize| {
            let at = person * self.people + other;
            other != person && self.met.get(at).is_none_or(|times| *times == 0) && self.side(at).abs() < WISH / 2
        };
        (0..self.people).filter(|other| new(*other)).count()
    }

    /// What the wishes to sit together cost when none is fulfilled; each that is takes its share away again.
    pub(super) fn start(&self) -> i64 {
        self.open.iter().map(|seating| self.bonded_pairs(&seating.present) as i64 * WISH).sum()
    }

    /// The least that a schedule can cost when people meet again `unavoidable` times at least.
    pub(super) fn floor(&self, unavoidable: usize) -> i64 {
        let pairs = |people: usize| people * people.saturating_sub(1) / 2;
        let meetings: usize = self.open.iter().flat_map(|seating| &seating.sizes).map(|size| pairs(*size)).sum();
        let all = pairs(self.people).max(1);
        // A third meeting costs a little more than a second: it is least when all pairs meet equally often.
        let (each, more) = (meetings / all, meetings % all);
        let uneven = (all - more) * pairs(each.saturating_sub(1)) + more * pairs(each);
        unavoidable as i64 * AGAIN + uneven as i64
    }

    /// What it costs that a pair, which met `before` times, sits in one group.
    #[inline]
    pub(super) fn meeting(&self, pair: usize, before: u16) -> i64 {
        let side = self.side(pair);
        // Those who are bound together do not mind; others mind a third time a little more than a second.
        if before == 0 || side < -WISH / 2 { side } else { side + AGAIN + i64::from(before) - 1 }
    }

    #[inline]
    fn side(&self, pair: usize) -> i64 {
        self.side.get(pair).copied().unwrap_or(0)
    }

    /// What a group costs beyond its pairs.
    pub(super) fn group(&self, group: &[u16]) -> i64 {
        let (mut professions, mut first, mut experienced) = (0, 0, false);
        let (mut least, mut most) = (u8::MAX, 0);
        for person in group.iter().map(|person| *person as usize) {
            professions |= self.professions[person];
            first += i64::from(self.first_timers[person]);
            experienced |= !self.first_timers[person];
            if let Some(years) = self.years[person] {
                (least, most) = (least.min(years), most.max(years));
            }
        }
        let missing = if professions == 0 { 0 } else { (self.wanted - i64::from(professions.count_ones())).max(0) };
        let lone = if experienced { 0 } else { first };
        missing * MISSING_PROFESSION + lone * LONE_FIRST_TIMER + i64::from(most.saturating_sub(least)) * SPREAD_OF_YEARS
    }
}

/// The bit of a person's profession; from the 64th on they share one, so that they count as alike.
fn profession_bit(person: &Person, known: &[u16]) -> u64 {
    let at = person.profession.and_then(|profession| known.binary_search(&profession).ok());
    at.map_or(0, |at| 1 << at.min(63))
}

fn seated(round: &Round, people: usize) -> Seating {
    let mut present: Vec<usize> = round.iter().flatten().copied().filter(|person| *person < people).collect();
    present.sort_unstable();
    Seating { present, sizes: round.iter().map(Vec::len).collect() }
}

/// All pairs of a group.
pub(super) fn pairs(group: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    group.iter().enumerate().flat_map(|(at, a)| group[..at].iter().map(|b| (*a, *b)))
}

/// Who is bound to whom, over others too.
fn bonds(people: usize, together: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut bonds: Vec<Vec<usize>> = vec![Vec::new(); people];
    for (a, b) in together.iter().copied() {
        let mut both: Vec<usize> = [&bonds[a][..], &bonds[b][..], &[a, b]].concat();
        both.sort_unstable();
        both.dedup();
        for person in &both {
            bonds[*person].clone_from(&both);
        }
    }
    bonds
}
