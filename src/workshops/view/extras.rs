use leptos::prelude::*;

use super::{QuestionFields, key_here};
use crate::t;
use crate::ui::{Button, Form, Hidden};
use crate::workshops::api::planning::course::RegisterCourse;
use crate::workshops::model::planned::Extras;

/// What a workshop's page holds beside the workshop itself.
#[component]
pub fn More(
    id: String,
    /// Whether the viewer could register now.
    register: bool,
    extras: Extras,
) -> impl IntoView {
    let Extras { fee, before, after, dates, whole, questions, kept, .. } = extras;
    let part = |title: &'static str, html: String| {
        (!html.is_empty()).then(
            || view! { <section class="part"><h2>{title}</h2><div class="prose" inner_html=html></div></section> },
        )
    };
    let course = !dates.is_empty();
    let dates = dates.into_iter().map(|(href, words, here)| {
        view! { <li><a class="row" href=href aria-current=here.then_some("page")><span class="row-body">{words}</span>{here.then(|| t!(workshops.this_date))}</a></li> }
    });
    let dates = dates.collect_view();
    view! {
        {(!fee.is_empty()).then(|| view! { <dl class="facts"><dt>{t!(workshops.fee)}</dt><dd dir="auto">{fee}</dd></dl> })}
        {part(t!(workshops.materials_before), before)}
        {part(t!(workshops.materials_after), after)}
        {course.then(|| view! {
            <section class="part" aria-labelledby="dates">
                <h2 id="dates">{t!(workshops.course_dates)}</h2>
                <ol class="rows" role="list">{dates}</ol>
                {(whole && register).then(|| view! { <Whole id=id questions=questions kept=kept/> })}
            </section>
        })}
    }
}

/// Registering for the whole course.
#[component]
fn Whole(id: String, questions: Vec<crate::workshops::model::questions::Question>, kept: String) -> impl IntoView {
    let register = ServerAction::<RegisterCourse>::new();
    let key = key_here();
    let asks = !questions.is_empty();
    view! {
        <Form action=register>
            <Hidden name="workshop" value=id/>
            <Hidden name="key" value=key/>
            <QuestionFields questions=questions/>
            {asks.then(|| view! { <p class="note">{kept}</p> })}
            <p class="note">{t!(workshops.whole_words)}</p>
            <Button kind="quiet">{t!(workshops.whole_verb)}</Button>
        </Form>
    }
}
