//! Making rounds complete: everyone who is there gets a seat, and the groups get their sizes.

use super::Round;
use super::dice::Dice;
use super::setting::{Seating, Setting};
use super::wishes::grant;

/// Rounds that fit the open rounds of `setting`, with as much of `rounds` in them as possible: whoever is missing
/// leaves their group, and whoever has no seat gets the one with the most new faces. Missing rounds are made up. Wishes
/// are kept in all of them.
pub(super) fn fit(setting: &Setting, rounds: &[Round], dice: &mut Dice) -> Vec<Round> {
    let mut counts = setting.counts();
    let mut fitted = Vec::new();
    for (at, seating) in setting.open.iter().enumerate() {
        let begun = rounds.get(at).map_or(&[][..], Vec::as_slice);
        let round = seat_all(setting, &counts, seating, begun, dice);
        for group in &round {
            for (a, b) in super::setting::pairs(group) {
                for pair in [a * setting.people + b, b * setting.people + a] {
                    counts[pair] += 1;
                }
            }
        }
        fitted.push(round);
    }
    fitted
}

fn seat_all(setting: &Setting, counts: &[u16], seating: &Seating, begun: &[Vec<usize>], dice: &mut Dice) -> Round {
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
    let mut queue: Vec<usize> = seating.present.iter().copied().filter(|person| waiting[*person]).collect();
    dice.shuffle(&mut queue);
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
    grant(setting, counts, &mut round);
    round
}
