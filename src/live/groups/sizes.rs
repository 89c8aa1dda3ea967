//! How many groups there are, and how large they are.

/// How many groups `people` make: `asked`, or as many as bring them nearest to `size`. Groups have three to five
/// people, or `size` when that is outside; so `asked` is lowered or raised when it would make smaller or larger ones.
/// Only when there are one or two people at all is there a smaller group.
pub fn group_count(people: usize, size: usize, asked: Option<usize>) -> usize {
    if people == 0 {
        return 0;
    }
    let size = size.clamp(1, people.max(5));
    let most = (people / size.min(3)).max(1);
    let fewest = people.div_ceil(size.max(5)).min(most);
    asked.unwrap_or((people + size / 2) / size).clamp(fewest, most)
}

/// The sizes of `groups` groups of `people`, the larger ones first. They differ by at most one.
pub fn sizes(people: usize, groups: usize) -> Vec<usize> {
    (0..groups).map(|group| people / groups + usize::from(group < people % groups)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn groups_of_four(people: usize) -> Vec<usize> {
        sizes(people, group_count(people, 4, None))
    }

    #[test]
    fn nobody_sits_alone_when_it_can_be_helped() {
        assert_eq!(groups_of_four(0), Vec::<usize>::new());
        assert_eq!(groups_of_four(1), [1]);
        assert_eq!(groups_of_four(2), [2]);
        assert_eq!(groups_of_four(5), [5]);
        assert_eq!(groups_of_four(6), [3, 3]);
        assert_eq!(groups_of_four(9), [5, 4]);
        assert_eq!(groups_of_four(10), [4, 3, 3]);
        assert_eq!(groups_of_four(32), [4; 8]);
    }

    #[test]
    fn what_is_asked_is_done_while_it_makes_sense() {
        assert_eq!(group_count(32, 4, Some(8)), 8);
        assert_eq!(group_count(30, 4, Some(8)), 8);
        assert_eq!(group_count(12, 4, Some(8)), 4, "no group of one or two");
        assert_eq!(group_count(32, 4, Some(2)), 7, "no group of more than five");
        assert_eq!(group_count(10, 2, Some(5)), 5, "pairs when pairs are asked for");
        assert_eq!(group_count(81, 9, Some(9)), 9);
        assert_eq!(group_count(3, 4, Some(100)), 1);
        assert_eq!(group_count(3, 0, Some(0)), 1);
    }

    proptest! {
        #[test]
        fn sizes_are_near_each_other_and_between_three_and_five(
            people in 3..400_usize, size in 3..6_usize, asked in proptest::option::of(0..200_usize),
        ) {
            let sizes = sizes(people, group_count(people, size, asked));
            prop_assert_eq!(sizes.iter().sum::<usize>(), people);
            prop_assert!(sizes.iter().all(|size| (3..=5).contains(size)), "{:?}", sizes);
            prop_assert!(sizes[0] - sizes[sizes.len() - 1] <= 1);
        }
    }
}
