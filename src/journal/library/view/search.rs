use leptos::prelude::*;

use crate::journal::library::api;
use crate::journal::library::model::{HITS, Hit, Piece, SearchForm, SearchPage};
use crate::journal::model::Choice;
use crate::journal::view::Time;
use crate::t;
use crate::ui::{Art, Back, Empty, Load, PageTitle};

/// Looking for words among one's entries. The form is posted and this page is its answer, so the words stand in no
/// address.
#[component]
pub fn JournalSearch() -> impl IntoView {
    let page = Resource::new(|| (), |()| api::search());
    view! {
        <PageTitle text=t!(writing.search_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/journal" words=t!(journal.title)/>
                <h1>{t!(writing.search_title)}</h1>
                <p class="lead">{t!(writing.search_lead)}</p>
            </header>
            <Load what=page part=true let:page>
                <Search page/>
            </Load>
        </div>
    }
}

#[component]
fn Search(page: SearchPage) -> impl IntoView {
    let SearchPage { form, templates, tags, found, hits } = page;
    view! {
        <Ask form=form.clone() templates tags/>
        {found.map(|found| view! { <Results form found hits/> })}
    }
}

#[component]
fn Ask(form: SearchForm, templates: Vec<Choice>, tags: Vec<Choice>) -> impl IntoView {
    let narrowed = [&form.from, &form.to, &form.template, &form.tag].iter().any(|field| !field.is_empty());
    view! {
        <form method="post" action="/journal/search" class="form" role="search">
            <div class="field">
                <label for="search-q">{t!(writing.search_q)}</label>
                <p class="hint" id="search-q-hint">{t!(writing.search_q_hint)}</p>
                <input class="input" type="search" id="search-q" name="q" value=form.q autocomplete="off" aria-describedby="search-q-hint"/>
            </div>
            <details class="fold" open=narrowed>
                <summary>{t!(writing.search_more)}</summary>
                <div class="stack">
                    <div class="line">
                        <div class="field">
                            <label for="search-from">{t!(writing.search_from)}</label>
                            <input class="input" type="date" id="search-from" name="from" value=form.from/>
                        </div>
                        <div class="field">
                            <label for="search-to">{t!(writing.search_to)}</label>
                            <input class="input" type="date" id="search-to" name="to" value=form.to/>
                        </div>
                    </div>
                    <Pick name="template" label=t!(writing.search_template) list=templates chosen=form.template/>
                    <Pick name="tag" label=t!(writing.search_tag) list=tags chosen=form.tag/>
                </div>
            </details>
            <div class="line"><button class="btn" type="submit">{t!(writing.search_do)}</button></div>
        </form>
    }
}

#[component]
fn Pick(name: &'static str, label: &'static str, list: Vec<Choice>, chosen: String) -> impl IntoView {
    let options = list
        .into_iter()
        .map(|one| {
            let selected = one.value == chosen;
            view! { <option value=one.value selected=selected>{one.words}</option> }
        })
        .collect_view();
    let id = format!("search-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id name=name>
                <option value="">{t!(writing.search_any)}</option>
                {options}
            </select>
        </div>
    }
}

#[component]
fn Results(form: SearchForm, found: u32, hits: Vec<Hit>) -> impl IntoView {
    if found == 0 {
        return view! {
            <Empty art=Art::Lost title=t!(writing.search_none_title) sentence=t!(writing.search_none)/>
        }
        .into_any();
    }
    let size = HITS as u32;
    let before = (form.page > 0).then(|| form.page - 1);
    let after = ((form.page + 1) * size < found).then(|| form.page + 1);
    view! {
        <section class="part" aria-labelledby="found">
            <h2 id="found">{t!(writing.search_found, n = found)}</h2>
            <ul class="rows" role="list">{hits.into_iter().map(|hit| view! { <OneHit hit/> }).collect_view()}</ul>
            {(before.is_some() || after.is_some()).then(|| view! {
                <nav class="line" aria-label=t!(writing.search_pages)>
                    {before.map(|page| view! { <Turn form=form.clone() page words=t!(writing.search_previous, n = size)/> })}
                    {after.map(|page| view! { <Turn form=form.clone() page words=t!(writing.search_next, n = size)/> })}
                </nav>
            })}
        </section>
    }
    .into_any()
}

/// The way to another page of what was found: a form too, for the same reason.
#[component]
fn Turn(form: SearchForm, page: u32, words: String) -> impl IntoView {
    let SearchForm { q, from, to, template, tag, .. } = form;
    let fields =
        [("q", q), ("from", from), ("to", to), ("template", template), ("tag", tag), ("page", page.to_string())];
    let fields =
        fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    view! {
        <form method="post" action="/journal/search">
            {fields}
            <button class="btn" data-kind="quiet" data-size="small" type="submit">{words}</button>
        </form>
    }
}

#[component]
fn OneHit(hit: Hit) -> impl IntoView {
    let Hit { id, title, template, day, excerpts } = hit;
    let piece = |piece: Piece| match piece.found {
        true => view! { <mark>{piece.words}</mark> }.into_any(),
        false => piece.words.into_any(),
    };
    let lines = excerpts
        .into_iter()
        .map(|line| view! { <span class="row-note hit">{line.into_iter().map(piece).collect_view()}</span> })
        .collect_view();
    view! {
        <li>
            <a class="row" href=format!("/journal/{id}/read")>
                <span class="row-body">
                    <span class="row-title">{title.unwrap_or_else(|| t!(journal.no_words).to_owned())}</span>
                    <span class="row-note"><Time at=day/>{t!(journal.dot)}{template}</span>
                    {lines}
                </span>
            </a>
        </li>
    }
}
