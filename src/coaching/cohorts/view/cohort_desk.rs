use leptos::prelude::*;

use super::{here, stage_words, standing_words};
use crate::coaching::cohorts::api::organiser::{PlanCohort, one_cohort};
use crate::coaching::cohorts::model::{ApplicationLine, CohortDesk, CohortPlanForm, Counts, ProgrammeId};
use crate::kit::Role;
use crate::t;
use crate::ui::{Back, Button, Flash, Form, Hidden, Icon, Load, Only, PageTitle, Person, Select, TextField};

/// One cohort on the organiser's desk: who applied, its plan, and how much was shown and returned.
#[component]
pub fn AdminCohort() -> impl IntoView {
    view! { <Only role=Role::Admin><Page/></Only> }
}

#[component]
fn Page() -> impl IntoView {
    let id = here();
    let shown = Resource::new(move || id.get(), |id| async move { one_cohort(id.parse()?).await });
    view! {
        <PageTitle text=t!(cohorts.cohorts)/>
        <Load what=shown let:shown>
            <Shown desk=shown/>
        </Load>
    }
}

#[component]
fn Shown(desk: CohortDesk) -> impl IntoView {
    let CohortDesk { id, name, stage, form, programmes, places, counts, least, applications } = desk;
    let words = match places {
        (given, Some(all)) => t!(cohorts.places_given_of, given = given, all = all),
        (given, None) => t!(cohorts.places_given, given = given),
    };
    view! {
        <div class="room" data-shape="form">
            <header class="page-head">
                <Back href="/admin/cohorts" words=t!(admin.cohorts_title)/>
                <h1>{name}</h1>
                <p class="tags"><span class="tag" data-tone="accent">{stage_words(stage)}</span><span class="note">{words}</span></p>
                <p><a href=format!("/admin/cohorts?cohort={id}")>{t!(admin.change_people)}</a></p>
                <Flash words=done/>
            </header>
            <div class="stack" data-gap="large">
                <Applications applications/>
                <Shared counts least/>
            </div>
            <section class="sheet" aria-labelledby="plan">
                <h2 id="plan">{t!(cohorts.plan)}</h2>
                <Plan form programmes/>
            </section>
        </div>
    }
}

fn done(word: &str) -> Option<&'static str> {
    match word {
        "planned" => Some(t!(cohorts.done_planned)),
        "accept" => Some(t!(cohorts.done_accept)),
        "wait" => Some(t!(cohorts.done_wait)),
        "decline" => Some(t!(cohorts.done_decline)),
        _ => None,
    }
}

#[component]
fn Applications(applications: Vec<ApplicationLine>) -> impl IntoView {
    let none = applications.is_empty();
    let rows = applications
        .into_iter()
        .map(|one| view! {
            <li>
                <a class="row" href=format!("/coaching/applications/{}", one.id)>
                    <Person name=one.who.clone() small=true/>
                    <span class="row-body">
                        <span class="row-title">{t!(cohorts.called, name = one.who)}</span>
                        <span class="row-note">{one.profession}{t!(coaching.dot)}<time datetime=one.at.iso>{one.at.words}</time></span>
                        <span class="tags"><span class="tag">{standing_words(one.standing)}</span></span>
                    </span>
                    <span class="row-end"><Icon name="forward"/></span>
                </a>
            </li>
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="applications">
            <h2 id="applications">{t!(cohorts.applications)}</h2>
            <p class="note">{t!(cohorts.applications_note)}</p>
            {none.then(|| view! { <p class="note">{t!(cohorts.applications_none)}</p> })}
            <ul class="rows" role="list">{rows}</ul>
        </section>
    }
}

/// How much was shown and returned: numbers of acts, and no people.
#[component]
fn Shared(counts: Option<Counts>, least: i64) -> impl IntoView {
    let number = |words, n| view! { <div><dt>{words}</dt><dd>{n}</dd></div> };
    view! {
        <section class="part" aria-labelledby="counts">
            <h2 id="counts">{t!(cohorts.counts)}</h2>
            {match counts {
                Some(counts) => view! {
                    <dl class="numbers">
                        {number(t!(cohorts.counts_shared), counts.shared)}
                        {number(t!(cohorts.counts_returned), counts.returned)}
                    </dl>
                }
                .into_any(),
                None => ().into_any(),
            }}
            <p class="note">{t!(cohorts.counts_note, n = least)}</p>
        </section>
    }
}

#[component]
fn Plan(form: CohortPlanForm, programmes: Vec<(ProgrammeId, String)>) -> impl IntoView {
    let plan = ServerAction::<PlanCohort>::new();
    let mut options = vec![(String::new(), t!(cohorts.programme_none).to_owned())];
    options.extend(programmes.into_iter().map(|(id, name)| (id.to_string(), name)));
    view! {
        <Form action=plan reload=true>
            <Hidden name="cohort" value=form.cohort/>
            <Select name="programme" label=t!(cohorts.programme) hint=t!(cohorts.programme_hint) options=options value=form.programme/>
            <TextField name="places" inputmode="numeric" label=t!(cohorts.places) hint=t!(cohorts.places_hint) value=form.places short=true optional=true/>
            <TextField name="starts" kind="date" label=t!(cohorts.starts) value=form.starts short=true optional=true/>
            <TextField name="ends" kind="date" label=t!(cohorts.ends) value=form.ends short=true optional=true/>
            <TextField name="apply_from" kind="date" label=t!(cohorts.apply_from) hint=t!(cohorts.apply_hint) value=form.apply_from short=true optional=true/>
            <TextField name="apply_until" kind="date" label=t!(cohorts.apply_until) value=form.apply_until short=true optional=true/>
            <Button>{t!(cohorts.save)}</Button>
        </Form>
    }
}
