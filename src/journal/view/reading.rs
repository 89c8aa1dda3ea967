use leptos::prelude::*;

use crate::journal::model::{Answer, Answers, Ask, Column, Question, Row, Sheet};
use crate::t;

/// Answers to read, in the order of their sheet; what was passed is not mentioned.
#[component]
pub fn Reading(sheet: Sheet, answers: Answers) -> impl IntoView {
    let parts = sheet
        .steps
        .into_iter()
        .filter(|step| answers.has(&step.id))
        .map(|step| {
            let answer = answers.of(&step.id);
            view! {
                <section class="reading-part">
                    <div>
                        <h3>{step.plain_label().to_owned()}</h3>
                        <OneAnswer step answer/>
                    </div>
                </section>
            }
        })
        .collect_view();
    view! { <div class="reading">{parts}</div> }
}

/// The answer to one question.
#[component]
pub fn OneAnswer(step: Question, answer: Answer) -> impl IntoView {
    let words: Vec<String> = step.ask.chosen(&answer).into_iter().map(str::to_owned).collect();
    let scale = answer.scale.map(|number| match &step.ask {
        Ask::Scale { lo, hi, lo_words, hi_words } => t!(
            journal.scale_words,
            number = number,
            lo = *lo,
            lo_words = lo_words.clone(),
            hi = *hi,
            hi_words = hi_words.clone()
        ),
        _ => number.to_string(),
    });
    view! {
        {(!words.is_empty()).then(|| view! {
            <p class="tags">
                {words.into_iter().map(|word| view! { <span class="tag">{word}</span> }).collect_view()}
            </p>
        })}
        {scale.map(|scale| view! { <p class="voice">{scale}</p> })}
        {match step.ask {
            Ask::Rows { cols } if !answer.rows.is_empty() => {
                Some(view! { <Exchange label=step.label.clone() cols rows=answer.rows/> })
            }
            _ => None,
        }}
        {(!answer.text.is_empty()).then(|| view! { <p class="voice"><Lines text=answer.text/></p> })}
        {day_words(&answer.due).map(|words| view! {
            <p class="note">{t!(journal.due_label)} <time datetime=answer.due.clone()>{words}</time></p>
        })}
    }
}

/// A table that somebody filled in: a table on a desk, a card a row on a phone.
#[component]
fn Exchange(label: String, cols: Vec<Column>, rows: Vec<Row>) -> impl IntoView {
    let heads = cols.iter().map(|col| view! { <th scope="col">{col.label.clone()}</th> }).collect_view();
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(at, row)| {
            let cells = cols
                .iter()
                .map(|col| {
                    let words = row.get(&col.id).cloned().unwrap_or_default();
                    let empty = words.is_empty().then_some("");
                    view! { <td data-label=col.label.clone() data-empty=empty><Lines text=words/></td> }
                })
                .collect_view();
            view! { <tr><th scope="row">{at + 1}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="exchange-table">
            <caption class="visually-hidden">{label}</caption>
            <thead><tr><th scope="col"><span class="visually-hidden">{t!(writing.row_head)}</span></th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// A text with its line breaks.
#[component]
pub fn Lines(#[prop(into)] text: String) -> impl IntoView {
    text.split('\n')
        .enumerate()
        .map(|(at, line)| view! { {(at > 0).then(|| view! { <br/> })}{line.to_owned()} })
        .collect_view()
}

/// `2026-12-01` for people.
fn day_words(day: &str) -> Option<String> {
    let mut parts = day.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    Some(t!(journal.due_words, year = year, month = month, day = day))
}
