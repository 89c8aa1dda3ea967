use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::home::Discard;
use super::sit;
use super::words::w;
use crate::kit::locale;
use crate::t;
use crate::ui::{Back, Flash, Load, PageTitle, carried, sentence};
use crate::worksheets::definition::{Family, library};
use crate::worksheets::results::ResultOf;
use crate::worksheets::sheets::model::SheetPage;
use crate::worksheets::sheets::{Play, api, path};

/// A sitting under way.
#[component]
pub fn SheetSitting() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").unwrap_or_default());
    let page = Resource::new(id, |id| async move { api::open_sheet(id.parse()?).await });
    view! { <div class="room" data-shape="one"><Load what=page let:page><Sitting page/></Load></div> }
}

fn flash(done: &str) -> Option<&'static str> {
    (done == "kept").then(|| t!(sheets.done_kept))
}

#[component]
fn Sitting(page: SheetPage) -> impl IntoView {
    let home = path(&page.worksheet);
    if page.play.done() {
        leptos_axum::redirect(&format!("{home}/{}/result", page.id));
    }
    let name = library::version_of(&page.worksheet, page.version).map(|one| w(&one.about.name)).unwrap_or_default();
    let (saved_at, id) = (page.saved_at.clone(), page.id.to_string());
    view! {
        <PageTitle text=name.clone()/>
        <header class="page-head">
            <Back href=home words=t!(worksheets.close_for_now)/>
            <h1>{name}</h1>
            <p class="note">{t!(sheets.saved_at, at = saved_at)}</p>
            <Flash words=flash/>
            {told(&page).map(|words| view! { <p class="flash" data-tone="care" role="status">{words}</p> })}
        </header>
        <div class="stack" data-gap="large">
            {body(page.clone())}
            {picture(&page)}
            <div data-print="no"><Discard id lost=t!(sheets.discard_unfinished)/></div>
        </div>
    }
}

/// Why a press was refused whose form does not stand here any more, because another window has moved on. A form that is here
/// says it itself.
fn told(page: &SheetPage) -> Option<String> {
    let carried = carried().filter(|carried| carried.action == api::PlaySheet::url())?;
    let key = carried.values.iter().find(|(name, _)| name == "form_key").map(|(_, key)| key.as_str());
    let here = key.is_some_and(|key| sit::forms(page).contains(&key));
    carried.error.as_ref().filter(|_| !here).map(sentence)
}

/// The picture so far, where drawing is what one does; where one chooses, it would only lead on.
fn picture(page: &SheetPage) -> Option<AnyView> {
    let begun = match &page.play {
        Play::Line(play) => !play.names.is_empty(),
        Play::Circles(play) => !play.answers.will.is_empty() || !play.answers.can.is_empty(),
        Play::Target(sheet) => !sheet.answers.domains.is_empty(),
        Play::Blocks(sheet) => !sheet.answers.tasks.is_empty(),
        Play::Rings(play) => !play.answers.nodes.is_empty(),
        Play::Pairs(_) | Play::Sort(_) | Play::Questions(_) | Play::Strengths(_) => false,
    };
    let definition = library::version_of(&page.worksheet, page.version).filter(|_| begun)?;
    let outcome = page.play.outcome(definition).ok()?;
    let picture = view! {
        <details class="fold">
            <summary>{t!(sheets.picture)}</summary>
            <ResultOf definition outcome names=page.names.clone() locale=locale::current()/>
        </details>
    };
    Some(picture.into_any())
}

/// What is done in this sitting.
fn body(page: SheetPage) -> Option<AnyView> {
    let definition = library::version_of(&page.worksheet, page.version)?;
    Some(match (page.play.clone(), &definition.family) {
        (Play::Pairs(play), Family::Pairs(pairs)) => view! { <sit::Pairs page play pairs/> }.into_any(),
        (Play::Sort(play), Family::Sort(sort)) => view! { <sit::Columns page play sort/> }.into_any(),
        (Play::Questions(sheet), Family::Questionnaire(questions)) => {
            view! { <sit::Questions page any=!sheet.history.is_empty() answers=sheet.answers questions/> }.into_any()
        }
        (Play::Strengths(sheet), Family::Strengths(strengths)) => {
            view! { <sit::Strengths page any=!sheet.history.is_empty() answers=sheet.answers strengths/> }.into_any()
        }
        (Play::Line(play), Family::Line(line)) => view! { <sit::LifeLine page play line/> }.into_any(),
        (Play::Circles(play), Family::Circles(circles)) => view! { <sit::Circles page play circles/> }.into_any(),
        (Play::Target(sheet), Family::Target(target)) => {
            view! { <sit::Target page any=!sheet.history.is_empty() answers=sheet.answers target/> }.into_any()
        }
        (Play::Blocks(sheet), Family::Blocks(blocks)) => {
            view! { <sit::Blocks page any=!sheet.history.is_empty() answers=sheet.answers blocks/> }.into_any()
        }
        (Play::Rings(play), Family::Rings(rings)) => view! { <sit::Rings page play rings/> }.into_any(),
        _ => return None,
    })
}
