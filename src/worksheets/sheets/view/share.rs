use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::seen::Seen;
use super::words::w;
use crate::coaching::sharing::model::Reason;
use crate::deid::Level;
use crate::kit::locale;
use crate::t;
use crate::ui::{Back, CheckBox, Form, Hidden, Icon, Load, PageTitle, Select};
use crate::worksheets::definition::{About, Definition, Family, library};
use crate::worksheets::model::Given;
use crate::worksheets::sheets::api::{self, ShareSheet, SwitchSheet, TakeBackSheet};
use crate::worksheets::sheets::model::{Allowed, Preview, SharePage, Trace};
use crate::worksheets::sheets::path;
use crate::worksheets::statistics::model::is_counted;

/// Switches, all off: a coach, counts in a live session, anonymous statistics.
#[component]
pub fn Switches(
    /// The sitting.
    id: String,
    /// The home of the worksheet.
    home: String,
    about: &'static About,
    given: Vec<Given>,
    allowed: Allowed,
) -> impl IntoView {
    let state = |on: bool| if on { t!(sheets.on) } else { t!(sheets.off) };
    let shown = given.into_iter().map(|given| view! { <TakeBack given/> }).collect_view();
    let coach = format!("{home}/{id}/share");
    // The people around somebody are never counted in a room.
    let live = (about.id != "W10").then(|| view! { <Switch id=id.clone() kind="live" on=allowed.live/> });
    // Where nothing is counted nothing is asked; what was allowed before can be taken back.
    let counted = allowed.statistics || library::definition(&about.id).is_some_and(is_counted);
    let statistics = counted.then(|| view! { <Switch id kind="statistics" on=allowed.statistics/> });
    view! {
        <section class="part" id="share" aria-labelledby="share-title">
            <h2 id="share-title">{t!(sheets.share_title)}</h2>
            <p class="note">{t!(sheets.share_note)}</p>
            <div class="stack">
                <section class="stack" data-gap="small">
                    <h3>{t!(sheets.to_coach)}" "<span class="tag">{state(!shown.is_empty())}</span></h3>
                    <p class="note">{w(&about.coach_sees)}</p>
                    {shown}
                    <p class="line"><a class="btn" data-kind="quiet" data-size="small" href=coach>{t!(sheets.to_coach_open)}</a></p>
                </section>
                {live}
                {statistics}
            </div>
        </section>
    }
}

#[component]
fn Switch(id: String, kind: &'static str, on: bool) -> impl IntoView {
    let switch = ServerAction::<SwitchSheet>::new();
    let (title, note) = match kind {
        "live" => (t!(sheets.to_live), t!(sheets.to_live_note)),
        _ => (t!(sheets.to_statistics), t!(sheets.to_statistics_note)),
    };
    let (state, to, act) =
        if on { (t!(sheets.on), "off", t!(sheets.turn_off)) } else { (t!(sheets.off), "on", t!(sheets.turn_on)) };
    view! {
        <section class="stack" data-gap="small">
            <h3>{title}" "<span class="tag">{state}</span></h3>
            <p class="note">{note}</p>
            <Form action=switch key=kind reload=true class="inline-form">
                <Hidden name="id" value=id.clone()/>
                <Hidden name="kind" value=kind.to_owned()/>
                <Hidden name="to" value=to.to_owned()/>
                <button class="btn" data-kind="quiet" data-size="small" type="submit" aria-label=format!("{title} {act}")>{act}</button>
            </Form>
        </section>
    }
}

#[component]
fn TakeBack(given: Given) -> impl IntoView {
    let back = ServerAction::<TakeBackSheet>::new();
    let id = given.id.to_string();
    view! {
        <div class="stack" data-gap="small">
            <p>{t!(worksheets.shared_with, name = given.coach)} " " <time class="note" datetime=given.datetime>{given.day}</time></p>
            <details class="fold">
                <summary>{t!(worksheets.withdraw_ask)}</summary>
                <Form action=back key=id.clone() reload=true class="stack">
                    <Hidden name="id" value=id.clone()/>
                    <p class="note">{t!(worksheets.withdraw_words)}</p>
                    <p class="line"><button class="btn" data-kind="leave" data-size="small" type="submit">{t!(worksheets.withdraw_do)}</button></p>
                </Form>
            </details>
        </div>
    }
}

/// Showing a result to a coach: choose, look at exactly what goes, send.
#[component]
pub fn SheetSharePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let wanted = move || {
        let id = params.with(|params| params.get("id").unwrap_or_default());
        query.with(|query| (id, query.get("coach").unwrap_or_default(), query.get_all("also").unwrap_or_default()))
    };
    let page =
        Resource::new(wanted, |(id, coach, also)| async move { api::open_sharing(id.parse()?, coach, also).await });
    view! { <div class="room" data-shape="one"><Load what=page let:page><Sharing page/></Load></div> }
}

#[component]
fn Sharing(page: SharePage) -> impl IntoView {
    let definition = library::version_of(&page.sheet.worksheet, page.sheet.version);
    definition.map(|definition| {
        let id = page.sheet.id.to_string();
        let here = format!("{}/{id}", path(&page.sheet.worksheet));
        let body = match (page.preview, page.coaches.is_empty()) {
            (Some(preview), _) => view! { <Look id preview here=here.clone()/> }.into_any(),
            (None, true) => view! { <p class="note">{t!(worksheets.share_nobody)}</p> }.into_any(),
            (None, false) => view! { <Choose coaches=page.coaches definition/> }.into_any(),
        };
        view! {
            <PageTitle text=t!(worksheets.share_title)/>
            <header class="page-head">
                <Back href=format!("{here}/result") words=t!(worksheets.result_title, worksheet = w(&definition.about.name))/>
                <h1>{t!(worksheets.share_title)}</h1>
                <p class="lead">{t!(sheets.coach_sees, what = w(&definition.about.coach_sees))}</p>
            </header>
            {body}
        }
    })
}

/// What may be shown besides: nothing of it is, unless it is ticked.
fn extras(definition: &'static Definition) -> Vec<(String, String)> {
    match &definition.family {
        Family::Target(target) => {
            let name = |one: &crate::worksheets::definition::Choice| t!(sheets.also_barrier, area = w(&one.name));
            target.domains.iter().map(|one| (one.id.to_string(), name(one))).collect()
        }
        Family::Rings(_) => vec![("aliases".to_owned(), t!(sheets.also_aliases).to_owned())],
        _ => Vec::new(),
    }
}

/// Chosen by an address, since nothing changes by it.
#[component]
fn Choose(coaches: Vec<(String, String)>, definition: &'static Definition) -> impl IntoView {
    let only = coaches.len() == 1;
    let coaches = coaches
        .into_iter()
        .map(|(id, name)| {
            view! {
                <label class="choice">
                    <input type="radio" name="coach" value=id checked=only required=true/>
                    <span>{t!(worksheets.coach_name, name = name)}</span>
                </label>
            }
        })
        .collect_view();
    let also: Vec<_> = extras(definition)
        .into_iter()
        .map(|(id, words)| view! { <label class="choice"><input type="checkbox" name="also" value=id/><span>{words}</span></label> })
        .collect();
    view! {
        <form class="form" method="get">
            <fieldset class="field">
                <legend>{t!(worksheets.share_coach)}</legend>
                <div class="choices">{coaches}</div>
            </fieldset>
            {(!also.is_empty()).then(|| view! {
                <fieldset class="field">
                    <legend>{t!(sheets.also)}<span class="may">{t!(common.optional)}</span></legend>
                    <div class="choices">{also}</div>
                </fieldset>
            })}
            <p class="line"><button class="btn" type="submit">{t!(worksheets.share_preview)}</button></p>
        </form>
    }
}

/// Exactly what goes, and the traces of people in it.
#[component]
fn Look(id: String, preview: Preview, here: String) -> impl IntoView {
    let send = ServerAction::<ShareSheet>::new();
    let Preview { coach: (coach, name), extras, copy, traces } = preview;
    let ask = traces.iter().any(|trace| trace.level == Level::Warn);
    let direct: Vec<Trace> = traces.iter().filter(|trace| trace.level == Level::Block).cloned().collect();
    let found: Vec<_> =
        traces.into_iter().map(|trace| view! { <li><b>{trace.words}</b>" "{trace.kind}</li> }).collect();
    view! {
        <div class="stack">
            <p>{t!(worksheets.share_exactly, name = name)}</p>
            {(!found.is_empty()).then(|| view! {
                <section class="flash" data-tone="care" aria-label=t!(sheets.traces_title)>
                    <Icon name="alert"/>
                    <div>
                        <p>{t!(sheets.traces)}</p>
                        <ul>{found}</ul>
                    </div>
                </section>
            })}
            <div class="sheet"><Seen copy/></div>
            <Form action=send reload=true>
                <Hidden name="id" value=id.clone()/>
                <Hidden name="coach" value=coach.clone()/>
                {extras.into_iter().map(|extra| view! { <input type="hidden" name="form[extras][]" value=extra/> }).collect_view()}
                {direct.into_iter().map(|trace| view! { <Explain trace/> }).collect_view()}
                {ask.then(|| view! { <CheckBox name="seen" label=t!(sheets.traces_seen)/> })}
                <div class="line">
                    <button class="btn" type="submit">{t!(worksheets.share_send)}</button>
                    <a class="btn" data-kind="text" href=format!("{here}/share")>{t!(worksheets.share_change)}</a>
                </div>
            </Form>
        </div>
    }
}

/// Why words may go that lead straight to a person: one of a few reasons. Only the reason is kept.
#[component]
fn Explain(trace: Trace) -> impl IntoView {
    let locale = locale::current();
    let mut options = vec![(String::new(), t!(sheets.trace_none).to_owned())];
    options.extend(Reason::ALL.map(|one| (one.as_str().to_owned(), one.words(locale).to_owned())));
    let label = t!(sheets.trace_reason, words = trace.words);
    view! {
        <Select name=format!("reasons.{}", trace.key) label=label hint=t!(sheets.trace_hint) options=options required=true/>
    }
}
