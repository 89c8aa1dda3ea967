//! A prompt as a host or a run sheet brings it, against what may be asked.

use super::refusal::Refusal;
use super::text::line;
use crate::kit::form::chars;
use crate::live::plan::model::Both;
use crate::live::tools::model::{Asked, CHOICES, MOST_CHOICE, MOST_LABEL, PromptKind, SECONDS, STEPS};

/// The choices of the kinds that bring their own.
pub fn fixed(kind: PromptKind) -> Vec<Both> {
    let words: &[(&str, &str)] = match kind {
        PromptKind::Tempo => {
            &[("ちょうどよい", "Just right"), ("速い", "Too fast"), ("ゆっくり", "Too slow"), ("迷子", "Lost")]
        }
        PromptKind::Weather => &[
            ("晴れ", "Sunny"),
            ("晴れときどきくもり", "Sun and clouds"),
            ("くもり", "Cloudy"),
            ("雨", "Rain"),
            ("嵐", "Storm"),
        ],
        _ => &[],
    };
    words.iter().map(|(ja, en)| Both { ja: (*ja).to_owned(), en: (*en).to_owned() }).collect()
}

/// The prompt as it is kept, with nothing that its kind has no use for; or the field that needs another look.
pub fn asked(raw: Asked) -> Result<Asked, (&'static str, Refusal)> {
    let at = |field: &'static str| move |why: Refusal| (field, why);
    let label = both(&raw.label, MOST_LABEL).map_err(at("label"))?;
    if label.ja.is_empty() {
        return Err(("label", Refusal::Empty));
    }
    if raw.seconds.is_some_and(|seconds| !(SECONDS.0..=SECONDS.1).contains(&seconds)) {
        return Err(("seconds", Refusal::Seconds));
    }
    let mut asked = Asked { kind: raw.kind, naming: raw.naming, label, seconds: raw.seconds, ..Asked::default() };
    match raw.kind {
        PromptKind::Choice | PromptKind::Multiple | PromptKind::Ranking | PromptKind::TwoRounds => {
            asked.choices = choices(&raw.choices).map_err(at("choices"))?;
        }
        PromptKind::Tempo | PromptKind::Weather => asked.choices = fixed(raw.kind),
        PromptKind::Scale => {
            if !(STEPS.0..=STEPS.1).contains(&raw.steps) {
                return Err(("steps", Refusal::Steps));
            }
            asked.steps = raw.steps;
            asked.ends = (
                both(&raw.ends.0, MOST_CHOICE).map_err(at("low"))?,
                both(&raw.ends.1, MOST_CHOICE).map_err(at("high"))?,
            );
        }
        PromptKind::Estimate => asked.unit = both(&raw.unit, MOST_CHOICE).map_err(at("unit"))?,
        PromptKind::Words | PromptKind::Open | PromptKind::Questions => asked.moderated = raw.moderated,
    }
    Ok(asked)
}

/// What was written in one language only stands in the first.
fn both(raw: &Both, most: usize) -> Result<Both, Refusal> {
    let (ja, en) = (line(&raw.ja), line(&raw.en));
    if chars(&ja).max(chars(&en)) > most {
        return Err(Refusal::Long(most));
    }
    Ok(if ja.is_empty() { Both { ja: en, en: ja } } else { Both { ja, en } })
}

fn choices(raw: &[Both]) -> Result<Vec<Both>, Refusal> {
    let mut choices: Vec<Both> = Vec::new();
    for one in raw {
        let one = both(one, MOST_CHOICE)?;
        if choices.iter().any(|other| other.ja == one.ja) {
            return Err(Refusal::Twice);
        }
        if !one.ja.is_empty() {
            choices.push(one);
        }
    }
    if (CHOICES.0..=CHOICES.1).contains(&choices.len()) { Ok(choices) } else { Err(Refusal::Choices) }
}
