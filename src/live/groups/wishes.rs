//! Wishes in a round that knows nothing of them: one from geometry, or a draft that is older than they are. A search
//! keeps what is kept here, and it may be stopped before it came to any wish itself.

use std::cmp::Reverse;

use super::Group;
use super::setting::Setting;

/// Somebody, and the group they sit in.
type Seat = (usize, usize);

/// Brings together who belongs together, and then parts who has to be apart, as far as others can take their places.
/// The round is full; the sizes of its groups stay. `counts` says how often each pair met before.
pub(super) fn grant(setting: &Setting, counts: &[u16], round: &mut [Group]) {
    for (person, bond) in setting.bonds.iter().enumerate() {
        // Each bond once.
        if bond.first() == Some(&person) {
            gather(setting, counts, round, bond);
        }
    }
    for at in 0..round.len() {
        for _ in 0..round[at].len() {
            let Some((one, other)) = relief(setting, counts, round, at) else { break };
            exchange(round, one, other);
        }
    }
}

/// The people of a bond come to the group that has room for most of them, and most of them already. Bonds before it
/// stay as they are.
fn gather(setting: &Setting, counts: &[u16], round: &mut [Group], bond: &[usize]) {
    let Some(first) = bond.first() else { return };
    let theirs = |group: &Group| group.iter().filter(|person| bond.contains(person)).count();
    let may_go = |person: usize| setting.bonds[person].first().is_none_or(|other| other > first);
    let room = |group: &Group| group.iter().filter(|person| may_go(**person)).count() + theirs(group);
    let rank = |group: &Group| (room(group).min(bond.len()), theirs(group));
    let Some(home) = (0..round.len()).min_by_key(|at| Reverse(rank(&round[*at]))) else { return };
    for person in bond {
        let place = round.iter().position(|group| group.contains(person));
        let Some(comes) = place.filter(|from| *from != home).map(|from| (*person, from)) else { continue };
        let others = round[home].iter().copied().filter(|one| may_go(*one)).map(|one| (one, home));
        let Some(goes) = others.min_by_key(|one| change(setting, counts, round, *one, comes)) else { return };
        exchange(round, goes, comes);
    }
}

/// The best exchange for somebody of a group who sits there with one whom they have to be apart from.
fn relief(setting: &Setting, counts: &[u16], round: &[Group], at: usize) -> Option<(Seat, Seat)> {
    let clash = |one: usize| round[at].iter().any(|other| setting.parted(one, *other));
    let uneasy: Vec<usize> = round[at].iter().copied().filter(|one| free(setting, *one) && clash(*one)).collect();
    let mut best: Option<(i64, Seat, Seat)> = None;
    for one in uneasy {
        for (to, group) in round.iter().enumerate().filter(|(to, _)| *to != at) {
            for other in group.iter().copied().filter(|other| free(setting, *other)) {
                let cost = change(setting, counts, round, (one, at), (other, to));
                if best.is_none_or(|(least, ..)| cost < least) {
                    best = Some((cost, (one, at), (other, to)));
                }
            }
        }
    }
    best.filter(|(cost, ..)| *cost < 0).map(|(_, one, other)| (one, other))
}

/// Whether somebody is bound to nobody.
fn free(setting: &Setting, person: usize) -> bool {
    setting.bonds[person].is_empty()
}

/// What it costs more that two of different groups take each other's place.
fn change(setting: &Setting, counts: &[u16], round: &[Group], (x, here): Seat, (y, there): Seat) -> i64 {
    let among = |person: usize, group: usize| -> i64 {
        let others = round[group].iter().filter(|other| **other != x && **other != y);
        let pairs = others.map(|other| person * setting.people + other);
        pairs.map(|pair| setting.meeting(pair, counts[pair])).sum()
    };
    among(x, there) + among(y, here) - among(x, here) - among(y, there)
}

fn exchange(round: &mut [Group], (x, here): Seat, (y, there): Seat) {
    for (group, goes, comes) in [(here, x, y), (there, y, x)] {
        if let Some(seat) = round[group].iter_mut().find(|person| **person == goes) {
            *seat = comes;
        }
    }
}
