//! Which blocks of a run sheet have groups, and whose.

use crate::live::plan::model::{Block, BlockKind, Mix, RunSheet};
use crate::live::room::model::Run;

/// People in a group, where the sheet says nothing.
const USUAL: usize = 4;
/// The most people in a group.
const MOST: usize = 10;

/// People in a group of a block; none where all are together or alone.
pub fn size_of(block: &Block) -> Option<usize> {
    match block.kind {
        BlockKind::Breakout => Some(block.group.map_or(USUAL, usize::from).clamp(2, MOST)),
        BlockKind::Pair => Some(2),
        _ => None,
    }
}

/// The block whose groups a block has, and their size: its own, or those that it keeps of the last one before it.
pub fn origin(sheet: &RunSheet, index: usize) -> Option<(usize, usize)> {
    let block = sheet.blocks.get(index)?;
    let size = size_of(block)?;
    let before = (0..index).rev().find(|before| size_of(&sheet.blocks[*before]).is_some());
    match before.filter(|_| block.mix == Mix::Same) {
        Some(before) => origin(sheet, before),
        None => Some((index, size)),
    }
}

/// The blocks for which groups are made, with the size of these.
pub fn rounds(sheet: &RunSheet) -> Vec<(&Block, usize)> {
    let own = |index: usize| origin(sheet, index).filter(|(of, _)| *of == index);
    (0..sheet.blocks.len()).filter_map(own).map(|(at, size)| (&sheet.blocks[at], size)).collect()
}

/// The block whose groups sit now.
pub fn round_now<'a>(sheet: &'a RunSheet, run: &Run) -> Option<&'a Block> {
    let (of, _) = origin(sheet, run.current()?)?;
    sheet.blocks.get(of)
}

/// The next block after the one that runs for which groups are made.
pub fn next_round<'a>(sheet: &'a RunSheet, run: &Run) -> Option<(&'a Block, usize)> {
    let from = run.current().map_or(0, |now| now + 1);
    let own = |index: usize| origin(sheet, index).filter(|(of, _)| *of == index);
    let (at, size) = (from..sheet.blocks.len()).find_map(own)?;
    Some((&sheet.blocks[at], size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Moment;
    use crate::live::room::model::Command;

    fn sheet() -> RunSheet {
        let kinds = [
            (BlockKind::Plenary, Mix::New, None),
            (BlockKind::Breakout, Mix::New, Some(4)),
            (BlockKind::Breakout, Mix::Same, Some(4)),
            (BlockKind::Break, Mix::New, None),
            (BlockKind::Breakout, Mix::Remix, None),
            (BlockKind::Pair, Mix::Remix, None),
        ];
        let block = |(at, (kind, mix, group)): (usize, (BlockKind, Mix, Option<u8>))| Block {
            key: format!("b{at}"),
            min: 5,
            kind,
            mix,
            group,
            ..Block::default()
        };
        RunSheet { blocks: kinds.into_iter().enumerate().map(block).collect(), ..RunSheet::default() }
    }

    #[test]
    fn what_keeps_its_groups_has_those_of_before() {
        let sheet = sheet();
        let origins: Vec<_> = (0..6).map(|at| origin(&sheet, at)).collect();
        assert_eq!(origins, [None, Some((1, 4)), Some((1, 4)), None, Some((4, 4)), Some((5, 2))]);
        let rounds: Vec<_> = rounds(&sheet).into_iter().map(|(block, size)| (block.key.as_str(), size)).collect();
        assert_eq!(rounds, [("b1", 4), ("b4", 4), ("b5", 2)]);
    }

    #[test]
    fn a_sheet_that_begins_by_keeping_groups_makes_them() {
        let mut sheet = sheet();
        sheet.blocks.drain(..2);
        assert_eq!(origin(&sheet, 0), Some((0, 4)));
    }

    #[test]
    fn the_run_says_which_groups_sit_and_which_come() {
        let sheet = sheet();
        let mut run = Run::of(&sheet);
        let next = |run: &Run| next_round(&sheet, run).map(|(block, _)| block.key.clone());
        assert_eq!((round_now(&sheet, &run), next(&run).as_deref()), (None, Some("b1")));
        run.act(Command::Start, Moment(0)).expect("it begins");
        for expected in ["b1", "b1"] {
            run.act(Command::Next, Moment(60_000_000)).expect("it goes on");
            assert_eq!(round_now(&sheet, &run).map(|block| block.key.as_str()), Some(expected));
            assert_eq!(next(&run).as_deref(), Some("b4"));
        }
    }
}
