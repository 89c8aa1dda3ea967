//! Finding words in a text whatever their form, and where they stand in it as it was written.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::model::Piece;
use crate::server::search::{Words, fold};

/// How many characters stand around what was found.
const AROUND: usize = 32;

/// A folded text that knows where each of its characters comes from.
struct Folded {
    chars: Vec<char>,
    /// The place of each in the text as written: from, to, in characters.
    from: Vec<(usize, usize)>,
}

impl Folded {
    fn of(written: &[char]) -> Folded {
        let mut folded = Folded { chars: Vec::with_capacity(written.len()), from: Vec::with_capacity(written.len()) };
        let mut at = 0;
        while at < written.len() {
            // A mark that belongs to the letter before it is folded with it: か and ゛ are one が.
            let rest = written[at + 1..].iter().take_while(|c| is_mark(**c)).count();
            let end = at + 1 + rest;
            let letter: String = written[at..end].iter().collect();
            for c in fold(&letter).chars() {
                folded.chars.push(c);
                folded.from.push((at, end));
            }
            at = end;
        }
        folded
    }

    /// Where `words` stand, in the text as written.
    fn places(&self, words: &[Vec<char>]) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        for word in words.iter().filter(|word| !word.is_empty()) {
            for (at, window) in self.chars.windows(word.len()).enumerate() {
                if window == word.as_slice() {
                    places.push((self.from[at].0, self.from[at + word.len() - 1].1));
                }
            }
        }
        places.sort_unstable();
        let mut joined: Vec<(usize, usize)> = Vec::with_capacity(places.len());
        for place in places {
            match joined.last_mut() {
                Some(last) if place.0 <= last.1 => last.1 = last.1.max(place.1),
                _ => joined.push(place),
            }
        }
        joined
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{ff9e}' | '\u{ff9f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}') || canonical_combining_class(c) != 0
}

/// The first places of `text` where one of the words stands, each with what is around it; none where none does.
pub fn excerpts(text: &str, words: &Words, most: usize) -> Vec<Vec<Piece>> {
    let written: Vec<char> = text.nfc().collect();
    let words: Vec<Vec<char>> = words.each().map(|word| word.chars().collect()).collect();
    let places = Folded::of(&written).places(&words);
    let mut found = Vec::new();
    let mut next = 0;
    while next < places.len() && found.len() < most {
        let (start, end) = around(&written, places[next]);
        let inside: Vec<_> = places[next..].iter().take_while(|place| place.1 <= end).copied().collect();
        next += inside.len().max(1);
        found.push(pieces(&written, (start, end), &inside));
    }
    found
}

/// From a little before a place to a little behind it, within its line.
fn around(written: &[char], place: (usize, usize)) -> (usize, usize) {
    let before = written[..place.0].iter().rev().take(AROUND).take_while(|c| **c != '\n').count();
    let behind = written[place.1..].iter().take(AROUND).take_while(|c| **c != '\n').count();
    (place.0 - before, place.1 + behind)
}

fn pieces(written: &[char], (start, end): (usize, usize), places: &[(usize, usize)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |from: usize, to: usize, found: bool| {
        if from < to {
            pieces.push(Piece { words: written[from..to].iter().collect(), found });
        }
    };
    let mut at = start;
    for (from, to) in places {
        push(at, *from, false);
        push(*from, *to, true);
        at = *to;
    }
    push(at, end, false);
    let cut = |c: Option<&char>| c.is_some_and(|c| *c != '\n');
    if cut(start.checked_sub(1).and_then(|before| written.get(before))) {
        pieces.insert(0, Piece { words: "…".to_owned(), found: false });
    }
    if cut(written.get(end)) {
        pieces.push(Piece { words: "…".to_owned(), found: false });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(text: &str, question: &str) -> Vec<String> {
        let words = Words::of(question).expect("a question");
        let show = |piece: &Piece| match piece.found {
            true => format!("[{}]", piece.words),
            false => piece.words.clone(),
        };
        excerpts(text, &words, 3).iter().map(|line| line.iter().map(show).collect()).collect()
    }

    #[test]
    fn words_are_found_in_any_form_and_marked_as_written() {
        for (text, question, expected) in [
            ("きょうは、ワークをした", "わーく", "きょうは、[ワーク]をした"),
            ("ﾜｰｸをした", "ワーク", "[ﾜｰｸ]をした"),
            ("ｶﾞｰﾃﾞﾝで話す", "ガーデン", "[ｶﾞｰﾃﾞﾝ]で話す"),
            ("か\u{3099}んばった", "がん", "[がん]ばった"),
            ("ＡＢＣとabc", "Abc", "[ＡＢＣ]と[abc]"),
            ("㈱みどり", "(株)", "[㈱]みどり"),
            ("内省する", "内省", "[内省]する"),
            ("あああ", "ああ", "[あああ]"),
        ] {
            assert_eq!(marked(text, question), [expected], "{text}");
        }
        assert!(marked("なにもない", "ある").is_empty());
    }

    #[test]
    fn an_excerpt_stays_within_its_line_and_says_where_it_was_cut() {
        let long = format!("前の行\n{}雨{}\n後の行", "あ".repeat(50), "い".repeat(50));
        assert_eq!(marked(&long, "雨"), [format!("…{}[雨]{}…", "あ".repeat(AROUND), "い".repeat(AROUND))]);
        let many = ["雨の日"; 10].join("\n");
        assert_eq!(marked(&many, "雨"), ["[雨]の日"; 3]);
    }

    proptest! {
        #[test]
        fn marking_never_changes_the_words(text in "\\PC{0,60}", word in "[あ-んア-ンa-zA-Z]{1,3}") {
            let words = Words::of(&word).expect("a question");
            for line in excerpts(&text, &words, 9) {
                let whole: String = line.iter().map(|piece| piece.words.as_str()).collect();
                let written: String = text.nfc().collect();
                prop_assert!(written.contains(whole.trim_matches('…')));
            }
        }
    }
}
