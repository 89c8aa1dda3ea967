use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::clauses::{Marks, clauses};
use super::super::{Answer, Answers};
use super::*;

const MARKS: Marks<'_> =
    Marks { first: "〔先に書いた文〕", second: "〔あとに書いた文〕", end: "〔ここまで〕" };

fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    merge(base, ours, theirs, &[MARKS])
}

/// The merged text; no place of it may have two wordings.
fn plain(base: &str, ours: &str, theirs: &str) -> String {
    let merged = merged(base, ours, theirs);
    assert!(!merged.has_both(), "{merged:?}");
    merged.text(&MARKS)
}

fn same(text: &str) -> Piece {
    Piece::Same(text.to_owned())
}

fn both(first: &str, second: &str) -> Piece {
    Piece::Both { first: first.to_owned(), second: second.to_owned() }
}

#[test]
fn different_sentences_are_both_taken_even_side_by_side() {
    assert_eq!(plain("雨。風。雪。", "大雨。風。雪。", "雨。風。大雪。"), "大雨。風。大雪。");
    assert_eq!(plain("雨。風。", "大雨。風。", "雨。強風。"), "大雨。強風。");
    assert_eq!(plain("雨。風。", "朝。雨。風。", "雨。風。夜。"), "朝。雨。風。夜。");
    assert_eq!(plain("雨。風", "雨。風が吹く。", "雨。風\n夜"), "雨。風が吹く。\n夜");
}

#[test]
fn the_same_sentence_keeps_both_wordings_in_place() {
    let merged = merged("朝。雨が降る。夜。", "朝。雨が強く降る。夜。", "朝。雨が少し降る。夜。");
    assert_eq!(merged.pieces, [same("朝。"), both("雨が少し降る。", "雨が強く降る。"), same("夜。")]);
    let (text, places) = merged.marked(&MARKS);
    assert_eq!(text, "朝。\n〔先に書いた文〕\n雨が少し降る。\n〔あとに書いた文〕\n雨が強く降る。\n〔ここまで〕\n夜。");
    let place: String = text.chars().skip(places[0].start).take(places[0].len()).collect();
    assert!(place.starts_with("〔先に") && place.ends_with("ここまで〕"), "{place}");
}

#[test]
fn both_at_the_start_and_at_the_end() {
    assert_eq!(merged("夜。", "朝。夜。", "昼。夜。").pieces, [both("昼。", "朝。"), same("夜。")]);
    assert_eq!(merged("朝。", "朝。\n昼。", "朝。\n夜。").pieces, [same("朝。\n"), both("夜。", "昼。")]);
    assert_eq!(merged("朝。\n", "朝。\n昼", "朝。\n夜").text(&MARKS).matches('\n').count(), 6);
}

#[test]
fn an_empty_base() {
    assert_eq!(merged("", "あ。", "い。").pieces, [both("い。", "あ。")]);
    assert_eq!(plain("", "あ。い。", "あ。い。"), "あ。い。");
    assert_eq!(plain("", "", "い。"), "い。");
    assert_eq!(merged("", "共に。あ。", "共に。い。").pieces, [same("共に。"), both("い。", "あ。")]);
    assert_eq!(merged("", "", "").pieces, []);
}

#[test]
fn delete_against_edit_keeps_the_edit() {
    assert_eq!(plain("雨。風。雪。", "雨。雪。", "雨。強い風。雪。"), "雨。強い風。雪。");
    assert_eq!(plain("雨。風。雪。", "", "雨。強い風。雪。"), "強い風。");
    assert_eq!(plain("雨。風。雪。", "", "雨。風。雹。雪。"), "雹。");
    assert_eq!(plain("雨。風。雪。", "雨。", "雪。"), "", "both delete");
    assert_eq!(plain("雨。風。雪。", "雨。雪。", "雨。雪。"), "雨。雪。");
    assert_eq!(plain("雨。風。雪。", "風。雪。", "雨。風。"), "風。");
}

#[test]
fn the_same_sentence_from_both_stands_once() {
    assert_eq!(plain("朝。", "朝。昼。", "朝。昼。"), "朝。昼。");
    assert_eq!(plain("朝。", "朝。昼。", "早朝。昼。"), "早朝。昼。");
    assert_eq!(plain("朝。夜。", "朝。昼。夕。夜。", "早朝。昼。夜。"), "早朝。昼。夕。夜。");
    assert_eq!(plain("朝。", "昼。朝。", "昼。早朝。"), "昼。早朝。");
}

#[test]
fn repeated_paragraphs_stay_where_they_are() {
    let base = "はい。\n\nはい。\n\nはい。\n\nそれで？\n\nはい。\n\nはい。\n";
    let ours = "はい。\n\nはい。\n\nはい。\n\nそれで？続きは。\n\nはい。\n\nはい。\n";
    let theirs = "はい。\n\nはい。\n\nはい。\n\nそれで？\n\nはい。\n\nはい。\n\nいいえ。\n";
    assert_eq!(
        plain(base, ours, theirs),
        "はい。\n\nはい。\n\nはい。\n\nそれで？続きは。\n\nはい。\n\nはい。\n\nいいえ。\n"
    );
    let fewer = "はい。\n\nはい。\n\nそれで？\n\nはい。\n\nはい。\n";
    assert_eq!(plain(base, fewer, ours), "はい。\n\nはい。\n\nそれで？続きは。\n\nはい。\n\nはい。\n");
}

#[test]
fn a_moved_sentence_is_where_it_was_moved_and_an_edit_elsewhere_is_kept() {
    let base = "雨。\n風。\n雪。\n晴。\n";
    assert_eq!(plain(base, "風。\n雪。\n雨。\n晴。\n", "雨。\n風。\n大雪。\n晴。\n"), "風。\n大雪。\n雨。\n晴。\n");
    // Moved here, edited there: the edit stays, too.
    let text = plain(base, "風。\n雪。\n晴。\n雨。\n", "大雨。\n風。\n雪。\n晴。\n");
    assert!(text.starts_with("大雨。") && text.ends_with("晴。\n雨。\n"), "{text}");
}

#[test]
fn line_ends_of_any_kind() {
    assert_eq!(plain("雨\r\n風\r\n", "大雨\r\n風\r\n", "雨\r\n強風\r\n"), "大雨\r\n強風\r\n");
    assert_eq!(plain("雨\r風", "大雨\r風", "雨\r強風"), "大雨\r強風");
    assert_eq!(plain("雨\n風", "雨\n\n風", "雨\n強風"), "雨\n\n強風");
}

#[test]
fn characters_of_several_parts_are_not_torn() {
    let (base, ours, theirs) = ("👩‍👩‍👧がいた。か\u{3099}。", "👩‍👩‍👧‍👦がいた。か\u{3099}。", "👩‍👩‍👧がいた。𠮷\u{3099}。");
    assert_eq!(plain(base, ours, theirs), "👩‍👩‍👧‍👦がいた。𠮷\u{3099}。");
    let merged = merged("🙂。", "🙂‍↕️。", "🙃。");
    assert_eq!(merged.pieces, [both("🙃。", "🙂‍↕️。")]);
    let places = merged.marked(&MARKS).1;
    assert_eq!((places.len(), places[0].clone()), (1, 0..MARKS_CHARS + 3 + 6));
}

/// The marks and their line ends.
const MARKS_CHARS: usize = 9 + 10 + 6;

#[test]
fn typing_into_the_same_sentence_makes_no_third_one() {
    let merged = merged("今日は疲れた。", "今日はとても疲れた。", "今日は少し疲れた。");
    assert_eq!(merged.pieces, [both("今日は少し疲れた。", "今日はとても疲れた。")]);
}

#[test]
fn clauses_do_not_grow_together() {
    // Ours takes the line end away, theirs changes what follows it.
    assert_eq!(plain("雨\n風。", "雨", "雨\n強風。"), "雨\n強風。");
    assert_eq!(plain("雨\n風。雪。", "雨", "雨\n風。雹。雪。"), "雨\n風。雹。雪。");
}

#[test]
fn what_holds_marks_does_not_nest() {
    let base = merged("朝。雨。夜。", "朝。大雨。夜。", "朝。小雨。夜。").text(&MARKS);
    let elsewhere = base.replace("夜。", "深夜。");
    let solved = "朝。\n大雨。\n夜。";
    assert_eq!(plain(&base, solved, &elsewhere), "朝。\n大雨。\n深夜。");
    let (one, two) = (base.replace("大雨", "豪雨"), base.replace("小雨", "霧雨"));
    let twice = merged(&base, &one, &two);
    assert_eq!(twice.pieces[1], both("霧雨。\n大雨。\n", "小雨。\n豪雨。\n"));
    let mut text = twice.text(&MARKS);
    assert_eq!(text.matches(MARKS.first).count(), 1);
    for n in 0..5 {
        let (one, two) = (text.replace("雨", &format!("雨{n}a")), text.replace("雨", &format!("雨{n}b")));
        text = merged(&text, &one, &two).text(&MARKS);
        assert_eq!([MARKS.first, MARKS.second, MARKS.end].map(|mark| text.matches(mark).count()), [1, 1, 1]);
    }
}

#[test]
fn twenty_thousand_characters_take_no_time() {
    let noise = |seed: u32, kinds: u32| -> String {
        let mut x = seed;
        let next = |x: &mut u32| {
            *x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from_u32(0x3042 + (*x >> 16) % kinds).expect("a letter")
        };
        (0..10_000).flat_map(|_| [next(&mut x), '。']).collect()
    };
    for kinds in [1, 2, 3, 40, 4_000] {
        let start = std::time::Instant::now();
        let merged = merged(&noise(1, kinds), &noise(2, kinds), &noise(3, kinds));
        let took = start.elapsed();
        println!("{kinds}: {took:?}, {} pieces", merged.pieces.len());
        assert!(took.as_millis() < 4_000, "{kinds}: {took:?}");
    }
}

#[test]
fn answers_merge_part_by_part() {
    let answers = |text: &str, emotions: &[&str], scale: Option<i8>, due: &str| {
        let mut all = Answers::default();
        let emotions = emotions.iter().map(|one| (*one).to_owned()).collect();
        all.put("a", Answer { text: text.to_owned(), emotions, scale, due: due.to_owned(), ..Answer::default() });
        all
    };
    let base = answers("雨。風。", &["sad", "tired"], Some(3), "2026-11-24");
    let ours = answers("大雨。風。", &["sad", "tired", "glad"], Some(5), "");
    let theirs = answers("雨。強風。", &["tired", "calm"], Some(4), "2026-11-30");
    let (merged, both) = merge_answers(&base, &ours, &theirs, Later::Ours, &[MARKS]);
    assert_eq!(merged, answers("大雨。強風。", &["tired", "calm", "glad"], Some(5), "2026-11-30"));
    assert_eq!(both, ["a"], "the 4 stands nowhere in the result");
    let (merged, _) = merge_answers(&base, &ours, &theirs, Later::Theirs, &[MARKS]);
    assert_eq!(merged.of("a").scale, Some(4));
    let (merged, both) = merge_answers(&base, &Answers::default(), &theirs, Later::Ours, &[MARKS]);
    assert_eq!((merged.of("a").text.as_str(), merged.of("a").scale, both.len()), ("強風。", Some(4), 0));
    let mut other = base.clone();
    other.put("b", Answer { text: "別の欄。".to_owned(), ..Answer::default() });
    let (merged, both) = merge_answers(&base, &other, &theirs, Later::Ours, &[MARKS]);
    assert!(both.is_empty() && merged.of("b").text == "別の欄。" && merged.of("a") == theirs.of("a"));
}

#[test]
fn rows_merge_row_by_row() {
    let rows = |text: &str| -> Vec<String> { text.split('/').map(str::to_owned).collect() };
    let alike = |one: &String, two: &String| one.chars().next() == two.chars().next();
    let list = |base: &str, ours: &str, theirs: &str| {
        let cell = |base: &String, ours: &String, theirs: &String| plain(base, ours, theirs);
        merge_list(&rows(base), &rows(ours), &rows(theirs), alike, cell).join("/")
    };
    assert_eq!(list("朝/昼/夜", "朝/昼食/夜", "朝/昼/夕/夜"), "朝/昼食/夕/夜");
    assert_eq!(list("朝/昼/夜", "朝/夜", "朝/昼食/夜"), "朝/昼食/夜", "delete against edit");
    assert_eq!(list("朝/昼/夜", "朝/夜", "昼/夜"), "夜");
    assert_eq!(list("朝", "朝/昼/夕", "朝/昼/夜"), "朝/昼/夜/夕", "added by both once");
    assert_eq!(list("朝/昼。月。/夜", "朝/昼食。月。/夜", "零/朝/昼。星。/夜"), "零/朝/昼食。星。/夜");
    assert_eq!(list("朝/昼/夜", "夜/朝/昼", "朝/昼/夜更け"), "夜/朝/昼/夜更け", "moved here, edited there");
}

#[test]
fn tables_merge_cell_by_cell() {
    let answers = |rows: &[[&str; 2]]| {
        let cell = |(column, words): (&str, &str)| (column.to_owned(), words.to_owned());
        let row = |[said, felt]: &[&str; 2]| [("said", *said), ("felt", *felt)].map(cell).into_iter().collect();
        let mut all = Answers::default();
        all.put("rows", Answer { rows: rows.iter().map(row).collect(), ..Answer::default() });
        all
    };
    let base = answers(&[["こんにちは。", "緊張"], ["お元気ですか。", "安心"]]);
    let ours = answers(&[["こんにちは。", "とても緊張"], ["お元気ですか。", "安心"]]);
    let theirs = answers(&[["はじめまして。", "緊張"], ["お元気ですか。", "安心"], ["では。", "疲れ"]]);
    let expected = answers(&[["はじめまして。", "とても緊張"], ["お元気ですか。", "安心"], ["では。", "疲れ"]]);
    assert_eq!(merge_answers(&base, &ours, &theirs, Later::Ours, &[MARKS]), (expected, Vec::new()));
    let other = answers(&[["こんにちは。", "少し緊張"], ["お元気ですか。", "安心"]]);
    let (merged, both) = merge_answers(&base, &ours, &other, Later::Ours, &[MARKS]);
    let felt = &merged.of("rows").rows[0]["felt"];
    assert!(felt.contains("とても緊張") && felt.contains("少し緊張") && both == ["rows"], "{felt}");
}

/// Texts of few different clauses, with line ends, odd ends and odd characters.
fn text() -> impl Strategy<Value = String> {
    let clause = prop_oneof![
        4 => "[あいう]{1,2}。",
        2 => Just("\n".to_owned()),
        1 => "[a-c]{1,2}[.,!] ?",
        1 => "[い、。」！？👩\u{200d}\u{3099}\r\n3.]{1,3}",
        1 => "[あう]",
    ];
    proptest::collection::vec(clause, 0..14).prop_map(|all| all.concat())
}

/// A text and what two devices made of it by a few changes each.
fn three() -> impl Strategy<Value = (String, String, String)> {
    let change = || (any::<prop::sample::Index>(), 0..3_usize, text(), 0..4_u8);
    let changes = || proptest::collection::vec(change(), 0..4);
    (text(), changes(), changes()).prop_map(|(base, ours, theirs)| {
        let edit = |changes: Vec<(prop::sample::Index, usize, String, u8)>| {
            let mut all: Vec<String> = clauses(&base).into_iter().map(str::to_owned).collect();
            for (at, many, text, kind) in changes {
                let at = at.index(all.len() + 1);
                let gone = all.splice(at..(at + many).min(all.len()), []).collect::<Vec<_>>();
                let short: String = text.chars().take(4).collect();
                match kind {
                    0 => {}
                    1 => all.insert(at, text),
                    2 => all.insert(at, gone.concat() + &short),
                    _ => all.insert(0, gone.concat()),
                }
            }
            all.concat()
        };
        let (ours, theirs) = (edit(ours), edit(theirs));
        (base, ours, theirs)
    })
}

fn set(text: &str) -> BTreeSet<String> {
    clauses(text).into_iter().map(str::to_owned).collect()
}

proptest! {
    #[test]
    fn one_side_or_both_alike((base, ours, theirs) in three()) {
        for one in [&ours, &theirs] {
            for merged in [merged(&base, one, &base), merged(&base, &base, one), merged(&base, one, one)] {
                prop_assert!(!merged.has_both());
                prop_assert_eq!(&merged.text(&MARKS), one);
            }
        }
    }

    #[test]
    fn it_does_not_matter_who_comes_first((base, ours, theirs) in three()) {
        let turned = merged(&base, &theirs, &ours).pieces.into_iter().map(|piece| match piece {
            Piece::Both { first, second } => Piece::Both { first: second, second: first },
            same => same,
        });
        prop_assert_eq!(merged(&base, &ours, &theirs).pieces, turned.collect::<Vec<_>>());
    }

    #[test]
    fn nobodys_sentence_appears_and_nobodys_is_lost((base, ours, theirs) in three()) {
        let merged = merged(&base, &ours, &theirs);
        let text = merged.text(&MARKS);
        let marks = [MARKS.first, MARKS.second, MARKS.end];
        let found: BTreeSet<_> = set(&text).into_iter().filter(|clause| !marks.contains(&clause.as_str())).collect();
        let all: BTreeSet<_> = [&base, &ours, &theirs].into_iter().flat_map(|text| set(text)).collect();
        // Around marks a line end is added.
        let strange: Vec<_> = found.difference(&all).filter(|clause| *clause != "\n").collect();
        prop_assert!(strange.is_empty(), "{strange:?} in {text:?}");
        for one in [&ours, &theirs] {
            let lost: Vec<_> = set(one).difference(&set(&base)).filter(|clause| !found.contains(*clause)).cloned().collect();
            prop_assert!(lost.is_empty(), "{lost:?} not in {text:?}");
        }
    }

    #[test]
    fn merging_again_ends((base, ours, theirs) in three(), (_, one, two) in three()) {
        // A line of marks ends with a line feed: the form takes carriage returns away.
        let [base, ours, theirs, one, two] = [base, ours, theirs, one, two].map(|text| text.replace('\r', ""));
        let mut text = merged(&base, &ours, &theirs).text(&MARKS);
        for _ in 0..3 {
            let again = merged(&text, &format!("{one}\n{text}{two}"), &format!("{two}\n{text}{one}"));
            text = again.text(&MARKS);
            let open = [MARKS.first, MARKS.second, MARKS.end].map(|mark| text.lines().filter(|line| *line == mark).count());
            prop_assert!(open[0] == open[1] && open[1] == open[2], "{text}");
        }
    }

    #[test]
    fn sets_keep_what_one_added_and_lose_what_one_took(
        base in proptest::sample::subsequence((0..8).collect::<Vec<_>>(), 0..8),
        ours in proptest::sample::subsequence((0..8).collect::<Vec<_>>(), 0..8),
        theirs in proptest::sample::subsequence((0..8).collect::<Vec<_>>(), 0..8),
    ) {
        let merged = merge_set(&base, &ours, &theirs);
        for one in 0..8 {
            let [b, o, t, m] = [&base, &ours, &theirs, &merged].map(|set| set.contains(&one));
            prop_assert_eq!(m, if o == t { o } else { !b });
        }
        prop_assert_eq!(merge_set(&base, &ours, &base), ours.clone());
        prop_assert_eq!(merge_set(&base, &base, &ours), ours.clone());
        prop_assert_eq!(merge_set(&base, &ours, &ours), ours);
    }

    #[test]
    fn lists_obey_the_same_laws(
        base in proptest::collection::vec(0..6_u8, 0..8),
        ours in proptest::collection::vec(0..9_u8, 0..8),
        theirs in proptest::collection::vec(0..9_u8, 0..8),
    ) {
        let merge = |base: &[u8], ours: &[u8], theirs: &[u8]| {
            let pick = |base: &u8, ours: &u8, theirs: &u8| if ours == base { *theirs } else { *ours };
            merge_list(base, ours, theirs, |one, two| one / 2 == two / 2, pick)
        };
        prop_assert_eq!(merge(&base, &ours, &base), ours.clone());
        prop_assert_eq!(merge(&base, &base, &ours), ours.clone());
        prop_assert_eq!(merge(&base, &ours, &ours), ours.clone());
        let merged = merge(&base, &ours, &theirs);
        prop_assert!(merged.iter().all(|one| base.contains(one) || ours.contains(one) || theirs.contains(one)));
    }
}
