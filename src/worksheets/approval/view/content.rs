use leptos::prelude::*;

use crate::kit::Role;
use crate::t;
use crate::ui::{
    Back, Button, CheckBox, Confirm, Flash, Form, Hidden, Load, Only, PageTitle, Tag, TextField, came_back,
};
use crate::worksheets::approval::api::{self, Approve, TakeBack};
use crate::worksheets::approval::model::{Confirmed, ContentRow, Kind};

/// The organiser's page of all content: credit, licence, version, whether members see it.
#[component]
pub fn AdminContent() -> impl IntoView {
    view! { <Only role=Role::Admin><Content/></Only> }
}

#[component]
fn Content() -> impl IntoView {
    let rows = Resource::new(|| (), |()| api::content());
    view! {
        <PageTitle text=t!(selfchecks.content_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/admin" words=t!(common.nav_admin)/>
                <h1>{t!(selfchecks.content_title)}</h1>
                <p class="lead">{t!(selfchecks.content_lead)}</p>
                <Flash words=done/>
            </header>
            <Load what=rows part=true let:rows><All rows/></Load>
        </div>
    }
}

fn done(word: &str) -> Option<&'static str> {
    match word {
        "approved" => Some(t!(selfchecks.done_approved)),
        "back" => Some(t!(selfchecks.done_back)),
        _ => None,
    }
}

/// What waits for a confirmation first, then the rest by kind.
#[component]
fn All(rows: Vec<ContentRow>) -> impl IntoView {
    let (open, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| !row.shipped);
    let part = |kind: Kind| rest.iter().filter(|row| row.kind == kind).cloned().collect::<Vec<_>>();
    view! {
        <div class="stack" data-gap="large">
            <Part id="open" title=t!(selfchecks.content_open) note=t!(selfchecks.content_open_note) rows=open/>
            <Part id="worksheets" title=t!(selfchecks.kind_worksheets) rows=part(Kind::Worksheet)/>
            <Part id="checks" title=t!(selfchecks.kind_checks) rows=part(Kind::Check)/>
            <Part id="templates" title=t!(selfchecks.kind_templates) rows=part(Kind::Template)/>
        </div>
    }
}

#[component]
fn Part(
    id: &'static str,
    title: &'static str,
    #[prop(optional)] note: &'static str,
    rows: Vec<ContentRow>,
) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows.into_iter().map(|row| view! { <One row/> }).collect_view();
    view! {
        <section class="part" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {(!note.is_empty()).then(|| view! { <p class="note">{note}</p> })}
            <ul class="credits" role="list">{rows}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn One(row: ContentRow) -> impl IntoView {
    let ContentRow { id, name, version, credit, licence, shipped, to_confirm, enabled, history, .. } = row;
    let state = if enabled { t!(selfchecks.is_on) } else { t!(selfchecks.is_off) };
    let tone = if enabled { "accent" } else { "lamp" };
    let asks = to_confirm.into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
    let act = (!shipped).then(|| match enabled {
        true => view! { <Taking content=id.clone() version/> }.into_any(),
        false => view! { <Confirming content=id.clone() version/> }.into_any(),
    });
    let anchor = format!("content-{}", id.to_ascii_lowercase());
    view! {
        <li class="credit" id=anchor>
            <h3>{name}</h3>
            <div class="tags">
                <Tag words=state tone=tone/>
                <Tag words=t!(selfchecks.version, id = id, version = version)/>
            </div>
            <p class="note">{credit}</p>
            <p class="note">{t!(selfchecks.under, licence = licence)}</p>
            {(!shipped).then(|| view! {
                <p>{t!(selfchecks.to_confirm)}</p>
                <ul class="prose">{asks}</ul>
            })}
            {act}
            <History history/>
        </li>
    }
}

#[component]
fn Confirming(content: String, version: i64) -> impl IntoView {
    let approve = ServerAction::<Approve>::new();
    let open = came_back::<Approve>(Some(&content));
    view! {
        <details class="fold" open=open>
            <summary>{t!(selfchecks.confirm_open)}</summary>
            <Form action=approve reload=true key=content.clone()>
                <Hidden name="content" value=content/>
                <Hidden name="version" value=version.to_string()/>
                <TextField name="source" label=t!(selfchecks.source) hint=t!(selfchecks.source_hint) required=true/>
                <TextField name="note" label=t!(selfchecks.confirm_note) optional=true/>
                <CheckBox name="sure" label=t!(selfchecks.sure)/>
                <Button kind="quiet">{t!(selfchecks.confirm_do)}</Button>
            </Form>
        </details>
    }
}

#[component]
fn Taking(content: String, version: i64) -> impl IntoView {
    let back = ServerAction::<TakeBack>::new();
    view! {
        <Confirm words=t!(selfchecks.back_open) title=t!(selfchecks.back_ask) loss=t!(selfchecks.back_loss) small=true>
            <Form action=back reload=true class="line" key=content.clone()>
                <Hidden name="content" value=content/>
                <Hidden name="version" value=version.to_string()/>
                <button class="btn" data-kind="leave" type="submit">{t!(selfchecks.back_do)}</button>
            </Form>
        </Confirm>
    }
}

#[component]
fn History(history: Vec<Confirmed>) -> impl IntoView {
    let lines = history
        .into_iter()
        .map(|one| {
            let words =
                t!(selfchecks.confirmed_by, day = one.day, name = one.by, source = one.source, version = one.version);
            let back = one.back.map(|(name, day)| view! { <br/>{t!(selfchecks.taken_by, day = day, name = name)} });
            let note = (!one.note.is_empty()).then(|| view! { <br/>{one.note} });
            view! { <li class="note">{words}{note}{back}</li> }
        })
        .collect_view();
    view! { <ul class="stack" data-gap="small" role="list">{lines}</ul> }
}
