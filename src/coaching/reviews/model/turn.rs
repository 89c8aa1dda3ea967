//! When an answer may be expected, said honestly.

/// Fewer answers than this say nothing about the next one.
const ENOUGH: usize = 3;

const DAY: i64 = 24 * 60 * 60;

/// About how many days an answer takes, from how many seconds the last ones took: their median, in days begun. None
/// while there are too few to tell.
pub fn days_until_answer(mut took: Vec<i64>) -> Option<i64> {
    if took.len() < ENOUGH {
        return None;
    }
    took.sort_unstable();
    let middle = took[took.len() / 2];
    Some((middle.max(1) + DAY - 1) / DAY)
}

/// The place in a line with so many before it.
pub fn nth(before: i64) -> i64 {
    before.max(0) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_is_the_median_and_says_when_it_does_not_know() {
        assert_eq!(days_until_answer(vec![]), None);
        assert_eq!(days_until_answer(vec![DAY, DAY]), None);
        assert_eq!(days_until_answer(vec![DAY * 40, DAY * 2, DAY]), Some(2), "one long wait does not frighten");
        assert_eq!(days_until_answer(vec![1, 2, 3]), Some(1));
        assert_eq!(days_until_answer(vec![DAY + 1, DAY + 1, 0]), Some(2));
        assert_eq!((nth(0), nth(2)), (1, 3));
    }
}
