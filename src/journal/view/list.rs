use leptos::prelude::*;

use super::{Time, query};
use crate::journal::api;
use crate::journal::model::{Card, EntryLine, EntryList};
use crate::t;
use crate::ui::{Art, Empty, Flash, Icon, LeftDrafts, Load, PageTitle, SendDrafts};

/// One's entries, newest first, under the templates to begin with.
#[component]
pub fn Journal() -> impl IntoView {
    let after = query("after");
    let entries = Resource::new(move || after.get(), api::entries);
    view! {
        <PageTitle text=t!(journal.title)/>
        <SendDrafts/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <h1>{t!(journal.title)}</h1>
                <p class="lead">{t!(journal.lead)}</p>
            </header>
            <Flash words=words/>
            <LeftDrafts/>
            <Load what=entries part=true let:entries>
                <Lists entries=entries first=after.get_untracked().is_empty()/>
            </Load>
        </div>
    }
}

fn words(done: &str) -> Option<&'static str> {
    match done {
        "deleted" => Some(t!(journal.done_deleted)),
        "finished" => Some(t!(journal.done_finished)),
        _ => None,
    }
}

#[component]
fn Lists(entries: EntryList, first: bool) -> impl IntoView {
    let EntryList { rows, next, cards } = entries;
    let empty = rows.is_empty();
    view! {
        {first.then(|| view! {
            <section class="part" aria-labelledby="begin">
                <h2 id="begin">{t!(journal.begin_title)}</h2>
                <ul class="rows" role="list">
                    {cards.into_iter().map(|card| view! { <CardRow card/> }).collect_view()}
                </ul>
                <p class="line">
                    <a class="btn" data-kind="quiet" data-size="small" href="/journal/new" rel="external">{t!(writing.more_templates)}</a>
                </p>
            </section>
        })}
        {if empty {
            view! {
                <Empty
                    art=Art::Lamp
                    title=if first { t!(journal.empty_title) } else { t!(journal.empty_end) }
                    sentence=t!(journal.empty_words)
                >
                    <p><a class="btn" href="/journal/new?template=hitokoto" rel="external">{t!(journal.empty_first)}</a></p>
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <section class="part" aria-labelledby="entries">
                    <h2 id="entries">{t!(journal.entries_title)}</h2>
                    <p class="line">
                        <a href="/journal/search" rel="external">{t!(writing.search_title)}</a>
                        <a href="/journal/calendar" rel="external">{t!(writing.calendar_title)}</a>
                        <a href="/journal/export" rel="external">{t!(writing.export_title)}</a>
                    </p>
                    <ul class="rows" role="list">
                        {rows.into_iter().map(|line| view! { <EntryRow line/> }).collect_view()}
                    </ul>
                    {next.map(|next| view! {
                        <p><a class="btn" data-kind="quiet" href=format!("/journal?after={next}")>{t!(journal.older)}</a></p>
                    })}
                </section>
            }
            .into_any()
        }}
    }
}

/// A template to begin with.
#[component]
pub fn CardRow(card: Card) -> impl IntoView {
    // From so many to so many minutes: smaller, in one line.
    let range = card.span.contains('–').then_some("");
    view! {
        <li>
            <a class="row" href=format!("/journal/new?template={}", card.id) rel="external">
                <span class="row-lead minutes" data-range=range>{card.span}<small>{t!(journal.minutes_unit)}</small></span>
                <span class="row-body">
                    <span class="row-title">{card.title}</span>
                    <span class="row-note">{card.when}</span>
                </span>
                <span class="row-end"><Icon name="forward"/></span>
            </a>
        </li>
    }
}

#[component]
fn EntryRow(line: EntryLine) -> impl IntoView {
    view! {
        <li>
            <a class="row" href=format!("/journal/{}", line.id)>
                <span class="row-body">
                    <span class="row-title">{line.title.unwrap_or_else(|| t!(journal.no_words).to_owned())}</span>
                    <span class="row-note"><Time at=line.day/>{t!(journal.dot)}{line.template}</span>
                    {(line.unfinished || line.sent || line.answered).then(|| view! {
                        <span class="tags">
                            {line.unfinished.then(|| view! { <span class="tag">{t!(journal.tag_unfinished)}</span> })}
                            {line.sent.then(|| view! {
                                <span class="tag" data-tone="accent">{t!(journal.tag_sent)}</span>
                            })}
                            {line.answered.then(|| view! {
                                <span class="tag" data-tone="lamp">{t!(journal.tag_answered)}</span>
                            })}
                        </span>
                    })}
                </span>
                <span class="row-end"><Icon name="forward"/></span>
            </a>
        </li>
    }
}
