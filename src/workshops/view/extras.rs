use leptos::prelude::*;

use super::wish::{NeedsField, WishFields};
use super::{QuestionFields, key_here};
use crate::t;
use crate::ui::{Button, Confirm, Form, Hidden};
use crate::workshops::api::course::{LeaveCourse, RegisterCourse};
use crate::workshops::model::planned::Extras;
use crate::workshops::model::seating::Wish;

/// What a workshop's page holds beside the workshop itself.
#[component]
pub fn More(
    id: String,
    /// Whether the viewer could register now.
    register: bool,
    extras: Extras,
) -> impl IntoView {
    let Extras { fee, before, after, dates, whole, leave, questions, terms, .. } = extras;
    let part = |title: &'static str, html: String| {
        (!html.is_empty()).then(
            || view! { <section class="part"><h2>{title}</h2><div class="prose" inner_html=html></div></section> },
        )
    };
    let course = !dates.is_empty();
    view! {
        {(!fee.is_empty()).then(|| view! { <dl class="facts"><dt>{t!(workshops.fee)}</dt><dd dir="auto">{fee}</dd></dl> })}
        {part(t!(workshops.materials_before), before)}
        {part(t!(workshops.materials_after), after)}
        {course.then(|| view! {
            <section class="part" aria-labelledby="dates">
                <h2 id="dates">{t!(workshops.course_dates)}</h2>
                <div class="stack" inner_html=dates></div>
                {(whole && register).then(|| view! { <Whole id=id.clone() questions=questions terms=terms/> })}
                {(leave.len() > 1).then(|| view! { <LeaveAll id=id dates=leave/> })}
            </section>
        })}
    }
}

/// Registering for the whole course.
#[component]
fn Whole(id: String, questions: Vec<crate::workshops::model::questions::Question>, terms: String) -> impl IntoView {
    let register = ServerAction::<RegisterCourse>::new();
    let key = key_here();
    view! {
        <Form action=register reload=true>
            <Hidden name="workshop" value=id/>
            <Hidden name="key" value=key/>
            <QuestionFields questions=questions/>
            <WishFields wish=Wish::Auto/>
            <NeedsField/>
            <div inner_html=terms></div>
            <p class="note">{t!(workshops.whole_words)}</p>
            <Button kind="quiet">{t!(workshops.whole_verb)}</Button>
        </Form>
    }
}

/// Leaving the whole course: one question that names the dates.
#[component]
fn LeaveAll(id: String, dates: Vec<String>) -> impl IntoView {
    let leave = ServerAction::<LeaveCourse>::new();
    let loss = t!(workshops.leave_course_loss, dates = dates.join(t!(workshops.comma)));
    view! {
        <Confirm words=t!(workshops.leave_course) title=t!(workshops.leave_course_question) loss=loss kind="text">
            <Form action=leave reload=true>
                <Hidden name="workshop" value=id/>
                <Button kind="leave">{t!(workshops.cancel_verb)}</Button>
            </Form>
        </Confirm>
    }
}
