//! 質問: what people are asked when they register.

use leptos::prelude::*;

use super::Ask;
use crate::kit::id::QuestionId;
use crate::kit::locale;
use crate::server::failure::Result;
use crate::t;
use crate::ui::{Button, CheckBox, Confirm, Form, Hidden, Select, TextAreaField, TextField, came_back};
use crate::workshops::api::planning::{QuestionMove, QuestionSave};
use crate::workshops::model::questions::{Question, QuestionKind};
use crate::workshops::store::questions;

/// The part.
pub async fn show(ask: &Ask<'_>) -> Result<AnyView> {
    let mut conn = ask.state.db.read().await?;
    let all = questions::list(&mut conn, &ask.workshop.id).await?;
    let id = ask.workshop.id.to_string();
    let fresh = Question { id: ask.state.new_id::<QuestionId>().into(), ..Question::default() };
    let known = all.clone();
    let count = all.len();
    let rows = all.into_iter().enumerate().map(|(at, question)| {
        let depends = question.shown_if.as_ref().and_then(|(on, answer)| {
            let on = known.iter().find(|one| one.id == *on)?;
            Some(t!(workshops.asked_when, question = on.label.as_str(), answer = on.words(answer, locale::current())))
        });
        let before = known[..at].to_vec();
        let act = |act, words| {
            let (workshop, question) = (id.clone(), question.id.clone());
            view! { <Act workshop=workshop question=question act=act words=words/> }
        };
        let up = (at > 0).then(|| act("up", t!(planning.up)));
        let down = (at + 1 < count).then(|| act("down", t!(planning.down)));
        let remove = act("remove", t!(planning.remove));
        let workshop = id.clone();
        let opened = came_back::<QuestionSave>(Some(&question.id));
        view! {
            <li class="stack">
                <p>
                    <strong dir="auto">{question.label.clone()}</strong> " " <span class="tag">{kind_words(question.kind)}</span>
                    {question.required.then(|| view! { " " <span class="must">{t!(common.required)}</span> })}
                </p>
                {depends.map(|words| view! { <p class="note">{words}</p> })}
                <div class="line">
                    {up}
                    {down}
                    <Confirm words=t!(planning.remove) title=t!(planning.remove_question) loss=t!(planning.remove_loss) kind="text" small=true>
                        {remove}
                    </Confirm>
                </div>
                <details class="fold" open=opened>
                    <summary><h3>{t!(planning.change_question)}</h3></summary>
                    <Fields workshop=workshop before=before question=question/>
                </details>
            </li>
        }
    });
    let rows = rows.collect_view();
    Ok(view! {
        <section class="part" aria-labelledby="questions">
            <h2 id="questions">{t!(planning.tab_questions)}</h2>
            <p>{t!(planning.questions_words)}</p>
            {(count == 0).then(|| view! { <p class="note">{t!(planning.questions_none)}</p> })}
            <ol class="rows" role="list">{rows}</ol>
        </section>
        <section class="part" aria-labelledby="new-question">
            <h2 id="new-question">{t!(planning.new_question)}</h2>
            <Fields workshop=id before=known question=fresh/>
        </section>
    }
    .into_any())
}

#[component]
fn Act(workshop: String, question: String, act: &'static str, words: &'static str) -> impl IntoView {
    let step = ServerAction::<QuestionMove>::new();
    view! {
        <Form action=step reload=true key=format!("{act}-{question}")>
            <Hidden name="workshop" value=workshop/>
            <Hidden name="question" value=question/>
            <Hidden name="act" value=act.to_owned()/>
            <Button kind="quiet" small=true>{words}</Button>
        </Form>
    }
}

#[component]
fn Fields(workshop: String, before: Vec<Question>, question: Question) -> impl IntoView {
    let save = ServerAction::<QuestionSave>::new();
    // A new question gets a new id with each page: it has one key for all of them, so that what was refused comes back.
    let key = if question.label.is_empty() { "new".to_owned() } else { question.id.clone() };
    let kinds = QuestionKind::ALL.map(|kind| (kind.as_str().to_owned(), kind_words(kind).to_owned())).to_vec();
    let mut conditions = vec![(String::new(), t!(planning.always).to_owned())];
    for one in &before {
        for answer in one.conditions() {
            let words = format!("{}: {}", one.label, one.words(&answer, locale::current()));
            conditions.push((format!("{}={answer}", one.id), words));
        }
    }
    let shown_if = question.shown_if.map(|(id, answer)| format!("{id}={answer}")).unwrap_or_default();
    let depends = conditions.len() > 1;
    view! {
        <Form action=save reload=true key=key>
            <Hidden name="workshop" value=workshop/>
            <Hidden name="question" value=question.id/>
            <TextField name="label" label=t!(planning.question) value=question.label required=true/>
            <Select name="kind" label=t!(planning.kind) options=kinds value=question.kind.as_str() required=true/>
            <TextAreaField name="choices" label=t!(planning.choices) hint=t!(planning.choices_hint) value=question.choices.join("\n") rows=3 optional=true/>
            <TextField name="help" label=t!(planning.help) value=question.help optional=true/>
            {depends.then(|| view! { <Select name="shown_if" label=t!(planning.shown_if) options=conditions value=shown_if optional=true/> })}
            <CheckBox name="required" label=t!(planning.required) checked=question.required/>
            <Button kind="quiet">{t!(planning.save_question)}</Button>
        </Form>
    }
}

fn kind_words(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Short => t!(planning.kind_short),
        QuestionKind::Long => t!(planning.kind_long),
        QuestionKind::One => t!(planning.kind_one),
        QuestionKind::Many => t!(planning.kind_many),
        QuestionKind::Number => t!(planning.kind_number),
        QuestionKind::Date => t!(planning.kind_date),
        QuestionKind::YesNo => t!(planning.kind_yes_no),
        QuestionKind::Consent => t!(planning.kind_consent),
    }
}
