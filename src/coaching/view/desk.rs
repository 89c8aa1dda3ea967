use leptos::prelude::*;

use crate::coaching::api;
use crate::coaching::model::{DeskPage, QueueLine, SupervisionLine, ValuesLine};
use crate::kit::Role;
use crate::kit::id::ShareId;
use crate::t;
use crate::ui::{Art, Empty, Icon, Load, Only, PageTitle, Person};

/// What waits for the coach, the longest waiting first; below, what was answered.
#[component]
pub fn CoachDesk() -> impl IntoView {
    view! { <Only role=Role::Coach><Queue/></Only> }
}

#[component]
fn Queue() -> impl IntoView {
    let queue = Resource::new(|| (), |()| api::queue());
    view! {
        <PageTitle text=t!(common.nav_coach)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <h1>{t!(common.nav_coach)}</h1>
                <p class="lead">{t!(coaching.lead)}</p>
            </header>
            <Load what=queue part=true let:queue>
                <Lists queue/>
            </Load>
        </div>
    }
}

#[component]
fn Lists(queue: DeskPage) -> impl IntoView {
    let DeskPage { waiting, answered, values, supervision } = queue;
    view! {
        {if waiting.is_empty() {
            view! {
                <Empty art=Art::Read title=t!(coaching.empty_title) sentence=t!(coaching.empty_words)/>
            }
            .into_any()
        } else {
            view! {
                <section class="part" aria-labelledby="waiting">
                    <h2 id="waiting">{t!(coaching.waiting_title)}</h2>
                    <Lines lines=waiting/>
                </section>
            }
            .into_any()
        }}
        {(!values.is_empty()).then(|| view! {
            <section class="part" aria-labelledby="shown">
                <h2 id="shown">{t!(sheets.reader)}</h2>
                <Values lines=values/>
            </section>
        })}
        {(!supervision.is_empty()).then(|| view! {
            <section class="part" aria-labelledby="supervision">
                <h2 id="supervision">{t!(desk.supervision_title)}</h2>
                <Excerpts lines=supervision/>
            </section>
        })}
        {(!answered.is_empty()).then(|| view! {
            <section class="part" aria-labelledby="answered">
                <h2 id="answered">{t!(coaching.answered_title)}</h2>
                <Lines lines=answered/>
            </section>
        })}
    }
}

/// Copies as rows; `here` is the one that lies open.
#[component]
pub fn Lines(lines: Vec<QueueLine>, #[prop(optional, into)] here: Option<ShareId>) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(|line| {
            let here = here.as_ref() == Some(&line.share);
            let lone = line.profession.is_empty();
            view! {
                <CopyRow href=format!("/coach/journals/{}", line.share) member=line.member here want=line.want>
                    {line.profession}
                    {(!lone).then(|| t!(coaching.dot))}
                    {line.template}
                    {t!(coaching.dot)}
                    <time datetime=line.since.iso title=line.since.words>{line.ago}</time>
                    {line.mine.then(|| view! { {t!(coaching.dot)}<strong>{t!(desk.row_mine)}</strong> })}
                    {line.holder.map(|name| view! { {t!(coaching.dot)}{t!(desk.row_held, name = name)} })}
                    {line.several.then(|| view! { {t!(coaching.dot)}{t!(desk.row_several)} })}
                    {line.unread.then(|| view! { {t!(coaching.dot)}<strong>{t!(desk.row_unread)}</strong> })}
                </CopyRow>
            }
        })
        .collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }
}

/// Worksheets that members showed.
#[component]
fn Values(lines: Vec<ValuesLine>) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(|line| {
            view! {
                <CopyRow href=line.href member=line.member>
                    {line.sheet}
                    {t!(coaching.dot)}
                    <time datetime=line.since.iso title=line.since.words>{line.ago}</time>
                    {(!line.opened).then(|| view! { {t!(coaching.dot)}{t!(coaching.unopened)} })}
                </CopyRow>
            }
        })
        .collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }
}

/// Excerpts that coaches bring to each other.
#[component]
fn Excerpts(lines: Vec<SupervisionLine>) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(|line| {
            let words = view! {
                <span class="row-body">
                    <span class="row-title">{t!(coaching.name, name = line.who.clone())}</span>
                    <span class="row-note">
                        {line.state}{t!(coaching.dot)}<time datetime=line.since.iso>{line.since.words}</time>
                    </span>
                </span>
            };
            let person = view! { <Person name=line.who.clone() role="coach" small=true/> };
            match line.open {
                true => view! {
                    <li>
                        <a class="row" href=format!("/coach/supervision/{}", line.id)>
                            {person}{words}<span class="row-end"><Icon name="forward"/></span>
                        </a>
                    </li>
                }
                .into_any(),
                false => view! { <li><div class="row">{person}{words}</div></li> }.into_any(),
            }
        })
        .collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }
}

/// One copy: from whom, and what can be said of it unopened.
#[component]
fn CopyRow(
    href: String,
    member: String,
    #[prop(optional)] here: bool,
    /// What its author would like: shown first.
    #[prop(optional)]
    want: Vec<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <li>
            <a class="row" href=href aria-current=here.then_some("true")>
                <Person name=member.clone() small=true/>
                <span class="row-body">
                    {(!want.is_empty()).then(|| view! {
                        <span class="tags">
                            {want
                                .into_iter()
                                .map(|one| view! { <span class="tag" data-tone="lamp">{one}</span> })
                                .collect_view()}
                        </span>
                    })}
                    <span class="row-title">{t!(coaching.name, name = member)}</span>
                    <span class="row-note">{children()}</span>
                </span>
                <span class="row-end"><Icon name="forward"/></span>
            </a>
        </li>
    }
}
