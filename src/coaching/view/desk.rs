use leptos::prelude::*;

use crate::coaching::api;
use crate::coaching::model::{DeskPage, QueueLine};
use crate::kit::id::ShareId;
use crate::t;
use crate::ui::{Icon, Load, PageTitle};

/// What waits for the coach, the longest waiting first; below, what was answered.
#[component]
pub fn CoachDesk() -> impl IntoView {
    let queue = Resource::new(|| (), |()| api::queue());
    view! {
        <PageTitle text=t!(coaching.title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <h1>{t!(coaching.title)}</h1>
                <p class="lead">{t!(coaching.lead)}</p>
            </header>
            <Load what=queue let:queue>
                <Lists queue/>
            </Load>
        </div>
    }
}

#[component]
fn Lists(queue: DeskPage) -> impl IntoView {
    let DeskPage { waiting, answered } = queue;
    view! {
        {if waiting.is_empty() {
            view! {
                <section class="empty">
                    <h2>{t!(coaching.empty_title)}</h2>
                    <p>{t!(coaching.empty_words)}</p>
                </section>
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
            let current = (here.as_ref() == Some(&line.share)).then_some("true");
            let initial = line.member.chars().next().map(String::from).unwrap_or_default();
            let name = t!(coaching.name, name = line.member);
            let lone = line.profession.is_empty();
            view! {
                <li>
                    <a class="row" href=format!("/coach/journals/{}", line.share) aria-current=current>
                        <span class="person" data-size="small" aria-hidden="true">{initial}</span>
                        <span class="row-body">
                            <span class="row-title">{name}</span>
                            <span class="row-note">
                                {line.profession}
                                {(!lone).then(|| t!(coaching.dot))}
                                {line.template}
                                {t!(coaching.dot)}
                                <time datetime=line.since.iso title=line.since.words>{line.ago}</time>
                            </span>
                        </span>
                        <span class="row-end"><Icon name="forward"/></span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }
}
