//! What two sequences have in common, in their order. Bounded: at worst the answer is coarser, never slow.

/// Where an element of the old sequence has no place in the new one.
pub const GONE: usize = usize::MAX;

/// How far a shortest path is followed before what it found so far is taken.
const FAR: usize = 64;
/// How often a stretch is divided at elements that stand once in it.
const DEEP: usize = 8;

/// A stretch of the old sequence and what stands in its place; one of the two may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Start and end in the old sequence.
    pub old: (usize, usize),
    /// Start and end in the new sequence.
    pub new: (usize, usize),
}

/// For each element of `old` its place in `new`, or `GONE`; places only grow. Elements that stand once in both lead,
/// so that repeated ones (line ends, "はい。") are not matched across what was moved.
pub fn align(old: &[u32], new: &[u32]) -> Vec<usize> {
    aligned(old, new, 0)
}

/// The same, with as many matches as possible: for the letters of a sentence.
pub fn align_letters(old: &[u32], new: &[u32]) -> Vec<usize> {
    aligned(old, new, DEEP)
}

/// The stretches that an alignment leaves out.
pub fn hunks(places: &[usize], new_len: usize) -> Vec<Hunk> {
    let (mut found, mut old_at, mut new_at) = (Vec::new(), 0, 0);
    let kept = places.iter().copied().enumerate().filter(|(_, place)| *place != GONE);
    for (old, new) in kept.chain([(places.len(), new_len)]) {
        if old > old_at || new > new_at {
            found.push(Hunk { old: (old_at, old), new: (new_at, new) });
        }
        (old_at, new_at) = (old + 1, new + 1);
    }
    found
}

fn aligned(old: &[u32], new: &[u32], depth: usize) -> Vec<usize> {
    let mut places = vec![GONE; old.len()];
    part(old, new, (0, 0), depth, &mut places);
    places
}

/// Aligns stretches that begin at `at`.
fn part(old: &[u32], new: &[u32], at: (usize, usize), depth: usize, places: &mut [usize]) {
    let same = |n: &usize| old[*n] == new[*n];
    let head = (0..old.len().min(new.len())).take_while(same).count();
    let most = old.len().min(new.len()) - head;
    let tail = (1..=most).take_while(|n| old[old.len() - n] == new[new.len() - n]).count();
    for n in (0..head).chain(old.len() - tail..old.len()) {
        places[at.0 + n] = at.1 + if n < head { n } else { n + new.len() - old.len() };
    }
    let (old, new) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let at = (at.0 + head, at.1 + head);
    if old.is_empty() || new.is_empty() {
        return;
    }
    let pillars = if depth < DEEP { pillars(old, new) } else { Vec::new() };
    if pillars.is_empty() {
        return walk(old, new, at, places);
    }
    let mut from = (0, 0);
    for (o, n) in pillars.into_iter().chain([(old.len(), new.len())]) {
        part(&old[from.0..o], &new[from.1..n], (at.0 + from.0, at.1 + from.1), depth + 1, places);
        if o < old.len() {
            places[at.0 + o] = at.1 + n;
        }
        from = (o + 1, n + 1);
    }
}

/// The longest row of elements that stand once in `old` and once in `new`, in the same order.
fn pillars(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let (old, new) = (once(old), once(new));
    let mut pairs = Vec::new();
    let mut n = 0;
    for (id, place) in old {
        while n < new.len() && new[n].0 < id {
            n += 1;
        }
        if n < new.len() && new[n].0 == id {
            pairs.push((place, new[n].1));
        }
    }
    pairs.sort_unstable();
    // Piles: the top of each is the smallest end of a row of that length.
    let (mut tops, mut below): (Vec<usize>, Vec<usize>) = (Vec::new(), vec![GONE; pairs.len()]);
    for (at, pair) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|top| pairs[*top].1 < pair.1);
        if pile > 0 {
            below[at] = tops[pile - 1];
        }
        if pile == tops.len() {
            tops.push(at);
        } else {
            tops[pile] = at;
        }
    }
    let mut row = Vec::new();
    let mut at = tops.last().copied().unwrap_or(GONE);
    while at != GONE {
        row.push(pairs[at]);
        at = below[at];
    }
    row.reverse();
    row
}

/// The elements that stand once, with their places.
fn once(all: &[u32]) -> Vec<(u32, usize)> {
    let mut sorted: Vec<(u32, usize)> = all.iter().copied().zip(0..).collect();
    sorted.sort_unstable();
    let lone = |at: usize| {
        let id = sorted[at].0;
        (at == 0 || sorted[at - 1].0 != id) && sorted.get(at + 1).is_none_or(|next| next.0 != id)
    };
    (0..sorted.len()).filter(|at| lone(*at)).map(|at| sorted[at]).collect()
}

/// Follows the path of fewest changes (Myers 1986), as far as `FAR` changes at a time.
fn walk(old: &[u32], new: &[u32], mut at: (usize, usize), places: &mut [usize]) {
    let (mut old, mut new) = (old, new);
    let mut reach = Vec::new();
    while !old.is_empty() && !new.is_empty() {
        let (x, y) = stretch(old, new, at, places, &mut reach);
        (old, new, at) = (&old[x..], &new[y..], (at.0 + x, at.1 + y));
    }
}

/// One stretch of the path; says how far it came. `reach` holds for each number of changes `d` and each `i` up to `d`
/// how far in `old` a path comes on the diagonal `2 i - d`, or -1.
fn stretch(old: &[u32], new: &[u32], at: (usize, usize), places: &mut [usize], reach: &mut Vec<i32>) -> (usize, usize) {
    let lens = (old.len() as i32, new.len() as i32);
    reach.clear();
    let mut end = None;
    'far: for d in 0..=FAR {
        for i in 0..=d {
            let mut x = step(reach, lens, d, i).0;
            if x >= 0 {
                let (mut o, mut n) = (x as usize, (x - diagonal(d, i)) as usize);
                while o < old.len() && n < new.len() && old[o] == new[n] {
                    (o, n) = (o + 1, n + 1);
                }
                x = o as i32;
                if o == old.len() && n == new.len() {
                    end = Some((d, i));
                }
            }
            reach.push(x);
            if end.is_some() {
                break 'far;
            }
        }
    }
    let far = |i: &usize| match reach[row(FAR) + i] {
        -1 => -1,
        x => 2 * x - diagonal(FAR, *i),
    };
    let (mut d, mut i) = end.unwrap_or_else(|| (FAR, (0..=FAR).max_by_key(far).unwrap_or_default()));
    let came = reach[row(d) + i];
    let came = (came as usize, (came - diagonal(d, i)) as usize);
    loop {
        let (start, down) = step(reach, lens, d, i);
        for x in start..reach[row(d) + i] {
            places[at.0 + x as usize] = at.1 + (x - diagonal(d, i)) as usize;
        }
        if d == 0 {
            return came;
        }
        (d, i) = (d - 1, if down { i } else { i - 1 });
    }
}

fn row(d: usize) -> usize {
    d * (d + 1) / 2
}

fn diagonal(d: usize, i: usize) -> i32 {
    2 * i as i32 - d as i32
}

/// Where a path of `d` changes begins on its last diagonal, or -1, and whether its last change is something new.
fn step(reach: &[i32], (n, m): (i32, i32), d: usize, i: usize) -> (i32, bool) {
    let Some(before) = d.checked_sub(1).map(row) else { return (0, true) };
    let mut right = -1;
    if i > 0 && (0..n).contains(&reach[before + i - 1]) {
        right = reach[before + i - 1] + 1;
    }
    let mut down = -1;
    if i < d && reach[before + i] - diagonal(d, i) <= m {
        down = reach[before + i];
    }
    (right.max(down), down >= right)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ids(text: &str) -> Vec<u32> {
        text.chars().map(u32::from).collect()
    }

    fn common(places: &[usize], old: &str) -> String {
        old.chars().zip(places).filter(|(_, place)| **place != GONE).map(|(c, _)| c).collect()
    }

    #[test]
    fn what_stands_once_leads() {
        let (old, new) = ("AnBnCnn", "BnXnAnCnn");
        assert_eq!(common(&align(&ids(old), &ids(new)), old), "BnnCnn".replacen("BnnC", "BnC", 1));
    }

    #[test]
    fn letters_keep_as_much_as_can_be() {
        let (old, new) = ("abcabba", "cbabac");
        assert_eq!(common(&align_letters(&ids(old), &ids(new)), old).len(), 4);
    }

    fn words() -> impl Strategy<Value = Vec<u32>> {
        (1..6_u32).prop_flat_map(|kinds| proptest::collection::vec(0..kinds, 0..400))
    }

    proptest! {
        #[test]
        fn an_alignment_pairs_equals_in_order(old in words(), new in words()) {
            for places in [align(&old, &new), align_letters(&old, &new)] {
                let mut next = 0;
                for (at, place) in places.iter().enumerate().filter(|(_, place)| **place != GONE) {
                    prop_assert!(*place >= next && old[at] == new[*place]);
                    next = place + 1;
                }
                let mut rebuilt = Vec::new();
                let mut kept = 0;
                for hunk in hunks(&places, new.len()) {
                    rebuilt.extend_from_slice(&old[kept..hunk.old.0]);
                    rebuilt.extend_from_slice(&new[hunk.new.0..hunk.new.1]);
                    kept = hunk.old.1;
                }
                rebuilt.extend_from_slice(&old[kept..]);
                prop_assert_eq!(rebuilt, new.clone());
            }
            prop_assert!(align(&old, &old).iter().copied().eq(0..old.len()));
        }
    }
}
