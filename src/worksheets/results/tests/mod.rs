//! Every result in both languages; what a coach sees of it, and what not; two rounds side by side.

mod samples;

use leptos::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::worksheets::definition::library;
use crate::worksheets::scoring::coach::{Shown, for_coach};

fn html<V: IntoView>(locale: Locale, view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    owner.with(|| {
        provide_context(locale);
        // Marks between texts, for a program that takes the page over.
        view().into_view().to_html().replace("<!>", "")
    })
}

fn outcome(worksheet: &str, answers: &str) -> (&'static Definition, Outcome) {
    let definition = library::definition(worksheet).expect("a worksheet");
    let answers: Value = serde_json::from_str(answers).expect("JSON");
    (definition, Outcome::of(definition, answers).expect("answers"))
}

fn names() -> Names {
    Names::from([("own-1".to_owned(), "すきま<時間>".to_owned())])
}

fn result(worksheet: &str, answers: &str, locale: Locale) -> String {
    let (definition, outcome) = outcome(worksheet, answers);
    html(locale, move || view! { <ResultOf definition outcome names=names() locale/> })
}

fn seen(worksheet: &str, answers: &str, shown: &Shown, locale: Locale) -> String {
    let (definition, outcome) = outcome(worksheet, answers);
    let seen = for_coach(&outcome, shown);
    html(locale, move || view! { <CoachResultOf definition seen names=names() locale/> })
}

fn now(worksheet: &str) -> &'static str {
    samples::ALL.iter().find(|(name, ..)| *name == worksheet).expect("a sample").2
}

fn sound(html: &str) {
    assert!(!html.contains(" style=") && !html.contains("NaN") && !html.contains("すきま<"), "{html}");
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let once: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), once.len(), "{ids:?}");
    for named in html.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(named.split(' ').all(|id| once.contains(id)), "{named}");
    }
}

#[test]
fn every_worksheet_has_a_result_in_both_languages() {
    for locale in [Locale::ja, Locale::en] {
        for (worksheet, before, now) in samples::ALL {
            for answers in [before, now] {
                let html = result(worksheet, answers, locale);
                sound(&html);
                assert!(html.contains("<table"), "{worksheet} has figures: {html}");
            }
        }
    }
}

#[test]
fn results_say_what_the_numbers_say() {
    let two = result("W2", now("W2"), Locale::ja);
    assert!(two.contains("まだ迷いがあるようです") || two.contains("選び方がそろっています"), "{two}");
    assert!(two.contains("三つどもえ") && two.contains("すきま&lt;時間"), "{two}");
    let three = result("W3", now("W3"), Locale::ja);
    assert!(
        three.contains("いま大きいのは「関係」") && three.contains(">28<") && three.contains("開きがいちばん大きい"),
        "{three}"
    );
    let nine = result("W9", now("W9"), Locale::en);
    assert!(nine.contains("decrease") && nine.contains("−2 would be"), "{nine}");
    assert!(nine.contains("Values and strengths in the blocks") && nine.contains("waiting"), "{nine}");
    let ten = result("W10", now("W10"), Locale::ja);
    assert!(ten.contains("助言をくれる人がまだいません") && ten.contains("7人のうち、近いところに2人"), "{ten}");
    assert!(ten.contains("最後のやりとり") && ten.contains("3か月"), "{ten}");
    let (_, undated, _) = samples::ALL[8];
    assert!(!result("W10", undated, Locale::ja).contains("最後のやりとり"), "no column for what nobody said");
    let seven = result("W7", now("W7"), Locale::ja);
    assert!(seven.contains("待つことを、仕事のまんなかに") && seven.contains("三つとも重なるものが 2"), "{seven}");
    let eight = result("W8", now("W8"), Locale::ja);
    assert!(eight.contains("面接の枠が詰まっている（強さ 5 / 7）"), "{eight}");
}

#[test]
fn a_coach_sees_neither_the_map_nor_that_somebody_feels_alone() {
    let own = result("W4", now("W4"), Locale::ja);
    assert!(own.contains("深めながらひろげる時期") && own.contains("<td>19</td>"), "{own}");
    assert!(own.contains("正解も、よい・わるいもありません") && own.contains("まだ標準化されていない"), "{own}");
    let seen = seen("W4", now("W4"), &Shown::default(), Locale::ja);
    assert!(!seen.contains("ひとりで抱えなくて") && !seen.contains("/workshops"), "{seen}");
    assert!(!seen.contains("深めながらひろげる時期"), "the map is not shown: {seen}");
    assert!(seen.contains("少し手が止まりました") && seen.contains("<td>19</td>"), "{seen}");
    assert!(seen.contains("正解も、よい・わるいもありません") && seen.contains("まだ標準化されていない"), "{seen}");
}

#[test]
fn a_coach_sees_of_every_worksheet_what_the_author_showed() {
    for locale in [Locale::ja, Locale::en] {
        for (worksheet, before, now) in samples::ALL {
            for answers in [before, now] {
                sound(&seen(worksheet, answers, &Shown::default(), locale));
            }
        }
    }
    let ja = |worksheet| seen(worksheet, now(worksheet), &Shown::default(), Locale::ja);
    assert!(!ja("W2").contains('%') && !ja("W2").contains("ζ"), "the order and words, no numbers: {}", ja("W2"));
    assert!(!ja("W3").contains("c-before"), "the radar without what is met: {}", ja("W3"));
    assert!(ja("W5").contains("窓の外をいっしょに見ていた") && !ja("W5").contains("いつも"), "{}", ja("W5"));
    assert!(
        ja("W6").contains("病院に入職") && !ja("W6").contains("ひとり職場") && !ja("W6").contains("<svg"),
        "{}",
        ja("W6")
    );
    assert!(ja("W7").contains("後輩とお茶") && !ja("W7").contains("地域の居場所づくり"), "{}", ja("W7"));
    assert!(ja("W8").contains("急がないで聴く") && !ja("W8").contains("面接の枠"), "{}", ja("W8"));
    assert!(
        ja("W9").contains("記録の時間を昼前に") && !ja("W9").contains("25%") && !ja("W9").contains("午後のため"),
        "{}",
        ja("W9")
    );
    assert!(
        ja("W10").contains("同職種") && !ja("W10").contains("夜の会") && !ja("W10").contains("年賀状"),
        "{}",
        ja("W10")
    );
    let shown = Shown { barriers: ["work".to_owned()].into(), aliases: true, ..Shown::default() };
    assert!(seen("W8", now("W8"), &shown, Locale::ja).contains("面接の枠"));
    assert!(seen("W10", now("W10"), &shown, Locale::ja).contains("夜の会"));
}

#[test]
fn a_copy_that_cannot_be_read_shows_nothing() {
    for (worksheet, ..) in samples::ALL {
        let definition = library::definition(worksheet).expect("a worksheet");
        let html =
            html(Locale::ja, move || view! { <CoachResultOf definition seen=json!({"x": 1}) locale=Locale::ja/> });
        assert!(html.contains("見せると選ばれたものは、まだありません"), "{worksheet}: {html}");
    }
}

#[test]
fn rounds_of_every_worksheet_stand_side_by_side() {
    for locale in [Locale::ja, Locale::en] {
        for (worksheet, before, now) in samples::ALL {
            let round = |day: &str, answers: &str| {
                let (definition, outcome) = outcome(worksheet, answers);
                Round { definition, day: day.to_owned(), outcome, names: names() }
            };
            let three = || vec![round("2024年", before), round("2025年", before), round("2026年", now)];
            let html_of = html(locale, move || view! { <CompareOf rounds=three() locale/> });
            sound(&html_of);
            assert!(html_of.contains("2024年") || worksheet == "W2", "{worksheet}: {html_of}");
            assert!(html_of.contains("2026年"), "{worksheet}: {html_of}");
            let one = vec![round("2026年", now)];
            let alone = html(locale, move || view! { <CompareOf rounds=one locale/> });
            assert!(!alone.contains("<svg"), "one round has nothing beside it");
        }
    }
}

#[test]
fn cards_are_ranked_and_compared() {
    let deck: Vec<String> = library::definition("W1")
        .and_then(|one| one.cards())
        .map(|deck| deck.cards.iter().take(12).map(|card| card.id.to_string()).collect())
        .expect("cards");
    let sitting = |top: &[usize]| {
        let piles: serde_json::Map<String, Value> = deck
            .iter()
            .enumerate()
            .map(|(at, card)| (card.clone(), json!(if top.contains(&at) { 5 } else { 1 })))
            .collect();
        let top: Vec<&String> = top.iter().map(|at| &deck[*at]).collect();
        json!({"deck": deck, "piles": piles, "top": top}).to_string()
    };
    let (before, now) = (sitting(&[0, 1, 2, 3, 4]), sitting(&[4, 0, 1, 2, 5]));
    sound(&result("W1", &now, Locale::ja));
    let coach = seen("W1", &now, &Shown::default(), Locale::ja);
    assert!(coach.contains("受容") && !coach.contains("挑戦"), "what was laid low is not shown: {coach}");
    let round = |day: &str, answers: &str| {
        let (definition, outcome) = outcome("W1", answers);
        Round { definition, day: day.to_owned(), outcome, names: Names::new() }
    };
    let both = vec![round("春", &before), round("秋", &now)];
    let html = html(Locale::ja, move || view! { <CompareOf rounds=both locale=Locale::ja/> });
    assert!(html.contains("4 / 5") && html.contains("0.67"), "{html}");
}

/// `own-1` of two rounds of the value cards may be two cards, and one card may have two numbers.
#[test]
fn cards_of_ones_own_are_compared_by_their_words() {
    let answers = |own: &str| {
        let pairs = [(own, "caring"), (own, "growth"), (own, "hope"), ("caring", "growth"), ("growth", "hope")];
        let pairs: Vec<Value> = pairs.iter().map(|(a, b)| json!({"a": a, "b": b, "winner": "a"})).collect();
        json!({"items": [own, "caring", "growth", "hope"], "pairs": pairs}).to_string()
    };
    let side_by_side = |before: (&str, &str), now: (&str, &str)| {
        let round = |day: &str, (own, name): (&str, &str)| {
            let (definition, outcome) = outcome("W2", &answers(own));
            let names = Names::from([(own.to_owned(), name.to_owned())]);
            Round { definition, day: day.to_owned(), outcome, names }
        };
        let rounds = vec![round("春", before), round("秋", now)];
        html(Locale::ja, move || view! { <CompareOf rounds locale=Locale::ja/> })
    };
    let two = side_by_side(("own-1", "余白"), ("own-1", "静けさ"));
    assert!(two.contains("余白") && two.contains("静けさ"), "two cards that shared a number: {two}");
    let one = side_by_side(("own-1", "余白"), ("own-2", "余白"));
    let same = side_by_side(("own-1", "余白"), ("own-1", "余白"));
    assert_eq!(one, same, "one card with two numbers");
}
