//! Someone comes or goes while a round is running: the others stay where they are.

use super::{Event, Round};

/// Gives someone who comes late a seat in a running round: among the smallest groups the one where they know the
/// fewest. Returns the group; None when there is none.
pub fn join(event: &Event, rounds: &[Round], running: &mut Round, person: usize) -> Option<usize> {
    let known = |other: &usize| knows(event, rounds, person, *other);
    let clash = |other: &usize| event.apart.iter().any(|pair| *pair == (person, *other) || *pair == (*other, person));
    let bound =
        |other: &usize| event.together.iter().any(|pair| *pair == (person, *other) || *pair == (*other, person));
    let rank = |group: &Vec<usize>| {
        let count = |wanted: &dyn Fn(&usize) -> bool| group.iter().filter(|other| wanted(other)).count();
        (count(&clash), group.len(), count(&known))
    };
    let with_friends = running.iter().position(|group| group.iter().any(bound));
    let place = with_friends.or_else(|| (0..running.len()).min_by_key(|at| (rank(&running[*at]), *at)))?;
    running[place].push(person);
    Some(place)
}

/// Takes someone who goes out of a running round. When only one or two would stay behind, they join other groups and
/// theirs is closed; the places of the other groups change then.
pub fn leave(event: &Event, rounds: &[Round], running: &mut Round, person: usize) {
    running.iter_mut().for_each(|group| group.retain(|other| *other != person));
    let small = running.iter().position(|group| group.len() < event.size.clamp(1, 3));
    if let Some(small) = small.filter(|_| running.len() > 1) {
        for left in running.remove(small) {
            join(event, rounds, running, left);
        }
    }
}

fn knows(event: &Event, rounds: &[Round], a: usize, b: usize) -> bool {
    let met = |pair: &(usize, usize)| *pair == (a, b) || *pair == (b, a);
    event.met.iter().any(met) || rounds.iter().flatten().any(|group| group.contains(&a) && group.contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_comer_goes_to_the_smallest_group_with_the_most_new_faces() {
        let mut event = Event::plain(12, 4, 2);
        let mut running = vec![vec![0, 1, 2, 3], vec![4, 5, 6], vec![7, 8, 9]];
        let before = vec![vec![vec![11, 4, 0]]];
        assert_eq!(join(&event, &before, &mut running, 11), Some(2));
        assert_eq!(running[2], [7, 8, 9, 11]);
        event.apart = vec![(10, 5)];
        assert_eq!(join(&event, &before, &mut running, 10), Some(0), "someone they must not sit with is there");
        event.together = vec![(10, 1)];
        assert_eq!(join(&event, &[], &mut vec![vec![2], vec![1, 3, 4]], 10), Some(1));
        assert_eq!(join(&event, &[], &mut Vec::new(), 10), None);
    }

    #[test]
    fn nobody_is_left_behind_alone() {
        let event = Event::plain(9, 3, 2);
        let mut running = vec![vec![0, 1, 2], vec![3, 4, 5], vec![6, 7, 8]];
        let before = vec![vec![vec![1, 3], vec![2, 6]]];
        leave(&event, &before, &mut running, 0);
        assert_eq!(running, [vec![3, 4, 5, 2], vec![6, 7, 8, 1]]);
        let mut last = vec![vec![0, 1, 2]];
        leave(&event, &[], &mut last, 0);
        assert_eq!(last, [vec![1, 2]]);
    }
}
