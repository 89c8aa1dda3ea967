//! Reads what forms send: an answer to a prompt, and a prompt that a host writes during the event.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::refusal::Refusal;
use super::{answer, asked};
use crate::kit::form::half_width;
use crate::live::plan::model::Both;
use crate::live::tools::model::{Answer, AnswerForm, Asked, PromptKind, StartForm};

/// The answer of a form, as it is kept.
pub fn read(asked: &Asked, form: &AnswerForm) -> Result<Answer, Refusal> {
    if !form.pass.is_empty() {
        return answer(asked, Answer::Pass);
    }
    let raw = match asked.kind {
        PromptKind::Choice | PromptKind::TwoRounds | PromptKind::Tempo | PromptKind::Weather => {
            Answer::One(chosen(&form.one)?)
        }
        PromptKind::Scale => Answer::Step(chosen(&form.one)?),
        PromptKind::Multiple => Answer::Many(form.many.iter().map(|one| chosen(one)).collect::<Result<_, _>>()?),
        PromptKind::Words => Answer::Words(form.words.clone()),
        PromptKind::Open => Answer::Text(form.text.clone()),
        PromptKind::Ranking => Answer::Order(order(&form.ranks)?),
        PromptKind::Estimate => Answer::Number(number(&form.number)?),
        PromptKind::Questions => return Err(Refusal::Foreign),
    };
    answer(asked, raw)
}

/// A press on a choice; empty when nothing was pressed.
fn chosen<T: std::str::FromStr>(text: &str) -> Result<T, Refusal> {
    if text.is_empty() { Err(Refusal::Choose) } else { text.parse().map_err(|_| Refusal::Foreign) }
}

/// The choices in their order, from the place of each.
fn order(ranks: &[String]) -> Result<Vec<u16>, Refusal> {
    let mut order: Vec<(u16, u16)> = Vec::new();
    for (choice, place) in (0..).zip(ranks) {
        order.push((plain(place).parse().map_err(|_| Refusal::Order)?, choice));
    }
    order.sort_unstable();
    let whole = order.iter().map(|(place, _)| usize::from(*place)).eq(1..=ranks.len());
    if whole { Ok(order.into_iter().map(|(_, choice)| choice).collect()) } else { Err(Refusal::Order) }
}

/// A number as people type it, with full-width digits and with commas between thousands.
fn number(text: &str) -> Result<f64, Refusal> {
    let plain = plain(text);
    let is_number = !plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    plain.parse().ok().filter(|_| is_number).ok_or(Refusal::Number)
}

fn plain(text: &str) -> String {
    let one = |c: char| match half_width(c) {
        '．' => '.',
        '－' | '−' => '-',
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，')).map(one).collect()
}

/// The prompt that a host writes, or the field that needs another look.
pub fn start(form: &StartForm) -> Result<Asked, (&'static str, Refusal)> {
    let said = |text: &str| Both { ja: text.to_owned(), en: String::new() };
    let kind = word(&form.kind).ok_or(("kind", Refusal::Choose))?;
    asked(Asked {
        kind,
        naming: word(&form.naming).ok_or(("naming", Refusal::Choose))?,
        label: said(&form.label),
        choices: form.choices.lines().map(said).collect(),
        steps: plain(&form.steps).parse().unwrap_or_default(),
        ends: (said(&form.low), said(&form.high)),
        unit: said(&form.unit),
        seconds: match plain(&form.seconds).as_str() {
            "" => None,
            seconds => Some(seconds.parse().map_err(|_| ("seconds", Refusal::Seconds))?),
        },
        moderated: !form.moderated.is_empty(),
    })
}

/// What a word of a form stands for, as it is called in data.
fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(Value::String(text.to_owned())).ok()
}
