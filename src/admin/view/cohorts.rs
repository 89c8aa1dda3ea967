use leptos::prelude::*;

use super::closing::{Close, ClosedCohorts};
use super::desk::Unseen;
use super::roster::{AddPerson, RemovePerson, people_to_add};
use super::{PersonLine, asked};
use crate::admin::api::{self, CloseCohort, CreateCohort, JoinCohort, LeaveCohort, ReopenCohort};
use crate::admin::model::{CohortSheet, PersonRow, cohort_path};
use crate::kit::page::Page;
use crate::kit::{Result, Role};
use crate::t;
use crate::ui::{Back, Flash, Form, Load, Only, PageTitle, TextField};

/// The cohorts: each with its people; one opened to add and remove some, or to close it; below, those that are closed.
#[component]
pub fn AdminCohorts() -> impl IntoView {
    view! { <Only role=Role::Admin><Cohorts/></Only> }
}

#[component]
fn Cohorts() -> impl IntoView {
    let open = asked("cohort");
    let create = ServerAction::<CreateCohort>::new();
    let join = ServerAction::<JoinCohort>::new();
    let leave = ServerAction::<LeaveCohort>::new();
    let close = ServerAction::<CloseCohort>::new();
    let reopen = ServerAction::<ReopenCohort>::new();
    let changes = move || (create.version().get(), join.version().get(), leave.version().get());
    let ends = move || (close.version().get(), reopen.version().get());
    let cohorts = Resource::new(move || (changes(), ends()), |_| api::cohorts());
    let found = people_to_add(open, asked("q"));
    view! {
        <PageTitle text=t!(admin.cohorts_title)/>
        <div class="room" data-shape="form">
            <header class="page-head">
                <Back href="/admin" words=t!(common.nav_admin)/>
                <h1>{t!(admin.cohorts_title)}</h1>
                <p class="lead">{t!(admin.cohorts_lead)}</p>
                <Flash words=done/>
            </header>
            <Load what=cohorts part=true let:all>
                {
                    let (closed, running): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.closed.is_some());
                    view! {
                        <div class="stack" data-gap="large">
                            {(running.is_empty() && closed.is_empty())
                                .then(|| view! { <div class="empty"><p>{t!(admin.no_cohorts)}</p></div> })}
                            {running
                                .into_iter()
                                .map(|cohort| view! { <Cohort cohort open found join leave close/> })
                                .collect_view()}
                            <ClosedCohorts cohorts=closed reopen/>
                        </div>
                    }
                }
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
        "closed" => Some(t!(admin.done_closed)),
        "reopened" => Some(t!(admin.done_reopened)),
        _ => None,
    }
}

#[component]
fn Cohort(
    cohort: CohortSheet,
    open: Memo<String>,
    found: Resource<Result<Page<PersonRow>>>,
    join: ServerAction<JoinCohort>,
    leave: ServerAction<LeaveCohort>,
    close: ServerAction<CloseCohort>,
) -> impl IntoView {
    let name = StoredValue::new(cohort.name.clone());
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
                <a href=format!("/admin/cohorts/{}", cohort.id)>{t!(cohorts.plan)}</a>
                <Show when=move || !is_open.get()>
                    <a href=href.clone()>{t!(admin.change_people)}</a>
                </Show>
            </div>
            <p class="note">{t!(admin.opened, day = cohort.opened)}</p>
            <Group title=t!(admin.coaches) people=cohort.coaches empty=t!(admin.no_coaches)/>
            <Members people=cohort.members open=is_open/>
            <Show when=move || is_open.get()>
                <AddPerson cohort=id.get_value() present=people.get_value() found join/>
                <RemovePerson cohort=id.get_value() present=people.get_value() leave/>
                <Close cohort=id.get_value() name=name.get_value() close/>
            </Show>
        </section>
    }
}

/// The members, folded: there may be many. They are unfolded while one adds and removes some.
#[component]
fn Members(people: Vec<PersonRow>, open: Memo<bool>) -> impl IntoView {
    if people.is_empty() {
        return view! { <Group title=t!(admin.members) people empty=t!(admin.no_members)/> }.into_any();
    }
    let count = t!(admin.members_count, n = people.len());
    view! {
        <details class="fold" open=move || open.get()>
            <summary><h3>{t!(admin.members)}</h3><span class="note">{count}</span></summary>
            {rows(people)}
        </details>
    }
    .into_any()
}

/// Coaches or members, in rows.
#[component]
pub fn Group(title: &'static str, people: Vec<PersonRow>, empty: &'static str) -> impl IntoView {
    view! {
        <h3>{title}</h3>
        {if people.is_empty() { view! { <p class="note">{empty}</p> }.into_any() } else { rows(people).into_any() }}
    }
}

fn rows(people: Vec<PersonRow>) -> impl IntoView {
    let rows = people
        .into_iter()
        .map(|person| view! { <li><div class="row"><PersonLine person bare=true/></div></li> })
        .collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }
}
