//! Passages of a text, counted in characters (Unicode scalars).

/// A piece of a text that lies under the same remarks from its beginning to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The words.
    pub text: String,
    /// The numbers of the remarks that it lies under.
    pub under: Vec<i64>,
    /// The numbers of the remarks that end with it.
    pub ends: Vec<i64>,
}

/// Where the sentences of a text begin and end: after 。！？ and the like, and at line breaks. Spaces around them and
/// empty lines belong to none.
pub fn sentences(text: &str) -> Vec<(usize, usize)> {
    let all: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let Some(first) = (from..to).find(|at| !all[*at].is_whitespace()) else { return };
        let last = (first..to).rev().find(|at| !all[*at].is_whitespace()).unwrap_or(first);
        found.push((first, last + 1));
    };
    for at in 0..all.len() {
        let ends = match all[at] {
            '\n' => true,
            // A closing bracket still belongs to the sentence.
            '。' | '！' | '？' | '!' | '?' | '」' | '』' => {
                let next = all.get(at + 1);
                let closes = matches!(all[at], '」' | '』');
                let sentence = !closes || at > 0 && matches!(all[at - 1], '。' | '！' | '？' | '!' | '?');
                // 「…？」と言った goes on.
                let quoted = closes && matches!(next, Some('と' | 'っ'));
                sentence && !quoted && !matches!(next, Some('」' | '』' | '）' | '。' | '！' | '？' | '!' | '?'))
            }
            '.' => all.get(at + 1).is_some_and(|next| next.is_whitespace()),
            _ => false,
        };
        if ends {
            push(start, at + 1);
            start = at + 1;
        }
    }
    push(start, all.len());
    found
}

/// The words between two places; none when the text does not reach so far.
pub fn pick(text: &str, (start, end): (usize, usize)) -> Option<String> {
    let picked: String = text.chars().skip(start).take(end.checked_sub(start)?).collect();
    (picked.chars().count() == end - start && !picked.trim().is_empty()).then_some(picked)
}

/// A text in pieces, by the passages of remarks: their numbers, where they begin and where they end.
pub fn segments(text: &str, remarks: &[(i64, usize, usize)]) -> Vec<Segment> {
    let all: Vec<char> = text.chars().collect();
    let mut cuts: Vec<usize> = remarks.iter().flat_map(|(_, start, end)| [*start, *end]).collect();
    cuts.extend([0, all.len()]);
    cuts.retain(|cut| *cut <= all.len());
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |pair: &[usize]| {
        let (from, to) = (pair[0], pair[1]);
        Segment {
            text: all[from..to].iter().collect(),
            under: remarks.iter().filter(|(_, start, end)| *start <= from && to <= *end).map(|one| one.0).collect(),
            ends: remarks.iter().filter(|(_, _, end)| *end == to).map(|one| one.0).collect(),
        }
    };
    cuts.windows(2).map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<String> {
        sentences(text).into_iter().map(|at| pick(text, at).expect("inside")).collect()
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        assert_eq!(
            split("黙った。二度、声をかけた！\n\n 帰りぎわ「また来ていい？」と言った。"),
            ["黙った。", "二度、声をかけた！", "帰りぎわ「また来ていい？」と言った。",]
        );
        assert_eq!(split("「座っていました。」先生が笑った"), ["「座っていました。」", "先生が笑った"]);
        assert_eq!(split("It was 3.5 hours. Then he left"), ["It was 3.5 hours.", "Then he left"]);
        assert!(sentences(" \n ").is_empty());
    }

    #[test]
    fn passages_may_lie_over_each_other() {
        let found = segments("あいうえお", &[(1, 0, 3), (2, 2, 5)]);
        let shown: Vec<_> = found.iter().map(|one| (one.text.as_str(), one.under.clone(), one.ends.clone())).collect();
        assert_eq!(shown, [("あい", vec![1], vec![]), ("う", vec![1, 2], vec![1]), ("えお", vec![2], vec![2])]);
    }

    proptest! {
        #[test]
        fn no_character_is_lost_or_doubled(text in "[あいう。\n👩a]{0,30}", marks in prop::collection::vec((0usize..35, 0usize..35), 0..6)) {
            let marks: Vec<_> = marks.into_iter().zip(1..).map(|((a, b), n)| (n, a.min(b), a.max(b))).collect();
            let joined: String = segments(&text, &marks).into_iter().map(|one| one.text).collect();
            prop_assert_eq!(joined, text.clone());
            for at in sentences(&text) {
                prop_assert!(pick(&text, at).is_some());
            }
        }
    }
}
