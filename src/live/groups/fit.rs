//! Making rounds complete: everyone who is there gets a seat, and the groups get their sizes.

use super::Round;
use super::dice::Dice;
use super::setting::{Seating, Setting};
use super::wishes::grant;

/// Rounds that fit the open rounds of `setting`, with as much of `rounds` in them as possible: whoever is missing
/// leaves their group, and whoever has no seat gets the one with the most new faces. Missing rounds are made up. Wishes
/// are kept in all of them.
pub(super) fn fit(setting: &Setting, rounds: &[Round], dice: &mut Dice) -> Vec<Round> {
    // Who met is counted only for those who need a seat: of thousands of people there are millions of pairs.
    let (mut counts, mut counted) = (Vec::new(), 0);
    let mut fitted: Vec<Round> = Vec::new();
    for (at, seating) in setting.open.iter().enumerate() {
        let begun = rounds.get(at).map_or(&[][..], Vec::as_slice);
        let (mut round, mut queue) = seat_known(setting, seating, begun);
        if setting.choosy() || !queue.is_empty() {
            if counts.is_empty() {
                counts = setting.counts();
            }
            for (a, b) in fitted[counted..].iter().flatten().flat_map(|group| super::setting::pairs(group)) {
                for pair in [a * setting.people + b, b * setting.people + a] {
                    counts[pair] += 1;
                }
            }
            counted = fitted.len();
            dice.shuffle(&mut queue);
            seat_others(setting, &counts, seating, &mut round, queue);
            grant(setting, &counts, &mut round);
        }
        fitted.push(round);
    }
    fitted
}

/// Those who sat in a round that was begun stay in their groups, as far as there is room; the others wait.
fn seat_known(setting: &Setting, seating: &Seating, begun: &[Vec<usize>]) -> (Round, Vec<usize>) {
    let mut waiting = vec![false; setting.people];
    seating.present.iter().for_each(|person| waiting[*person] = true);
    let mut round: Round = begun
        .iter()
        .map(|group| {
            let here = group.iter().copied();
            here.filter(|person| waiting.get_mut(*person).is_some_and(std::mem::take)).collect()
        })
        .collect();
    round.sort_by_key(|group: &Vec<usize>| std::cmp::Reverse(group.len()));
    round.resize(seating.sizes.len().max(round.len()), Vec::new());
    let dissolved = round.split_off(seating.sizes.len());
    dissolved.concat().iter().for_each(|person| waiting[*person] = true);
    for (group, size) in round.iter_mut().zip(&seating.sizes) {
        for person in group.drain((*size).min(group.len())..) {
            waiting[person] = true;
        }
    }
    let queue = seating.present.iter().copied().filter(|person| waiting[*person]).collect();
    (round, queue)
}

fn seat_others(setting: &Setting, counts: &[u16], seating: &Seating, round: &mut Round, mut queue: Vec<usize>) {
    // Those who belong together come first, while there is room for them.
    queue.sort_by_key(|person| setting.bonds[*person].is_empty());
    for person in queue {
        let cost = |group: &Vec<usize>| -> i64 {
            let pair = |other: &usize| person * setting.people + other;
            group.iter().map(|other| setting.meeting(pair(other), counts[pair(other)])).sum()
        };
        let free = round.iter().enumerate().filter(|(at, group)| group.len() < seating.sizes[*at]);
        if let Some((at, _)) = free.min_by_key(|(at, group)| (cost(group), group.len(), *at)) {
            round[at].push(person);
        }
    }
}
