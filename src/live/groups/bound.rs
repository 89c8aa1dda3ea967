//! How many repeated meetings nobody can avoid. Counting gives a lower bound: the true number may be higher, never lower.

use super::setting::Setting;

/// How often people at least meet again in the open rounds.
pub(super) fn unavoidable(setting: &Setting) -> usize {
    by_faces(setting).max(by_pigeonholes(setting))
}

/// Whoever needs more faces than there are new ones meets somebody again.
fn by_faces(setting: &Setting) -> usize {
    let mut needed = vec![0; setting.people];
    let mut seats = 0;
    for seating in &setting.open {
        let smallest = seating.sizes.iter().min().map_or(0, |size| size.saturating_sub(1));
        for person in &seating.present {
            let here = |other: &&usize| **other != *person && seating.present.binary_search(other).is_ok();
            let bonded = setting.bonds[*person].iter().filter(here).count();
            needed[*person] += smallest.saturating_sub(bonded);
            seats -= bonded as i64;
        }
        seats += seating.sizes.iter().map(|size| (size * size.saturating_sub(1)) as i64).sum::<i64>();
    }
    let fresh: Vec<usize> = (0..setting.people).map(|person| setting.fresh(person)).collect();
    let each: usize = needed.iter().zip(&fresh).map(|(needed, fresh)| needed.saturating_sub(*fresh)).sum();
    let all = (seats - fresh.iter().sum::<usize>() as i64).max(0) as usize;
    // A meeting again has two people.
    each.max(all).div_ceil(2)
}

/// When a group is larger than the number of groups they come from, some of it sat together before.
fn by_pigeonholes(setting: &Setting) -> usize {
    let mut least = 0;
    for (at, seating) in setting.open.iter().enumerate() {
        let earlier = setting.open[..at].iter().chain(&setting.fixed);
        let holes = earlier.filter(|other| other.present == seating.present).map(|other| other.sizes.len()).min();
        let bonded = setting.bonded_pairs(&seating.present);
        let again = holes.map_or(0, |holes| seating.sizes.iter().map(|size| pairs_in(*size, holes)).sum());
        least += again.saturating_sub(bonded);
    }
    least
}

/// How many pairs share a hole at least, when `size` people go into `holes`.
fn pairs_in(size: usize, holes: usize) -> usize {
    let pairs = |people: usize| people * people.saturating_sub(1) / 2;
    let (each, rest) = (size / holes.max(1), size % holes.max(1));
    rest * pairs(each + 1) + (holes.max(1) - rest) * pairs(each)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::groups::Event;

    fn least(people: usize, size: usize, rounds: usize) -> usize {
        unavoidable(&Setting::new(&Event::plain(people, size, rounds)))
    }

    #[test]
    fn counting_knows_what_cannot_be_avoided() {
        assert_eq!(least(12, 4, 2), 3);
        assert_eq!(least(8, 4, 2), 4);
        assert_eq!(least(16, 4, 5), 0);
        assert_eq!(least(16, 4, 6), 24, "after five rounds everybody has met everybody");
        assert_eq!(least(20, 4, 7), 20);
        assert_eq!(least(32, 4, 10), 0);
        assert_eq!(least(3, 4, 3), 6);
        assert_eq!((least(0, 4, 3), least(1, 4, 3), least(9, 3, 0)), (0, 0, 0));
    }

    #[test]
    fn those_who_stay_together_do_not_count_as_meeting_again() {
        let mut event = Event::plain(3, 3, 2);
        event.together = vec![(0, 1)];
        assert_eq!(unavoidable(&Setting::new(&event)), 2);
    }

    #[test]
    fn earlier_events_take_new_faces_away() {
        let mut event = Event::plain(4, 4, 1);
        event.met = vec![(0, 1), (2, 3), (2, 3)];
        assert_eq!(unavoidable(&Setting::new(&event)), 2);
    }
}
