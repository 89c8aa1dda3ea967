use proptest::prelude::*;

use super::*;

const DAY: &str = "朝の申し送りで、夜勤の人の顔が疲れて見えた。\n声をかけるか迷って、結局かけなかった。\n\n\
                   昼休みに、後輩から相談を受けた。話を最後まで聴けたと思う。\nはい。\n\n\
                   帰り道、朝のことをまた考えた。次は一言だけでも声をかけたい。\nはい。\n";

fn anchor(text: &str, quote: &str) -> Anchor {
    nth(text, quote, 0)
}

fn nth(text: &str, quote: &str, n: usize) -> Anchor {
    let at = text.match_indices(quote).nth(n).expect("it is there").0;
    let start = text[..at].chars().count();
    Anchor::new(text, start, start + quote.chars().count())
}

fn words(text: &str, placed: Placed) -> Option<String> {
    let (start, end) = match placed {
        Placed::Exact { start, end } | Placed::Moved { start, end } | Placed::Fuzzy { start, end, .. } => (start, end),
        Placed::Lost => return None,
    };
    Some(text.chars().skip(start).take(end - start).collect())
}

/// What a comment on `quote` speaks of once `DAY` became `new`; `None` when it is lost.
fn found(quote: &str, new: &str) -> Option<String> {
    words(new, reanchor(&anchor(DAY, quote), DAY, new))
}

fn fuzzy(quote: &str, new: &str) -> String {
    let placed = reanchor(&anchor(DAY, quote), DAY, new);
    assert!(matches!(placed, Placed::Fuzzy { .. }), "{placed:?}");
    words(new, placed).expect("it has a place")
}

#[test]
fn an_anchor_keeps_what_is_around_it() {
    let one = anchor(DAY, "相談を受けた");
    assert!(one.before.ends_with("後輩から") && one.after.starts_with("。話を最後"));
    assert!(one.before.chars().count() == 32 && one.after.chars().count() == 32);
    assert_eq!(Anchor::new("あい", 1, 9), Anchor::new("あい", 1, 2));
    assert_eq!(Anchor::new("あい", 5, 3).quote, "");
}

#[test]
fn it_stays_when_the_rest_is_edited() {
    let quote = "話を最後まで聴けた";
    let new = DAY.replace("朝の申し送りで、", "").replace("昼休みに", "今日の昼").replace("と思う", "気がする");
    assert_eq!(found(quote, &new).as_deref(), Some(quote));
    assert!(matches!(reanchor(&anchor(DAY, quote), DAY, &DAY.replace("帰り道", "夜")), Placed::Exact { .. }));
}

#[test]
fn of_repeated_sentences_it_means_its_own() {
    let new = DAY.replacen("はい。\n", "", 1);
    let at = new.chars().count();
    assert_eq!(reanchor(&nth(DAY, "はい。", 1), DAY, &new), Placed::Moved { start: at - 4, end: at - 1 });
    assert_eq!(reanchor(&nth(DAY, "はい。", 0), DAY, &new), Placed::Lost);
    let (old, twin) = ("朝、声をかけるか迷った。\n昼。\n朝、声をかけるか迷った。\n夜。", "朝、声をかけるか迷った。");
    let new = "昼。\n朝、声をかけるか迷った。\n夜。";
    assert_eq!(reanchor(&nth(old, twin, 0), old, new), Placed::Lost, "the other one is not it");
    assert_eq!(words(new, reanchor(&nth(old, twin, 1), old, new)).as_deref(), Some(twin));
}

#[test]
fn it_follows_a_sentence_that_was_moved() {
    let quote = "話を最後まで聴けたと思う。";
    let new = format!("{quote}{}", DAY.replace(quote, ""));
    assert_eq!(reanchor(&anchor(DAY, quote), DAY, &new), Placed::Moved { start: 0, end: quote.chars().count() });
    let reversed: Vec<&str> = DAY.split("\n\n").collect();
    let reversed = reversed.into_iter().rev().collect::<Vec<_>>().join("\n\n");
    for quote in
        ["夜勤の人の顔が疲れて見えた", "後輩から相談を受けた", "次は一言だけでも声をかけたい。", "迷って、結局"]
    {
        assert_eq!(found(quote, &reversed).as_deref(), Some(quote));
    }
}

#[test]
fn it_stays_with_a_sentence_that_was_edited_a_little() {
    let new = DAY.replace("結局かけなかった", "結局何もかけられなかった");
    assert_eq!(fuzzy("声をかけるか迷って、結局かけなかった。", &new), "声をかけるか迷って、結局何もかけられなかった。");
    let new = DAY.replace("声をかけたい", "小さく声をかけたい");
    assert_eq!(fuzzy("次は一言だけでも声をかけたい。", &new), "次は一言だけでも小さく声をかけたい。");
    let new = DAY.replace("また考えた", "もう一度考えた");
    assert_eq!(fuzzy("帰り道、朝のことをまた考えた。", &new), "帰り道、朝のことをもう一度考えた。");
    // Moved and edited.
    let quote = "夜勤の人の顔が疲れて見えた。";
    let new = format!("{}\n夜勤の人の顔がとても疲れて見えた。", DAY.replace(quote, ""));
    assert_eq!(fuzzy(quote, &new), "夜勤の人の顔がとても疲れて見えた。");
}

#[test]
fn another_sentence_in_its_place_is_not_it() {
    for (quote, other) in [
        ("夜勤の人の顔が疲れて見えた。", "日勤の人の声が明るく聞こえた。"),
        ("昼休みに、後輩から相談を受けた。", "夕方に、先輩から注意を受けた。"),
        ("話を最後まで聴けたと思う。", "話を途中で遮ったと思う。"),
        ("声をかけるか迷って、", "記録を書くか迷って、"),
    ] {
        assert_eq!(found(quote, &DAY.replace(quote, other)), None, "{other}");
        assert_eq!(found(quote, &DAY.replace(quote, "")), None, "deleted");
        assert_eq!(found(quote, &format!("{other}\n{}", DAY.replace(quote, ""))), None, "{other} elsewhere");
    }
    assert_eq!(found("朝のこと", ""), None);
    let old = "午前は面談が二件あった。\n午後は面談が三件あった。";
    for new in ["午後は面談が三件あった。", "午後は面談が三件あった。\n午後は面談が四件あった。"]
    {
        assert_eq!(reanchor(&anchor(old, "午前は面談が二件あった。"), old, new), Placed::Lost);
    }
}

#[test]
fn between_two_likely_places_it_takes_none() {
    let quote = "夜勤の人の顔が疲れて見えた。";
    let gone = DAY.replace(quote, "");
    assert_eq!(found(quote, &format!("{quote}\n昨日。\n{quote}\n{gone}")), None);
    let (one, two) = ("夜勤の人の顔がひどく疲れて見えた。", "夜勤の人の顔が少し疲れて見えた。");
    assert_eq!(found(quote, &format!("{one}\n昨日。\n{two}\n明日。\n{gone}")), None);
}

#[test]
fn odd_characters_are_counted_as_characters() {
    let (old, quote) = ("👩‍👩‍👧の家族と話した。か\u{3099}んばった。", "か\u{3099}んばった。");
    let new = format!("🙂{old}");
    let one = anchor(old, quote);
    assert_eq!(reanchor(&one, old, &new), Placed::Moved { start: one.start + 1, end: one.end + 1 });
}

#[test]
fn an_anchor_of_another_text_has_no_place() {
    assert_eq!(reanchor(&anchor(DAY, "昼休み"), "別の文。", DAY), Placed::Lost);
    let far = Anchor { start: 9, end: 3, ..Anchor::default() };
    assert_eq!(reanchor(&far, DAY, "別の文。"), Placed::Lost);
}

fn text() -> impl Strategy<Value = String> {
    let clause = prop_oneof!["[あいう亜伊宇]{1,9}。", "[あい]{1,3}\n", "\\PC{0,4}"];
    proptest::collection::vec(clause, 0..30).prop_map(|all| all.concat())
}

/// Two places of a text, in order, with something between them.
fn span(text: &str, one: prop::sample::Index, two: prop::sample::Index) -> Option<(usize, usize)> {
    let n = text.chars().count() + 1;
    let (one, two) = (one.index(n), two.index(n));
    (one != two).then_some((one.min(two), one.max(two)))
}

fn chars(text: &str, from: usize, to: usize) -> String {
    text.chars().skip(from).take(to - from).collect()
}

proptest! {
    #[test]
    fn an_unchanged_text_moves_nothing(text in text(), one: prop::sample::Index, two: prop::sample::Index) {
        if let Some((start, end)) = span(&text, one, two) {
            prop_assert_eq!(reanchor(&Anchor::new(&text, start, end), &text, &text), Placed::Exact { start, end });
        }
    }

    #[test]
    fn what_is_written_before_it_moves_it(
        text in text(), one: prop::sample::Index, two: prop::sample::Index, at: prop::sample::Index, news in "[A-Z\n]{1,20}",
    ) {
        // Characters that the old text does not have: else nobody could say which of them are new.
        let text = text.replace(|c: char| c == '\n' || c.is_ascii_uppercase(), "、");
        if let Some((start, end)) = span(&text, one, two) {
            let at = at.index(start + 1);
            let new = format!("{}{news}{}", chars(&text, 0, at), chars(&text, at, text.chars().count()));
            let by = news.chars().count();
            let placed = reanchor(&Anchor::new(&text, start, end), &text, &new);
            prop_assert_eq!(placed, Placed::Moved { start: start + by, end: end + by });
        }
    }

    #[test]
    fn a_place_is_in_the_text_and_holds_the_words(
        old in text(), changes in proptest::collection::vec((any::<prop::sample::Index>(), 0..9_usize, text()), 0..4),
        spans in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 8),
    ) {
        let mut new: Vec<char> = old.chars().collect();
        for (at, many, text) in changes {
            let at = at.index(new.len() + 1);
            let gone: Vec<char> = new.splice(at..(at + many).min(new.len()), text.chars().take(20)).collect();
            new.extend(gone);
        }
        let new: String = new.into_iter().collect();
        let spans = spans.into_iter().filter_map(|(one, two)| span(&old, one, two));
        let anchors: Vec<_> = spans.map(|(start, end)| Anchor::new(&old, start, end)).collect();
        for (anchor, placed) in anchors.iter().zip(reanchor_all(&anchors, &old, &new)) {
            prop_assert_eq!(placed, reanchor(anchor, &old, &new), "each for itself or all at once");
            match placed {
                Placed::Exact { start, end } => {
                    prop_assert_eq!((start, end), (anchor.start, anchor.end));
                    prop_assert_eq!(&chars(&new, start, end), &anchor.quote);
                }
                Placed::Moved { start, end } => prop_assert_eq!(&chars(&new, start, end), &anchor.quote),
                Placed::Fuzzy { start, end, score } => {
                    prop_assert!(start < end && end <= new.chars().count() && (50..=100).contains(&score));
                }
                Placed::Lost => {}
            }
        }
    }
}
