use leptos::prelude::*;

use crate::kit::locale;
use crate::t;
use crate::ui::{CheckBox, Select, TextAreaField, TextField};
use crate::workshops::model::questions::{NO, Question, QuestionKind, YES, conditions_of, shown_on};

/// What the host asks, inside the form that registers. Each answer is sent as `form[answers][field]`. A question with
/// a condition says on what it depends, and the style sheet hides it while that does not hold: an option with
/// `data-shows` brings what has the same word in `data-when` to sight. Where the browser cannot, it stands there with
/// its hint and is left empty; the server judges in any case.
#[component]
pub fn QuestionFields(questions: Vec<Question>) -> impl IntoView {
    let conditions = conditions_of(&questions);
    let known = questions.clone();
    questions
        .into_iter()
        .zip(conditions)
        .map(|(question, when)| {
            let words = question.shown_if.as_ref().and_then(|(id, answer)| {
                let on = known.iter().find(|one| one.id == *id)?;
                let answer = on.words(answer, locale::current());
                Some(t!(workshops.asked_when, question = on.label.as_str(), answer = answer))
            });
            let mut shows = vec![String::new()];
            shows.extend(question.conditions().iter().map(|answer| shown_on(&known, &question.id, answer)));
            let when = (!when.is_empty()).then_some(when);
            view! { <div class="asked" data-when=when><Field question=question when=words shows=shows/></div> }
        })
        .collect_view()
}

#[component]
fn Field(question: Question, when: Option<String>, shows: Vec<String>) -> AnyView {
    let name = format!("answers.{}", question.field());
    let Question { kind, label, help, choices, required, .. } = question;
    let optional = !required;
    // What is asked only on a condition cannot be called required before it applies.
    let required = required && when.is_none();
    let hint = [when.unwrap_or_default(), help].into_iter().filter(|line| !line.is_empty());
    let hint = hint.collect::<Vec<_>>().join(" ");
    match kind {
        QuestionKind::Long => {
            view! { <TextAreaField name=name label=label hint=hint rows=4 required=required optional=optional/> }.into_any()
        }
        QuestionKind::One | QuestionKind::YesNo => {
            let mut options = vec![(String::new(), t!(workshops.choose).to_owned())];
            match kind {
                QuestionKind::One => options.extend(choices.into_iter().map(|choice| (choice.clone(), choice))),
                _ => options.extend([(YES.to_owned(), t!(workshops.yes).to_owned()), (NO.to_owned(), t!(workshops.no).to_owned())]),
            }
            view! { <Select name=name label=label hint=hint options=options shows=shows required=required optional=optional/> }.into_any()
        }
        QuestionKind::Many => {
            let boxes = choices.into_iter().enumerate();
            let boxes = boxes.map(|(at, choice)| view! { <CheckBox name=format!("{name}_{at}") label=choice/> }).collect_view();
            view! { <fieldset class="field"><legend>{label}</legend><p class="hint">{hint}</p>{boxes}</fieldset> }.into_any()
        }
        QuestionKind::Consent => {
            view! { <CheckBox name=name label=label hint=hint/> }.into_any()
        }
        QuestionKind::Number => {
            view! { <TextField name=name label=label hint=hint inputmode="numeric" short=true required=required optional=optional/> }.into_any()
        }
        QuestionKind::Date => {
            view! { <TextField name=name label=label hint=hint kind="date" short=true required=required optional=optional/> }.into_any()
        }
        QuestionKind::Short => {
            view! { <TextField name=name label=label hint=hint required=required optional=optional/> }.into_any()
        }
    }
}
