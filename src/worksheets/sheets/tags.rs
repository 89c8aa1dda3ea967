//! Values that stand beside a point of W6 or a block of W9. Cards of one's own are numbered anew in every round of the
//! value cards, so a sheet keeps what stands on those that were chosen in it.

use std::collections::BTreeMap;

use super::Play;

/// What cards of one's own begin with, and how many a sheet can name.
const OWN: (&str, usize) = ("own-", 5);

/// What a form offers: the top list `top`, as card and name. A card of one's own has the number under which the sheet keeps
/// its words, or else one that is free there.
pub fn offered(names: &BTreeMap<String, String>, top: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut taken = names.clone();
    let number = |(id, name): (String, String)| {
        if !id.starts_with(OWN.0) {
            return Some((id, name));
        }
        let kept = taken.iter().find(|(_, words)| **words == name).map(|(id, _)| id.clone());
        let mut free = std::iter::once(id).chain((1..=OWN.1).map(|n| format!("{}{n}", OWN.0)));
        let id = kept.or_else(|| free.find(|id| !taken.contains_key(id)))?;
        taken.insert(id.clone(), name.clone());
        Some((id, name))
    };
    top.into_iter().filter_map(number).collect()
}

/// The cards of one's own that were chosen in a sheet, and whose words it does not keep yet.
pub fn unnamed(play: &Play, names: &BTreeMap<String, String>) -> Vec<String> {
    let chosen: Vec<&String> = match play {
        Play::Line(play) => {
            let begun = play.draft.iter().flat_map(|draft| draft.ticked("tags"));
            play.answers.points.iter().flat_map(|point| &point.tags).chain(begun).collect()
        }
        Play::Blocks(sheet) => sheet.answers.tasks.iter().flat_map(|task| &task.values).collect(),
        _ => Vec::new(),
    };
    chosen.into_iter().filter(|id| id.starts_with(OWN.0) && !names.contains_key(*id)).cloned().collect()
}

/// Forgets the names of cards that stand nowhere in a sheet any more, nor in what can be taken back of it.
pub fn forget_names(play: &Play, names: &mut BTreeMap<String, String>) {
    let Ok(whole) = serde_json::to_string(play) else { return };
    names.retain(|id, _| whole.contains(&format!("\"{id}\"")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worksheets::model::play::{Draft, LinePlay};
    use crate::worksheets::scoring::w9;
    use crate::worksheets::sheets::Filled;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect()
    }

    #[test]
    fn a_card_of_ones_own_has_one_number_in_a_sheet() {
        let kept: BTreeMap<_, _> = pairs(&[("own-1", "余白")]).into_iter().collect();
        let top = pairs(&[("own-1", "静けさ"), ("caring", "思いやり"), ("own-2", "余白")]);
        let wanted = pairs(&[("own-2", "静けさ"), ("caring", "思いやり"), ("own-1", "余白")]);
        assert_eq!(offered(&kept, top.clone()), wanted);
        assert_eq!(offered(&BTreeMap::new(), top.clone()), top, "as they are, when nothing was chosen yet");
    }

    #[test]
    fn a_name_goes_with_the_last_that_stands_on_it() {
        let all: BTreeMap<_, _> = pairs(&[("own-1", "余白"), ("own-2", "静けさ")]).into_iter().collect();
        let ticked = |id: &str| Draft::new([], [("tags", vec![id.to_owned()])]);
        let mut names = all.clone();
        forget_names(&Play::Line(LinePlay { draft: Some(ticked("own-2")), ..LinePlay::default() }), &mut names);
        assert_eq!(names.keys().collect::<Vec<_>>(), ["own-2"]);
        forget_names(&Play::Line(LinePlay::default()), &mut names);
        assert!(names.is_empty());
        names = all;
        let mut blocks = Filled::default();
        let task = w9::Task { values: vec!["own-1".to_owned()], ..w9::Task::default() };
        blocks.history.push(w9::Answers { tasks: vec![task], ..w9::Answers::default() });
        forget_names(&Play::Blocks(blocks), &mut names);
        assert_eq!(names.keys().collect::<Vec<_>>(), ["own-1"], "it can be taken back");
    }

    #[test]
    fn a_sheet_names_no_more_than_it_can() {
        let kept: BTreeMap<_, _> = (1..=5).map(|n| (format!("own-{n}"), format!("札{n}"))).collect();
        let top = pairs(&[("own-1", "静けさ"), ("own-2", "札5")]);
        assert_eq!(offered(&kept, top), pairs(&[("own-5", "札5")]));
    }
}
