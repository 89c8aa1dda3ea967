//! Where a remark on a cell of a table belongs when rows came, went or moved.

use super::passage::Anchored;
use crate::coaching::sharing::pieces::{self, Piece};

/// How many characters a passage has at least that is looked for in a cell that was edited. Shorter ones are in many.
const TELLING: usize = 6;

/// A cell: which row, and its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellText<'a> {
    /// Its place among all texts.
    pub place: &'a str,
    /// The words.
    pub text: &'a str,
}

/// The cells of the column that `place` stands in, from the first row to the last; none when it is in no table.
pub fn column<'a>(texts: impl IntoIterator<Item = &'a Piece>, place: &str) -> Vec<CellText<'a>> {
    let Some((step, _, name)) = pieces::cell(place) else { return Vec::new() };
    let mut cells: Vec<(usize, CellText<'a>)> = texts
        .into_iter()
        .filter_map(|piece| {
            let (of, row, column) = pieces::cell(&piece.place)?;
            let here = of == step && column == name;
            here.then_some((row, CellText { place: &piece.place, text: &piece.text }))
        })
        .collect();
    cells.sort_unstable_by_key(|(row, _)| *row);
    cells.into_iter().map(|(_, cell)| cell).collect()
}

/// Where a passage stands that was in the cell `place` of the column `before`, in the column as it is now. None when
/// it is gone, or when nobody could tell.
pub fn find<'a>(
    anchor: &Anchored,
    place: &str,
    before: &[String],
    now: &[CellText<'a>],
) -> Option<(&'a str, (usize, usize))> {
    let there = || now.iter().find(|cell| cell.place == place);
    let passage = |cell: &CellText<'a>| Some((cell.place, anchor.find(cell.text)?));
    if before.iter().map(String::as_str).eq(now.iter().map(|cell| cell.text)) {
        return passage(there()?);
    }
    let mut same = now.iter().filter(|cell| cell.text == anchor.old());
    let alone = before.iter().filter(|text| *text == anchor.old()).count() <= 1;
    match (same.next(), same.next()) {
        (Some(cell), None) if alone => passage(cell),
        (None, _) if before.len() == now.len() && anchor.quote().chars().count() >= TELLING => passage(there()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(column: &[&str]) -> Vec<Piece> {
        let piece = |(row, text): (usize, &&str)| Piece { place: format!("r/rows/{row}/me"), text: (*text).to_owned() };
        column.iter().enumerate().map(piece).collect()
    }

    /// Where a remark on the whole cell `row` of `before` is found in `after`.
    fn found(before: &[&str], row: usize, after: &[&str]) -> Option<String> {
        let anchor = Anchored::new(before[row], (0, before[row].chars().count())).expect("inside");
        let (old, new) = (before.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>(), pieces(after));
        let place = format!("r/rows/{row}/me");
        find(&anchor, &place, &old, &column(&new, &place)).map(|(place, _)| place.to_owned())
    }

    #[test]
    fn a_remark_goes_with_its_row() {
        let at = |row: usize| Some(format!("r/rows/{row}/me"));
        assert_eq!(found(&["はい", "はい"], 1, &["はい", "はい"]), at(1), "nothing changed");
        assert_eq!(found(&["はい", "少し待つ"], 1, &["前の行", "はい", "少し待つ"]), at(2), "a row came before");
        assert_eq!(found(&["はい", "少し待つ"], 1, &["少し待つ", "はい"]), at(0), "they changed places");
        assert_eq!(found(&["はい", "少し待ってから聞いた"], 1, &["はい", "少し待ってから聞いた。"]), at(1), "edited");
    }

    #[test]
    fn when_in_doubt_it_belongs_nowhere() {
        assert_eq!(found(&["はい", "はい"], 0, &["はい"]), None, "one of two alike went");
        assert_eq!(found(&["はい", "待つ"], 0, &["はい", "はい", "待つ"]), None, "another one came");
        assert_eq!(found(&["はい", "待つ"], 0, &["はいはい", "待つ"]), None, "too short to be known again");
        assert_eq!(found(&["はい", "待つ"], 1, &["はい"]), None);
        assert!(column(&pieces(&["a"]), "r/text").is_empty());
    }

    #[test]
    fn the_tenth_row_stands_after_the_second() {
        let texts: Vec<String> = (0..12).map(|n| n.to_string()).collect();
        let mut all = pieces(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        all.sort_by(|a, b| a.place.cmp(&b.place));
        let column: Vec<&str> = column(&all, "r/rows/0/me").iter().map(|cell| cell.text).collect();
        assert_eq!(column, texts);
    }
}
