//! What the minutes of a run sheet come to.

use super::model::{Block, Overrun, RunSheet};

/// How long it takes in all.
pub fn total(sheet: &RunSheet) -> u32 {
    sheet.blocks.iter().fold(0, |sum, block| sum.saturating_add(block.min))
}

/// After how many minutes each block begins, and last after how many all is over.
pub fn begins(sheet: &RunSheet) -> Vec<u32> {
    let mut begins = vec![0_u32];
    for block in &sheet.blocks {
        begins.push(begins[begins.len() - 1].saturating_add(block.min));
    }
    begins
}

/// To how many minutes a block may be shortened when an earlier one ran over: to half, and a check-out not at all.
pub fn least(block: &Block) -> u32 {
    match block.overrun {
        Overrun::Shrink if !block.check_out => block.min.div_ceil(2),
        Overrun::Shrink | Overrun::Next => block.min,
    }
}

/// How many minutes all blocks together can give.
pub fn slack(sheet: &RunSheet) -> u32 {
    sheet.blocks.iter().fold(0, |sum, block| sum.saturating_add(block.min - least(block)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn block(min: u32, overrun: Overrun, check_out: bool) -> Block {
        Block { min, overrun, check_out, ..Block::default() }
    }

    #[test]
    fn nothing_takes_no_time() {
        let empty = RunSheet::default();
        assert_eq!((total(&empty), begins(&empty), slack(&empty)), (0, vec![0], 0));
    }

    #[test]
    fn a_block_gives_half_of_itself_and_a_check_out_nothing() {
        assert_eq!(least(&block(20, Overrun::Shrink, false)), 10);
        assert_eq!(least(&block(7, Overrun::Shrink, false)), 4, "half and no less");
        assert_eq!(least(&block(1, Overrun::Shrink, false)), 1);
        assert_eq!(least(&block(20, Overrun::Next, false)), 20);
        assert_eq!(least(&block(9, Overrun::Shrink, true)), 9);
    }

    proptest! {
        #[test]
        fn the_sums_agree(minutes in proptest::collection::vec((any::<u32>(), any::<bool>(), any::<bool>()), 0..40)) {
            let blocks: Vec<Block> = minutes
                .iter()
                .map(|&(min, next, check_out)| {
                    block(min, if next { Overrun::Next } else { Overrun::Shrink }, check_out)
                })
                .collect();
            let sheet = RunSheet { blocks, ..RunSheet::default() };
            let begins = begins(&sheet);
            prop_assert_eq!(begins.len(), sheet.blocks.len() + 1);
            prop_assert_eq!(begins[begins.len() - 1], total(&sheet));
            prop_assert!(begins.is_sorted());
            for block in &sheet.blocks {
                let least = u64::from(least(block));
                prop_assert!(least * 2 >= u64::from(block.min) && least <= u64::from(block.min));
                prop_assert!(least == u64::from(block.min) || !block.check_out);
            }
            prop_assert!(slack(&sheet) <= total(&sheet) / 2 || total(&sheet) == u32::MAX);
        }
    }
}
