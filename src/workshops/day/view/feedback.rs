use leptos::prelude::*;

use super::DayHead;
use crate::t;
use crate::ui::{Button, Choices, Flash, Form, Hidden, Load, TextAreaField};
use crate::workshops::day::api::{self, GiveFeedback};
use crate::workshops::day::model::FeedbackPage;
use crate::workshops::view::id_here;

/// ふりかえり: four questions, kept without a name.
#[component]
pub fn FeedbackGiving() -> impl IntoView {
    let id = id_here();
    let give = ServerAction::<GiveFeedback>::new();
    let shown = Resource::new(
        move || (id.get(), give.version().get()),
        |(id, _)| async move { api::asking_feedback(id.parse()?).await },
    );
    view! {
        <Load what=shown let:shown>
            <Shown page=shown give=give/>
        </Load>
    }
}

#[component]
fn Shown(page: FeedbackPage, give: ServerAction<GiveFeedback>) -> impl IntoView {
    let FeedbackPage { workshop, given } = page;
    let id = workshop.id.to_string();
    let words = match (given, workshop.over) {
        (true, _) => t!(day.feedback_given),
        (false, false) => t!(day.feedback_early),
        (false, true) => t!(day.feedback_words),
    };
    let open = workshop.over && !given;
    view! {
        <div class="room" data-shape="one">
            <DayHead workshop=workshop words=t!(day.feedback) back=format!("/workshops/{id}")>
                <Flash words=|done| (done == "given").then(|| t!(day.done_given))/>
                <p>{words}</p>
            </DayHead>
            {open.then(|| view! {
                <Form action=give>
                    <Hidden name="workshop" value=id/>
                    <Choices name="helpful" legend=t!(day.helpful) hint=t!(day.helpful_hint) options=one_to_five() chips=true required=true/>
                    <Choices name="safe" legend=t!(day.safe) hint=t!(day.safe_hint) options=one_to_five() chips=true required=true/>
                    <TextAreaField name="kept" label=t!(day.kept) rows=4 optional=true/>
                    <TextAreaField name="wished" label=t!(day.wished) rows=4 optional=true/>
                    <Button>{t!(day.feedback_verb)}</Button>
                </Form>
            })}
        </div>
    }
}

fn one_to_five() -> Vec<(String, String)> {
    (1..=5).map(|n| (n.to_string(), n.to_string())).collect()
}
