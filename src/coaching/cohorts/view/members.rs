use leptos::prelude::*;

use crate::coaching::cohorts::api::coach::members;
use crate::coaching::cohorts::model::MemberLine;
use crate::kit::Role;
use crate::t;
use crate::ui::{Art, Back, Empty, Icon, Load, Only, PageTitle, Person};

/// The members of the cohorts that one coaches: when one last had to do with each, what waits, what may be opened.
#[component]
pub fn CoachMembers() -> impl IntoView {
    view! { <Only role=Role::Coach><Page/></Only> }
}

#[component]
fn Page() -> impl IntoView {
    let all = Resource::new(|| (), |()| members());
    view! {
        <PageTitle text=t!(cohorts.members)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/coach" words=t!(common.nav_coach)/>
                <h1>{t!(cohorts.members)}</h1>
                <p class="lead">{t!(cohorts.members_lead)}</p>
                <p><a class="btn" data-kind="quiet" href="/coaching/appointments">{t!(cohorts.offers)}</a></p>
            </header>
            <Load what=all part=true let:all>
                <Groups all/>
            </Load>
        </div>
    }
}

#[component]
fn Groups(all: Vec<MemberLine>) -> impl IntoView {
    if all.is_empty() {
        return view! { <Empty art=Art::Read title=t!(cohorts.members_none) sentence=t!(cohorts.members_none_words)/> }
            .into_any();
    }
    let mut groups: Vec<(String, Vec<MemberLine>)> = Vec::new();
    for line in all {
        match groups.last_mut() {
            Some((cohort, lines)) if *cohort == line.cohort => lines.push(line),
            _ => groups.push((line.cohort.clone(), vec![line])),
        }
    }
    let groups = groups
        .into_iter()
        .map(|(cohort, lines)| view! {
            <section class="part">
                <h2>{cohort}</h2>
                <ul class="rows" role="list">{lines.into_iter().map(|line| view! { <Line line/> }).collect_view()}</ul>
            </section>
        })
        .collect_view();
    view! { <div class="stack" data-gap="large">{groups}</div> }.into_any()
}

#[component]
fn Line(line: MemberLine) -> impl IntoView {
    let lone = line.profession.is_empty();
    let href = format!("/coaching/members/{}", line.id);
    view! {
        <li>
            <a class="row" href=href>
                <Person name=line.name.clone() small=true/>
                <span class="row-body">
                    <span class="row-title">{t!(cohorts.called, name = line.name.clone())}</span>
                    <span class="row-note">
                        {line.profession.clone()}
                        {(!lone).then(|| t!(coaching.dot))}
                        {contact(&line)}
                    </span>
                    <Tags line/>
                </span>
                <span class="row-end"><Icon name="forward"/></span>
            </a>
        </li>
    }
}

/// When one last had to do with a member.
pub fn contact(line: &MemberLine) -> String {
    match &line.contact {
        Some(day) => t!(cohorts.contact, day = day.clone()),
        None => t!(cohorts.contact_none).to_owned(),
    }
}

/// What waits and what may be opened, in words.
#[component]
pub fn Tags(line: MemberLine) -> impl IntoView {
    view! {
        <span class="tags">
            {(line.waiting > 0).then(|| view! { <span class="tag" data-tone="lamp">{t!(cohorts.tag_waiting, n = line.waiting)}</span> })}
            {(line.results > 0).then(|| view! { <span class="tag">{t!(cohorts.tag_results, n = line.results)}</span> })}
            {(line.goals > 0).then(|| view! { <span class="tag">{t!(cohorts.tag_goals, n = line.goals)}</span> })}
            {line.next.map(|at| view! { <span class="tag" data-tone="accent">{t!(cohorts.tag_next, at = at)}</span> })}
        </span>
    }
}
