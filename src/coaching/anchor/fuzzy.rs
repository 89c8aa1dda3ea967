//! Looks for words that are not kept whole: moved, edited, or both.

use super::Placed;
use super::map::{Map, letters, likeness};

/// The least share of the words that has to be kept.
const KEPT: f32 = 0.8;
/// How alike old and new words have to be.
const ALIKE: f32 = 0.7;
/// … when everything is kept and something was put in between.
const ALIKE_WHEN_KEPT: f32 = 0.5;
/// The same for words that are looked for somewhere else.
const ALIKE_ELSEWHERE: f32 = 0.8;
/// By how much the best place has to be better than the second best.
const MARGIN: f32 = 0.15;
/// Words this long that stand unchanged in one new place were moved there; shorter ones need their neighbours.
const TELLING: usize = 8;
/// The neighbours that tell.
const NEIGHBOURS: usize = 4;
/// Shorter words are not recognised once they are edited.
const EDITED: usize = 4;
/// Words of other lengths are not recognised once they are moved and edited.
const ELSEWHERE: std::ops::RangeInclusive<usize> = 10..=1_000;
/// Three characters that stand in more places tell nothing.
const COMMON: usize = 256;
/// How many places of three characters are looked at.
const PLACES: usize = 16;
/// How many of the threes of some words are looked up.
const THREES: usize = 64;

/// What is gone from the old text and what is new in the new one: moved words are in both. What is kept of the old text
/// has its place and is nobody else's.
pub struct Search {
    gone: Threes,
    added: Threes,
}

impl Search {
    /// Prepares for two texts.
    pub fn new(old: &[char], new: &[char], map: &Map) -> Self {
        let is_new = |at: usize| map.added[at + 1] > map.added[at];
        Search { gone: Threes::new(old, |at| map.is_gone(at)), added: Threes::new(new, is_new) }
    }

    /// Where the words from `start` to `end` of the old text, which are not kept whole, stand in the new one.
    pub fn place(&self, old: &[char], new: &[char], map: &Map, (start, end): (usize, usize)) -> Placed {
        let quote = &old[start..end];
        let places = self.added.equal(new, quote, |at| is_free(&map.added, at, quote.len()));
        if !places.is_empty() {
            let twins = self.gone.equal(old, quote, |at| is_free(&map.gone, at, quote.len()));
            return moved(old, new, (start, end), &places, twins.len());
        }
        if quote.len() < EDITED {
            return Placed::Lost;
        }
        self.edited(old, new, map, (start, end))
            .or_else(|| self.moved_and_edited(old, new, (start, end)))
            .map_or(Placed::Lost, |(start, end, alike)| Placed::Fuzzy { start, end, score: (alike * 100.0) as u8 })
    }

    fn edited(&self, old: &[char], new: &[char], map: &Map, at: (usize, usize)) -> Option<(usize, usize, f32)> {
        let (start, end) = map.between(at.0, at.1)?;
        let (kept, alike) = map.alike(old, at, &new[start..end]);
        let enough = if kept > 0.95 { ALIKE_WHEN_KEPT } else { ALIKE };
        (kept >= KEPT && alike >= enough).then_some((start, end, alike))
    }

    fn moved_and_edited(&self, old: &[char], new: &[char], at: (usize, usize)) -> Option<(usize, usize, f32)> {
        let quote = &old[at.0..at.1];
        if !ELSEWHERE.contains(&quote.len()) {
            return None;
        }
        let best = self.added.like(new, quote)?;
        // The other way round: these words were made of no others.
        let source = self.gone.like(old, &new[best.0..best.1])?;
        (source.0 < at.1 && at.0 < source.1).then_some(best)
    }
}

/// Whether most of a passage is free, by the sums of what is.
fn is_free(sums: &[u32], at: usize, len: usize) -> bool {
    (sums[at + len] - sums[at]) as usize * 10 >= len * 7
}

/// Which of the places that hold the same words is meant, when `twins` places lost them.
fn moved(old: &[char], new: &[char], (start, end): (usize, usize), places: &[usize], twins: usize) -> Placed {
    let len = end - start;
    let neighbours = |place: &usize| {
        let before = old[..start].iter().rev().zip(new[..*place].iter().rev());
        let after = old[end..].iter().zip(&new[place + len..]);
        let same = |pair: &(&char, &char)| pair.0 == pair.1;
        before.take(super::AROUND).take_while(same).count() + after.take(super::AROUND).take_while(same).count()
    };
    let mut found: Vec<_> = places.iter().map(|place| (neighbours(place), *place)).collect();
    found.sort_unstable_by(|one, two| two.cmp(one));
    let second = found.get(1).map_or(0, |second| second.0);
    let alone = found.len() == 1 && twins <= 1 && len >= TELLING;
    let (common, start) = found[0];
    if alone || common >= second + NEIGHBOURS { Placed::Moved { start, end: start + len } } else { Placed::Lost }
}

/// Where each three characters stand.
struct Threes(Vec<(u64, u32)>);

impl Threes {
    fn new(text: &[char], free: impl Fn(usize) -> bool) -> Self {
        let mut run = 0;
        let mut all = Vec::new();
        for at in 0..text.len() {
            run = if free(at) { run + 1 } else { 0 };
            if run >= 3 {
                all.push((three(&text[at - 2..=at]), at as u32 - 2));
            }
        }
        all.sort_unstable();
        Threes(all)
    }

    fn places(&self, three: u64) -> &[(u64, u32)] {
        let from = self.0.partition_point(|one| one.0 < three);
        let len = self.0[from..].partition_point(|one| one.0 == three);
        &self.0[from..from + len]
    }

    /// The places that hold exactly these words.
    fn equal(&self, text: &[char], words: &[char], free: impl Fn(usize) -> bool) -> Vec<usize> {
        let rarest = (0..words.len().saturating_sub(2))
            .step_by(words.len() / THREES + 1)
            .map(|at| (self.places(three(&words[at..at + 3])), at))
            .min_by_key(|(places, _)| places.len());
        let Some((places, at)) = rarest.filter(|(places, _)| places.len() <= COMMON) else { return Vec::new() };
        let starts = places.iter().filter_map(|(_, place)| (*place as usize).checked_sub(at));
        starts.filter(|start| text[*start..].starts_with(words) && free(*start)).take(PLACES).collect()
    }

    /// The place with words like these, if it is clearly the best.
    fn like(&self, text: &[char], words: &[char]) -> Option<(usize, usize, f32)> {
        let step = words.len() / THREES + 1;
        let mut shifts = Vec::new();
        for at in (0..words.len().saturating_sub(2)).step_by(step) {
            let places = self.places(three(&words[at..at + 3])).iter().take(PLACES);
            shifts.extend(places.map(|(_, place)| *place as i32 - at as i32));
        }
        shifts.sort_unstable();
        let enough = words.len() / step / 3;
        let (len, slack) = (words.len() as i32, words.len() as i32 / 8 + 2);
        let densest = |away: Option<i32>| {
            let near = |shift: i32| away.is_some_and(|best| (shift - best).abs() < len);
            let starts = (0..shifts.len()).filter(|from| !near(shifts[*from]));
            let count = |from: usize| shifts[from..].partition_point(|shift| *shift <= shifts[from] + slack);
            starts.map(|from| (count(from), shifts[from])).filter(|(count, _)| *count > enough).max()
        };
        let measure = |(_, shift): (usize, i32)| {
            let from = shift.max(0) as usize;
            let to = ((shift + slack + len) as usize).min(text.len());
            let window = text.get(from..to)?;
            let places = letters(words, window);
            let kept = || places.iter().copied().filter(|place| *place < window.len());
            let (first, last) = (kept().next()?, kept().next_back()?);
            let (share, alike) = likeness(words, &window[first..=last], &places);
            Some((from + first, from + last + 1, alike, share))
        };
        let best = densest(None)?;
        let (start, end, alike, share) = measure(best)?;
        let second = densest(Some(best.1)).and_then(measure).map_or(0.0, |second| second.2);
        (share >= KEPT && alike >= ALIKE_ELSEWHERE && alike >= second + MARGIN).then_some((start, end, alike))
    }
}

fn three(chars: &[char]) -> u64 {
    chars.iter().fold(0, |sum, c| sum << 21 | u64::from(u32::from(*c)))
}
