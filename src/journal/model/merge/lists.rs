//! Sets and lists.

use crate::kit::diff::{GONE, align, hunks};

/// Merges sets of words: in the order of `theirs`, then what only `ours` added.
pub fn merge_set<T: Clone + PartialEq>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    if theirs == base {
        return ours.to_vec();
    }
    let stays = |one: &&T, other: &[T]| other.contains(one) || !base.contains(one);
    let added = ours.iter().filter(|one| !theirs.contains(one) && !base.contains(one));
    theirs.iter().filter(|one| stays(one, ours)).chain(added).cloned().collect()
}

/// Merges lists whose entries have no names. `alike` says whether one entry may have been made of another, `both` merges
/// an entry of the base with what the two made of it. Entries that both added stand in the order `theirs`, `ours`; the
/// same one added by both stands once; one that was deleted here and edited there stays as edited.
pub fn merge_list<T: Clone + PartialEq>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    alike: impl Fn(&T, &T) -> bool,
    mut both: impl FnMut(&T, &T, &T) -> T,
) -> Vec<T> {
    let (mine, other) = (places(base, ours, &alike), places(base, theirs, &alike));
    let mut merged = Vec::new();
    for at in 0..=base.len() {
        let first = added(&other, theirs, at);
        let mut second = added(&mine, ours, at).to_vec();
        for one in first {
            if let Some(same) = second.iter().position(|two| two == one) {
                second.remove(same);
            }
        }
        merged.extend_from_slice(first);
        merged.append(&mut second);
        let Some(before) = base.get(at) else { break };
        match (ours.get(mine[at]), theirs.get(other[at])) {
            (Some(one), Some(two)) => merged.push(both(before, one, two)),
            (Some(one), None) | (None, Some(one)) if one != before => merged.push(one.clone()),
            _ => {}
        }
    }
    merged
}

/// What was added just before an entry of the base.
fn added<'a, T>(places: &[usize], list: &'a [T], at: usize) -> &'a [T] {
    let end = places[at..].iter().copied().find(|place| *place != GONE).unwrap_or(list.len());
    let start = places[..at].iter().rev().copied().find(|place| *place != GONE).map_or(0, |place| place + 1);
    // Among entries that were deleted, what was added stands before the first.
    if at > 0 && places[at - 1] == GONE { &list[end..end] } else { &list[start..end] }
}

/// For each entry of `old` the one of `new` that is it, or was made of it.
fn places<T: PartialEq>(old: &[T], new: &[T], alike: impl Fn(&T, &T) -> bool) -> Vec<usize> {
    let all: Vec<&T> = old.iter().chain(new).collect();
    let ids: Vec<u32> = all.iter().map(|one| all.iter().take_while(|other| other != &one).count() as u32).collect();
    let (old_ids, new_ids) = ids.split_at(old.len());
    let mut places = align(old_ids, new_ids);
    for hunk in hunks(&places, new.len()) {
        let ((from, to), (mut next, end)) = (hunk.old, hunk.new);
        let as_many = to - from == end - next;
        for at in from..to {
            let found = (next..end).find(|place| as_many || alike(&old[at], &new[*place]));
            if let Some(place) = found {
                places[at] = place;
                next = place + 1;
            }
        }
    }
    places
}
