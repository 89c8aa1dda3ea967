//! Which characters of the old text are which of the new one.

use std::collections::BTreeMap;

use crate::journal::model::clauses;
use crate::kit::diff::{GONE, Hunk, align, align_letters, hunks};

/// Words that are kept whole among rewritten ones are trusted from this length on, or with as many neighbours.
const SURE: usize = 4;
/// Two rewritten passages longer than this together are not compared letter by letter.
const LONG: usize = 4_000;

/// Which characters of the old text are which of the new one, and how much they weigh.
pub struct Map {
    /// For each character of the old text its place in the new one, or `GONE`.
    places: Vec<usize>,
    /// Whether it stands in a clause that was kept as a whole.
    solid: Vec<bool>,
    /// For each place in the old text where what is kept before it ends in the new one, …
    before: Vec<usize>,
    /// … and where what is kept from it on begins.
    after: Vec<usize>,
    /// How many characters of the old text are gone, up to each place.
    pub gone: Vec<u32>,
    /// How many characters of the new text are new, up to each place.
    pub added: Vec<u32>,
}

impl Map {
    /// Compares two texts.
    pub fn new(old: &[char], new: &[char]) -> Self {
        let mut map = Map {
            places: vec![GONE; old.len()],
            solid: vec![false; old.len()],
            before: Vec::new(),
            after: Vec::new(),
            gone: Vec::new(),
            added: Vec::new(),
        };
        map.compare(old, new);
        map.sum_up(new.len());
        map
    }

    /// Where the words stand if they are kept whole, and not by chance.
    pub fn whole(&self, start: usize, end: usize) -> Option<usize> {
        let (len, to) = (end - start, self.places[start]);
        if self.gone[end] > self.gone[start] || self.places[end - 1] != to + len - 1 {
            return None;
        }
        let follows = |at: usize| match self.places.get(at) {
            Some(place) => *place != GONE && *place + start == to + at,
            // Both texts end here.
            None => self.added.len() + start == to + at.min(self.places.len()) + 1,
        };
        // Both texts begin here, or the same stands before.
        let leads = |n: &usize| if start < *n { start == to } else { follows(start - n) };
        let neighbours = (1..=SURE).take_while(leads).count() + (0..SURE).take_while(|n| follows(end + n)).count();
        (len + neighbours >= SURE || self.solid[start..end].iter().all(|solid| *solid)).then_some(to)
    }

    /// Where what was made of the words stands: between what is kept before and after them.
    pub fn between(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let kept = |at: &usize| self.places[*at] != GONE;
        let (first, last) = ((start..end).find(kept)?, (start..end).rev().find(kept)?);
        let (from, to) = (self.places[first], self.places[last] + 1);
        // What was written in place of the first and last words belongs to them, but not a whole new passage.
        let reach = |gone: usize, added: usize| if added <= 2 * gone + 4 && gone > 0 { added } else { gone.min(added) };
        let left = reach(first - start, from - self.before[start]);
        let right = reach(end - 1 - last, self.after[end] - to);
        Some((from - left, to + right))
    }

    /// The share of the words that is kept, and how alike the words and what stands in their place are.
    pub fn alike(&self, old: &[char], (start, end): (usize, usize), place: &[char]) -> (f32, f32) {
        likeness(&old[start..end], place, &self.places[start..end])
    }

    /// Whether a character of the old text is gone.
    pub fn is_gone(&self, at: usize) -> bool {
        self.places[at] == GONE
    }

    fn keep(&mut self, old: usize, new: usize, len: usize) {
        for n in 0..len {
            (self.places[old + n], self.solid[old + n]) = (new + n, true);
        }
    }

    /// Compares clauses, then the letters of those that are not the same.
    fn compare(&mut self, old: &[char], new: &[char]) {
        let texts = [old, new].map(|text| text.iter().collect::<String>());
        let [mut olds, mut news] = [Vec::new(), Vec::new()];
        let [old_starts, new_starts] = {
            let mut ids = BTreeMap::new();
            [(&texts[0], &mut olds), (&texts[1], &mut news)].map(|(text, into)| {
                let mut starts = vec![0];
                for clause in clauses(text) {
                    let next = ids.len() as u32;
                    into.push(*ids.entry(clause).or_insert(next));
                    starts.push(starts[starts.len() - 1] + clause.chars().count());
                }
                starts
            })
        };
        let places = align(&olds, &news);
        for (at, place) in places.iter().enumerate().filter(|(_, place)| **place != GONE) {
            self.keep(old_starts[at], new_starts[*place], old_starts[at + 1] - old_starts[at]);
        }
        for hunk in hunks(&places, news.len()) {
            let (from, to) = (old_starts[hunk.old.0], old_starts[hunk.old.1]);
            let (new_from, new_to) = (new_starts[hunk.new.0], new_starts[hunk.new.1]);
            if from < to && new_from < new_to && to - from + new_to - new_from <= LONG {
                for (at, place) in letters(&old[from..to], &new[new_from..new_to]).into_iter().enumerate() {
                    self.places[from + at] = if place == GONE { GONE } else { new_from + place };
                }
            }
        }
    }

    fn sum_up(&mut self, new_len: usize) {
        let mut is_new = vec![true; new_len];
        let mut end = 0;
        for place in &self.places {
            self.before.push(end);
            if *place != GONE {
                is_new[*place] = false;
                end = place + 1;
            }
        }
        self.before.push(end);
        self.after = vec![new_len; self.places.len() + 1];
        for at in (0..self.places.len()).rev() {
            self.after[at] = if self.places[at] == GONE { self.after[at + 1] } else { self.places[at] };
        }
        self.gone = sums(self.places.iter().map(|place| *place == GONE));
        self.added = sums(is_new.into_iter());
    }
}

fn sums(all: impl Iterator<Item = bool>) -> Vec<u32> {
    let mut sum = 0;
    let each = all.map(|one| {
        sum += u32::from(one);
        sum
    });
    [0].into_iter().chain(each.collect::<Vec<_>>()).collect()
}

/// Compares two passages letter by letter. A few letters that are the same amid many that are not are chance.
pub fn letters(old: &[char], new: &[char]) -> Vec<usize> {
    let [olds, news] = [old, new].map(|text| text.iter().map(|c| u32::from(*c)).collect::<Vec<_>>());
    let mut places = align_letters(&olds, &news);
    let size = |hunk: &Hunk| (hunk.old.1 - hunk.old.0).max(hunk.new.1 - hunk.new.0);
    for pair in hunks(&places, new.len()).windows(2) {
        let (from, to) = (pair[0].old.1, pair[1].old.0);
        if to - from <= size(&pair[0]).min(size(&pair[1])) {
            places[from..to].fill(GONE);
        }
    }
    places
}

/// The share of `old` that is kept, and how alike the two are, by the weight of their characters.
pub fn likeness(old: &[char], new: &[char], places: &[usize]) -> (f32, f32) {
    let weigh = |text: &[char]| text.iter().map(|c| weight(*c)).sum::<u32>() as f32;
    let kept = old.iter().zip(places).filter(|(_, place)| **place != GONE);
    let kept = kept.map(|(c, _)| weight(*c)).sum::<u32>() as f32;
    (kept / weigh(old).max(1.0), 2.0 * kept / (weigh(old) + weigh(new)).max(1.0))
}

/// Characters that carry the sense (kanji, katakana, numbers, letters) weigh twice as much as what joins them.
fn weight(c: char) -> u32 {
    if c.is_whitespace() || "、。！？!?「」『』（）()…".contains(c) || ('\u{3041}'..='\u{309f}').contains(&c)
    {
        1
    } else {
        2
    }
}
