//! How alike two rounds are. Nothing here says what is good: the numbers only tell what stayed and what moved.

use serde::Serialize;

/// How many of the first `k` of one list stand among the first `k` of the other.
pub fn overlap_at<T: PartialEq>(a: &[T], b: &[T], k: usize) -> usize {
    let (a, b) = (&a[..k.min(a.len())], &b[..k.min(b.len())]);
    a.iter().filter(|one| b.contains(one)).count()
}

/// The shared part of two sets of first `k`: |∩| / |∪|. 1 when both are empty.
pub fn jaccard_at<T: PartialEq>(a: &[T], b: &[T], k: usize) -> f64 {
    let shared = overlap_at(a, b, k);
    let all = a.len().min(k) + b.len().min(k) - shared;
    if all == 0 { 1.0 } else { shared as f64 / all as f64 }
}

/// Kendall's τ-b of two measurements of the same things, ties allowed. None with fewer than two things, and
/// when one side is all ties.
pub fn tau_b<T: PartialOrd>(x: &[T], y: &[T]) -> Option<f64> {
    let n = x.len().min(y.len());
    let (mut agree, mut free_x, mut free_y) = (0_i64, 0_i64, 0_i64);
    for i in 0..n {
        for j in 0..i {
            let (dx, dy) = (sign(&x[i], &x[j])?, sign(&y[i], &y[j])?);
            agree += dx * dy;
            free_x += dx * dx;
            free_y += dy * dy;
        }
    }
    if free_x == 0 || free_y == 0 {
        return None;
    }
    Some(agree as f64 / ((free_x as f64).sqrt() * (free_y as f64).sqrt()))
}

fn sign<T: PartialOrd>(a: &T, b: &T) -> Option<i64> {
    a.partial_cmp(b).map(|order| order as i64)
}

/// Kendall's τ of the order of what two lists have in common. None with fewer than two.
pub fn tau_of_common<T: PartialEq>(a: &[T], b: &[T]) -> Option<f64> {
    let places = a.iter().enumerate().filter_map(|(at, one)| Some((at, b.iter().position(|other| other == one)?)));
    let (x, y): (Vec<usize>, Vec<usize>) = places.unzip();
    tau_b(&x, &y)
}

/// Rank-biased overlap (Webber, Moffat & Zobel 2010): likeness of two lists, earlier places weigh more.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rbo {
    /// What the lists show, as if nothing followed.
    pub truncated: f64,
    /// Extrapolated from what they show; 1 for equal lists.
    pub extrapolated: f64,
}

/// Rank-biased overlap of two lists without repetitions, with persistence `p` (0 < p < 1). The lists may differ
/// in length.
pub fn rbo<T: PartialEq>(a: &[T], b: &[T], p: f64) -> Rbo {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (s, l) = (short.len(), long.len());
    if s == 0 {
        return Rbo { truncated: 0.0, extrapolated: if l == 0 { 1.0 } else { 0.0 } };
    }
    // What both lists share at each depth, beginning with depth 1.
    let shared: Vec<f64> = (1..=l).map(|d| overlap_at(short, long, d) as f64).collect();
    let (at_s, at_l) = (shared[s - 1], shared[l - 1]);
    // The weights are multiplied up: `powi` may differ in the last bit between the server and a browser.
    let (mut seen, mut beyond, mut weight) = (0.0, 0.0, 1.0);
    for d in 1..=l {
        weight *= p;
        let depth = d as f64;
        seen += shared[d - 1] / depth * weight;
        if d > s {
            beyond += at_s * (d - s) as f64 / (s as f64 * depth) * weight;
        }
    }
    let rest = ((at_l - at_s) / l as f64 + at_s / s as f64) * weight;
    let scale = (1.0 - p) / p;
    Rbo { truncated: scale * seen, extrapolated: scale * (seen + beyond) + rest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(found: f64, wanted: f64, within: f64) {
        assert!((found - wanted).abs() < within, "{found} is not {wanted}");
    }

    fn letters(text: &str) -> Vec<char> {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    #[test]
    fn kendalls_tau_b_gives_the_known_numbers() {
        near(tau_b(&[12, 2, 1, 12, 2], &[1, 4, 7, 1, 0]).expect("defined"), -0.471_404_5, 1e-7);
        near(tau_b(&[1, 2, 3, 4, 5], &[3, 1, 2, 5, 4]).expect("defined"), 0.4, 1e-12);
        near(tau_b(&[5, 5, 4, 4, 3, 2, 1, 1], &[5, 4, 4, 5, 2, 3, 1, 2]).expect("defined"), 0.72, 1e-12);
        assert_eq!(tau_b(&[1, 1, 1], &[1, 2, 3]), None, "all ties");
        assert_eq!(tau_b::<i32>(&[1], &[1]), None);
        assert_eq!(tau_b(&[f64::NAN, 1.0], &[1.0, 2.0]), None);
    }

    #[test]
    fn top_lists_give_the_known_numbers() {
        let (a, b) = (letters("abcdefghij"), letters("bacfdgehxy"));
        assert_eq!([3, 5, 10].map(|k| overlap_at(&a, &b, k)), [3, 4, 8]);
        near(jaccard_at(&a, &b, 3), 1.0, 1e-12);
        near(jaccard_at(&a, &b, 5), 0.6667, 5e-5);
        near(jaccard_at(&a, &b, 10), 0.6667, 5e-5);
        let nine = rbo(&a, &b, 0.9);
        near(nine.truncated, 0.4976, 5e-5);
        near(nine.extrapolated, 0.7765, 5e-5);
        let eight = rbo(&a, &b, 0.8);
        near(eight.truncated, 0.6306, 5e-5);
        near(eight.extrapolated, 0.7165, 5e-5);
        near(tau_of_common(&a, &b).expect("defined"), 0.7143, 5e-5);
    }

    #[test]
    fn empty_lists_have_an_answer() {
        let none: [char; 0] = [];
        assert_eq!(overlap_at(&none, &['a'], 5), 0);
        near(jaccard_at(&none, &none, 5), 1.0, 1e-12);
        assert_eq!(tau_of_common(&none, &['a']), None);
        near(rbo(&none, &['a'], 0.9).extrapolated, 0.0, 1e-12);
        near(rbo(&none, &none, 0.9).extrapolated, 1.0, 1e-12);
    }

    /// A top list: 5 to 10 different cards of 30.
    fn list() -> impl Strategy<Value = Vec<u8>> {
        (Just((0..30).collect::<Vec<u8>>()).prop_shuffle(), 5..=10_usize).prop_map(|(cards, k)| cards[..k].to_vec())
    }

    proptest! {
        #[test]
        fn likeness_stays_in_range_and_is_the_same_from_both_sides(a in list(), b in list()) {
            let one = rbo(&a, &b, 0.9);
            prop_assert!(one.truncated >= 0.0 && one.truncated <= one.extrapolated + 1e-12);
            prop_assert!(one.extrapolated <= 1.0 + 1e-12);
            let other = rbo(&b, &a, 0.9);
            near(other.extrapolated, one.extrapolated, 1e-12);
            near(other.truncated, one.truncated, 1e-12);
            prop_assert!((0.0..=1.0).contains(&jaccard_at(&a, &b, 5)));
            near(jaccard_at(&a, &b, 5), jaccard_at(&b, &a, 5), 1e-12);
            prop_assert_eq!(overlap_at(&a, &b, 5), overlap_at(&b, &a, 5));
            match (tau_of_common(&a, &b), tau_of_common(&b, &a)) {
                (Some(x), Some(y)) => {
                    prop_assert!((-1.0 - 1e-12..=1.0 + 1e-12).contains(&x));
                    near(x, y, 1e-12);
                }
                (None, None) => {}
                unequal => prop_assert!(false, "{unequal:?}"),
            }
        }

        #[test]
        fn other_names_change_nothing(a in list(), b in list(), shift in 1..200_u8) {
            let rename = |cards: &[u8]| cards.iter().map(|card| card.wrapping_mul(7).wrapping_add(shift)).collect::<Vec<_>>();
            prop_assert_eq!(rbo(&a, &b, 0.9), rbo(&rename(&a), &rename(&b), 0.9));
            prop_assert_eq!(tau_of_common(&a, &b), tau_of_common(&rename(&a), &rename(&b)));
            prop_assert_eq!(overlap_at(&a, &b, 5), overlap_at(&rename(&a), &rename(&b), 5));
        }

        #[test]
        fn equal_lists_are_equal_and_reversed_ones_are_not(a in list()) {
            near(rbo(&a, &a, 0.9).extrapolated, 1.0, 1e-9);
            near(jaccard_at(&a, &a, 5), 1.0, 1e-12);
            near(tau_of_common(&a, &a).expect("defined"), 1.0, 1e-12);
            let reversed: Vec<u8> = a.iter().rev().copied().collect();
            near(tau_of_common(&a, &reversed).expect("defined"), -1.0, 1e-12);
        }

        #[test]
        fn piles_agree_within_bounds_whatever_the_order_of_cards(
            piles in proptest::collection::vec((1..=5_u8, 1..=5_u8), 2..80), turn in 0..80_usize,
        ) {
            let (x, y): (Vec<u8>, Vec<u8>) = piles.iter().copied().unzip();
            let mut turned = piles.clone();
            turned.rotate_left(turn % piles.len());
            let (u, v): (Vec<u8>, Vec<u8>) = turned.into_iter().unzip();
            let found = tau_b(&x, &y);
            prop_assert_eq!(found, tau_b(&u, &v));
            prop_assert_eq!(found, tau_b(&y, &x));
            if let Some(tau) = found {
                prop_assert!((-1.0 - 1e-12..=1.0 + 1e-12).contains(&tau));
                let against: Vec<u8> = y.iter().map(|pile| 6 - pile).collect();
                near(tau_b(&x, &against).expect("as many ties"), -tau, 1e-12);
            }
        }
    }
}
