use leptos::prelude::*;

use super::cohorts::Group;
use crate::admin::api::{CloseCohort, ReopenCohort};
use crate::admin::model::CohortSheet;
use crate::kit::id::CohortId;
use crate::t;
use crate::ui::{Button, Confirm, Form, Hidden};

/// Closes a cohort, once the question what becomes of it is answered.
#[component]
pub fn Close(cohort: CohortId, name: String, close: ServerAction<CloseCohort>) -> impl IntoView {
    view! {
        <Confirm
            words=t!(admin.close_cohort)
            title=t!(admin.close_question, name = name)
            loss=t!(admin.close_loss)
            kind="text"
        >
            <Form action=close>
                <Hidden name="cohort" value=cohort.to_string()/>
                <Button kind="leave">{t!(admin.close_do)}</Button>
            </Form>
        </Confirm>
    }
}

/// The cohorts that were closed, each with its people and the way back.
#[component]
pub fn ClosedCohorts(cohorts: Vec<CohortSheet>, reopen: ServerAction<ReopenCohort>) -> impl IntoView {
    if cohorts.is_empty() {
        return ().into_any();
    }
    let sheets = cohorts.into_iter().map(|cohort| view! { <Closed cohort reopen/> }).collect_view();
    view! {
        <section class="part" aria-labelledby="closed">
            <h2 id="closed">{t!(admin.closed_cohorts)}</h2>
            <p class="note">{t!(admin.closed_lead)}</p>
            {sheets}
        </section>
    }
    .into_any()
}

#[component]
fn Closed(cohort: CohortSheet, reopen: ServerAction<ReopenCohort>) -> impl IntoView {
    let CohortSheet { id, name, opened, closed, coaches, members } = cohort;
    let id = id.to_string();
    view! {
        <details class="fold">
            <summary>{name.clone()}</summary>
            <p class="note">{t!(admin.opened_and_closed, from = opened, to = closed.unwrap_or_default())}</p>
            <Group title=t!(admin.coaches) people=coaches empty=t!(admin.nobody_left)/>
            <Group title=t!(admin.members) people=members empty=t!(admin.nobody_left)/>
            <Form action=reopen key=id.clone() label=t!(admin.reopen_which, name = name)>
                <Hidden name="cohort" value=id/>
                <button class="btn" data-kind="quiet" type="submit">{t!(admin.reopen_cohort)}</button>
            </Form>
        </details>
    }
}
