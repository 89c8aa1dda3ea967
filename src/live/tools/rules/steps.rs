//! In which steps the results of an anonymous prompt move while it takes answers.
//!
//! If each answer were counted on the screens as it comes, whoever sees the person beside them press would see what they
//! pressed. So an answer is told only together with others: what is told stays as it is until at least `STEP` people
//! answer otherwise than is told of them, and then becomes what all have answered. A mind that was changed to and fro is
//! no change. Which answers are told is written beside them, in the transaction of the answer that made the step: after
//! a restart, and with every process, the same is shown.
//!
//! When no answer can come any more all are told, on the screens and in the report alike, though the last one or two then
//! come together with nobody else's. Keeping the last step instead would leave somebody's vote out, and would show for
//! good what somebody changed or took back at the end: what is kept is what people answered, to the last one. Whoever
//! noted what was shown before may see what those last ones changed; so it is said beside the result while it is open,
//! and what is told of fewer than five is hidden then as before.

use crate::live::tools::model::{SHOWN_FROM, STEP};

/// Whether all that was answered is told now: so many answer, and so many of all answer otherwise than is told.
pub fn is_step(answered: i64, otherwise: i64) -> bool {
    answered >= i64::from(SHOWN_FROM) && otherwise >= i64::from(STEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_of_three_and_the_first_of_five() {
        assert_eq!([3, 4, 5].map(|n| is_step(n, n)), [false, false, true]);
        assert_eq!([0, 1, 2, 3].map(|n| is_step(9, n)), [false, false, false, true]);
        assert!(!is_step(4, 3), "too few are left to be told");
    }
}
