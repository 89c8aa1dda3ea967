//! An answer against its prompt.

use super::refusal::Refusal;
use super::text::{line, lines};
use crate::kit::form::chars;
use crate::live::tools::model::{Answer, Asked, MOST_NUMBER, MOST_TEXT, MOST_WORD, MOST_WORDS, PromptKind};

/// The answer as it is kept, or why it is none to this prompt.
pub fn answer(asked: &Asked, raw: Answer) -> Result<Answer, Refusal> {
    let is_choice = |n: &u16| usize::from(*n) < asked.choices.len();
    match (asked.kind, raw) {
        // Questions are asked, not answered.
        (PromptKind::Questions, _) => Err(Refusal::Foreign),
        (_, Answer::Pass) => Ok(Answer::Pass),
        (PromptKind::Choice | PromptKind::TwoRounds | PromptKind::Tempo | PromptKind::Weather, Answer::One(n)) => {
            if is_choice(&n) {
                Ok(Answer::One(n))
            } else {
                Err(Refusal::Foreign)
            }
        }
        (PromptKind::Multiple, Answer::Many(mut many)) => {
            many.sort_unstable();
            many.dedup();
            if many.is_empty() {
                return Err(Refusal::Choose);
            }
            if many.iter().all(is_choice) { Ok(Answer::Many(many)) } else { Err(Refusal::Foreign) }
        }
        (PromptKind::Scale, Answer::Step(step)) => {
            if (1..=asked.steps).contains(&step) {
                Ok(Answer::Step(step))
            } else {
                Err(Refusal::Foreign)
            }
        }
        (PromptKind::Words, Answer::Words(raw)) => words(&raw),
        (PromptKind::Open, Answer::Text(raw)) => text(&raw).map(Answer::Text),
        (PromptKind::Ranking, Answer::Order(order)) => {
            let mut sorted = order.clone();
            sorted.sort_unstable();
            let whole = sorted.iter().map(|n| usize::from(*n)).eq(0..asked.choices.len());
            if whole { Ok(Answer::Order(order)) } else { Err(Refusal::Order) }
        }
        (PromptKind::Estimate, Answer::Number(number)) => {
            // Adding zero makes of "minus zero" a plain one.
            if number.abs() <= MOST_NUMBER { Ok(Answer::Number(number + 0.0)) } else { Err(Refusal::Number) }
        }
        _ => Err(Refusal::Foreign),
    }
}

fn words(raw: &[String]) -> Result<Answer, Refusal> {
    let mut words: Vec<String> = Vec::new();
    for word in raw.iter().map(|word| line(word)) {
        if chars(&word) > MOST_WORD {
            return Err(Refusal::Long(MOST_WORD));
        }
        let same = |other: &String| other.to_lowercase() == word.to_lowercase();
        if !word.is_empty() && !words.iter().any(same) {
            words.push(word);
        }
    }
    match words.len() {
        0 => Err(Refusal::Empty),
        n if n > MOST_WORDS => Err(Refusal::Many(MOST_WORDS)),
        _ => Ok(Answer::Words(words)),
    }
}

/// Lines that somebody wrote, as they are kept.
pub fn text(raw: &str) -> Result<String, Refusal> {
    let text = lines(raw);
    match chars(&text) {
        0 => Err(Refusal::Empty),
        n if n > MOST_TEXT => Err(Refusal::Long(MOST_TEXT)),
        _ => Ok(text),
    }
}
