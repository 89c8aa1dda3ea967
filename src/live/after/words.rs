//! Answers and what was counted of them, in words.

use crate::kit::Locale;
use crate::live::tools::model::{Answer, Asked, CELL, Naming, Tally};
use crate::tl;

/// Whole minutes, the nearest: the same for those who took part and for hosts.
pub fn minutes(seconds: u32) -> u32 {
    seconds.saturating_add(30) / 60
}

/// An answer as its author reads it.
pub fn answer(asked: &Asked, answer: &Answer, locale: Locale) -> String {
    let choice = |at: &u16| choice(asked, usize::from(*at), locale);
    match answer {
        Answer::One(at) => choice(at),
        Answer::Many(all) => all.iter().map(choice).collect::<Vec<_>>().join(", "),
        Answer::Step(step) => format!("{step} / {}", asked.steps),
        Answer::Words(words) => words.join(", "),
        Answer::Text(text) => text.clone(),
        Answer::Order(all) => {
            let ranks = (1..).zip(all).map(|(rank, at): (u32, &u16)| format!("{rank}. {}", choice(at)));
            ranks.collect::<Vec<_>>().join(", ")
        }
        Answer::Number(number) => format!("{number} {}", asked.unit.get(locale)).trim_end().to_owned(),
        Answer::Pass => tl!(locale, after.passed).to_owned(),
    }
}

/// What was counted, line by line: what, and how many or how much. Cells that were not shown are not told here either.
pub fn tally(asked: &Asked, tally: &Tally, locale: Locale) -> Vec<(String, String)> {
    let choice = |at: usize| choice(asked, at, locale);
    let people = |count: &Option<u32>| match count {
        Some(n) => tl!(locale, after.people, n = *n),
        None => tl!(locale, after.small_cell).to_owned(),
    };
    match tally {
        Tally::Hidden => vec![(tl!(locale, after.hidden).to_owned(), String::new())],
        Tally::Counts(counts) => counts.iter().enumerate().map(|(at, count)| (choice(at), people(count))).collect(),
        Tally::Steps { counts, median } => {
            let steps = counts.iter().enumerate().map(|(at, count)| ((at + 1).to_string(), people(count)));
            steps.chain([(tl!(locale, after.median).to_owned(), median.to_string())]).collect()
        }
        // Of the rare words of an anonymous prompt the number is none: how many wrote them was not told.
        Tally::Words(words) => {
            let told = |n: u32| Some(n).filter(|n| asked.naming == Naming::Named || *n >= CELL);
            words.iter().map(|(word, n)| (word.clone(), people(&told(*n)))).collect()
        }
        Tally::Lines(lines) => {
            lines.iter().map(|line| (line.text.clone(), line.name.clone().unwrap_or_default())).collect()
        }
        Tally::Ranks(ranks) => {
            ranks.iter().map(|(at, mean)| (choice(usize::from(*at)), format!("{mean:.1}"))).collect()
        }
        Tally::Spread(marks) => {
            let marks: Vec<String> = marks.iter().map(ToString::to_string).collect();
            let words = if marks.len() < 5 { tl!(locale, after.quartiles) } else { tl!(locale, after.spread) };
            vec![(words.to_owned(), marks.join(" / "))]
        }
        Tally::Rounds(first, second) => {
            // Of a round in which too few answered there are no counts.
            let told = |round: &[Option<u32>], at: usize| people(&round.get(at).copied().flatten());
            let all = 0..first.len().max(second.len());
            all.map(|at| (choice(at), format!("{} → {}", told(first, at), told(second, at)))).collect()
        }
    }
}

fn choice(asked: &Asked, at: usize, locale: Locale) -> String {
    asked.choices.get(at).map_or_else(|| (at + 1).to_string(), |choice| choice.get(locale).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::plan::model::Both;

    fn asked() -> Asked {
        let choice = |ja: &str| Both { ja: ja.to_owned(), en: String::new() };
        Asked { choices: vec![choice("晴れ"), choice("雨")], steps: 5, unit: choice("人"), ..Asked::default() }
    }

    #[test]
    fn answers_are_words() {
        let read = |given: Answer| answer(&asked(), &given, Locale::ja);
        assert_eq!(read(Answer::One(1)), "雨");
        assert_eq!(read(Answer::Many(vec![0, 1])), "晴れ, 雨");
        assert_eq!(read(Answer::Order(vec![1, 0])), "1. 雨, 2. 晴れ");
        assert_eq!(read(Answer::Step(3)), "3 / 5");
        assert_eq!(read(Answer::Number(2.5)), "2.5 人");
        assert_eq!(read(Answer::One(9)), "10");
    }

    #[test]
    fn minutes_are_the_nearest() {
        assert_eq!([0, 29, 30, 301, 600].map(minutes), [0, 0, 1, 5, 10]);
    }

    #[test]
    fn rare_words_without_names_have_no_number() {
        let words = Tally::Words(vec![("安心".to_owned(), 6), ("雨宿り".to_owned(), 1)]);
        let told = |naming: Naming| {
            let rows = tally(&Asked { naming, ..asked() }, &words, Locale::ja);
            rows.into_iter().map(|(_, told)| told).collect::<Vec<_>>()
        };
        assert_eq!(told(Naming::Anonymous), ["6人", tl!(Locale::ja, after.small_cell)]);
        assert_eq!(told(Naming::Named), ["6人", "1人"]);
    }

    #[test]
    fn a_small_cell_stays_untold() {
        let rows = tally(&asked(), &Tally::Counts(vec![Some(7), None]), Locale::ja);
        assert_eq!(rows, [("晴れ".to_owned(), "7人".to_owned()), ("雨".to_owned(), "伏せています".to_owned())]);
        let rows = tally(&asked(), &Tally::Rounds(vec![Some(5), Some(5)], vec![None, Some(9)]), Locale::ja);
        assert_eq!(rows[0].1, "5人 → 伏せています");
        let rows = tally(&asked(), &Tally::Rounds(vec![Some(5), Some(6)], Vec::new()), Locale::ja);
        assert_eq!(rows[1].1, "6人 → 伏せています", "there was no second round");
        assert!(tally(&asked(), &Tally::Hidden, Locale::ja)[0].1.is_empty());
        let rows = tally(&asked(), &Tally::Spread(vec![2.0, 3.5, 4.0]), Locale::ja);
        assert_eq!(rows, [("4分の1 / まんなか / 4分の3".to_owned(), "2 / 3.5 / 4".to_owned())]);
    }
}
