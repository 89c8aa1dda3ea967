//! Numbers with which one can count as with fractions, and of which there are only a few.

/// Numbers that can be added, multiplied and divided: a finite field, or several side by side. A number is written with
/// a digit for each field, the smallest prime last.
pub(super) struct Numbers {
    pub count: usize,
    /// Among the first `apart` numbers any two have a difference by which one can divide.
    pub apart: usize,
    /// In a single field, the powers of a number that has all others but 0 among its powers; else nothing.
    pub powers: Vec<usize>,
    fields: Vec<Field>,
}

/// The field of `prime` to the power of `degree`: digits are coefficients, and multiplication goes by logarithms.
struct Field {
    prime: usize,
    degree: u32,
    count: usize,
    powers: Vec<usize>,
    /// Which power each number but 0 is.
    logarithms: Vec<usize>,
}

impl Numbers {
    /// Fields for all prime powers of `count`, side by side.
    pub(super) fn new(count: usize) -> Self {
        let mut fields = Vec::new();
        let mut rest = count;
        for prime in 2..=count {
            let mut degree = 0;
            while rest.is_multiple_of(prime) {
                (rest, degree) = (rest / prime, degree + 1);
            }
            if degree > 0 {
                fields.push(Field::new(prime, degree));
            }
        }
        let apart = fields.iter().map(|field| field.count).min().unwrap_or(usize::MAX);
        let powers = if let [only] = &fields[..] { only.powers.clone() } else { Vec::new() };
        Self { count, apart, powers, fields }
    }

    pub(super) fn add(&self, a: usize, b: usize) -> usize {
        self.each(a, b, Field::add)
    }

    pub(super) fn multiply(&self, a: usize, b: usize) -> usize {
        self.each(a, b, Field::multiply)
    }

    /// Number `at` in each of the fields that stand side by side; for `at` below `apart` their differences divide.
    pub(super) fn diagonal(&self, at: usize) -> usize {
        self.each(0, 0, |_, _, _| at)
    }

    fn each(&self, a: usize, b: usize, of: impl Fn(&Field, usize, usize) -> usize) -> usize {
        let (mut sum, mut scale) = (0, 1);
        for field in &self.fields {
            sum += of(field, a / scale % field.count, b / scale % field.count) * scale;
            scale *= field.count;
        }
        sum
    }
}

impl Field {
    fn new(prime: usize, degree: u32) -> Self {
        let (count, top) = (prime.pow(degree), prime.pow(degree - 1));
        let mut new = Self { prime, degree, count, powers: vec![1], logarithms: vec![0; count] };
        let powers = (1..count).find_map(|rule| {
            // Multiplying by x moves the digits, and what leaves at the top comes back by the rule.
            let by_x = |number: usize| new.digits(number % top * prime, rule, number / top);
            let powers: Vec<usize> =
                std::iter::successors(Some(1), |number| Some(by_x(*number)).filter(|next| *next > 1))
                    .take(count)
                    .collect();
            (powers.len() == count - 1).then_some(powers)
        });
        new.powers = powers.unwrap_or(new.powers);
        for (at, power) in new.powers.iter().enumerate() {
            new.logarithms[*power] = at;
        }
        new
    }

    fn add(&self, a: usize, b: usize) -> usize {
        self.digits(a, b, 1)
    }

    fn multiply(&self, a: usize, b: usize) -> usize {
        let power = self.logarithms[a] + self.logarithms[b];
        if a == 0 || b == 0 { 0 } else { self.powers[power % self.powers.len()] }
    }

    /// `a` and so many times `b`, digit by digit.
    fn digits(&self, a: usize, b: usize, times: usize) -> usize {
        let (mut sum, mut place) = (0, 1);
        for _ in 0..self.degree {
            sum += (a / place + b / place % self.prime * times) % self.prime * place;
            place *= self.prime;
        }
        sum
    }
}
