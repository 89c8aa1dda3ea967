use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::card::CardRow;
use super::filters::Filters;
use super::month::MonthView;
use crate::kit::page::Page;
use crate::t;
use crate::ui::{Art, Empty, Load, PageTitle, Pager, Tabs};
use crate::workshops::api;
use crate::workshops::model::{Card, Filter, Listing};

/// 集まり: what is to come, and what was.
#[component]
pub fn Workshops() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(filter_of));
    let page = Resource::new(move || filter.get(), api::browse);
    view! {
        <PageTitle text=t!(workshops.title)/>
        <div class="room" data-shape="filter">
            <header class="page-head">
                <h1>{t!(workshops.title)}</h1>
                <p class="lead">{t!(workshops.lead)}</p>
            </header>
            // Another question has fields of its own: one that was written in keeps its words when only its value changes.
            <For each=move || [filter.get()] key=Filter::path let:filter>
                <Filters filter=filter/>
            </For>
            <section class="part" aria-labelledby="list">
                <h2 id="list">{move || if filter.get().past { t!(workshops.past) } else { t!(workshops.coming) }}</h2>
                {move || view! { <Ways filter=filter.get()/> }}
                <Load what=page part=true let:page>
                    {match page {
                        Listing::Rows(page) => view! { <List page=page filter=filter.get_untracked()/> }.into_any(),
                        Listing::Month(page) => view! { <MonthView page=page filter=filter.get_untracked()/> }.into_any(),
                    }}
                </Load>
                <p class="note line">
                    <a href="/me/calendar">{t!(calendar.subscribe_mine)}</a>
                    <a href="/workshops/feed.atom" rel="external">{t!(calendar.subscribe_news)}</a>
                </p>
            </section>
        </div>
    }
}

/// The two ways to look at it.
#[component]
fn Ways(filter: Filter) -> impl IntoView {
    let (list, month) = (filter.by_month(None).path(), filter.by_month(Some("now")).path());
    let current = if filter.month.is_some() { month.clone() } else { list.clone() };
    let tabs = vec![(list, t!(calendar.as_list).to_owned()), (month, t!(calendar.as_month).to_owned())];
    view! { <Tabs label=t!(calendar.ways) tabs=tabs current=current/> }
}

#[component]
fn List(page: Page<Card>, filter: Filter) -> impl IntoView {
    let Page { rows, next } = page;
    if rows.is_empty() {
        return view! { <Nothing filter=filter/> }.into_any();
    }
    let rows = rows.into_iter().map(|card| view! { <CardRow card=card/> }).collect_view();
    view! {
        <ul class="rows" role="list">{rows}</ul>
        <Pager path=filter.path() next=next later=filter.after.is_some()/>
    }
    .into_any()
}

/// An empty list says what to do first.
#[component]
fn Nothing(filter: Filter) -> impl IntoView {
    let all = Filter { past: filter.past, ..Filter::default() };
    let (words, href, label) = match (filter.is_open(), filter.past) {
        (false, _) => (t!(workshops.none_filtered), all.path(), t!(workshops.show_all)),
        (true, false) => {
            let past = Filter { past: true, ..Filter::default() };
            (t!(workshops.none_coming), past.path(), t!(workshops.show_past))
        }
        (true, true) => (t!(workshops.none_past), "/workshops".to_owned(), t!(workshops.show_coming)),
    };
    view! {
        <Empty art=Art::Seats title=t!(workshops.none_title) sentence=words>
            // Loaded anew, so that the chips show what is asked now.
            <p><a class="btn" data-kind="quiet" href=href rel="external">{label}</a></p>
        </Empty>
    }
}

fn filter_of(query: &leptos_router::params::ParamsMap) -> Filter {
    let names = ["q", "kind", "when", "place", "free", "from", "to", "for", "month", "after"];
    let pairs = names.into_iter().flat_map(|name| {
        let values = query.get_all(name).unwrap_or_default();
        values.into_iter().map(move |value| (name, value))
    });
    let pairs: Vec<(&str, String)> = pairs.collect();
    Filter::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())))
}
