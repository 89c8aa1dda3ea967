use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::{NameSearch, asked};
use crate::admin::api::{self, JoinCohort, LeaveCohort};
use crate::admin::model::{Part, PersonRow};
use crate::kit::Result;
use crate::kit::id::CohortId;
use crate::kit::page::Page;
use crate::t;
use crate::ui::{Choices, Form, Hidden, Load, carried};

/// Who is found by name for the cohort that is open; nobody while none is. It belongs to the page: inside of what waits
/// for the cohorts it would be asked for after them, and again with each change.
pub fn people_to_add(open: Memo<String>, q: Memo<String>) -> Resource<Result<Page<PersonRow>>> {
    Resource::new(
        move || (!open.read().is_empty()).then(|| q.get()),
        |q| async move {
            match q {
                Some(q) => api::people(q, String::new(), String::new()).await,
                None => Ok(Page { rows: Vec::new(), next: None }),
            }
        },
    )
}

/// Adds a person to a cohort: search for a name, choose the person and their part.
#[component]
pub fn AddPerson(
    cohort: CohortId,
    present: Vec<PersonRow>,
    found: Resource<Result<Page<PersonRow>>>,
    join: ServerAction<JoinCohort>,
) -> impl IntoView {
    let q = asked("q");
    let id = cohort.to_string();
    let present = StoredValue::new(present);
    view! {
        <section class="sheet" aria-labelledby="add">
            <h3 id="add">{t!(admin.add_person)}</h3>
            {
                let id = id.clone();
                move || view! { <NameSearch action="/admin/cohorts" q=q.get() with=vec![("cohort", id.clone())]/> }
            }
            <Load what=found part=true let:page>
                {
                    let id = id.clone();
                    let more = page.next.is_some();
                    let options: Vec<(String, String)> = page
                        .rows
                        .into_iter()
                        .filter(|person| present.with_value(|present| present.iter().all(|one| one.id != person.id)))
                        .map(|person| (person.id.to_string(), named(&person)))
                        .collect();
                    if options.is_empty() {
                        view! { <p class="note">{t!(admin.nobody_to_add)}</p> }.into_any()
                    } else {
                        let parts = [Part::Member, Part::Coach].map(|part| (part.as_str().to_owned(), part_words(part))).to_vec();
                        view! {
                            <Form action=join>
                                <Hidden name="cohort" value=id.clone()/>
                                <Choices name="person" legend=t!(admin.who_joins) options required=true/>
                                {more.then(|| view! { <p class="note">{t!(admin.more_people)}</p> })}
                                <Choices name="part" legend=t!(admin.as_what) options=parts chosen=vec!["member".to_owned()] required=true/>
                                <button class="btn" type="submit">{t!(admin.add)}</button>
                            </Form>
                        }
                        .into_any()
                    }
                }
            </Load>
        </section>
    }
}

/// Takes a person out of a cohort; folded away, and it says what is lost and what is not.
#[component]
pub fn RemovePerson(cohort: CohortId, present: Vec<PersonRow>, leave: ServerAction<LeaveCohort>) -> impl IntoView {
    if present.is_empty() {
        return ().into_any();
    }
    let options = present.iter().map(|person| (person.id.to_string(), named(person))).collect::<Vec<_>>();
    let came_back = carried().is_some_and(|carried| carried.action == LeaveCohort::url());
    view! {
        <details class="fold" open=came_back>
            <summary>{t!(admin.remove_person)}</summary>
            <Form action=leave>
                <Hidden name="cohort" value=cohort.to_string()/>
                <Choices name="leaving" legend=t!(admin.who_leaves) options required=true/>
                <p class="note">{t!(admin.leaving_note)}</p>
                <button class="btn" data-kind="leave" type="submit">{t!(admin.remove)}</button>
            </Form>
        </details>
    }
    .into_any()
}

fn named(person: &PersonRow) -> String {
    match person.profession.is_empty() {
        true => t!(admin.called, name = person.name.clone()),
        false => t!(admin.called_and_profession, name = person.name.clone(), profession = person.profession.clone()),
    }
}

fn part_words(part: Part) -> String {
    match part {
        Part::Coach => t!(admin.part_coach).to_owned(),
        Part::Member => t!(admin.part_member).to_owned(),
    }
}
