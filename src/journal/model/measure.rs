//! How much stands in an answer, and how much of it is gone in the next: for the rule of what stays.

use super::Answers;

/// About how many characters stand in `answers`, choices included.
pub fn chars(answers: &Answers) -> i64 {
    answers.steps().iter().map(|step| written(answers, step).len() as i64).sum()
}

/// About how many characters of `before` are not in `after`: what lies between the alike beginnings and ends.
pub fn cut(before: &Answers, after: &Answers) -> i64 {
    before.steps().iter().map(|step| cut_of(&written(before, step), &written(after, step))).sum()
}

/// One answer as a row of characters, whatever parts it has.
fn written(answers: &Answers, step: &str) -> Vec<char> {
    if !answers.has(step) {
        return Vec::new();
    }
    serde_json::to_string(&answers.of(step)).unwrap_or_default().chars().collect()
}

fn cut_of(before: &[char], after: &[char]) -> i64 {
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (before, after) = (&before[head..], &after[head..]);
    let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    (before.len() - tail) as i64
}

#[cfg(test)]
mod tests {
    use super::super::Answer;
    use super::*;

    fn text(words: &str) -> Answers {
        let mut answers = Answers::default();
        answers.put("y", Answer { text: words.to_owned(), ..Answer::default() });
        answers
    }

    #[test]
    fn what_is_added_cuts_nothing() {
        let long = "あ".repeat(100);
        assert_eq!(cut(&text(&long), &text(&format!("{long}い"))), 0);
        assert_eq!(cut(&text("はじめ、おわり"), &text("はじめ、なか、おわり")), 0);
        assert_eq!(cut(&text("はじめ、なか、おわり"), &text("はじめ、おわり")), 3);
        assert!(cut(&text(&long), &Answers::default()) >= 100);
        assert!((100..130).contains(&chars(&text(&long))));
    }
}
