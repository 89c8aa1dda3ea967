use leptos::prelude::*;

use crate::kit::locale;
use crate::t;
use crate::ui::{Choices, TextAreaField};
use crate::worksheets::definition::Questionnaire;
use crate::worksheets::scoring::questionnaire::Answers;
use crate::worksheets::sheets::model::SheetPage;
use crate::worksheets::sheets::view::parts::{At, KeepOrFinish, Keeping, Press, Traces};
use crate::worksheets::sheets::view::words::{field, w};

/// W4: graded questions; each may be passed.
#[component]
pub fn Questions(page: SheetPage, answers: Answers, any: bool, questions: &'static Questionnaire) -> impl IntoView {
    let answered = answers.items.values().flatten().count();
    let total = questions.items.len();
    view! {
        <Keeping>
            {questions.trial.as_ref().map(|words| view! { <p class="note">{words.of(locale::current())}</p> })}
            <p class="note">{t!(sheets.answered, answered = answered, total = total)}</p>
            <Press at=At::of(&page) key="questions">
                <Items answers=answers.clone() questions/>
                {questions.talk.as_ref().map(|talk| {
                    view! { <TextAreaField name="f.talk" label=w(talk) value=answers.talk.clone() rows=3 optional=true/><Traces text=answers.talk.clone()/> }
                })}
                <KeepOrFinish undo=any/>
            </Press>
        </Keeping>
    }
}

#[component]
fn Items(answers: Answers, questions: &'static Questionnaire) -> impl IntoView {
    questions
        .items
        .iter()
        .zip(1..)
        .map(|(item, number)| {
            let set = questions.answers.iter().find(|set| set.id == item.answers);
            let options = set.into_iter().flat_map(|set| &set.options);
            let mut options: Vec<(String, String)> =
                options.map(|one| (one.value.to_string(), one.name.of(locale::current()))).collect();
            options.push((String::new(), t!(sheets.pass).to_owned()));
            let said = answers.items.get(&*item.id).copied().flatten();
            view! {
                <Choices
                    name=format!("f.{}", item.id)
                    legend=format!("{number}. {}", item.text.of(locale::current()))
                    options=options
                    chosen=vec![field(said)]
                    chips=true
                />
            }
        })
        .collect_view()
}
