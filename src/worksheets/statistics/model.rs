//! What a sheet says that can be counted, and what of the counts may be shown.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::kit::{Error, Locale, Result};
use crate::worksheets::definition::{Definition, Family, TwoAxes};
use crate::worksheets::scoring::Outcome;
use crate::worksheets::scoring::statistics::{LEAST, publish};

/// How many cards of a top list are counted: every list has as many.
pub const FIRST: usize = 5;

/// What can be chosen in a worksheet that is counted: names in answers, and in words. Empty where nothing is.
pub fn choices(definition: &Definition, locale: Locale) -> Vec<(String, String)> {
    match &definition.family {
        Family::Cards(deck) => deck.cards.iter().map(|card| (card.id.to_string(), card.name.of(locale))).collect(),
        Family::Sort(sort) => sort.values.iter().map(|value| (value.id.to_string(), value.name.of(locale))).collect(),
        Family::Strengths(all) => {
            let strengths = all.families.iter().flat_map(|family| &family.strengths);
            strengths.map(|strength| (strength.id.to_string(), strength.name.of(locale))).collect()
        }
        Family::Questionnaire(sheet) => sheet.map.iter().flat_map(|map| parts(map, locale)).collect(),
        _ => Vec::new(),
    }
}

/// Whether anything of a worksheet is counted.
pub fn is_counted(definition: &Definition) -> bool {
    !choices(definition, Locale::ja).is_empty()
}

fn parts(map: &TwoAxes, locale: Locale) -> [(String, String); 4] {
    let parts = &map.parts;
    [
        ("deepening", &parts.deepening),
        ("rooting", &parts.rooting),
        ("searching", &parts.searching),
        ("resting", &parts.resting),
    ]
    .map(|(id, name)| (id.to_owned(), name.of(locale)))
}

/// What somebody chose, of what is counted: the first five cards, the values that lead, the strengths, the part of the
/// map. Words and cards of their own are never among it.
pub fn chosen(outcome: &Outcome) -> Vec<String> {
    match outcome {
        Outcome::Cards(_, cards) => cards.top.iter().take(FIRST).cloned().collect(),
        Outcome::Sort(_, sort) => sort.highest.clone(),
        Outcome::Strengths(_, all) => all.strengths.iter().map(|one| one.id.clone()).collect(),
        Outcome::Questionnaire(_, it) => it.map.iter().flatten().map(|point| point.part.to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// For so many days a count stands as it is.
pub const EVERY_DAYS: i64 = 7;

/// Whether enough sheets came or went that two counts, one set beside the other, tell nothing about a few people. A
/// person who lays a newer sheet is one that went and one that came, so the two are not added up.
pub fn is_another(before: &BTreeSet<String>, now: &BTreeSet<String>) -> bool {
    let (came, went) = (now.difference(before).count(), before.difference(now).count());
    came.max(went) as u64 >= LEAST
}

/// A count, as it is kept and may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many people it is; none when fewer than ten, and then nothing else is there either.
    pub people: Option<u64>,
    /// What was chosen, by its name in answers, and by how many, the most first.
    pub rows: Vec<(String, u64)>,
    /// How many choices are not shown.
    pub hidden: u64,
}

/// The counts of a worksheet as organisers see them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The worksheet's name.
    pub name: String,
    /// How many people it is; none when fewer than ten, and then nothing else is shown either.
    pub people: Option<u64>,
    /// What was chosen, and by how many, the most first.
    pub rows: Vec<(String, u64)>,
    /// How many choices are not shown.
    pub hidden: u64,
    /// The day they were counted.
    pub day: String,
}

impl Counts {
    /// A count in words; nothing but the name where there is none.
    pub fn of(definition: &Definition, taken: Option<(Tally, String)>, locale: Locale) -> Counts {
        let name = definition.about.name.of(locale);
        let Some((tally, day)) = taken else { return Counts { name, ..Counts::default() } };
        let choices = choices(definition, locale);
        let words = |id: &String| choices.iter().find(|(one, _)| one == id).map(|(_, words)| words.clone());
        let rows = tally.rows.iter().filter_map(|(id, n)| Some((words(id)?, *n))).collect();
        Counts { name, people: tally.people, rows, hidden: tally.hidden, day }
    }
}

/// Counts what people chose, one entry a person, and hides what must not be shown: a count of fewer than ten, of all
/// but fewer than ten, and whatever one of those would follow from.
pub fn count(choices: &[String], people: &[Vec<String>]) -> Tally {
    let total = people.len() as u64;
    let of = |id: &String| people.iter().filter(|person| person.contains(id)).count() as u64;
    let counts: Vec<u64> = choices.iter().map(of).collect();
    // Each choice beside those who did not make it, and all choices beside their sum.
    let alone = |count: u64| publish(&[count, total - count]).counts[0].is_some();
    let shown = together(&counts, counts.iter().map(|count| alone(*count)).collect());
    let told = choices.iter().zip(&counts).zip(&shown).filter(|(_, shown)| **shown);
    let mut rows: Vec<(String, u64)> = told.map(|((id, count), _)| (id.clone(), *count)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1));
    let hidden = if total < LEAST { 0 } else { (choices.len() - rows.len()) as u64 };
    Tally { people: (total >= LEAST).then_some(total), rows, hidden }
}

/// Hides more until what is hidden does not follow from the sum of all: none is hidden, or two and ten together.
fn together(counts: &[u64], mut shown: Vec<bool>) -> Vec<bool> {
    loop {
        let hidden: Vec<u64> =
            counts.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(count, _)| *count).collect();
        let safe = hidden.is_empty() || (hidden.len() >= 2 && hidden.iter().sum::<u64>() >= LEAST);
        let smallest = (0..counts.len()).filter(|at| shown[*at]).min_by_key(|at| (counts[*at], usize::MAX - at));
        match smallest {
            Some(at) if !safe => shown[at] = false,
            _ => return shown,
        }
    }
}

/// Switches it on or off for a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SwitchForm {
    /// The sheet.
    pub id: String,
    /// `on` or `off`.
    pub act: String,
    /// `live` for rooms, empty for the statistics.
    pub kind: String,
}

impl SwitchForm {
    /// Whether it is on from now on.
    pub fn is_on(&self) -> Result<bool> {
        match self.act.as_str() {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err(Error::BadRequest),
        }
    }

    /// Whether it is about rooms.
    pub fn is_live(&self) -> Result<bool> {
        match self.kind.as_str() {
            "live" => Ok(true),
            "" => Ok(false),
            _ => Err(Error::BadRequest),
        }
    }
}

/// What the page of the switch shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchPage {
    /// The sheet.
    pub id: String,
    /// The worksheet's name.
    pub name: String,
    /// Whether it is counted.
    pub on: bool,
    /// Whether it is counted in rooms; none where no room does that.
    pub live: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worksheets::definition::library::definition;
    use crate::worksheets::scoring::outcome;
    use proptest::prelude::*;

    fn named(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    fn people(groups: &[(usize, &[&str])]) -> Vec<Vec<String>> {
        let one = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        groups.iter().flat_map(|(n, ids)| std::iter::repeat_n(one(ids), *n)).collect()
    }

    #[test]
    fn nothing_is_shown_of_nine_people() {
        let shown = count(&named(&["a", "b"]), &people(&[(9, &["a"])]));
        assert_eq!(shown, Tally { people: None, rows: Vec::new(), hidden: 0 });
    }

    #[test]
    fn a_small_count_and_what_gives_it_away_are_hidden() {
        let choices = named(&["a", "b", "c", "d"]);
        let shown = count(&choices, &people(&[(12, &["a"]), (30, &["b"]), (15, &["c"]), (4, &["d"])]));
        assert_eq!(shown.people, Some(61));
        assert_eq!(shown.rows, [("b".to_owned(), 30), ("c".to_owned(), 15)], "a is hidden with d");
        assert_eq!(shown.hidden, 2);
        // Everybody but three chose it: that would tell of three.
        let shown = count(&named(&["a", "b"]), &people(&[(40, &["a", "b"]), (3, &["b"])]));
        assert!(shown.rows.is_empty(), "{:?}", shown.rows);
    }

    #[test]
    fn what_is_counted_comes_from_the_definition() {
        let sheet = |id: &str| definition(id).expect("a worksheet");
        assert_eq!(choices(sheet("W1"), Locale::ja).len(), 83);
        assert_eq!(choices(sheet("W3"), Locale::en).len(), 6);
        assert_eq!(choices(sheet("W4"), Locale::ja)[1].1, "根を張る時期");
        assert_eq!(choices(sheet("W5"), Locale::ja).len(), 24);
        for none in ["W6", "W10", "CBI", "PROQOL"] {
            assert!(!is_counted(sheet(none)), "{none}");
        }
        let columns = [5, 4, 5, 4, 3, 2, 1, 2, 5, 5, 4, 3, 3, 4, 2, 3, 1, 2, 1, 1];
        let placed: Vec<String> = (1..).zip(columns).map(|(at, column)| format!("\"{at}\": {column}")).collect();
        let found = outcome("W3", &format!("{{\"placements\": {{{}}}}}", placed.join(", "))).expect("a sheet");
        let known = choices(sheet("W3"), Locale::ja);
        let said = chosen(&found);
        assert!(said.len() == 1 && known.iter().any(|(id, words)| *id == said[0] && words == "関係"), "{said:?}");
    }

    proptest! {
        /// Whoever comes or goes alone, or with a few others, changes nothing that is shown; ten do.
        #[test]
        fn a_few_who_come_and_go_are_no_other_count(came in 0..30_usize, went in 0..30_usize, stay in 0..30_usize) {
            let of = |range: std::ops::Range<usize>| range.map(|n| n.to_string()).collect::<BTreeSet<_>>();
            let (before, now) = (of(0..went + stay), of(went..went + stay + came));
            prop_assert_eq!(is_another(&before, &now), came >= 10 || went >= 10);
            prop_assert_eq!(is_another(&now, &before), is_another(&before, &now));
        }

        /// Every count that is shown rests on ten people and leaves ten, and what is hidden does not follow from the sum.
        #[test]
        fn no_small_group_can_be_worked_out(sizes in proptest::collection::vec(0..40_usize, 2..7)) {
            let ids = ["a", "b", "c", "d", "e", "f", "g"];
            let choices = named(&ids[..sizes.len()]);
            let all: Vec<Vec<String>> = sizes.iter().zip(ids).flat_map(|(n, id)| people(&[(*n, &[id])])).collect();
            let total = all.len() as u64;
            let shown = count(&choices, &all);
            prop_assert!(shown.rows.iter().all(|(_, n)| *n >= LEAST && total - n >= LEAST));
            let told: u64 = shown.rows.iter().map(|(_, n)| n).sum();
            prop_assert!(shown.hidden != 1 && (shown.hidden == 0 || total < LEAST || total - told >= LEAST));
        }
    }
}
