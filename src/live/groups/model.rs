//! What is asked of the mixing, and what it answers.

use serde::{Deserialize, Serialize};

use super::score::Score;

/// The people of one group, by their numbers.
pub type Group = Vec<usize>;

/// The groups that sit at the same time.
pub type Round = Vec<Group>;

/// What counts about a person when groups are made. Professions and organisations are numbers that the caller chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// What they work as.
    pub profession: Option<u16>,
    /// Where they work.
    pub organisation: Option<u16>,
    /// Their band of years in the work: 0 up to three years, 1 up to nine, 2 from ten on.
    pub years: Option<u8>,
    /// They have never been at such an event.
    pub first_timer: bool,
}

/// An event whose groups are wanted. People are known by their place in `people`, rounds by their number from 0.
/// Numbers that name nobody are passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Everyone who takes part in some round.
    pub people: Vec<Person>,
    /// How many people a group should have.
    pub size: usize,
    /// How many groups there should be; None lets `size` decide.
    pub groups: Option<usize>,
    /// How many rounds there are, those of `fixed` among them.
    pub rounds: usize,
    /// The rounds that took place or have begun; they stay as they are.
    pub fixed: Vec<Round>,
    /// What was planned for the rounds after those; a good plan is kept as far as it still fits.
    pub draft: Vec<Round>,
    /// Who misses which round: person and round.
    pub away: Vec<(usize, usize)>,
    /// Who met at earlier events of the series, once for each time.
    pub met: Vec<(usize, usize)>,
    /// Who must not sit in one group.
    pub apart: Vec<(usize, usize)>,
    /// Who must sit in one group, in every round.
    pub together: Vec<(usize, usize)>,
}

impl Event {
    /// People of whom nothing is known, in groups of `size`.
    pub fn plain(people: usize, size: usize, rounds: usize) -> Self {
        Self { people: vec![Person::default(); people], size, rounds, ..Self::default() }
    }

    /// `person` goes home: they are missing from round `from` on.
    pub fn leave(&mut self, person: usize, from: usize) {
        self.away.extend((from..self.rounds).map(|round| (person, round)));
    }

    /// Someone comes late: they take part from round `from` on. Returns their number.
    pub fn arrive(&mut self, person: Person, from: usize) -> usize {
        let number = self.people.len();
        self.people.push(person);
        self.away.extend((0..from.min(self.rounds)).map(|round| (number, round)));
        number
    }

    /// Who is there in `round`, in order.
    pub fn present(&self, round: usize) -> Vec<usize> {
        let mut there = vec![true; self.people.len()];
        for (person, _) in self.away.iter().filter(|(_, missed)| *missed == round) {
            if let Some(there) = there.get_mut(*person) {
                *there = false;
            }
        }
        (0..there.len()).filter(|person| there[*person]).collect()
    }
}

/// The groups of all rounds, and how well they mix people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Schedule {
    /// All rounds, the fixed ones first.
    pub rounds: Vec<Round>,
    /// How good they are.
    pub score: Score,
    /// Nothing better exists, as far as counting can tell.
    pub perfect: bool,
}
