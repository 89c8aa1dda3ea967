//! The order in which cards are dealt.

/// `cards` in an order that `seed` decides. The same seed gives the same order for ever: the generator
/// (splitmix64) is written out here, so that no library can change it.
pub fn shuffled(cards: &[String], seed: u64) -> Vec<String> {
    let mut state = seed;
    let mut next = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    let mut cards = cards.to_vec();
    for last in (1..cards.len()).rev() {
        let other = (next() % (last as u64 + 1)) as usize;
        cards.swap(last, other);
    }
    cards
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_decides_the_order_and_no_card_is_lost() {
        let cards: Vec<String> = (0..73).map(|n| n.to_string()).collect();
        let once = shuffled(&cards, 7);
        assert_eq!(once, shuffled(&cards, 7));
        assert_ne!(once, shuffled(&cards, 8));
        assert_ne!(once, cards);
        let mut sorted = once;
        sorted.sort_by_key(|n| n.parse::<u32>().expect("a number"));
        assert_eq!(sorted, cards);
        assert!(shuffled(&[], 1).is_empty());
    }
}
