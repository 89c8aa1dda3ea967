//! A text in clauses: the pieces that two devices are taken to have written one by one.

/// The lines that a person sees around two wordings of one place, in one language, without their line ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks<'a> {
    /// Stands before the wording that was there first.
    pub first: &'a str,
    /// Stands between the two.
    pub second: &'a str,
    /// Stands after both.
    pub end: &'a str,
}

impl Marks<'_> {
    fn has(&self, line: &str) -> bool {
        [self.first, self.second, self.end].contains(&line)
    }
}

/// The clauses of `text`: after each 。、！？ and their like, and around line ends. Joined they are the text again.
pub fn clauses(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (clause, after) = rest.split_at(first_clause(rest));
        found.push(clause);
        rest = after;
    }
    found
}

/// The clauses of `text`, in which a place with two wordings and its marks is one: it is not taken apart again.
pub fn clauses_and_marked<'a>(text: &'a str, known: &[Marks<'_>]) -> Vec<&'a str> {
    let mut found = Vec::new();
    let (mut done, mut at) = (0, 0);
    // The mark that opened, where its line starts, and whether the second wording has begun.
    let mut open: Option<(&Marks<'_>, usize, bool)> = None;
    for line in text.split_inclusive(['\n', '\r']) {
        let words = line.trim_end_matches(['\r', '\n']);
        if let Some(marks) = known.iter().find(|marks| marks.first == words) {
            open = Some((marks, at, false));
        } else if let Some((marks, start, second)) = open {
            if words == marks.second && !second {
                open = Some((marks, start, true));
            } else if words == marks.end && second {
                found.extend(clauses(&text[done..start]));
                done = at + line.len();
                found.push(&text[start..done]);
                open = None;
            }
        }
        at += line.len();
    }
    found.extend(clauses(&text[done..]));
    found
}

/// `text` without the lines that are marks.
pub fn without_marks(text: &str, known: &[Marks<'_>]) -> String {
    let is_mark = |line: &&str| known.iter().any(|marks| marks.has(line.trim_end_matches(['\r', '\n'])));
    text.split_inclusive(['\n', '\r']).filter(|line| !is_mark(line)).collect()
}

/// The end of the first clause in bytes: with everything that closes it, brackets and spaces.
fn first_clause(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let (mut ended, mut spaced) = (false, false);
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        if is_line_end(c) {
            return if at > 0 { at } else { 1 + usize::from(c == '\r' && next == Some('\n')) };
        }
        let space = c == ' ' || c == '\t';
        if ended && !space && (spaced || !closes(c)) {
            return at;
        }
        spaced |= ended && space;
        let before_space = next.is_none_or(|next| next.is_whitespace());
        ended |= ends(c) || (before_space && (c == '.' || c == ','));
    }
    text.len()
}

fn is_line_end(c: char) -> bool {
    c == '\n' || c == '\r'
}

fn ends(c: char) -> bool {
    "。、！？!?…‥．，｡､".contains(c)
}

/// What belongs to the clause before it. A mark that joins the character before it does, too.
fn closes(c: char) -> bool {
    ends(c) || "」』）)】〉》〕］]\"'”’.,\u{200d}\u{fe0e}\u{fe0f}\u{3099}\u{309a}".contains(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn japanese_is_split_after_its_marks() {
        assert_eq!(
            clauses("今日は、疲れた。「もう無理！？」と言った……。\n\n　次の日"),
            ["今日は、", "疲れた。", "「もう無理！？」", "と言った……。", "\n", "\n", "　次の日"]
        );
        assert_eq!(clauses(""), [""; 0]);
        assert_eq!(clauses("a\r\nb\rc\n"), ["a", "\r\n", "b", "\r", "c", "\n"]);
    }

    #[test]
    fn english_is_split_too_and_numbers_are_not() {
        let text = "It took 3.5 hours, really. \"Why?\" she asked... I paid 1,000 yen.";
        let expected = ["It took 3.5 hours, ", "really. ", "\"Why?\" ", "she asked... ", "I paid 1,000 yen."];
        assert_eq!(clauses(text), expected);
    }

    #[test]
    fn a_marked_place_is_one() {
        let marks = Marks { first: "〔一〕", second: "〔二〕", end: "〔終〕" };
        let text = "前。\n〔一〕\nい。ろ。\n〔二〕\nは。\n〔終〕\n後。";
        assert_eq!(
            clauses_and_marked(text, &[marks]),
            ["前。", "\n", "〔一〕\nい。ろ。\n〔二〕\nは。\n〔終〕\n", "後。"]
        );
        assert_eq!(without_marks(text, &[marks]), "前。\nい。ろ。\nは。\n後。");
        let broken = "〔一〕\nい。\n〔一〕\nろ。\n〔終〕\n〔二〕\n";
        assert_eq!(clauses_and_marked(broken, &[marks]), clauses(broken));
    }

    proptest! {
        #[test]
        fn joined_they_are_the_text_again(text in "(\\PC|[。、！？!?….\n\r 」a]){0,60}") {
            prop_assert_eq!(clauses(&text).concat(), text.clone());
            for pair in clauses(&text).windows(2) {
                let both = pair.concat();
                prop_assert_eq!(clauses(&both), pair.to_vec(), "where it is split does not depend on what is far");
            }
            let marks = Marks { first: "a", second: "", end: "。" };
            prop_assert_eq!(clauses_and_marked(&text, &[marks]).concat(), text);
        }
    }
}
