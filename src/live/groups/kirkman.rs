//! Rounds in which, in the end, everybody has met everybody just once: Kirkman's schoolgirls and their like.
//!
//! D. K. Ray-Chaudhuri and R. M. Wilson made them from a finite field ("Solution of Kirkman's schoolgirl problem", 1971,
//! for threes), H. Hanani with them for fours ("On resolvable designs", 1972). People sit on rings whose seats are the
//! numbers of the field; sometimes one more stands still. The first round is made of powers of a number that has all
//! others but 0 among its powers; the next rounds follow by adding a number to all seats.

use super::Round;
use super::known::Rounds;
use super::numbers::Numbers;

/// A first round, and groups of which each makes a round of its own with all that it is moved to.
struct Design {
    first: Round,
    lines: Vec<Vec<usize>>,
}

/// Rounds for `groups` groups of `size` in which everybody meets everybody once, or none if none are known here.
pub(super) fn resolved(groups: usize, size: usize, _: usize) -> Rounds {
    let people = groups.saturating_mul(size);
    let (on_three, around_two, around_three) = (people / 3, people / 2, people / 3);
    let all = match (size, people % 2, people % 3) {
        (3, 1, _) => developed(on_three, 6, threes).or_else(|| developed(around_two, 6, threes_around)),
        (4, _, 1) => developed(around_three, 4, fours_around),
        _ => None,
    };
    all.unwrap_or_else(|| Box::new(std::iter::empty()))
}

/// The rounds of the design over the field of `count` numbers, if there is such a field, and if its numbers but 0 can
/// be dealt into `parts`.
fn developed(count: usize, parts: usize, design: fn(&Numbers) -> Option<Design>) -> Option<Rounds> {
    if count % parts != 1 || count < parts {
        return None;
    }
    let numbers = Numbers::new(count);
    let Design { first, lines } = Some(&numbers).filter(|all| all.powers.len() + 1 == count).and_then(design)?;
    let still = first.concat().into_iter().max().filter(|last| last % count == 0);
    let moved = move |group: &Vec<usize>, by: usize| -> Vec<usize> {
        let seat = |seat: usize| seat / count * count + numbers.add(seat % count, by);
        group.iter().map(|one| if Some(*one) == still { *one } else { seat(*one) }).collect()
    };
    // A number moves the first round; after all of them, each line makes a round with all that it is moved to.
    Some(Box::new((0..count + lines.len()).map(move |at| match at.checked_sub(count) {
        None => first.iter().map(|group| moved(group, at)).collect(),
        Some(line) => (0..count).map(|by| moved(&lines[line], by)).collect(),
    })))
}

/// Threes on three rings of q = 6t + 1 seats.
fn threes(numbers: &Numbers) -> Option<Design> {
    let (count, t) = (numbers.count, numbers.count / 6);
    let seat = |ring: usize, power: usize| ring * count + numbers.powers[power % (count - 1)];
    let mut first = vec![vec![0, count, 2 * count]];
    first.extend((0..t).flat_map(|i| (0..3).map(move |ring| [0, 2, 4].map(|k| seat(ring, i + k * t)).to_vec())));
    let (lines, rest): (Vec<usize>, Vec<usize>) = (0..6 * t).partition(|i| i / t % 2 == 0);
    let across = |i: usize| (0..3).map(|ring| seat(ring, i + 2 * ring * t)).collect();
    first.extend(rest.into_iter().map(across));
    Some(Design { first, lines: lines.into_iter().map(across).collect() })
}

/// Threes on two rings of q = 6t + 1 seats, with one who stands still.
fn threes_around(numbers: &Numbers) -> Option<Design> {
    let (count, t) = (numbers.count, numbers.count / 6);
    let power = |power: usize| numbers.powers[power % (count - 1)];
    let add = |a: usize, b: usize| numbers.add(a, b);
    let m = (0..count - 1).find(|m| add(power(*m), power(*m)) == add(power(t), 1))?;
    let mut first = vec![vec![0, count, 2 * count]];
    for i in (0..6 * t).filter(|i| i / t % 2 == 0) {
        first.push(vec![power(i), power(i + t), count + power(i + m)]);
    }
    first.extend((0..t).map(|i| [1, 3, 5].map(|k| count + power(i + m + k * t)).to_vec()));
    Some(Design { first, lines: Vec::new() })
}

/// Fours on three rings of q = 4t + 1 seats, with one who stands still.
fn fours_around(numbers: &Numbers) -> Option<Design> {
    let (count, t) = (numbers.count, numbers.count / 4);
    let power = |power: usize| numbers.powers[power % (count - 1)];
    let add = |a: usize, b: usize| numbers.add(a, b);
    let exponent = |number: usize| numbers.powers.iter().position(|power| *power == number);
    // −1 is the power 2t.
    let (up, down) = (|m: usize| exponent(add(power(m), 1)), |m: usize| exponent(add(power(m), power(2 * t))));
    let odd = |m: &usize| up(*m).zip(down(*m)).is_some_and(|(up, down)| (up + down) % 2 == 1);
    let m = (1..count - 1).step_by(2).find(odd)?;
    let mut first = vec![vec![0, count, 2 * count, 3 * count]];
    for (i, ring) in (0..t).flat_map(|i| (0..3).map(move |ring| (2 * i, ring))) {
        let (here, there) = (ring * count, (ring + 1) % 3 * count);
        let seats = [here + power(i), here + power(i + 2 * t), there + power(i + m), there + power(i + m + 2 * t)];
        first.push(seats.to_vec());
    }
    Some(Design { first, lines: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::groups::check::recount;

    #[test]
    fn everybody_meets_everybody_once() {
        let threes = [5, 7, 9, 13, 17, 19, 25, 29, 31, 33, 37].map(|groups| (groups, 3));
        let fours = [4, 7, 10, 13, 19, 22, 28, 31, 37].map(|groups| (groups, 4));
        for (groups, size) in threes.into_iter().chain(fours) {
            let people = groups * size;
            let rounds: Vec<Round> = resolved(groups, size, usize::MAX).collect();
            assert_eq!(rounds.len(), (people - 1) / (size - 1), "{groups} of {size}");
            for round in &rounds {
                let mut seated = round.concat();
                seated.sort_unstable();
                assert_eq!(seated, (0..people).collect::<Vec<_>>());
                assert!(round.iter().all(|group| group.len() == size));
            }
            assert_eq!(recount(&rounds).repeats, 0, "{groups} of {size}");
        }
        for (groups, size) in [(0, 3), (1, 3), (1, 4), (2, 3), (3, 3), (11, 3), (6, 4), (25, 4), (5, 5), (0, 4)] {
            assert_eq!(resolved(groups, size, usize::MAX).count(), 0, "{groups} of {size}");
        }
    }
}
