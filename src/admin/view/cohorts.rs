use leptos::prelude::*;

use super::desk::Unseen;
use super::roster::{AddPerson, RemovePerson};
use super::{PersonLine, asked};
use crate::admin::api::{self, CreateCohort, JoinCohort, LeaveCohort};
use crate::admin::model::{CohortSheet, PersonRow, cohort_path};
use crate::t;
use crate::ui::{Back, Flash, Form, Load, PageTitle, TextField};

/// The cohorts: each with its people; one opened to add and remove some.
#[component]
pub fn AdminCohorts() -> impl IntoView {
    let open = asked("cohort");
    let create = ServerAction::<CreateCohort>::new();
    let join = ServerAction::<JoinCohort>::new();
    let leave = ServerAction::<LeaveCohort>::new();
    let cohorts = Resource::new(
        move || (create.version().get(), join.version().get(), leave.version().get()),
        |_| api::cohorts(),
    );
    view! {
        <PageTitle text=t!(admin.cohorts_title)/>
        <div class="room" data-shape="form">
            <header class="page-head">
                <Back href="/admin" words=t!(admin.desk_title)/>
                <h1>{t!(admin.cohorts_title)}</h1>
                <p class="lead">{t!(admin.cohorts_lead)}</p>
                <Flash words=done/>
            </header>
            <Load what=cohorts let:all>
                <div class="stack" data-gap="large">
                    {all.is_empty().then(|| view! { <div class="empty"><p>{t!(admin.no_cohorts)}</p></div> })}
                    {all
                        .into_iter()
                        .map(|cohort| view! { <Cohort cohort open join leave/> })
                        .collect_view()}
                </div>
            </Load>
            <div class="sticky">
                <section class="sheet">
                    <h2>{t!(admin.new_cohort)}</h2>
                    <Form action=create>
                        <TextField name="name" label=t!(admin.cohort_name) hint=t!(admin.cohort_name_hint) required=true/>
                        <button class="btn" data-kind="quiet" type="submit">{t!(admin.create_cohort)}</button>
                    </Form>
                    <p class="note">{t!(admin.new_cohort_next)}</p>
                </section>
                <Unseen/>
            </div>
        </div>
    }
}

fn done(word: &str) -> Option<&'static str> {
    match word {
        "created" => Some(t!(admin.done_created)),
        "joined" => Some(t!(admin.done_joined)),
        "left" => Some(t!(admin.done_left)),
        _ => None,
    }
}

#[component]
fn Cohort(
    cohort: CohortSheet,
    open: Memo<String>,
    join: ServerAction<JoinCohort>,
    leave: ServerAction<LeaveCohort>,
) -> impl IntoView {
    let id = StoredValue::new(cohort.id.clone());
    let heading = format!("cohort-{}", cohort.id);
    let labelled_by = heading.clone();
    let people: Vec<PersonRow> = cohort.coaches.iter().chain(&cohort.members).cloned().collect();
    let people = StoredValue::new(people);
    let is_open = Memo::new(move |_| id.with_value(|id| open.get() == id.as_str()));
    let href = format!("{}#{heading}", cohort_path(cohort.id.as_str(), ""));
    view! {
        <section class="part" aria-labelledby=labelled_by>
            <div class="part-head">
                <h2 id=heading>{cohort.name}</h2>
                <Show when=move || !is_open.get()>
                    <a href=href.clone()>{t!(admin.change_people)}</a>
                </Show>
            </div>
            <p class="note">{t!(admin.opened, day = cohort.opened)}</p>
            <Group title=t!(admin.coaches) people=cohort.coaches empty=t!(admin.no_coaches)/>
            <Group title=t!(admin.members) people=cohort.members empty=t!(admin.no_members)/>
            <Show when=move || is_open.get()>
                <AddPerson cohort=id.get_value() present=people.get_value() join/>
                <RemovePerson cohort=id.get_value() present=people.get_value() leave/>
            </Show>
        </section>
    }
}

#[component]
fn Group(title: &'static str, people: Vec<PersonRow>, empty: &'static str) -> impl IntoView {
    let nobody = people.is_empty();
    let rows = people
        .into_iter()
        .map(|person| view! { <li><div class="row"><PersonLine person bare=true/></div></li> })
        .collect_view();
    view! {
        <h3>{title}</h3>
        {if nobody {
            view! { <p class="note">{empty}</p> }.into_any()
        } else {
            view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
        }}
    }
}
