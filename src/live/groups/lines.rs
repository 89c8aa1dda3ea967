//! Rounds from geometry: lines of one direction never cross, and two lines of different directions meet in one point.

use super::Round;

/// Numbers that can be added, multiplied and divided: a finite field, or several side by side.
struct Numbers {
    count: usize,
    /// Among the first `apart` numbers any two have a difference by which one can divide.
    apart: usize,
    add: Vec<usize>,
    multiply: Vec<usize>,
}

impl Numbers {
    /// Fields for all prime powers of `count`, side by side.
    fn new(count: usize) -> Self {
        let mut all = Self { count: 1, apart: usize::MAX, add: vec![0], multiply: vec![0] };
        let mut rest = count;
        for prime in 2..=count {
            let mut degree = 0;
            while rest.is_multiple_of(prime) {
                (rest, degree) = (rest / prime, degree + 1);
            }
            if degree > 0 {
                all = all.beside(&Self::field(prime, degree));
            }
        }
        all
    }

    /// The field of `prime` to the power of `degree`: digits are coefficients, and multiplication goes by logarithms.
    fn field(prime: usize, degree: u32) -> Self {
        let (count, top) = (prime.pow(degree), prime.pow(degree - 1));
        let add = |a: usize, b: usize| {
            let digit = |place: u32| prime.pow(place);
            (0..degree).map(|at| (a / digit(at) + b / digit(at)) % prime * digit(at)).sum::<usize>()
        };
        let powers = (1..count).find_map(|rule| {
            // Multiplying by x moves the digits, and what leaves at the top comes back by the rule.
            let by_x = |number: usize| (0..number / top).fold(number % top * prime, |sum, _| add(sum, rule));
            let powers: Vec<usize> =
                std::iter::successors(Some(1), |number| Some(by_x(*number)).filter(|next| *next > 1))
                    .take(count)
                    .collect();
            (powers.len() == count - 1).then_some(powers)
        });
        let powers = powers.unwrap_or_else(|| vec![1]);
        let mut multiply = vec![0; count * count];
        for (i, a) in powers.iter().enumerate() {
            for (j, b) in powers.iter().enumerate() {
                multiply[a * count + b] = powers[(i + j) % powers.len()];
            }
        }
        Self { count, apart: count, add: (0..count * count).map(|at| add(at / count, at % count)).collect(), multiply }
    }

    fn beside(&self, other: &Self) -> Self {
        let count = self.count * other.count;
        let both = |mine: &[usize], theirs: &[usize]| {
            let of = |a: usize, b: usize| {
                let (a, b) = ((a % self.count, a / self.count), (b % self.count, b / self.count));
                mine[a.0 * self.count + b.0] + theirs[a.1 * other.count + b.1] * self.count
            };
            (0..count * count).map(|at| of(at / count, at % count)).collect()
        };
        let (add, multiply) = (both(&self.add, &other.add), both(&self.multiply, &other.multiply));
        Self { count, apart: self.apart.min(other.apart), add, multiply }
    }

    /// Number `at` in each of the fields that stand side by side; for `at` below `apart` their differences divide.
    fn diagonal(&self, at: usize) -> usize {
        let mut one_each = 0;
        let (mut scale, mut rest) = (1, self.count);
        for prime in 2..=self.count {
            let mut power = 1;
            while rest.is_multiple_of(prime) {
                (rest, power) = (rest / prime, power * prime);
            }
            if power > 1 {
                one_each += at * scale;
                scale *= power;
            }
        }
        one_each
    }
}

/// Rounds of `groups` groups of `size` in which nobody meets anyone twice; at least one, and often the most there can
/// be. Person `i · groups + x` is the point (i, x). Persons of the same `i` meet only in the last rounds of all.
pub(super) fn lines(groups: usize, size: usize) -> Vec<Round> {
    if size > groups || size < 2 {
        return vec![(0..groups).map(|group| (0..size).map(|at| group * size + at).collect()).collect()];
    }
    let numbers = Numbers::new(groups);
    let few = numbers.apart.min(groups);
    let (rows, slopes): (Vec<usize>, Vec<usize>) = if size <= few {
        ((0..size).map(|at| numbers.diagonal(at)).collect(), (0..groups).collect())
    } else {
        ((0..size).collect(), (0..few).map(|at| numbers.diagonal(at)).collect())
    };
    let point = |i: usize, slope: usize, start: usize| {
        i * groups + numbers.add[numbers.multiply[rows[i] * groups + slope] * groups + start]
    };
    let line = |slope: usize, start: usize| (0..size).map(|i| point(i, slope, start)).collect();
    let mut rounds: Vec<Round> =
        slopes.iter().map(|slope| (0..groups).map(|start| line(*slope, start)).collect()).collect();
    if groups.is_multiple_of(size) {
        let row = |round: &Round, i: usize| -> Round {
            round.iter().map(|group| group.iter().map(|x| i * groups + x).collect()).collect()
        };
        let within = lines(groups / size, size);
        rounds.extend(within.iter().map(|round| (0..size).flat_map(|i| row(round, i)).collect::<Round>()));
    }
    rounds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::groups::check::recount;

    #[test]
    fn nobody_meets_anyone_twice_on_lines() {
        for (groups, size, at_least) in [
            (5, 4, 5),
            (8, 4, 9),
            (9, 3, 13),
            (4, 4, 5),
            (5, 5, 6),
            (7, 7, 8),
            (8, 8, 9),
            (9, 9, 10),
            (3, 3, 4),
            (16, 4, 21),
            (16, 16, 17),
            (12, 3, 12),
            (20, 4, 20),
            (12, 4, 3),
            (15, 3, 15),
            (25, 5, 31),
            (27, 3, 40),
            (6, 6, 3),
            (2, 2, 3),
            (1, 4, 1),
            (4, 1, 1),
            (11, 7, 11),
        ] {
            let rounds = lines(groups, size);
            assert!(rounds.len() >= at_least, "{groups} of {size}: {}", rounds.len());
            let counts = recount(&rounds);
            assert!(counts.pairs.values().all(|times| *times == 1), "{groups} of {size}");
            for round in &rounds {
                let mut people: Vec<usize> = round.concat();
                people.sort_unstable();
                assert_eq!(people, (0..groups * size).collect::<Vec<_>>());
                assert!(round.len() == groups && round.iter().all(|group| group.len() == size));
            }
        }
    }
}
