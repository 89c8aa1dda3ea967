//! Counts of an anonymous prompt, as they may be shown beside the number of people.

use crate::live::tools::model::CELL;

/// The counts of choices of which everybody made one.
///
/// A count below five is hidden, also a zero: it says that nobody chose that. What is hidden must not follow from the
/// number of people: where it would, the smallest counts still shown are hidden as well. Equal ones go together, since
/// which of them went would tell where the small one stands.
pub fn publish(counts: &[u32]) -> Vec<Option<u32>> {
    let mut shown: Vec<bool> = counts.iter().map(|count| *count >= CELL).collect();
    loop {
        let hidden: Vec<u32> =
            counts.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(count, _)| *count).collect();
        let least = counts.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(count, _)| *count).min();
        match least {
            Some(least) if !is_safe(&hidden) => {
                shown
                    .iter_mut()
                    .zip(counts)
                    .filter(|(_, count)| **count == least)
                    .for_each(|(shown, _)| *shown = false);
            }
            _ => break,
        }
    }
    counts.iter().zip(shown).map(|(count, shown)| shown.then_some(*count)).collect()
}

/// Whether the sum of what is hidden says neither what one of them is nor that fewer than five people are in it. Small
/// ones that are all as large as a small one can be would follow from their sum.
fn is_safe(hidden: &[u32]) -> bool {
    let (many, sum) = (hidden.len() as u32, hidden.iter().sum::<u32>());
    let at_their_most = sum == (CELL - 1) * many && hidden.iter().all(|count| *count < CELL);
    many == 0 || (many > 1 && sum >= CELL && !at_their_most)
}

/// The counts of choices of which each of `people` made as many as they liked: each stands beside those who did not
/// make it, and neither of the two may be small.
pub fn marks(counts: &[u32], people: u32) -> Vec<Option<u32>> {
    counts.iter().map(|count| (*count >= CELL && people.saturating_sub(*count) >= CELL).then_some(*count)).collect()
}
