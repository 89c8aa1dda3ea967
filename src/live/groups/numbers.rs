//! Numbers with which one can count as with fractions, and of which there are only a few.

/// Numbers that can be added, multiplied and divided: a finite field, or several side by side.
pub(super) struct Numbers {
    pub count: usize,
    /// Among the first `apart` numbers any two have a difference by which one can divide.
    pub apart: usize,
    /// The sum of `a` and `b` is at `a · count + b`, and so is the product.
    pub add: Vec<usize>,
    pub multiply: Vec<usize>,
    /// In a single field, the powers of a number that has all others but 0 among its powers; else nothing.
    pub powers: Vec<usize>,
}

impl Numbers {
    /// Fields for all prime powers of `count`, side by side.
    pub(super) fn new(count: usize) -> Self {
        let mut all = Self { count: 1, apart: usize::MAX, add: vec![0], multiply: vec![0], powers: Vec::new() };
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
        let add = (0..count * count).map(|at| add(at / count, at % count)).collect();
        Self { count, apart: count, add, multiply, powers }
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
        let powers = if self.count == 1 { other.powers.clone() } else { Vec::new() };
        Self { count, apart: self.apart.min(other.apart), add, multiply, powers }
    }

    /// Number `at` in each of the fields that stand side by side; for `at` below `apart` their differences divide.
    pub(super) fn diagonal(&self, at: usize) -> usize {
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
