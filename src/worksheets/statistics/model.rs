//! What a sheet says that can be counted, and what of the counts may be shown.

use std::collections::{BTreeMap, BTreeSet};

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
    /// What was told last of each choice, now or in a count before, whether it is shown now or not.
    #[serde(default)]
    pub told: Told,
}

impl Tally {
    /// What was told up to this count. One that was kept before that was remembered told what it showed.
    pub fn told(&self) -> Told {
        let shown = self.rows.iter().map(|(id, n)| (id.clone(), (*n, self.people.unwrap_or(*n))));
        shown.chain(self.told.clone()).collect()
    }
}

/// What was told of a choice: how many had made it, of how many people.
pub type Told = BTreeMap<String, (u64, u64)>;

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
/// but fewer than ten, and whatever one of those would follow from. The same holds for what lies between two counts: the
/// number of a choice that was told before stands as it is until ten or more came to it or left it, and ten or more to or
/// from the others, so that one count beside the other tells of no few people either.
pub fn count(choices: &[String], people: &[Vec<String>], before: &Told) -> Tally {
    let total = people.len() as u64;
    let of = |id: &String| people.iter().filter(|person| person.contains(id)).count() as u64;
    let counts: Vec<u64> = choices.iter().map(of).collect();
    // Each choice beside those who did not make it, and all choices beside their sum.
    let alone = |these: u64, others: u64| publish(&[these, others]).counts[0].is_some();
    let shown = together(&counts, counts.iter().map(|count| alone(*count, total - count)).collect());
    let change = |at: usize| {
        // What was never told changes from nothing.
        let (n, whole) = before.get(&choices[at]).copied().unwrap_or_default();
        (counts[at].abs_diff(n), (total - counts[at]).abs_diff(whole.saturating_sub(n)))
    };
    let places = || 0..choices.len();
    let parts: Vec<u64> = places().map(|at| if shown[at] { change(at).0 } else { counts[at] }).collect();
    let apart = |at: usize| {
        let (these, others) = change(at);
        shown[at] && alone(these, others)
    };
    let anew = together(&parts, places().map(apart).collect());
    let mut told = before.clone();
    told.extend(places().filter(|at| anew[*at]).map(|at| (choices[at].clone(), (counts[at], total))));
    // A number from before that no longer leaves ten others is not shown.
    let fits = |id: &String| told.get(id).map(|(n, _)| *n).filter(|n| n + LEAST <= total);
    let said = places().filter(|at| shown[*at]).filter_map(|at| Some((choices[at].clone(), fits(&choices[at])?)));
    let mut rows: Vec<(String, u64)> = said.collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1));
    let hidden = if total < LEAST { 0 } else { (choices.len() - rows.len()) as u64 };
    Tally { people: (total >= LEAST).then_some(total), rows, hidden, told }
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

/// Switches one of the two on or off for a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SwitchForm {
    /// The sheet.
    pub id: String,
    /// `live`, or `statistics`, which is meant where nothing is said.
    pub kind: String,
    /// `on` or `off`.
    pub act: String,
}

impl SwitchForm {
    /// Which of the two, as the consents have it.
    pub fn kind(&self) -> &str {
        if self.kind.is_empty() { "statistics" } else { &self.kind }
    }

    /// Whether it is on from now on.
    pub fn is_on(&self) -> Result<bool> {
        match self.act.as_str() {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err(Error::BadRequest),
        }
    }
}

/// What the page of the switches shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchPage {
    /// The sheet.
    pub id: String,
    /// The worksheet's name.
    pub name: String,
    /// Whether it is counted in the statistics.
    pub on: bool,
    /// Whether it may be counted in a live session.
    pub live: bool,
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
        let shown = count(&named(&["a", "b"]), &people(&[(9, &["a"])]), &Told::new());
        assert_eq!(shown, Tally { people: None, rows: Vec::new(), hidden: 0, told: Told::new() });
    }

    #[test]
    fn a_small_count_and_what_gives_it_away_are_hidden() {
        let choices = named(&["a", "b", "c", "d"]);
        let groups: [(usize, &[&str]); 4] = [(12, &["a"]), (30, &["b"]), (15, &["c"]), (4, &["d"])];
        let shown = count(&choices, &people(&groups), &Told::new());
        assert_eq!(shown.people, Some(61));
        assert_eq!(shown.rows, [("b".to_owned(), 30), ("c".to_owned(), 15)], "a is hidden with d");
        assert_eq!(shown.hidden, 2);
        // Everybody but three chose it: that would tell of three.
        let shown = count(&named(&["a", "b"]), &people(&[(40, &["a", "b"]), (3, &["b"])]), &Told::new());
        assert!(shown.rows.is_empty(), "{:?}", shown.rows);
    }

    #[test]
    fn a_number_stands_until_ten_came_to_it_and_ten_did_not() {
        let choices = named(&["a", "b"]);
        let of = |a: usize, b: usize, before: &Tally| {
            let found = count(&choices, &people(&[(a, &["a"]), (b, &["b"])]), &before.told);
            (found.rows.clone(), found)
        };
        let rows = |a: u64, b: u64| {
            let mut rows = vec![("a".to_owned(), a), ("b".to_owned(), b)];
            rows.sort_by_key(|row| std::cmp::Reverse(row.1));
            rows
        };
        let nothing = count(&choices, &[], &Told::new());
        let (shown, first) = of(30, 20, &nothing);
        assert_eq!(shown, rows(30, 20));
        // Nine of ten newcomers, or all of them, on one side: the one who is left would be seen, or every one of them.
        assert_eq!(of(39, 21, &first).0, rows(30, 20));
        assert_eq!(of(40, 20, &first).0, rows(30, 20));
        let (shown, second) = of(40, 30, &first);
        assert_eq!(shown, rows(40, 30));
        // It is set beside what was told last, not beside what was counted last.
        let (shown, third) = of(45, 35, &second);
        assert_eq!(shown, rows(40, 30));
        assert_eq!(of(50, 40, &third).0, rows(50, 40));
        // A number that no longer fits among those who are left is not shown, and not forgotten.
        let (shown, few) = of(12, 11, &second);
        assert!(shown == rows(12, 11), "28 and 19 went: {shown:?}");
        let (shown, left) = of(32, 30, &few);
        assert!(shown == rows(32, 30), "{shown:?}");
        let (shown, fewer) = of(24, 15, &left);
        assert!(shown.is_empty(), "32 of 39, when 24 are left of them, would leave seven others: {shown:?}");
        assert_eq!(fewer.told, left.told);
    }

    #[test]
    fn a_count_that_remembers_nothing_told_what_it_showed() {
        let choices = named(&["a", "b"]);
        let of = |a: usize, b: usize, before: &Told| count(&choices, &people(&[(a, &["a"]), (b, &["b"])]), before);
        let first = of(30, 20, &Told::new());
        let kept = r#"{"people": 50, "rows": [["a", 30], ["b", 20]], "hidden": 0}"#;
        let old: Tally = serde_json::from_str(kept).expect("a count from before");
        assert_eq!(old.told(), first.told());
        assert_eq!(of(39, 21, &old.told()).rows, first.rows, "one more beside ten would be seen");
        let later = of(39, 21, &first.told());
        assert_eq!(later.told(), later.told, "what is remembered is older than what is shown now");
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
            let shown = count(&choices, &all, &Told::new());
            prop_assert!(shown.rows.iter().all(|(_, n)| *n >= LEAST && total - n >= LEAST));
            let told: u64 = shown.rows.iter().map(|(_, n)| n).sum();
            prop_assert!(shown.hidden != 1 && (shown.hidden == 0 || total < LEAST || total - told >= LEAST));
        }

        /// Whatever is told anew differs from what was told before by ten people at least, and so do the others.
        #[test]
        fn no_small_group_can_be_worked_out_from_two_counts(
            sizes in proptest::collection::vec((0..60_usize, 0..60_usize), 2..7),
        ) {
            let ids = ["a", "b", "c", "d", "e", "f", "g"];
            let choices = named(&ids[..sizes.len()]);
            let all = |of: fn(&(usize, usize)) -> usize| -> Vec<Vec<String>> {
                sizes.iter().zip(ids).flat_map(|(size, id)| people(&[(of(size), &[id])])).collect()
            };
            let first = count(&choices, &all(|size| size.0), &Told::new());
            let second = count(&choices, &all(|size| size.1), &first.told);
            let total = second.people.unwrap_or_default();
            for (id, n) in &second.rows {
                prop_assert!(*n >= LEAST && total - n >= LEAST);
                if let Some((was, of)) = first.told.get(id).filter(|(was, _)| was != n) {
                    prop_assert!(n.abs_diff(*was) >= LEAST && (total - n).abs_diff(of - was) >= LEAST);
                }
            }
            // Of choices that were all told both times, none stands alone or with few as the rest of those that moved.
            let both = choices.iter().all(|id| first.told.contains_key(id)) && second.rows.len() == choices.len();
            let stands = |id: &String| second.told.get(id) == first.told.get(id);
            let standing: Vec<u64> = sizes
                .iter()
                .zip(&choices)
                .filter(|(_, id)| stands(id))
                .map(|(size, _)| size.0.abs_diff(size.1) as u64)
                .collect();
            if both && standing.len() < choices.len() {
                let many = standing.len() >= 2 && standing.iter().sum::<u64>() >= LEAST;
                prop_assert!(standing.is_empty() || many, "{:?}", standing);
            }
        }
    }
}
